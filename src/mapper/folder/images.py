"""The files of `media/` that have a row → their bytes, and what keeps them from being read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from mapper.folder.files import Folder
from mapper.model import Medium
from mapper.problems import Problem
from mapper.record import MEDIA_ENDINGS, MEDIA_MOST, meant, named

FOLDER, TABLE = "media", "data/media.csv"


def read_images(reader: Folder, rows: Iterable[Medium]) -> dict[str, bytes]:
    """File below `media/` → content, of every row whose file can be read."""
    found: dict[str, bytes] = {}
    for row in rows:
        file = named(row.file)
        if not file or file in found:
            continue
        wrong = _fault(reader, file)
        if wrong is None:
            found[file] = reader.bytes(f"{FOLDER}/{file}")
        else:
            what, mend = wrong
            reader.problems.append(Problem(TABLE, f"row {row.row}, file", what, mend))
    return {file: data for file, data in found.items() if data}


def _fault(reader: Folder, file: str) -> tuple[str, str] | None:
    """What is wrong with the name of a file, or with the file before it is read."""
    folder, name = reader.root / FOLDER, PurePosixPath(file)
    if name.is_absolute() or ".." in name.parts or "\\" in file or "\0" in file:
        return f'"{file}" lies outside {FOLDER}/.', f"Put it into {FOLDER}/ and write its name."
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        mend = "Replace the link by the file itself."
        return f'"{FOLDER}/{file}" leads out of {FOLDER}/.', mend
    if name.suffix.lower() not in MEDIA_ENDINGS:
        mend = f"Pictures end in {', '.join(MEDIA_ENDINGS)}: save it anew as JPEG."
        return f'"{file}" is no picture.', mend
    if not path.is_file():
        known = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))
        mend = meant(file, known) or "Put it there, or take the row out."
        return f'there is no "{FOLDER}/{file}".', mend
    size = path.stat().st_size
    if not size:
        return f'"{FOLDER}/{file}" is empty.', "Copy it anew."
    if size > MEDIA_MOST:
        what = f'"{FOLDER}/{file}" has {size / 1e6:,.0f} MB, more than {MEDIA_MOST / 1e6:.0f}.'
        return what, "Make it smaller: 960 px across are enough."
    return None
