"""Columns of dates of every type → EDTF, and the first and the last day that each may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.frames.said import wrong
from mapper.model import EVER, MISSING, is_date, parse_date

Ints = NDArray[np.int64]

FIRST, LAST = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")

_HOUR = re.compile(r"(-?\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*", re.ASCII)
"""An ISO day with a time of day behind it."""

SHOWN = 3
"""So many values that are no dates are named."""


@dataclass(frozen=True, eq=False)
class Dates:
    """The dates of a column: each different one once, in EDTF, and which of them each row has.

    `codes` is (n,), -1 where a row has none. `hours`: some say the time of day, too. `numbers`: the
    days since 1970-01-01 that the dates are, where all of them are days.
    """

    texts: tuple[str, ...]
    codes: Ints
    hours: bool = False
    numbers: Ints | None = None

    @property
    def missing(self) -> NDArray[np.bool_]:
        return self.codes < 0

    def column(self) -> list[Any]:
        """The text of each row."""
        words = [*self.texts, MISSING]
        return [words[code] for code in self.codes.tolist()]

    def days(self, end: bool) -> Ints:
        """(n,): the first day that each may mean, or the last; `EVER` where that is open."""
        ever = EVER if end else -EVER
        if self.numbers is not None:
            return np.append(self.numbers, ever)[self.codes]
        found = [parse_date(text).days[3 if end else 0] for text in self.texts]
        known = np.array([*(ever if day is None else day for day in found), ever], np.int64)
        return known[self.codes]


def dates_of(series: Any, place: str) -> Dates:
    """A series of pandas with datetimes, periods, days, EDTF or ISO 8601 as text, or whole years.

    A time with a zone is of the day that it is in that zone.

    Raises:
        MapperError: some of it is no date; `place` is what it is called by who asked.
    """
    import pandas as pd

    days = _days(series)
    if days is not None:
        return days
    try:
        codes, distinct = pd.factorize(series, use_na_sentinel=True)
    except TypeError as error:  # lists, tables
        raise wrong(place, "holds values that are no dates.") from error
    read = [_read(each) for each in distinct]
    strange = [str(each) for each, found in zip(distinct, read, strict=True) if found is None]
    if strange:
        more = f" and {len(strange) - SHOWN:,} more" if len(strange) > SHOWN else ""
        named = ", ".join(f'"{each}"' for each in strange[:SHOWN])
        what = f"{named}{more} cannot be read as dates."
        mend = (
            "Dates are datetimes, periods, years as whole numbers, or text as 2004-05-15, 2004-05, "
            "2004: pandas.to_datetime makes datetimes of many texts."
        )
        raise wrong(place, what, mend)
    texts = [text for text, _ in filter(None, read)]
    hours = any(hour for _, hour in filter(None, read))
    names = [text for text in dict.fromkeys(texts) if text]
    at = {text: number for number, text in enumerate(names)}
    lookup = np.array([*(at.get(text, -1) for text in texts), -1], np.int64)
    return Dates(tuple(names), lookup[codes], hours)


def _days(series: Any) -> Dates | None:
    """Datetimes as days, all at once; None where it is something else, or of no year we read."""
    import pandas as pd

    if isinstance(series.dtype, pd.DatetimeTZDtype):
        series = series.dt.tz_localize(None)
    if not isinstance(series.dtype, np.dtype) or series.dtype.kind != "M":
        return None
    times = series.to_numpy()
    days = times.astype("datetime64[D]")
    there = ~np.isnat(days)
    found, codes = np.unique(days[there], return_inverse=True)
    if len(found) and not (found[0] >= FIRST and found[-1] <= LAST):
        return None
    whole = np.full(len(days), -1, np.int64)
    whole[there] = codes
    texts = np.datetime_as_string(found, unit="D").tolist()
    hours = bool((times[there] != days[there]).any())
    return Dates(tuple(texts), whole, hours, found.astype(np.int64))


def _read(value: Any) -> tuple[str, bool] | None:
    """A value in EDTF, and whether it says the time of day; empty for nothing, None: no date."""
    import pandas as pd

    if isinstance(value, pd.Period):
        return _period(value)
    if isinstance(value, date):  # a datetime is one, and pandas' Timestamp
        hour = any(getattr(value, part, 0) for part in ("hour", "minute", "second", "microsecond"))
        return f"{value.year:04}-{value.month:02}-{value.day:02}", hour
    if isinstance(value, np.datetime64):
        text = str(value.astype("datetime64[D]"))
        return (text, bool(value != value.astype("datetime64[D]"))) if is_date(text) else None
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, int | float | np.number):
        number = float(value)
        fits = number.is_integer() and abs(number) <= 9999
        year = int(number) if fits else 0
        return (f"{'-' if year < 0 else ''}{abs(year):04}", False) if fits else None
    text = str(value).strip()
    timed = _HOUR.fullmatch(text)
    if timed:
        text = timed[1]
    return (text, bool(timed)) if not text or is_date(text) else None


def _period(value: Any) -> tuple[str, bool]:
    """A year, a month or a day; of another length its first day and its last."""
    first, last = (f"{each:%Y-%m-%d}".rjust(10, "0") for each in (value.start_time, value.end_time))
    if first == last:
        return first, False
    if first[5:] == "01-01" and last == f"{first[:4]}-12-31":
        return first[:4], False
    if first[:7] == last[:7] and first[8:] == "01" and value.start_time.is_month_start:
        whole = value.end_time.is_month_end
        return (first[:7] if whole else f"{first}/{last}"), False
    return f"{first}/{last}", False
