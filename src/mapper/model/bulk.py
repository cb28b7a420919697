"""The features of a big layer: kept as columns, each feature made when it is asked for.

Of arrays a layer is made as `Bulk(ids, shapes, columns, look, language)`: ids a column of texts
(`Counted`, `Texts`), columns those of `values.py`. Of parsed GeoJSON it is made by `bulk`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, overload

import numpy as np

from mapper.geometry import Bounds, Ragged, geometry, joined, ragged
from mapper.model.atlas import Atlas, Feature, Layer, Text
from mapper.model.columns import DIGITS, column, joined_columns, nothing, texts
from mapper.model.values import MISSING, Column, Counted, Ints

LANGUAGE = re.compile(r"^name_([a-z]{2,3})$")

SAMPLES = 24
"""The map key shows no more looks of a big layer."""


@dataclass(frozen=True, eq=False)
class Bulk(Sequence[Feature]):
    """n features as columns of n values. A property that is null is `MISSING`, as if not named.

    `look` is that of features that name none, `language` the one of `name`. `days`: the first and
    the last on which each is there, where that is known already, and not to be read of properties.
    """

    ids: Column
    shapes: Ragged
    columns: Mapping[str, Column]
    look: str
    language: str
    days: tuple[Ints, Ints] | None = None

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
        values = ((name, held[index]) for name, held in self.columns.items())
        properties = {name: value for name, value in values if value is not MISSING}
        return Feature(
            self.ids[index],
            feature_names(properties, self.language),
            self.look_of(index),
            geometry(self.shapes, index),
            properties,
        )

    def look_of(self, index: int) -> str:
        own = self.columns["look"][index] if "look" in self.columns else MISSING
        return self._look(own)

    def looks(self) -> tuple[list[str], Ints]:
        """The looks of its features as they come, and (n,) which of them each has."""
        if "look" not in self.columns:
            return [self.look], np.zeros(len(self), np.int64)
        values, codes = self.columns["look"].classes()
        looks = list(map(self._look, values))
        found = [*dict.fromkeys(looks)]
        return found, np.array([found.index(look) for look in looks], np.int64)[codes]

    def column(self, name: str) -> Column:
        """A property; of nothing but `MISSING` where no feature has it."""
        return self.columns.get(name) or nothing(len(self))

    def _look(self, own: Any) -> str:
        return str(own) if own is not MISSING and own else self.look


def bulk(items: Sequence[Mapping[str, Any]], look: str, language: str) -> Bulk:
    """Parsed GeoJSON features, each with an id and properties, as columns.

    Raises:
        KeyError, TypeError, ValueError: a geometry is none.
    """
    properties = list(map(itemgetter("properties"), items))
    if not all(properties):
        properties = [each or {} for each in properties]
    columns = {key: column(values) for key, values in _transposed(properties).items()}
    shapes = ragged(list(map(itemgetter("geometry"), items)))
    ids = texts(list(map(itemgetter("id"), items)))
    return Bulk(ids, shapes, columns, look, language)


def gathered(pieces: Sequence[Bulk]) -> Bulk:
    """Several as one, in their order."""
    first = pieces[0]
    names = dict.fromkeys(name for piece in pieces for name in piece.columns)
    return Bulk(
        joined_columns([piece.ids for piece in pieces]),
        joined([piece.shapes for piece in pieces]),
        {name: joined_columns([piece.column(name) for piece in pieces]) for name in names},
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
    return set(features.looks()[0])


def first_of_each_look(features: Bulk) -> list[Feature]:
    """The first feature of each look, at most `SAMPLES`."""
    _, firsts = np.unique(features.looks()[1], return_index=True)
    return [features[index] for index in firsts[:SAMPLES].tolist()]


def outside_bounds(features: Bulk, bounds: Bounds) -> list[str]:
    """The ids of the features that lie wholly outside the bounds."""
    west, south, east, north = bounds
    w, s, e, n = features.shapes.bounds.T
    strays = (e < west) | (w > east) | (n < south) | (s > north)
    return [features.ids[index] for index in np.flatnonzero(strays).tolist()]


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
    if isinstance(ids, Counted):
        numbers = [int(id[len(ids.prefix) :]) for id in wanted if _ends_in_number(id, ids.prefix)]
        near = np.flatnonzero(np.isin(ids.numbers, numbers)).tolist() if numbers else []
        return [index for index in near if ids[index] in wanted]
    return [index for index, id in enumerate(ids) if id in wanted] if wanted else []


def _ends_in_number(id: str, prefix: str) -> bool:
    number = id[len(prefix) :]
    return id.startswith(prefix) and number.isdecimal() and len(number) <= DIGITS


def feature_names(properties: Mapping[str, Any], language: str) -> Text:
    """`name` and its `name_<language>`s, where they are text."""
    found = {language: properties.get("name")}
    found |= {
        match[1]: value for key, value in properties.items() if (match := LANGUAGE.match(key))
    }
    return {key: value for key, value in found.items() if isinstance(value, str) and value}


def _transposed(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
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
