"""What a lesson is: the front matter, TOML between two lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pydantic import Field

from mapper.model import Entry, Line, WebAddress, validate
from mapper.problems import Problem

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
    curriculum: tuple[Curriculum, ...] = ()


def split(text: str, file: str) -> tuple[Head | None, str, list[Problem]]:
    """The front matter, the text with blank lines in its place, and what is wrong with it.

    None: there is none, or nothing of it can be read.
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        return None, text, []
    rest = "\n" * fenced[0].count("\n") + text[fenced.end() :]
    try:
        value: dict[str, Any] = tomllib.loads(fenced["toml"])
    except tomllib.TOMLDecodeError as error:
        mend = 'Write keys as TOML: question = "Who says so?".'
        return (
            None,
            rest,
            [Problem(file, "line 1", f"the front matter is not TOML: {error}.", mend)],
        )
    head, problems = validate(Head, value, file)
    placed = [Problem(file, f"line 1, {p.place}", p.what, p.mend) for p in problems]
    return head, rest, placed
