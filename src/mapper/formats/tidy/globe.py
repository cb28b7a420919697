"""Very many geometries → repaired, all at once; which of them have to be looked at one by one.

What is done to each is what `repair` does. Whatever may be wrong with one, or is not sure, is left
for that: it knows the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.formats.many import Shapes
from mapper.formats.source import Project
from mapper.formats.tidy.repair import HEIGHTS, ROUNDED, SMALL, TURNED
from mapper.geometry import (
    KINDS,
    LEAST,
    Bounds,
    Ragged,
    is_area,
    kinds_of_rings,
    swapped,
    taken,
    valid,
)

Rows = NDArray[np.bool_]

POINT, MULTIPOINT, LINE, MULTILINE = map(
    KINDS.index, ("Point", "MultiPoint", "LineString", "MultiLineString")
)


@dataclass(frozen=True, eq=False)
class Repaired:
    """n geometries as they will stand in the file, but for those that are `open`.

    `done` says what was repaired, in the order in which `repair` does that, and in which of them.
    """

    flat: Ragged
    open: Rows
    done: Mapping[str, Rows]


def repaired(shapes: Shapes, project: Project | None, bounds: Bounds | None) -> Repaired:
    """The geometries repaired where that is safe; `project` makes degrees of them."""
    flat = shapes.flat if project is None else _projected(shapes.flat, project)
    open = np.zeros(len(flat), bool)
    open[[*shapes.odd]] = True
    with np.errstate(invalid="ignore", over="ignore"):  # of what is nowhere
        open |= _of_positions(flat, ~(np.abs(flat.xy) <= (180, 90)).all(axis=1))
        open |= _of_rings(flat, _no_rings(flat))
        flat, turned, unsure = _wound(flat)
        open |= unsure
        open |= ~_valid(flat, ~open)
        rounded = _rounded(flat)
        open |= ~_valid(rounded, ~open)
        open |= _doubted(rounded)
    if bounds is not None:
        open |= swapped(rounded, bounds)
    high = shapes.high()
    if project is not None:  # of points, coordinates alone are handed on: see `in_degrees`
        high &= flat.kinds != POINT
    done = {
        HEIGHTS: high & ~open,
        TURNED: turned & ~open,
        ROUNDED: _of_positions(flat, (rounded.xy != flat.xy).any(axis=1)) & ~open,
    }
    return Repaired(rounded, open, done)


def _projected(flat: Ragged, project: Project) -> Ragged:
    lons, lats = project(*flat.xy.T.tolist())
    return replace(flat, xy=np.column_stack([np.array(each, float) for each in (lons, lats)]))


def _of_positions(flat: Ragged, those: Any) -> Rows:
    """Whether one of the positions of a geometry is one of those."""
    if len(flat.xy) == len(flat):
        return np.asarray(those, bool)
    found: Rows = np.logical_or.reduceat(those, flat.first_positions)
    return found


def _of_rings(flat: Ragged, those: Rows) -> Rows:
    if len(flat.sizes) == len(flat):
        return those
    found: Rows = np.logical_or.reduceat(those, flat.ring_starts[flat.part_starts[:-1]])
    return found


def _no_rings(flat: Ragged) -> Rows:
    """Which runs of positions are too short for their kind, or rings that do not close."""
    least = np.array([LEAST.get(kind, 1) for kind in KINDS])
    kinds = kinds_of_rings(flat)
    closed = flat.xy[flat.starts[:-1]] == flat.xy[flat.starts[1:] - 1]
    found: Rows = (flat.sizes < least[kinds]) | (is_area(kinds) & ~closed.all(axis=1))
    return found


def _wound(flat: Ragged) -> tuple[Ragged, Rows, Rows]:
    """The outlines of areas counter-clockwise and their holes clockwise; which of the geometries
    were turned, and of which it is not sure that they have to be."""
    rings = is_area(kinds_of_rings(flat))
    if not rings.any():
        none = np.zeros(len(flat), bool)
        return flat, none, none
    x, y = (flat.xy - np.repeat(flat.xy[flat.starts[:-1]], flat.sizes, axis=0)).T
    steps = np.append(x[:-1] * y[1:] - x[1:] * y[:-1], 0)  # between two rings it is 0: see `_turn`
    turn = np.add.reduceat(steps, flat.starts[:-1])
    whole = np.add.reduceat(np.abs(steps), flat.starts[:-1])
    unsure = rings & ~(np.abs(turn) > 1e-9 * whole)
    first = np.zeros(len(flat.sizes), bool)
    first[flat.ring_starts[:-1]] = True
    wrong = rings & ~unsure & np.where(first, turn < 0, turn > 0)
    at = np.arange(len(flat.xy))
    other_way = np.repeat(flat.starts[:-1] + flat.starts[1:] - 1, flat.sizes) - at
    at = np.where(np.repeat(wrong, flat.sizes), other_way, at)
    return replace(flat, xy=flat.xy[at]), _of_rings(flat, wrong), _of_rings(flat, unsure)


def _valid(flat: Ragged, those: Rows) -> Rows:
    """Which of the geometries are valid, so far as they are among those."""
    found = np.ones(len(flat), bool)
    rows = np.flatnonzero(those & is_area(flat.kinds))
    if len(rows):
        found[rows] = valid(taken(flat, rows))
    return found


def _rounded(flat: Ragged) -> Ragged:
    """With no more decimals than they need."""
    found = replace(flat, xy=_to(5, flat.xy))
    west, south, east, north = found.bounds.T
    small = (flat.kinds != POINT) & (np.maximum(east - west, north - south) < SMALL)
    if small.any():
        sizes = np.diff(np.append(flat.first_positions, len(flat.xy)))
        finer = np.repeat(small, sizes)
        found.xy[finer] = _to(6, flat.xy[finer])
    return replace(found, xy=found.xy)  # anew, for what it remembers of its bounds is not so now


def _to(decimals: int, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded as `round` does: numpy multiplies, so that a half may come out as more or less."""
    scaled = xy * 10.0**decimals
    found: NDArray[np.float64] = np.rint(scaled) / 10.0**decimals
    halves = np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6
    if halves.any():
        found[halves] = [round(number, decimals) for number in xy[halves].tolist()]
    return found


def _doubted(flat: Ragged) -> Rows:
    """Of which of the geometries `geometry.doubts` may have something to say."""
    found: Rows = (flat.kinds == POINT) & _of_positions(flat, ~flat.xy.any(axis=1))
    kinds = kinds_of_rings(flat)
    if len(flat.xy) == len(flat):
        return found
    first = flat.starts[:-1]
    extent = np.maximum.reduceat(flat.xy, first) - np.minimum.reduceat(flat.xy, first)
    wide = (extent[:, 0] > 180) & (kinds != MULTIPOINT)
    short = ((kinds == LINE) | (kinds == MULTILINE)) & ~extent.any(axis=1)
    return found | _of_rings(flat, wide | short)
