"""What is wrong with pictures and links: all of it, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.model import Atlas, told_features
from mapper.problems import Problem
from mapper.record.media.links import read_link
from mapper.record.media.pictures import FOLDER, facts_of_kind, meant, named, properties_of_kind
from mapper.record.media.shrink import fault

MEDIA, FACTS = "data/media.csv", "data/facts.csv"


def pictures_are_sound(atlas: Atlas) -> Iterator[Problem]:
    """Each row's file is a picture, no file has two rows, and what is shown has a row."""
    seen: dict[str, int] = {}
    for row in atlas.media:
        file, place = named(row.file), f"row {row.row}, file"
        if file in seen:
            mend = "Take one of the rows out."
            what = f'"{file}" has a row already, {seen[file]}.'
            yield Problem(MEDIA, place, what, mend)
        elif file in atlas.images and (wrong := fault(atlas.images[file], FOLDER + file)):
            yield wrong
        seen.setdefault(file, row.row)
    if MEDIA in atlas.unread:
        return
    for file, place, value in _values(atlas, "image"):
        if read_link(value):
            what = f'"{value}" is an address: pictures are files in {FOLDER}, and none is fetched.'
            mend = 'Put the picture there and write its name, or make the field kind = "link".'
            yield Problem(file, place, what, mend)
        elif named(value) not in seen:
            mend = meant(named(value), seen) or f"Put it into {FOLDER} and give it a row: {_ROW}."
            yield Problem(file, place, f'no picture "{value}" in {MEDIA}.', mend)


_ROW = "file, alt, credit, licence"


def links_are_sound(atlas: Atlas) -> Iterator[Problem]:
    """Each leads to a website or a mailbox."""
    for file, place, value in _values(atlas, "link"):
        if not read_link(value):
            mend = "Write https://…, mailto:…, or [words](https://…)."
            yield Problem(file, place, f'"{value}" is no address of the web or of mail.', mend)


def _values(atlas: Atlas, kind: str) -> Iterator[tuple[str, str, str]]:
    """File, place and text of every value that the record shows so."""
    for fact in facts_of_kind(atlas, kind):
        yield FACTS, f"row {fact.row}, value", fact.value.get(atlas.language, "")
    fields, told = atlas.field_entries, told_features(atlas)
    for layer in atlas.layers:
        for feature in told[layer.id] if layer.entry.popup else ():
            for key, value in properties_of_kind(feature, layer.entry, fields, kind):
                yield layer.entry.path, f'"{feature.id}".{key}', str(value)
