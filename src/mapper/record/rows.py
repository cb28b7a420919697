"""The text of a table → its rows, and each cell as what it should be."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mapper.model import ID, Certainty, Cite, Date, DateError, Text, parse_date
from mapper.problems import Problem, errors, guess
from mapper.record.spreadsheet import (
    SEPARATORS,
    base,
    separator,
    unwrapped,
    without_empty,
    without_hint,
)

CERTAINTIES: tuple[Certainty, ...] = ("high", "medium", "low")

_ID = re.compile(ID)
_CITE = re.compile(r"^(?P<key>[^\s\[\];,]+)\s*(\[(?P<locator>[^\[\]]*)\])?$")


@dataclass(frozen=True)
class Line:
    """One row of a table with its cells as they stand; `problems` grows while it is read."""

    file: str
    row: int
    cells: Mapping[str, str]
    language: str
    approximate_days: int
    problems: list[Problem]

    def wrong(self, column: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.file, f"row {self.row}, {column}", what, mend))

    def text(self, column: str) -> Text:
        """The column in every language that has words for it."""
        found = {self.language: self.cells.get(column, "")}
        for key, value in self.cells.items():
            if key.startswith(f"{column}_") and value:
                found[key.removeprefix(f"{column}_")] = value
        return {language: value for language, value in found.items() if value}

    def need(self, column: str) -> str:
        value = self.cells.get(column, "")
        if not value:
            self.wrong(column, "is empty.", "Fill it in, or take the row out.")
        return value

    def id(self) -> str:
        value = self.need("id")
        if value and not _ID.match(value):
            mend = "Use lower-case letters, digits and single hyphens: north-road."
            self.wrong("id", f'"{value}" is not an id.', mend)
        return value

    def date(self, column: str = "date") -> Date | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            return parse_date(value, self.approximate_days)
        except DateError as error:
            self.wrong(column, str(error), "")
            return None

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        value = self.cells.get(column, "")
        if value and value not in allowed:
            mend = guess(value, allowed) or f"Use {', '.join(allowed)}."
            self.wrong(column, f'"{value}" is not allowed here.', mend)
            return ""
        return value

    def certainty(self) -> Certainty:
        value = self.one_of("certainty", CERTAINTIES)
        return next((known for known in CERTAINTIES if known == value), "")

    def cites(self) -> tuple[Cite, ...]:
        found = []
        for part in filter(None, map(str.strip, self.cells.get("sources", "").split(";"))):
            match = _CITE.match(part)
            if match is None:
                self.wrong("sources", f'"{part}" cannot be read.', "Write key[locator]; key.")
            else:
                found.append(Cite(match["key"], (match["locator"] or "").strip()))
        return tuple(found)


def lines(
    text: str,
    file: str,
    columns: tuple[str, ...],
    language: str,
    approximate_days: int,
    optional: Collection[str] = (),
) -> tuple[list[Line], list[Problem]]:
    """The rows of a CSV text (RFC 4180, header first), and what is wrong with its frame.

    A row with too few or too many cells is a problem and is left out; the rest is still read. None
    is read if a column is missing: each would be wrong for that alone. Columns that are `optional`
    may be missing. Other separators than commas are a warning.
    """
    problems: list[Problem] = []
    text, above = without_hint(text)
    packed, text = text, unwrapped(text, columns)
    sign = separator(text, {*columns, "name", "note"})
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    found: list[Line] = []
    header: list[str] = []
    width = 0
    first = 1 + above
    try:
        for cells in reader:
            row, first = first, reader.line_num + 1 + above
            if not header:
                width, header = len(cells), without_empty([cell.strip() for cell in cells])
                problems += _header(header, file, columns, optional, row)
                if errors(problems) and not set(columns).difference(optional) <= {*header}:
                    return [], problems
            elif any(cells) and (len(cells) != width or any(cells[len(header) :])):
                what = f"has {len(cells)} cells where the header has {width}."
                mend = f"Put a text that holds {_one(sign)} in double quotes."
                problems.append(Problem(file, f"row {row}", what, mend))
            elif any(cells):
                content = dict(zip(header, map(str.strip, cells), strict=False))
                found.append(Line(file, row, content, language, approximate_days, problems))
    except csv.Error as error:
        mend = "Double every quotation mark inside a quoted text."
        problems.append(Problem(file, f"row {first}", f"cannot be read: {error}.", mend))
    if not header:
        mend = f"Its first row is {','.join(columns)}."
        problems.append(Problem(file, "", "is empty.", mend))
    if text != packed:
        what = "holds each row in one cell, in quotation marks; it is read."
        mend = "The form to keep has a cell for each column."
        problems.append(Problem(file, "", what, mend, "warning"))
    if sign != ",":
        what = f"is separated by {SEPARATORS[sign]}, as a spreadsheet may save it; it is read."
        mend = "The form to keep is commas, in UTF-8."
        problems.append(Problem(file, "", what, mend, "warning"))
    return found, problems


def _one(sign: str) -> str:
    return f"a {SEPARATORS[sign][:-1]}" if sign != "|" else "an upright line"


def _header(
    header: list[str], file: str, columns: tuple[str, ...], optional: Collection[str], row: int
) -> Iterator[Problem]:
    known = {*columns, "name", "note"}
    place = f"row {row}"
    if header and known.isdisjoint(map(base, header)):
        what = f'"{",".join(header)[:60]}" names none of the columns of this table.'
        yield Problem(file, place, what, f"Its first row is {','.join(columns)}.")
        return
    missing = [each for each in columns if each not in header and each not in optional]
    strange = [each for each in header if each not in known and base(each) not in known]
    if len(strange) == len(missing) == 1:
        what = f'"{strange[0]}" is not a column here, and "{missing[0]}" is missing.'
        yield Problem(file, place, what, "If that is what it means, change its name.")
        return
    for column in strange:
        mend = guess(column, known) or f"Columns are {', '.join(columns)}."
        yield Problem(file, place, f'"{column}" is not a column here.', mend)
    if missing:
        listed = ", ".join(f'"{each}"' for each in missing)
        several = len(missing) > 1
        what = (
            f"the columns {listed} are missing." if several else f"the column {listed} is missing."
        )
        yield Problem(file, place, what, "Add them." if several else "Add it.")
    for column in {column for column in header if header.count(column) > 1}:
        yield Problem(file, place, f'the column "{column}" stands twice.', "Take one out.")
