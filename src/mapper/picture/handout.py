"""What stands around the static map on paper: its key, what is known of the day, the link.

With script, `web/src/paper/handout.ts` says the same of the day that is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import segno
from markupsafe import Markup

from mapper.looks import capital, has_symbol
from mapper.model import Atlas, Feature, Layer, Strength
from mapper.picture.happenings import Happening, start_of
from mapper.picture.numbers import Numbered
from mapper.picture.overlays import overlay_samples
from mapper.picture.samples import Sample, drawing, kind_of, samples
from mapper.picture.scene import State, symbol_of
from mapper.picture.svg import Picture
from mapper.picture.tongue import Tongue, state_head, state_word, tongue
from mapper.record import is_absent, rank, states_in, touches


def handout(
    atlas: Atlas, drawn: Picture, state: State, day: int, said: Mapping[str, str]
) -> dict[str, Any]:
    """Everything that `handout.html.j2` names; `said` are the interface's words."""
    there = [
        layer
        for layer in atlas.layers
        if layer.entry.shown and not layer.entry.ground and layer.features
    ]
    shown = [layer for layer in there if not layer.is_big]
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
            *(_sample(each, said) for layer in reversed(there) for each in samples(layer, said)),
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

    A drawing that is a line or an area is there once for each state too. They are without colour:
    that of a class is told of elsewhere in the key.
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
                "drawings": [drawing([replace(feature, tone="")], each) for each in states],
            }
            for look, feature in firsts.items()
            for kind in [kind_of(layer.features, look)]
        ],
        "states": [
            {"id": each, "word": state_head(entry, first, each, in_), "count": counts[each]}
            for each in states
        ],
        "unsure": in_.say("key.unsure", state=capital(unsure)) if "unsure" in states else "",
        "is_one": len(firsts) == 1 and not kind_of(layer.features, *firsts),
    }


def _sample(each: Sample, said: Mapping[str, str]) -> dict[str, Any]:
    """A row of the list; colours, which no kind tells apart, say what they are colours of."""
    return {
        "layer": each.layer,
        "word": f"{each.head}: {each.word}" if each.head and not each.kind else each.word,
        "kind": each.kind,
        "drawing": each.drawing(),
        "km": said["key.km"].format(km=int(each.km + 0.5)) if each.km else "",
    }


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
