"""What a change would make wrong that is not wrong already."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mapper.edit.along import Along, told
from mapper.folder import check, manifest_text, read_features
from mapper.formats import OnProgress, joined
from mapper.geometry import sound
from mapper.model import MANIFEST, Atlas, Bulk, Feature, Layer, Manifest, validate
from mapper.problems import Problem

AT_ONCE = 20_000
"""Features that are checked together: all of a large layer at once would take gigabytes."""


def fresh(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems after a change that were none before; advice may differ, for it guesses."""
    known = {replace(each, mend="") for each in before}
    return [each for each in after if replace(each, mend="") not in known]


def with_layer(
    atlas: Atlas,
    before: Collection[Problem],
    manifest: bytes,
    lines: Sequence[bytes],
    file: str,
    on_progress: OnProgress,
    extra: Along,
    made: Bulk | None = None,
) -> list[Problem]:
    """What would be wrong with the atlas and a new layer that is not so `before`.

    `made` are the features of the lines, if they are at hand: then nothing has to be read. What is
    wrong with the manifest has to be so with every part of the layer: a property that the
    records show may be missing in one.
    """
    whole, problems = validate(Manifest, tomllib.loads(manifest_text(manifest)), MANIFEST)
    if whole is None:
        return problems
    entry, info = whole.layer[-1], whole.atlas
    found: Counter[Problem] = Counter(dict.fromkeys(problems, 1))
    newer, wrong = told(atlas, whole, extra)
    problems = [*problems, *(each for each in wrong if each not in before)]
    if made is not None and not sound(made.shapes, info.bounds):
        made = None  # reading says what is wrong
    # Facts are of features in any part.
    parts = range(0, len(lines), len(lines) if newer or made is not None else AT_ONCE)
    for start in parts:
        on_progress("Checking the atlas", start / len(lines))
        features: Sequence[Feature]
        if made is not None:
            features, wrong = replace(made, look=entry.look), []
        else:
            data = joined(lines[start : start + parts.step])
            features, wrong = read_features(data, file, entry.look, atlas.language, info.bounds)
        layers = (*atlas.layers, Layer(entry, features))
        bigger = replace(atlas, manifest=whole, layers=layers, **newer)
        found.update(dict.fromkeys((*problems, *wrong, *check(bigger)), 1))
    options = {f"layer[{len(whole.layer) - 1}].{key}": f"--{key}" for key in ("look", "group")}
    return [
        replace(problem, file=file, place=options.get(problem.place, problem.place))
        if problem.file == entry.path or problem.place in options
        else problem
        for problem, count in found.items()
        if problem not in before and not (problem.file == MANIFEST and count < len(parts))
    ]
