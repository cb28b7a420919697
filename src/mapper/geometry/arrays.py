"""Arrays of shapely geometries → what draws them: sorted by kind, in parts, as flat arrays.

No Python object is made of a geometry: a million points take a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geometry.flat import flatten
from mapper.geometry.ragged import DECIMALS, KINDS, Ragged
from mapper.geometry.types import Bounds

Shapes = NDArray[Any]
"""Shapely geometries, and None."""

DIMENSIONS = ("points", "lines", "areas")
"""What is drawn alike; where they stand here is their dimension."""

_LATITUDE = 90.0

MANY, PIECES = 2000, 8
"""Areas of so many are looked at in so many pieces."""


@dataclass(frozen=True, eq=False)
class Sorted:
    """Geometries of one dimension: `rows` says of which of the given each is. Both (n,)."""

    dimension: str
    rows: NDArray[np.int64]
    shapes: Shapes


@dataclass(frozen=True)
class Found:
    """What an array of geometries comes to; `without`, `beyond` and `mended` are rows of it.

    `without`: those that have none, or an empty one. `beyond`: those that are nowhere on the map.
    `mended`: areas whose outlines crossed themselves.
    """

    parts: tuple[Sorted, ...]
    without: NDArray[np.int64]
    beyond: NDArray[np.int64]
    mended: NDArray[np.int64]


def sort_shapes(shapes: Shapes) -> Found:
    """Degrees of WGS 84, sorted by dimension, points first, without heights and empty parts.

    Collections come in parts, a sorted one for each dimension that they hold. Rings are lines.
    Longitudes from 180 to 360 degrees are west; what reaches across the 180th meridian is cut.
    """
    high = shapely.has_z(shapes) | shapely.has_m(shapes)
    flat = shapely.force_2d(shapes) if high.any() else shapes
    without = shapely.is_missing(flat) | shapely.is_empty(flat)
    beyond = ~without & ~_on_the_map(flat)
    rows = np.flatnonzero(~(without | beyond))
    flat = _turned(flat[rows])
    kind = shapely.get_type_id(flat)
    mixed = kind == shapely.GeometryType.GEOMETRYCOLLECTION
    mended = np.zeros(len(flat), bool)
    areas = shapely.get_dimensions(flat) == 2
    mended[areas] = ~_valid(flat[areas])
    if mended.any():
        flat[mended] = shapely.make_valid(flat[mended], method="structure", keep_collapsed=False)
        mixed |= shapely.get_type_id(flat) == shapely.GeometryType.GEOMETRYCOLLECTION
    rings = shapely.get_type_id(flat) == shapely.GeometryType.LINEARRING
    if rings.any():
        flat[rings] = shapely.linestrings(
            shapely.get_coordinates(flat[rings]),
            indices=np.repeat(np.arange(rings.sum()), shapely.get_num_coordinates(flat[rings])),
        )
    dimensions = shapely.get_dimensions(flat)
    parts = []
    for dimension, name in enumerate(DIMENSIONS):
        plain = np.flatnonzero(~mixed & (dimensions == dimension) & ~shapely.is_empty(flat))
        taken, held = _of_dimension(flat, np.flatnonzero(mixed), dimension)
        places = np.concatenate((plain, taken))
        if len(places):
            order = np.argsort(places, kind="stable")
            found = np.concatenate((flat[plain], held))
            parts.append(Sorted(name, rows[places[order]], found[order]))
    return Found(tuple(parts), np.flatnonzero(without), np.flatnonzero(beyond), rows[mended])


def as_ragged(part: Sorted) -> Ragged:
    """Geometries of one dimension as flat arrays, positions rounded as far as any is kept."""
    found = flatten(part.shapes)
    return replace(found, xy=found.xy.round(DECIMALS))


def total_bounds(parts: Sequence[Sorted]) -> Bounds | None:
    """West, south, east, north of all of them; None where there are none."""
    if not parts:
        return None
    edges = np.array([shapely.total_bounds(part.shapes) for part in parts])
    west, south = map(float, edges[:, :2].min(axis=0))
    east, north = map(float, edges[:, 2:].max(axis=0))
    return west, south, east, north


def _valid(shapes: Shapes) -> NDArray[np.bool_]:
    """Whether each is valid, found side by side: GEOS lets other threads run."""
    if len(shapes) < MANY:
        found: NDArray[np.bool_] = shapely.is_valid(shapes)
        return found
    with ThreadPoolExecutor() as beside:
        return np.concatenate([*beside.map(shapely.is_valid, np.array_split(shapes, PIECES))])


def _on_the_map(shapes: Shapes) -> NDArray[np.bool_]:
    """Whether all positions are degrees; what has none is on no map."""
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        inside = (west >= -360) & (east <= 360) & (south >= -_LATITUDE) & (north <= _LATITUDE)
        found: NDArray[np.bool_] = inside & (east - west <= 360)
    return found


def _turned(shapes: Shapes) -> Shapes:
    """Longitudes from -180 to 180 degrees, shapes cut where they go on beyond."""
    west, _, east, _ = shapely.bounds(shapes).T
    out = np.flatnonzero((west < -180) | (east > 180))
    if not len(out):
        return shapes
    shapes = shapes.copy()
    pieces = [_turn(shapes[out], turn) for turn in (-360, 0, 360)]
    for index, row in enumerate(out):
        held = [part for piece in pieces for part in shapely.get_parts(piece[index])]
        held = [part for part in held if not shapely.is_empty(part)]
        dimension = shapely.get_dimensions(shapes[row])
        held = [part for part in held if shapely.get_dimensions(part) == dimension] or held
        shapes[row] = held[0] if len(held) == 1 else _together(held)
    return shapes


def _turn(shapes: Shapes, turn: int) -> Shapes:
    box = shapely.box(turn - 180, -90, turn + 180, 90)
    cut = shapely.intersection(shapely.make_valid(shapes), box)
    turned: Shapes = shapely.transform(cut, lambda at: at - (turn, 0))
    return turned


def _of_dimension(
    shapes: Shapes, places: NDArray[np.int64], dimension: int
) -> tuple[NDArray[np.int64], Shapes]:
    """What collections hold of a dimension: which of `places` each is at, and the geometries."""
    found, at = [], []
    for place in places:
        held = [each for each in _parts(shapes[place]) if shapely.get_dimensions(each) == dimension]
        if held:
            at.append(place)
            found.append(held[0] if len(held) == 1 else _together(held))
    geometries = np.empty(len(found), object)
    geometries[:] = found
    return np.array(at, np.int64), geometries


def _parts(shape: Any) -> list[Any]:
    """The parts of a collection, and of collections in it, that are not empty."""
    if shapely.get_type_id(shape) < shapely.GeometryType.MULTIPOINT:
        return [] if shapely.is_empty(shape) else [shape]
    return [each for part in shapely.get_parts(shape) for each in _parts(part)]


def _together(parts: list[Any]) -> Any:
    """Parts of one dimension as one geometry."""
    make = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
    dimensions = {int(shapely.get_dimensions(part)) for part in parts}
    return (
        make[dimensions.pop()](parts) if len(dimensions) == 1 else shapely.GeometryCollection(parts)
    )


def from_ragged(shapes: Ragged) -> Shapes:
    """The shapely geometries of flat arrays: `as_ragged` the other way round."""
    found = np.empty(len(shapes), object)
    kind = np.array(KINDS)[shapes.kinds]
    part_of = np.repeat(np.arange(len(shapes)), shapes.parts)
    ring_of = np.repeat(np.arange(len(shapes.rings)), shapes.rings)
    point_of = np.repeat(np.arange(len(shapes.sizes)), shapes.sizes)
    owner = part_of[ring_of]
    for name in set(kind.tolist()):
        mine = np.flatnonzero(kind == name)
        rings = np.flatnonzero(kind[owner] == name)
        here = np.isin(point_of, rings)
        xy = shapes.xy[here]
        if name == "Point":
            found[mine] = shapely.points(xy)
            continue
        at = np.searchsorted(rings, point_of[here])
        group = np.searchsorted(mine, owner[rings])
        match name:
            case "MultiPoint":
                made = shapely.multipoints(shapely.points(xy), indices=group[at])
            case "LineString":
                made = shapely.linestrings(xy, indices=at)
            case "MultiLineString":
                made = shapely.multilinestrings(shapely.linestrings(xy, indices=at), indices=group)
            case _:
                parts, part = np.unique(ring_of[rings], return_inverse=True)
                made = shapely.polygons(shapely.linearrings(xy, indices=at), indices=part)
                if name == "MultiPolygon":
                    of = np.searchsorted(mine, part_of[parts])
                    made = shapely.multipolygons(made, indices=of)
        found[mine] = made
    return found
