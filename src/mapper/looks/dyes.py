"""Colours that a manifest names: as they are drawn on the map in light and in dark, and whether
every eye can tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

GROUNDS: Mapping[str, tuple[str, str]] = {
    "light": ("#f4efe4", "#e3e2de"),
    "dark": ("#45484a", "#202428"),
}
"""The land of the map, and what lies around it: --land and --land-out of the style sheet."""

LEAST = 3.0
"""The contrast of what is drawn with what it lies on: WCAG 2.2, 1.4.11."""

APART = 15.0
"""Colours nearer than this, by CIE 1976, are taken for one where they do not lie side by side."""

Rgb = tuple[float, float, float]

EYES: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
    "": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What an eye makes of linear sRGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A
Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (2009), 6,
table 1, severity 1.0. The first sees all.
"""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True)
class Dye:
    """A colour as it is drawn in each theme: #rrggbb. `tone` is its CSS class."""

    tone: str
    light: str
    dark: str


@cache
def dye(colour: str) -> Dye | None:
    """How a colour is drawn; None if it is none: a name of CSS, or #rgb, or #rrggbb."""
    plain = _hex(colour)
    if plain is None:
        return None
    return Dye(f"dye-{plain[1:]}", _held(plain, "light"), _held(plain, "dark"))


def colour_names() -> frozenset[str]:
    """The names of colours in CSS."""
    from PIL import ImageColor  # here: it is slow to import, and few atlases name colours

    return frozenset(ImageColor.colormap)


def changed(of: Mapping[str, str], theme: str) -> dict[str, str]:
    """Colours that are not seen well enough as they are written → what they are drawn as."""
    found = {}
    for colour in dict.fromkeys(of.values()):
        made = dye(colour)
        if made and (drawn := getattr(made, theme)) != _hex(colour):
            found[colour] = drawn
    return found


def alike(of: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Values whose colours can hardly be told apart, and whether that holds for every eye."""
    dyes = {value: made for value, colour in of.items() if (made := dye(colour))}
    for (one, first), (other, second) in combinations(dyes.items(), 2):
        pairs = ((first.light, second.light), (first.dark, second.dark))
        near = [eye for eye in EYES if any(distance(*each, eye) < APART for each in pairs)]
        if near:
            yield one, other, "" in near


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, eye: str = "") -> float:
    """How far two colours are apart for an eye: CIE 1976, the way through L*a*b* under D65."""
    first, second = _lab(_seen(one, eye)), _lab(_seen(other, eye))
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def _hex(colour: str) -> str | None:
    if _HEX.fullmatch(colour):
        digits = colour[1:].lower()
        return f"#{digits if len(digits) == 6 else ''.join(each * 2 for each in digits)}"
    if colour.lower() not in colour_names():
        return None
    from PIL import ImageColor

    red, green, blue = ImageColor.getrgb(colour)[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _held(colour: str, theme: str) -> str:
    """The colour, on a light map as much darker as it takes to be seen, on a dark one lighter."""
    end = 0 if theme == "light" else 255
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(256):
        found = "#" + "".join(f"{round(each + (end - each) * step / 255):02x}" for each in parts)
        if all(contrast(found, ground) >= LEAST for ground in GROUNDS[theme]):
            return found
    return colour


def _linear(colour: str) -> Rgb:
    """Linear light of sRGB, by IEC 61966-2-1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _seen(colour: str, eye: str) -> Rgb:
    """What an eye sees of a colour, cut to what a screen can show."""
    light = _linear(colour)
    mixed = (sum(m * c for m, c in zip(row, light, strict=True)) for row in EYES[eye])
    red, green, blue = (min(1.0, max(0.0, each)) for each in mixed)
    return red, green, blue


def _lab(light: Rgb) -> Rgb:
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
