"""JSON of ArcGIS servers (`attributes`, `rings`, `spatialReference`) → GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from mapper.formats.source import Source
from mapper.formats.wrapped.inner import Inner, collection, feature, list_of, object_of
from mapper.problems import Problem

_WEB_MERCATOR = {102100, 102113, 900913}
_DEGREES = {4326, 84}
_START = datetime(1970, 1, 1, tzinfo=UTC)


def is_esri(content: Mapping[str, Any]) -> bool:
    features = content.get("features")
    first = features[0] if isinstance(features, list) and features else None
    return isinstance(first, dict) and "attributes" in first and "type" not in first


def esri(content: Mapping[str, Any], source: Source) -> Inner:
    """The features with their attributes; days instead of milliseconds since 1970."""
    fields = [object_of(each) for each in list_of(content.get("fields"))]
    dates = {str(each.get("name")) for each in fields if each.get("type") == "esriFieldTypeDate"}
    features, problems = [], []
    for number, each in enumerate(map(object_of, content["features"])):
        attributes = object_of(each.get("attributes"))
        properties = {k: _day(v) if k in dates else v for k, v in attributes.items()}
        shape = object_of(each.get("geometry"))
        if "curveRings" in shape or "curvePaths" in shape:
            mend = "Ask the server for it with returnTrueCurves=false."
            problems.append(Problem(source.file, f"features[{number}]", "has curves.", mend))
        else:
            features.append(feature(properties, _geometry(shape)))
    return Inner(collection(features), problems=tuple(problems), system=_system(content))


def _day(value: Any) -> Any:
    if type(value) not in (int, float) or abs(value) > 5e13:
        return value
    moment = _START + timedelta(milliseconds=value)
    text = moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    return text.removesuffix("T00:00:00Z")


def _system(content: Mapping[str, Any]) -> str:
    """The coordinate system in words that pyproj knows; empty for degrees."""
    told = object_of(content.get("spatialReference"))
    code = told.get("latestWkid") or told.get("wkid")
    if type(code) is int:
        if code in _WEB_MERCATOR:
            return "EPSG:3857"
        return "" if code in _DEGREES else f"{'ESRI' if code > 32767 else 'EPSG'}:{code}"
    wkt = told.get("wkt2") or told.get("wkt")
    return wkt if isinstance(wkt, str) else ""


def _geometry(shape: Mapping[str, Any]) -> dict[str, Any] | None:
    if "x" in shape:
        x, y = shape.get("x"), shape.get("y")
        return None if x in (None, "NaN") else {"type": "Point", "coordinates": [x, y]}
    if shape.get("points"):
        return {"type": "MultiPoint", "coordinates": shape["points"]}
    if paths := list_of(shape.get("paths")):
        kind = "LineString" if len(paths) == 1 else "MultiLineString"
        return {"type": kind, "coordinates": paths[0] if len(paths) == 1 else paths}
    if rings := list_of(shape.get("rings")):
        polygons = _polygons(rings)
        kind = "Polygon" if len(polygons) == 1 else "MultiPolygon"
        return {"type": kind, "coordinates": polygons[0] if len(polygons) == 1 else polygons}
    return None


def _polygons(rings: Sequence[Any]) -> list[list[Any]]:
    """Each outer ring, which runs clockwise there, with the holes in it."""
    from shapely import Point, Polygon  # slow to import

    try:
        outer = [[ring] for ring in rings if _area(ring) <= 0]
        holes = [ring for ring in rings if _area(ring) > 0]
        if not outer or not holes:
            return [[ring] for ring in rings]
        shapes = [Polygon(polygon[0]) for polygon in outer]
        for hole in holes:
            inside = (at for at, shape in enumerate(shapes) if shape.covers(Point(hole[0][:2])))
            outer[next(inside, 0)].append(hole)
    except (TypeError, ValueError, LookupError):
        return [[ring] for ring in rings]  # what is wrong with them is said when they are checked
    return outer


def _area(ring: Sequence[Any]) -> float:
    """Twice the area; less than 0 if it runs clockwise."""
    return float(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)))
