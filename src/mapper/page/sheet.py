"""Lessons on paper: a sheet for pupils to write on, one with the answers, and a blank map.

The options of a question stand in another order than on the page, by a number that is printed on
both sheets: neighbours may have different ones. Questions keep their place and their number, since
they ask of the map or the source card above them, and the teacher's notes name them. A sheet leads
nowhere: links of its text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase
from typing import Any

from markupsafe import Markup

from mapper import assets
from mapper.looks import own_css, symbols_of
from mapper.model import Atlas
from mapper.page.page import direction, render
from mapper.page.printer import Paper
from mapper.picture import draw_blank
from mapper.record import LessonPage, Question

ORDER = 1
"""The order of the sheets that a build makes."""

SHEET, ANSWERS = "-sheet", "-answers"
"""What stands behind the id of a lesson in the names of its sheets."""

BLANK_MAP = "blank-map.html"

IN_PLACE = ("sure", "locate")
"""Kinds whose options have an order of their own: a scale, the numbers of the map."""

LINK = re.compile(r"</?a\b[^>]*>")
HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
LIST = re.compile(r"\s*<ol>((?:(?!<[ou]l>).)*?)</ol>", re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


@dataclass(frozen=True)
class Put:
    """A question as it stands on paper: each option with the sign that it goes by."""

    number: int
    question: Question
    options: tuple[tuple[str, str], ...]
    svg: Markup | str

    @property
    def lines(self) -> int:
        """How many lines there are to write on, where one has to write."""
        return 4 + 2 * self.question.points

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What is to be written into each box, and what that means."""
        question, signs = self.question, {text: sign for sign, text in self.options}
        if question.kind == "order":
            places = {text: str(place) for place, text in enumerate(question.answer, 1)}
            return tuple((places[text], text) for _, text in self.options)
        if question.kind == "match":
            pairs = zip(question.items, question.answer, strict=True)
            return tuple((signs[right], f"{left} → {right}") for left, right in pairs)
        if question.options:
            return tuple(each for each in self.options if each[1] in question.answer)
        return (("", question.said),) if question.said else ()


def sheets(
    lesson: LessonPage,
    parts: Iterable[Mapping[str, Any]],
    atlas: Atlas,
    order: int = ORDER,
    paper: Paper | None = None,
) -> Iterator[tuple[str, str]]:
    """Name and HTML of the pupils' sheet and of the one with the answers.

    `parts` are those of the lesson's page. `paper` is given where it has to be of one size.
    """
    name = f"{lesson.id}{SHEET}{'' if order == ORDER else f'-{order}'}"
    context = _common(atlas, paper) | {
        "lesson": lesson,
        "order": order,
        "points": sum(question.points for question in lesson.questions),
        "parts": list(_parts(lesson.id, parts, order)),
        "symbols": Markup(symbols_of(atlas)),
    }
    yield f"{name}.html", render("sheet.html.j2", context)
    yield f"{name}{ANSWERS}.html", render("answers.html.j2", context)


def blank_map(atlas: Atlas, paper: Paper | None = None) -> tuple[str, str]:
    """Name and HTML of the map of the whole atlas to draw and write on."""
    title = f"{atlas.manifest.atlas.title}: a blank map"
    svg = draw_blank(atlas, (), title, "blank")
    return BLANK_MAP, render("blank.html.j2", _common(atlas, paper) | {"svg": svg})


def mixed(texts: Sequence[str], seed: str) -> tuple[str, ...]:
    """The texts in the order of a seed, the same wherever and whenever it is asked for."""
    return tuple(sorted(texts, key=lambda text: sha256(f"{seed}/{text}".encode()).digest()))


def _common(atlas: Atlas, paper: Paper | None) -> dict[str, Any]:
    return {
        "language": atlas.language,
        "direction": direction(atlas.language),
        "atlas_title": atlas.manifest.atlas.title,
        "css": Markup(assets.built("sheet.css") + own_css(atlas, dark=False)),
        "paper": paper,
        "words": assets.words()["en"],
    }


def _parts(lesson: str, parts: Iterable[Mapping[str, Any]], order: int) -> Iterator[dict[str, Any]]:
    """What of a lesson stands on paper: of its prose, headings and what is asked of a map.

    A heading waits until something follows it.
    """
    waiting: list[tuple[int, Markup]] = []
    is_after_map = False
    for part in map(_still, parts):
        kind = part["kind"]
        if kind == "prose":
            asked = _asked(part["it"].html) if is_after_map else []
            if asked:
                yield {"kind": "asked", "asks": asked}
            for level, words in HEADING.findall(part["it"].html):
                waiting = [each for each in waiting if each[0] < int(level)]
                waiting.append((int(level), _plain(words)))
        elif kind != "teacher":
            yield from ({"kind": "heading", "level": at, "words": words} for at, words in waiting)
            waiting = []
            yield _on_paper(lesson, part, order)
        is_after_map = kind == "mapstate"


def _still(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """A figure is a map here. So is the first of steps: what moves it is the text, which is not."""
    if part["kind"] == "steps":
        return {**part["steps"][0]["map"], "kind": "mapstate"}
    return {**part, "kind": "mapstate"} if part["kind"] == "figure" else part


def _on_paper(lesson: str, part: Mapping[str, Any], order: int) -> dict[str, Any]:
    if part["kind"] == "question":
        put = _put(part["it"], part["number"], part["svg"], f"{order}/{lesson}")
        texts = {key: _plain(getattr(put.question, key)) for key in ("ask", "model", "feedback")}
        return {"kind": "question", "it": put, **texts}
    if part["kind"] == "sourcecard":
        return {**part, "says": _plain(part["it"].says)}
    if part["kind"] == "task":
        return {**part, "text": _plain(part["it"].text)}
    return dict(part)


def _put(question: Question, number: int, svg: Markup | str, seed: str) -> Put:
    options = question.options
    if question.kind not in IN_PLACE:
        options = mixed(options, f"{seed}/{number}")
    if question.kind == "order" and options == question.answer:
        options = options[::-1]
    signs = map(_sign if question.kind != "locate" else _numeral, range(len(options)))
    return Put(number, question, tuple(zip(signs, options, strict=True)), svg)


def _sign(place: int) -> str:
    return ascii_uppercase[place] if place < len(ascii_uppercase) else _numeral(place)


def _numeral(place: int) -> str:
    return str(place + 1)


def _asked(html: str) -> list[Markup]:
    """The questions on a map: the numbered list that follows it at once, without lists in it."""
    found = LIST.match(html)
    return [_plain(item) for item in ITEM.findall(found[1])] if found else []


def _plain(html: str) -> Markup:
    """Clean HTML without its links."""
    return Markup(LINK.sub("", html))
