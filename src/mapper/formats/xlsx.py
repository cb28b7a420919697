"""XLSX → records: one sheet of a workbook, row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from mapper.formats.decode.headings import rows_of
from mapper.formats.decode.numbers import Sure
from mapper.formats.decode.unzip import Archive
from mapper.formats.decode.workbook import beside
from mapper.formats.source import ONE_BY_ONE, Foreign, Source, chosen, refuse, refuse_size
from mapper.formats.table import table
from mapper.problems import MapperError

COLUMNS = 500
"""The most columns that are read: a sheet has 16,384, nearly all of them empty."""


def xlsx(source: Source) -> Foreign:
    """The sheet that has rows; if several have, the one that is asked for. Formulas count as the
    values that were saved with them.

    Raises:
        MapperError: it is damaged, or no sheet has a column with positions.
    """
    file = source.file
    if source.data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        what = "is a workbook of the old kind (.xls), or locked with a password."
        refuse(file, "", what, "Save it as .xlsx without a password.")
    archive = Archive(source.data, file)
    refuse_size(file, ONE_BY_ONE * 3.0 * sum(each.file_size for each in archive.zip.infolist()))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and rules that do not concern us
            book = load_workbook(BytesIO(source.data), read_only=True, data_only=True)
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            filled = {name: "" for name, sheet in sheets.items() if any(_rows(sheet))}
            hidden = [name for name in filled if sheets[name].sheet_state != "visible"]
            seen = {name: "" for name in filled if name not in hidden}
            asked = source.reading.layer in hidden or not seen
            name = chosen(source, filled if asked else seen, "sheet", " with rows")
            rows = list(_rows(sheets[name]))
            wide = (sheets[name].max_column or 0) > COLUMNS
            more = beside(archive, name)
    except (MapperError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever comes of what is not as it should be
        _refuse_damaged(archive)
        what = f"is not a workbook that can be read: {str(error).rstrip('.')[:120]}."
        refuse(file, "", what, "Open it in a spreadsheet and save it anew as .xlsx or .csv.")
    notes = [f'Read the sheet "{name}".'] if len(sheets) > 1 else []
    if hidden and not asked:
        said = ", ".join(f'"{each}"' for each in hidden)
        notes.append(f"Passed over what is hidden: {said}. To read that: --layer.")
    notes += [f"Read the first {COLUMNS} columns, and none beyond."] if wide else []
    by_number = dict(rows)
    for (number, at), address in more.links.items():
        if (cells := by_number.get(number)) is not None and at < COLUMNS:
            cells += [""] * (at + 1 - len(cells))
            cells[at] = cells[at] or address
    merged = _merged(rows, more.merged)
    notes += ["Took the value of merged cells for each of them."] if merged else []
    unseen = [number for number, _ in rows if number in more.rows]
    if unseen:
        rows = [row for row in rows if row[0] not in more.rows]
        notes.append(f"Left out hidden {rows_of(unseen)}. What is to be kept has to be shown.")
    title = "" if name.startswith("Sheet") else name
    return table(
        rows,
        source,
        notes,
        title,
        hidden=more.columns,
        links=more.links,
        unsaved=more.unsaved,
    )


def _merged(rows: list[tuple[int, list[str]]], areas: Iterable[tuple[int, int, int, int]]) -> bool:
    """Writes the value of merged cells into each of them; whether there were any in several rows.

    What fills a row alone, as a title does, is not written into all of its columns.
    """
    at = dict(rows)
    tall = False
    for left, top, right, bottom in areas:
        first = at.get(top, [])
        text = first[left] if left < len(first) else ""
        if not text:
            continue
        alone = sum(map(bool, first)) == 1
        for number in range(top, min(bottom, top + len(rows) + 100) + 1):
            cells = at.get(number)
            if cells is None or alone:
                continue
            last = min(right, COLUMNS - 1)
            cells += [""] * (last + 1 - len(cells))
            cells[left : last + 1] = [text] * (last + 1 - left)
            tall = tall or number > top
    return tall


def _refuse_damaged(archive: Archive) -> None:
    """Refuse the workbook if one of its parts cannot be unpacked."""
    for name in archive:
        archive[name]


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that is not empty."""
    blank = None
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
        if row is blank:  # as a million may be, before a cell far away: they are one object
            continue
        if all(cell is EMPTY_CELL for cell in row):
            blank = row
            continue
        cells = ["" if cell is EMPTY_CELL else _text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days without a time of day."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        if "%" in cell.number_format:
            return Sure(f"{value * 100:.12g}%")
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return Sure(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
