"""A file from elsewhere → a layer of the project folder: its GeoJSON and its manifest entry."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from mapper import assets, geojson
from mapper.check import check
from mapper.entry import entry_text, with_entry
from mapper.formats import read_file
from mapper.geometry import bounds_of
from mapper.load import MANIFEST, read
from mapper.manifest import Bounds, Manifest
from mapper.model import Atlas, Layer
from mapper.problems import MapperError, Problem, errors
from mapper.schema import validate
from mapper.tidy import line, slug, tidy
from mapper.together import refuse_place, write_together

LOOKS = {"Point": "point", "LineString": "line", "Polygon": "area"}
"""Kind of geometry → the neutral look that is chosen for it."""

UNSTATED = "not stated"


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
    atlas, known = read(root)
    foreign = read_file(file)
    layer = slug(Path(file).stem) if id is None else id
    name = line(title or foreign.title or _words(Path(file).stem)) or layer
    refused = list(_refusals(layer, atlas))
    info = atlas.manifest.atlas
    tidied = tidy(
        foreign,
        layer,
        name,
        label=label,
        language=atlas.language,
        bounds=info.bounds,
        taken=_taken(atlas),
        looks=assets.looks(),
    )
    if errors([*refused, *tidied.problems]):
        raise MapperError(_folded([*refused, *tidied.problems]))
    if not tidied.features:
        raise MapperError(_folded(tidied.problems))
    looked, chosen = _looked(tidied.features, look)
    data = collection(looked)
    entry = entry_text(
        {"id": layer, "title": name, "group": group, "look": chosen, "licence": UNSTATED},
        {"licence": 'Whose is it, and may it be shared? Say so here and in attribution = "…".'},
    )
    old = (root / MANIFEST).read_bytes()
    new = with_entry(old.decode(), entry, MANIFEST).encode()
    fresh = _new_problems(atlas, known, new, data, foreign.file)
    if errors(fresh):
        raise MapperError(_folded([*tidied.problems, *fresh]))
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
        warnings=tuple(_folded([*tidied.problems, *fresh])),
        entry=entry,
        next_step=f'Fill in the licence of "{layer}" in {MANIFEST}, then: mapper build',
        written=not dry_run,
    )


def collection(features: Iterable[Mapping[str, Any]]) -> bytes:
    """The text of a file of `geo/`: one feature a line, so that one change changes one line."""
    lines = b",\n".join(orjson.dumps(feature) for feature in features)
    return b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"


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


def _taken(atlas: Atlas) -> set[str]:
    """The ids of all subjects of the atlas."""
    rows = (row for register in atlas.registers.values() for row in register)
    return {"atlas", *(each.id for part in (atlas.features, atlas.events, rows) for each in part)}


def _looked(
    features: Sequence[dict[str, Any]], look: str | None
) -> tuple[tuple[dict[str, Any], ...], str]:
    """The features and the look of their layer; those of another kind name their own."""
    if look is not None:
        return tuple(features), look
    fit = [LOOKS[feature["geometry"]["type"].removeprefix("Multi")] for feature in features]
    most = Counter(fit).most_common(1)[0][0]
    return tuple(
        feature
        if own == most or "look" in feature["properties"]
        else feature | {"properties": feature["properties"] | {"look": own}}
        for feature, own in zip(features, fit, strict=True)
    ), most


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


def _folded(problems: Iterable[Problem]) -> list[Problem]:
    """Each kind of problem of a file once, with its first place and a count."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for each in problems:
        kind = (each.file, re.sub(r"[\d.-]+", "", each.what), each.severity)
        kinds.setdefault(kind, []).append(each)
    return [
        replace(first, what=f"{first.what[:-1]} (and {len(rest):,} more like it).")
        if rest
        else first
        for first, *rest in kinds.values()
    ]


def _words(stem: str) -> str:
    """A file's name as a title: "old_wells-north" → "Old wells north"."""
    words = re.sub(r"[_\-\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
