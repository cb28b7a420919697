"""A layer drawn by what a column says: the look of each value, and what features say there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from mapper.looks.colours import capital, measure, title_of, value_of, word
from mapper.looks.own import look_named
from mapper.model import MISSING, Bulk, Feature, Layer, LayerEntry, LooksEntry, Words
from mapper.problems import Severity, guess

KIND = "kind"
"""The column that says what features are: names, list and records say it anyway."""


def looked(layer: Layer) -> Layer:
    """The layer with the look of its value in each feature that names none itself."""
    looks, features = layer.entry.looks, layer.features
    if looks is None:
        return layer
    if isinstance(features, Bulk):
        columns = {**features.columns, "look": _look_column(features, looks)}
        return replace(layer, features=replace(features, columns=columns))
    return replace(layer, features=tuple(_drawn(each, looks) for each in features))


def column_value(feature: Feature, looks: LooksEntry | None) -> str:
    """The value by which a feature is drawn, in words; empty if it is drawn otherwise."""
    value = _says(value_of(feature, looks.by)) if looks else ""
    return value if looks and looks.of.get(value) == look_named(feature) else ""


def listed_values(layer: Layer) -> tuple[str, ...]:
    """The values by which features of a layer are drawn, in the order of the manifest."""
    looks = layer.entry.looks
    found = {column_value(each, looks) for each in _examples(layer)} if looks else set()
    return tuple(value for value in looks.of if value in found) if looks else ()


def first_of_each_value(layer: Layer) -> list[Feature]:
    """The first feature of each value, in the manifest's order, and of all others."""
    looks = layer.entry.looks
    if looks is None:
        return []
    found: dict[str, Feature] = {}
    for each in _examples(layer):
        found.setdefault(column_value(each, looks), each)
    return [found[value] for value in (*looks.of, "") if value in found]


def _examples(layer: Layer) -> Sequence[Feature]:
    """All features; of columns the first of each look and value, that no other has to be made."""
    features, looks = layer.features, layer.entry.looks
    if looks is None or not isinstance(features, Bulk):
        return features
    by, own = (features.column(name).classes()[1] for name in (looks.by, "look"))
    _, firsts = np.unique(by * (own.max(initial=0) + 1) + own, return_index=True)
    return [features[place] for place in np.sort(firsts).tolist()]


def measures(feature: Feature, entry: LayerEntry) -> Iterator[tuple[str, str]]:
    """What look and colour of a feature stand for: the title, and the value in words."""
    looks, colour = entry.looks, entry.colour
    by = colour.by if colour else KIND
    if looks and looks.by not in (KIND, by) and (value := column_value(feature, looks)):
        yield capital(looks.title or looks.by), value
    if colour and (value := measure(feature, colour)):
        yield title_of(colour), value


def look_faults(layer: Layer, looks: LooksEntry) -> Iterator[tuple[str, str, Severity]]:
    """What keeps features from being drawn as was meant, how to mend it, and how bad it is."""
    found = {value for each in layer.features if (value := _says(value_of(each, looks.by)))}
    if not layer.features:
        return  # that is said of its file
    if not found:
        columns = {column for each in layer.features for column in each.properties}
        mend = guess(looks.by, columns) or f"Columns are {', '.join(sorted(columns))}."
        yield f'no feature has a value of "{looks.by}".', mend, "error"
        return
    for value in looks.of:
        if value not in found:
            mend = guess(value, found) or f"There are {', '.join(sorted(found)[:12])}."
            yield f'no feature\'s "{looks.by}" is "{value}".', mend, "warning"


def _look_column(features: Bulk, looks: LooksEntry) -> Words:
    """Each one's own look, or that of its value."""
    values, by = features.column(looks.by).classes()
    given, own = features.column("look").classes()
    of_values = [looks.of.get(_says(value), features.look) for value in values]
    given = ["" if look is MISSING or not look else str(look) for look in given]
    words = [*dict.fromkeys((*given, *of_values))]
    of_own, of_value = (
        np.array([words.index(look) for look in looks], np.int64) for looks in (given, of_values)
    )
    codes = np.where(np.array([not look for look in given])[own], of_value[by], of_own[own])
    return Words(words=words, codes=codes)


def _drawn(feature: Feature, looks: LooksEntry) -> Feature:
    if feature.properties.get("look"):
        return feature
    look = looks.of.get(_says(value_of(feature, looks.by)))
    return replace(feature, look=look) if look else feature


def _says(value: object) -> str:
    return "" if value is None or value is MISSING else word(value)
