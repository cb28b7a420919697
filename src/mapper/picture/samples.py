"""How a layer is drawn and what that stands for: the rows of a key, on paper and in pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from mapper import assets
from mapper.geometry import length_km
from mapper.looks import (
    Class,
    capital,
    classes,
    column_value,
    first_of_each_value,
    has_symbol,
    listed_values,
    title_of,
    words_of,
)
from mapper.model import ColourEntry, Feature, Layer
from mapper.picture.arrows import shield
from mapper.picture.scene import CASED, symbol_of
from mapper.picture.svgtext import tag, toned

SYMBOL_BOX, SWATCH_BOX = (28, 28), (42, 20)
"""Width and height of the drawings, px."""


@dataclass(frozen=True)
class Sample:
    """One row: what is drawn alike, the first of it before all, and the word for it.

    `head` is what the word is a value of, where the layer is drawn by values; `km` the length of
    lines. `kind` is the word as the data has it, empty where the layer's title stands for it.
    """

    layer: str
    word: str
    features: Sequence[Feature]
    kind: str = ""
    head: str = ""
    state: str = ""
    km: float = 0

    def drawing(self, **place: object) -> Markup:
        return drawing(self.features, self.state, **place)


def samples(layer: Layer, told: Mapping[str, str]) -> Iterator[Sample]:
    """How its features are drawn, unless a matrix or colours alone say it, and its colours."""
    if layer.is_big:
        yield from _of_columns(layer, told)
        return
    found = classes(layer)
    if not layer.entry.when and (layer.entry.looks or not found):
        yield from _word_samples(layer, told)
    if layer.entry.colour:
        yield from _class_samples(layer, found, layer.entry.colour, told)


def _of_columns(layer: Layer, told: Mapping[str, str]) -> Iterator[Sample]:
    """Of very many features the first of each value alone: the others are not looked at."""
    entry, looks = layer.entry, layer.entry.looks
    if not looks:
        yield Sample(layer.id, entry.title, [layer.features[0]])
        return
    for first in first_of_each_value(layer):
        value = column_value(first, looks)
        kind = value or told["key.others"]
        yield Sample(layer.id, capital(kind), [first], kind, looks.title or entry.title)


def _class_samples(
    layer: Layer, found: Sequence[Class], colour: ColourEntry, told: Mapping[str, str]
) -> Iterator[Sample]:
    """One sample for each class of a coloured layer, drawn as its first feature is."""
    for each in found:
        alike = [feature for feature in layer.features if feature.tone == each.tone]
        first = replace((alike or layer.features)[0], tone=each.tone)
        means = words_of(each, colour.unit) or told[each.word]
        state = "there" if layer.entry.when else ""
        yield Sample(layer.id, means, [first], head=title_of(colour), state=state)


def _word_samples(layer: Layer, told: Mapping[str, str]) -> Iterator[Sample]:
    """One sample for each word that features go by, with the length of lines."""
    looks = layer.entry.looks
    by_kind: dict[str, list[Feature]] = {}
    for value in listed_values(layer):
        by_kind[value] = [each for each in layer.features if column_value(each, looks) == value]
    others = [each for each in layer.features if not column_value(each, looks)]
    for look in dict.fromkeys(feature.look for feature in others):
        alike = [feature for feature in others if feature.look == look]
        kind = told["key.others"] if looks else kind_of(others, look)
        by_kind.setdefault(kind, []).extend(alike)
    for kind, features in by_kind.items():
        is_line = features[0].geometry["type"].endswith("LineString")
        # To the decimal that the browser has them in, so that both sums are the same.
        km = sum(round(length_km(each.geometry), 1) for each in features if is_line)
        word = capital(kind) if kind else layer.entry.title
        head = (looks.title or layer.entry.title) if looks else ""
        drawn = has_symbol(features[0])
        yield Sample(layer.id, word, features, kind, head, km=0 if drawn else km)


def kind_of(features: Sequence[Feature], look: str) -> str:
    """The word most features of this look go by; empty where they have none."""
    kinds = Counter(str(each.properties.get("kind", "")) for each in features if each.look == look)
    return kinds.most_common(1)[0][0]


def drawing(features: Sequence[Feature], state: str = "", **place: object) -> Markup:
    """What stands in a key for the first of these; `place`: where in a picture it is put."""
    drawn = _symbol if has_symbol(features[0]) else _swatch
    return drawn(features, state, place)


def _symbol(features: Sequence[Feature], state: str, place: Mapping[str, object]) -> Markup:
    first = features[0]
    # A dot of a look of its own, as rows of frames have, wears colour and size by that.
    known = first.look in assets.looks() or assets.has_drawing(first.look)
    own = "" if known else f" of-{first.look}"
    attributes = {
        "class": f"symbol{own}{toned(first, 'point')}",
        "viewBox": "-14 -14 28 28",
        "aria-hidden": "true",
    }
    drawn = tag("use", {"href": f"#{symbol_of(first.look, state)}"})
    return tag("svg", {**attributes, **place}, drawn)


def _swatch(features: Sequence[Feature], state: str, place: Mapping[str, object]) -> Markup:
    """42 px wide, by the same rules as the map; of a line with its shield."""
    first = features[0]
    precision = first.properties.get("precision")
    drawn = f"look-{first.look}" + (f" is-{precision}" if precision else "")
    how = {"data-state": state} if state else {}
    box = {"class": "swatch", "viewBox": "0 0 42 20", "aria-hidden": "true", **place}
    if first.geometry["type"].endswith("Polygon"):
        area = {"class": drawn + toned(first, "area"), "x": 4, "y": 3, "width": 34, "height": 14}
        area |= how
        return tag("svg", box, tag("rect", area))
    d = "M2 15Q21 1 40 13" if first.look == "air" else "M1 10H41"
    badges = (str(each.properties.get("badge", "")) for each in features)
    badge = next(filter(None, badges), "")
    sign = {"class": f"shield on-{first.look}", "transform": "translate(21 10)"}
    casing = {"class": f"casing casing-{first.look}", "d": d} | how
    return tag(
        "svg",
        box,
        *([tag("path", casing)] if first.look in CASED else []),
        tag("path", {"class": drawn + toned(first, "line"), "d": d} | how),
        *([tag("g", sign, shield(badge))] if badge else []),
    )
