"""`explore`: what geopandas' method of this name is asked, and what comes of it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any

from mapper import assets
from mapper.frames.atlas import Setting
from mapper.frames.classes import Asked
from mapper.frames.layers import draw
from mapper.frames.lifetimes import lifetimes
from mapper.frames.page import Page
from mapper.frames.rows import rows_of
from mapper.frames.said import Notes, wrong
from mapper.frames.tiles import base_of
from mapper.frames.wardrobe import Style
from mapper.pause_gc import pause_gc
from mapper.problems import guess

MARKERS = ("circle_marker", "marker", "circle")

PASSED_ON = frozenset(
    (
        *("prefer_canvas", "no_touch", "disable_3d", "png_enabled", "zoom_control", "crs"),
        *("left", "top", "position", "min_lat", "max_lat", "min_lon", "max_lon", "max_bounds"),
        *("overlay", "control", "smooth_factor", "embed", "zoom_on_click", "scrollWheelZoom"),
        *("popup_keep_highlighted", "dragging", "attributionControl", "prefer_canvas"),
    )
)
"""What geopandas hands on to folium, and no page of ours has."""

FURTHER = ("location", "zoom_start", "min_zoom", "max_zoom", "name", "show")
"""What it hands on, and we do."""


def explore(
    frame: Any,
    column: Any = None,
    cmap: Any = None,
    color: Any = None,
    m: Page | None = None,
    tiles: Any = None,
    attr: str | None = None,
    tooltip: Any = True,
    popup: Any = False,
    highlight: bool = True,
    categorical: bool = False,
    legend: bool = True,
    scheme: str | None = None,
    k: int = 5,
    vmin: float | None = None,
    vmax: float | None = None,
    width: Any = "100%",
    height: Any = "100%",
    categories: Sequence[Any] | None = None,
    classification_kwds: Mapping[str, Any] | None = None,
    control_scale: bool = True,
    marker_type: Any = None,
    marker_kwds: Mapping[str, Any] | None = None,
    style_kwds: Mapping[str, Any] | None = None,
    highlight_kwds: Mapping[str, Any] | None = None,
    missing_kwds: Mapping[str, Any] | None = None,
    tooltip_kwds: Mapping[str, Any] | None = None,
    popup_kwds: Mapping[str, Any] | None = None,
    legend_kwds: Mapping[str, Any] | None = None,
    map_kwds: Mapping[str, Any] | None = None,
    *,
    date: Any = None,
    start: Any = None,
    end: Any = None,
    label: str | None = None,
    title: str = "",
    text: str = "",
    sources: str | Sequence[str] = (),
    look: str | None = None,
    cluster: bool = False,
    language: str = "",
    **kwargs: Any,
) -> Page:
    """A frame as a page: one file that asks nobody for anything.

    The parameters down to `map_kwds` are those of `geopandas.GeoDataFrame.explore`, and mean the
    same; `docs/python.md` says which are followed how far. What cannot be done as asked is one
    warning that says what is done instead.

    Args:
        frame: a GeoDataFrame or GeoSeries, in any coordinate system.
        m: a page, of which the frame becomes a further layer.
        date: a column of dates, or dates: each row is there on its day, or in its month or year.
        start, end: the same: each is there from the one until the other. The page has a time bar.
        label: the column that names rows, on the map too.
        title: of the page. text: below it. sources: where the data come from.
        look: one of the page's own looks, for all rows: square, dashed.
        cluster: near points are one circle with their count, until one zooms in.
        language: of the page: en, ru, fa.

    Raises:
        MapperError: with what is wrong and how to mend it.
        TypeError: no parameter is called so.
        ValueError: where geopandas raises one.
    """
    notes = Notes()
    further = _further(kwargs, map_kwds or {}, notes)
    page = _page(m)
    setting = page.setting if page else None
    language = _language(language, setting)
    if marker_type is not None and marker_type not in MARKERS and isinstance(marker_type, str):
        raise ValueError(
            "Only 'marker', 'circle', and 'circle_marker' are supported as marker values"
        )
    if not highlight or highlight_kwds:
        notes.say("highlight: what is pointed at is ringed by the page, as what has the focus is.")
    if not control_scale:
        notes.say("control_scale: a map of this page always has its scale.")
    if marker_type not in (None, "circle_marker"):
        notes.say("marker_type: points are dots; look= has other symbols.")
    style = Style(
        column=column,
        color=color,
        classes=Asked(
            cmap, categorical, categories, scheme, k, vmin, vmax, classification_kwds, legend_kwds
        ),
        legend=legend,
        legend_kwds=_known("legend_kwds", legend_kwds, LEGEND, notes),
        missing_kwds=_known("missing_kwds", missing_kwds, ("color", "label"), notes),
        style_kwds=style_kwds or {},
        marker_type=marker_type,
        marker_kwds=marker_kwds or {},
        tooltip=tooltip,
        popup=popup,
        tooltip_kwds=tooltip_kwds or {},
        popup_kwds=popup_kwds or {},
        label=label,
        look=_look(look),
        cluster=cluster,
        shown=bool(further.get("show", True)),
        source=sources if isinstance(sources, str) else "; ".join(sources),
    )
    rows = rows_of(frame, notes)
    times = lifetimes(rows, date, start, end, language, notes)
    named = (
        str(further.get("name") or "")
        or _caption(style)
        or assets.words()[language]["explore.data"]
    )
    # Ids of rows begin with that of their layer and a hyphen: no two layers' can be alike.
    id = f"data{len(page.drawn) + 1}" if page and page.drawn else "data"
    with pause_gc():
        drawn = draw(rows, style, named, id, language, notes, times)
    if not drawn.layers:
        notes.say("No row has a geometry: nothing is drawn.")
    bases = base_of(tiles, attr, notes)
    setting = _setting(setting, title, text, language, named, bases, further)
    notes.warn(2)
    size = (width, height) if page is None else page.frame
    return Page((*page.drawn, drawn) if page else (drawn,), setting, size)


LEGEND = ("caption", "labels", "interval", "fmt", "colorbar", "scale", "max_labels")


def _setting(
    given: Setting | None,
    title: str,
    text: str,
    language: str,
    named: str,
    bases: tuple[Any, ...],
    further: Mapping[str, Any],
) -> Setting:
    """A new page's, or that of the page there is with what is said anew."""
    location, start = further.get("location"), further.get("zoom_start")
    view = None
    if location is not None:
        lat, lon = map(float, location)
        view = (float(start if start is not None else 10), lat, lon)
    zoom = further.get("min_zoom"), further.get("max_zoom")
    if given is None:
        return Setting(title or named, text, language, bases, view, zoom)
    return Setting(
        title or given.title,
        text or given.text,
        language,
        (*given.bases, *bases),
        view or given.view,
        (
            zoom[0] if zoom[0] is not None else given.zoom[0],
            zoom[1] if zoom[1] is not None else given.zoom[1],
        ),
    )


def _further(
    kwargs: Mapping[str, Any], map_kwds: Mapping[str, Any], notes: Notes
) -> dict[str, Any]:
    """What geopandas hands on to folium.

    Raises:
        TypeError: it is nothing that either knows.
    """
    found = {}
    for place, given in (("", kwargs), ("map_kwds", map_kwds)):
        for key, value in given.items():
            if key in FURTHER:
                found[key] = value
            elif key in PASSED_ON or place:
                notes.say(f"{key} is left out: it is for folium's map.")
            else:
                known = [*signature(explore).parameters, *FURTHER]
                near = guess(key, [name for name in known if name not in ("frame", "kwargs")])
                raise TypeError(f"explore() has no parameter '{key}'. {near}".rstrip())
    return found


def _page(m: Any) -> Page | None:
    if m is None or isinstance(m, Page):
        return m
    mend = "Give it what explore() gave; for a folium map, call gdf.explore(m=…)."
    raise wrong("m", f"is {type(m).__name__}, not a page of mapper.", mend)


def _known(
    place: str, given: Mapping[str, Any] | None, keys: Sequence[str], notes: Notes
) -> Mapping[str, Any]:
    for key in given or {}:
        if key not in keys:
            raise wrong(
                f"{place}.{key}",
                "is nothing that geopandas knows.",
                guess(key, keys) or f"There are {', '.join(keys)}.",
            )
        if key in ("colorbar", "scale", "max_labels"):
            notes.say(f"legend_kwds: {key} is left out; the key has a row for each class.")
    return given or {}


def _language(asked: str, setting: Setting | None) -> str:
    found = asked or (setting.language if setting else "en")
    known = assets.words()
    if found not in known:
        what = f'there are no words in "{found}".'
        raise wrong("language", what, f"There are {', '.join(known)}.")
    if setting and found != setting.language:
        what = f'"{found}" is not that of the page, "{setting.language}".'
        raise wrong("language", what, "A page is in one language: say it with its first frame.")
    return found


def _look(look: str | None) -> str | None:
    if look is not None and look not in assets.looks():
        mend = guess(look, assets.looks()) or "There are square, circle, dashed, area …"
        raise wrong("look", f'there is no look "{look}".', mend)
    return look


def _caption(style: Style) -> str:
    caption = style.legend_kwds.get("caption")
    if caption:
        return str(caption)
    return str(style.column) if isinstance(style.column, str) else ""
