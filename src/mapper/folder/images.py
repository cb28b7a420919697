"""The files of `media/` that have a row → their bytes, and what keeps them from being read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from mapper.folder.files import Folder
from mapper.model import Medium
from mapper.problems import Problem
from mapper.record import MEDIA_ENDINGS, MEDIA_MOST, meant, named

FOLDER, TABLE = "media", "data/media.csv"


def read_images(reader: Folder, rows: Iterable[Medium]) -> dict[str, bytes]:
    """File below `media/` → content, of every row whose file can be read."""
    rows = [row for row in rows if row.file]
    there = {_key(file): file for file in reader.below(FOLDER)} if rows else {}
    found: dict[str, bytes] = {}
    for row in rows:
        file = named(row.file)
        path = there.get(unicodedata.normalize("NFC", file))
        if file in found:
            continue
        if wrong := _fault(file, path, reader, there):
            what, mend = wrong
            reader.problems.append(Problem(TABLE, f"row {row.row}, file", what, mend))
        elif path is not None:
            found[file] = reader.bytes(path)
    return {file: data for file, data in found.items() if data}


def _key(file: str) -> str:
    """Its name, with accents as most write them: some systems keep letter and accent apart."""
    return unicodedata.normalize("NFC", file.removeprefix(f"{FOLDER}/"))


def _fault(
    file: str, path: str | None, reader: Folder, there: Iterable[str]
) -> tuple[str, str] | None:
    """What is wrong with the name of a file, or with the file before it is read."""
    name = PurePosixPath(file)
    if name.is_absolute() or ".." in name.parts or "\\" in file:
        return f'"{file}" lies outside {FOLDER}/.', f"Put it into {FOLDER}/ and write its name."
    if name.suffix.lower() not in MEDIA_ENDINGS:
        mend = f"Pictures end in {', '.join(MEDIA_ENDINGS)}: save it anew as JPEG."
        return f'"{file}" is no picture.', mend
    if path is None:
        mend = meant(file, there) or "Put it there, or take the row out."
        return f'there is no "{FOLDER}/{file}".', mend
    if reader.leads_out(path, FOLDER):
        mend = "Replace the link by the file itself."
        return f'"{FOLDER}/{file}" leads out of {FOLDER}/.', mend
    size = reader.size(path)
    if not size:
        return f'"{FOLDER}/{file}" is empty.', "Copy it anew."
    if size > MEDIA_MOST:
        what = f'"{FOLDER}/{file}" has {size / 1e6:,.0f} MB, more than {MEDIA_MOST / 1e6:.0f}.'
        return what, "Make it smaller: 960 px across are enough."
    return None
