"""Features that were just made, as columns: what reading their text would come to, without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from mapper.formats.many import ABSENT
from mapper.geometry import Geometry, Ragged, joined, ragged, taken
from mapper.model import MANY, MISSING, Bulk, Column, column, gathered, texts

AT_ONCE = 50_000
"""Features that are made columns of together: what stands for them meanwhile takes little room."""

_PLAIN = {str, int, float, bool, list, type(ABSENT)}
"""Kinds of values that JSON gives back as they are."""

Columns = Iterable[tuple[str, Sequence[Any]]]


def as_read(
    ids: Sequence[str],
    columns: Columns,
    flat: Ragged,
    mends: Mapping[int, Geometry | None],
    rows: Sequence[int],
    look: str,
    language: str,
) -> Bulk | None:
    """The features of some rows; None if only their text can tell what is read of them.

    Args:
        ids: of these rows.
        columns: names and values of all rows; in none do two of one name have a value.
        flat, mends: the geometries of all rows, and those that stand in the place of one.
        rows: which of all, in their order.
        look, language: as a `Bulk` has them.
    """
    if len(rows) <= MANY:
        return None
    pieces = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        made = _columns(columns, some)
        if made is None:
            return None
        shapes = _shapes(flat, mends, some)
        pieces.append(Bulk(texts(ids[start : start + AT_ONCE]), shapes, made, look, language))
    return gathered(pieces)


def _columns(columns: Columns, rows: Sequence[int]) -> dict[str, Column] | None:
    """What these rows have of all columns; without those of which they have nothing."""
    found: dict[str, Sequence[Any]] = {}
    for name, values in columns:
        some = values[rows[0] : rows[-1] + 1]
        if len(some) > len(rows):
            some = [values[row] for row in rows]
        other = found.get(name)
        found[name] = some if other is None else _either(other, some)
    made = {}
    for name, some in found.items():
        kinds = {*map(type, some)}
        if not kinds <= _PLAIN or not _are_finite(some, kinds):
            return None
        if kinds != {type(ABSENT)}:
            given = type(ABSENT) in kinds
            made[name] = column([MISSING if v is ABSENT else v for v in some] if given else some)
    return made


def _are_finite(values: Sequence[Any], kinds: set[type]) -> bool:
    """Or JSON would hold no number."""
    if float not in kinds:
        return True
    return all(isfinite(value) for value in values if type(value) is float)


def _either(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    return [b if a is ABSENT else a for a, b in zip(one, other, strict=True)]


def _shapes(flat: Ragged, mends: Mapping[int, Geometry | None], rows: Sequence[int]) -> Ragged:
    """Those of the rows, each as it was mended if it was."""
    found = taken(flat, np.array(rows))
    mended = {at: each for at, row in enumerate(rows) if (each := mends.get(row)) is not None}
    if not mended:
        return found
    order = np.arange(len(rows))
    order[[*mended]] = len(rows) + np.arange(len(mended))
    return taken(joined([found, ragged([*mended.values()])]), order)
