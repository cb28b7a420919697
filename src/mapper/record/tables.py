"""The tables of `data/*.csv`: text → rows of the model, and what is wrong with them."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from mapper.model import (
    Correction,
    DateError,
    Event,
    Fact,
    Manifest,
    Medium,
    Row,
    Strength,
    Subject,
    parse_date,
)
from mapper.problems import Problem
from mapper.record.rows import Line, lines
from mapper.record.spreadsheet import days

R = TypeVar("R", bound=Row)

KINDS = ("reported", "worked-out")

FACTS = ("subject", "field", "value", "date", "sources", "certainty", "note")
EVENTS = ("id", "date", "subject", "where", "title", "text", "sources", "certainty", "note")
STRENGTH = ("date", "value", "kind", "series", "who", "sources", "certainty", "note")
MEDIA = ("file", "alt", "credit", "licence", "source")
CORRECTIONS = ("date", "subject", "was", "now", "why", "sources")
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

_OPTIONAL = {"phases": ("kind",), "media": ("source",)}
"""Columns of a table that may be missing."""

_NAMES = ("name", "title", "term", "claim")
_TEXTS = ("text", "correction")


@dataclass(frozen=True)
class Tables:
    """What stands in the tables."""

    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    registers: Mapping[str, tuple[Subject, ...]]
    strength: tuple[Strength, ...]
    corrections: tuple[Correction, ...]
    media: tuple[Medium, ...]


def read_tables(text_of: Callable[[str], str], manifest: Manifest) -> tuple[Tables, list[Problem]]:
    """All tables of a folder, and everything wrong with them.

    Args:
        text_of: name of a file → its text; empty where there is none.
        manifest: declares the fields, the language of the columns without one, and the days by
            which `~` widens a date at each end.
    """
    problems: list[Problem] = []
    language, days = manifest.atlas.languages[0], manifest.atlas.approximate_days

    def table(make: Callable[[Line], R], name: str, columns: tuple[str, ...]) -> tuple[R, ...]:
        file = f"data/{name}.csv"
        text = text_of(file)
        if not text:
            return ()
        found, wrong = lines(text, file, columns, language, days, _OPTIONAL.get(name, ()))
        rows = tuple(make(line) for line in _in_iso(found, manifest, wrong))
        problems.extend(wrong)  # to which the rows have added theirs
        return rows

    tables = Tables(
        facts=tuple(
            _dated(each, manifest, problems)
            for each in _marked(table(fact, "facts", FACTS), language)
        ),
        events=table(event, "events", EVENTS),
        registers={
            name: table(subject(name), name, columns) for name, columns in REGISTERS.items()
        },
        strength=table(strength, "strength", STRENGTH),
        corrections=table(correction, "corrections", CORRECTIONS),
        media=table(medium, "media", MEDIA),
    )
    return tables, problems


def _in_iso(found: list[Line], manifest: Manifest, problems: list[Problem]) -> list[Line]:
    """The rows with dates as a spreadsheet writes them turned into 2004-08-07."""
    cells = (
        (f"row {line.row}, {column}", line.cells[column])
        for line in found
        for column in _date_columns(line, manifest)
    )
    read, said = days(cells, found[0].file if found else "")
    problems += said

    def turned(line: Line) -> Line:
        dates = {
            column: read[line.cells[column]]
            for column in _date_columns(line, manifest)
            if line.cells[column] in read
        }
        return replace(line, cells={**line.cells, **dates}) if dates else line

    return [turned(line) for line in found] if read else found


def _date_columns(line: Line, manifest: Manifest) -> Iterator[str]:
    """The cells of a row that should hold dates."""
    if "date" in line.cells:
        yield "date"
    entry = manifest.fields.get(line.cells.get("field", ""))
    if entry is not None and entry.kind == "date" and "value" in line.cells:
        yield "value"


def fact(line: Line) -> Fact:
    subject, field, value = line.need("subject"), line.need("field"), line.text("value")
    line.need("value")
    return Fact(
        row=line.row,
        id="",
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


def correction(line: Line) -> Correction:
    for column in ("date", "was", "now", "why"):
        line.need(column)
    return Correction(
        row=line.row,
        id=f"correction-{line.row}",
        cites=line.cites(),
        note=line.text("why"),
        date=line.date(),
        subject=line.cells.get("subject", ""),
        was=line.text("was"),
        now=line.text("now"),
    )


def medium(line: Line) -> Medium:
    for column in ("alt", "credit", "licence"):
        line.need(column)
    return Medium(
        row=line.row,
        id=f"media-{line.row}",
        note=line.text("note"),
        file=line.need("file"),
        alt=line.text("alt"),
        credit=line.text("credit"),
        licence=line.text("licence"),
        source=line.text("source"),
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


def _marked(facts: Iterable[Fact], language: str) -> Iterator[Fact]:
    """Each with an id made of what it says, so that a link to it lasts while it says the same.

    Of those that say the same of one thing, the second and further are numbered.
    """
    seen = Counter[str]()
    for fact in facts:
        said = (
            fact.subject,
            fact.field,
            fact.value.get(language, ""),
            fact.date and fact.date.text,
        )
        digest = hashlib.sha256("|".join(map(str, said)).encode()).digest()
        mark = base64.b32encode(digest)[:5].decode().lower()
        seen[mark] += 1
        again = f"-{seen[mark]}" if seen[mark] > 1 else ""
        yield replace(fact, id=f"claim-{mark}{again}")


def _dated(fact: Fact, manifest: Manifest, problems: list[Problem]) -> Fact:
    """A fact with the value of a date field read as a date."""
    entry = manifest.fields.get(fact.field)
    if entry is None or entry.kind != "date" or fact.unknown:
        return fact
    value = fact.value.get(manifest.atlas.languages[0], "")
    try:
        return replace(fact, value_date=parse_date(value, manifest.atlas.approximate_days))
    except DateError as error:
        problems.append(Problem("data/facts.csv", f"row {fact.row}, value", str(error)))
        return fact
