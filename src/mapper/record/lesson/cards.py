"""Source cards, which put a work in front of pupils, and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup
from pydantic import Field

from mapper.model import Atlas, Entry, Line
from mapper.problems import Problem
from mapper.record.lesson.prose import name_of, passage
from mapper.record.narrative import no_source


class SourceBlock(Entry):
    """What a `source` block may say."""

    work: Line = Field(description="A key of data/sources.bib.")
    says: Line = Field(description="What it says, in one's own words.")
    who: str = ""
    when: str = ""
    where: str = ""
    audience: str = ""
    witness: str = ""


class TaskBlock(Entry):
    """What a `task` block may say."""

    title: Line
    minutes: int = Field(ge=1)
    whom: Literal["one", "pairs", "groups"] = Field("one", alias="for")
    text: Line


@dataclass(frozen=True)
class SourceCard:
    """A work as pupils see it. `about` is what they are to find out: label and text."""

    key: str
    name: str
    title: str
    url: str
    says: Markup
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Task:
    """Something to do together, or alone."""

    title: str
    minutes: int
    whom: str
    text: Markup


ABOUT = (
    ("Who", "who"),
    ("When", "when"),
    ("Where", "where"),
    ("For whom", "audience"),
    ("What kind of witness", "witness"),
)


def card(block: SourceBlock, atlas: Atlas) -> SourceCard | None:
    """The card of a work; None if there is no such source."""
    source = atlas.works.get(block.work)
    if source is None:
        return None
    given = ((label, str(getattr(block, key))) for label, key in ABOUT)
    return SourceCard(
        source.key,
        name_of(source),
        _typeset(source.title),
        source.url,
        passage(block.says, atlas),
        tuple((label, said) for label, said in given if said),
    )


def _typeset(title: str) -> str:
    """A title as it is printed: BibTeX writes quotes and dashes by several signs."""
    for written, printed in (("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("--", "–")):
        title = title.replace(written, printed)
    return title


def card_is_sound(block: SourceBlock, atlas: Atlas, file: str, place: str) -> Iterator[Problem]:
    yield from no_source(block.work, file, f"{place}, work", atlas)


def task(block: TaskBlock, atlas: Atlas) -> Task:
    return Task(block.title, block.minutes, block.whom, passage(block.text, atlas))
