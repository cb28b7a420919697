"""Numbers as people write them → numbers, where a whole column holds nothing else.

A point or a comma may part decimals or thousands: 1,234 alone does not say which. The other numbers
of its column do, or else those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from mapper.formats.decode.digits import latin
from mapper.messages import is_no_number, table_words

SIGNS = (".", ",")

_DIGIT = re.compile(r"\d")
_TEXT = re.compile(r"^name$|code$|(^|[^a-z])(zip|plz|tel|(tele)?phone|telefon|fax)$", re.I)
"""Columns whose numbers are no quantities."""

_WHOLE = r"(?:0|[1-9]\d{0,14})"
_GAP = "[ \u00a0\u2009\u202f'’]"
_THOUSANDS = {
    sign: rf"[1-9]\d{{0,2}}(?:(?:\{other}\d{{3}})+|(?:{_GAP}\d{{3}})+)"
    for sign, other in zip(SIGNS, reversed(SIGNS), strict=True)
}
_NUMBER = {
    sign: re.compile(
        rf"(?P<minus>[-–−+]?) ?(?P<number>(?:{_WHOLE}|{_THOUSANDS[sign]})?(?:\{sign}\d+)?)"
        rf"(?P<power>[eE][-+]?\d{{1,3}})?(?:{_GAP}?[%٪])?"
    )
    for sign in SIGNS
}
_PHONE = re.compile(r"\+\d{8,}")
_PLAIN = re.compile(rf"-?{_WHOLE}", re.ASCII)
_DECIMAL = re.compile(rf"-?(?:{_WHOLE}?\.\d+(?:[eE][-+]?\d{{1,2}})?|{_WHOLE})", re.ASCII)
_CLEAR = re.compile(r"-?(0?\.\d+|\d{4,}\.\d+|\d+\.(\d\d?|\d{4,})|.*[eE].*)", re.ASCII)
"""Decimals that are no thousands."""

Value = int | float | str | None


class Sure(str):
    """The text of what a workbook holds as a number: its point parts decimals."""

    __slots__ = ()


@dataclass(frozen=True)
class Numbers:
    """How the texts of a column are read as numbers.

    Attributes:
        read: text → number; None for what says that there is none; a range stays a text.
        signs: what parts decimals, so far as these texts show it.
        open: a text that is two numbers, and nothing says which; empty if there is none.
        none: texts that say that there is no number: n/a.
        ranges: texts that are no number and yet tell of one: <5.
    """

    read: Callable[[str], Value]
    signs: frozenset[str] = frozenset()
    open: str = ""
    none: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()


def is_text(column: str) -> bool:
    """Whether a column of that name holds no quantities, whatever it holds."""
    return bool(_TEXT.search(column.strip()))


def has_digit(text: str) -> bool:
    """Whether there is a digit of any script in the text."""
    return bool(_DIGIT.search(text))


def numbers(texts: Iterable[str], signs: Collection[str] = (), besides: int = 0) -> Numbers | None:
    """How to read the texts of a column, if at least half of them are numbers and none is a word.

    Digits may be of any script. Numbers with noughts before them, as of telephones, stay text, and
    so do those of more than 15 digits, which no float holds.

    Args:
        texts: those of a column; empty ones count for nothing.
        signs: what parts decimals in the file, if that is known.
        besides: how many numbers the column holds that are no texts.
    """
    texts = [text for text in texts if text]
    if not texts:
        return None
    # What most columns hold, and is read the fastest.
    if all(map(_PLAIN.fullmatch, texts)):
        return Numbers(int)
    if all(map(_DECIMAL.fullmatch, texts)):
        if {*signs} == {"."} or any(map(_CLEAR.fullmatch, texts)):
            return Numbers(float, frozenset("."))
        if not signs and not any(isinstance(text, Sure) for text in texts):
            return Numbers(str, open=next(text for text in texts if "." in text))
    found: dict[str, Mapping[str, int | float]] = {}
    none: dict[str, None] = {}
    ranges: dict[str, str] = {}
    for text in texts:
        if text in found or text in none or text in ranges:
            continue
        if ways := {sign: each for sign in SIGNS if (each := _number(text, sign)) is not None}:
            found[text] = ways
        elif not is_no_number(text):
            return None
        elif latin(text).casefold() in _none():
            none[text] = None
        else:
            ranges[text] = text
    if len(found) + besides < max(1, len(ranges)):
        return None
    either = {text for text, ways in found.items() if len({*ways.values()}) > 1}
    shown = frozenset(next(iter(ways)) for text, ways in found.items() if len(ways) == 1)
    known = shown or frozenset(signs)
    if either and len(known) != 1:
        return Numbers(str, shown, next(text for text in found if text in either))
    sign = next(iter(known), "")
    kept = {
        text: ways[sign if text in either else next(iter(ways))] for text, ways in found.items()
    }
    if any(isinstance(value, float) for value in kept.values()):
        kept = {text: float(value) for text, value in kept.items()}
    values: dict[str, Value] = {**kept, **none, **ranges}
    return Numbers(values.__getitem__, shown, "", tuple(none), tuple(ranges))


def both(text: str) -> tuple[int | float, int | float]:
    """What an open text is if a point parts decimals, and if a comma does."""
    one, two = (_number(text, sign) for sign in SIGNS)
    return one or 0, two or 0


def _number(text: str, sign: str) -> int | float | None:
    """What the text is if this sign parts decimals; None if that is no number."""
    plain = latin(text)
    if sign == "," and (isinstance(text, Sure) or "٫" in text):
        return None
    match = _NUMBER[sign].fullmatch(plain)
    if not match or not match["number"] or _PHONE.match(plain):
        return None
    digits = re.sub(_GAP, "", match["number"]).replace("," if sign == "." else ".", "")
    digits = digits.replace(",", ".")
    # Sheets and plots are called 12E5; and no float holds more than fifteen digits.
    if (match["power"] and "." not in digits) or len(digits.partition(".")[0]) > 15:
        return None
    minus = "-" if match["minus"] in ("-", "–", "−") else ""
    if "." in digits or match["power"]:
        value = float(f"{minus}{digits}{match['power'] or ''}")
        return value if isfinite(value) else None
    return int(minus + digits)


def _none() -> frozenset[str]:
    return table_words("none")
