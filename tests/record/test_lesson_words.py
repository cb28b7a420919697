"""The words of lessons: what is said in simpler words, and how much simpler it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it.token import Token

import mapper
from mapper.model.atlas import Atlas, Cite, Lesson, Subject
from mapper.page.lesson import lesson_pages
from mapper.record.lesson import Page, Short, Term, explained, lesson_cites, read_lesson
from mapper.record.lesson.head import split
from mapper.record.lesson.prose import markdown
from mapper.record.terms import find_term, forms_of
from places import ROOT

FLAGSHIP = mapper.load(ROOT)
CASES = json.loads((ROOT / "src/mapper/web/test/record/terms.json").read_text("utf-8"))
"""The viewer's tests put the same to the viewer."""
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
    lesson = Lesson("dues", "d.md", "# Dues\n\n```short\nSo.[@ledger1741]\n```\n")

    assert lesson_cites(replace(atlas, lessons=(lesson,))) == {"ledger1741"}


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


# Words of the glossary


def with_glossary(atlas: Atlas, *terms: str) -> Atlas:
    rows = tuple(
        Subject(
            row=at,
            id=term.lower().replace(" ", "-"),
            cites=(Cite("ledger1741"),),
            register="glossary",
            name={"en": term},
            text={"en": f"What {term} means."},
        )
        for at, term in enumerate(terms)
    )
    return replace(atlas, registers={**atlas.registers, "glossary": rows})


def told(text: str, atlas: Atlas) -> tuple[Page, tuple[Term, ...]]:
    page, problems = read_lesson(Lesson("dues", "dues.md", text), atlas)
    assert problems == []
    return explained(page, atlas)


def test_each_part_leads_from_the_first_use_of_a_term_to_what_it_means(atlas: Atlas) -> None:
    text = "# Dues\n\nA lighter, two lighters.\n\n## Later\n\nNo pilot, but a lighter.\n"
    page, terms = told(text, with_glossary(atlas, "Pilot", "Lighter", "Wharf"))
    html = "".join(block.html for block in page.blocks)

    assert html.count('<a class="term" href="#word-lighter">lighter</a>') == 2
    assert "two lighters." in html
    assert [(term.id, term.text) for term in terms] == [
        ("lighter", "What Lighter means."),
        ("pilot", "What Pilot means."),
    ]
    assert terms[0].said_by[0][0] == "ledger1741"


def test_no_term_is_looked_for_in_a_heading_a_link_or_an_option(atlas: Atlas) -> None:
    text = (
        "# Pilot\n\n## The pilot\n\n[A pilot](https://example.org) and `pilot`.\n"
        '```question\nkind = "choice"\nask = "?"\noptions = ["A pilot", "b"]\nanswer = "b"\n```\n'
    )
    atlas = with_glossary(atlas, "Pilot", "Amp")
    page, terms = told(text, atlas)

    assert terms == ()
    assert page == read_lesson(Lesson("dues", "dues.md", text), atlas)[0]
    assert told("# Dues\n\nR&D.\n", atlas)[1] == ()


def test_cards_tasks_and_questions_explain_and_simpler_words_do_for_themselves(
    atlas: Atlas,
) -> None:
    text = (
        "# Dues\n\n```short\nA pilot.\n```\n\n"
        '```source\nwork = "ledger1741"\nsays = "A pilot saw a wharf."\n```\n'
        '```task\ntitle = "t"\nminutes = 5\ntext = "A wharf, a lighter."\n```\n'
        '```question\nkind = "open"\nask = "A crane?"\nmodel = "A crane, a pilot, a quay."\n```\n'
    )
    page, _ = told(text, with_glossary(atlas, "Pilot", "Wharf", "Lighter", "Crane", "Quay"))
    short, card, task, question = page.blocks

    marks = [short.html, card.says, task.text, question.ask, question.model]
    assert [re.findall("#word-([a-z]+)", mark) for mark in marks] == [
        ["pilot"],
        ["pilot", "wharf"],
        ["lighter"],
        ["crane"],
        ["quay"],
    ]


def test_a_word_that_means_something_else_here_is_left_alone(atlas: Atlas) -> None:
    head = '+++\nquestion = "?"\nminutes = 5\naims = ["a"]\nplain = ["{}"]\n+++\n'
    text = "\n# Dues\n\nA pilot of a wharf.\n"
    atlas = with_glossary(atlas, "Pilot", "Wharf")

    assert [term.id for term in told(head.format("pilot") + text, atlas)[1]] == ["wharf"]
    _, (problem,) = read_lesson(Lesson("dues", "dues.md", head.format("pilott") + text), atlas)
    assert str(problem) == 'dues.md: line 1, plain: no term "pilott". Did you mean "pilot"?'


def test_an_atlas_without_a_glossary_has_no_list(atlas: Atlas) -> None:
    lesson = Lesson("dues", "dues.md", "# Dues\n\nA pilot.\n")
    without = dict(lesson_pages(replace(atlas, lessons=(lesson,), registers={}), ""))
    held = dict(lesson_pages(replace(with_glossary(atlas, "Pilot"), lessons=(lesson,)), ""))

    assert "Words explained" not in without["dues.html"]
    assert re.search('id="?word-pilot', held["dues.html"])


@pytest.mark.parametrize(("term", "forms"), CASES["forms"])
def test_a_term_goes_by_each_of_its_forms(term: str, forms: list[str]) -> None:
    assert forms_of(term) == forms


@pytest.mark.parametrize(("text", "forms", "word"), CASES["found"])
def test_a_term_is_found_where_the_viewer_finds_it(
    text: str, forms: list[str], word: str | None
) -> None:
    found = find_term(text, forms)

    assert (text[found[1] : found[1] + found[2]] if found else None) == word
