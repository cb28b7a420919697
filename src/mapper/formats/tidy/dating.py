"""Columns of dates → EDTF: what the whole column says decides what one date leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mapper.formats.many import ABSENT, Many, cells, place_of
from mapper.formats.source import Record, part_of
from mapper.formats.tidy.calendars import CALENDARS, YEARS, converted
from mapper.formats.tidy.written import Written, written
from mapper.jsontext import brief
from mapper.model import Days, date_words, parse_date
from mapper.problems import Problem, guess

FAR = 100
"""Years outside the atlas's period from which a column may be of another calendar."""

_EMPTY = (None, "")
_PERSIAN, _THAI = r"[\u06f0-\u06f9]", r"[\u0e50-\u0e59]"


@dataclass
class Dates:
    """Reads the columns of dates of records, and knows the first and the last.

    `last` holds those of the record that was read last; `problems` what is wrong with a column as
    a whole, and then nothing is said of its rows; `notes` how they were read.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: dict[str, Mapping[object, str]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    def read(self, record: Record, file: str) -> Iterator[Problem]:
        """What is wrong with the dates of a record; `last` holds those that were read."""
        self.last = {}
        for column in self.columns:
            value = record.properties.get(column)
            if value in _EMPTY:
                continue
            if date := self.date(column, value):
                self.last[column] = date
            else:
                yield _no_date(value, part_of(record.place, column), file)

    def date(self, column: str, value: object) -> str:
        """What a value of a column says, in EDTF; empty if that is none."""
        return self.columns[column].get(_key(value), "")

    def column(self, name: str, values: list[Any]) -> list[Any]:
        """A column with its dates, if it is one of dates; what is none stays as it is."""
        if name not in self.columns:
            return values
        return [
            value if value is ABSENT or value in _EMPTY else self.date(name, value) or value
            for value in values
        ]

    def wrong(self, records: Many, file: str) -> Iterator[tuple[int, list[Problem]]]:
        """What `read` finds wrong, of very many records: the row, and what."""
        for name in self.columns:
            for row, value in enumerate(cells(records, name)):
                if value not in _EMPTY and not self.date(name, value):
                    yield row, [_no_date(value, part_of(records.places[row], name), file)]

    @property
    def range(self) -> tuple[str, str] | None:
        known = {date for dates in self.columns.values() for date in dates.values() if date}
        return (min(known, key=_first), max(known, key=_last)) if known else None


def dates_of(
    records: Sequence[Record],
    columns: Iterable[str],
    file: str,
    calendar: str | None = None,
    period: Days | None = None,
) -> Dates:
    """How the columns of the records are read.

    Args:
        calendar: that of the dates, of `CALENDARS`; None is Gregorian, where nothing speaks
            against it.
        period: that of the atlas, in days.
    """
    found = Dates()
    if calendar is not None and calendar not in CALENDARS:
        mend = guess(calendar, CALENDARS) or f"There are {', '.join(CALENDARS)}."
        found.problems.append(Problem(file, "--calendar", f'no calendar "{calendar}".', mend))
        return found
    if calendar is not None and not (columns := tuple(columns)):
        mend = "Name the column of the dates with --date."
        found.problems.append(Problem(file, "--calendar", "no dates are read.", mend))
    for column in columns:
        read: dict[object, Written] = {}
        places: dict[object, str] = {}
        for row, value in enumerate(cells(records, column)):
            if (key := _key(value)) in places or value in _EMPTY:
                continue
            places[key] = place_of(records, row)
            if date := written(value):
                read[key] = date
        wrong = _either_order(read) or (None if calendar else _other_calendar(read, period))
        if wrong:
            at, what, mend = wrong
            found.problems.append(Problem(file, part_of(places[at], column), what, mend))
            continue
        if any(each.open and each.month > 12 for each in read.values()):
            read = {key: each.turned if each.open else each for key, each in read.items()}
        used = calendar or "gregorian"
        dates = {key: converted(each, used) for key, each in read.items()}
        found.columns[column] = dates
        found.notes += _notes(column, read, dates, used)
    return found


def _no_date(value: object, place: str, file: str) -> Problem:
    mend = "Write 2004-05-15, 2004-05 or 2004; 44 BC or -0043; about 1740 is 1740~."
    return Problem(file, place, f"{brief(value)} is not a date.", mend)


def _key(value: object) -> object:
    return value if isinstance(value, str | int | float) else brief(value)


Wrong = tuple[object, str, str]
"""A value of a column, what is wrong with all of them, how to mend it."""


def _either_order(read: Mapping[object, Written]) -> Wrong | None:
    """Of 5/6/1740 the whole column says which is the month: a 13 or more anywhere does."""
    days = [key for key, each in read.items() if each.open and each.day > 12]
    months = [key for key, each in read.items() if each.open and each.month > 12]
    if days and months:
        what = f"{brief(days[0])} has the day first, {brief(months[0])} the month."
        return months[0], what, "Write all alike, or with the year first: 1740-05-06."
    at = next((key for key, each in read.items() if each.open), None)
    if at is None or days or months:
        return None
    one, two = converted(read[at], "gregorian"), converted(read[at].turned, "gregorian")
    what = f"{brief(at)} is {one} or {two}: no date of the column says which."
    return at, what, f"Write the year first, {one} or {two}, or the months in words."


def _other_calendar(read: Mapping[object, Written], period: Days | None) -> Wrong | None:
    """Years far from the atlas's period that would fit it in another calendar, its digits, and
    its months in words are of that calendar: nobody else can know."""
    years = [each.year for each in read.values()]
    if not years:
        return None
    first, last = _years(period)
    texts = "".join(map(str, read))
    for calendar, shift in YEARS.items():
        digits = _PERSIAN if calendar == "solar-hijri" else _THAI
        theirs = all(1200 <= year + shift <= 2100 for year in years) and (
            bool(re.search(digits, texts)) and not all(first <= year <= last for year in years)
        )
        named = calendar == "solar-hijri" and any(each.solar for each in read.values())
        away = max(years) < first - FAR or min(years) > last + FAR
        fits = min(years) + shift >= first - FAR / 4 and max(years) + shift <= last + FAR / 4
        if not (named or theirs or (period and away and fits)):
            continue
        at = next(iter(read))
        theirs_is, ours = converted(read[at], calendar), converted(read[at], "gregorian")
        name = CALENDARS[calendar]
        what = f"looks {name}: {brief(at)} is {_said(theirs_is)} then, {_said(ours)} if Gregorian."
        return at, what, f"Say which: --calendar {calendar}, or --calendar gregorian."
    return None


def _years(period: Days | None) -> tuple[int, int]:
    first, last = (period[0], period[3]) if period else (None, None)
    # Days to years: to one more or less, which is near enough here.
    return (
        -10_000 if first is None else 1970 + round(first / 365.2425),
        10_000 if last is None else 1970 + round(last / 365.2425),
    )


def _said(date: str) -> str:
    return date_words(parse_date(date)) if date else "no day"


def _notes(
    column: str, read: Mapping[object, Written], dates: Mapping[object, str], calendar: str
) -> Iterator[str]:
    """How a column was read, with an example of each."""

    def example(keys: Iterable[object]) -> str:
        return next((f"{brief(key)} is {_said(dates[key])}" for key in keys if dates[key]), "")

    if calendar != "gregorian" and (said := example(read)):
        yield f'Took dates of "{column}" for {CALENDARS[calendar]}: {said}.'
    if said := example(key for key, each in read.items() if each.open):
        yield f'Took the order of day and month from all dates of "{column}": {said}.'
    if said := example(key for key in read if re.match(r"\s*[-−]", str(key))):
        yield f"Counted years before Christ as EDTF does, with a year 0: {said}."


def _first(date: str) -> float:
    day = parse_date(date).days[0]
    return float("inf") if day is None else day


def _last(date: str) -> float:
    day = parse_date(date).days[3]
    return float("-inf") if day is None else day
