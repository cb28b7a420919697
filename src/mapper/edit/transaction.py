"""What a command changes → the disk: a layer's file and the manifest, both or neither."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mapper.drafts import SUFFIX, held, sweep
from mapper.problems import MapperError, Problem


@dataclass(frozen=True)
class Change:
    """A file, what it has to hold still, and what it shall; None: it must not be there yet."""

    file: str
    old: bytes | None
    new: bytes


def commit(
    root: Path,
    layer: str,
    data: bytes,
    manifest: str,
    old: bytes,
    new: bytes,
    aside: str = "",
    beside: Sequence[tuple[str, bytes]] = (),
    moved: Mapping[str, str] | None = None,
    more: Sequence[Change] = (),
) -> None:
    """Write a file that must not be there yet, then the manifest in place of `old`.

    Both are written in full beside their places first. The layer's file takes its name before the
    manifest does: whoever is killed between leaves a whole file that nothing refers to yet, and the
    same call again goes on from there.

    Args:
        root: the project folder; nothing outside of it is written.
        layer, data: the layer's file in the folder, and its content.
        manifest, old, new: the manifest's, what it has to hold still, and what it shall hold.
        aside: if given, the layer's file is there already, and is kept under this name.
        beside: further files that must not be there yet, or are moved, and their content.
        moved: file that is there → the name, not taken yet, that it gets.
        more: further files, which take their names before all others.

    Raises:
        MapperError: as `refuse_place`; or the manifest was changed meanwhile, or the disk refuses.
            Then both are as they were.
    """
    path, named = root / layer, (root / manifest).resolve()  # a link to the manifest stays one
    before = path.read_bytes() if aside else data
    refuse_place(root, layer, before)
    if aside:
        refuse_place(root, aside, before, "Move that file away.")
    moved = moved or {}
    for old_name, new_name in moved.items():
        refuse_place(root, new_name, (root / old_name).read_bytes(), "Move that file away.")
    for name, content in beside:
        if name not in moved:
            refuse_place(root, name, content)
    refuse_changed(root, more)
    drafts: list[Path] = []
    holds = ExitStack()
    undo: list[Callable[[], object]] = []
    try:
        path.parent.mkdir(exist_ok=True)
        drafts.append(_draft(path, data, holds))
        drafts.append(_draft(named, new, holds))
        shutil.copymode(named, drafts[1])
        if named.read_bytes() != old:
            mend = "Save your changes, then add the file again."
            raise MapperError([Problem(manifest, "", "was changed meanwhile.", mend)])
        for change in more:
            undo += _put(root / change.file, change, drafts, holds)
        for old_name, new_name in moved.items():
            (root / new_name).parent.mkdir(parents=True, exist_ok=True)
            (root / old_name).rename(root / new_name)
            undo.append(partial((root / new_name).rename, root / old_name))
        for name, content in beside:
            further = root / name
            drafts.append(_draft(further, content, holds))
            if _name(drafts[-1], further):
                undo.append(partial(further.unlink, missing_ok=True))
        if aside:
            shelf = root / aside
            shelf.parent.mkdir(parents=True, exist_ok=True)
            drafts.append(_draft(shelf, before, holds))
            if _name(drafts[-1], shelf):
                undo.append(partial(shelf.unlink, missing_ok=True))
            drafts[0].replace(path)
            undo.append(partial(shelf.replace, path))
        elif _name(drafts[0], path):
            undo.append(partial(path.unlink, missing_ok=True))
        drafts[1].replace(named)
        undo.clear()
    except OSError as error:
        mend = "Check the disk's space and that you may write there. Nothing was changed."
        problem = Problem(layer, "", f"cannot be written: {error.strerror}.", mend)
        raise MapperError([problem]) from error
    finally:
        for step in reversed(undo):
            step()
        for each in drafts:
            each.unlink(missing_ok=True)
        holds.close()


def rewrite(root: Path, file: str, old: bytes, new: bytes) -> None:
    """Write a file in place of `old`, in one step.

    Raises:
        MapperError: it was changed meanwhile, or the disk refuses. Then it is as it was.
    """
    path = (root / file).resolve()  # a link stays one
    drafts: list[Path] = []
    holds = ExitStack()
    try:
        drafts.append(_draft(path, new, holds))
        shutil.copymode(path, drafts[0])
        if path.read_bytes() != old:
            mend = "Save your changes, then do it again."
            raise MapperError([Problem(file, "", "was changed meanwhile.", mend)])
        drafts[0].replace(path)
    except OSError as error:
        mend = "Check the disk's space and that you may write there. Nothing was changed."
        problem = Problem(file, "", f"cannot be written: {error.strerror}.", mend)
        raise MapperError([problem]) from error
    finally:
        for each in drafts:
            each.unlink(missing_ok=True)
        holds.close()


def refuse_place(
    root: Path,
    layer: str,
    data: bytes,
    mend: str = "Choose another id with --id, or move that file away.",
) -> None:
    """Raise a MapperError if the file is there with other content, or leads out of the folder."""
    path = root / layer
    if not path.resolve().is_relative_to(root.resolve()):
        link = "Replace the link by the folder that it points to."
        raise MapperError([Problem(layer, "", "leads out of the project folder.", link)])
    if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == data):
        raise MapperError([Problem(layer, "", "is there already.", mend)])


def refuse_changed(root: Path, changes: Sequence[Change]) -> None:
    """Raise a MapperError if a file is not what it has to be, or leads out of the folder."""
    for each in changes:
        if each.old is None:
            refuse_place(root, each.file, each.new, "Move that file away.")
        elif not (root / each.file).resolve().is_relative_to(root.resolve()):
            link = "Replace the link by the file that it points to."
            raise MapperError([Problem(each.file, "", "leads out of the project folder.", link)])
        elif (root / each.file).read_bytes() != each.old:
            mend = "Save your changes, then do it again."
            raise MapperError([Problem(each.file, "", "was changed meanwhile.", mend)])


def _put(
    path: Path, change: Change, drafts: list[Path], holds: ExitStack
) -> list[Callable[[], object]]:
    """Write a change; what undoes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()  # a link stays one
    drafts.append(_draft(path, change.new, holds))
    new = drafts[-1]
    if change.old is None:
        return [partial(path.unlink, missing_ok=True)] if _name(new, path) else []
    drafts.append(_draft(path, change.old, holds))
    old = drafts[-1]
    for draft in (new, old):
        shutil.copymode(path, draft)
    new.replace(path)
    return [partial(old.replace, path)]


def _draft(path: Path, content: bytes, holds: ExitStack) -> Path:
    """The content in a file of its own beside `path`, safely on the disk, held by `holds`."""
    sweep(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=SUFFIX, dir=path.parent)
    draft = Path(name)
    if holds.enter_context(held(draft)) is False:  # another process has just swept it
        os.close(handle)
        return _draft(path, content, holds)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o644)
    except BaseException:
        draft.unlink()
        raise
    return draft


def _name(draft: Path, path: Path) -> bool:
    """Give the draft its name, if there is no such file yet; whether one was made."""
    if path.is_file():  # and has the same content: see `refuse_place`
        return False
    try:
        os.link(draft, path)  # unlike a rename, it never overwrites
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        draft.rename(path)
    return True
