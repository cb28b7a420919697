"""Rows of a table → records: which columns hold the place, and the features they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from mapper.formats.decode import systems
from mapper.formats.decode.cells import Cells
from mapper.formats.decode.curves import is_curved
from mapper.formats.decode.degrees import all_degrees, degrees
from mapper.formats.decode.headings import Row, heading, rows_of
from mapper.formats.decode.pairs import pair
from mapper.formats.decode.placing import Place
from mapper.formats.decode.surplus import without_surplus
from mapper.formats.decode.wellknown import Drawn, of_positions, of_wkt
from mapper.formats.many import Numbered, held
from mapper.formats.source import Foreign, Source, refuse, without_position
from mapper.messages import table_words
from mapper.problems import Problem, Severity

SEVERITIES: tuple[tuple[Severity, bool], ...] = (("error", True), ("warning", False))
"""How bad it is that values are missing, and whether those are of the position."""


def table(
    rows: Iterable[Row],
    source: Source,
    notes: list[str],
    title: str = "",
    *,
    points: bool = True,
    hidden: Iterable[int] = (),
    links: Mapping[tuple[int, int], str] | None = None,
    unsaved: Iterable[tuple[int, int]] = (),
) -> Foreign:
    """A table one of whose first rows, or two of them, name its columns.

    Args:
        rows: (number of the row in the file, its cells); without those that are empty.
        source: the file it stands in.
        notes: what was said of it so far.
        title: what it calls itself.
        points: whether a point may be taken for the decimal sign, where no number of it tells.
        hidden: columns that nobody sees in the file: they stay out of the records.
        links: row and column of a cell → the address that it leads to.
        unsaved: row and column of cells whose formula has no value.

    Raises:
        MapperError: no columns hold a place, or there are no rows.
    """
    listed = list(rows)
    file = source.file
    if not listed:
        refuse(file, "", "holds no rows.", "Check that the right file or sheet was saved.")
    head = heading(listed, source)
    names, place = head.names, head.place
    below, said = without_surplus(
        listed[head.body :], head, lambda row: _spot(place, row) is not None
    )
    notes += [*head.notes, *said]
    del listed
    if not below:
        what = "holds the names of columns and no rows."
        refuse(file, "", what, "Check that the right file or sheet was saved.")
    problems = [*_too_long(below, len(names), file), *_uncounted(unsaved, below, head, file)]
    numbers = [number for number, _ in below]
    long = {row for row, cells in below if any(cells[len(names) :])}
    cells = [[row[i] if i < len(row) else "" for _, row in below] for i in range(len(names))]
    del below
    notes += _without_errors(cells, names, numbers)
    project, note = (None, "")
    if source.reading.epsg is not None:
        project, note = systems.of_code(source.reading.epsg, file, "--crs")
    elif place.kind == "xy":
        _refuse_metres(cells, place, names, file)
    geometries, where = _geometries(place, cells, project)
    notes += [each for each in (where.format(*place.named(names)), note) if each]
    kept = _kept(names, cells, place, hidden, notes)
    rows_by_place = _Rows(names, cells, numbers) if source.reading.skip_bad else {}
    read = Cells(kept, source, points, [text for at in place.columns for text in cells[at][:1000]])
    notes += read.notes(numbers)
    problems += read.problems(file, numbers)
    linked = [*_addresses(kept, names, numbers, links or {})]
    spots = [cells[column] for column in place.columns]
    del cells, kept  # a million texts take as much room as the numbers in them
    attributes = [*read.values(), *linked]
    places = Numbered("row ", numbers)
    stays = ~(geometries.none | geometries.unread)
    for row in np.flatnonzero(~stays).tolist():
        texts = [column[row] for column in spots]
        if geometries.none[row] and not any(texts):
            problems.append(without_position(file, places[row]))
        else:
            what, mend = _unread(place, names, texts)
            problems.append(Problem(file, places[row], what, mend))
    if long:
        stays &= [number not in long for number in numbers]
    records = held(places, dict(attributes), geometries.shapes, stays)
    return Foreign(
        file,
        records,
        title,
        tuple(notes),
        tuple(problems),
        roles=head.roles,
        cells=rows_by_place,
    )


class _Rows(Mapping[str, Mapping[str, str]]):
    """Place of a row → its cells, made when they are asked for."""

    def __init__(
        self, names: Sequence[str], cells: Sequence[Sequence[str]], numbers: Sequence[int]
    ) -> None:
        self.columns = dict(zip(names, cells, strict=True))
        self.at = {f"row {number}": index for index, number in enumerate(numbers)}

    def __getitem__(self, place: str) -> Mapping[str, str]:
        at = self.at[place]
        return {name: text for name, column in self.columns.items() if (text := column[at])}

    def __iter__(self) -> Iterator[str]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)


def _kept(
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    place: Place,
    hidden: Iterable[int],
    notes: list[str],
) -> dict[str, Sequence[str]]:
    """The columns that become attributes: they hold something, and are seen."""
    unseen = {at for at in hidden if at < len(names) and at not in place.columns and any(cells[at])}
    if unseen:
        said = ", ".join(names[at] for at in sorted(unseen))
        notes.append(f"Left out hidden columns: {said}. What is to be kept has to be shown.")
    return {
        name: cells[at]
        for at, name in enumerate(names)
        if at not in place.columns and at not in unseen and any(cells[at])
    }


def _addresses(
    kept: Mapping[str, Sequence[str]],
    names: Sequence[str],
    numbers: Sequence[int],
    links: Mapping[tuple[int, int], str],
) -> Iterable[tuple[str, Sequence[Any]]]:
    """For each column whose cells lead elsewhere, one with the addresses that they do not show."""
    linked = {column for _, column in links}
    for name, texts in kept.items():
        if (at := names.index(name)) in linked:
            led = [
                address if address and text and address != text else None
                for address, text in zip(
                    (links.get((number, at)) for number in numbers), texts, strict=True
                )
            ]
            if any(led):
                key = f"{name} link"
                while key in names:
                    key = f"{key} again"
                yield key, led


def _uncounted(
    unsaved: Iterable[tuple[int, int]], rows: Sequence[Row], head: Any, file: str
) -> list[Problem]:
    """Formulas whose values are not in the file: without those of its position, a row has none."""
    body = {number for number, _ in rows}
    cells = [(row, at) for row, at in unsaved if row in body and at < len(head.names)]
    mend = "Open the workbook in a spreadsheet and save it once, then add it."
    found = []
    for severity, is_place in SEVERITIES:
        of_kind = [cell for cell in cells if (cell[1] in head.place.columns) == is_place]
        if of_kind:
            names = " and ".join(f'"{head.names[at]}"' for at in sorted({at for _, at in of_kind}))
            where = rows_of(sorted({row for row, _ in of_kind}))
            what = f"the formulas of {names} have no values."
            found.append(Problem(file, where, what, mend, severity))
    return found


def _without_errors(
    cells: list[list[str]], names: Sequence[str], numbers: Sequence[int]
) -> list[str]:
    """Takes out what a spreadsheet writes where it can work nothing out; what is said of it."""
    words, found = table_words("errors"), Counter[str]()
    first = ""
    for name, column in zip(names, cells, strict=True):
        whole = "\n".join(column).casefold()
        if not any(word in whole for word in words):  # as nearly always
            continue
        for at, text in enumerate(column):
            if text[:1] in "#eE" and text and text.casefold() in words:
                first = first or f'{text} in row {numbers[at]}, "{name}"'
                found[text] += 1
                column[at] = ""
    if not found:
        return []
    count = sum(found.values())
    return [
        f"Left out {count:,} error value{'s' if count > 1 else ''} of the spreadsheet: {first}."
    ]


def _spot(place: Place, row: Sequence[str]) -> tuple[float, float] | None:
    """The position in a row that lies on the globe, or WKT of any kind; None if there is none."""
    texts = [row[column] if column < len(row) else "" for column in place.columns]
    if place.kind == "wkt":
        return (0, 0) if texts[0] else None
    if place.kind == "both":
        lat, lon = pair(texts[0]) or (None, None)
    else:
        lat, lon = map(degrees, texts)
    if lat is None or lon is None:
        return None
    return (lat, lon) if place.kind == "xy" or (abs(lat) <= 90 and abs(lon) <= 360) else None


def _geometries(place: Place, cells: Sequence[Sequence[str]], project: Any) -> tuple[Drawn, str]:
    """A geometry a row, and what to say of the columns."""
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
        pairs = [*zip(*map(all_degrees, columns), strict=True)]
        said = 'Took positions from the columns "{}" and "{}".'
    lons: list[float | None] = [lon if lat is not None else None for lat, lon in pairs]
    lats = [lat if lon is not None else None for lat, lon in pairs]
    if project is not None:
        good = [at for at, lon in enumerate(lons) if lon is not None]
        first, second = project([lons[at] for at in good], [lats[at] for at in good])
        for at, lon, lat in zip(good, first, second, strict=True):
            lons[at], lats[at] = lon, lat
    return of_positions(lons, lats), said


def _refuse_metres(
    cells: Sequence[Sequence[str]], place: Place, names: Sequence[str], file: str
) -> None:
    """x and y may be anything: they are taken for degrees only if they can be."""
    y, x = ([degrees(text) for text in cells[column] if text] for column in place.columns)
    found = [abs(number) for number in (*x, *y) if number is not None]
    if found and max(found) > 180:
        said = f'"{names[place.columns[1]]}" and "{names[place.columns[0]]}"'
        what = f"the columns {said} are not degrees."
        refuse(file, "", what, "Name their coordinate system: --crs 32642, for example.")


def _unread(place: Place, names: Sequence[str], texts: Sequence[str]) -> tuple[str, str]:
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
