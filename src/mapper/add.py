"""A file from elsewhere → a layer of the project folder: its GeoJSON and its manifest entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mapper import assets, geojson
from mapper.check import check
from mapper.defaults import collection, entry_of, title_of, with_looks
from mapper.entry import with_entry
from mapper.formats import read_file
from mapper.geometry import bounds_of
from mapper.load import MANIFEST, read
from mapper.manifest import Bounds, Manifest
from mapper.model import Atlas, Layer
from mapper.problems import MapperError, Problem, errors, folded
from mapper.schema import validate
from mapper.tidy import slug, tidy
from mapper.together import refuse_place, write_together


@dataclass(frozen=True)
class Added:
    """What was added, or with a dry run would be.

    `extent` is west, south, east, north in degrees; `entry` is the text for the manifest;
    `repaired` says in sentences what was changed in the data.
    """

    id: str
    file: Path
    features: int
    extent: Bounds
    repaired: tuple[str, ...]
    warnings: tuple[Problem, ...]
    entry: str
    next_step: str
    written: bool


def add(
    folder: str | Path,
    file: str | Path,
    *,
    id: str | None = None,
    title: str | None = None,
    group: str | None = None,
    look: str | None = None,
    label: str | None = None,
    dry_run: bool = False,
) -> Added:
    """Add a file to a project folder as a new layer, drawn above the others.

    Args:
        folder: the project folder.
        file: any file that `formats.read_file` reads; it is left as it is.
        id, title: of the layer; made of the file's name if left out.
        group: the id of a [[group]] of the manifest.
        look: how features are drawn; chosen by their geometry if left out.
        label: the column that holds the features' names; guessed if left out.
        dry_run: find out everything, write nothing.

    Raises:
        MapperError: with every problem; then nothing is written. Nothing is ever overwritten.
    """
    root = Path(folder)
    atlas, known = read(root, dropped=False)
    foreign = read_file(file)
    layer = slug(Path(file).stem) if id is None else id
    name = title_of(str(file), title or foreign.title, layer)
    refused = list(_refusals(layer, atlas))
    info = atlas.manifest.atlas
    tidied = tidy(
        foreign,
        layer,
        name,
        label=label,
        language=atlas.language,
        bounds=info.bounds,
        taken=atlas.ids,
        looks=assets.looks(),
    )
    if errors([*refused, *tidied.problems]):
        raise MapperError(folded([*refused, *tidied.problems]))
    if not tidied.features:
        raise MapperError(folded(tidied.problems))
    looked, chosen = with_looks(tidied.features, look)
    data = collection(looked)
    entry = entry_of(layer, name, chosen, group=group)
    old = (root / MANIFEST).read_bytes()
    new = with_entry(old.decode(), entry, MANIFEST).encode()
    fresh = _new_problems(atlas, known, new, data, foreign.file)
    if errors(fresh):
        raise MapperError(folded([*tidied.problems, *fresh]))
    target = f"geo/{layer}.geojson"
    if dry_run:
        refuse_place(root, target, data)
    else:
        write_together(root, target, data, MANIFEST, old, new)
    return Added(
        id=layer,
        file=root / target,
        features=len(looked),
        extent=bounds_of(*(feature["geometry"] for feature in looked)),
        repaired=tidied.notes,
        warnings=tuple(folded([*tidied.problems, *fresh])),
        entry=entry,
        next_step=f'Fill in the licence of "{layer}" in {MANIFEST}, then: mapper build',
        written=not dry_run,
    )


def _refusals(layer: str, atlas: Atlas) -> Iterator[Problem]:
    """What speaks against the id."""
    if not layer:
        mend = "Give one: --id north-road."
        yield Problem("--id", "", "no id can be made of the file's name.", mend)
    elif slug(layer) != layer:
        mend = "Use lower-case letters, digits and single hyphens"
        mend += f": {slug(layer)}." if slug(layer) else "."
        yield Problem("--id", "", f'"{layer}" is not an id.', mend)
    for index, entry in enumerate(atlas.manifest.layer):
        if entry.id == layer:
            mend = f"Choose another, as --id {layer}-2, or take that layer out first."
            yield Problem(MANIFEST, f"layer[{index}].id", f'"{layer}" is there already.', mend)


def _new_problems(
    atlas: Atlas, known: Iterable[Problem], manifest: bytes, data: bytes, file: str
) -> list[Problem]:
    """What would be wrong with the atlas that is not wrong with it now."""
    whole, problems = validate(Manifest, tomllib.loads(manifest.decode()), MANIFEST)
    if whole is None:
        return problems
    entry, info = whole.layer[-1], whole.atlas
    features, wrong = geojson.features(data, file, entry.look, atlas.language, info.bounds)
    bigger = replace(atlas, manifest=whole, layers=(*atlas.layers, Layer(entry, features)))
    before = {*known, *check(atlas)}
    return [
        replace(problem, file=file) if problem.file == f"geo/{entry.id}.geojson" else problem
        for problem in (*problems, *wrong, *check(bigger))
        if problem not in before
    ]
