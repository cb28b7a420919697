"""The questions of a lesson as GIFT, the text from which Moodle and others fill a question bank.

Every text is HTML here, so that emphasis and lists stay, and `->` and `%` can be told from the
signs of GIFT. Links are left out: they lead to a page that lies elsewhere. What a half answer
brings, and points, GIFT cannot say of all kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape

from mapper.record import Question

SPECIAL = re.compile(r"([\\~=#{}:])")
"""What GIFT reads as its own signs."""

LINK = re.compile(r"</?a\b[^>]*>")
FIRST = re.compile(r"^[%\[]")
"""At the beginning of an answer these would be a weight and a format."""


def gift(questions: Sequence[Question]) -> bytes:
    """The questions in their order, one a paragraph, in UTF-8."""
    return "\n".join(_question(number, each) for number, each in enumerate(questions, 1)).encode()


def _question(number: int, question: Question) -> str:
    lines = "".join(f"\n{line}" for line in ANSWERS[question.kind](question))
    told = _html(question.model + question.feedback)
    feedback = f"\n####{told}" if told else ""
    ask = " ".join(filter(None, (_html(question.ask), _text(_how(question)))))
    return f"::Question {number}::[html]{ask} {{{lines}{feedback}\n}}\n"


def _how(question: Question) -> str:
    """What the page shows beside the question, and GIFT has no place for."""
    if question.kind == "locate":
        return "(Places, told by how far they lie, and in which direction.)"
    if question.kind == "order":
        return "(1 is the earliest.)"
    return f"(in {question.unit})" if question.unit else ""


def _one(question: Question) -> Iterator[str]:
    """One option is to be chosen; where several are right, any of them will do."""
    for option in question.options:
        yield f"{'=' if option in question.answer else '~'}{_text(option)}"


def _sure(question: Question) -> Iterator[str]:
    for option in question.options:
        yield f"{'=' if option in question.answer else '~'}{_text(option.capitalize())}"


def _several(question: Question) -> Iterator[str]:
    """All that is right brings all points, and all that is offered brings none."""
    right = len(question.answer)
    wrong = len(question.options) - right
    for option in question.options:
        weight = 100 / right if option in question.answer else -100 / wrong
        yield f"~%{weight:.5f}".rstrip("0").rstrip(".") + f"%{_text(option)}"


def _number(question: Question) -> Iterator[str]:
    least, most = f"{question.least:.15g}", f"{question.most:.15g}"
    yield f"#{least}" if least == most else f"#{least}..{most}"


def _match(question: Question) -> Iterator[str]:
    return _pairs(zip(question.items, question.answer, strict=True))


def _order(question: Question) -> Iterator[str]:
    """What happened, to be matched with its place."""
    places = [str(question.answer.index(option) + 1) for option in question.options]
    return _pairs(zip(question.options, places, strict=True))


def _open(question: Question) -> Iterator[str]:
    return iter(())


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for left, right in pairs:
        yield f"={_text(left)} -> {_text(right)}"


ANSWERS: Mapping[str, Callable[[Question], Iterator[str]]] = {
    "choice": _one,
    "several": _several,
    "number": _number,
    "order": _order,
    "match": _match,
    "which-source": _one,
    "sure": _sure,
    "locate": _one,
    "open": _open,
}
"""Kind → the lines of its answer."""


def _text(text: str) -> str:
    """Plain text as HTML in GIFT."""
    html = escape(" ".join(text.split()), quote=False)
    return _signs(FIRST.sub(lambda found: f"&#{ord(found[0])};", html))


def _html(html: str) -> str:
    """Clean HTML in GIFT, without its links."""
    return _signs(LINK.sub("", html))


def _signs(html: str) -> str:
    """On one line, as an empty one ends a question; the signs of GIFT are escaped."""
    return SPECIAL.sub(r"\\\1", " ".join(html.split()))
