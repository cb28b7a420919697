"""A frame → the features of a layer, as columns, with ids, names and properties as its file has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapper.formats import slug
from mapper.frames import (
    MOST,
    OWN,
    Notes,
    Rows,
    dates_of,
    ids_of,
    name_column,
    named_index,
    names_of,
    no_column,
    rows_of,
    values_of,
    wrong,
)
from mapper.geometry import as_ragged
from mapper.memory.tables import is_id
from mapper.model import MISSING, Bulk, bulk, column, gathered, texts

LISTED = 5
"""So many ids that two rows have are named."""

_TRANSLATED = re.compile(r"name_[a-z]{2,3}")


@dataclass(frozen=True)
class Made:
    """The features of a layer, and the columns that its records show if nobody says which."""

    features: Bulk
    shown: tuple[str, ...]
    numbers: frozenset[str]
    """Columns that hold numbers."""
    columns: tuple[str, ...]
    """All that the frame has, also those in which nothing stands, which no file holds."""


def features_of(
    frame: Any,
    layer: str,
    *,
    label: str | None,
    ids: str | None,
    dates: Collection[str],
    language: str,
    notes: Notes,
) -> Made:
    """The features of a frame: in its order, in degrees of WGS 84.

    Args:
        frame: a GeoDataFrame or GeoSeries.
        layer: its id, which new ids begin with.
        label: the column that names features; if None, one that is called so, else the index.
        ids: the column that holds their ids; if None, `id` or the index, where those are ids.
        dates: columns to be read as dates, of those that are there.
        language: that of the names.

    Raises:
        MapperError: it is no such frame, nobody knows where it lies, or a column is not there.
    """
    rows = rows_of(frame, notes)
    table = rows.table
    for place, asked in (("label", label), ("ids", ids)):
        if asked is not None and asked not in rows.columns:
            raise no_column(place, asked, rows.columns)
    chosen, known = _ids(rows, layer, ids)
    extra = named_index(table) if chosen != "index" else {}
    label = name_column(rows.columns) if label is None else label
    names = names_of(table, label, np.arange(len(table)))
    columns: dict[str, Sequence[Any]] = {"name": names.tolist()}
    own = {name: table[name] for name in rows.columns if name != chosen}
    for name, series in {**extra, **own}.items():
        if name != "name":
            columns[name] = _column(name, series, dates)
        elif label != "name":  # the name that somebody chose stands first
            columns["Name"] = _column(name, series, dates)
    pieces = [
        _piece(part.rows, as_ragged(part), known, columns, language, part.dimension)
        for part in rows.parts
    ]
    if not pieces:
        raise wrong("", "no row can be drawn.", "Give it rows with geometries.")
    numbers = {str(name) for name, kind in table.dtypes.items() if kind.kind in "iuf"}
    found = _in_order(pieces, [part.rows for part in rows.parts], language)
    return Made(found, _shown(found.columns, label), frozenset(numbers), tuple(columns))


def _ids(rows: Rows, layer: str, asked: str | None) -> tuple[str, list[str]]:
    """Where ids stand (a column, `index`, or nowhere), and an id for each row.

    Raises:
        MapperError: two rows have the same in the column that was asked for, or one has none.
    """
    table, every = rows.table, np.arange(len(rows.table))
    if asked is not None:
        given = [_as_id(each) for each in values_of(table[asked])]
        found = [each if is_id(each) else slug(each) for each in given]
        twice = [each for each, count in Counter(found).items() if count > 1 or not each]
        if twice:
            named = ", ".join(f'"{each}"' for each in twice[:LISTED])
            what = f"rows have no id of their own: {named} stands more than once, or is empty."
            raise wrong(f"ids, {asked}", what, "Name a column that tells all rows apart.")
        return asked, found
    for place in ("id", "index"):
        if place == "index":
            values = list(table.index) if table.index.nlevels == 1 else []
        else:
            values = list(table["id"]) if "id" in rows.columns else []
        if values and all(map(is_id, values)) and len(set(values)) == len(values):
            return place, values
    return "", ids_of(layer, table.index, every).tolist()


def _as_id(value: Any) -> str:
    """A value as text; a column of whole numbers with a gap in it holds them as floats."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is MISSING else str(value)


def _column(name: str, series: Any, dates: Collection[str]) -> list[Any]:
    if name in dates:
        return dates_of(series, f"when, {name}").column()
    if name in OWN and series.dtype == object:
        # What means something to the map may be a list there: further names, places on the way.
        return [
            [str(part) for part in value] if isinstance(value, list | tuple) else said
            for value, said in zip(series.tolist(), values_of(series), strict=True)
        ]
    return values_of(series)


def _piece(
    rows: Any,
    shapes: Any,
    ids: Sequence[str],
    columns: Mapping[str, Sequence[Any]],
    language: str,
    dimension: str,
) -> tuple[Bulk, str]:
    taken = rows.tolist()
    whole = len(taken) == len(ids)
    found = (
        (name, values if whole else [values[row] for row in taken])
        for name, values in columns.items()
    )
    held = {
        name: column(values)
        for name, values in found
        if any(value is not MISSING for value in values)
    }
    return Bulk(texts([ids[row] for row in taken]), shapes, held, "", language), dimension


def _in_order(pieces: Sequence[tuple[Bulk, str]], rows: Sequence[Any], language: str) -> Bulk:
    """Points, lines and areas as one, in the order of the frame; parts of a row are told apart."""
    if len(pieces) == 1:
        return pieces[0][0]
    often = Counter(id for piece, _ in pieces for id in piece.ids)
    told = [
        Bulk(
            texts([f"{id}-{dimension}" if often[id] > 1 else id for id in piece.ids]),
            piece.shapes,
            piece.columns,
            "",
            language,
        )
        for piece, dimension in pieces
    ]
    order = np.argsort(np.concatenate(rows), kind="stable")
    whole = gathered(told)
    items = [whole[at] for at in order.tolist()]
    return bulk(
        [{"id": x.id, "geometry": x.geometry, "properties": x.properties} for x in items],
        "",
        language,
    )


def _shown(columns: Collection[str], label: str) -> tuple[str, ...]:
    """Those that say something a reader would not see anyway."""
    left = {*OWN, label, "id"}
    return tuple(name for name in columns if name not in left and not _TRANSLATED.fullmatch(name))[
        :MOST
    ]
