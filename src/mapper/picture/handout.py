"""What stands around the static map on paper: its key, what is known of the day, the link.

With script, `web/src/paper/handout.ts` says the same of the day that is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import segno
from markupsafe import Markup

from mapper.geometry import length_km
from mapper.looks import (
    Class,
    capital,
    classes,
    column_value,
    has_symbol,
    listed_values,
    title_of,
    words_of,
)
from mapper.model import (
    Atlas,
    ColourEntry,
    Feature,
    Layer,
    Strength,
)
from mapper.picture.arrows import shield
from mapper.picture.happenings import Happening, start_of
from mapper.picture.numbers import Numbered
from mapper.picture.overlays import overlay_samples
from mapper.picture.scene import CASED, State, symbol_of
from mapper.picture.svg import Picture
from mapper.picture.svgtext import tag, toned
from mapper.picture.tongue import Tongue, state_head, state_word, tongue
from mapper.record import is_absent, rank, states_in, touches


def handout(
    atlas: Atlas, drawn: Picture, state: State, day: int, said: Mapping[str, str]
) -> dict[str, Any]:
    """Everything that `handout.html.j2` names; `said` are the interface's words."""
    shown = [
        layer
        for layer in atlas.layers
        if layer.entry.shown and not layer.entry.ground and layer.features and not layer.is_big
    ]
    timed = [layer for layer in shown if layer.entry.when]
    # Where no field says when things end, or they go on, that no end is known is no news.
    ending = [
        layer
        for layer in timed
        if layer.entry.when and layer.entry.when.end and not layer.entry.goes_on
    ]
    matrices = [_matrix(atlas, layer, state) for layer in timed]
    # The same remark is made once, below the last that it is about.
    last = {each["unsure"]: each["layer"] for each in matrices}
    return {
        "matrices": matrices,
        "remarks": {layer for unsure, layer in last.items() if unsure},
        "samples": [
            *(sample for layer in reversed(shown) for sample in _samples(layer, said)),
            *overlay_samples(atlas),
        ],
        "key": [_entry(atlas, each, state) for each in drawn.key],
        "strength": strength_words(atlas, day, tongue("en")),
        "events": [_event(atlas, each) for each in drawn.events],
        "undated": sum(
            state(feature) == "unknown" for layer in ending for feature in layer.features
        ),
        "ending": [layer.id for layer in ending],
        "schematic": any(
            feature.properties.get("precision") == "schematic" and not has_symbol(feature)
            for layer in shown
            for feature in layer.features
        ),
        "address": atlas.manifest.atlas.address,
        "qr": qr(atlas.manifest.atlas.address),
    }


def qr(address: str) -> Markup:
    """The address as a QR code, an SVG without a size of its own; nothing if it is empty.

    Level M, which survives a fold or a stain of 15 %.
    """
    if not address:
        return Markup("")
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, border=2))


def strength_words(atlas: Atlas, day: int, in_: Tongue) -> str:
    """How many there were on the day: figures with their dates, none worked out between.

    Of several series the one with most figures is told. Empty when the atlas has no figures.
    """
    said = in_.words
    rows = sorted((row for row in atlas.strength if row.date), key=rank)
    series = Counter(row.series for row in rows)
    if not series:
        return ""
    most = series.most_common(1)[0][0]
    told = [row for row in rows if row.series == most]
    today = [row for row in told if row.date and touches(row.date.days, day)]
    if today:
        figure, others = _rivals(today, in_)
        key = "strength.disputed" if others else "strength.today"
        return said[key].format(figure=figure, figures=figure, others=others)
    dated = sorted(
        (
            (start, row)
            for row in told
            if row.date and (start := start_of(row.date.days)) is not None
        ),
        key=lambda each: each[0],
    )
    near = [*[s for s, _ in dated if s < day][-1:], *[s for s, _ in dated if s > day][:1]]
    known = []
    for start in near:
        figure, others = _rivals([row for on, row in dated if on == start], in_)
        if others:
            figure = said["strength.rivals"].format(figure=figure, others=others)
        known.append(said["strength.known"].format(figure=figure, date=in_.date(start)))
    return said["strength.none"].format(known=said["says.semicolon"].join(known))


def _rivals(rows: Sequence[Strength], in_: Tongue) -> tuple[str, str]:
    """What was reported and is surest, and the range of what others say; empty if none does."""
    chosen = next((row for row in rows if row.kind == "reported"), rows[0])
    others = [row.value for row in rows if row.value != chosen.value]
    low, high = (in_.number(each) for each in (min(others, default=0), max(others, default=0)))
    span = low if low == high else in_.words["strength.span"].format(low=low, high=high)
    return in_.number(chosen.value), span if others else ""


def _matrix(atlas: Atlas, layer: Layer, state: State) -> dict[str, Any]:
    """Kinds down, the states that they can be in across; how many there are on the day at the foot.

    A drawing that is a line or an area is there once for each state too.
    """
    firsts: dict[str, Feature] = {}
    for feature in layer.features:
        firsts.setdefault(feature.look, feature)
    counts = Counter(state(feature) for feature in layer.features)
    entry, first, in_ = layer.entry, atlas.language, tongue("en")
    states = states_in(atlas, layer)
    unsure = state_word(entry, first, "unsure", in_)
    return {
        "layer": layer.id,
        "title": layer.entry.title,
        "rows": [
            {
                "word": capital(kind) if kind else layer.entry.title,
                "kind": kind,
                "drawings": [_in_state(feature, each) for each in states],
            }
            for look, feature in firsts.items()
            for kind in [_kind(layer.features, look)]
        ],
        "states": [
            {"id": each, "word": state_head(entry, first, each, in_), "count": counts[each]}
            for each in states
        ],
        "unsure": in_.say("key.unsure", state=capital(unsure)) if "unsure" in states else "",
        "is_one": len(firsts) == 1 and not _kind(layer.features, *firsts),
    }


def _samples(layer: Layer, told: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """How its features are drawn, unless a matrix or colours alone say it, and its colours."""
    found = classes(layer)
    if not layer.entry.when and (layer.entry.looks or not found):
        yield from _word_samples(layer, told)
    if layer.entry.colour:
        yield from _class_samples(layer, found, layer.entry.colour, told)


def _class_samples(
    layer: Layer, found: Sequence[Class], colour: ColourEntry, told: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """One sample for each class of a coloured layer, drawn as its first feature is."""
    for each in found:
        alike = [feature for feature in layer.features if feature.tone == each.tone]
        first = replace((alike or layer.features)[0], tone=each.tone)
        means = words_of(each, colour.unit) or told[each.word]
        yield {
            "layer": layer.id,
            "word": f"{title_of(colour)}: {means}",
            "kind": "",
            "drawing": _drawing([first], "there" if layer.entry.when else ""),
            "km": "",
        }


def _word_samples(layer: Layer, told: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One sample for each word that features go by, with the length of lines."""
    looks = layer.entry.looks
    by_kind: dict[str, list[Feature]] = {}
    for value in listed_values(layer):
        by_kind[value] = [each for each in layer.features if column_value(each, looks) == value]
    others = [each for each in layer.features if not column_value(each, looks)]
    for look in dict.fromkeys(feature.look for feature in others):
        alike = [feature for feature in others if feature.look == look]
        kind = told["key.others"] if looks else _kind(others, look)
        by_kind.setdefault(kind, []).extend(alike)
    for kind, features in by_kind.items():
        is_line = features[0].geometry["type"].endswith("LineString")
        # To the decimal that the browser has them in, so that both sums are the same.
        km = sum(round(length_km(each.geometry), 1) for each in features if is_line)
        drawn = has_symbol(features[0])
        yield {
            "layer": layer.id,
            "word": capital(kind) if kind else layer.entry.title,
            "kind": kind,
            "drawing": _drawing(features),
            "km": "" if drawn or not km else told["key.km"].format(km=int(km + 0.5)),
        }


def _kind(features: Sequence[Feature], look: str) -> str:
    """The word most features of this look go by; empty where they have none."""
    kinds = Counter(str(each.properties.get("kind", "")) for each in features if each.look == look)
    return kinds.most_common(1)[0][0]


def _drawing(features: Sequence[Feature], state: str = "") -> Markup:
    return _symbol(features[0], state) if has_symbol(features[0]) else _swatch(features, state)


def _in_state(feature: Feature, state: str) -> Markup:
    """Without colour: that of a class is told of elsewhere in the key."""
    return _drawing([replace(feature, tone="")], state)


def _symbol(feature: Feature, state: str) -> Markup:
    attributes = {
        "class": f"symbol{toned(feature, 'point')}",
        "viewBox": "-14 -14 28 28",
        "aria-hidden": "true",
    }
    return tag("svg", attributes, tag("use", {"href": f"#{symbol_of(feature.look, state)}"}))


def _swatch(features: Sequence[Feature], state: str) -> Markup:
    """42 px wide, by the same rules as the map; of a line with its shield."""
    first = features[0]
    precision = first.properties.get("precision")
    drawn = f"look-{first.look}" + (f" is-{precision}" if precision else "")
    how = {"data-state": state} if state else {}
    box = {"class": "swatch", "viewBox": "0 0 42 20", "aria-hidden": "true"}
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


def _entry(atlas: Atlas, numbered: Numbered, state: State) -> dict[str, Any]:
    def member(feature: Feature) -> dict[str, Any]:
        return {
            "id": feature.id,
            "name": feature.name.get(atlas.language, ""),
            "symbol": symbol_of(feature.look, state(feature)),
        }

    mark = numbered.mark
    return {
        "number": numbered.number,
        "title": numbered.title,
        "absent": is_absent(mark.layer.entry, state(mark.feature)),
        "host": mark.feature.id,
        "others": [member(feature) for feature in numbered.others],
    }


def _event(atlas: Atlas, happening: Happening) -> dict[str, Any]:
    title = happening.event.title.get(atlas.language, "")
    return {"number": happening.number, "title": title}
