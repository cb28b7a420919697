"""XLSX → records: one sheet of a workbook, row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from mapper.formats.decode.unzip import Archive
from mapper.formats.source import Foreign, Source, chosen, refuse, refuse_size
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
    refuse_size(file, 3.0 * sum(each.file_size for each in archive.zip.infolist()))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and rules that do not concern us
            book = load_workbook(BytesIO(source.data), read_only=True, data_only=True)
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            filled = {name: "" for name, sheet in sheets.items() if any(_rows(sheet))}
            name = chosen(source, filled, "sheet", " with rows")
            rows = list(_rows(sheets[name]))
            wide = (sheets[name].max_column or 0) > COLUMNS
    except (MapperError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever comes of what is not as it should be
        _refuse_damaged(archive)
        what = f"is not a workbook that can be read: {str(error).rstrip('.')[:120]}."
        refuse(file, "", what, "Open it in a spreadsheet and save it anew as .xlsx or .csv.")
    notes = [f'Read the sheet "{name}".'] if len(sheets) > 1 else []
    notes += [f"Read the first {COLUMNS} columns, and none beyond."] if wide else []
    return table(rows, source, notes, "" if name.startswith("Sheet") else name)


def _refuse_damaged(archive: Archive) -> None:
    """Refuse the workbook if one of its parts cannot be unpacked."""
    for name in archive:
        archive[name]


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that is not empty."""
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS), start=1):
        if row.count(None) == len(row):  # as a million rows may be, before a cell far away
            continue
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a point, days without a time of day."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
