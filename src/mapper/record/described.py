"""The description of a feature: Markdown → safe HTML, as a record shows it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from mapper.model import Feature, LayerEntry
from mapper.record.narrative import clean

DESCRIPTION = "description"
"""The property of features that is Markdown, in a layer's file and in its records."""

UNSAID = Markup()


def description_of(feature: Feature, layer: LayerEntry) -> Markup:
    """What its records say of a feature in words of their own, if the layer's records do."""
    text = feature.properties.get(DESCRIPTION)
    return described(text) if DESCRIPTION in layer.popup and isinstance(text, str) else UNSAID


def described(text: str) -> Markup:
    """The text of a record. Headings in it stand below the record's own."""
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
    renderer = _markdown()
    return clean(renderer.renderer.render(tokens, renderer.options, {}))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
