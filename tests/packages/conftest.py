"""What every bank has to hold: the questions of the lessons, and such as look like markup."""

from __future__ import annotations

from random import Random

import pytest
from markupsafe import Markup, escape

import mapper
from mapper.edit.new import STARTER
from mapper.model.atlas import Atlas
from mapper.record import LessonPage, Question, read_lesson
from places import ROOT

PIECES = [
    *"~=#{}:\\%[]<>&'\"/$-n ",
    *("->", "//", "####", "%50%", "[html]", "&amp;", "::", "]]>", "<![CDATA[", "{{ 7*7 }}"),
    *("</text>", "&nbsp;", "<br>", "a", "é"),
]
"""The signs of GIFT, of HTML and of XML, and what they begin."""


def with_questions() -> list[tuple[LessonPage, Atlas]]:
    found = []
    for atlas in (mapper.load(ROOT), mapper.load(STARTER)):
        pages = [read_lesson(lesson, atlas)[0] for lesson in atlas.lessons]
        found += [(page, atlas) for page in pages if page.questions]
    return found


WRITTEN = with_questions()
LOCATED = [each for each in WRITTEN if any(asked.kind == "locate" for asked in each[0].questions)]


@pytest.fixture(params=WRITTEN, ids=lambda written: written[0].id)
def written(request: pytest.FixtureRequest) -> tuple[LessonPage, Atlas]:
    """A lesson as it was written, in the atlas that it is of."""
    found: tuple[LessonPage, Atlas] = request.param
    return found


@pytest.fixture(params=LOCATED, ids=lambda written: written[0].id)
def located(request: pytest.FixtureRequest) -> tuple[Question, Atlas, LessonPage]:
    """The first question of a lesson that asks for a place."""
    page, atlas = request.param
    return next(each for each in page.questions if each.kind == "locate"), atlas, page


@pytest.fixture(scope="session")
def all_written() -> tuple[Question, ...]:
    """The questions of all lessons."""
    return tuple(each for page, _ in WRITTEN for each in page.questions)


def texts(random: Random, count: int) -> tuple[str, ...]:
    """Different texts, each of pieces in any order, told apart by a number at the end."""
    return tuple(
        " ".join(("".join(random.choices(PIECES, k=random.randint(1, 12))) + str(number)).split())
        for number in range(count)
    )


def asked(random: Random) -> tuple[Question, ...]:
    ask, told, *some = texts(random, 8)
    common = {"ask": escape(ask), "points": 1, "feedback": Markup("<p>{}</p>").format(told)}
    options = tuple(some)
    return (
        Question("choice", **common, options=options, answer=options[:1]),
        Question("several", **common, options=options, answer=options[1:4]),
        Question("match", **common, items=options[:3], options=options[3:], answer=options[3:]),
        Question("order", **common, options=options[::-1], answer=options),
        Question("number", **common, least=-2.5, most=7, unit=told),
        Question("open", **common, model=Markup("<p>{}</p>").format(ask)),
    )


@pytest.fixture(scope="session")
def hostile() -> tuple[Question, ...]:
    """Questions whose texts look like markup."""
    random = Random(1741)  # noqa: S311 - the same texts each time, not a secret
    return tuple(each for _ in range(60) for each in asked(random))
