"""Dates of other calendars → Gregorian ones, in EDTF."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

from mapper.formats.tidy.written import POINT, Written, edtf
from mapper.model import day_number, iso

CALENDARS: Mapping[str, str] = {
    "gregorian": "Gregorian",
    "solar-hijri": "Solar Hijri",
    "buddhist": "Thai Buddhist",
    "julian": "Julian",
}
"""What `--calendar` may say → what the calendar is called."""

YEARS: Mapping[str, int] = {"solar-hijri": 621, "buddhist": -543}
"""What to add to a year for the Gregorian one, to the year; of those told by their years."""


Length = Callable[[int, int], int]


def converted(date: Written, calendar: str) -> str:
    """The Gregorian date in EDTF; empty if the calendar has no such day.

    A month or a year is some day of those it covers, [first..last]: they are not a Gregorian one.
    As EDTF has no word for about such a span, one with a mark is none; and of a span that was
    written in EDTF, the ends have to be days.
    """
    if calendar == "gregorian":
        return edtf(date)
    if date.edtf:
        points = list(POINT.finditer(date.edtf))
        if any(point[3] is None for point in points):
            return ""
        text = POINT.sub(lambda point: _point(point, calendar), date.edtf)
        return edtf(date._replace(edtf=text))
    if calendar == "buddhist":
        return edtf(date._replace(year=date.year + YEARS["buddhist"]))
    day_of, length = _system(calendar)
    month, last = date.month or 1, date.month or 12
    try:
        if not 1 <= month <= 12 or not 0 <= date.day <= length(date.year, month):
            return ""
        first = day_of(date.year, month, date.day or 1)
        if date.day:
            return edtf(Written(0, edtf=first + date.mark))
        end = day_of(date.year, last, length(date.year, last))
    except ValueError:  # a year for which nobody has reckoned it
        return ""
    return "" if date.mark else edtf(Written(0, edtf=f"[{first}..{end}]"))


def _point(point: re.Match[str], calendar: str) -> str:
    year, month, day, mark = point.groups()
    return converted(Written(int(year), int(month), int(day), mark), calendar)


def _system(calendar: str) -> tuple[Callable[[int, int, int], str], Length]:
    """What makes a Gregorian day, in EDTF, of a day; and how many days a month has."""
    if calendar == "julian":
        return _julian_day, _julian_length
    from convertdate import persian  # type: ignore[import-untyped]  # here: few files need it

    def day(*parts: int) -> str:
        return Written(*persian.to_gregorian(*parts)).text

    return day, persian.month_length


def _julian_day(year: int, month: int, day: int) -> str:
    """1 January of the year 1 was 30 December of the year before."""
    before = sum(_julian_length(year, each) for each in range(1, month))
    since = 365 * (year - 1) + (year - 1) // 4 + before + day - 1
    return iso(day_number("0000-12-30") + since)


def _julian_length(year: int, month: int) -> int:
    return 29 if month == 2 and year % 4 == 0 else monthrange(2001, month)[1]
