"""A new project folder: a small working atlas to be changed into one's own, or an empty one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from errno import EEXIST
from os import strerror
from pathlib import Path, PurePosixPath, PureWindowsPath

from mapper.assets import HERE
from mapper.drafts import draft_folder, sweep
from mapper.edit.empty import EMPTY, empty_manifest
from mapper.model import MANIFEST
from mapper.problems import MapperError, Problem

STARTER = HERE / "starter"
"""The files of a new atlas, as they are copied."""

KEPT = {".git"}
"""What may lie in the folder already."""


def new(folder: str | Path) -> tuple[str, ...]:
    """Make an example atlas in a folder; the names of its files.

    The folder is made if it is not there. All files are there afterwards, or none.

    Raises:
        MapperError: the folder holds something, is a file, or cannot be written.
    """
    paths = sorted(path for path in STARTER.rglob("*") if path.is_file())
    return make_folder(
        folder, {path.relative_to(STARTER).as_posix(): path.read_bytes() for path in paths}
    )


def new_empty(
    folder: str | Path, title: str = "", period: str = "", bounds: str = ""
) -> tuple[str, ...]:
    """Make an atlas without layers in a folder; the names of its files. As `new`.

    Args:
        title: guessed from the folder's name if left out.
        period: both ends of the time it tells of, in EDTF; left to the first layer if empty.
        bounds: west, south, east, north of its map, in degrees; the same.

    Raises:
        MapperError: as `new`; or the period or the bounds are none.
    """
    manifest = empty_manifest(Path(folder).resolve(), title, period, bounds)
    ignored = (EMPTY / ".gitignore").read_bytes()
    return make_folder(folder, {".gitignore": ignored, MANIFEST: manifest.encode()})


def make_folder(folder: str | Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The files of a project folder, written all or none; their names.

    Raises:
        MapperError: the folder holds something, is a file, or cannot be written; or a name leads
            out of it.
    """
    out = [name for name in files if not _stays_within(name)]
    if out:
        mend = "Name it as it lies below the folder: geo/forts.geojson. Nothing was changed."
        raise MapperError(Problem(name, "", "is no place in the folder.", mend) for name in out)
    root = Path(folder)
    if root.exists() and not root.is_dir():
        mend = "Name a folder that is not there yet, or an empty one."
        raise MapperError([Problem(str(folder), "", "is a file.", mend)])
    made: list[Path] = []
    try:
        place = root.resolve().parent
        sweep(place, root.resolve().name)
        if root.is_dir() and {path.name for path in root.iterdir()} - KEPT:
            mend = "Name a folder that is not there yet, or an empty one. Nothing was changed."
            raise MapperError([Problem(str(folder), "", "is not empty.", mend)])
        place.mkdir(parents=True, exist_ok=True)
        with draft_folder(root.resolve()) as draft:
            (draft / "atlas" / "geo").mkdir(parents=True)  # where files may be dropped
            for name, data in files.items():  # those of a package may be read-only
                path = _unused(draft / "atlas" / name)  # two names may be one place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if not root.exists():
                (draft / "atlas").rename(root)
                return tuple(files)
            for path in sorted((draft / "atlas").iterdir()):
                made.append(path.rename(_unused(root / path.name)))  # it may have come since
            made.clear()
            return tuple(files)
    except OSError as error:
        mend = "Check the disk's space and that you may write there. Nothing was changed."
        problem = Problem(str(folder), "", f"cannot be written: {error.strerror}.", mend)
        raise MapperError([problem]) from error
    finally:
        for path in made:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _unused(path: Path) -> Path:
    """The path of what is not there yet: writing and renaming replace what is."""
    if path.exists():
        raise FileExistsError(EEXIST, strerror(EEXIST))
    return path


def _stays_within(name: str) -> bool:
    """Whether it names a file below the folder, on any system, that is none of what may be kept."""
    path = PurePosixPath(name)
    leads_out = ".." in path.parts or path.is_absolute()
    elsewhere = "\\" in name or bool(PureWindowsPath(name).drive)
    plain = bool(path.parts) and "\0" not in name and path.parts[0] not in KEPT
    return plain and not leads_out and not elsewhere
