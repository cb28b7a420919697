"""The words of lessons: what is said in simpler words, and how much simpler it is."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it.token import Token

import mapper
from mapper.model.atlas import Atlas, Lesson
from mapper.record.lesson import Short, lesson_cites, read_lesson
from mapper.record.lesson.head import split
from mapper.record.lesson.prose import markdown
from places import ROOT

FLAGSHIP = mapper.load(ROOT)
EASY = 26.0
"""On Björnsson's scale what is below 30 is very easy to read."""


@pytest.fixture
def atlas(harbour: Path) -> Atlas:
    return mapper.load(harbour)


# In simpler words


def test_simpler_words_are_a_part_of_their_own_and_cite_as_prose_does(atlas: Atlas) -> None:
    text = "# Dues\n\nLong.\n\n```short\nThe dues *rose*.[@ledger1741]\n```\n\nLonger.\n"
    page, problems = read_lesson(Lesson("dues", "dues.md", text), atlas)
    _, short, _ = page.blocks

    assert isinstance(short, Short)
    assert "<em>rose</em>" in short.html
    assert "../index.html#source-ledger1741" in short.html
    assert problems == []


def test_a_citation_of_nothing_in_simpler_words_is_told_with_its_line(atlas: Atlas) -> None:
    text = "# Dues\n\n```short\nThe dues rose.\n\nSo it was.[@nobody]\n```\n"
    _, problems = read_lesson(Lesson("dues", "dues.md", text), atlas)

    assert [problem.place for problem in problems] == ["line 6"]


def test_a_source_that_only_simpler_words_cite_is_cited(atlas: Atlas) -> None:
    object.__setattr__(
        atlas, "lessons", (Lesson("dues", "d.md", "# Dues\n\n```short\nSo.[@ledger1741]\n```\n"),)
    )

    assert lesson_cites(atlas) == {"ledger1741"}


@pytest.mark.parametrize("lesson", FLAGSHIP.lessons, ids=lambda lesson: lesson.id)
def test_simpler_words_read_easier(lesson: Lesson) -> None:
    """By LIX: each of them is below 26, and below the prose of its lesson."""
    tokens = markdown().parse(split(lesson.text, lesson.file)[1])
    shorts = [
        markdown().parse(each.content)
        for each in tokens
        if each.type == "fence" and each.info == "short"
    ]

    assert shorts
    for short in shorts:
        assert lix(short) < min(EASY, lix(tokens))


def lix(tokens: list[Token]) -> float:
    """Words a sentence, and of a hundred words those of more than six letters (Björnsson 1968)."""
    sentences = words = long = 0
    for before, each in pairwise(tokens):
        if before.type != "paragraph_open":
            continue
        text = "".join(part.content or " " for part in each.children or () if part.type != "cite")
        found = re.findall(r"[\w’'-]+", text)
        sentences += len(re.findall(r"[.!?:](?=\s|$|[”)])", text))
        words += len(found)
        long += sum(len(word) > 6 for word in found)
    return words / sentences + 100 * long / words
