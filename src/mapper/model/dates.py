"""Dates that may be vague: text to four days, and to words.

The text is a subset of EDTF, the Extended Date/Time Format of the Library of Congress
(https://www.loc.gov/standards/datetime/, in ISO 8601-2:2019):

    2004-05-15  2004-05  2004     a day, a month, a year, of the years -9999 to 9999 (Gregorian,
                                  with a year 0000: -0043 is 44 BC)
    2004-05~  2004-05?  2004-05%  approximate, uncertain, both
    2004-05-15/2004-08-15         lasted from the one to the other; each end may have its ~ ? %
    2004-05-15/..  ../2004-08     lasted, with an end or a start that is open or not known
    [2004-05-15..2004-08-07]      one day, not known which, from the first to the last
    [2004-05-15..]  [..2004-08]   the same, with only the earliest or the latest day known
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from mapper.model.proleptic import day_of, month_length, year_of

Days = tuple[int | None, int | None, int | None, int | None]
"""Earliest start, latest start, earliest end, latest end: days since 1970-01-01, None = open."""

EVER = 10**7
"""A day that lies before, or behind, all that a date can say."""

FORMS = (
    "Write 2004-05-15, 2004-05, 2004, 2004-05-15/2004-08-15 or [2004-05-15..2004-08-07]; "
    "a date may end in ~ for about, ? for uncertain, % for both."
)


class DateError(ValueError):
    """A text that is not a date we read: says which, why, and how to mend it."""


@dataclass(frozen=True)
class Date:
    """A date as it was written, and what it says about start and end.

    `days` are earliest start, latest start, earliest end, latest end, in days since 1970-01-01,
    None where open. When none is open, neither start is later than the end of the same rank and
    neither earliest day is later than the latest.
    """

    text: str
    days: Days


def parse_date(text: str, approximate_days: int = 7) -> Date:
    """What a date says about start and end; DateError if it is not of our subset of EDTF.

    With [first, last] the days that a day, month or year covers:

    - `x` and `[x..y]` are one day, not known which: start and end both lie in [first, last].
      For a single day all four are that day.
    - `x/y` lasted: the start lies in x, the end in y; an open end gives two None.
    - `~` widens that end by `approximate_days` both ways; `?` leaves the days as they are.
    - Nothing ends before it starts, so `2004-05-20/2004-05` ends on 20 May at the earliest.

    So whoever shows a departure can say of each day: before the earliest start it has not begun,
    after the latest end it is over, from latest start to earliest end it is under way, and on any
    other day it is uncertain which. An open day is before and after nothing.
    """
    written = _read(text)
    start, end = written.start, written.end
    if start and end and start.first > end.last:
        raise DateError(f'"{text}": ends before it starts. Swap the two, or mend one of them.')
    earliest_start, latest_start = _widened(start, approximate_days)
    earliest_end, latest_end = _widened(end, approximate_days)
    if not written.lasted:
        return Date(text, (earliest_start, latest_end, earliest_start, latest_end))
    return Date(
        text,
        (
            earliest_start,
            _limited(latest_start, min, latest_end),
            _limited(earliest_end, max, earliest_start),
            latest_end,
        ),
    )


def is_date(text: str) -> bool:
    """Whether `parse_date` reads it."""
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def hull(dates: Iterable[Date]) -> Days:
    """The days that hold whichever of the rival `dates` is right; at least one must be given.

    The least of the earliest and the greatest of the latest days; an open one stays open. But an
    end that never comes (`x/..`) is later than any: it is the earliest end only where all say so.
    """
    start, late_start, end, late_end = zip(*(date.days for date in dates), strict=True)
    comes = (known is not None or begun is None for known, begun in zip(end, start, strict=True))
    ends = tuple(compress(end, comes))
    return (
        _extreme(min, start),
        _extreme(max, late_start),
        _extreme(min, ends) if ends else None,
        _extreme(max, late_end),
    )


def date_words(date: Date, language: str = "en") -> str:
    """The date in words, to stand in a sentence or a table: "c. 7 August 2004", "13–14 May 2004".

    In English where we have no words for the language.
    """
    say = WORDS.get(language, WORDS["en"])
    written = _read(date.text)
    start, end = written.start, written.end
    if start and end:
        last = _point_words(end, say)
        if start == end:
            return last
        shape = "lasted" if written.lasted else "between"
        if written.lasted and _share(start, end) == "month" and not start.mark + end.mark:
            shape = "days"
        return say[shape].format(_point_words(start, say, _share(start, end)), last)
    if start:
        return say["from" if written.lasted else "after"].format(_point_words(start, say))
    assert end  # noqa: S101 - _read refuses a date without either
    return say["until" if written.lasted else "before"].format(_point_words(end, say))


def day_number(iso_day: str) -> int:
    """Days from 1970-01-01 to a day written as 2004-05-15; DateError if it is anything else."""
    point = _point(iso_day, iso_day)
    if not point.day or point.mark:
        raise DateError(f'"{iso_day}": not a day. Write a day as 2004-05-15.')
    return point.first


def iso(day: int) -> str:
    """Days since 1970-01-01 as 2004-05-15; DateError outside the years -9999 to 9999."""
    year, behind = year_of(day)
    if abs(year) > 9999:
        raise DateError(f"day {day} lies outside the years -9999 to 9999.")
    return f"{'-' if year < 0 else ''}{abs(year):04}{behind}"


WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "months": "January February March April May June "
        "July August September October November December",
        "day": "{day} {month} {year}",
        "month": "{month} {year}",
        "year": "{year}",
        "day of the month": "{day}",
        "day of the year": "{day} {month}",
        "month of the year": "{month}",
        "bc": "{} BC",
        "~": "c. {}",
        "?": "perhaps {}",
        "%": "perhaps c. {}",
        "lasted": "{} to {}",
        "days": "{}–{}",
        "between": "between {} and {}",
        "from": "from {}",
        "until": "until {}",
        "after": "{} or later",
        "before": "{} or earlier",
    },
}
"""How dates are worded, by language. Each has the same keys; `months` is twelve words."""


class _Point(NamedTuple):
    """A day, month or year as written; `month` and `day` are 0 where left out."""

    year: int
    month: int
    day: int
    mark: str

    @property
    def first(self) -> int:
        return day_of(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        month = self.month or 12
        return day_of(self.year, month, self.day or month_length(self.year, month))

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"


class _Written(NamedTuple):
    """What stands in a text: at least one end, and whether it lasted or is one unknown day."""

    start: _Point | None
    end: _Point | None
    lasted: bool


POINT = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)


def _read(text: str) -> _Written:
    if text.startswith("[") and text.endswith("]"):
        start, dots, end = text[1:-1].partition("..")
        if not dots or not start + end:
            raise DateError(f'"{text}": a bracket holds two dates, as [2004-05-15..2004-08-07].')
        if mark := re.search(r"[~?%]", text):
            raise DateError(
                f'"{text}": a bracket is uncertain as it stands. Leave out the {mark[0]}.'
            )
        return _Written(
            _point(start, text) if start else None, _point(end, text) if end else None, lasted=False
        )
    start, slash, end = text.partition("/")
    if not slash:
        point = _point(text, text)
        return _Written(point, point, lasted=False)
    if start == end == "..":
        raise DateError(f'"{text}": open at both ends, which says nothing. Leave it empty.')
    return _Written(
        None if start == ".." else _point(start, text),
        None if end == ".." else _point(end, text),
        lasted=True,
    )


def _point(part: str, text: str) -> _Point:
    match = POINT.fullmatch(part)
    if not match:
        raise DateError(f'"{text}": not a date we read. {_suggestion(text)}')
    year, month, day = (int(number or 0) for number in match.groups()[:3])
    if match[1] == "-0000":
        raise DateError(f'"{text}": there is no year -0000. 1 BC is 0000, 44 BC is -0043.')
    if match[2] and not 1 <= month <= 12:
        raise DateError(
            f'"{text}": there is no month {match[2]}; months are 01 to 12. '
            "The order is year, month, day."
        )
    days = month_length(year, month or 1)
    if match[3] and not 1 <= day <= days:
        name = WORDS["en"]["months"].split()[month - 1]
        raise DateError(f'"{text}": {name} {year} has {days} days.')
    return _Point(year, month, day, match[4])


def _suggestion(text: str) -> str:
    """The date that was most likely meant, if it takes only noughts, dashes, dots and spaces."""
    plain = re.sub(r"\s+", "", text)
    plain = re.sub(r"^/", "../", re.sub(r"/$", "/..", plain))
    for sign in "-/":
        likely = re.sub(r"(?<=-)(\d)(?!\d)", r"0\1", re.sub("[‐‑‒–—−]", sign, plain))
        with suppress(DateError):
            if likely != text:  # else we would ask ourselves again
                return f'Write "{parse_date(likely).text}".'
    return FORMS


def _widened(point: _Point | None, approximate_days: int) -> tuple[int | None, int | None]:
    if point is None:
        return None, None
    by = approximate_days if point.mark in ("~", "%") else 0
    return point.first - by, point.last + by


def _limited(day: int | None, choose: Callable[[int, int], int], limit: int | None) -> int | None:
    """The day, or the limit if it lies beyond it. An open day stays open."""
    return day if day is None or limit is None else choose(day, limit)


def _extreme(choose: Callable[[list[int]], int], days: tuple[int | None, ...]) -> int | None:
    known = [day for day in days if day is not None]
    return choose(known) if len(known) == len(days) else None


def _share(start: _Point, end: _Point) -> str:
    """What the first of two dates leaves to the second to say: month and year, the year, or ''."""
    if start.year != end.year or "year" in (start.precision, end.precision):
        return ""
    if start.month != end.month:
        return "year"
    return "month" if start.precision == end.precision == "day" else ""


def _point_words(point: _Point, say: Mapping[str, str], shared: str = "") -> str:
    shape = f"{point.precision} of the {shared}" if shared else point.precision
    month = say["months"].split()[point.month - 1] if point.month else ""
    year = point.year if point.year > 0 else say["bc"].format(1 - point.year)
    plain = say[shape].format(day=point.day, month=month, year=year)
    return say[point.mark].format(plain) if point.mark else plain
