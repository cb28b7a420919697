"""OpenStreetMap's JSON, as Overpass answers with `out geom` or `out center` → GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapper.formats.kept import about
from mapper.formats.source import Source, refuse
from mapper.formats.wrapped.inner import Inner, collection, feature, list_of, object_of
from mapper.problems import Problem

_AREAS = {
    *("amenity", "boundary", "building", "building:part", "craft", "historic", "landuse"),
    *("leisure", "military", "natural", "office", "place", "shop", "tourism", "water"),
}
"""Tags that make an area of a way that ends where it begins."""

Line = list[list[float]]


def is_osm(content: Mapping[str, Any]) -> bool:
    elements = content.get("elements")
    first = elements[0] if isinstance(elements, list) and elements else None
    return isinstance(first, dict) and first.get("type") in ("node", "way", "relation")


def osm(content: Mapping[str, Any], source: Source) -> Inner:
    """Elements with tags; nodes without any only give ways their shape.

    Raises:
        MapperError: no element says where it is, as after a bare `out`.
    """
    elements = [each for each in content["elements"] if isinstance(each, dict)]
    # By their ids as text: who knows what stands there.
    nodes = {str(each.get("id")): at for each in elements if (at := _position(each))}
    ways = (each for each in elements if each.get("type") == "way")
    lines = {str(each.get("id")): _line(each, nodes) for each in ways}
    tagged = any(each.get("tags") for each in elements)
    features: list[Any] = []
    problems: list[Problem] = []
    for each in elements:
        tags = object_of(each.get("tags"))
        if not tags and (tagged or (each.get("type") == "node" and len(lines))):
            continue
        id = f"{each.get('type')}/{each.get('id')}"
        geometry = _geometry(each, tags, nodes, lines)
        if geometry:
            features.append(feature({**tags}, geometry, id))
        else:
            mend = "Ask for it with out geom; or out center, for a point."
            problems.append(Problem(source.file, id, "does not say where it is.", mend, "warning"))
    if not features:
        what = "holds elements, but not where they are."
        mend = "Ask Overpass for them with out geom; instead of out; and save the answer."
        refuse(source.file, "elements", what, mend)
    told = {"copyright": "OpenStreetMap, ODbL", **content}
    return Inner(collection(features), about(told), problems=tuple(problems))


def _geometry(
    element: Mapping[str, Any],
    tags: Mapping[str, Any],
    nodes: Mapping[str, list[float]],
    lines: Mapping[str, Line],
) -> dict[str, Any] | None:
    kind = element.get("type")
    if kind == "node":
        position = _position(element)
        return {"type": "Point", "coordinates": position} if position else None
    if kind == "way" and len(line := lines.get(str(element.get("id")), [])) > 1:
        if line[0] == line[-1] and len(line) > 3 and _is_area(tags):
            return {"type": "Polygon", "coordinates": [line]}
        return {"type": "LineString", "coordinates": line}
    if kind == "relation":
        parts = list(_parts(element, nodes, lines))
        if len(parts) > 0:
            return _joined(parts, tags.get("type") in ("multipolygon", "boundary"))
    centre = _position(object_of(element.get("center")))
    return {"type": "Point", "coordinates": centre} if centre else None


def _is_area(tags: Mapping[str, Any]) -> bool:
    if "area" in tags:
        return bool(tags["area"] != "no")
    return bool(_AREAS & tags.keys()) and not {"highway", "barrier"} & tags.keys()


def _position(element: Mapping[str, Any]) -> list[float] | None:
    lon, lat = element.get("lon"), element.get("lat")
    return [lon, lat] if isinstance(lon, int | float) and isinstance(lat, int | float) else None


def _line(way: Mapping[str, Any], nodes: Mapping[str, list[float]]) -> Line:
    """The positions of a way: its own, or those of its nodes, if all are there."""
    given = way.get("geometry")
    if isinstance(given, list):
        return [position for each in given if (position := _position(object_of(each)))]
    listed = [str(each) for each in list_of(way.get("nodes"))]
    return [nodes[each] for each in listed] if all(each in nodes for each in listed) else []


def _parts(
    relation: Mapping[str, Any], nodes: Mapping[str, list[float]], lines: Mapping[str, Line]
) -> Iterator[Line]:
    for each in list_of(relation.get("members")):
        member = object_of(each)
        if member.get("type") == "way":
            line = _line(member, nodes) or lines.get(str(member.get("ref")), [])
            if len(line) > 1:
                yield line


def _joined(parts: Sequence[Line], is_area: bool) -> dict[str, Any]:
    """The lines as the area that they go round, or as what they are."""
    import numpy as np  # these are slow to import
    import shapely

    if is_area:
        with np.errstate(all="ignore"):  # numbers that are no degrees are told of later
            area = shapely.build_area(shapely.MultiLineString(parts))
        if not area.is_empty:
            found: dict[str, Any] = shapely.geometry.mapping(area)
            return {"type": found["type"], "coordinates": _lists(found["coordinates"])}
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": list(parts)}


def _lists(part: Any) -> Any:
    return [_lists(each) for each in part] if isinstance(part, tuple) else part
