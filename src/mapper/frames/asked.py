"""`explore`: what geopandas' method of this name is asked, and what comes of it here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from inspect import signature
from typing import Any

from mapper import assets
from mapper.frames.atlas import Setting
from mapper.frames.classes import Asked
from mapper.frames.kinds import kind_faults, length_px
from mapper.frames.layers import called_of, draw
from mapper.frames.lifetimes import lifetimes
from mapper.frames.options import (
    LEGEND,
    MISSING_KEYS,
    further,
    known_keys,
    language_of,
    look_of,
    map_kwds_left_out,
    marker_left_out,
    page_of,
)
from mapper.frames.page import Page
from mapper.frames.rows import label_of, rows_of, text_of
from mapper.frames.said import Faults, Notes, readable
from mapper.frames.tiles import base_of
from mapper.frames.wardrobe import Style, wardrobe
from mapper.geometry import Bounds
from mapper.model import BaseEntry
from mapper.pause_gc import pause_gc

FOLIUM_ZOOM = 10
"""At which folium opens a map that is told a place alone."""

BESIDE = ("frame", "kwargs")


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
    given = locals() | kwargs
    notes, faults = Notes(), Faults()
    parameters = [name for name in signature(explore).parameters if name not in BESIDE]
    asked = further(kwargs, parameters, notes)
    faults.found += kind_faults(given)
    with faults.kept():
        page = page_of(m)
    faults.stop()
    if not control_scale:
        notes.say("control_scale: a map of this page always has its scale.")
    style = Style(
        column=column,
        color=color,
        classes=Asked(
            cmap,
            bool(categorical),
            categories,
            scheme,
            5 if k is None else k,
            vmin,
            vmax,
            classification_kwds,
            legend_kwds,
        ),
        legend=bool(legend),
        legend_kwds=legend_kwds or {},
        missing_kwds=missing_kwds or {},
        style_kwds=style_kwds or {},
        highlight=highlight is None or bool(highlight),
        highlight_kwds=highlight_kwds or {},
        marker_type=marker_type,
        marker_kwds=marker_kwds or {},
        tooltip=tooltip,
        popup=popup,
        tooltip_kwds=tooltip_kwds or {},
        popup_kwds=popup_kwds or {},
        label=label,
        look=look,
        cluster=bool(cluster),
        shown=bool(asked.get("show", True)),
        source=_joined(sources),
    )
    spoken = "en"
    with faults.kept():
        spoken = language_of(language or "", page)
    with faults.kept():
        bases = base_of(tiles, attr, notes)
    with faults.kept():
        map_kwds_left_out(map_kwds or {}, notes)
    with faults.kept():
        marker_left_out(marker_type, notes)
    with faults.kept():
        known_keys("legend_kwds", style.legend_kwds, LEGEND, notes)
    with faults.kept():
        known_keys("missing_kwds", style.missing_kwds, MISSING_KEYS, notes)
    with faults.kept():
        look_of(look)
    with faults.kept(), pause_gc():
        rows = rows_of(frame, notes)
        with faults.kept():
            called_of(rows, style, label_of(label, rows.columns), notes)
        with faults.kept():
            times = lifetimes(rows, date, start, end, spoken, notes)
        worn = wardrobe(rows, style, spoken, notes)
        faults.stop()
        named = _titled(asked.get("name"), style) or assets.words()[spoken]["explore.data"]
        # Ids of rows begin with that of their layer and a hyphen: no two layers' can be alike.
        id = f"data{len(page.drawn) + 1}" if page and page.drawn else "data"
        drawn = draw(rows, style, worn, named, id, spoken, notes, times)
    faults.stop()
    if not drawn.layers:
        notes.say("No row has a geometry: nothing is drawn.")
    setting = _setting(page, readable(title or ""), readable(text or ""), spoken, named, bases)
    setting = _viewed(setting, asked, drawn.bounds)
    notes.warn()
    size = (length_px(width), length_px(height)) if page is None else page.frame
    return Page((*page.drawn, drawn) if page else (drawn,), setting, size)


def _joined(sources: str | Sequence[str] | None) -> str:
    if sources is None:
        return ""
    return readable(sources if isinstance(sources, str) else "; ".join(sources))


def _titled(name: Any, style: Style) -> str:
    """What the layer is called: as asked, or as the column."""
    caption = style.legend_kwds.get("caption")
    if name is not None or caption is not None:
        return text_of(caption if name is None else name)
    return text_of(style.column) if isinstance(style.column, str) else ""


def _setting(
    page: Page | None,
    title: str,
    text: str,
    language: str,
    named: str,
    bases: tuple[BaseEntry, ...],
) -> Setting:
    """A new page's, or that of the page there is with what is said anew."""
    if page is None:
        return Setting(title or named, text, language, bases)
    given = page.setting
    return replace(
        given, title=title or given.title, text=text or given.text, bases=(*given.bases, *bases)
    )


def _viewed(setting: Setting, asked: Mapping[str, Any], bounds: Bounds | None) -> Setting:
    """The same, opened where it is asked to; at the middle of the frame, if only a zoom is said."""
    location, start = asked.get("location"), asked.get("zoom_start")
    if location is None and start is not None and bounds:
        location = (bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2
    if location is not None:
        lat, lon = map(float, location)
        zoom = float(FOLIUM_ZOOM if start is None else start)
        setting = replace(setting, view=(zoom, lat, (lon + 180) % 360 - 180))
    least, most = (
        kept if each is None else int(each)
        for each, kept in zip(
            (asked.get("min_zoom"), asked.get("max_zoom")), setting.zoom, strict=True
        )
    )
    return replace(setting, zoom=(least, most))
