"""A layer of the folder → out of the manifest, and its file out of the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath

from mapper.edit.fresh import fresh
from mapper.edit.transaction import rewrite
from mapper.folder import LEFT_OUT, check, manifest_text, read, saved_like, without_entry
from mapper.model import MANIFEST, Atlas
from mapper.problems import MapperError, Problem, errors, folded, guess

SHELF = "geo/removed"
"""Where files of removed layers lie: whatever lies in `geo/` itself is a layer."""


@dataclass(frozen=True)
class Removed:
    """What was taken out, or with a dry run would be.

    `entry` is the manifest's text of it, empty if it had none; `file` the layer's file, `now` where
    that lies afterwards, empty if it is deleted or was not there; `kept` where the entry is, if
    that does not lie beside it.
    """

    entry: str
    file: str
    now: str
    warnings: tuple[Problem, ...]
    written: bool
    kept: str = ""


def remove(
    folder: str | Path, layer: str, *, delete: bool = False, dry_run: bool = False
) -> Removed:
    """Take a layer out of the manifest. Its file goes to `geo/removed/`, out of the map's sight.

    The entry lies beside it there, with the layer that it lay above, for `put_back`.

    Args:
        folder: the project folder.
        layer: its id.
        delete: delete the file instead.
        dry_run: find out everything, change nothing.

    Raises:
        MapperError: there is no such layer, or something refers to its features, all of it named;
            then nothing is changed.
    """
    root = Path(folder)
    atlas, known = read(root)
    if wrong := [each for each in errors(known) if each.file == MANIFEST]:
        raise MapperError(wrong)
    index = index_of(layer, atlas)
    found = list(_made_wrong(atlas, index))
    if errors(found):
        raise MapperError(_by_file(layer, errors(found)))
    file = atlas.layers[index].entry.path
    others = {each.entry.path for each in atlas.layers if each is not atlas.layers[index]}
    # What lies elsewhere is no layer by lying there: it may stay.
    stays = file in others or PurePosixPath(file).parent != PurePosixPath("geo")
    path, entry = root / file, ""
    now = file if stays else "" if delete or not path.is_file() else shelved(root, file)
    if index < len(atlas.manifest.layer):  # else it is a file without an entry
        old = (root / MANIFEST).read_bytes()
        text, entry = without_entry(manifest_text(old), index, MANIFEST)
        kept = (root / now).with_suffix(".toml") if now and now != file else None
        if not dry_run:
            if kept:
                below = f'after = "{atlas.layers[index - 1].id}"\n\n' if index else ""
                keep(kept, below + entry, file)  # first: a kill may come at any moment
            try:
                rewrite(root, MANIFEST, old, saved_like(old, text))
            except MapperError:
                if kept:
                    kept.unlink(missing_ok=True)
                raise
    if not dry_run and now != file:
        _put_away(path, root / now if now else None, file)
        archive = atlas.layers[index].entry.archive
        if layer in atlas.archives and (root / archive).is_file():
            # It goes the way of the file that holds a part of it.
            shelf = (root / now).with_suffix(".pmtiles") if now else None
            _put_away(root / archive, shelf, archive)
        table = atlas.layers[index].entry.left_out
        if (root / table).is_file():
            _put_away(root / table, (root / now).with_suffix(LEFT_OUT) if now else None, table)
    return Removed(entry, file, now, tuple(folded(found)), not dry_run)


def index_of(layer: str, atlas: Atlas) -> int:
    """Where in the drawing order the layer is."""
    ids = [each.id for each in atlas.layers]
    if ids.count(layer) != 1:
        what = f'{ids.count(layer) or "no"} layer{"s are" if layer in ids else " is"} "{layer}".'
        mend = guess(layer, ids) or "mapper list names them all."
        raise MapperError([Problem(MANIFEST, "layer", what, mend)])
    return ids.index(layer)


def _made_wrong(atlas: Atlas, index: int) -> Iterator[Problem]:
    """What would be wrong with the atlas without the layer that is not wrong with it now."""
    whole = replace(atlas, unread=frozenset())  # so that every dangling reference is found
    fewer = replace(whole, layers=(*atlas.layers[:index], *atlas.layers[index + 1 :]))
    # Places in the manifest count layers, so they differ; but nothing there refers to a layer.
    yield from (each for each in fresh(check(whole), check(fewer)) if each.file != MANIFEST)


def _by_file(layer: str, problems: Iterable[Problem]) -> list[Problem]:
    """Each file that refers to the layer or its features once, with its first place and a count."""
    places: dict[str, list[Problem]] = {}
    for each in problems:
        places.setdefault(each.file, []).append(each)
    found = []
    for file, (first, *rest) in places.items():
        more = f" (and {len(rest):,} more like it)" if rest else ""
        what = f'without the layer "{layer}", {first.what.rstrip(".")}{more}.'
        mend = "Take out what refers to it first, then the layer; or put a newer file in its place:"
        mend += f" mapper add FILE --replace {layer}."
        found.append(Problem(file, first.place, what, mend))
    return found


def shelved(root: Path, file: str) -> str:
    """A free name on the shelf."""
    name = PurePosixPath(file)
    names = (f"{SHELF}/{name.stem}{f'-{n}' if n > 1 else ''}{name.suffix}" for n in count(1))
    beside = (".toml", LEFT_OUT)
    return next(
        each
        for each in names
        if not any((root / each).with_suffix(end).exists() for end in (name.suffix, *beside))
    )


def keep(path: Path, entry: str, file: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry, "utf-8")
    except OSError as error:
        what = f"its entry could not be kept: {error.strerror}."
        mend = "Check the disk's space and that you may write there. Nothing was changed."
        raise MapperError([Problem(file, "", what, mend)]) from error


def _put_away(path: Path, shelf: Path | None, file: str) -> None:
    try:
        if shelf is None:
            path.unlink(missing_ok=True)
        else:
            shelf.parent.mkdir(exist_ok=True)
            path.rename(shelf)
    except OSError as error:
        what = f"could not be moved or deleted: {error.strerror}."
        mend = "Do it by hand: while it lies there, it is shown."
        raise MapperError([Problem(file, "", what, mend)]) from error
