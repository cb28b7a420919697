"""A new project folder: a small working atlas, to be changed into one's own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from mapper.assets import HERE
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
    root = Path(folder)
    if root.exists() and not root.is_dir():
        mend = "Name a folder that is not there yet, or an empty one."
        raise MapperError([Problem(str(folder), "", "is a file.", mend)])
    draft: Path | None = None
    made: list[Path] = []
    try:
        if root.is_dir() and {path.name for path in root.iterdir()} - KEPT:
            mend = "Name a folder that is not there yet, or an empty one. Nothing was changed."
            raise MapperError([Problem(str(folder), "", "is not empty.", mend)])
        root.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".new-atlas-", dir=root.parent))
        names = _copy(STARTER, draft / "atlas")
        if not root.exists():
            (draft / "atlas").rename(root)
            return names
        for path in sorted((draft / "atlas").iterdir()):
            made.append(path.rename(root / path.name))
        made.clear()
        return names
    except OSError as error:
        mend = "Check the disk's space and that you may write there. Nothing was changed."
        problem = Problem(str(folder), "", f"cannot be written: {error.strerror}.", mend)
        raise MapperError([problem]) from error
    finally:
        for path in made:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _copy(source: Path, target: Path) -> tuple[str, ...]:
    """The files of a folder, with their content alone: those of a package may be read-only."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    names = tuple(path.relative_to(source).as_posix() for path in files)
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((source / name).read_bytes())
    return names
