"""The features of a big layer: kept as columns, each feature made when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, Final, overload

import numpy as np

from mapper.geometry import Bounds, Ragged, geometry, joined, ragged
from mapper.model.atlas import Atlas, Feature, Layer, Text

Column = list[Any]
"""The values of one property, a feature each; `MISSING` where a feature does not have it."""

LANGUAGE = re.compile(r"^name_([a-z]{2,3})$")


SAMPLES = 24
"""The map key shows no more looks of a big layer."""


class Missing:
    """The value that is not there: null, or no such property."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True, eq=False)
class Bulk(Sequence[Feature]):
    """Features as columns. A property that is null is `MISSING`, as if it were not named.

    `look` is that of features that name none, `language` the one of `name`. `days`: the first and
    the last on which each is there, where that is known already, and not to be read of properties.
    """

    ids: list[str]
    shapes: Ragged
    columns: Mapping[str, Column]
    look: str
    language: str
    days: tuple[Sequence[int], Sequence[int]] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Feature: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Feature, ...]: ...
    def __getitem__(self, index: int | slice) -> Feature | tuple[Feature, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        index = range(len(self))[index]
        properties = {
            name: column[index]
            for name, column in self.columns.items()
            if column[index] is not MISSING
        }
        return Feature(
            self.ids[index],
            feature_names(properties, self.language),
            self.look_of(index),
            geometry(self.shapes, index),
            properties,
        )

    def look_of(self, index: int) -> str:
        own = self.columns["look"][index] if "look" in self.columns else MISSING
        return str(own) if own is not MISSING and own else self.look


def bulk(items: Sequence[Mapping[str, Any]], look: str, language: str) -> Bulk:
    """Parsed GeoJSON features, each with an id and properties, as columns.

    Raises:
        KeyError, TypeError, ValueError: a geometry is none.
    """
    properties = list(map(itemgetter("properties"), items))
    if not all(properties):
        properties = [each or {} for each in properties]
    columns = {key: _without_nulls(values) for key, values in _transposed(properties).items()}
    shapes = ragged(list(map(itemgetter("geometry"), items)))
    return Bulk(list(map(itemgetter("id"), items)), shapes, columns, look, language)


def gathered(pieces: Sequence[Bulk]) -> Bulk:
    """Several as one, in their order."""
    first = pieces[0]
    names = dict.fromkeys(name for piece in pieces for name in piece.columns)
    return Bulk(
        list(chain.from_iterable(piece.ids for piece in pieces)),
        joined([piece.shapes for piece in pieces]),
        {
            name: list(
                chain.from_iterable(
                    piece.columns.get(name) or [MISSING] * len(piece) for piece in pieces
                )
            )
            for name in names
        },
        first.look,
        first.language,
    )


def bulk_of(layer: Layer, language: str) -> Bulk:
    """The columns of a layer, made if its features are not kept so."""
    if isinstance(layer.features, Bulk):
        return layer.features
    items = [
        {"id": each.id, "geometry": each.geometry, "properties": each.properties}
        for each in layer.features
    ]
    return bulk(items, layer.entry.look, language)


def looks_of(layer: Layer) -> set[str]:
    """Every look that a feature of a layer has."""
    features = layer.features
    if not isinstance(features, Bulk):
        return {feature.look for feature in features}
    if "look" not in features.columns:
        return {features.look}
    own = set(map(str, features.columns["look"])) - {""}
    return {features.look if look == str(MISSING) else look for look in own}


def first_of_each_look(features: Bulk) -> list[Feature]:
    """The first feature of each look, at most `SAMPLES`."""
    if "look" not in features.columns:
        return [features[0]]
    found: dict[str, int] = {}
    for index in range(len(features)):
        found.setdefault(features.look_of(index), index)
    return [features[index] for index in list(found.values())[:SAMPLES]]


def outside_bounds(features: Bulk, bounds: Bounds) -> list[str]:
    """The ids of the features that lie wholly outside the bounds."""
    west, south, east, north = bounds
    w, s, e, n = features.shapes.bounds.T
    strays = (e < west) | (w > east) | (n < south) | (s > north)
    return [features.ids[index] for index in np.flatnonzero(strays)]


def told_features(atlas: Atlas) -> Mapping[str, tuple[Feature, ...]]:
    """Layer id → the features that have an article: all, or of a big layer those that rows name."""
    named = {fact.subject for fact in atlas.facts} | {event.subject for event in atlas.events}
    named |= {name for fact in atlas.facts for name in fact.value.values()}
    for rows in atlas.registers.values():
        named |= {id for row in rows for id in (*row.subjects, row.detail.get("parent", ""))}
    return {
        layer.id: tuple(layer.features[index] for index in places(layer.ids, named))
        if layer.is_big
        else tuple(layer.features)
        for layer in atlas.layers
    }


def places(ids: Sequence[str], wanted: Collection[str]) -> list[int]:
    """Where those of the ids stand that are wanted."""
    return [index for index, id in enumerate(ids) if id in wanted] if wanted else []


def feature_names(properties: Mapping[str, Any], language: str) -> Text:
    """`name` and its `name_<language>`s, where they are text."""
    found = {language: properties.get("name")}
    found |= {
        match[1]: value for key, value in properties.items() if (match := LANGUAGE.match(key))
    }
    return {key: value for key, value in found.items() if isinstance(value, str) and value}


def _transposed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    """Key → a value a row, None where the row does not have it; keys as they come first."""
    try:
        keys = rows[0] if rows else {}
        found = {key: list(map(itemgetter(key), rows)) for key in keys}
        if set(map(len, rows)) <= {len(keys)}:
            return found  # all have the same keys, as nearly always: three times as quick
    except KeyError:
        pass
    keys = dict.fromkeys(chain.from_iterable(rows))
    return {key: [row.get(key) for row in rows] for key in keys}


def _without_nulls(values: Column) -> Column:
    if type(None) in set(map(type, values)):
        return [MISSING if value is None else value for value in values]
    return values
