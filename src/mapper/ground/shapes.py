"""The two files beside this → shapes within bounds.

A file is deflated whole numbers of 32 bits, the lowest bytes of all of them first, then the next.
They tell of land, borders, lakes and rivers, in this order: how many shapes there are; how many
rings each has (of a line: 1); how many positions each ring has; their longitudes, then their
latitudes, in hundredths of a degree, each the difference to the one before.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.geometry import Bounds, Geometry, clipped

COARSE, FINE = "110m", "50m"

PARTS = ("land", "coast", "borders", "lakes", "rivers")
"""From the ground up."""

WIDE_DEG = 25.0
"""What is wider or higher is drawn coarse: a pixel of a screen is then several kilometres."""

STEPS = 100
"""To a degree."""

_KEPT = ("land", "borders", "lakes", "rivers")
"""What the files hold: coasts are the edges of the land."""

_AREAS = ("land", "lakes")


@dataclass(frozen=True)
class Ground:
    """What lies in some bounds: polygons and lines by part, those left out of which there are none.

    `scale` is that of the maps it was made for: 110m or 50m, one to so many millions.
    """

    scale: str
    shapes: dict[str, Geometry]


@dataclass(frozen=True, eq=False)
class _Part:
    """Shapes of a kind, of positions `xy` (m, 2), degrees.

    A ring, or a line, has those from one of `starts` to the next; of n shapes, each has the rings
    from one of `first` (n + 1,) to the next, and lies in one of `boxes` (n, 4).
    """

    xy: NDArray[np.float64]
    starts: NDArray[np.int64]
    first: NDArray[np.int64]
    boxes: NDArray[np.float64]

    def runs(self, shape: int) -> list[NDArray[np.float64]]:
        """The positions of each ring of a shape."""
        rings = range(self.first[shape], self.first[shape + 1])
        return [self.xy[self.starts[ring] : self.starts[ring + 1]] for ring in rings]


def ground(bounds: Bounds, scale: str = "", parts: Sequence[str] = PARTS) -> Ground:
    """What lies in the bounds, of the scale that suits them if none is asked for.

    Bounds whose west is greater than their east reach across the 180th meridian.
    """
    west, south, east, north = bounds
    scale = scale or scale_for(bounds)
    across = [(west, south, 180.0, north), (-180.0, south, east, north)]
    boxes = [bounds] if west <= east else across
    found: dict[str, Geometry] = {}
    for name in parts:
        pieces = list(chain.from_iterable(_within(scale, name, box) for box in boxes))
        if pieces:
            kind = "MultiPolygon" if name in _AREAS else "MultiLineString"
            found[name] = {"type": kind, "coordinates": pieces}
    return Ground(scale, found)


def scale_for(bounds: Bounds) -> str:
    """Coarse for continents, else fine."""
    west, south, east, north = bounds
    width = east - west if west <= east else east - west + 360
    return COARSE if max(width, north - south) > WIDE_DEG else FINE


def _within(scale: str, name: str, box: Bounds) -> list[object]:
    """The coordinates of all polygons or lines of a part that lie in a box, cut at its edges."""
    part = _read(scale)["land" if name == "coast" else name]
    west, south, east, north = box
    w, s, e, n = part.boxes.T
    near = np.flatnonzero((w <= east) & (e >= west) & (s <= north) & (n >= south))
    found: list[object] = []
    for index in near.tolist():
        runs = part.runs(index)
        if name in _AREAS:
            shape: Geometry = {"type": "Polygon", "coordinates": [run.tolist() for run in runs]}
        else:
            lines = chain.from_iterable(map(_coasts, runs)) if name == "coast" else runs
            shape = {"type": "MultiLineString", "coordinates": [line.tolist() for line in lines]}
        inside = w[index] >= west and e[index] <= east and s[index] >= south and n[index] <= north
        kept = shape if inside else clipped(shape, box) if shape["coordinates"] else None
        if kept:
            several = kept["type"].startswith("Multi")
            pieces = kept["coordinates"] if several else [kept["coordinates"]]
            found += pieces if inside else map(_hundredths, pieces)
    return found


def _coasts(ring: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """A ring of land without what runs along the edges of the world: there is no shore."""
    lon, lat = ring.T
    edge = (np.abs(lon[1:]) == 180) & (lon[1:] == lon[:-1])
    edge |= (lat[1:] <= -89.9) & (lat[:-1] <= -89.9)
    if not edge.any():
        return [ring]
    # The steps between the edges, each with the position that it starts from.
    steps = np.split(np.arange(len(edge)), np.flatnonzero(edge))
    steps = [each[1:] if len(each) and edge[each[0]] else each for each in steps]
    return [ring[each[0] : each[-1] + 2] for each in steps if len(each)]


def _hundredths(coordinates: Any) -> Any:
    """Rounded as the file has it: where a shape was cut, positions are new."""
    if isinstance(coordinates[0][0], list):
        return [_hundredths(each) for each in coordinates]
    return np.array(coordinates).round(2).tolist()


@cache
def _read(scale: str) -> dict[str, _Part]:
    data = zlib.decompress((Path(__file__).parent / f"{scale}.bin").read_bytes())
    planes = np.frombuffer(data, np.uint8).reshape(4, -1)
    numbers = np.ascontiguousarray(planes.T).view("<i4").ravel().astype(np.int64)
    at, found = 0, {}

    def take(count: int) -> NDArray[np.int64]:
        nonlocal at
        at += count
        return numbers[at - count : at]

    for name in _KEPT:
        rings = take(int(take(1)[0]))
        sizes = take(int(rings.sum()))
        many = int(sizes.sum())
        xy = np.column_stack([np.cumsum(take(many)), np.cumsum(take(many))]) / STEPS
        starts, first = (np.append(0, np.cumsum(counts)) for counts in (sizes, rings))
        edges = starts[first[:-1]]
        boxes = np.hstack([each.reduceat(xy, edges) for each in (np.minimum, np.maximum)])
        found[name] = _Part(xy, starts, first, boxes)
    return found
