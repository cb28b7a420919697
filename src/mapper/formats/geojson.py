"""GeoJSON → records: RFC 7946, the older kind with `crs`, sequences, and what is nearly GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from mapper import jsontext
from mapper.formats import lpf, topojson
from mapper.formats.decode import systems
from mapper.formats.kept import BESIDE, MEMBERS, about, brought, joined
from mapper.formats.many import Gatherer, Numbered, as_many
from mapper.formats.pieces import are_plain, by_pieces, of_lines
from mapper.formats.source import (
    ONE_BY_ONE,
    About,
    Foreign,
    Project,
    Record,
    Source,
    refuse,
    refuse_size,
    without_position,
)
from mapper.formats.wrapped import Inner, unwrapped
from mapper.geometry import DEPTH
from mapper.jsontext import brief
from mapper.model import MANY
from mapper.problems import Problem

LARGE = 500_000
"""Bytes from which a file is read piece by piece."""

LINES = 5_000
"""Lines of a sequence that are read at a time."""

WEIGHT, OF_LINES = 5.1, 5.9
"""Bytes that a file read so takes in memory, for each of its own; and a sequence of lines.

Points with four attributes take so many; shapes take less.
"""


def geojson(source: Source) -> Foreign:
    """GeoJSON text: a FeatureCollection, a Feature, a geometry, a list or a sequence of them.

    Linked Places Format is GeoJSON, and TopoJSON is named .json too: both are told by content.

    Raises:
        MapperError: it is not JSON, not GeoJSON, empty, or in an unknown coordinate system.
    """
    if jsontext.is_sequence(source.data):
        return sequence(source)
    if len(source.data) > LARGE and (found := _by_pieces(source)):
        return found
    refuse_size(source.file, ONE_BY_ONE * jsontext.weight(source.data))
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


def _by_pieces(source: Source) -> Foreign | None:
    """A plain FeatureCollection, read piece by piece; None if it is anything else."""
    refuse_size(source.file, WEIGHT * len(source.data))
    rows = _Rows(source.file, Gatherer())
    first: list[Any] = []

    def take(items: list[Any]) -> None:
        if not first:
            first.extend(items[:1])
        numbers = range(rows.count, rows.count + len(items))
        rows.take(Numbered("features[", numbers, "]"), items)

    frame = by_pieces(source.data, take)
    if frame is None or frame.get("type") != "FeatureCollection" or rows.count <= MANY:
        return None
    content = {**frame, "features": first}
    if lpf.is_lpf(content) or source.reading.layer is not None or unwrapped(content, source):
        return None
    _, notes = jsontext.decoded(source.data[:3], source.file)
    records = rows.gatherer.done() if rows.gatherer else None
    return _found(records, rows, frame, source, notes, []) if records else None


def sequence(source: Source) -> Foreign:
    """GeoJSON text sequences (RFC 8142) and newline-delimited GeoJSON: a feature a line."""
    is_large = len(source.data) > LARGE
    refuse_size(source.file, OF_LINES * len(source.data) if is_large else 0)
    text, notes = jsontext.decoded(source.data, source.file)
    lines = ((number, each.strip("\x1e\r\t ")) for number, each in enumerate(text.split("\n"), 1))
    filled = [(number, each) for number, each in lines if each]
    gatherer = Gatherer() if is_large and len(filled) > MANY else None
    rows, problems = _of_lines(filled, source, gatherer)
    records: Sequence[Record] | None = rows.records
    if gatherer and not (records := gatherer.done()):
        refuse_size(source.file, ONE_BY_ONE * jsontext.weight(source.data))
        rows, problems = _of_lines(filled, source, None)
        records = rows.records
    return _found(records or (), rows, {}, source, notes, problems)


def _of_lines(
    lines: Sequence[tuple[int, str]], source: Source, gatherer: Gatherer | None
) -> tuple[_Rows, list[Problem]]:
    """The features of lines, each with its number."""
    rows, problems = _Rows(source.file, gatherer), list[Problem]()
    for start in range(0, len(lines), LINES):
        items, wrong = of_lines(lines[start : start + LINES], source.file)
        problems += wrong
        rows.take(Numbered("line ", [number for number, _ in items]), [item for _, item in items])
    return rows, problems


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
    _system(frame, source)  # if it is not known, nothing else matters
    rows = _Rows(source.file)
    rows.take(*_items(content, source.file, rows.notes))
    return _found(rows.records, rows, frame, source, notes, problems)


class _Rows:
    """Takes what ought to be features, and keeps records and all that was odd.

    Args:
        gatherer: takes the records; without it they stand in `records`.
    """

    def __init__(self, file: str, gatherer: Gatherer | None = None) -> None:
        self.file, self.gatherer = file, gatherer
        self.records: list[Record] = []
        self.count = 0
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def take(self, places: Sequence[str], items: Sequence[Any]) -> None:
        """Take n more, each with its place."""
        self.count += len(items)
        if self.gatherer is not None and are_plain(items):
            self.unread |= {*chain.from_iterable(items)} - _FEATURE
            properties = [item["properties"] for item in items]
            geometries = [item["geometry"] for item in items]
            ids = [item.get("id") for item in items]
            self.gatherer.add(places, ids, properties, geometries)
            return
        found: list[Record] = []
        for place, item in zip(places, items, strict=True):
            record, wrong = _record(item, place, self.file)
            self.problems += wrong
            if record:
                if record.geometry is not item:
                    self.unread |= item.keys() - _FEATURE
                found += _parts(record, self.notes)
        if self.gatherer is None:
            self.records += found
        else:
            self.gatherer.add_records(found)


def _found(
    records: Sequence[Record],
    rows: _Rows,
    frame: Mapping[str, Any],
    source: Source,
    notes: list[str],
    problems: list[Problem],
) -> Foreign:
    """The file: its records, and what its frame says of them."""
    file = source.file
    project, note = _system(frame, source)
    notes += [*([note] if note else []), *rows.notes]
    problems += rows.problems
    whole = frame.get("type") == "FeatureCollection"
    unread = rows.unread | set(frame.keys() - _FRAME if whole else ())
    told = about(frame, source.reading.languages) if whole else About()
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
        records=as_many(bare),
        title=told.title,
        notes=tuple(dict.fromkeys(notes)),
        problems=tuple(problems),
        project=project,
        about=told,
        brought=along,
    )


_FRAME = {"type", "features", "crs", "bbox", *MEMBERS}
_FEATURE = {"type", "id", "properties", "geometry", "bbox", "crs"}


def _system(frame: Mapping[str, Any], source: Source) -> tuple[Project | None, str]:
    if source.reading.epsg is None:
        return systems.of_geojson(frame.get("crs"), source.file)
    return systems.of_code(source.reading.epsg, source.file, "--crs")


def _items(content: Any, file: str, notes: list[str]) -> tuple[Sequence[str], Sequence[Any]]:
    """What ought to be features, and the places of them."""
    if isinstance(content, list):
        notes.append("Put the list into a FeatureCollection.")
        return Numbered("[", range(len(content)), "]"), content
    value = content if isinstance(content, dict) else {}
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            refuse(file, "features", "is missing or not a list.", 'Write "features": […].')
        return Numbered("features[", range(len(features)), "]"), features
    if kind == "Feature" or _is_geometry(content):
        notes.append(f"Put the single {kind} into a FeatureCollection.")
        return (str(kind),), (content,)
    if str(value.get("geometryType", "")).startswith("esri"):
        refuse(file, "geometryType", "is ArcGIS JSON.", "Export it as GeoJSON.")
    mend = 'GeoJSON begins with {"type": "FeatureCollection", "features": [.'
    given = brief(kind) if "type" in value else "not there"
    return refuse(file, "type", f"is {given}: this is JSON, but not GeoJSON.", mend)


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
