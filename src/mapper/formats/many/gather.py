"""Rows, piece by piece → records as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.formats.many.many import ABSENT, Many, Numbered, Places, picked, replaced
from mapper.formats.many.shapes import Shapes, gathered, shapes_of
from mapper.formats.source import Record
from mapper.model import MANY

PIECE = 5_000
"""Records that are made columns of at a time: what stands for them meanwhile fits into a cache."""

SPARSE = 8
"""Of so many cells one at least is filled, or columns would take more room than records."""


class Gatherer:
    """Takes rows in their order, and gives them back as columns."""

    def __init__(self) -> None:
        self.places: list[Places] = []
        self.ids: list[Any] = []
        self.columns: dict[str, list[Any]] = {}
        self.shapes: list[Shapes] = []
        self.pairs: dict[tuple[str, str], None] = {}
        self.count = self.filled = 0

    def add(
        self,
        places: Places,
        ids: Sequence[Any],
        properties: Sequence[Mapping[str, Any]],
        geometries: Sequence[Mapping[str, Any]],
    ) -> None:
        """Take n more, each with its place, id (or None), properties and geometry."""
        forms = [*dict.fromkeys(map(tuple, properties))]
        self.pairs.update(dict.fromkeys(chain.from_iterable(map(pairwise, forms))))
        for name in dict.fromkeys(chain.from_iterable(forms)):
            column = self.columns.setdefault(name, [])
            column += [ABSENT] * (self.count - len(column))
            if len(forms) == 1:
                column += map(itemgetter(name), properties)
            else:
                column += [each.get(name, ABSENT) for each in properties]
        self.filled += sum(map(len, properties))
        self.count += len(properties)
        self.places.append(places)
        self.ids += ids
        self.shapes.append(shapes_of(geometries))

    def add_records(self, records: Sequence[Record]) -> None:
        """Take n more that are records."""
        if records:
            self.add(
                [each.place for each in records],
                [each.id for each in records],
                [each.properties for each in records],
                [each.geometry for each in records],
            )

    @property
    def is_sparse(self) -> bool:
        return len(self.columns) * self.count > SPARSE * self.filled + 1_000_000

    def done(self) -> Many | None:
        """All of them; None if they are no columns: records name the same in another order."""
        if not self.count or self.is_sparse:
            return None
        before: dict[str, list[str]] = {name: [] for name in self.columns}
        for one, other in self.pairs:
            before[other].append(one)
        try:
            order = [*TopologicalSorter(before).static_order()]
        except CycleError:
            return None
        for column in self.columns.values():
            column += [ABSENT] * (self.count - len(column))
        ids = self.ids if any(id is not None for id in self.ids) else None
        found = {name: self.columns[name] for name in order}
        return Many(_joined(self.places), ids, found, gathered(self.shapes))


def as_many(records: Sequence[Record]) -> Sequence[Record]:
    """The records as columns, if they are very many and can be."""
    if len(records) <= MANY or isinstance(records, Many):
        return records
    rows = Gatherer()
    for start in range(0, len(records), PIECE):
        rows.add_records(records[start : start + PIECE])
        if rows.is_sparse:
            return records
    return rows.done() or records


def held(
    places: Places, columns: Mapping[str, Sequence[Any]], shapes: Shapes, stays: NDArray[np.bool_]
) -> Sequence[Record]:
    """Those of n records that stay; a cell that is None is no property of a record."""
    rows = np.flatnonzero(stays).tolist()
    if len(rows) <= MANY:
        return tuple(
            Record(
                places[row],
                None,
                {name: cell for name, each in columns.items() if (cell := each[row]) is not None},
                shapes[row],
            )
            for row in rows
        )
    found = {
        name: [ABSENT if cell is None else cell for cell in column] if None in column else [*column]
        for name, column in columns.items()
    }
    whole = Many(places, None, found, shapes)
    return replaced(whole, found) if len(rows) == len(places) else picked(whole, stays.tolist())


def _joined(pieces: Sequence[Places]) -> Places:
    if all(isinstance(piece, Numbered) for piece in pieces):
        numbered = [piece for piece in pieces if isinstance(piece, Numbered)]
        first = numbered[0]
        if {(each.before, each.after) for each in numbered} == {(first.before, first.after)}:
            numbers = [*chain.from_iterable(each.numbers for each in numbered)]
            return Numbered(first.before, numbers, first.after)
    return [*chain.from_iterable(pieces)]
