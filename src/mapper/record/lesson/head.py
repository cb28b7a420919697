"""What a lesson is: the front matter, TOML between two lines of `+++`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from mapper.model import Atlas, Entry, Line, WebAddress
from mapper.problems import Problem, guess
from mapper.record.narrative import read_toml

_FENCED = re.compile(r"\A\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)


class Curriculum(Entry):
    """`[[curriculum]]`: where the lesson fits, and where that was read."""

    board: Line
    course: Line
    topic: Line
    source: WebAddress = Field(min_length=1)


class Head(Entry):
    """The front matter of a lesson."""

    question: Line = Field(description="The central question.")
    level: str = ""
    ages: str = ""
    minutes: int = Field(ge=1)
    aims: tuple[Line, ...] = Field(min_length=1, description="What pupils can do afterwards.")
    before: tuple[Line, ...] = ()
    plain: tuple[Line, ...] = Field((), description="Terms that mean something else here: ids.")
    curriculum: tuple[Curriculum, ...] = ()


def split(text: str, file: str) -> tuple[Head | None, str, list[Problem]]:
    """The front matter, the text with blank lines in its place, and what is wrong with it.

    None: there is none, or nothing of it can be read.
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        return None, text, []
    rest = "\n" * fenced[0].count("\n") + text[fenced.end() :]
    example = 'question = "Who says so?"'
    head, _, problems = read_toml(Head, fenced["toml"], "front matter", file, "line 1", example)
    return head, rest, problems


def head_is_sound(head: Head | None, atlas: Atlas, file: str) -> Iterator[Problem]:
    """What is not to be explained has to be in the glossary."""
    terms = [row.id for row in atlas.registers.get("glossary", ())]
    for id in head.plain if head else ():
        if id not in terms and "data/glossary.csv" not in atlas.unread:
            mend = guess(id, terms) or "Name an id of data/glossary.csv."
            yield Problem(file, "line 1, plain", f'no term "{id}".', mend)
