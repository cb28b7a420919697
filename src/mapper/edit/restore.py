"""A layer that was taken out → back: its file, its entry, its place in the order."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mapper.edit.fresh import fresh
from mapper.edit.remove import SHELF
from mapper.edit.transaction import commit, refuse_place
from mapper.folder import (
    LEFT_OUT,
    check,
    manifest_text,
    read,
    read_features,
    saved_like,
    with_entry,
)
from mapper.looks import coloured, looked
from mapper.model import MANIFEST, Layer, Manifest, validate
from mapper.problems import MapperError, Problem, errors, folded


@dataclass(frozen=True)
class PutBack:
    """The file of the layer that came back, or with a dry run would, and its manifest entry."""

    file: str
    entry: str
    warnings: tuple[Problem, ...]
    written: bool


def entry_beside(folder: str | Path, file: str | Path) -> Path | None:
    """Where the entry of a file lies that `remove` took out; None if it did not."""
    path = Path(file)
    beside = path.with_suffix(".toml")
    shelf = (Path(folder) / SHELF).resolve()
    return beside if path.resolve().parent == shelf and beside.is_file() else None


def put_back(folder: str | Path, file: str | Path, dry_run: bool = False) -> PutBack:
    """Undo `remove`: the file goes back to where it was, the entry behind the same layer.

    If that layer is no longer there, it lies above the others. Then nothing of it is on the shelf.

    Raises:
        MapperError: with every problem, such as a layer of that id; then nothing is written.
    """
    root, path = Path(folder), Path(file)
    beside = path.with_suffix(".toml")
    text, name = beside.read_text("utf-8"), f"{SHELF}/{beside.name}"
    values = _values(text, name)
    entry, id = text[text.index("[[layer]]") :], values["layer"][0].get("id")
    atlas, known = read(root, dropped=False)
    if wrong := [each for each in errors(known) if each.file == MANIFEST]:
        raise MapperError(wrong)
    ids = [layer.id for layer in atlas.layers]
    if id in ids:
        mend = f"Take that out first, or put this in its place: --replace {id}."
        raise MapperError([Problem(MANIFEST, "layer", f'"{id}" is there already.', mend)])
    after = values.get("after")
    at = 0 if after is None else ids.index(after) + 1 if after in ids else len(ids)
    old = (root / MANIFEST).read_bytes()
    new = with_entry(manifest_text(old), entry, MANIFEST, at)
    whole, wrong = validate(Manifest, tomllib.loads(new), MANIFEST)
    if whole is None:
        raise MapperError([replace(each, file=name) for each in wrong])
    back = whole.layer[at]
    data, tiles = path.read_bytes(), path.with_suffix(".pmtiles")
    features, wrong = read_features(
        data, f"{SHELF}/{path.name}", back.look, atlas.language, whole.atlas.bounds
    )
    layers = [*atlas.layers]
    layers.insert(at, coloured(looked(Layer(back, features))))
    archives = {**atlas.archives}
    if back.tiles and tiles.is_file():
        archives[back.id] = tiles.read_bytes()
    more = replace(atlas, manifest=whole, layers=tuple(layers), archives=archives)
    # Places in the manifest count layers, so they differ; what is wrong there was so before.
    held = f"layer[{at}]"
    found = [
        each
        for each in fresh((*known, *check(atlas)), (*wrong, *check(more)))
        if each.file != MANIFEST or each.place.startswith(held)
    ]
    if errors(found):
        raise MapperError(folded(found))
    target, further = back.path, archives.get(back.id)
    left_out = path.with_suffix(LEFT_OUT)
    if dry_run:
        refuse_place(root, target, data)
    else:
        aside = [] if further is None else [(back.archive, further)]
        if left_out.is_file():
            aside.append((back.left_out, left_out.read_bytes()))
        commit(root, target, data, MANIFEST, old, saved_like(old, new), beside=aside)
        for each in (path, beside, *((tiles,) if further is not None else ())):
            each.unlink()
        left_out.unlink(missing_ok=True)
    return PutBack(target, entry, tuple(folded(found)), not dry_run)


def _values(text: str, name: str) -> Mapping[str, Any]:
    """What stands beside the file: the one layer, and the one that it lay above."""
    try:
        values = tomllib.loads(text)
        if len(values["layer"]) == 1 and "[[layer]]" in text:
            return values
        reason = "not one [[layer]]"
    except (tomllib.TOMLDecodeError, KeyError) as error:
        reason = str(error)
    mend = "Delete it to add the file as a new layer."
    raise MapperError([Problem(name, "", f"is no entry of a layer: {reason}.", mend)])
