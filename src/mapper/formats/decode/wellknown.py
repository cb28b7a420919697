"""Geometries of other programs → GeoJSON: well-known binary and text, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from mapper.formats.decode.curves import is_curved, straightened
from mapper.formats.many import Places, Shapes, gathered, held, points_of
from mapper.formats.source import Project, Record, without_position
from mapper.geometry import Bounds, flatten, is_flat, misfits
from mapper.problems import Problem

AT_ONCE = 50_000
"""Geometries that are read at a time."""

Geometry = Mapping[str, Any]
Rows = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Drawn(Sequence["Geometry | None"]):
    """n geometries without heights: None where there is none, and an empty one, {}, where it cannot
    be read.

    In `shapes` stands a point for these; `none` and `unread` say which they are, `bounds` are west,
    south, east and north of the others.
    """

    shapes: Shapes
    none: Rows
    unread: Rows
    bounds: Bounds | None = None

    def __len__(self) -> int:
        return len(self.shapes)

    @overload
    def __getitem__(self, index: int) -> Geometry | None: ...
    @overload
    def __getitem__(self, index: slice) -> list[Geometry | None]: ...
    def __getitem__(self, index: int | slice) -> Geometry | list[Geometry | None] | None:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        if self.unread[index]:
            return {}
        return None if self.none[index] else self.shapes[index]


def of_wkb(blobs: Sequence[Any], project: Project | None = None) -> Drawn:
    """n times well-known binary (or None) → n geometries.

    Rings that are not closed are. `project` turns the coordinates into degrees, all at once.
    """
    return _in_parts(shapely.from_wkb, blobs, project)


def of_wkt(texts: Sequence[str], project: Project | None = None) -> Drawn:
    """n times well-known text, with or without the SRID of EWKT; the rest as `of_wkb`."""
    bare = (text.strip().rpartition(";")[2] for text in texts)
    straight = [straightened(text) if is_curved(text) else text or None for text in bare]
    return _in_parts(shapely.from_wkt, straight, project)


def of_positions(lons: Sequence[float | None], lats: Sequence[float | None]) -> Drawn:
    """n longitudes and n latitudes, None where there are none → n points."""
    xy = np.column_stack([np.array(each, float) for each in (lons, lats)])  # of None it makes NaN
    none = np.array([lon is None for lon in lons], bool)
    xy[none] = 0
    return Drawn(points_of(xy), none, np.zeros(len(none), bool))


def _in_parts(reader: Any, given: Sequence[Any], project: Project | None) -> Drawn:
    """Some at a time, for as objects of shapely they take ten times the room."""
    found = []
    for start in range(0, max(1, len(given)), AT_ONCE):
        some = np.array(given[start : start + AT_ONCE], dtype=object)
        found.append(_drawn(_read(reader, some), some, project))
    none, unread = (np.concatenate([getattr(p, key) for p in found]) for key in ("none", "unread"))
    edges = np.array([part.bounds for part in found if part.bounds])
    if len(edges):
        west, south = map(float, edges[:, :2].min(axis=0))
        east, north = map(float, edges[:, 2:].max(axis=0))
    bounds = (west, south, east, north) if len(edges) else None
    return Drawn(gathered([part.shapes for part in found]), none, unread, bounds)


def _read(reader: Any, given: Any) -> Any:
    """The shapes; one by one, if there is one among them that shapely has no kind for."""
    try:
        return reader(given, on_invalid="fix")
    except NotImplementedError:
        pass
    shapes = np.full(len(given), None, dtype=object)
    for at, each in enumerate(given):
        with suppress(NotImplementedError):
            shapes[at] = reader(each, on_invalid="fix")
    return shapes


def _drawn(shapes: Any, given: Any, project: Project | None) -> Drawn:
    flat = shapely.force_2d(shapes)
    if project is not None and len(flat):
        flat = shapely.transform(flat, lambda xy: np.column_stack(project(xy[:, 0], xy[:, 1])))
    missing = shapely.is_missing(flat)
    unread = missing & np.array([each is not None for each in given], dtype=bool)
    none = ~unread & (missing | shapely.is_empty(flat))
    there = ~(none | unread)
    plain = is_flat(flat)
    odd = {
        int(row): orjson.loads(shapely.to_geojson(flat[row]))
        for row in np.flatnonzero(there & ~plain)
    }
    plain_ones = np.where(plain, flat, shapely.Point(0, 0))
    west, south, east, north = map(float, shapely.total_bounds(flat[there]))
    bounds = (west, south, east, north) if there.any() else None
    return Drawn(Shapes(flatten(plain_ones), odd), none, unread, bounds)


def records_of(
    geometries: Drawn, columns: Mapping[str, Sequence[Any]], places: Places, file: str
) -> tuple[Sequence[Record], list[Problem]]:
    """n geometries, n cells a column, n places → records and problems.

    Cells that are None are left out.
    """
    problems: list[Problem] = []
    for row in np.flatnonzero(geometries.none | geometries.unread).tolist():
        if geometries.none[row]:
            problems.append(without_position(file, places[row]))
        else:
            what, mend = (
                "has no geometry that can be read.",
                "Redraw it; curves, as straight lines.",
            )
            problems.append(Problem(file, places[row], what, mend))
    stays = ~(geometries.none | geometries.unread)
    return held(places, columns, geometries.shapes, stays), problems


def made_valid(geometry: Geometry) -> dict[str, Any] | None:
    """An area whose outline crosses or touches itself, drawn without that; None if it need not be,
    or if it is not clear what it covers.

    That is clear where two ways of telling agree within a thousandth: what lies inside by the lines
    (GEOS's linework: odd crossings from outside), and what the rings enclose without the holes
    (its structure).
    """
    if misfits(geometry.get("coordinates"), geometry["type"]):
        return None
    shape = shapely.force_2d(shapely.geometry.shape(geometry))
    if shapely.is_valid(shape):
        return None
    lines = shapely.make_valid(shape, method="linework")
    rings = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [each for each in shapely.get_parts(lines) if each.geom_type.endswith("Polygon")]
    area, other = sum(map(shapely.area, parts)), shapely.area(rings)
    if not parts or abs(area - other) > area / 1000:
        return None
    polygons = shapely.get_parts(shapely.orient_polygons(shapely.union_all(parts)))
    drawn = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))
    found: dict[str, Any] = orjson.loads(shapely.to_geojson(drawn))
    return found
