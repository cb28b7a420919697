"""Which column of foreign records is the name, which is a date, which are worth showing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from mapper.formats.decode.called import called, plain
from mapper.formats.many import cells
from mapper.formats.source import Record
from mapper.formats.tidy.written import edtf, written
from mapper.messages import columns as names_of
from mapper.messages import ranked_words

NAMES = names_of("name")
"""Columns that look like a name, the best first; capitals do not matter."""

ELSE = names_of("maybe-name")
"""Columns that hold names where no column looks like one."""

SHORT = 60
"""Letters that a name has at most, where any column may hold them."""

DATES = ranked_words("date")
"""Columns that look like a date, if what stands in them can be read as dates."""

OWN: Mapping[str, Callable[[Any], bool]] = {
    "kind": lambda value: isinstance(value, str),
    "province": lambda value: isinstance(value, str),
    "also": lambda value: isinstance(value, str | list),
    "position": lambda value: isinstance(value, str),
    "precision": lambda value: isinstance(value, str) and bool(re.fullmatch(r"[a-z]+", value)),
    "precision_km": lambda value: type(value) in (int, float),
    "rank": lambda value: type(value) is int and 1 <= value <= 6,
}
"""Columns that the map reads for itself, and what it can read there."""

PLAIN = frozenset({*OWN, "id", "fid", "gid", "objectid", "ogc_fid", "look"})
"""Columns that are neither a name nor worth showing."""

SAMPLE = 2000
"""Records that are looked at for a guess."""

POPUP = 6
"""The most columns that are guessed to be worth showing."""


def name_columns(records: Sequence[Record], known: Iterable[str], label: str | None) -> list[str]:
    """The columns to look for a name in, the best first.

    If none looks like a name, it is the first that is called after a kind of place, or else holds
    a short text in every row, and in every row another.
    """
    if label is not None:
        return [label]
    known = tuple(known)
    if found := called(known, NAMES):
        return found
    texts = (key for key in known if key.casefold() not in PLAIN and _tells_apart(records, key))
    return called(known, ELSE)[:1] or list(islice(texts, 1))


def _tells_apart(records: Sequence[Record], key: str) -> bool:
    """Whether the column holds in every row a short text that stands in no other."""
    seen: set[str] = set()
    for value in cells(records, key):
        text = value.strip() if isinstance(value, str) else ""
        if not text[:1].isalpha() or len(text) > SHORT or "://" in text or text in seen:
            return False
        seen.add(text)
    return len(seen) > 1


def date_column(records: Sequence[Record], known: Iterable[str]) -> str:
    """The column that looks like a date and holds nothing else; empty if there is none."""
    for key in called(known, DATES):
        values = [value for value in _values(records, key) if value not in (None, "")]
        if values and all(map(written, values)):
            return key
    return ""


def popup_columns(
    records: Sequence[Record], known: Iterable[str], told: Sequence[str] = ()
) -> tuple[str, ...]:
    """Columns that are worth showing: filled in half of the records, plain, not all the same.

    First come those of `told`, however few records have them. Left out are names, which stand
    above, what the map reads for itself, and ids.
    """
    taken = {*map(plain, (*NAMES, *PLAIN)), "now", "badge"}
    found = []
    for key in known:
        values = [value for value in _values(records, key) if value not in (None, "")]
        flat = all(isinstance(value, str | int | float) for value in values)
        enough = len(values) * 2 >= min(len(records), SAMPLE)
        varied = len(records) == 1 or len(set(map(str, values))) > 1
        if flat and enough and varied and key.isprintable() and not _is_taken(key, taken):
            found.append(key)
    first = [key for key in told if key in known and not _is_taken(key, taken)]
    return tuple(dict.fromkeys((*filter(str.isprintable, first), *found[:POPUP])))


def as_date(value: object) -> str:
    """A date in EDTF, as other programs write dates; empty if it is none, or not clear which."""
    date = written(value)
    return edtf(date) if date and not date.open else ""


def _values(records: Sequence[Record], key: str) -> Iterable[Any]:
    return cells(records, key, SAMPLE)


def _is_taken(key: str, taken: Collection[str]) -> bool:
    folded = key.casefold()
    return plain(key) in taken or bool(re.fullmatch(r"name_[a-z]{2,3}", folded))
