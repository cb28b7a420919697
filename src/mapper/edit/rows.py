"""Rows, sources and fields that are added below those that `data/` holds."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from mapper.folder import Folder
from mapper.model import MANIFEST, Atlas
from mapper.problems import MapperError, Problem

FACTS = "data/facts.csv"
SOURCES = "data/sources.bib"

COLUMNS = ("subject", "field", "value", "date", "sources", "certainty", "note")

Row = dict[str, str]


def with_fields(manifest: str, fields: Mapping[str, Mapping[str, Any]]) -> str:
    """The manifest's text with further `[fields.<name>]` at its end.

    Raises:
        MapperError: they cannot stand there, as when its fields stand in one inline table.
    """
    if not fields:
        return manifest
    entry = tomlkit.dumps({"fields": {name: dict(keys) for name, keys in fields.items()}}).strip()
    newline = "\r\n" if "\r\n" in manifest else "\n"
    text = f"{manifest.rstrip()}\n\n{entry}\n".replace("\r\n", "\n").replace("\n", newline)
    before = tomllib.loads(manifest)
    wanted = {**before, "fields": {**before.get("fields", {}), **fields}}
    try:
        if tomllib.loads(text) == wanted:
            return text
    except tomllib.TOMLDecodeError:
        pass
    mend = f"Write them as [fields.<name>] tables, or put this in by hand:\n\n{entry}"
    raise MapperError([Problem(MANIFEST, "fields", "no further field can be written here.", mend)])


def changed(
    root: Path, atlas: Atlas, rows: Sequence[Row], texts: Sequence[str]
) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """The files that change: what they hold, and what they shall hold."""
    reader = Folder(root)
    old = reader.bytes(FACTS, needed=False)
    if rows and (new := _with_rows(_plain(old, FACTS), rows, atlas)) != old:
        yield FACTS, (old, new)
    old = reader.bytes(SOURCES, needed=False)
    if texts:
        text = _plain(old, SOURCES).rstrip()
        added = "\n\n".join(each.strip() for each in texts)
        yield SOURCES, (old, f"{text}\n\n{added}\n".lstrip().encode())


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
