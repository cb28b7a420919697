"""A date as people write it → its year, month and day, of whatever calendar it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from mapper.formats.decode.digits import latin
from mapper.messages import months
from mapper.model import DateError, parse_date


class Written(NamedTuple):
    """A day, month (day 0) or year (both 0); the year 0 is 1 BC. `mark` is EDTF's ~ ? %.

    `open` says that day and month may stand the other way round. `solar` that the month is named
    in words of the Solar Hijri calendar. `edtf` is the whole text where that is a span in EDTF, of
    which year, month and day are the first that stands in it.
    """

    year: int
    month: int = 0
    day: int = 0
    mark: str = ""
    open: bool = False
    solar: bool = False
    edtf: str = ""

    @property
    def turned(self) -> Written:
        """The same with day and month the other way round."""
        return self._replace(month=self.day, day=self.month)

    @property
    def text(self) -> str:
        """In EDTF, with the numbers as they are."""
        sign = "-" if self.year < 0 else ""
        parts = (f"{abs(self.year):04}", f"{self.month:02}", f"{self.day:02}")
        known = parts[: 1 + bool(self.month) + bool(self.day)]
        return self.edtf or sign + "-".join(known) + self.mark


POINT = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_YEAR_FIRST = re.compile(r"(-?\d{3,4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?([~?%]?)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?:\s?г\.?)?")


def written(value: object) -> Written | None:
    """What a text or number says; None if it is no date.

    EDTF; years as numbers; ISO days, also with a time of day behind them or slashes in them; days
    with points, which stand first then (7.8.2004), or with slashes; months in words; years before
    Christ. Digits may be of any script.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else str(value)
    if isinstance(value, int):
        # 0 stands for what nobody knows more often than for 1 BC, and 89 may be 1940.
        return Written(value) if -9999 <= value < 0 or 1000 <= value <= 9999 else None
    text = re.sub(r"[T ]\d\d:\d\d(:.*|[Z+].*)?$", "", latin(value).strip())
    if match := POINT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return Written(int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4])
    if match := re.fullmatch(r"-\d{1,4}", text):
        return Written(int(text))
    if match := _YEAR_LAST.fullmatch(text):
        day, month = int(match[1]), int(match[3])
        return Written(int(match[4]), month, day, open=match[2] != "." and day != month)
    if re.search(r"[/\[\]]", text) and (point := POINT.search(text)):
        year, month, day = (int(number or 0) for number in point.groups()[:3])
        return Written(year, month, day, edtf=text)
    return _in_words(text)


def edtf(written: Written) -> str:
    """The date in EDTF; empty if there is no such day."""
    with suppress(DateError):
        return parse_date(written.text).text
    return ""


def _in_words(text: str) -> Written | None:
    """15 May 1940, Feb. 1940, May 15, 1940, 15 мая 1940 г., c. 44 BC, 44 v. Chr."""
    known = _words()
    plain = unicodedata.normalize("NFC", text.casefold()).replace("ي", "ی").replace("ك", "ک")
    if re.sub(r"[^\W_]|[\s.,\u200c~?%-]", "", plain):
        return None
    tokens = re.findall(r"\d+|[^\W\d_]+", plain)
    numbers = [token for token in tokens if token.isdigit()]
    words = [token for token in tokens if not token.isdigit()]
    named = [known["months"][word] for word in words if word in known["months"]]
    others = [word for word in words if word not in known["months"]]
    about = bool(others) and words[0] in known["about"]
    era = known["eras"].get(
        "".join(word for word in others[int(about) :] if word not in known["filler"])
    )
    if era is None or len(named) > 1 or not words or not 1 <= len(numbers) <= 1 + len(named):
        return None
    # The year stands last, but in "1367 Hamal 5"; "5 May 89" may be of any century.
    year = numbers.pop(0 if len(numbers[0]) > 2 else -1)
    if len(year) < 3 and not era:
        return None
    solar, month = named[0] if named else (False, 0)
    count = 1 - int(year) if era == "before" else int(year)
    return Written(
        count, month, int(numbers[0]) if numbers else 0, "~" if about else "", solar=solar
    )


@cache
def _words() -> Mapping[str, Any]:
    held = months()
    return {
        "months": {
            word: (calendar == "solar-hijri", number)
            for calendar in ("gregorian", "solar-hijri")
            for number, words in enumerate(held[calendar], start=1)
            for word in words
        },
        "eras": {"": "", **{word: era for era, words in held["eras"].items() for word in words}},
        "about": frozenset(held["about"]),
        "filler": frozenset(held["filler"]),
    }
