"""From when until when each row of a frame is there, as `date`, `start` and `end` say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.frames.dated import Dates, Ints, dates_of
from mapper.frames.rows import Rows, names_of_index, series_of
from mapper.frames.said import Notes, counted, no_column, wrong
from mapper.model import (
    EVER,
    MISSING,
    Column,
    StatesEntry,
    When,
    column,
    date_words,
    day_number,
    iso,
    parse_date,
    texts,
)

NAMED = 5
"""So many rows are named in a warning."""

ENDS = day_number("-9999-01-01"), day_number("9999-12-31")
"""Days that can be written lie between them: what is about the last year may reach beyond."""

ALWAYS = "2000-01-01"
"""A day that stands where an open date has to name one."""


@dataclass(frozen=True, eq=False)
class Lifetimes:
    """First and last day of n rows, both (n,), `EVER` where open, and the dates that say so.

    `spoken`: column → its dates, of those that records tell in words: without a time of day.
    """

    first: Ints
    last: Ints
    came: Dates
    went: Dates
    spoken: Mapping[str, Dates]

    def words(self, name: str, rows: Any) -> Column:
        """What records of these rows say of a column of `spoken`."""
        dates = self.spoken[name]
        codes = dates.codes[rows].tolist()
        words = {code: date_words(parse_date(dates.texts[code])) for code in {*codes} - {-1}}
        return column([words.get(code, MISSING) for code in codes])

    def properties(self, rows: Any, when: When) -> dict[str, Column]:
        """What marks of these rows have besides their columns; records do not show it."""
        return {
            str(when.start): _texts(self.came, self.first, rows, "../{}"),
            str(when.end): _texts(self.went, self.last, rows, "{}/.."),
        }

    def days(self, rows: Any) -> tuple[Ints, Ints]:
        """The first and the last day of each of these rows."""
        return self.first[rows], self.last[rows]


STATES = StatesEntry(are="passing")
"""What is over is not on the map any more."""


def when_beside(columns: Collection[str]) -> When:
    """Names of properties that say when a mark is there, and are no column's."""
    found = {}
    for key, name in (("from", "came"), ("until", "went")):
        while name in columns:
            name += " "
        found[key] = name
    return When.model_validate(found)


def lifetimes(
    rows: Rows, date: Any, start: Any, end: Any, language: str, notes: Notes
) -> Lifetimes | None:
    """When the rows of a frame are there; None where nobody asked, or no row says.

    A year or a month is the whole of it, unless it is marked as vague (~ ? %, or in brackets).
    What has no date is always there, and so is what ends before it begins; both are said.

    Args:
        date: a column, or values: there on that day, or in that time.
        start, end: the same: there from the first day of the one to the last of the other.

    Raises:
        MapperError: a column is not there, values are no dates, or `date` and others are given.
    """
    if date is None and start is None and end is None:
        return None
    if date is not None and (start is not None or end is not None):
        mend = "Give date for what is of one day or time, start and end for what begins and ends."
        raise wrong("date", "start and end say the same in other words.", mend)
    spoken: dict[str, Dates] = {}
    came, went = (
        _dates(rows, asked, place, spoken)
        for asked, place in (
            (date if start is None else start, "date" if start is None else "start"),
            (date if end is None else end, "date" if end is None else "end"),
        )
    )
    first, last = came.days(end=False), went.days(end=True)
    without = came.missing & went.missing
    if without.all():
        notes.say("No row has a date: the page has no time.")
        return None
    if without.any():
        said = counted(int(without.sum()), "row has no date: it is", "rows have no date: they are")
        notes.say(f"{said} always there.")
    turned = np.flatnonzero(last < first)
    if len(turned):
        said = counted(len(turned), "row ends before it begins", "rows end before they begin")
        notes.say(f"{said}, and {_are(len(turned))} always there: {_named(rows, turned)}.")
        first[turned], last[turned] = -EVER, EVER
    # In other languages than English dates have no words yet: 1990-05 is read in all.
    return Lifetimes(first, last, came, went, spoken if language == "en" else {})


def period_of(spans: Sequence[tuple[Ints, Ints]]) -> tuple[int, int, int] | None:
    """First and last day of what has days, and the one to open on: on which the most is there."""
    if not spans:
        return None
    first, last = (np.concatenate([each[at] for each in spans]) for at in (0, 1))
    known = np.concatenate([first[first > -EVER], last[last < EVER]])
    if not len(known):
        return None
    least, most = (int(day) for day in np.clip((known.min(), known.max()), *ENDS))
    turns = np.unique(first.clip(least, most))
    there = np.searchsorted(np.sort(first), turns, "right") - np.searchsorted(np.sort(last), turns)
    return least, most, int(turns[there.argmax()])


def _dates(rows: Rows, asked: Any, place: str, spoken: dict[str, Dates]) -> Dates:
    """The dates that a column or values hold; none where nothing was asked."""
    if asked is None:
        return Dates((), np.full(len(rows.table), -1, np.int64))
    if not isinstance(asked, str):
        return dates_of(_series(rows, asked, place), place)
    if asked not in rows.columns:
        raise no_column(place, asked, rows.columns)
    found = dates_of(rows.table[asked], place)
    if not found.hours:
        spoken[asked] = found
    return found


def _series(rows: Rows, values: Any, place: str) -> Any:
    try:
        length = len(values)
    except TypeError:
        raise wrong(place, f"is {type(values).__name__}, not a column nor values.") from None
    if length != len(rows.table):
        raise wrong(place, f"has {length:,} dates for {len(rows.table):,} rows.", "Give one a row.")
    return series_of(values, rows.table)


def _texts(dates: Dates, days: Ints, rows: Any, open: str) -> Column:
    """A date for each of these rows: as it was written if it is vague, else its day."""
    found = []
    for day, code in zip(days[rows].tolist(), dates.codes[rows].tolist(), strict=True):
        if abs(day) >= EVER:
            found.append(open.format(ALWAYS))
        else:
            text = dates.texts[code]
            found.append(text if _is_vague(text) else iso(day))
    return texts(found)


def _is_vague(text: str) -> bool:
    return bool(set("~?%[") & set(text))


def _named(rows: Rows, which: NDArray[np.int64]) -> str:
    names = names_of_index(rows.table.index[which[:NAMED]])
    more = f" and {len(which) - NAMED:,} more" if len(which) > NAMED else ""
    return ", ".join(names) + more


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
