"""The questions of a lesson as GIFT, the text from which Moodle and others fill a question bank.

Every text is HTML here, so that emphasis and lists stay, and `->` and `%` can be told from the
signs of GIFT. What a half answer brings, and points, GIFT cannot say of all kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from mapper.packages.bank import Form, Item, items
from mapper.record import Question

SPECIAL = re.compile(r"([\\~=#{}:])")
"""What GIFT reads as its own signs."""

FIRST = re.compile(r"^[%\[]")
"""At the beginning of an answer these would be a weight and a format."""


def gift(questions: Sequence[Question]) -> bytes:
    """The questions in their order, one a paragraph, in UTF-8."""
    return "\n".join(map(_question, items(questions))).encode()


def _question(item: Item) -> str:
    lines = "".join(f"\n{line}" for line in _answers(item))
    told = _signs(item.model + item.told)
    feedback = f"\n####{told}" if told else ""
    return f"::{item.title}::[html]{_signs(item.asked)} {{{lines}{feedback}\n}}\n"


def _answers(item: Item) -> Iterator[str]:
    """The lines of the answer; one's own words have none."""
    for option in item.options:
        if item.form is Form.SEVERAL:
            yield f"~%{_weight(option.share)}%{_text(option.text)}"
        else:
            yield f"{'=' if option.is_right else '~'}{_text(option.text)}"
    for left, right in item.pairs:
        yield f"={_text(left)} -> {_text(right)}"
    if item.form is Form.NUMBER:
        least, most = f"{item.question.least:.15g}", f"{item.question.most:.15g}"
        yield f"#{least}" if least == most else f"#{least}..{most}"


def _weight(share: float) -> str:
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """Plain text as HTML in GIFT."""
    html = escape(text, quote=False)
    return _signs(FIRST.sub(lambda found: f"&#{ord(found[0])};", html))


def _signs(html: str) -> str:
    """HTML on one line, as it is here; the signs of GIFT are escaped."""
    return SPECIAL.sub(r"\\\1", html)
