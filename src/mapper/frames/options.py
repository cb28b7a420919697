"""What is asked beside colours and classes: for the map, the page, its language, its looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapper import assets
from mapper.frames.page import Page
from mapper.frames.said import Notes, readable, wrong
from mapper.problems import guess

MARKERS = ("circle_marker", "marker", "circle")

OF_MAPS = frozenset(
    (
        *("location", "zoom_start", "min_zoom", "max_zoom", "prefer_canvas", "no_touch"),
        *("disable_3d", "png_enabled", "zoom_control", "crs", "left", "top", "position"),
        *("min_lat", "max_lat", "min_lon", "max_lon", "max_bounds"),
    )
)
"""What geopandas takes for folium's map, and refuses in `map_kwds`."""

OF_LAYERS = frozenset(
    (
        *("name", "show", "overlay", "control", "smooth_factor", "embed", "zoom_on_click"),
        *("popup_keep_highlighted", "dragging", "scrollWheelZoom", "attributionControl"),
    )
)
"""What it hands on to folium's layer, or would to its map."""

FURTHER = ("location", "zoom_start", "min_zoom", "max_zoom", "name", "show")
"""Of both, what a page follows."""

LEGEND = ("caption", "labels", "interval", "fmt", "colorbar", "scale", "max_labels")

MISSING_KEYS = ("color", "label")


def further(kwargs: Mapping[str, Any], known: Iterable[str], notes: Notes) -> dict[str, Any]:
    """Of what geopandas hands on to folium, what is followed.

    Raises:
        TypeError: it is nothing that either knows; `known` are the names of parameters.
    """
    found: dict[str, Any] = {}
    strange = []
    words = [*known, *FURTHER]
    for key, value in kwargs.items():
        if key in FURTHER:
            found[key] = value
        elif key in OF_MAPS or key in OF_LAYERS:
            notes.say(f"{key} is left out: it is for folium's map.")
        else:
            strange.append(f"explore() has no parameter '{key}'. {guess(key, words)}".rstrip())
    if strange:
        raise TypeError(readable("\n".join(strange)))
    return found


def map_kwds_left_out(map_kwds: Mapping[str, Any], notes: Notes) -> None:
    """Raises:
    MapperError: what is in it has a parameter of its own, as geopandas has it.
    """
    for key in map_kwds:
        if key in OF_MAPS:
            what = f"'{key}' cannot be specified in 'map_kwds'."
            raise wrong(f"map_kwds.{key}", what, f"Use the argument '{key}=' instead.")
        notes.say(f"{key} is left out: it is for folium's map.")


def page_of(m: Any) -> Page | None:
    """The page that a frame is to be a further layer of."""
    if m is None or isinstance(m, Page):
        return m
    mend = "Give it what explore() gave; for a folium map, call gdf.explore(m=…)."
    raise wrong("m", f"is {type(m).__name__}, not a page of mapper.", mend)


def known_keys(place: str, given: Mapping[str, Any], keys: Sequence[str], notes: Notes) -> None:
    """Raises:
    MapperError: a key is none of these.
    """
    for key in given:
        if key not in keys:
            raise wrong(
                f"{place}.{key}",
                "is nothing that geopandas knows.",
                guess(key, keys) or f"There are {', '.join(keys)}.",
            )
        if key in ("colorbar", "scale", "max_labels"):
            notes.say(f"legend_kwds: {key} is left out; the key has a row for each class.")


def language_of(asked: str, page: Page | None) -> str:
    """The language asked for, which is that of the page."""
    found = asked or (page.setting.language if page else "en")
    known = assets.words()
    if found not in known:
        what = f'there are no words in "{found}".'
        raise wrong("language", what, f"There are {', '.join(known)}.")
    if page and found != page.setting.language:
        what = f'"{found}" is not that of the page, "{page.setting.language}".'
        raise wrong("language", what, "A page is in one language: say it with its first frame.")
    return found


def look_of(look: str | None) -> str | None:
    """A look that there is."""
    if look is not None and look not in assets.looks():
        mend = guess(look, assets.looks()) or "There are square, circle, dashed, area …"
        raise wrong("look", f'there is no look "{look}".', mend)
    return look


def marker_left_out(marker_type: Any, notes: Notes) -> None:
    """Raises:
    MapperError: it is no marker of geopandas, and no object of folium.
    """
    known = isinstance(marker_type, str) and marker_type in MARKERS
    if marker_type is None or (known and marker_type == "circle_marker"):
        return
    if not known and not type(marker_type).__module__.startswith("folium"):
        raise wrong(
            "marker_type",
            "Only 'marker', 'circle', and 'circle_marker' are supported as marker values.",
            "Points are dots with each of them; look= has other symbols.",
        )
    notes.say("marker_type: points are dots; look= has other symbols.")
