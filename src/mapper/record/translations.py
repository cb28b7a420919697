"""What the record says in languages other than the atlas's first, by the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.model import Atlas, Fact, Text
from mapper.record.media import Gallery, read_link, shown

Place = tuple[str, str, Text]
"""The id of an element of the text version, the class of the part that says it, the words."""


def translated_texts(atlas: Atlas) -> dict[str, dict[str, Text]]:
    """Place → part → language → words, of whatever a translator has added."""
    found: dict[str, dict[str, Text]] = {}
    for id, part, words in _places(atlas):
        others = {lang: said for lang, said in words.items() if lang != atlas.language and said}
        if others:
            found.setdefault(id, {})[part] = others
    return found


def _places(atlas: Atlas) -> Iterator[Place]:
    for fact in atlas.facts:
        yield fact.id, "value", _worded(fact, atlas)
        yield fact.id, "remark", fact.note
    for rows in atlas.registers.values():
        for row in rows:
            yield f"record-{row.id}", "record-text", row.text
    yield from _pictures(atlas)


def _worded(fact: Fact, atlas: Atlas) -> Text:
    """What stands in place of the value: of a link its words, of a picture nothing."""
    entry = atlas.field_entries.get(fact.field)
    if entry is None or fact.unknown or entry.kind not in ("image", "link"):
        return fact.value
    links = {lang: read_link(value) for lang, value in fact.value.items() if entry.kind == "link"}
    return {lang: link.words for lang, link in links.items() if link}


def _pictures(atlas: Atlas) -> Iterator[Place]:
    """The words of each picture, at every place that shows it."""
    gallery = Gallery(atlas)
    for value, id in shown(atlas):
        for column, words in gallery.words(value).items():
            yield f"picture-{id}", f"picture-{column}", words
