"""Texts of columns → numbers where a whole column holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mapper.formats.decode.headings import rows_of
from mapper.formats.decode.numbers import (
    Numbers,
    both,
    has_digit,
    is_text,
    numbers,
)
from mapper.formats.many import ABSENT, Many, cells, columns, replaced
from mapper.formats.source import Foreign, Record, Source
from mapper.messages import is_no_number
from mapper.problems import Problem

_MIDNIGHT = re.compile(r"-?\d{4,}-\d\d-\d\dT00:00(:00)?(\.0+)?(Z|\+00:00)?")


class Cells:
    """The columns of a file: name → its texts, one a row.

    Args:
        columns: all of them.
        source: the file they stand in.
        points: whether a point may be taken for the decimal sign, where no number tells.
        others: further texts of the file that may show what parts decimals in it.
        counts: how many numbers a column holds besides its texts.
    """

    def __init__(
        self,
        columns: dict[str, Sequence[str]],
        source: Source,
        points: bool = True,
        others: Iterable[str] = (),
        counts: Mapping[str, int] | None = None,
    ) -> None:
        counts = counts or {}
        self.columns = columns
        quantities = {name: texts for name, texts in columns.items() if not is_text(name)}
        found = {
            name: numbers(texts, (), counts.get(name, 0)) for name, texts in quantities.items()
        }
        self.assumed: dict[str, str] = {}
        if open := [name for name, each in found.items() if each and each.open]:
            signs = {sign for each in found.values() if each for sign in each.signs}
            hints = numbers(others)
            signs |= hints.signs if hints else frozenset()
            signs = {source.reading.decimal} if source.reading.decimal else signs
            for name in open:
                read = numbers(quantities[name], signs, counts.get(name, 0))
                if read and read.open and points and not any("," in text for text in columns[name]):
                    self.assumed[name] = read.open
                    read = numbers(quantities[name], ".", counts.get(name, 0))
                found[name] = read
        self.found = {name: each for name, each in found.items() if each}

    def values(self) -> Iterator[tuple[str, Sequence[Any]]]:
        """Each column with its numbers, or texts where it holds others; None if empty.

        The columns are given away one by one, and forgotten here.
        """
        for name in [*self.columns]:
            texts = self.columns.pop(name)
            each = self.found.get(name)
            read = each.read if each and not each.open else _days(texts)
            yield name, [*map(_Same(read or str).__getitem__, texts)]

    def notes(self, places: Sequence[int] | None = None) -> list[str]:
        """What was taken for no value, and for a decimal sign; and which stayed texts."""
        said = []
        for name, each in self.found.items():
            if each.none:
                shown = ", ".join(f'"{text}"' for text in each.none[:5])
                said.append(
                    f'Took {shown} in "{name}" for no value{self._at(name, each.none, places)}.'
                )
        for name, text in self.assumed.items():
            point, comma = both(text)
            said.append(
                f'Took the point in "{name}" for the decimal sign: "{text}" is {point:g}, and not'
                f" {comma:,}: --decimal."
            )
        return said

    def problems(self, file: str, places: Sequence[int] | None = None) -> list[Problem]:
        """Columns that might be numbers, if one knew which; and those in which some are ranges."""
        return [*self._open(file), *self._ranges(file, places)]

    def _open(self, file: str) -> Iterator[Problem]:
        for name, each in self.found.items():
            if each.open:
                point, comma = both(each.open)
                one, other = (f"{point:g}", f"{comma:g}")
                what = f'"{name}" stays text: "{each.open}" may be {one} or {other}.'
                mend = f"Say it: --decimal point for {one}, --decimal comma for {other}."
                yield Problem(file, "", what, mend, "warning")

    def _ranges(self, file: str, places: Sequence[int] | None) -> Iterator[Problem]:
        for name, each in self.found.items():
            if each.ranges:
                shown = ", ".join(f'"{text}"' for text in each.ranges[:5])
                more = f" and {len(each.ranges) - 5:,} more" if len(each.ranges) > 5 else ""
                stay = "stays" if len(each.ranges) == 1 else "stay"
                what = (
                    f'{shown}{more} in "{name}" {stay} text{self._at(name, each.ranges, places)}.'
                )
                mend = "The others are numbers. In a colour by numbers, these count as no value."
                yield Problem(file, "", what, mend, "warning")

    def _at(self, name: str, texts: Iterable[str], places: Sequence[int] | None) -> str:
        wanted = {*texts}
        at = [index for index, text in enumerate(self.columns[name]) if text in wanted]
        if places is None:
            return f" ({len(at):,} feature{'s' if len(at) > 1 else ''})"
        return f" ({rows_of([places[index] for index in at])})"


class _Same(dict[str, Any]):
    """Text → what it is read as, None where it is empty: equal cells as one value."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__({"": None})
        self.read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self.read(text)
        return value


def _days(texts: Iterable[str]) -> Callable[[str], str] | None:
    """How to read a column of days that programs write with midnight behind them."""
    if all(not text or _MIDNIGHT.fullmatch(text) for text in texts):
        return lambda text: text.partition("T")[0]
    return None


def with_numbers(foreign: Foreign, source: Source) -> Foreign:
    """The file with numbers for texts in properties that hold nothing else, but for names.

    What was recognised, and what is open, is said.
    """
    columns, counts = _texts(foreign.records)
    found = Cells({**columns}, source, counts=counts)
    readings = {key: each for key, each in found.found.items() if not each.open}
    return replace(
        foreign,
        records=_with(foreign.records, readings) if readings else foreign.records,
        notes=(*foreign.notes, *found.notes()),
        problems=(*foreign.problems, *found.problems(source.file)),
    )


def _with(records: Sequence[Record], readings: Mapping[str, Numbers]) -> Sequence[Record]:
    if not isinstance(records, Many):
        return tuple(replace(each, properties=_read(each.properties, readings)) for each in records)
    found = {**records.columns}
    for name in found.keys() & readings.keys():
        found[name] = [_number(value, readings[name]) for value in found[name]]
    return replaced(records, found)


def _texts(records: Sequence[Record]) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The texts of each property that holds nothing else but numbers; and how many of those."""
    texts: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for key in columns(records):
        values = [] if is_text(key) else cells(records, key)
        kinds = set(map(type, values))
        found = [value for value in values if type(value) is str] if str in kinds else []
        if found and kinds <= _NUMERIC and all(map(_may_be_number, {*found})):
            stripped = [value.strip() for value in found]
            if any(stripped):
                texts[key] = stripped
                counts[key] = sum(map({int, float}.__contains__, map(type, values)))
                first[key] = next(row for row, value in enumerate(values) if type(value) is str)
    return {key: texts[key] for key in sorted(texts, key=first.__getitem__)}, counts


_NUMERIC = {str, int, float, type(None)}


def _may_be_number(text: str) -> bool:
    return not text or has_digit(text) or is_no_number(text)


def _read(properties: Mapping[str, Any], readings: Mapping[str, Numbers]) -> dict[str, Any]:
    """The properties with their numbers; those that say that there is none are left out."""
    found = {
        key: _number(value, readings[key]) if key in readings else value
        for key, value in properties.items()
    }
    return {key: value for key, value in found.items() if value is not ABSENT}


def _number(value: Any, reading: Numbers) -> Any:
    """What a value says as a number, if it is text; `ABSENT` where there is none."""
    if not isinstance(value, str):
        return value
    found = reading.read(value.strip()) if value.strip() else None
    return ABSENT if found is None else found
