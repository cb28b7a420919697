"""The questions as Moodle XML, read as Moodle's importer reads it: not Moodle itself."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64decode
from dataclasses import replace
from html import unescape
from struct import unpack

import pytest
from markupsafe import Markup

from mapper.model.atlas import Atlas
from mapper.packages.moodle import moodle_xml
from mapper.picture import draw_blank
from mapper.record import LessonPage, Question

NATIVE = {
    **dict.fromkeys(("choice", "several", "which-source", "sure"), "multichoice"),
    **dict.fromkeys(("order", "match"), "matching"),
    **{"number": "numerical", "open": "essay", "locate": "ddmarker"},
}


def bank(page: LessonPage, atlas: Atlas) -> list[ET.Element]:
    quiz = ET.fromstring(moodle_xml(page, atlas))  # noqa: S314 # our own
    assert quiz.tag == "quiz"
    return list(quiz)


def text(element: ET.Element, path: str = ".") -> str:
    """What Moodle imports: trimmed."""
    return (element.findtext(f"{path}/text") or "").strip()


def plain(element: ET.Element, path: str = ".") -> str:
    """Of HTML, what one reads; it has no other markup than that of Markdown."""
    return flat(Markup(text(element, path)).striptags())


def flat(words: str) -> str:
    return " ".join(words.split())


def shares(element: ET.Element) -> dict[str, float]:
    return {
        unescape(text(each)): float(each.get("fraction", "")) for each in element.findall("answer")
    }


def holds(element: ET.Element, question: Question) -> None:
    """The type, what is offered and what is right are those of the question."""
    assert element.get("type") == NATIVE[question.kind]
    assert element.findtext("defaultgrade") == str(question.points)
    match NATIVE[question.kind]:
        case "multichoice":
            assert (element.findtext("single") == "false") == (question.kind == "several")
            name = str.capitalize if question.kind == "sure" else str
            found = shares(element)
            assert list(found) == [flat(name(each)) for each in question.options]
            right = {flat(name(each)) for each in question.answer}
            assert {each for each, share in found.items() if share > 0} == right
            if question.kind == "several":
                assert sum(s for s in found.values() if s > 0) == pytest.approx(100, abs=1e-3)
            else:
                assert set(found.values()) <= {0, 100}
        case "matching":
            pairs = {
                unescape(text(each)): text(each, "answer")
                for each in element.findall("subquestion")
            }
            places = [str(place) for place, _ in enumerate(question.answer, 1)]
            rights = map(flat, question.answer) if question.kind == "match" else places
            lefts = question.items or question.answer
            assert pairs == dict(zip(map(flat, lefts), rights, strict=True))
        case "numerical":
            whole, half = element.findall("answer")
            assert [each.get("fraction") for each in (whole, half)] == ["100", "50"]
            (least, most), (low, high) = ends(whole), ends(half)
            assert (least, most) == pytest.approx((question.least, question.most))
            assert high - most == pytest.approx(abs(question.most) / 10)
            assert least - low == pytest.approx(high - most)
        case "essay":
            assert flat(text(element, "graderinfo")) == flat(unlinked(question.model))


def ends(answer: ET.Element) -> tuple[float, float]:
    middle, tolerance = float(text(answer)), float(answer.findtext("tolerance") or "")
    return middle - tolerance, middle + tolerance


def unlinked(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", html)


def test_each_question_has_its_native_type_and_what_is_right(
    written: tuple[LessonPage, Atlas],
) -> None:
    page, _ = written

    for number, (element, question) in enumerate(zip(bank(*written), page.questions, strict=True)):
        holds(element, question)
        assert text(element, "name") == f"{page.title}: question {number + 1}"
        assert plain(element, "questiontext").startswith(flat(question.ask.striptags()))
        assert text(element, "generalfeedback") == flat(unlinked(question.feedback))


def test_all_nine_kinds_were_put_to_it(all_written: tuple[Question, ...]) -> None:
    assert {each.kind for each in all_written} == set(NATIVE)


def test_what_looks_like_markup_is_text(
    written: tuple[LessonPage, Atlas], hostile: tuple[Question, ...]
) -> None:
    page, atlas = written
    title = "A ]]></text> <b>&amp; bell \x07"

    found = bank(replace(page, title=title, blocks=hostile), atlas)

    for element, question in zip(found, hostile, strict=True):
        holds(element, question)
        assert text(element, "name").startswith(title.replace("\x07", "\ufffd"))
        assert unescape(text(element, "questiontext")).startswith(unescape(question.ask))
        assert unescape(text(element, "generalfeedback")) == unescape(question.feedback)


# The map to drag a marker onto


def test_the_zone_lies_on_the_right_spot_of_the_picture(
    located: tuple[Question, Atlas, LessonPage],
) -> None:
    """Which is no larger than Moodle leaves it, and within it, in whole numbers."""
    question, atlas, page = located
    (element,) = (each for each in bank(page, atlas) if each.get("type") == "ddmarker")

    data = b64decode(element.findtext("file") or "", validate=True)
    width, height = unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert width <= 600
    assert height <= 400
    zone = re.fullmatch(r"(\d+),(\d+);(\d+)", element.findtext("drop/coords") or "")
    assert zone
    x, y, radius = map(int, zone.groups())
    svg = draw_blank(atlas, [(spot.lon, spot.lat) for spot in question.spots], "", "")
    circles = re.findall(r'data-spot="\d+"><circle cx="(\d+)" cy="(\d+)"', svg)
    for spot, (across, down) in zip(question.spots, circles, strict=True):
        away = abs(complex(x - int(across) * 600 / 880, y - int(down) * 600 / 880))
        assert away < 1 if spot.is_right else away > radius
    assert element.findtext("drop/choice") == element.findtext("drag/no") == "1"
    assert text(element, "drag")


def test_where_several_places_are_right_they_are_a_list(
    located: tuple[Question, Atlas, LessonPage],
) -> None:
    question, atlas, page = located
    right = tuple(replace(spot, is_right=True) for spot in question.spots[:2])
    both = replace(
        question, spots=right + question.spots[2:], answer=tuple(each.said for each in right)
    )

    (element,) = bank(replace(page, blocks=(both,)), atlas)

    assert element.get("type") == "multichoice"
    assert [*shares(element).values()][:3] == [100, 100, 0]
    assert element.find("file") is None
