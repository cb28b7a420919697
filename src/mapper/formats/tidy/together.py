"""Very many records as columns → their features, a column at a time.

What is rare, a geometry that may be wrong or a value that the map cannot show, goes through the
rules for one (`making`, `repair`, `cleaning`) and comes back to its place: what is written and said
is the same as if each record had gone through them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mapper.formats.many import ABSENT, Many
from mapper.formats.source import Project, Record
from mapper.formats.tidy.globe import Repaired, repaired
from mapper.formats.tidy.held import as_read
from mapper.formats.tidy.ids import mark_of, no_id
from mapper.formats.tidy.lines import BLOCK, Lines, block
from mapper.formats.tidy.making import (
    Made,
    Rules,
    feature,
    in_degrees,
    is_displaced,
    mended,
    word,
)
from mapper.geometry import KINDS, Geometry, bounds_of, geometry
from mapper.messages import note
from mapper.problems import Problem, errors

Column = Sequence[Any]
Columns = list[tuple[str, Column]]
"""Names and values; in each row no name stands twice, with a value."""

When = tuple[int, ...]
"""Where a note first applies: the row, and the place among the notes of that row."""


def together(records: Many, rules: Rules) -> Made | None:
    """The features of the records; None if two columns would have one name, which is for who looks
    at them one by one."""
    notes, made = _Notes(), Made()
    found = _attributes(records, rules, notes)
    if found is None:
        return None
    shapes = repaired(records.shapes, rules.foreign.project, rules.bounds)
    mends = _looked_at(records, shapes, rules, notes, made)
    out = {row for row in mends if mends[row] is None}
    stays = [row for row in range(len(records)) if row not in out] if out else range(len(records))
    geometries = _Geometries(shapes, mends)
    ids = rules.ids.give_all(
        stays, lambda row: mark_of(records.properties(row), geometries.one(row))
    )
    made.notes = notes.counted(out)
    _reach(made, shapes, mends)
    columns = [("name", rules.shown_names), *found]
    columns += _looks(rules, columns, geometries.kinds())
    blocks = []
    for start in range(0, len(stays), BLOCK):
        some = stays[start : start + BLOCK]
        parts = (ids[start : start + BLOCK], _rows(columns, some), geometries.some(some))
        blocks.append(block([feature(*each) for each in zip(*parts, strict=True)]))
        rules.on_progress("Checking", (start + len(some)) / len(stays))
    made.lines = Lines(tuple(blocks), len(stays))
    made.features = as_read(ids, columns, shapes.flat, mends, stays, rules.most, rules.language)
    return made


def _looked_at(
    records: Many, shapes: Repaired, rules: Rules, notes: _Notes, made: Made
) -> dict[int, Geometry | None]:
    """The geometries that have to be looked at one by one, by their rows; None for what is left
    out, for it has an error."""
    file = rules.foreign.file
    mends: dict[int, Geometry | None] = {}
    said: dict[int, list[Problem]] = {}
    looked_at = _in_degrees(records, np.flatnonzero(shapes.open).tolist(), rules)
    for row, (record, project) in looked_at.items():
        mends[row], repairs, faulty = mended(record, project, rules)
        if faulty:
            said[row] = faulty
        for at, what in enumerate(repairs):
            notes.add(what, (row,), (0, at))
    for row, problems in rules.dates.wrong(records, file):
        said[row] = [*said.get(row, []), *problems]
    out = sorted(row for row, problems in said.items() if errors(problems))
    looked_at |= _in_degrees(records, [row for row in out if row not in looked_at], rules)
    for row in out:
        record, _ = looked_at[row]
        made.wrong[record.place], mends[row] = (record, said[row]), None
    for row in _with_odd_ids(records):
        said[row] = [*said.get(row, []), *no_id(records[row], file)]
    made.problems = [each for row in sorted(said) for each in said[row]]
    for at, (what, of) in enumerate(shapes.done.items()):
        notes.add(what, np.flatnonzero(of).tolist(), (0, at))
    notes.add(note("note.unnamed"), [row for row, name in enumerate(rules.names) if not name], (2,))
    return mends


def _in_degrees(
    records: Many, rows: Sequence[int], rules: Rules
) -> dict[int, tuple[Record, Project | None]]:
    found = in_degrees((records[row] for row in rows), rules.foreign.project)
    return dict(zip(rows, found, strict=True))


class _Notes:
    """What was done, in which rows, and where first."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[Sequence[int], When]]] = {}

    def add(self, what: str, rows: Sequence[int], rank: When) -> None:
        if rows:
            self.found.setdefault(what, []).append((rows, rank))

    def counted(self, out: set[int]) -> dict[str, int]:
        """In how many rows each was done, in the order in which they first were.

        Args:
            out: rows of which nothing is said.
        """
        first: dict[str, When] = {}
        counts: dict[str, int] = {}
        for what, found in self.found.items():
            parts = [
                ([row for row in rows if row not in out] if out else rows, rank)
                for rows, rank in found
            ]
            parts = [(rows, rank) for rows, rank in parts if rows]
            if parts:
                first[what] = min((min(rows), *rank) for rows, rank in parts)
                several = len(parts) > 1
                counts[what] = (
                    len({row for rows, _ in parts for row in rows}) if several else len(parts[0][0])
                )
        return {what: counts[what] for what in sorted(first, key=first.__getitem__)}


def _attributes(records: Many, rules: Rules, notes: _Notes) -> Columns | None:
    """All columns but `name`, clean; None if two of them have one name."""
    found: Columns = []
    for at, (column, values) in enumerate(records.columns.items()):
        cells = rules.dates.column(column, values)
        cleaned, done = rules.clean.column(column, cells)
        for rank, (what, rows) in enumerate(done.items()):
            notes.add(what, rows, (1, at, rank))
        for key, given in cleaned.items():
            if not is_displaced(key, rules.language):
                found.append((key, given))
                continue
            other = [
                ABSENT if value is ABSENT or value == name or word(value) in ("", name) else value
                for name, value in zip(rules.shown_names, given, strict=True)
            ]
            if any(value is not ABSENT for value in other):
                found.append((f"original_{key}", other))
    keys = [key for key, _ in found]
    return found if len({*keys, "name"}) == len(keys) + 1 else None


def _looks(rules: Rules, columns: Columns, kinds: Sequence[int]) -> Columns:
    """The looks of those that are of another kind of geometry than most, where none is named."""
    of = [rules.look_of(kind) for kind in KINDS]
    if not any(of[kind] for kind in {*kinds}):
        return []
    given = dict(columns).get("look", [ABSENT] * len(kinds))
    looks = zip(kinds, given, strict=True)
    own = [of[kind] or ABSENT if there is ABSENT else ABSENT for kind, there in looks]
    return [("look", own)]


def _with_odd_ids(records: Many) -> Sequence[int]:
    odd = {dict, list, bool}
    ids = records.ids or ()
    if odd.isdisjoint(map(type, ids)):
        return ()
    return [row for row, id in enumerate(ids) if type(id) in odd]


def _reach(made: Made, shapes: Repaired, mends: Mapping[int, Geometry | None]) -> None:
    stays = np.ones(len(shapes.open), bool)
    stays[[*mends]] = False
    bounds = shapes.flat.bounds[stays]
    if len(bounds):
        (west, south), (east, north) = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
        made.reach((float(west), float(south), float(east), float(north)))
    for each in filter(None, mends.values()):
        made.reach(bounds_of(each))


def _rows(columns: Columns, rows: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The properties of some rows, which follow one another but for what is left out."""
    keys = [key for key, _ in columns]
    some: list[Sequence[Any]]
    if isinstance(rows, range):
        some = [column[rows.start : rows.stop] for _, column in columns]
    else:
        some = [[column[row] for row in rows] for _, column in columns]
    if not any(ABSENT in part for part in some):
        return (dict(zip(keys, row, strict=True)) for row in zip(*some, strict=True))
    return (
        {key: value for key, value in zip(keys, row, strict=True) if value is not ABSENT}
        for row in zip(*some, strict=True)
    )


class _Geometries:
    """What is written of each: as all were repaired at once, or as each was by itself."""

    def __init__(self, shapes: Repaired, mends: Mapping[int, Geometry | None]) -> None:
        self.flat, self.mends = shapes.flat, mends

    def kinds(self) -> list[int]:
        """Their kinds, as numbers."""
        found: list[int] = self.flat.kinds.tolist()
        for row, each in self.mends.items():
            if each is not None:
                found[row] = KINDS.index(each["type"])
        return found

    def one(self, row: int) -> Geometry:
        return next(self.some((row,)))

    def some(self, rows: Sequence[int]) -> Iterator[Geometry]:
        """Those of some rows, in order."""
        flat = self.flat
        first, last = rows[0], rows[-1]
        if len(flat.xy) == len(flat) and not flat.kinds[first : last + 1].any():
            points = flat.xy[first : last + 1].tolist()
            for row in rows:
                yield self.mends.get(row) or {"type": "Point", "coordinates": points[row - first]}
            return
        for row in rows:
            yield self.mends.get(row) or geometry(flat, row)
