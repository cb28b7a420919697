"""The tables of `data/*.csv`: text → rows of the model, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mapper.model.atlas import Certainty, Cite, Event, Fact, Row, Strength, Subject, Text
from mapper.model.dates import Date, DateError, parse
from mapper.model.manifest import ID
from mapper.problems import Problem, guess

R = TypeVar("R", bound=Row)

CERTAINTIES: tuple[Certainty, ...] = ("high", "medium", "low")
KINDS = ("reported", "worked-out")

FACTS = ("subject", "field", "value", "date", "sources", "certainty", "note")
EVENTS = ("id", "date", "subject", "where", "title", "text", "sources", "certainty", "note")
STRENGTH = ("date", "value", "kind", "series", "who", "sources", "certainty", "note")
REGISTERS: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "name", "kind", "parent", "text", "sources"),
    "people": ("id", "name", "side", "role", "text", "sources"),
    "phases": ("id", "title", "kind", "date", "text", "sources", "certainty"),
    "glossary": ("id", "term", "text", "sources"),
    "myths": ("id", "claim", "correction", "subjects", "sources", "certainty"),
}
"""Register → its columns. `name`, `title`, `term` and `claim` are the name of the subject."""

PAUSE = "pause"
"""The kind of a phase in which what the atlas tells of stood still: the time bar hatches it."""

_OPTIONAL = {REGISTERS["phases"]: ("kind",)}
"""Columns of a table that may be missing."""

_NAMES = ("name", "title", "term", "claim")
_TEXTS = ("text", "correction")
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
            return parse(value, self.approximate_days)
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
) -> tuple[list[Line], list[Problem]]:
    """The rows of a CSV text (RFC 4180, header first), and what is wrong with its frame.

    A row with too few or too many cells is a problem and is left out; the rest is still read.
    """
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    found: list[Line] = []
    header: list[str] = []
    first = 1
    try:
        for cells in reader:
            row, first = first, reader.line_num + 1
            if not header:
                header = [cell.strip() for cell in cells]
                problems += _header(header, file, columns)
            elif any(cells) and len(cells) != len(header):
                what = f"has {len(cells)} cells where the header has {len(header)}."
                mend = "Put a text that holds a comma in double quotes."
                problems.append(Problem(file, f"row {row}", what, mend))
            elif any(cells):
                content = dict(zip(header, map(str.strip, cells), strict=True))
                found.append(Line(file, row, content, language, approximate_days, problems))
    except csv.Error as error:
        mend = "Double every quotation mark inside a quoted text."
        problems.append(Problem(file, f"row {first}", f"cannot be read: {error}.", mend))
    if not header:
        mend = f"Its first row is {','.join(columns)}."
        problems.append(Problem(file, "", "is empty.", mend))
    return found, problems


def _header(header: list[str], file: str, columns: tuple[str, ...]) -> Iterator[Problem]:
    known = {*columns, "name", "note"}
    for column in header:
        base = re.sub(r"_[a-z]{2,3}$", "", column)
        if column not in known and base not in known:
            mend = guess(column, known) or f"Columns are {', '.join(columns)}."
            yield Problem(file, "row 1", f'"{column}" is not a column here.', mend)
    for column in columns:
        if column not in header and column not in _OPTIONAL.get(columns, ()):
            yield Problem(file, "row 1", f'the column "{column}" is missing.', "Add it.")
    for column in {column for column in header if header.count(column) > 1}:
        yield Problem(file, "row 1", f'the column "{column}" stands twice.', "Take one out.")


def fact(line: Line) -> Fact:
    subject, field, value = line.need("subject"), line.need("field"), line.text("value")
    line.need("value")
    return Fact(
        row=line.row,
        id=f"fact-{line.row}",
        cites=line.cites(),
        certainty=line.certainty(),
        note=line.text("note"),
        subject=subject,
        field=field,
        value=value,
        date=line.date(),
    )


def event(line: Line) -> Event:
    line.need("date")
    line.need("title")
    return Event(
        row=line.row,
        id=line.id(),
        cites=line.cites(),
        certainty=line.certainty(),
        note=line.text("note"),
        date=line.date(),
        subject=line.cells.get("subject", ""),
        where=line.text("where"),
        title=line.text("title"),
        text=line.text("text"),
    )


def strength(line: Line) -> Strength:
    line.need("date")
    value = line.need("value")
    if value and not value.isdecimal():
        line.wrong("value", f'"{value}" is not a whole number.', "Write digits only: 50183.")
    return Strength(
        row=line.row,
        id=f"strength-{line.row}",
        cites=line.cites(),
        certainty=line.certainty(),
        note=line.text("note"),
        date=line.date(),
        value=int(value) if value.isdecimal() else 0,
        kind="worked-out" if line.one_of("kind", KINDS) == "worked-out" else "reported",
        series=line.need("series"),
        who=line.text("who"),
    )


def subject(register: str) -> Callable[[Line], Subject]:
    """The reader of one register's rows."""
    columns = REGISTERS[register]
    name = next(column for column in columns if column in _NAMES)
    words = next(column for column in columns if column in _TEXTS)
    detail = tuple(column for column in columns if column in ("kind", "parent", "side", "role"))

    def read(line: Line) -> Subject:
        line.need(name)
        listed = line.cells.get("subjects", "").split(";")
        return Subject(
            row=line.row,
            id=line.id(),
            cites=line.cites(),
            certainty=line.certainty(),
            note=line.text("note"),
            register=register,
            name=line.text(name),
            text=line.text(words),
            date=line.date(),
            detail={column: line.cells.get(column, "") for column in detail},
            subjects=tuple(filter(None, map(str.strip, listed))),
        )

    return read


def read(
    make: Callable[[Line], R],
    text: str,
    file: str,
    columns: tuple[str, ...],
    language: str,
    approximate_days: int,
) -> tuple[tuple[R, ...], list[Problem]]:
    """All rows of a table as the model's nouns, and every problem of the file."""
    found, problems = lines(text, file, columns, language, approximate_days)
    rows = tuple(make(line) for line in found)
    return rows, problems
