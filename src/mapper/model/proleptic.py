"""The Gregorian calendar in both directions without end: days since 1970-01-01, and a year 0."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

EPOCH = date(1970, 1, 1).toordinal()

CYCLE = 146_097
"""Days of 400 years, after which the calendar repeats itself: Python's begins with the year 1."""


def day_of(year: int, month: int, day: int) -> int:
    cycles, of_cycle = divmod(year - 1, 400)
    return date(of_cycle + 1, month, day).toordinal() + cycles * CYCLE - EPOCH


def month_length(year: int, month: int) -> int:
    return monthrange((year - 1) % 400 + 1, month)[1]


def year_of(day: int) -> tuple[int, str]:
    """The year of a day, and what stands behind it in ISO 8601: -05-15."""
    cycles, rest = divmod(day + EPOCH - 1, CYCLE)
    found = date.fromordinal(rest + 1)
    return found.year + 400 * cycles, found.isoformat()[4:]
