"""The questions of a lesson as question banks take them, which know fewer kinds than a lesson has.

Texts are HTML without links, which would lead to a page that lies elsewhere; options are plain
text. What the page shows beside a question stands in the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from mapper.record import Question

LINK = re.compile(r"</?a\b[^>]*>")


class Form(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    PAIRS = "pairs"
    ORDER = "order"
    WORDS = "words"


FORMS: Mapping[str, Form] = {
    "choice": Form.ONE,
    "several": Form.SEVERAL,
    "number": Form.NUMBER,
    "order": Form.ORDER,
    "match": Form.PAIRS,
    "which-source": Form.ONE,
    "sure": Form.ONE,
    "locate": Form.ONE,
    "open": Form.WORDS,
}
"""Kind → its form."""


@dataclass(frozen=True)
class Option:
    """What is offered; `share`, in hundredths, is what it brings or, chosen wrongly, costs."""

    text: str
    is_right: bool
    share: float


@dataclass(frozen=True)
class Item:
    """A question of a bank: `number` counts from 1; `ask`, `told` and `model` are HTML.

    `how` is what the page shows beside the question, plain; `asked` is HTML of both.

    `pairs` are what is on the left with its right answer, `rights` what is offered on the right;
    of an order these are the places, from 1. `rising` is what is put in order, first to last.
    """

    number: int
    form: Form
    ask: str
    how: str
    told: str
    model: str
    points: int
    question: Question
    options: tuple[Option, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    rights: tuple[str, ...] = ()
    rising: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"Question {self.number}"

    @property
    def asked(self) -> str:
        return " ".join(filter(None, (self.ask, escape(self.how, quote=False))))


def items(questions: Sequence[Question]) -> tuple[Item, ...]:
    """The questions in their order."""
    return tuple(_item(number, each) for number, each in enumerate(questions, 1))


def _item(number: int, question: Question) -> Item:
    form = FORMS[question.kind]
    pairs, rights = _pairs(question, form)
    return Item(
        number=number,
        form=form,
        ask=_unlinked(question.ask),
        how=_how(question),
        told=_unlinked(question.feedback),
        model=_unlinked(question.model),
        points=question.points,
        question=question,
        options=tuple(_options(question, form)),
        pairs=pairs,
        rights=rights,
        rising=tuple(map(flat, question.answer)) if form is Form.ORDER else (),
    )


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def _how(question: Question) -> str:
    """What the page shows beside the question, and a bank has no place for."""
    if question.kind == "locate":
        return "(Places, told by how far they lie, and in which direction.)"
    if question.kind == "order":
        return "(1 is the earliest.)"
    return f"(in {question.unit})" if question.unit else ""


def _options(question: Question, form: Form) -> Iterator[Option]:
    """Any right one of `one` brings all; of `several` the right ones together, and all nothing."""
    if form not in (Form.ONE, Form.SEVERAL):
        return
    right = len(question.answer)
    each, wrong = 100.0, 0.0
    if form is Form.SEVERAL:
        each, wrong = 100 / right, -100 / max(1, len(question.options) - right)
    for option in question.options:
        text = option.capitalize() if question.kind == "sure" else option
        is_right = option in question.answer
        yield Option(flat(text), is_right, each if is_right else wrong)


def _pairs(question: Question, form: Form) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    if form is Form.PAIRS:
        lefts, rights = question.items, question.answer
        offered = question.options
    elif form is Form.ORDER:
        lefts = question.options
        rights = tuple(str(question.answer.index(each) + 1) for each in lefts)
        offered = tuple(sorted(rights, key=int))
    else:
        return (), ()
    pairs = tuple(zip(map(flat, lefts), map(flat, rights), strict=True))
    return pairs, tuple(map(flat, offered))


def _unlinked(html: str) -> str:
    return flat(LINK.sub("", html))
