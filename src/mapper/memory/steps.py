"""What a step adds to the parts of an atlas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from mapper.frames import Notes, quoted, wrong
from mapper.memory.bibtex import bibtex
from mapper.memory.entry import layer_entry, when_of
from mapper.memory.features import features_of
from mapper.memory.parts import Parts
from mapper.memory.rows import event_line, fact_line
from mapper.memory.tables import field_entries, lines_of
from mapper.memory.told import declared, plain
from mapper.model import Atlas

BIB, STORY = "data/sources.bib", "data/story.md"


def parts_of(parts: Parts | None) -> Parts:
    """The parts, if they are known.

    Raises:
        MapperError: they are not.
    """
    if parts is None:
        mend = "Make it by Atlas.new(…), or read it by mapper.load(folder)."
        raise wrong("", "nobody knows which files the atlas is made of.", mend)
    return parts


def add_layer(
    parts: Parts,
    frame: Any,
    said: Mapping[str, Any],
    shown: Mapping[str, Any],
    *,
    label: str | None,
    ids: str | None,
    language: str,
    notes: Notes,
) -> Parts:
    """The parts with a layer: `said` stands in its entry as it is, `shown` is looked at first."""
    id, times = said["id"], when_of(shown["when"])
    file = _own_file(said.get("file") or f"geo/{id}.geojson")
    listed = parts.told.get("layer", ())
    if file in {*parts.layers, *parts.files} or any(each.get("id") == id for each in listed):
        raise wrong("id", f'there is a layer "{id}" already.', "Give each its own.")
    made = features_of(
        frame,
        str(id),
        label=label,
        ids=ids,
        dates=tuple(times.values()),
        language=language,
        notes=notes,
    )
    entry = layer_entry(made, said, **{**shown, "when": times})
    told = {**parts.told, "layer": [*listed, plain(entry)]}
    layers = {**parts.layers, file: made.features}
    return replace(parts, told=told, layers=layers, text=None)


def _own_file(said: Any) -> str:
    """The file of a layer, as it is written below geo/.

    Raises:
        MapperError: it is no name of such a file.
    """
    file = str(said)
    path = PurePosixPath(file)
    if path.as_posix() != file or path.parts[:1] != ("geo",) or path.suffix != ".geojson":
        mend = 'Leave it out, or write a name below geo/: "geo/forts.geojson".'
    elif ".." in path.parts or "\\" in file or "\0" in file:
        mend = "It may not lead out of geo/."
    else:
        return file
    raise wrong("file", f"{quoted(said)} cannot be the file of a layer.", mend)


def add_facts(
    parts: Parts, atlas: Atlas, rows: Any, fields: Mapping[str, Any] | None, own: Mapping[str, str]
) -> Parts:
    """The parts with rows of facts more; without `fields`, theirs are seen from their values."""
    known = parts.tables.get("facts")
    if known is None:
        known = tuple(fact_line(each, atlas.language) for each in atlas.facts)
    lines = lines_of("facts", rows, own)
    loose = parts.loose.union(line["field"] for line in lines if fields is None and line["field"])
    told = dict(parts.told)
    if fields:
        entries = plain(field_entries(fields, declared))
        told["fields"] = {**parts.told.get("fields", {}), **entries}
    tables = {**parts.tables, "facts": (*known, *lines)}
    left = parts.without("data/facts.csv")
    return replace(left, told=told, tables=tables, loose=loose, text=None)


def add_events(parts: Parts, atlas: Atlas, rows: Any, own: Mapping[str, str]) -> Parts:
    """The parts with rows of events more."""
    known = parts.tables.get("events")
    if known is None:
        known = tuple(event_line(each, atlas.language) for each in atlas.events)
    lines = lines_of("events", rows, own, known)
    tables = {**parts.tables, "events": (*known, *lines)}
    return replace(parts.without("data/events.csv"), tables=tables)


def add_sources(parts: Parts, sources: Any) -> Parts:
    """The parts with sources more, behind those there are."""
    before = parts.files.get(BIB, b"").decode("utf-8-sig", "replace").rstrip()
    text = "\n\n".join(filter(None, (before, bibtex(sources).strip())))
    return _with_text(parts, BIB, f"{text}\n")


def put_story(parts: Parts, text: Any) -> Parts:
    """The parts with this story, and none that was there."""
    if not isinstance(text, str):
        raise wrong("", f"is given {type(text).__name__}, not text.")
    return _with_text(parts, STORY, text)


def _with_text(parts: Parts, file: str, text: str) -> Parts:
    return replace(parts, files={**parts.files, file: text.encode("utf-8", "replace")})
