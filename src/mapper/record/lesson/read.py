"""A lesson's text → its blocks in their order, and what is wrong with it, by line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from markdown_it.token import Token
from markupsafe import Markup
from pydantic import Field

from mapper.model import Atlas, Entry, Lesson, Line
from mapper.problems import Problem
from mapper.record.footnotes import cited
from mapper.record.lesson.cards import (
    SourceBlock,
    SourceCard,
    Task,
    TaskBlock,
    card,
    card_is_sound,
    task,
)
from mapper.record.lesson.figure import FigureBlock, Picture, picture, picture_is_sound
from mapper.record.lesson.head import Head, head_is_sound, split
from mapper.record.lesson.prose import citations_are_sound, cites_of, markdown, written
from mapper.record.lesson.questionblock import QuestionBlock
from mapper.record.lesson.questions import Question, question, question_is_sound
from mapper.record.narrative import (
    Block,
    line_of,
    map_hash,
    no_feature,
    no_source,
    read_block,
    read_toml,
    titled,
)

TAKEN = ("blank-map", "index")
ENDINGS = ("-answers", "-sheet", "-teacher")
"""Of the names of other pages beside a lesson's own."""

BLOCKS = ("figure", "map", "question", "short", "source", "task", "teacher")


class MapBlock(Block):
    """What a `map` block of a lesson may say."""

    feature: str = ""
    caption: Line | None = Field(None, description="What the map shows, in words.")
    steps: bool = Field(False, description="The text that follows drives one map beside it.")


@dataclass(frozen=True)
class Prose:
    """A stretch of Markdown as safe HTML: of one section, whose heading it may begin with."""

    html: Markup
    has_heading: bool = False


@dataclass(frozen=True)
class Teacher:
    """What is for the teacher alone."""

    html: Markup


@dataclass(frozen=True)
class Short:
    """The same matter in simpler words, for who reads less well or learns the language."""

    html: Markup


@dataclass(frozen=True)
class MapState:
    """A map in one state: the URL hash that makes it, and what it shows in words."""

    hash: str
    caption: str
    block: MapBlock | None = None

    @property
    def is_step(self) -> bool:
        return self.block is not None and self.block.steps


@dataclass(frozen=True)
class Figure:
    """A state of the map as a picture: no frame comes over it."""

    alt: str
    caption: str
    state: MapState


INNER: dict[str, type[Short | Teacher]] = {"short": Short, "teacher": Teacher}
"""The blocks that hold Markdown, not TOML."""

Part = Prose | MapState | Figure | Picture | Question | Short | SourceCard | Task | Teacher


@dataclass(frozen=True)
class Page:
    """A lesson as it is read."""

    id: str
    title: str
    head: Head | None
    blocks: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Question))

    @property
    def has_more_for_teachers(self) -> bool:
        """Whether there is anything that pupils are not to see at once."""
        return any(isinstance(block, Question | Teacher) for block in self.blocks)


def read_lesson(lesson: Lesson, atlas: Atlas) -> tuple[Page, list[Problem]]:
    """The lesson's blocks in their order, and what is wrong with it, by line."""
    head, text, problems = split(lesson.text, lesson.file)
    title, tokens, wrong = titled(markdown().parse(text), lesson.file)
    problems += [*wrong, *head_is_sound(head, atlas, lesson.file)]
    reader = _Reader(lesson.file, atlas)
    blocks: list[Part] = []
    pending: list[Token] = []
    for token in tokens:
        if _name(token):
            blocks += reader.prose(pending)
            pending = []
            blocks += reader.block(token)
        else:
            pending.append(token)
    blocks += reader.prose(pending)
    return Page(lesson.id, title or lesson.id, head, tuple(blocks)), problems + reader.problems


def lessons_are_sound(atlas: Atlas) -> Iterator[Problem]:
    """The check of all lessons."""
    for lesson in atlas.lessons:
        if lesson.id in TAKEN or lesson.id.endswith(ENDINGS):
            what = f'"{lesson.id}" is the name of a page that a build makes itself.'
            yield Problem(lesson.file, "", what, "Give the file another name.")
        yield from read_lesson(lesson, atlas)[1]


def lesson_cites(atlas: Atlas) -> set[str]:
    """The keys of the sources that the lessons cite, put on cards or ask for."""
    found: set[str] = set()
    for lesson in atlas.lessons:
        for token in markdown().parse(split(lesson.text, lesson.file)[1]):
            found |= {cite.key for _, cites in cited([token]) for cite in cites}
            if _name(token) in INNER:
                inner = markdown().parse(token.content)
                found |= {cite.key for _, cites in cited(inner) for cite in cites}
            elif _name(token) in ("question", "source", "task"):
                found |= _keys_in(token.content)
    return found


def _keys_in(toml: str) -> set[str]:
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        return set()
    texts = [value for value in values.values() if isinstance(value, str)]
    sources = values.get("sources")
    named = {str(values.get("work", "")), *map(str, sources if isinstance(sources, list) else ())}
    return named.union(*map(cites_of, texts))


def _name(token: Token) -> str:
    """The name of the block that a fence is; empty if it is none."""
    name = token.info.strip().partition(" ")[0] if token.type == "fence" else ""
    return name if name in BLOCKS else ""


B = TypeVar("B", bound=Entry)


class _Reader:
    """Reads the blocks of one lesson, and gathers what is wrong with them."""

    def __init__(self, file: str, atlas: Atlas) -> None:
        self.file = file
        self.atlas = atlas
        self.problems: list[Problem] = []

    def prose(self, tokens: list[Token]) -> list[Part]:
        self.problems += citations_are_sound(tokens, self.atlas, self.file)
        starts = [n for n, each in enumerate(tokens) if each.type == "heading_open"]
        bounds = sorted({0, *starts, len(tokens)})
        return [
            Prose(written(tokens[start:end], self.atlas), start in starts)
            for start, end in pairwise(bounds)
        ]

    def block(self, token: Token) -> list[Part]:
        match _name(token):
            case "map":
                return [self.map(token)]
            case "figure":
                return self.figure(token)
            case "short" | "teacher" as name:
                inner, first = markdown().parse(token.content), line_of(token) + 1
                self.problems += citations_are_sound(inner, self.atlas, self.file, first)
                return [INNER[name](written(inner, self.atlas))]
            case "question":
                return self.question(token)
            case "source":
                return self.card(token)
            case _:
                asked = self.toml(TaskBlock, token)
                return [task(asked, self.atlas)] if asked else []

    def map(self, token: Token) -> MapState:
        block, problems = read_block(MapBlock, token, self.file, self.atlas)
        self.problems += problems
        if block is None:
            return MapState("", "")
        place = f"line {line_of(token)}, feature"
        self.problems += no_feature(block.feature, self.file, place, self.atlas)
        caption = block.caption or _shown(block, self.atlas)
        return MapState(map_hash(block, block.feature), caption, block)

    def figure(self, token: Token) -> list[Part]:
        block, problems = read_block(FigureBlock, token, self.file, self.atlas, "figure block")
        place = f"line {line_of(token)}"
        if block:
            if block.file:
                problems += picture_is_sound(block, self.atlas, self.file, place)
            problems += no_feature(block.feature, self.file, f"{place}, feature", self.atlas)
        self.problems += problems
        if block is None or problems:
            return []
        if block.file:
            return [picture(block, self.atlas)]
        said = block.model_dump(include={"date", "layers", "view", "feature"})
        state = MapState(map_hash(block, block.feature), block.alt, MapBlock(**said))
        return [Figure(block.alt, block.caption, state)]

    def question(self, token: Token) -> list[Part]:
        block = self.toml(QuestionBlock, token)
        if block is None:
            return []
        place = f"line {line_of(token)}"
        wrong = list(question_is_sound(block, self.atlas, self.file, place))
        self.problems += wrong
        return [] if wrong else [question(block, self.atlas)]

    def card(self, token: Token) -> list[Part]:
        block = self.toml(SourceBlock, token)
        if block is None:
            return []
        self.problems += card_is_sound(block, self.atlas, self.file, f"line {line_of(token)}")
        made = card(block, self.atlas)
        return [made] if made else []

    def toml(self, model: type[B], token: Token) -> B | None:
        """A fenced block of TOML as `model`; the lines of Markdown in it are looked at too."""
        place, name = f"line {line_of(token)}", _name(token)
        block, value, wrong = read_toml(
            model, token.content, f"{name} block", self.file, place, 'key = "…"'
        )
        self.problems += wrong
        for key, text in value.items():
            for cite in sorted(cites_of(text) if isinstance(text, str) else ()):
                self.problems += no_source(cite, self.file, f"{place}, {key}", self.atlas)
        return block


def _shown(block: MapBlock, atlas: Atlas) -> str:
    for layer in atlas.layers if block.feature else ():
        if block.feature in layer.ids:
            return layer.features[layer.ids.index(block.feature)].name.get(atlas.language, "")
    return atlas.manifest.atlas.title
