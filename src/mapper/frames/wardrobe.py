"""What each row wears, by its class, a colour of its own or a function, and what the key says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper import assets
from mapper.frames import classes as classing
from mapper.frames.columns import values_of
from mapper.frames.dress import Dress, class_dresses, coded, dressed, pointed_at, row_styles
from mapper.frames.kinds import is_name, is_scalar
from mapper.frames.ramps import hex_of, is_colour
from mapper.frames.rows import Rows, series_of, text_of
from mapper.frames.said import Notes, no_column, quoted, short, wrong
from mapper.geometry import as_ragged, geometry
from mapper.looks import named_colours
from mapper.model import MISSING
from mapper.problems import guess

Codes = NDArray[np.int64]

LISTED = 64
"""Classes that a key tells of."""


OF_MARKERS = {
    **{name: name for name in ("radius", "fill", "stroke", "color", "weight", "opacity")},
    **dict.fromkeys(("fill_color", "fillColor"), "fillColor"),
    **dict.fromkeys(("fill_opacity", "fillOpacity"), "fillOpacity"),
    **dict.fromkeys(("dash_array", "dashArray"), "dashArray"),
}
"""What folium's markers are told, as Python or as Leaflet writes it → Leaflet's name."""


@dataclass(frozen=True)
class Style:
    """What was asked of how rows look, in the words of geopandas."""

    column: Any = None
    color: Any = None
    classes: classing.Asked = field(default_factory=classing.Asked)
    legend: bool = True
    legend_kwds: Mapping[str, Any] = field(default_factory=dict)
    missing_kwds: Mapping[str, Any] = field(default_factory=dict)
    style_kwds: Mapping[str, Any] = field(default_factory=dict)
    highlight: bool = True
    highlight_kwds: Mapping[str, Any] = field(default_factory=dict)
    marker_type: Any = None
    marker_kwds: Mapping[str, Any] = field(default_factory=dict)
    tooltip: Any = True
    popup: Any = False
    tooltip_kwds: Mapping[str, Any] = field(default_factory=dict)
    popup_kwds: Mapping[str, Any] = field(default_factory=dict)
    label: str | None = None
    look: str | None = None
    cluster: bool = False
    shown: bool = True
    source: str = ""


@dataclass(frozen=True, eq=False)
class Wardrobe:
    """What the n rows of a frame wear, and what the map key says of it.

    `codes` (n,): which of the `dresses`. `labels`: the classes that the key tells of, none where it
    tells of none; `classes` (n,): which of them. `title`: what they are classes of.
    """

    dresses: tuple[Dress, ...]
    codes: Codes
    labels: tuple[str, ...] = ()
    classes: Codes = field(default_factory=lambda: np.empty(0, np.int64))
    title: str = ""


def wardrobe(rows: Rows, style: Style, language: str, notes: Notes) -> Wardrobe:
    """What all rows wear.

    Raises:
        MapperError: a colour is none, a column is not there.
    """
    base = _base(style, notes)
    worn = (
        _by_colour(rows, style, base, notes)
        if style.column is None
        else _by_classes(rows, style, base, language, notes)
    )
    give = style.style_kwds.get("style_function")
    if give is None:
        return worn
    each = [worn.dresses[code] for code in worn.codes.tolist()]
    dresses, codes = coded(row_styles(give, _features(rows), notes, each), notes)
    return replace(worn, dresses=tuple(dresses), codes=np.array(codes, np.int64))


def _by_colour(rows: Rows, style: Style, base: Dress, notes: Notes) -> Wardrobe:
    color, count = style.color, len(rows.table)
    alike = np.zeros(count, np.int64)
    if color is None:
        return Wardrobe((base,), alike)
    if isinstance(color, str) and text_of(color) in rows.columns:
        given, place = values_of(rows.table[text_of(color)]), f'column "{color}"'
    elif isinstance(color, str) or is_colour(color):
        return Wardrobe((replace(base, colour=_colour(color, rows)),), alike)
    else:
        given, place = list(color), "color"
        if len(given) != count:
            what = f"has {len(given)} colours for {count} rows."
            raise wrong("color", what, "Give one for each row.")
    return _each(given, base, place, notes)


ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
"""Numbers stand so as in their own script: else their signs go to the other end."""


def _by_classes(rows: Rows, style: Style, base: Dress, language: str, notes: Notes) -> Wardrobe:
    series, named = _series(rows, style.column)
    cmap = style.classes.cmap
    if (
        callable(cmap)
        and not hasattr(cmap, "N")
        and not classing.are_categories(series, style.classes)
    ):
        notes.say("Colours that a function gives have no key: it says not what they stand for.")
        return _each([_asked(cmap, value, "cmap") for value in series], base, "cmap", notes)
    found = classing.classes_of(series, style.classes, notes)
    missing = style.missing_kwds.get("color")
    none = replace(
        base,
        colour="var(--sym-paper)" if missing is None else hex_of(missing, "missing_kwds.color"),
        dash="3 3" if missing is None else "",
    )
    dresses = (*class_dresses(base, found.colours, found.ordered), none)
    codes = np.where(found.codes < 0, len(found.labels), found.codes)
    if len(found.labels) > LISTED:
        notes.say(
            f"The column has {len(found.labels):,} values: colours come over again, without a key."
        )
    if not style.legend or len(found.labels) > LISTED:
        once = [*dict.fromkeys(dresses)]
        return Wardrobe(tuple(once), np.array([once.index(each) for each in dresses])[codes])
    label = style.missing_kwds.get("label")
    word = assets.words()[language]["key.no-value"] if label is None else text_of(label)
    while word in found.labels or not word:
        word += classing.UNSEEN
    caption = style.legend_kwds.get("caption")
    title = named if caption is None else text_of(caption)
    labels = found.labels
    if found.ordered and language in assets.RIGHT_TO_LEFT:
        labels = tuple(map(ISOLATED.format, labels))
    return Wardrobe(dresses, codes, (*labels, word), codes, title)


def _series(rows: Rows, column: Any) -> tuple[Any, str]:
    """The column that is asked for, by its name or itself, and its name."""
    if is_name(column) and not (isinstance(column, tuple) and text_of(column) not in rows.columns):
        name = text_of(column)
        if name not in rows.columns:
            raise no_column("column", name, rows.columns)
        return rows.table[name], name
    if len(column) != len(rows.table):
        what = "The GeoDataFrame and given column have different number of rows"
        raise wrong("column", f"{what}: {len(rows.table):,} and {len(column):,}.")
    return series_of(column, rows.table), ""


def _base(style: Style, notes: Notes) -> Dress:
    """What all rows wear, before colours of their own."""
    plain = {key: value for key, value in style.style_kwds.items() if key != "style_function"}
    marker = {}
    for key, value in style.marker_kwds.items():
        if key in OF_MARKERS:
            marker[OF_MARKERS[key]] = value
        else:
            notes.say(f"marker_kwds: {key} is left out; points are dots.")
    base = dressed(marker, Dress(), "marker_kwds", notes) if marker else Dress()
    base = dressed(plain, base, "style_kwds", notes)
    return pointed_at(base, style.highlight_kwds, notes) if style.highlight else base


def _features(rows: Rows) -> list[dict[str, Any]]:
    """Rows as GeoJSON features, for a function that styles them; some have no geometry."""
    shapes: list[Any] = [None] * len(rows.table)
    for part in rows.parts:
        ragged = as_ragged(part)
        for place, row in enumerate(part.rows.tolist()):
            shapes[row] = geometry(ragged, place)
    columns = {name: values_of(rows.table[name]) for name in rows.columns}
    return [
        {
            "id": str(index),
            "type": "Feature",
            "properties": {
                name: None if each[row] is MISSING else each[row] for name, each in columns.items()
            },
            "geometry": shapes[row],
        }
        for row, index in enumerate(rows.table.index)
    ]


def _each(given: Sequence[Any], base: Dress, place: str, notes: Notes) -> Wardrobe:
    """A colour a row; a row that has none wears the base."""
    import pandas as pd

    known: dict[str, Dress] = {}
    found = []
    for each in given:
        if each is MISSING or (is_scalar(each) and pd.isna(each)):
            found.append(base)
            continue
        key = str(each)
        if key not in known:
            known[key] = replace(base, colour=hex_of(each, place))
        found.append(known[key])
    dresses, codes = coded(found, notes)
    return Wardrobe(tuple(dresses) or (base,), np.array(codes, np.int64))


def _asked(give: Any, value: Any, place: str) -> Any:
    """What a function of the caller's says of a value."""
    try:
        return give(value)
    except Exception as error:  # it is not ours, and may fail in any way
        what = f"fails for {short(value)}: {type(error).__name__}: {error}."
        raise wrong(place, what, "Let it give a colour for each value.") from error


def _colour(color: Any, rows: Rows) -> str:
    if is_colour(color):
        return hex_of(color, "color")
    near = guess(str(color), [*rows.columns, *named_colours()])
    raise wrong(
        "color",
        f"{quoted(color)} is no colour, and no column.",
        near or "Write it as #1b6ca8, or by its name in CSS.",
    )
