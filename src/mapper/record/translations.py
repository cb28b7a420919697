"""What the record says in languages other than the atlas's first, by the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.model import Atlas, Text

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
        yield fact.id, "value", fact.value
        yield fact.id, "remark", fact.note
    for rows in atlas.registers.values():
        for row in rows:
            yield f"record-{row.id}", "record-text", row.text
