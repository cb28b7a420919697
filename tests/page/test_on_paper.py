"""Lessons on paper: no answer on the pupils' sheet, one order on both sheets, and others."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import mapper
from mapper.edit import new
from mapper.model import Atlas, Lesson
from mapper.page import sheet_files
from mapper.page.sheet import blank_map, mixed
from mapper.record import LessonPage, Question, read_lesson
from mapper.record.lesson import SourceCard
from places import ATLASES, ROOT

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ASKED = re.compile(
    r'<section aria-label="Question (\d+)" class=sheet-question>(.*?)</section>', re.S
)
SIGNED = re.compile(r"<b(?: class=sheet-box)?>(\w+)</b> ?<span>(.*?)</span>")
BOXED = re.compile(r"class=sheet-box></span><span>(.*?)</span>")

MOST_ORDERS = 8
"""So many orders are tried."""


@pytest.fixture(scope="module", params=["flagship", "starter"])
def taught(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """An atlas with lessons: that of the project, and the one that `mapper new` gives."""
    if request.param == "flagship":
        return mapper.load(ROOT)
    folder = tmp_path_factory.mktemp("new") / "mine"
    new(folder)
    return mapper.load(folder)


def lessons(atlas: Atlas) -> list[LessonPage]:
    read = [read_lesson(lesson, atlas)[0] for lesson in atlas.lessons]
    return [lesson for lesson in read if lesson.questions]


def plain(html: str) -> str:
    """What one reads in a piece of HTML."""
    return " ".join(unescape(TAG.sub("", html)).split())


def everything(page: str) -> str:
    """All that stands in a page but its style: text, attributes, comments, pictures."""
    return " ".join(unescape(STYLE.sub("", page)).split())


def sections(page: str) -> dict[int, str]:
    return {int(number): unescape(html) for number, html in ASKED.findall(page)}


def options(html: str) -> dict[str, str]:
    """Sign → text of a question on either sheet."""
    return {sign: plain(text) for sign, text in SIGNED.findall(html)}


def test_every_question_is_on_both_sheets_in_its_place_and_no_script(taught: Atlas) -> None:
    files = sheet_files(taught)

    assert set(files) == {
        f"{lesson.id}-sheet{end}.html" for lesson in lessons(taught) for end in ("", "-answers")
    }
    for lesson in lessons(taught):
        for name in (f"{lesson.id}-sheet.html", f"{lesson.id}-sheet-answers.html"):
            page = files[name]
            asked = sections(page)
            assert list(asked) == list(range(1, len(lesson.questions) + 1)), name
            for question, html in zip(lesson.questions, asked.values(), strict=True):
                assert plain(question.ask) in plain(html), name
            assert "<script" not in page
            assert not re.search(r"<[^>]* on[a-z]+=", STYLE.sub("", page))
            assert re.search(r'"default-src \'none\'; script-src \'none\';', page)
            assert "<a " not in page


def told(question: Question) -> list[str]:
    """What of a question's answer the pupils' sheet may not say in any form."""
    rich = [plain(question.feedback), plain(question.model)]
    sentences = [each for text in rich for each in re.split(r"(?<=[.?!]) ", text) if len(each) > 40]
    if question.kind == "number":
        sentences.append(question.said)
    if question.kind == "order":
        sentences += [question.said, "".join(question.answer)]
    if question.kind == "match":
        pairs = zip(question.items, question.answer, strict=True)
        sentences += [f"{left}: {right}" for left, right in pairs]
    if question.kind == "locate":
        sentences.append(f"Spot {question.said.removeprefix('Spot ')}")
    return [each for each in sentences if each]


def test_no_answer_is_in_the_pupils_file_anywhere(taught: Atlas) -> None:
    """Not in a word, not in an attribute; and each is on the teacher's sheet."""
    files = sheet_files(taught)

    for lesson in lessons(taught):
        page = everything(files[f"{lesson.id}-sheet.html"])
        answers = plain(files[f"{lesson.id}-sheet-answers.html"])
        assert not re.search(r"data-(answer|least|most|right|points)|hidden\b(?!=)|<details", page)
        for question in lesson.questions:
            assert [each for each in told(question) if each in page] == []
            assert plain(question.feedback) in answers
            assert plain(question.model) in answers
        for card in (block for block in lesson.blocks if isinstance(block, SourceCard)):
            for label, text in card.about:
                assert len(text) < 30 or text not in page
                assert label in page
                assert text in answers
        assert "for the teacher" not in page.lower()


@pytest.mark.parametrize("order", [1, 7])
def test_both_sheets_have_one_order_and_the_answers_are_right(taught: Atlas, order: int) -> None:
    files = sheet_files(taught, order)
    suffix = "" if order == 1 else f"-{order}"

    for lesson in lessons(taught):
        name = f"{lesson.id}-sheet{suffix}"
        pupils, answers = files[f"{name}.html"], files[f"{name}-answers.html"]
        assert f"Order {order}" in plain(pupils)
        assert f"order {order} " in plain(answers)
        for number, question in enumerate(lesson.questions, 1):
            offered = options(sections(pupils)[number])
            key = options(sections(answers)[number])
            if question.kind == "order":
                shown = [plain(each) for each in BOXED.findall(sections(pupils)[number])]
                assert sorted(shown) == sorted(question.answer)
                assert tuple(shown) != question.answer
                by_place = {int(place): text for place, text in key.items()}
                assert tuple(by_place[n] for n in sorted(by_place)) == question.answer
            elif question.kind == "match":
                answered = [
                    offered[sign]
                    for sign in re.findall(r"sheet-box>(\w+)<", sections(answers)[number])
                ]
                assert tuple(answered) == question.answer
            elif question.options:
                assert {text.lower() for text in offered.values()} == {
                    text.lower() for text in question.options
                }
                assert {text.lower() for text in key.values()} == {
                    text.lower() for text in question.answer
                }
                assert key.items() <= offered.items()


def test_another_order_shuffles_what_may_be_and_leaves_the_rest(taught: Atlas) -> None:
    sheets = [sheet_files(taught, order) for order in range(1, MOST_ORDERS + 1)]

    for lesson in lessons(taught):
        pages = [
            files[f"{lesson.id}-sheet{'' if n == 1 else f'-{n}'}.html"]
            for n, files in enumerate(sheets, 1)
        ]
        for number, question in enumerate(lesson.questions, 1):
            found = {sections(page)[number] for page in pages}
            may = question.kind in ("choice", "several", "which-source", "match", "order")
            assert (len(found) > 1) == may, (lesson.id, number)


def test_an_order_is_the_same_everywhere() -> None:
    """By what it is made of, not by the state of a generator that may change with Python."""
    assert mixed(("a", "b", "c", "d", "e"), "7/storm/1") == mixed(
        ("e", "d", "c", "b", "a"), "7/storm/1"
    )
    assert "".join(mixed(tuple("abcdefgh"), "1/storm/1")) == "adcehgbf"


def test_a_lesson_without_questions_has_no_sheet_but_there_is_a_blank_map() -> None:
    harbour = mapper.load(ATLASES / "harbour")

    assert sheet_files(harbour) == {}
    name, html = blank_map(harbour)
    assert name == "blank-map.html"
    assert html.count("<svg") == 1


def test_the_blank_map_says_no_name(atlas: Atlas) -> None:
    """Neither written nor where a pointer rests."""
    _, html = blank_map(atlas)
    named = {feature.name.get("en", "") for layer in atlas.layers for feature in layer.features}
    svg = html[html.index("<svg") :]
    title = atlas.manifest.atlas.title

    assert [name for name in named if name and name in svg.replace(title, "")] == []
    assert svg.count("<path") > 20


def test_pages_lead_to_their_sheets(site: Path) -> None:
    listed = (site / "lessons" / "index.html").read_text("utf-8")

    assert listed.count("blank-map.html") == 1
    for sheet in (site / "lessons").glob("*-sheet.html"):
        answers = sheet.with_name(f"{sheet.stem}-answers.html")
        lesson = sheet.with_name(sheet.name.replace("-sheet", ""))
        assert answers.is_file()
        assert f"href={sheet.name}" in lesson.read_text("utf-8")
        assert f"href={sheet.name}" in listed
        assert f"href={answers.name}" in listed
    assert "first-look-sheet" not in listed


HOSTILE = """# A lesson

## A [heading](https://example.org/%22%3E)

```map
date = "1741-07-14"
```

1. What is **north** of [it](https://example.org/?a=<b>)?
2. And `<script>south</script>`?

```question
kind = "choice"
ask = "Which <b>one</b>?"
options = ["<img src=x onerror=alert(1)>", "</span><script>alert(2)</script>"]
answer = "<img src=x onerror=alert(1)>"
feedback = "<script>alert(3)</script> [it](https://example.org/)"
```
"""


def test_text_stays_text_and_what_is_asked_of_a_map_is_there_to_be_answered() -> None:
    harbour = mapper.load(ATLASES / "harbour")
    hostile = replace(harbour, lessons=(Lesson("h", "data/lessons/h.md", HOSTILE),))

    files = sheet_files(hostile)

    pupils = STYLE.sub("", files["h-sheet.html"])
    for page in (pupils, STYLE.sub("", files["h-sheet-answers.html"])):
        assert not re.search(r"<(script|img|b>one|a\b)", page)
        assert "&lt;img src=x onerror=alert(1)>" in page
        assert "<h2>A heading</h2>" in page
    assert "What is <strong>north</strong> of it?" in pupils
    assert "&lt;script>south&lt;/script>" in pupils
    assert pupils.count("class=sheet-lines") == 2
