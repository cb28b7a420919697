"""The sheet of symbols of an atlas: where states need them, each symbol in five drawings.

The sheet has them of symbols that were drawn so. Of any other they are made of its one drawing:
whole, half of it in a ring, half, hollow, and hollow and broken with a question mark. What cannot
be made hollow, as it has colours of its own, is faint instead.
"""

from __future__ import annotations

import re
from functools import cache

from mapper import assets
from mapper.looks.marks import DOT
from mapper.looks.own import with_own
from mapper.model import Atlas, bulk_of, first_of_each_look

SIZES = {"bridge": 13.8, DOT: 8.0}
"""The ring of a symbol that is larger or smaller than most, px."""

RING = 11.0

SPOT = '<circle class="sy-halo" r="4.2"/><circle class="sy-solid" r="4.2"/>'
"""A dot that has states is larger, so that one sees what is in it."""

HOLLOW = {
    "sy-solid": "sy-paper",
    "sy-amber": "sy-paper",
    "sy-on": "sy-off",
    "sy-line": "sy-ink",
}
"""What parts of a drawing are where it is not filled."""

_PARTS = re.compile(r"\bsy-(?:solid|amber|on|line)\b")
_DOTS = re.compile(r'<circle class="sy-dot"[^>]*/>')
_DRAWING = r'<g id="s-{}">(.*)</g>\n'
_QUERY = re.compile(r'<g id="s-garrison-unknown">.*(<g transform.*</g>)</g>\n')
_ANY_DRAWING = re.compile(r'<g id="s-(?!ui-|event|plane)([a-z0-9-]+)">.*</g>\n')
_END = "</defs>"


def symbols_of(atlas: Atlas) -> str:
    """The sheet of symbols, with five drawings of each that a layer with states has."""
    looks = dict.fromkeys(
        drawn_as(feature.look)
        for layer in atlas.layers
        if layer.entry.when and not layer.is_big
        for feature in layer.features
    )
    return with_states(
        with_own(assets.symbols(), atlas), tuple(look for look in looks if not has_own(look))
    )


def symbols_worn(atlas: Atlas) -> str:
    """The same with those drawings alone that features wear, for a page that takes in no others."""
    worn = {DOT}
    for layer in atlas.layers:
        big = first_of_each_look(bulk_of(layer, atlas.language)) if layer.is_big else layer.features
        worn |= {drawn_as(look) for look in (layer.entry.look, *(each.look for each in big))}

    def kept(drawing: re.Match[str]) -> str:
        name = drawing[1]
        return drawing[0] if name in worn or name.rpartition("-")[0] in worn else ""

    return _ANY_DRAWING.sub(kept, symbols_of(atlas))


def drawn_as(look: str) -> str:
    """The look itself, or the dot that stands in for one without a drawing."""
    return look if assets.has_drawing(look) else DOT


def has_own(look: str) -> bool:
    """Whether the sheet of symbols has a drawing of it for each state."""
    return assets.has_states(look)


@cache
def with_states(sheet: str, looks: tuple[str, ...]) -> str:
    """A sheet of symbols with five drawings more of each of these looks, made of its one."""
    made = "".join(
        f'<g id="s-{look}-{state}">{drawing}</g>\n'
        for look in looks
        for state, drawing in _five(sheet, look).items()
    )
    return sheet.replace(_END, made + _END)


def _five(sheet: str, look: str) -> dict[str, str]:
    found = re.search(_DRAWING.format(re.escape(look)), sheet)
    query = _QUERY.search(sheet)
    whole = SPOT if look == DOT or not found else found[1]
    sign = query[1] if query else ""
    hollow = _hollow(whole)
    half = (
        f'{hollow}<svg x="-14" y="0" width="28" height="14" viewBox="-14 0 28 14"'
        f' overflow="hidden">{whole}</svg>'
    )
    r = f"{SIZES.get(look, RING):g}"
    ring = f'<circle class="sy-ring-halo" r="{r}"/><circle class="sy-ring" r="{r}"/>'
    return {
        "there": whole,
        "leaving": ring + half,
        "unsure": half,
        "gone": hollow,
        "unknown": hollow.replace('"sy-paper"', '"sy-paper sy-dotted"') + sign,
    }


def _hollow(drawing: str) -> str:
    emptied = _PARTS.sub(lambda part: HOLLOW[part[0]], _DOTS.sub("", drawing))
    return emptied if emptied != drawing else f'<g class="sy-faint">{drawing}</g>'
