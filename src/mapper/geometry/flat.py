"""Arrays of shapely geometries of any kinds → flat arrays, as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geometry.ragged import KINDS, Ragged

_NAMES = {
    shapely.GeometryType.POINT: "Point",
    shapely.GeometryType.MULTIPOINT: "MultiPoint",
    shapely.GeometryType.LINESTRING: "LineString",
    shapely.GeometryType.MULTILINESTRING: "MultiLineString",
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
}

Rows = NDArray[np.bool_]
Owners = NDArray[np.int64]


def is_flat(shapes: NDArray[Any]) -> Rows:
    """(n,): whether each has a kind that GeoJSON has, and none of its parts is empty."""
    kinds = shapely.get_type_id(shapes)
    found: Rows = np.isin(kinds, [*_NAMES]) & ~shapely.is_empty(shapes)
    several = np.flatnonzero(found & (kinds >= shapely.GeometryType.MULTIPOINT))
    parts, owner = shapely.get_parts(shapes[several], return_index=True)
    found[several[owner[shapely.is_empty(parts)]]] = False
    return found


def flatten(shapes: NDArray[Any]) -> Ragged:
    """n geometries for which `is_flat` holds, without heights."""
    if not len(shapes):
        none = np.empty(0, np.int64)
        return Ragged(none.astype(np.uint8), none, none, none, np.empty((0, 2)))
    lookup = np.zeros(8, np.uint8)
    for number, name in _NAMES.items():
        lookup[number] = KINDS.index(name)
    kinds = shapely.get_type_id(shapes)
    # Many points are one run of positions: they have one part and one ring.
    split = np.isin(
        kinds, (shapely.GeometryType.MULTILINESTRING, shapely.GeometryType.MULTIPOLYGON)
    )
    pieces, owner = _opened(shapes, split, shapely.get_parts)
    areas = shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON
    rings, of_piece = _opened(pieces, areas, shapely.get_rings)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    parts, rings_of, sizes = (
        np.bincount(each).astype(np.int64) for each in (owner, of_piece, of_ring)
    )
    return Ragged(lookup[kinds], parts, rings_of, sizes, xy)


def _opened(shapes: NDArray[Any], those: Rows, parts: Any) -> tuple[NDArray[Any], Owners]:
    """Each of those in its parts, the others whole; and which of the geometries each is of."""
    if not those.any():
        return shapes, np.arange(len(shapes))
    rows, others = np.flatnonzero(those), np.flatnonzero(~those)
    found, owner = parts(shapes[rows], return_index=True)
    owners = np.concatenate((rows[owner], others))
    order = np.argsort(owners, kind="stable")
    return np.concatenate((found, shapes[others]))[order], owners[order]
