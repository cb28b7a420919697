"""Ground beyond what a map opens with, drawn with fewer positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.geometry import Bounds, Geometry, bends, runs

_LEAST = {"MultiPolygon": 4}
"""A ring has at least so many positions: one that would have fewer stays as it is."""


def coarser(shapes: Mapping[str, Geometry], seen: Bounds, by: float) -> dict[str, Geometry]:
    """The same polygons and lines, which outside of the bounds `seen` may be `by` degrees off.

    What lies in the bounds keeps each position, and so does where a line enters or leaves them.
    """
    if not shapes:
        return {}
    west, south, east, north = seen
    several = [list(runs(each)) for each in shapes.values()]
    sizes = np.array([len(run) for lines in several for run in lines])
    xy = np.array([*chain.from_iterable(chain.from_iterable(several))], float)
    starts = np.append(0, np.cumsum(sizes))[:-1]
    lon, lat = xy.T
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    # Stretches: from the start of a run, or from where it crosses the bounds, to the next of these.
    begins = np.append(True, inside[1:] != inside[:-1])
    begins[starts] = True
    lengths = np.diff(np.append(np.flatnonzero(begins), len(xy)))
    kept = inside | (np.repeat(lengths, lengths) < 3)
    if not kept.all():
        kept[bends(xy, np.cumsum(begins), np.flatnonzero(~kept), by)] = True
    least = [_LEAST.get(each["type"], 2) for each in shapes.values()]
    fewest = [*chain.from_iterable(map(repeat, least, map(len, several)))]
    kept |= np.repeat(np.add.reduceat(kept, starts, dtype=int) < fewest, sizes)
    ends = np.cumsum(np.add.reduceat(kept, starts, dtype=int))
    left = iter(np.split(xy[kept], ends[:-1]))
    return {
        name: {**each, "coordinates": _again(each["coordinates"], left)}
        for name, each in shapes.items()
    }


def _again(coordinates: Any, runs: Iterator[NDArray[np.float64]]) -> Any:
    """The coordinates with the next of `runs` in the place of each."""
    if isinstance(coordinates[0][0], int | float):
        return next(runs).tolist()
    return [_again(each, runs) for each in coordinates]
