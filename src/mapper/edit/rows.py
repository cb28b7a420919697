"""Rows and sources that are added below those that `data/` holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from mapper.edit.transaction import Change
from mapper.folder import Folder
from mapper.model import Atlas
from mapper.problems import MapperError, Problem

FACTS = "data/facts.csv"
SOURCES = "data/sources.bib"

COLUMNS = ("subject", "field", "value", "date", "sources", "certainty", "note")

Row = dict[str, str]


def changed(
    root: Path, atlas: Atlas, rows: Sequence[Row], texts: Sequence[str]
) -> Iterator[Change]:
    """The files that change."""
    old, text = _held(root, FACTS)
    if rows and (new := _with_rows(text, rows, atlas)) != old:
        yield Change(FACTS, old, new)
    old, text = _held(root, SOURCES)
    if texts:
        added = "\n\n".join(each.strip() for each in texts)
        yield Change(SOURCES, old, f"{text.rstrip()}\n\n{added}\n".lstrip().encode())


def _held(root: Path, file: str) -> tuple[bytes | None, str]:
    """The file as it is, and its text: None and nothing, if there is none."""
    data = Folder(root).bytes(file, needed=False)
    return data if (root / file).is_file() else None, _plain(data, file)


def _plain(data: bytes, file: str) -> str:
    """A text that rows can be added to: another form would have to be guessed."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    first = text.lstrip("\ufeff").partition("\n")[0]
    if file == FACTS and data and "subject" not in re.split(r"[\s,\"]+", first):
        text = "\0"
    if "\0" in text:
        what = "is not in the form in which rows can be added to it."
        raise MapperError(
            [Problem(file, "", what, "Save it as UTF-8, with commas, and add again.")]
        )
    return text


def _with_rows(text: str, rows: Sequence[Row], atlas: Atlas) -> bytes:
    """The table with the rows that it lacks, and a column for each language that they bring."""
    there = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    header = there[0] if there else [*COLUMNS]
    languages = atlas.manifest.atlas.languages
    more = {key for row in rows for key in row if key not in header}
    new = sorted(key for key in more if key.rpartition("_")[2] in languages)
    held = {tuple(row) for row in there}
    cells = [[row.get(key, "") for key in (*header, *new)] for row in rows]
    fresh = [row for row in cells if tuple(row) not in held]
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n" if "\r\n" in text else "\n")
    if new or not there:
        write.writerow([*header, *new])
        write.writerows([*row, *[""] * len(new)] for row in there[1:])
    else:
        out.write(text if text.endswith("\n") else f"{text}\n")
    write.writerows(fresh)
    return out.getvalue().encode()
