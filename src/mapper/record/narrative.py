"""The Markdown dialect of stories and lessons: prose, and fenced `map` blocks written in TOML.

What both share stands here, with the lessons; `story.py` has what is a story's alone. So do
descriptions in the files of layers, which are Markdown too.

    # Title
    Prose in Markdown, HTML off.

    ```map
    feature = "north-gate"
    layers = ["roads", "gates"]
    date = "1901-05-15"
    ```

A map block shows the map in one state. Its keys: `feature` (it is opened), `view` (zoom, latitude,
longitude), `layers` (those shown), `date` (a day), `caption`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Set
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mapper.model import Atlas, DateError, Entry, Feature, LayerEntry, parse_date, validate
from mapper.problems import Problem, guess

_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote", "a", "br", "hr"),
    *("code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
DESCRIPTION = "description"
"""The property of features that is Markdown, in a layer's file and in its records."""

UNSAID = Markup()

_BLOCK = re.compile(r"^(map|map\s.*)$")


class Block(Entry):
    """What every fenced `map` block may say."""

    view: tuple[float, float, float] | None = None
    layers: tuple[str, ...] = ()
    date: str = ""


B = TypeVar("B", bound=Block)
E = TypeVar("E", bound=Entry)


def clean(html: str, more: Set[str] = frozenset()) -> Markup:
    """Rendered Markdown with the tags of prose, and `more`."""
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS | more,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )


def titled(tokens: list[Token], file: str) -> tuple[str, list[Token], list[Problem]]:
    """The title that a text begins with, the rest of it, and what is wrong with that."""
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[1].content, tokens[3:], []
    return "", tokens, [Problem(file, "line 1", "has no title.", "Begin with # and a title.")]


def is_block(token: Token) -> bool:
    """Whether this is a fenced `map` block."""
    return token.type == "fence" and _BLOCK.match(token.info.strip()) is not None


def line_of(token: Token) -> int:
    """The line on which a block of Markdown begins, the first being 1."""
    return (token.map or [0])[0] + 1


def read_block(
    model: type[B], token: Token, file: str, atlas: Atlas, name: str = "map block"
) -> tuple[B | None, list[Problem]]:
    """A block with a state of the map, None if nothing of it can be read; its problems, by line."""
    place = f"line {line_of(token)}"
    example = 'feature = "north-gate"'
    block, _, problems = read_toml(model, token.content, name, file, place, example)
    if block:
        problems += _dangling(block, file, place, atlas)
    return block, problems


def read_toml(
    model: type[E], text: str, name: str, file: str, place: str, example: str
) -> tuple[E | None, dict[str, Any], list[Problem]]:
    """TOML within a text as `model`, None if it is not one; its keys; what is wrong with it."""
    try:
        value: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mend = f"Write keys as TOML: {example}."
        return None, {}, [Problem(file, place, f"the {name} is not TOML: {error}.", mend)]
    read, problems = validate(model, value, file)
    placed = [Problem(file, f"{place}, {p.place}", p.what, p.mend) for p in problems]
    return read, value, placed


def no_source(key: str, file: str, place: str, atlas: Atlas) -> Iterator[Problem]:
    """The problem of a source that is not in the bibliography; of an empty one it is said once."""
    if atlas.works and key not in atlas.works and "data/sources.bib" not in atlas.unread:
        mend = guess(key, atlas.works) or "Add it to data/sources.bib."
        yield Problem(file, place, f'no source "{key}".', mend)


def no_feature(id: str, file: str, place: str, atlas: Atlas) -> Iterator[Problem]:
    """The problem of a feature that is not in the atlas."""
    features = {each for layer in atlas.layers for each in layer.ids} if id else set()
    lost = any(name.startswith("geo/") for name in atlas.unread)
    if id and id not in features and not lost:
        yield Problem(file, place, f'no feature "{id}".', guess(id, features))


def _dangling(block: Block, file: str, place: str, atlas: Atlas) -> Iterator[Problem]:
    layers = set(atlas.switched)
    for layer in block.layers:
        if layer not in layers:
            mend = guess(layer, layers) or f"Layers are {', '.join(sorted(layers))}."
            yield Problem(file, f"{place}, layers", f'no layer "{layer}".', mend)
    if block.date:
        try:
            start, _, _, end = parse_date(block.date).days
        except DateError as error:
            yield Problem(file, f"{place}, date", str(error))
        else:
            if start != end:
                yield Problem(file, f"{place}, date", "is not one day.", "Write it as 1901-05-15.")


def map_hash(block: Block, feature: str = "") -> str:
    """The URL hash of a map state, as the viewer's `hash.ts` reads it, with this feature open."""
    view = "/".join(f"{number:g}" for number in block.view) if block.view else ""
    parts = {"d": block.date, "f": feature, "l": ",".join(block.layers), "v": view}
    return "&".join(f"{key}={quote(value, safe='/,-.')}" for key, value in parts.items() if value)


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
