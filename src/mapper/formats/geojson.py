"""GeoJSON → records: RFC 7946, the older kind with `crs`, sequences, and what is nearly GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from mapper import jsontext
from mapper.formats import lpf, topojson
from mapper.formats.decode import systems
from mapper.formats.kept import BESIDE, MEMBERS, about, brought, joined
from mapper.formats.many import as_many
from mapper.formats.source import (
    About,
    Foreign,
    Record,
    Source,
    refuse,
    refuse_size,
    without_position,
)
from mapper.formats.wrapped import Inner, unwrapped
from mapper.geometry import DEPTH
from mapper.jsontext import brief
from mapper.problems import Problem


def geojson(source: Source) -> Foreign:
    """GeoJSON text: a FeatureCollection, a Feature, a geometry, a list or a sequence of them.

    Linked Places Format is GeoJSON, and TopoJSON is named .json too: both are told by content.

    Raises:
        MapperError: it is not JSON, not GeoJSON, empty, or in an unknown coordinate system.
    """
    refuse_size(source.file, jsontext.weight(source.data))
    if jsontext.is_sequence(source.data):
        return sequence(source)
    content, notes, problems = jsontext.parse(source.data, source.file)
    if isinstance(content, dict) and content.get("type") == "Topology":
        return topojson.decoded(content, source, notes, problems)
    if lpf.is_lpf(content):
        return lpf.decoded(content, source, notes, problems)
    if inner := unwrapped(content, source):
        return _inner(inner, source, notes, problems)
    if source.reading.layer is not None:
        refuse(source.file, "--layer", "this file has no layers.", "Leave --layer out.")
    return _foreign(content, source, notes, problems)


def sequence(source: Source) -> Foreign:
    """GeoJSON text sequences (RFC 8142) and newline-delimited GeoJSON: a feature a line."""
    refuse_size(source.file, jsontext.weight(source.data))
    text, notes = jsontext.decoded(source.data, source.file)
    items, problems = [], []
    for number, each in enumerate(text.split("\n"), start=1):
        if not (each := each.strip("\x1e\r\t ")):
            continue
        try:
            items.append((f"line {number}", orjson.loads(each)))
        except orjson.JSONDecodeError as error:
            mend = "Each line has to hold one whole feature."
            what = f"is not JSON: {error.msg}."
            problems.append(Problem(source.file, f"line {number}", what, mend))
    return _records(items, None, source, notes, problems)


def _inner(inner: Inner, source: Source, notes: list[str], problems: list[Problem]) -> Foreign:
    """What lay in another format's wrapping, with what that says of it."""
    found = _foreign(inner.content, source, notes, [*problems, *inner.problems])
    told = joined(inner.about, found.about)
    project = found.project
    if inner.system and source.reading.epsg is None:
        project, note = systems.of_words(inner.system, source.file, "spatialReference")
        found = replace(found, notes=(*found.notes, *([note] if note else [])))
    return replace(
        found,
        title=told.title or found.title,
        notes=(*inner.notes, *found.notes),
        project=project,
        about=told,
    )


def _foreign(content: Any, source: Source, notes: list[str], problems: list[Problem]) -> Foreign:
    frame = content if isinstance(content, dict) else {}
    return _records(_items(content, source.file, notes), frame, source, notes, problems)


def _records(
    items: Any,
    frame: dict[str, Any] | None,
    source: Source,
    notes: list[str],
    problems: list[Problem],
) -> Foreign:
    frame = frame or {}
    file = source.file
    if source.reading.epsg is None:
        project, note = systems.of_geojson(frame.get("crs"), file)
    else:
        project, note = systems.of_code(source.reading.epsg, file, "--crs")
    notes += [note] if note else []
    whole = frame.get("type") == "FeatureCollection"
    unread = set(frame.keys() - _FRAME) if whole else set()
    told = about(frame, source.reading.languages) if whole else About()
    records: list[Record] = []
    for place, item in items:
        record, wrong = _record(item, place, file)
        problems += wrong
        if record:
            if record.geometry is not item:
                unread |= item.keys() - _FEATURE
            records += _parts(record, notes)
    bare, along = brought(records, frame)
    if along:
        unread -= {*BESIDE, *along.entry}
    if unread:
        names = ", ".join(f'"{name}"' for name in sorted(unread))
        notes.append(f"Left out what stood beside the features and their properties: {names}.")
    if not records and not problems:
        refuse(file, "features", "there are none.", "Check that the right file was saved.")
    return Foreign(
        file,
        records=as_many(tuple(bare)),
        title=told.title,
        notes=tuple(dict.fromkeys(notes)),
        problems=tuple(problems),
        project=project,
        about=told,
        brought=along,
    )


_FRAME = {"type", "features", "crs", "bbox", *MEMBERS}
_FEATURE = {"type", "id", "properties", "geometry", "bbox", "crs"}


def _items(content: Any, file: str, notes: list[str]) -> Iterator[tuple[str, Any]]:
    """What ought to be features, each with its place."""
    if isinstance(content, list):
        notes.append("Put the list into a FeatureCollection.")
        yield from ((f"[{index}]", item) for index, item in enumerate(content))
        return
    value = content if isinstance(content, dict) else {}
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            refuse(file, "features", "is missing or not a list.", 'Write "features": […].')
        yield from ((f"features[{index}]", item) for index, item in enumerate(features))
    elif kind == "Feature" or _is_geometry(content):
        notes.append(f"Put the single {kind} into a FeatureCollection.")
        yield str(kind), content
    elif str(value.get("geometryType", "")).startswith("esri"):
        refuse(file, "geometryType", "is ArcGIS JSON.", "Export it as GeoJSON.")
    else:
        mend = 'GeoJSON begins with {"type": "FeatureCollection", "features": [.'
        given = brief(kind) if "type" in value else "not there"
        refuse(file, "type", f"is {given}: this is JSON, but not GeoJSON.", mend)


def _record(item: Any, place: str, file: str) -> tuple[Record | None, list[Problem]]:
    if _is_geometry(item):
        return Record(place, None, {}, item), []
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return None, [Problem(file, place, "is not a Feature.", 'Its type has to be "Feature".')]
    properties, geometry = item.get("properties"), item.get("geometry")
    if properties is not None and not isinstance(properties, dict):
        what = f"is {brief(properties)}, not an object."
        return None, [Problem(file, f"{place}.properties", what, 'Write "properties": {…}.')]
    if geometry is None or (isinstance(geometry, dict) and geometry.get("coordinates") == []):
        return None, [without_position(file, place)]
    if not isinstance(geometry, dict):
        what = f"is {brief(geometry)}, not an object."
        return None, [Problem(file, f"{place}.geometry", what, 'Write "geometry": {…}.')]
    return Record(place, item.get("id"), properties or {}, geometry), []


def _parts(record: Record, notes: list[str]) -> Iterator[Record]:
    """A GeometryCollection as a record for each of its parts; anything else as it is."""
    parts = record.geometry.get("geometries")
    if record.geometry.get("type") != "GeometryCollection" or not isinstance(parts, list):
        yield record
        return
    notes.append("Made each part of a GeometryCollection a feature of its own.")
    for index, part in enumerate(parts):
        place = f"{record.place}.geometries[{index}]"
        geometry = part if isinstance(part, dict) else {"type": part}
        yield from _parts(Record(place, record.id, record.properties, geometry), notes)


def _is_geometry(item: Any) -> bool:
    kind = item.get("type") if isinstance(item, dict) else None
    return isinstance(kind, str) and (kind in DEPTH or kind == "GeometryCollection")
