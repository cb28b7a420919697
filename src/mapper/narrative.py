"""The Markdown dialect of stories and lessons: prose, and fenced `map` blocks written in TOML.

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
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from pydantic import Field

from mapper.dates import DateError, parse
from mapper.manifest import Entry, Line
from mapper.model import Atlas, Lesson
from mapper.problems import Problem, guess
from mapper.schema import validate

_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote", "a", "br", "hr"),
    *("code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
_BLOCK = re.compile(r"^(map|map\s.*)$")


class MapBlock(Entry):
    """What a fenced `map` block may say."""

    feature: str = ""
    view: tuple[float, float, float] | None = None
    layers: tuple[str, ...] = ()
    date: str = ""
    caption: Line | None = Field(None, description="What the map shows, in words.")


@dataclass(frozen=True)
class Prose:
    """A stretch of Markdown as safe HTML."""

    html: Markup


@dataclass(frozen=True)
class MapState:
    """A map in one state: the URL hash that makes it, and what it shows in words."""

    hash: str
    caption: str


@dataclass(frozen=True)
class Page:
    """A lesson as it is read."""

    id: str
    title: str
    blocks: tuple[Prose | MapState, ...]


def narrative(lesson: Lesson, atlas: Atlas) -> tuple[Page, list[Problem]]:
    """The lesson's blocks in their order, and what is wrong with it, by line."""
    tokens = _markdown().parse(lesson.text)
    problems: list[Problem] = []
    title, tokens = _title(tokens)
    if not title:
        problems.append(
            Problem(lesson.file, "line 1", "has no title.", "Begin with # and a title.")
        )
    blocks: list[Prose | MapState] = []
    pending: list[Token] = []
    for token in tokens:
        if token.type == "fence" and _BLOCK.match(token.info.strip()):
            blocks += _prose(pending)
            pending = []
            line = (token.map or [0])[0] + 1
            state, wrong = _state(token.content, lesson.file, line, atlas)
            problems += wrong
            blocks.append(state)
        else:
            pending.append(token)
    blocks += _prose(pending)
    return Page(lesson.id, title or lesson.id, tuple(blocks)), problems


def lessons_are_sound(atlas: Atlas) -> Iterator[Problem]:
    """The check of all lessons."""
    for lesson in atlas.lessons:
        yield from narrative(lesson, atlas)[1]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _clean(html: str) -> Markup:
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener",
        )
    )


def _title(tokens: list[Token]) -> tuple[str, list[Token]]:
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[1].content, tokens[3:]
    return "", tokens


def _prose(tokens: list[Token]) -> list[Prose]:
    if not tokens:
        return []
    renderer = _markdown()
    return [Prose(_clean(renderer.renderer.render(tokens, renderer.options, {})))]


def _state(content: str, file: str, line: int, atlas: Atlas) -> tuple[MapState, list[Problem]]:
    place = f"line {line}"
    try:
        value: dict[str, Any] = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        mend = 'Write keys as TOML: feature = "north-gate".'
        return MapState("", ""), [
            Problem(file, place, f"the map block is not TOML: {error}.", mend)
        ]
    block, problems = validate(MapBlock, value, file)
    problems = [Problem(file, f"{place}, {p.place}", p.what, p.mend) for p in problems]
    block = block or MapBlock()
    problems += _dangling(block, file, place, atlas)
    return MapState(map_hash(block), block.caption or _in_words(block, atlas)), problems


def _dangling(block: MapBlock, file: str, place: str, atlas: Atlas) -> Iterator[Problem]:
    features = {feature.id for feature in atlas.features}
    layers = {layer.id for layer in atlas.layers}
    lost = any(name.startswith("geo/") for name in atlas.unread)
    if block.feature and block.feature not in features and not lost:
        mend = guess(block.feature, features)
        yield Problem(file, f"{place}, feature", f'no feature "{block.feature}".', mend)
    for layer in block.layers:
        if layer not in layers:
            mend = guess(layer, layers) or f"Layers are {', '.join(sorted(layers))}."
            yield Problem(file, f"{place}, layers", f'no layer "{layer}".', mend)
    if block.date:
        try:
            start, _, _, end = parse(block.date).days
        except DateError as error:
            yield Problem(file, f"{place}, date", str(error))
        else:
            if start != end:
                yield Problem(file, f"{place}, date", "is not one day.", "Write it as 1901-05-15.")


def map_hash(block: MapBlock) -> str:
    """The URL hash of a map state, as the viewer's `state.ts` reads it."""
    view = "/".join(f"{number:g}" for number in block.view) if block.view else ""
    parts = {
        "d": block.date,
        "f": block.feature,
        "l": ",".join(block.layers),
        "v": view,
    }
    return "&".join(f"{key}={quote(value, safe='/,-.')}" for key, value in parts.items() if value)


def _in_words(block: MapBlock, atlas: Atlas) -> str:
    names = {feature.id: feature.name.get(atlas.language, "") for feature in atlas.features}
    return names.get(block.feature, atlas.manifest.atlas.title)
