"""The record for other programs: an atlas → files in one of `FORMATS`, and those onto the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from mapper.drafts import draft_folder, sweep
from mapper.export.crate import crate
from mapper.export.csv import csv
from mapper.export.geojson import geojson
from mapper.export.gpkg import gpkg
from mapper.export.kml import kml
from mapper.export.lpf import lpf
from mapper.model import Atlas
from mapper.problems import MapperError, Problem, guess


def export(atlas: Atlas, format: str) -> dict[str, bytes]:
    """The whole record in one of `FORMATS`: name of each file → its bytes, the same every time.

    Raises:
        MapperError: there is no such format, or a source that pandoc cannot read.
    """
    if format not in FORMATS:
        mend = guess(format, FORMATS) or f"Formats are {', '.join(FORMATS)}."
        raise MapperError([Problem("export", "", f'no format "{format}".', mend)])
    return FORMATS[format](atlas)


FORMATS: Mapping[str, Callable[[Atlas], dict[str, bytes]]] = {
    "geojson": geojson,
    "csv": csv,
    "gpkg": gpkg,
    "kml": kml,
    "lpf": lpf,
    "crate": crate,
}


def write(files: Mapping[str, bytes], folder: str | Path, replace: bool = False) -> tuple[str, ...]:
    """Put the files into the folder; the names of those that were written.

    A file that has the same content already is left alone. All are written in full beside their
    places first, then each takes its place in one step. Nothing else in the folder is touched.

    Args:
        replace: whether a file with other content may be replaced. It may be one of the project's
            own: an export into `data/` or `geo/` has files of the same names.

    Raises:
        MapperError: a file with other content is there, and nothing was written; or the disk
            refuses, and each file is the old one or the new one, none a part.
    """
    target = Path(folder)
    try:
        changed = {name: data for name, data in files.items() if not _holds(target / name, data)}
        taken = [name for name in changed if os.path.lexists(target / name)]
        mend = "Choose another folder with --out, or let it be replaced with --replace."
        if taken and not replace:
            what = "is there already, with other content."
            raise MapperError(Problem(str(target / name), "", what, mend) for name in taken)
        target.mkdir(parents=True, exist_ok=True)
        sweep(target, "export")
        with draft_folder(target / "export") as drafts:
            for name, data in changed.items():
                _put(drafts / name, data)
            for name in changed:
                (drafts / name).replace(target / name)
    except OSError as error:
        mend = "Check the disk's space, and that it is a folder where you may write."
        what = f"cannot be written: {error.strerror}."
        raise MapperError([Problem(str(target), "", what, mend)]) from error
    return tuple(changed)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _put(path: Path, data: bytes) -> None:
    """The data in a new file, safely on the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
