"""Looks for layers that name none: in turn, so that two of them can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mapper.model import MANY, Bulk, Feature, Layer, looks_of

TURN = {
    "Point": ("circle", "square", "triangle", "diamond", "cross", "ring"),
    "LineString": ("line", "dashed", "dotted", "dash-dot"),
    "Polygon": ("area", "area-shaded", "area-dashed", "area-dotted"),
}
"""Kind of geometry → shapes, patterns and tones that differ on a map and on paper, without colour.

Of very many points each is a dot, whatever its look: those have the look of a dot.
"""

DOTS = "point"

SAME = {"airbase": "circle", "garrison": "square", "outpost": "triangle"}
"""Looks whose outline is that of a shape."""


def looks_in_turn(layers: Iterable[Layer], count: int = 0) -> Mapping[str, str]:
    """Kind of geometry → the look that no other layer has yet, or that the fewest have.

    Args:
        layers: those that have a look.
        count: the features of the layer that asks.
    """
    taken = Counter(look for layer in layers for look in _looks(layer))
    found = {kind: min(looks, key=lambda look: taken[look]) for kind, looks in TURN.items()}
    return found | ({"Point": DOTS} if count > MANY else {})


def looks_given(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """The layers, those that have none with a look: of most of their features' geometries.

    Features of another kind have a look of that kind.
    """
    found = list(layers)
    for index, layer in enumerate(layers):
        if not layer.entry.look:
            others = [each for each in found if each.entry.look]
            found[index] = _given(layer, looks_in_turn(others, len(layer.features)))
    return tuple(found)


def _given(layer: Layer, looks: Mapping[str, str]) -> Layer:
    features = layer.features
    if isinstance(features, Bulk):
        most = looks[_kind(features[0])]
        features = replace(features, look=most)
    else:
        kinds = Counter(map(_kind, features))
        most = looks[kinds.most_common(1)[0][0] if kinds else "Point"]
        features = tuple(
            each if each.look else replace(each, look=looks[_kind(each)]) for each in features
        )
    return Layer(layer.entry.model_copy(update={"look": most}), features)


def _kind(feature: Feature) -> str:
    return str(feature.geometry["type"]).removeprefix("Multi")


def _looks(layer: Layer) -> set[str]:
    listed = layer.entry.looks.of.values() if layer.entry.looks else ()
    found = {layer.entry.look, *looks_of(layer), *listed}
    return {SAME.get(look, look) for look in found}
