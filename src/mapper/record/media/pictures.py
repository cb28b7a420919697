"""The rows of `data/media.csv` → pictures as records show them, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from mapper.model import Atlas, Fact, Feature, FieldEntry, LayerEntry, Medium, Text, told_features
from mapper.record.media.links import Link, read_link

FOLDER = "media/"

WORDS = ("alt", "credit", "licence", "source")
"""The columns that hold words, as `picture-<column>` in the page."""


@dataclass(frozen=True)
class Picture:
    """A picture at one place of the record. `id` is that of its figure."""

    id: str
    file: str
    alt: str
    credit: str
    licence: str
    source: str
    link: Link | None
    """The source, where it is an address."""


Said = str | Link | Picture
"""A value as it is shown."""


class Gallery:
    """The pictures that an atlas has words for."""

    def __init__(self, atlas: Atlas) -> None:
        self.language = atlas.language
        self.rows: Mapping[str, Medium] = {named(row.file): row for row in atlas.media}

    def picture(self, value: str, id: str) -> Picture | None:
        """The picture that a value names, for a place whose claim or property has this id."""
        row = self.rows.get(named(value))
        if row is None:
            return None
        words = {column: getattr(row, column).get(self.language, "") for column in WORDS}
        link = read_link(words["source"])
        return Picture(id=f"picture-{id}", file=named(row.file), link=link, **words)

    def said(self, words: str, field: FieldEntry | None, id: str) -> Said:
        """The words, or what they name if the field is one of pictures or of links."""
        if field is None or field.kind not in ("image", "link"):
            return words
        found = self.picture(words, id) if field.kind == "image" else read_link(words)
        return words if found is None else found

    def words(self, value: str) -> Mapping[str, Text]:
        """Column → its words by language."""
        row = self.rows.get(named(value))
        return {column: getattr(row, column) for column in WORDS} if row else {}


def named(value: str) -> str:
    """The file below `media/` that a value names; the folder may stand before it."""
    return value.strip().removeprefix(FOLDER)


def meant(file: str, known: Iterable[str]) -> str:
    """'Did you mean "x"?' for the nearest name; what all names end in does not make them alike."""
    stems = {PurePosixPath(each).stem: each for each in known}
    near = get_close_matches(PurePosixPath(file).stem, sorted(stems), n=1)
    return f'Did you mean "{stems[near[0]]}"?' if near else ""


def place_of(feature: Feature, key: str) -> str:
    """The place of a property in the record, as part of an id."""
    return f"{feature.id}-" + re.sub(r"\W+", "-", key)


def shown(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Of every picture that the record shows, the value that names it, and its place."""
    if not atlas.media:
        return
    for fact in facts_of_kind(atlas, "image"):
        yield fact.value.get(atlas.language, ""), fact.id
    fields, told = atlas.field_entries, told_features(atlas)
    for layer in atlas.layers:
        for feature in told[layer.id] if layer.entry.popup else ():
            for key, value in properties_of_kind(feature, layer.entry, fields, "image"):
                yield str(value), place_of(feature, key)


def shown_images(atlas: Atlas) -> Mapping[str, bytes]:
    """File → content of every picture that the record shows."""
    files = sorted({named(value) for value, _ in shown(atlas)})
    return {file: atlas.images[file] for file in files if file in atlas.images}


def facts_of_kind(atlas: Atlas, kind: str) -> Iterator[Fact]:
    """The facts whose field is of this kind, and which say something."""
    for fact in atlas.facts:
        entry = atlas.field_entries.get(fact.field)
        if entry is not None and entry.kind == kind and not fact.unknown:
            yield fact


def properties_of_kind(
    feature: Feature, entry: LayerEntry, fields: Mapping[str, FieldEntry], kind: str
) -> Iterator[tuple[str, Any]]:
    """Key and value of the properties that the layer's records show, and whose field is so."""
    measured = {each.by for each in (entry.colour, entry.looks) if each}
    for key in entry.popup:
        value = feature.properties.get(key)
        is_said = value not in (None, "") and not isinstance(value, dict | list)
        if key in fields and fields[key].kind == kind and is_said and key not in measured:
            yield key, value
