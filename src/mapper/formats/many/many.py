"""Records as columns, and what reads a column of any sequence of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, Final, overload

import numpy as np

from mapper.formats.many.shapes import Shapes
from mapper.formats.source import Record

Places = Sequence[str]


class Absent:
    """Stands in a column where a record does not have that property."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(frozen=True, eq=False)
class Numbered(Sequence[str]):
    """Places in a file that differ by a number alone: `row 2`, `features[1]`."""

    before: str
    numbers: Sequence[int]
    after: str = ""

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [f"{self.before}{each}{self.after}" for each in self.numbers[index]]
        return f"{self.before}{self.numbers[index]}{self.after}"

    def picked(self, stays: Iterable[bool]) -> Numbered:
        """Some of them."""
        return Numbered(self.before, [*compress(self.numbers, stays)], self.after)


@dataclass(frozen=True, eq=False)
class Many(Sequence[Record]):
    """n records. A column holds a value a record, `ABSENT` where it does not have that property.

    Where they stand in `columns` is how the properties of each record follow one another. `ids` is
    what each calls its id; None where none of them has one.
    """

    places: Places
    ids: Sequence[Any] | None
    columns: Mapping[str, list[Any]]
    shapes: Shapes

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        id = self.ids[index] if self.ids is not None else None
        return Record(self.places[index], id, self.properties(index), self.shapes[index])

    def properties(self, index: int) -> dict[str, Any]:
        """Those of one record."""
        return {
            name: value
            for name, column in self.columns.items()
            if (value := column[index]) is not ABSENT
        }

    @cached_property
    def gaps(self) -> frozenset[str]:
        """The columns that some record does not have."""
        return frozenset(name for name, each in self.columns.items() if ABSENT in each)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns as they first stand: those of the first record, what the second adds, …"""
        first = {
            name: next(row for row, value in enumerate(column) if value is not ABSENT)
            for name, column in self.columns.items()
        }
        return tuple(sorted(first, key=first.__getitem__))


def columns(records: Iterable[Record]) -> tuple[str, ...]:
    """The names of all columns, in the order in which they first stand."""
    if isinstance(records, Many):
        return records.names
    found: dict[str, Any] = {}
    for record in records:
        found |= record.properties
    return tuple(found)


def cells(records: Sequence[Record], name: str, most: int | None = None) -> list[Any]:
    """A column: a value a record, of the first `most` of them; None where there is none."""
    if not isinstance(records, Many):
        return [record.properties.get(name) for record in records[:most]]
    column = records.columns.get(name)
    if column is None:
        return [None] * len(records[:0] if most == 0 else range(len(records))[:most])
    if most is not None:
        column = column[:most]
    if name in records.gaps:
        return [None if value is ABSENT else value for value in column]
    return column


def given_ids(records: Sequence[Record]) -> list[Any]:
    """What each record calls its id, beside its properties or among them."""
    own = cells(records, "id")
    if isinstance(records, Many):
        if records.ids is None:
            return own
        ids: Iterable[Any] = records.ids
    else:
        ids = (record.id for record in records)
    return [other if id is None else id for id, other in zip(ids, own, strict=True)]


def places_of(records: Sequence[Record]) -> Iterable[str]:
    """Where each record stands in the file."""
    return records.places if isinstance(records, Many) else (each.place for each in records)


def place_of(records: Sequence[Record], row: int) -> str:
    """Where a record stands in the file."""
    return records.places[row] if isinstance(records, Many) else records[row].place


def replaced(
    records: Many, found: Mapping[str, list[Any]], ids: Sequence[Any] | None = None
) -> Many:
    """The records with other columns, and other ids if any are given.

    Of a column without any value nothing stays.
    """
    filled = {
        name: column for name, column in found.items() if any(each is not ABSENT for each in column)
    }
    return Many(records.places, records.ids if ids is None else ids, filled, records.shapes)


def picked(records: Sequence[Record], stays: Sequence[bool]) -> Sequence[Record]:
    """Some of the records, in their order."""
    if not isinstance(records, Many):
        return tuple(compress(records, stays))
    rows = np.flatnonzero(np.array(stays, bool))
    places = records.places
    kept = {name: [*compress(column, stays)] for name, column in records.columns.items()}
    few = Many(
        places.picked(stays) if isinstance(places, Numbered) else [*compress(places, stays)],
        None if records.ids is None else [*compress(records.ids, stays)],
        kept,
        records.shapes.picked(rows),
    )
    return replaced(few, kept)
