"""Geometries of other programs → GeoJSON: well-known binary and text, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import orjson
import shapely

from mapper.formats.decode.curves import is_curved, straightened
from mapper.formats.many import as_many
from mapper.formats.source import Project, Record, without_position
from mapper.geometry import misfits
from mapper.problems import Problem

Geometry = Mapping[str, Any]


def of_wkb(blobs: Sequence[Any], project: Project | None = None) -> list[Geometry | None]:
    """n times well-known binary (or None) → n GeoJSON geometries without heights.

    None where there is none, and an empty one, {}, where it cannot be read. Rings that are not
    closed are. `project` turns the coordinates into degrees, all at once.
    """
    given = np.array(blobs, dtype=object)
    return _plain(_read(shapely.from_wkb, given), given, project)


def of_wkt(texts: Sequence[str], project: Project | None = None) -> list[Geometry | None]:
    """n times well-known text, with or without the SRID of EWKT; the rest as `of_wkb`."""
    bare = (text.strip().rpartition(";")[2] for text in texts)
    straight = [straightened(text) if is_curved(text) else text or None for text in bare]
    given = np.array(straight, dtype=object)
    return _plain(_read(shapely.from_wkt, given), given, project)


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


def _plain(shapes: Any, given: Any, project: Project | None) -> list[Geometry | None]:
    flat = shapely.force_2d(shapes)
    if project is not None and len(flat):
        flat = shapely.transform(flat, lambda xy: np.column_stack(project(xy[:, 0], xy[:, 1])))
    empty = shapely.is_empty(flat)
    unread = shapely.is_missing(flat) & np.array([each is not None for each in given], dtype=bool)
    found: list[Geometry | None] = [None] * len(flat)
    points = (shapely.get_type_id(flat) == 0) & ~empty
    places = np.flatnonzero(points)
    for place, position in zip(places, shapely.get_coordinates(flat[places]).tolist(), strict=True):
        found[place] = {"type": "Point", "coordinates": position}
    for place in np.flatnonzero(~points & ~empty & ~shapely.is_missing(flat)):
        found[place] = orjson.loads(shapely.to_geojson(flat[place]))
    for place in np.flatnonzero(unread):
        found[place] = {}
    return found


def records_of(
    geometries: Sequence[Geometry | None],
    columns: Mapping[str, Sequence[Any]],
    places: Sequence[str],
    file: str,
) -> tuple[Sequence[Record], list[Problem]]:
    """n geometries as `of_wkb` gives them, n cells a column, n places → records and problems.

    Cells that are None are left out.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for index, (geometry, place) in enumerate(zip(geometries, places, strict=True)):
        if geometry is None:
            problems.append(without_position(file, place))
        elif not geometry:
            problems.append(
                Problem(
                    file,
                    place,
                    "has no geometry that can be read.",
                    "Redraw it; curves, as straight lines.",
                )
            )
        else:
            properties = {
                name: cell
                for name, column in columns.items()
                if (cell := column[index]) is not None
            }
            records.append(Record(place, None, properties, geometry))
    return as_many(tuple(records)), problems


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
