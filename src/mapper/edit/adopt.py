"""Files that were dropped into `geo/` → layers with an entry in the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mapper.edit.transaction import commit
from mapper.folder import Drop, Folder, drops, manifest_text, read, saved_like, with_entry
from mapper.model import MANIFEST
from mapper.problems import MapperError, Problem, errors

ASIDE = ".orig"
"""What is put behind the name of a file that had to be written anew, as it was."""


@dataclass(frozen=True)
class Adopted:
    """The layers that were entered, or with a dry run would be, and warnings."""

    drops: tuple[Drop, ...]
    warnings: tuple[Problem, ...]
    written: bool


def adopt(folder: str | Path, dry_run: bool = False) -> Adopted:
    """Enter every file of `geo/` that the manifest does not name, above the other layers.

    A file without ids, or with something else to put right, is written anew; beside it, it stays
    as it was. One layer is entered after the other, each wholly or not at all.

    Raises:
        MapperError: with every problem of the dropped files; then nothing is written.
    """
    root = Path(folder)
    atlas, known = read(root, dropped=False)
    if wrong := [each for each in errors(known) if each.file == MANIFEST]:
        raise MapperError(wrong)
    reader = Folder(root)
    found = drops(reader, atlas)
    if errors(reader.problems):
        raise MapperError(reader.problems)
    notices = {drop.notice for drop in found}
    warnings = tuple(problem for problem in reader.problems if problem not in notices)
    for drop in found:
        old = (root / MANIFEST).read_bytes()
        new = saved_like(old, with_entry(manifest_text(old), drop.entry, MANIFEST))
        if not dry_run:
            data = reader.bytes(drop.file) if drop.new is None else drop.new
            aside = "" if drop.new is None else f"{drop.file}{ASIDE}"
            commit(root, drop.file, data, MANIFEST, old, new, aside)
    return Adopted(found, warnings, not dry_run)
