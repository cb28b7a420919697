"""Rows of a table → records: which columns hold the place, and the features they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mapper.formats.decode import systems
from mapper.formats.decode.cells import reading
from mapper.formats.decode.curves import is_curved
from mapper.formats.decode.degrees import degrees
from mapper.formats.decode.digits import latin
from mapper.formats.decode.pairs import pair
from mapper.formats.decode.wellknown import of_wkt
from mapper.formats.source import Foreign, Record, Source, refuse, without_position
from mapper.messages import columns as names_of
from mapper.problems import Problem

LAT, LON, X, Y, BOTH = map(names_of, ("lat", "lon", "x", "y", "both"))
WKT = ("wkt", "geometry", "geom", "thegeom", "wktgeom", "wktgeometry", "shape", "геометрия")

_WKT = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI|CURVE|COMPOUND|CIRCULAR)?"
    r"(POINT|LINESTRING|STRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Place:
    """The columns that say where a feature is."""

    kind: str
    columns: tuple[int, ...]


def table(
    rows: Iterable[tuple[int, Sequence[str]]], source: Source, notes: list[str], title: str = ""
) -> Foreign:
    """A table whose first row, or one of the first twenty, names its columns.

    Args:
        rows: (number of the row in the file, its cells); without those that are empty.
        source: the file it stands in.
        notes: what was said of it so far.

    Raises:
        MapperError: no columns hold a place, or there are no rows.
    """
    listed = list(rows)
    file = source.file
    if not listed:
        refuse(file, "", "holds no rows.", "Check that the right file or sheet was saved.")
    at, names, place = _header(listed, source)
    body = listed[at + 1 :]
    del listed
    if not body:
        what = "holds the names of columns and no rows."
        refuse(file, "", what, "Check that the right file or sheet was saved.")
    problems = _too_long(body, len(names), file)
    cells = [[row[i] if i < len(row) else "" for _, row in body] for i in range(len(names))]
    numbers = [number for number, _ in body]
    del body
    project, note = (None, "")
    if source.epsg is not None:
        project, note = systems.of_code(source.epsg, file, "--crs")
    elif place.kind == "xy":
        _refuse_metres(cells, place, names, file)
    geometries, said = _geometries(place, cells, project)
    notes += [each for each in (said.format(*_named(place, names)), note) if each]
    attributes = []
    for index, name in enumerate(names):
        if index not in place.columns and any(cells[index]):
            attributes.append((name, _values(name, cells[index])))
            cells[index] = []  # a million texts take as much room as the numbers in them
    records = []
    for index, (number, geometry) in enumerate(zip(numbers, geometries, strict=True)):
        where = f"row {number}"
        texts = [cells[column][index] for column in place.columns]
        if geometry is None and not any(texts):
            problems.append(without_position(file, where))
        elif not geometry:
            what, mend = _unread(place, names, texts)
            problems.append(Problem(file, where, what, mend))
        else:
            properties = {
                name: value for name, column in attributes if (value := column[index]) is not None
            }
            records.append(Record(where, None, properties, geometry))
    return Foreign(file, tuple(records), title, tuple(notes), tuple(problems))


def _named(place: _Place, names: Sequence[str]) -> list[str]:
    """The names of the columns of a place."""
    return [names[column] for column in place.columns]


def _values(name: str, column: Sequence[str]) -> Sequence[Any]:
    """The cells of a column, as numbers if all are such and they are no names; None if empty."""
    read = None if name.casefold() == "name" else reading(column)
    same: dict[str, Any] = {"": None}  # equal cells as one value
    return [
        same.setdefault(text, read(text) if read else text) if text else None for text in column
    ]


def _header(
    rows: Sequence[tuple[int, Sequence[str]]], source: Source
) -> tuple[int, list[str], _Place]:
    """Which of the first rows names the columns, their names, and the columns of the place."""
    for at, (_, row) in enumerate(rows[:20]):
        sample = [cells for _, cells in rows[at + 1 : at + 50]]
        if place := _place(row, sample, source.position):
            return at, _unique(row), place
    known = ", ".join(f'"{name}"' for name in rows[0][1][:20] if name)
    if source.position:
        what = f"no columns {' and '.join(source.position)}."
        refuse(source.file, "--position", what, f"The first row is {known}.")
    mend = "Name the columns of the position lat and lon, or say which: --position LAT,LON."
    what = f"no columns hold a position; the first row is {known}."
    if all(degrees(name) is not None for name in rows[0][1] if name):
        what = "the first row is numbers, not names of columns."
        mend = "Put a row with names above it: name, lat, lon."
    return refuse(source.file, f"row {rows[0][0]}", what, mend)


def _place(
    row: Sequence[str], sample: Sequence[Sequence[str]], wanted: Sequence[str] = ()
) -> _Place | None:
    keys = [re.sub(r"[\W_]+", "", name.casefold()) for name in row]

    def column(known: Sequence[str]) -> int | None:
        fitting = [re.sub(r"[\W_]+", "", name) for name in known]
        found = [(fitting.index(key), at) for at, key in enumerate(keys) if key in fitting]
        return min(found)[1] if found else None

    if wanted:
        return _asked(row, wanted, sample)
    for kind, both in (("degrees", (LAT, LON)), ("xy", (Y, X))):
        columns = tuple(at for names in both if (at := column(names)) is not None)
        if len(columns) == 2:
            return _Place(kind, columns)
    for names in (WKT, BOTH):
        at = column(names)
        kind = "" if at is None else _kind(_cells(sample, at), names is WKT)
        if at is not None and kind:
            return _Place(kind, (at,))
    # Whatever it is called: two numbers in each of its cells, that are no span of years.
    for at in range(len(row)):
        texts = _cells(sample, at)
        if keys[at] and len(texts) > 1 and (kind := _kind(texts)) and all(map(_is_sure, texts)):
            return _Place(kind, (at,))
    return None


def _asked(
    row: Sequence[str], wanted: Sequence[str], sample: Sequence[Sequence[str]]
) -> _Place | None:
    """The columns of --position, which this row may name."""
    names = [" ".join(name.split()) for name in row]
    if not set(wanted) <= set(names):
        return None
    columns = tuple(names.index(name) for name in wanted)
    if len(columns) == 2:
        return _Place("degrees", columns)
    return _Place(_kind(_cells(sample, columns[0])) or "both", columns)


def _cells(sample: Sequence[Sequence[str]], at: int) -> list[str]:
    return [cells[at] for cells in sample if at < len(cells) and cells[at]]


def _kind(texts: Sequence[str], is_wkt: bool = False) -> str:
    """What stands in most cells of a column: WKT, or latitude and longitude; empty if neither."""
    if texts and (is_wkt or 2 * sum(map(_is_wkt, texts)) > len(texts)):
        return "wkt"
    return "both" if 2 * sum(pair(text) is not None for text in texts) > len(texts) else ""


def _is_sure(text: str) -> bool:
    """Is it WKT, or two numbers that fit the globe, each with a decimal, a degree or a side?"""
    lat, lon = pair(text) or (0.0, 0.0)
    signs = re.findall(r"\d\.\d|[°º]|[^\W\d_]", latin(text))
    return _is_wkt(text) or (len(signs) > 1 and abs(lat) <= 90 and abs(lon) <= 180)


def _is_wkt(text: str) -> bool:
    return bool(_WKT.match(text))


def _geometries(
    place: _Place, cells: Sequence[Sequence[str]], project: Any
) -> tuple[list[Any], str]:
    """A geometry a row, None or empty where there is none; and what to say of the columns."""
    columns = [cells[column] for column in place.columns]
    if place.kind == "wkt":
        said = 'Took positions from the column "{}", as WKT.'
        if any(map(is_curved, columns[0])):
            said += " Drew curves as straight pieces of at most 5 degrees."
        return of_wkt(columns[0], project), said
    if place.kind == "both":
        pairs: list[tuple[float | None, float | None]]
        pairs = [pair(text) or (None, None) for text in columns[0]]
        said = 'Took positions from the column "{}", latitude first.'
    else:
        pairs = [(degrees(one), degrees(two)) for one, two in zip(*columns, strict=True)]
        said = 'Took positions from the columns "{}" and "{}".'
    lons: list[float | None] = [lon if lat is not None else None for lat, lon in pairs]
    lats = [lat if lon is not None else None for lat, lon in pairs]
    if project is not None:
        good = [at for at, lon in enumerate(lons) if lon is not None]
        first, second = project([lons[at] for at in good], [lats[at] for at in good])
        for at, lon, lat in zip(good, first, second, strict=True):
            lons[at], lats[at] = lon, lat
    return [
        None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        for lon, lat in zip(lons, lats, strict=True)
    ], said


def _refuse_metres(
    cells: Sequence[Sequence[str]], place: _Place, names: Sequence[str], file: str
) -> None:
    """x and y may be anything: they are taken for degrees only if they can be."""
    y, x = ([degrees(text) for text in cells[column] if text] for column in place.columns)
    found = [abs(number) for number in (*x, *y) if number is not None]
    if found and max(found) > 180:
        said = f'"{names[place.columns[1]]}" and "{names[place.columns[0]]}"'
        what = f"the columns {said} are not degrees."
        refuse(file, "", what, "Name their coordinate system: --crs 32642, for example.")


def _unread(place: _Place, names: Sequence[str], texts: Sequence[str]) -> tuple[str, str]:
    said = ", ".join(
        f'{names[column]} is "{text[:40]}"'
        for column, text in zip(place.columns, texts, strict=True)
    )
    if place.kind == "wkt":
        return f"{said}, which is not WKT.", "WKT is written POINT (69.2 34.5): longitude first."
    return f"{said}, which is no position.", "Write degrees: 34.52, or 34°31′12″N."


def _too_long(rows: Sequence[tuple[int, Sequence[str]]], width: int, file: str) -> list[Problem]:
    """Rows with more cells than there are names of columns: something has shifted there."""
    mend = "Perhaps a text with a separator in it is not in quotation marks."
    if file.lower().endswith(".xlsx"):
        mend = "Name their columns too, or empty them."
    return [
        Problem(
            file, f"row {number}", f"has {len(row)} cells, and {width} columns are named.", mend
        )
        for number, row in rows
        if len(row) > width and any(row[width:])
    ]


def _unique(row: Sequence[str]) -> list[str]:
    """The names of the columns, each once; those without one get a number."""
    found: list[str] = []
    for number, name in enumerate(row, start=1):
        key = " ".join(name.split()) or f"column {number}"
        while key in found:
            key = f"{key} again"
        found.append(key)
    return found
