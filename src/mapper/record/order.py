"""In which order a record speaks: as it happened, then what is undated, last what is folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mapper.model import Date, Fact, FieldEntry
from mapper.record.entries import Entry

_NEVER = 10**9


def in_order(entries: Iterable[Entry], fields: Mapping[str, FieldEntry]) -> list[Entry]:
    """The entries by their first day, those of one day as the manifest's fields stand.

    What nobody disputes under one field is one entry, its claims in the order of time. Fields that
    are folded come last, whenever they were.
    """
    places = {field: place for place, field in enumerate(fields)}

    def key(entry: Entry) -> tuple[bool, float, int]:
        folded = is_folded(entry.field, fields)
        day = 0 if folded else min(map(_first_day, entry.claims))
        return folded, day, places.get(entry.field, len(places))

    return sorted(_joined(entries), key=key)


def earliest(entry: Entry) -> int | None:
    """The day, from 1970-01-01 on, that its first dated claim is of."""
    first = min(map(_first_day, entry.claims))
    return None if first == _NEVER else int(first)


def is_folded(field: str, fields: Mapping[str, FieldEntry]) -> bool:
    """Whether the manifest says that many readers pass over the field."""
    return field in fields and fields[field].fold


def surely(date: Date | None) -> str:
    """The days on which it surely holds: "6985", "6570/6985", or "6570/" if it has not ended."""
    if date is None:
        return ""
    earliest, start, end, latest = date.days
    if start is None:
        return ""
    if end is None:
        return f"{start}/" if latest is None and earliest is not None else ""
    return str(start) if start == end else f"{start}/{end}" if start < end else ""


def unsaid(date: Date | None) -> str:
    """EDTF of what is no plain day: a day can be read back from its words."""
    return "" if date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", date.text) else date.text


def _joined(entries: Iterable[Entry]) -> Iterator[Entry]:
    plain: dict[tuple[str, str], list[Fact]] = {}
    for entry in entries:
        if entry.disputed or entry.unknown:
            yield entry
        else:
            plain.setdefault((entry.subject, entry.field), []).extend(entry.claims)
    for (subject, field), claims in plain.items():
        yield Entry(subject, field, tuple(sorted(claims, key=_first_day)), False)


def _first_day(fact: Fact) -> float:
    """The middle of the days on which it may have begun: what was about the 11th is of the 11th."""
    date = fact.value_date or fact.date
    known = [day for day in date.days if day is not None] if date else []
    begun = [day for day in date.days[:2] if day is not None] if date else []
    return sum(begun) / len(begun) if begun else known[0] if known else _NEVER
