"""Many geometries as flat arrays: positions in one, how they group in four others.

What GeoJSON objects say of a million points in a gigabyte, these say in twenty megabytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.geometry.positions import DEPTH, LEAST
from mapper.geometry.types import Bounds

KINDS = tuple(DEPTH)
"""The types of geometry; `Ragged.kinds` counts them from 0 in this order."""

_AREAS = np.array([kind.endswith("Polygon") for kind in KINDS])

DECIMALS = 6
"""No position is kept finer: about 10 cm."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ragged:
    """n geometries. A geometry has parts, a part rings, a ring positions.

    A point, a line and a polygon have one part; only a polygon's part has more than one ring; rings
    of polygons are closed. `kinds`, `parts` have the shape (n,), `rings` (all parts,), `sizes`
    (all rings,), `xy` (all positions, 2): longitude and latitude in degrees.
    """

    kinds: NDArray[np.uint8]
    parts: Whole
    rings: Whole
    sizes: Whole
    xy: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kinds)

    @cached_property
    def part_starts(self) -> Whole:
        """The first part of each geometry, and after the last one their number."""
        return _starts(self.parts)

    @cached_property
    def ring_starts(self) -> Whole:
        """The first ring of each part, and their number."""
        return _starts(self.rings)

    @cached_property
    def starts(self) -> Whole:
        """The first position of each ring, and their number."""
        return _starts(self.sizes)

    @cached_property
    def first_positions(self) -> Whole:
        """(n,): the first position of each geometry."""
        return self.starts[self.ring_starts[self.part_starts[:-1]]]

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """(n, 4): west, south, east, north of each geometry."""
        if not len(self):
            return np.empty((0, 4))
        first = self.first_positions
        least, most = np.minimum.reduceat(self.xy, first), np.maximum.reduceat(self.xy, first)
        return np.hstack((least, most))

    @cached_property
    def extent(self) -> Bounds:
        """West, south, east, north of all of them. Raises ValueError if there is no position."""
        lon, lat = self.xy.T  # one by one, which numpy does thirty times sooner
        west, south, east, north = map(float, (lon.min(), lat.min(), lon.max(), lat.max()))
        return west, south, east, north

    @cached_property
    def decimals(self) -> int:
        """How many decimals the positions are given with, at most `DECIMALS`."""
        some = self.xy[:1000]  # mostly these say it already
        return next(
            (d for d in range(DECIMALS) if _has(some, d) and _has(self.xy, d)),
            DECIMALS,
        )


def ragged(geometries: Sequence[Mapping[str, Any]]) -> Ragged:
    """GeoJSON geometries as arrays. Heights are dropped.

    Raises:
        KeyError, TypeError, ValueError: one of them is no geometry. Ranges, rings and lengths are
            not looked at: see `unfit`.
    """
    if set(map(itemgetter("type"), geometries)) <= {"Point"}:
        return _points(list(map(itemgetter("coordinates"), geometries)))
    kinds, parts, rings, runs = [], [], [], []
    for geometry in geometries:
        kind, at = geometry["type"], geometry["coordinates"]
        kinds.append(KINDS.index(kind))
        match kind:
            case "Point":
                polygons = [[[at]]]
            case "Polygon":
                polygons = [at]
            case "MultiPolygon":
                polygons = at
            case "MultiLineString":
                polygons = [[line] for line in at]
            case _:
                polygons = [[at]]
        parts.append(len(polygons))
        for polygon in polygons:
            rings.append(len(polygon))
            runs += polygon
    return Ragged(
        np.array(kinds, np.uint8),
        np.array(parts, np.int64),
        np.array(rings, np.int64),
        np.array(list(map(len, runs)), np.int64),
        _xy(list(chain.from_iterable(runs))),
    )


def _points(positions: list[Any]) -> Ragged:
    one = np.ones(len(positions), np.int64)
    return Ragged(np.zeros(len(positions), np.uint8), one, one, one, _xy(positions))


def _xy(positions: list[Any]) -> NDArray[np.float64]:
    """(all positions, 2)."""
    if not set(map(type, positions)) <= {list, tuple}:
        raise TypeError("a position is a list")
    lengths = set(map(len, positions))
    if not lengths <= {2, 3}:
        raise ValueError("a position has two numbers, or three")
    if len(lengths) == 2:
        positions = [position[:2] for position in positions]
    flat = list(chain.from_iterable(positions))
    if not set(map(type, flat)) <= {int, float}:
        raise TypeError("a position holds numbers")
    xy = (
        np.fromiter(flat, float, len(flat)).reshape(len(positions), -1)[:, :2]
        if flat
        else np.empty((0, 2))
    )
    return np.ascontiguousarray(xy)


def joined(pieces: Sequence[Ragged]) -> Ragged:
    """All geometries of several, in their order."""
    return Ragged(
        *(
            np.concatenate([getattr(piece, name) for piece in pieces])
            for name in ("kinds", "parts", "rings", "sizes", "xy")
        )
    )


def taken(shapes: Ragged, rows: Whole) -> Ragged:
    """Some of the geometries: those of these rows, in this order."""
    parts = _spread(shapes.part_starts[rows], shapes.parts[rows])
    rings = _spread(shapes.ring_starts[parts], shapes.rings[parts])
    places = _spread(shapes.starts[rings], shapes.sizes[rings])
    return Ragged(
        shapes.kinds[rows],
        shapes.parts[rows],
        shapes.rings[parts],
        shapes.sizes[rings],
        shapes.xy[places],
    )


def unfit(shapes: Ragged) -> bool:
    """Is a position out of range, a part without rings, a run too short or a ring open?"""
    lon, lat = shapes.xy.T
    if not (np.all(np.abs(lon) <= 180) and np.all(np.abs(lat) <= 90)):  # NaN is neither
        return True
    if not (np.all(shapes.parts) and np.all(shapes.rings)):
        return True
    least = np.array([LEAST.get(kind, 1) for kind in KINDS])
    kinds = kinds_of_rings(shapes)
    if np.any(shapes.sizes < least[kinds]):
        return True
    closed = shapes.xy[shapes.starts[:-1]] == shapes.xy[shapes.starts[1:] - 1]
    return bool(np.any(is_area(kinds) & ~closed.all(axis=1)))


def kinds_of_rings(shapes: Ragged) -> NDArray[np.uint8]:
    """(all rings,): the kind of the geometry that each ring is of."""
    return np.repeat(np.repeat(shapes.kinds, shapes.parts), shapes.rings)


def is_area(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = _AREAS[kinds]
    return found


def geometry(shapes: Ragged, index: int) -> dict[str, Any]:
    """One of them as a GeoJSON object."""
    kind = KINDS[shapes.kinds[index]]
    parts = range(shapes.part_starts[index], shapes.part_starts[index + 1])
    polygons = [
        [
            shapes.xy[shapes.starts[ring] : shapes.starts[ring + 1]].tolist()
            for ring in range(shapes.ring_starts[part], shapes.ring_starts[part + 1])
        ]
        for part in parts
    ]
    match kind:
        case "Point":
            at: Any = polygons[0][0][0]
        case "Polygon":
            at = polygons[0]
        case "MultiPolygon":
            at = polygons
        case "MultiLineString":
            at = [line for (line,) in polygons]
        case _:
            at = polygons[0][0]
    return {"type": kind, "coordinates": at}


def _has(xy: NDArray[np.float64], decimals: int) -> bool:
    """Are these given with so many decimals, or fewer?"""
    off = xy * 10**decimals
    off -= np.rint(off)
    return bool((np.abs(off, out=off) < 1e-9 * 10**decimals).all())


def _starts(counts: Whole) -> Whole:
    return np.concatenate(([0], np.cumsum(counts)))


def _spread(firsts: Whole, counts: Whole) -> Whole:
    """n first numbers → each with those that follow it, `counts` of them."""
    before = np.cumsum(counts) - counts
    found: Whole = np.repeat(firsts - before, counts) + np.arange(counts.sum())
    return found
