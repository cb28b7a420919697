"""How names are set on the map: style of each look, room a name takes, places around a symbol.

The style sheet sets the same sizes, and the viewer uses the same places; change them together.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from mapper.geometry import Box, Pixel
from mapper.looks import radius_of


class Style(NamedTuple):
    """Lettering: font size in px, width against a plain face, spacing in em, capitals."""

    size: float
    wide: float = 1.0
    spacing: float = 0.0
    capitals: bool = False


STYLES = {
    "capital": Style(16, 1.08),
    "garrison": Style(13, 1.08),
    "post": Style(12.5),
    "pass": Style(12),
    "town": Style(12),
    "country": Style(12.5, 1.08, 0.16, True),
    "river": Style(12, 0.96),
    "province": Style(11, 1.04, 0.09, True),
}

_BY_LOOK = {
    "bridge": "garrison",
    "crossing": "post",
    "pontoon": "post",
    "outpost": "post",
    "tunnel": "pass",
    "pass": "pass",
    "country": "country",
    "republic": "country",
    "neighbour": "country",
    "province": "province",
    "river": "river",
}
_BY_RANK = {
    "garrison": {1: "garrison", 2: "garrison"},
    "hq": {1: "garrison", 2: "garrison"},
    "airbase": {1: "garrison", 2: "garrison"},
    "town": {1: "capital", 2: "garrison", 3: "post"},
}
_ELSE = {"garrison": "post", "hq": "post", "airbase": "post", "town": "town"}


def style_of(look: str, rank: int) -> str:
    """The style of a name; features of an unknown look are lettered like towns."""
    return _BY_LOOK.get(look) or _BY_RANK.get(look, {}).get(rank) or _ELSE.get(look, "town")


GAP = 3.5
"""Between a symbol and its name, px."""

ALONG = 4.0
"""How far names along lines keep off their line, px."""

PLACES = {"E": 0.0, "e": 0.3, "f": 0.3, "a": 0.45, "W": 0.5, "w": 0.7, "v": 0.7, "b": 0.8, "d": 0.9}
PLACES |= {"N": 1.0, "S": 1.1, "c": 1.1}
"""The letters of the contract and what each costs: right of the symbol is where one looks first."""

_NUDGE = 6.0
_LINE = 0.55
"""Half the height of a line, em: capitals reach .37 above its middle, descenders .55 below."""

MARGIN = 1.08
"""Faces differ: names may run this much wider than the table says."""


def room(name: str, style: str) -> tuple[float, float]:
    """Width and half height in px that a name takes, with a margin for other faces."""
    size, wide, spacing, capitals = STYLES[style]
    text = name.upper() if capitals else name
    return (_width(text) * wide + len(text) * spacing) * size * MARGIN, _LINE * size


def width_of(text: str, size: float) -> float:
    """The room in px that a text takes in this font size."""
    return _width(text) * size * MARGIN


def reach_of(look: str) -> float:
    """How far a point's name keeps off its place, px."""
    return radius_of(look) + GAP


@cache
def anchor(letter: str, reach: float, half: float) -> tuple[str, float, float]:
    """Where a name stands: text-anchor, and the offset of its middle line from the place, px.

    Args:
        letter: of the contract: one of `PLACES`, or C.
        reach: how far the name keeps off the place.
        half: half the height of the text.
    """
    side = "start" if letter in "Eefab" else "end" if letter in "Wwvcd" else "middle"
    # At a corner of the symbol the corner of the name's box lies about on the circle of the reach.
    across, down = 0.76 * reach, 0.55 * reach + half
    dx, dy = {
        "E": (reach, 0.0),
        "e": (reach, -_NUDGE),
        "f": (reach, _NUDGE),
        "W": (-reach, 0.0),
        "w": (-reach, -_NUDGE),
        "v": (-reach, _NUDGE),
        "N": (0.0, -reach - half),
        "S": (0.0, reach + half),
        "a": (across, -down),
        "b": (across, down),
        "c": (-across, down),
        "d": (-across, -down),
        "C": (0.0, 0.0),
    }[letter]
    return side, dx, dy


def box(at: Pixel, letter: str, reach: float, width: float, half: float) -> Box:
    """The upright box of a name around its place, px."""
    side, dx, dy = anchor(letter, reach, half)
    left = at[0] + dx - {"start": 0, "middle": width / 2, "end": width}[side]
    return left, at[1] + dy - half, left + width, at[1] + dy + half


# Advance widths of Arial and Liberation Sans, hundredths of an em.
_ADVANCES = {
    character: hundredths
    for hundredths, characters in {
        19: "'",
        22: "ijl’‘",
        26: "|",
        28: " !,./:;I[\\]ft·",
        33: "()-`r{}ґ",
        35: '"',
        50: "Jcksvxyzгстухъ",
        56: "#$0123456789?L_abdeghnopqu–",
        58: "+<=>~",
        61: "FTZ",
        67: "&ABEKPSVXY",
        72: "CDHNRUw",
        78: "GOQ",
        83: "Mmжшщыю",
        89: "%",
        94: "W",
        100: "—",
        102: "@",
    }.items()
    for character in characters
}


def _width(text: str) -> float:
    """In em, without spacing. Letters not in the table are as wide as most of their kind."""
    return sum(_ADVANCES.get(character) or _guessed(character) for character in text) / 100


def _guessed(character: str) -> int:
    if combining(character):
        return 0
    if east_asian_width(character) in "WF":
        return 100
    return 70 if character.isupper() else 56
