"""Colours as people write them → `#rrggbb`, and as many as are asked of a colour map.

Colour maps by name are matplotlib's where that is installed, else ColorBrewer's and the four of
matplotlib that branca, a part of folium, brings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from mapper.frames.said import quoted, wrong
from mapper.looks import css_hex, named_colours
from mapper.problems import guess

_LETTERS = {
    "b": "#0000ff",
    "c": "#00bfbf",
    "g": "#008000",
    "k": "#000000",
    "m": "#bf00bf",
    "r": "#ff0000",
    "w": "#ffffff",
    "y": "#bfbf00",
}
"""As matplotlib has them."""

DISTINCT = "tab20"
"""The map that geopandas takes for categories, and branca does not bring."""

_TAB20 = (
    *("#1f77b4", "#aec7e8", "#ff7f0e", "#ffbb78", "#2ca02c", "#98df8a", "#d62728"),
    *("#ff9896", "#9467bd", "#c5b0d5", "#8c564b", "#c49c94", "#e377c2", "#f7b6d2"),
    *("#7f7f7f", "#c7c7c7", "#bcbd22", "#dbdb8d", "#17becf", "#9edae5"),
)

_TABLEAU = {
    f"tab:{name}": _TAB20[2 * number]
    for number, name in enumerate(
        ("blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan")
    )
}


def hex_of(colour: Any, place: str) -> str:
    """A colour as a sheet has it.

    Raises:
        MapperError: it is none.
    """
    found = _hex_of(colour)
    if found is None:
        near = guess(str(colour)[:40], named_colours())
        mend = near or "Write it as #1b6ca8, or by its name in CSS."
        raise wrong(place, f"{quoted(colour)} is no colour.", mend)
    return found


def is_colour(colour: Any) -> bool:
    return _hex_of(colour) is not None


def colours_of(cmap: Any, count: int, categories: bool) -> list[str]:
    """So many colours of a colour map: its name, a list, or a map of matplotlib or branca.

    Of a list, categories have the first ones, over again where they are more; classes of numbers
    have them at even steps.

    Raises:
        MapperError: nobody knows it.
    """
    if isinstance(cmap, str):
        return _named(cmap, count)
    if callable(cmap):
        return _called(cmap, count)
    if isinstance(cmap, Sequence) or hasattr(cmap, "__iter__"):
        given = [hex_of(each, "cmap") for each in cmap]
        if not given:
            raise wrong("cmap", "has no colour in it.", "Write a list of colours.")
        return _spread(given, count, cycle=categories)
    raise wrong(
        "cmap", f"is {type(cmap).__name__}.", "Write a name, a list of colours or a function."
    )


def _named(name: str, count: int) -> list[str]:
    if find_spec("matplotlib"):
        from matplotlib import colormaps

        if name in colormaps:
            return [hex_of(each, "cmap") for each in colormaps[name].resampled(count)(range(count))]
    plain, back = (name[:-2], True) if name.endswith("_r") else (name, False)
    found = _schemes().get(plain.casefold())
    if found is None:
        mend = guess(plain, _schemes()) or "There are viridis, plasma, Blues, YlOrRd, Set2 …"
        more = "" if find_spec("matplotlib") else " With matplotlib installed, all of its names."
        raise wrong("cmap", f"no colour map is called {quoted(name)}.", f"{mend}{more}")
    chosen = list(reversed(found)) if back else list(found)
    if plain.casefold() not in _LISTED:
        return _spread(chosen, count, cycle=False)
    # As matplotlib takes fewer of a list: at even steps. Of more they come over again.
    most = len(chosen)
    steps = [min(int(each * most), most - 1) for each in np.linspace(0, 1, count)]
    return [chosen[at] for at in (steps if count <= most else (n % most for n in range(count)))]


_LISTED = frozenset(
    (
        *("accent", "dark2", "paired", "pastel1", "pastel2", "set1", "set2", "set3"),
        *("tab10", "tab20"),
    )
)
"""Those whose colours stand side by side, not one after another."""


@cache
def _schemes() -> dict[str, tuple[str, ...]]:
    """Name → its colours: of a scheme of ColorBrewer the most that it has."""
    from branca.colormap import linear  # here: few maps are coloured by name

    found: dict[str, tuple[str, ...]] = {}
    for key in filter(re.compile("[A-Za-z]").match, dir(linear)):
        colours = getattr(getattr(linear, key), "colors", ())
        name = re.sub(r"_\d+$", "", key).casefold()
        if len(colours) > len(found.get(name, ())):
            found[name] = tuple(hex_of(each[:3], "cmap") for each in colours)
    return found | {DISTINCT: _TAB20, "tab10": _TAB20[::2]}


def _called(cmap: Callable[[Any], Any], count: int) -> list[str]:
    """Of a map from 0 to 1, or between the ends that a map of branca has."""
    least, most = getattr(cmap, "vmin", 0.0), getattr(cmap, "vmax", 1.0)
    entries = getattr(cmap, "N", 0)
    if entries and entries <= max(count, 20):  # matplotlib's lists are asked by number
        return [hex_of(cmap(n % entries), "cmap") for n in range(count)]
    steps = np.linspace(least, most, count) if count > 1 else [(least + most) / 2]
    return [hex_of(cmap(float(each)), "cmap") for each in steps]


def _spread(colours: Sequence[str], count: int, cycle: bool) -> list[str]:
    """Those at even steps, mixed from the two beside where a step falls between."""
    if cycle:
        return [hex_of(colours[n % len(colours)], "cmap") for n in range(count)]
    rgb = np.array(
        [[int(hex_of(each, "cmap")[at : at + 2], 16) for at in (1, 3, 5)] for each in colours]
    )
    at = np.linspace(0, len(colours) - 1, count) if count > 1 else [(len(colours) - 1) / 2]
    mixed = [np.interp(at, range(len(colours)), channel) for channel in rgb.T]
    return [
        "#{:02x}{:02x}{:02x}".format(*(round(float(c)) for c in each))
        for each in zip(*mixed, strict=True)
    ]


def _hex_of(colour: Any) -> str | None:
    if isinstance(colour, str):
        word = colour.strip().casefold()
        known = _LETTERS.get(word) or _TABLEAU.get(word) or css_hex(word) or _of_matplotlib(colour)
        return known[:7] if known and known[7:] == "ff" else known  # branca writes what is solid so
    try:
        parts = [float(each) for each in colour]
    except (TypeError, ValueError, OverflowError):
        return None
    if len(parts) not in (3, 4) or not all(0 <= each <= 1 for each in parts):
        return None
    solid = parts[:3] if len(parts) == 3 or parts[3] == 1 else parts
    return "#" + "".join(f"{round(255 * each):02x}" for each in solid)


def _of_matplotlib(colour: str) -> str | None:
    """What only matplotlib knows, where it is installed: C0, xkcd:sky blue, 0.5."""
    if find_spec("matplotlib"):
        from matplotlib.colors import is_color_like, to_hex

        return str(to_hex(colour)) if is_color_like(colour) else None
    return None
