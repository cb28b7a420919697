"""Colours that a manifest names: as they are drawn on the map in light and in dark, and whether
every eye can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from mapper.looks.named import css_hex
from mapper.looks.sight import EYES, contrast, seen

GROUNDS: Mapping[str, tuple[str, str]] = {
    "light": ("#f4efe4", "#e3e2de"),
    "dark": ("#45484a", "#202428"),
}
"""The land of the map, and what lies around it: --land and --land-out of the style sheet."""

LEAST = 3.0
"""The contrast of what is drawn with what it lies on: WCAG 2.2, 1.4.11."""

APART = 15.0
"""Colours nearer than this, by CIE 1976, are taken for one where they do not lie side by side."""


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


def distance(one: str, other: str, eye: str = "") -> float:
    """How far two colours are apart for an eye: CIE 1976, the way through L*a*b* under D65."""
    first, second = seen(one, EYES[eye]), seen(other, EYES[eye])
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


def _hex(colour: str) -> str | None:
    found = css_hex(colour)
    return found if found and len(found) == len("#rrggbb") else None


def _held(colour: str, theme: str) -> str:
    """The colour, on a light map as much darker as it takes to be seen, on a dark one lighter."""
    end = 0 if theme == "light" else 255
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(256):
        found = "#" + "".join(f"{round(each + (end - each) * step / 255):02x}" for each in parts)
        if all(contrast(found, ground) >= LEAST for ground in GROUNDS[theme]):
            return found
    return colour
