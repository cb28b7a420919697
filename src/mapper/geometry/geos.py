"""Geometries as shapely has them, and back: rings and lines by the array, not one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geometry.types import Bounds, Geometry


def shape_of(geometry: Geometry) -> Any:
    """The shapely geometry, without heights."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    try:
        match kind:
            case "MultiLineString":
                xy, owner = _joined(coordinates)
                return shapely.multilinestrings(shapely.linestrings(xy, indices=owner))
            case "MultiPolygon":
                xy, owner = _joined([*chain.from_iterable(coordinates)])
                rings = shapely.linearrings(xy, indices=owner)
                owner = np.repeat(np.arange(len(coordinates)), [*map(len, coordinates)])
                return shapely.multipolygons(shapely.polygons(rings, indices=owner))
            case "Polygon":
                # Most areas are this, and this is twice as quick.
                shell, *holes = ([position[:2] for position in ring] for ring in coordinates)
                return shapely.Polygon(np.array(shell), [np.array(hole) for hole in holes])
            case _:
                return shapely.force_2d(shapely.geometry.shape(geometry))
    except ValueError:  # some of its positions have heights, and some have none
        return shapely.geometry.shape({**geometry, "coordinates": _flat(coordinates)})


def clipped(geometry: Geometry, bounds: Bounds) -> Geometry | None:
    """The part of a geometry that lies in the bounds; None if that is nothing, or only a touch."""
    shape = shape_of(geometry)
    dimension = int(shapely.get_dimensions(shape))
    parts = shapely.get_parts(shapely.clip_by_rect(shape, *bounds))
    kept = parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)]
    if not len(kept):
        return None
    kind = ("Point", "LineString", "Polygon")[dimension]
    if dimension == 2:
        lines, owner = shapely.get_rings(kept, return_index=True)
        rings = iter(_runs(lines))
        found = [[next(rings) for _ in range(count)] for count in np.bincount(owner).tolist()]
    else:
        found = _runs(kept) if dimension else [run[0] for run in _runs(kept)]
    if len(found) == 1:
        return {"type": kind, "coordinates": found[0]}
    return {"type": f"Multi{kind}", "coordinates": found}


def bends(
    xy: NDArray[np.float64], line: NDArray[np.int64], at: NDArray[np.int64], by: float
) -> NDArray[np.int64]:
    """Of the positions `at`, those that Douglas and Peucker leave of their lines.

    `xy`, (n, 2), has positions of lines one behind the other, `line`, (n,), of which each is; what
    is left out lies no further than `by` from what is drawn.
    """
    _, number = np.unique(line[at], return_inverse=True)
    # The height of each says which it is, and comes through.
    lines = shapely.linestrings(np.column_stack([xy[at], at]), indices=number)
    thin = shapely.simplify(lines, by, preserve_topology=False)
    left: NDArray[np.int64] = shapely.get_coordinates(thin, include_z=True)[:, 2].astype(np.int64)
    return left


def _joined(runs: Sequence[Any]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """All positions of runs, (n, 2), and of which run each is. Raises ValueError if they differ."""
    xy = np.array([*chain.from_iterable(runs)], float).reshape(-1, len(runs[0][0]))
    return xy[:, :2], np.repeat(np.arange(len(runs)), [*map(len, runs)])


def _runs(lines: NDArray[Any]) -> list[Any]:
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    ends = np.cumsum(np.bincount(owner, minlength=len(lines)))
    return [run.tolist() for run in np.split(xy, ends[:-1])]


def _flat(coordinates: Any) -> Any:
    """Positions, however deep they nest, without heights."""
    if isinstance(coordinates[0], int | float):
        return coordinates[:2]
    return [_flat(each) for each in coordinates]
