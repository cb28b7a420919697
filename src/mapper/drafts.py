"""Drafts: what is written in full beside its place first, and what a killed process left of them.

Whoever writes a draft holds a lock on it, which the system takes back when the process ends,
however it ends. So a draft that nobody holds is left over, and is swept.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

from mapper.problems import MapperError, Problem, of_disk

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

SUFFIX = ".draft"
"""What ends the name of every draft: `.site-k3x_90ab.draft` is one of `site`."""

DAY = 86_400.0
"""Seconds: where nothing can be locked, what is older is left over."""


@contextmanager
def draft_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`; what bears its name in the end is taken away."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=SUFFIX, dir=target.parent))
        with held(path) as is_own:
            if is_own is False or not path.is_dir():  # another process has just swept it
                continue
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
            return


@contextmanager
def held(path: Path) -> Iterator[bool | None]:
    """Hold a file or folder: False if another process does, None where that cannot be known."""
    handle = None
    try:
        if fcntl is None:
            yield None
            return
        try:
            handle = os.open(path, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            own: bool | None = True
        except (BlockingIOError, FileNotFoundError):
            own = False
        except OSError:  # a disk of the network that knows no locks
            own = None
        yield own
    finally:
        if handle is not None:
            os.close(handle)


def write_page(
    path: str | os.PathLike[str], data: bytes, pictures: Mapping[str, str] | None = None
) -> Path:
    """Write an HTML file in one step: what was there before stays until the whole of it is written.

    A name without an ending gets ".html". A file that is there keeps its rights, and a link leads
    to the file that it led to.

    Args:
        pictures: the ending of a picture, which a page is not saved under → what makes such a file.

    Raises:
        MapperError: the path is none of a page, or the disk refuses it.
    """
    target, said = Path(path).expanduser(), str(path)
    if target.is_dir():
        raise MapperError([Problem(said, "", "is a folder.", 'Name a file: "map.html".')])
    ending = target.suffix.lower()
    if ending in (".png", ".svg"):
        mend = 'Name it "map.html".'
        if pictures and ending in pictures:
            mend = f"A picture is what {pictures[ending]} gives; name the page .html."
        raise MapperError([Problem(said, "", f"a page is no {ending[1:]}.", mend)])
    if not ending:
        target = target.with_name(f"{target.name}.html")
    if not target.parent.exists():
        what = f'there is no folder "{target.parent}".'
        raise MapperError([Problem(said, "", what, "Make it, or name another.")])
    target = target.resolve() if target.is_symlink() else target
    draft = target.parent / f".mapper-{secrets.token_hex(4)}{SUFFIX}"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with held(draft):
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                if target.exists():
                    shutil.copymode(target, draft)
                draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise MapperError([of_disk(error, said, "cannot be written")]) from error
    return target


def sweep(folder: Path, name: str = "") -> None:
    """Take away the drafts in a folder that killed processes left: of `name`, or of any file.

    Never one that a running process holds, nor anything that is not named as a draft is.
    """
    own = re.compile(rf"\.{re.escape(name) or '.+'}-[a-z0-9_]{{8}}{re.escape(SUFFIX)}")
    with suppress(OSError):
        for path in sorted(each for each in folder.iterdir() if own.fullmatch(each.name)):
            with held(path) as is_left:
                if is_left is False or path.is_symlink():
                    continue
                if is_left is None and time.time() - path.stat().st_mtime < DAY:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
