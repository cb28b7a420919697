"""CSV and TSV → records: the encoding, the separator, then the rows."""

from __future__ import annotations

import csv as csv_module
from collections import Counter
from io import StringIO

from mapper.formats.decode.encodings import decoded
from mapper.formats.source import Foreign, Source, refuse, refuse_size
from mapper.formats.table import table

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}

LONG = 1_000_000
"""Characters: lines beyond it are copied whole, again and again, and so take many times more."""


def csv(source: Source) -> Foreign:
    """A table as text, its cells between commas, semicolons, tabs or upright lines.

    Raises:
        MapperError: it is no table, or none of its columns holds a position.
    """
    reading = source.reading
    text, notes = decoded(source.data, source.file, reading.languages, reading.encoding)
    text = text.replace("\ufeff", "")  # marks of joined files: no text begins with one
    if text.lstrip()[:1] in ("<", "{", "["):
        what = "is not a table but XML, HTML or JSON, whatever its name says."
        refuse(source.file, "", what, "Save it as CSV, or name it for what it is.")
    cells = sum(map(text.count, ("\n", *SEPARATORS)))
    weight = len(text) + 15.0 * _overlong(text) + 90.0 * cells + 600.0 * text.count("\n")
    refuse_size(source.file, weight)
    separator = _separator(text)
    if separator != ",":
        notes.append(f"Took {SEPARATORS[separator]} for what stands between cells.")
    limit = csv_module.field_size_limit(len(text) + 1)  # an outline in one cell may be long
    try:
        lines = csv_module.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        stripped = ([*map(str.strip, row)] for row in lines)
        rows = (
            (number, row)
            for number, row in enumerate(stripped, start=1)
            if any(row) and not (number == 1 and _says_separator(row))
        )
        # Where semicolons stand between cells, commas part decimals more often than not.
        return table(rows, source, notes, points=separator != ";")
    except csv_module.Error as error:
        mend = "Perhaps a quotation mark is missing or too many; double it inside of text."
        return refuse(source.file, f"line {lines.line_num}", f"is no row: {error}.", mend)
    finally:
        csv_module.field_size_limit(limit)


def _says_separator(row: list[str]) -> bool:
    """Whether it is the first line that Excel writes for itself: sep=;"""
    return row[0].strip().casefold() == "sep=" and not any(row[1:])


def _overlong(text: str) -> int:
    """How many characters stand in lines of more than `LONG`."""
    found = start = 0
    while start + LONG < len(text):
        end = text.rfind("\n", start, start + LONG)
        if end < 0:
            end = text.find("\n", start + LONG)
            end = len(text) if end < 0 else end
            found += end - start
        start = end + 1
    return found


def _separator(text: str) -> str:
    """The sign that splits the first lines into most cells, as many in each."""
    end = 0
    for _ in range(30):
        end = text.find("\n", end) + 1 or len(text)
    start = text[:end]

    def fitness(sign: str) -> tuple[int, int]:
        rows = [
            row for row in csv_module.reader(StringIO(start, newline=""), delimiter=sign) if row
        ]
        if not rows:
            return (0, 0)
        width, count = Counter(map(len, rows)).most_common(1)[0]
        return (count if width > 1 else 0, width)

    try:
        return max(SEPARATORS, key=fitness)
    except csv_module.Error:
        return ","
