"""A frame, and how it is to be drawn → layers of an atlas, one for points, lines and areas each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from mapper import assets
from mapper.frames import classes as classing
from mapper.frames.columns import shown_names, values_of
from mapper.frames.dress import Dress, class_dresses, coded, dressed, row_styles
from mapper.frames.ramps import colour_names, hex_of, is_colour
from mapper.frames.rows import Rows, aliases_of, ids_of, label_of, named_index, names_of, shown
from mapper.frames.said import Notes, no_column, wrong
from mapper.geometry import Bounds, Sorted, as_ragged, geometry
from mapper.model import MANY, MISSING, Bulk, Column, Layer, LayerEntry, LooksEntry
from mapper.problems import guess

FEW = 200
"""Rows up to which each is a mark of its own, with a record; of more they are columns."""

KIND = "kind"
"""The property that says what features are."""

UNSTATED = "licence not stated"


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


@dataclass(frozen=True)
class Drawn:
    """Layers of one frame, what their looks wear, and where they lie; no bounds if nowhere."""

    layers: tuple[Layer, ...]
    looks: Mapping[str, tuple[str, Dress]]
    bounds: Bounds | None


@dataclass(frozen=True, eq=False)
class _Worn:
    """What the rows of a table wear, and say by it.

    `dresses` by row; `by` is the column of words that `values` are of, where the map key tells of
    them, and `title` what it is called.
    """

    dresses: Sequence[Dress]
    words: Sequence[str]
    values: tuple[str, ...]
    title: str


def draw(rows: Rows, style: Style, title: str, first_id: str, language: str, notes: Notes) -> Drawn:
    """The layers of a frame; `first_id` is that of the first, and what the others' begin with."""
    table = rows.table.assign(
        **{name: each.to_numpy() for name, each in named_index(rows.table).items()}
    )
    columns = tuple(dict.fromkeys((*named_index(rows.table), *rows.columns)))
    label = label_of(style.label, rows.columns)
    wanted = shown(style.popup, style.tooltip, columns, notes)
    called = aliases_of(style.popup_kwds, style.tooltip_kwds, wanted, notes)
    worn = _worn(rows, style, language, notes)
    layers: list[Layer] = []
    looks: dict[str, tuple[str, Dress]] = {}
    for part in rows.parts:
        id = first_id if len(rows.parts) == 1 else f"{first_id}-{part.dimension}"
        said = assets.words()[language]
        own = title if len(rows.parts) == 1 else f"{title}: {said[f'explore.{part.dimension}']}"
        made = _Part(part, table, label, called, worn, style, id, own, language, notes)
        layer, dresses = made.layer()
        layers.append(layer)
        looks |= dresses
    edges = [as_ragged(part).bounds for part in rows.parts]
    bounds = None
    if edges:
        whole = np.vstack(edges)
        west, south, *_ = map(float, whole.min(axis=0))
        *_, east, north = map(float, whole.max(axis=0))
        bounds = west, south, east, north
    return Drawn(tuple(layers), looks, bounds)


@dataclass(frozen=True, eq=False)
class _Part:
    """What a layer is made of."""

    part: Sorted
    table: Any
    label: str
    called: Mapping[str, str]
    worn: _Worn
    style: Style
    id: str
    title: str
    language: str
    notes: Notes

    def layer(self) -> tuple[Layer, Mapping[str, tuple[str, Dress]]]:
        rows, kind = self.part.rows, self.part.dimension
        mine = (
            [self.worn.dresses[row] for row in rows.tolist()] if len(self.worn.dresses) > 1 else []
        )
        alike = not mine or all(each is mine[0] or each == mine[0] for each in mine)
        dresses, codes = (
            ([(mine or self.worn.dresses)[0]], []) if alike else coded(mine, self.notes)
        )
        names = [self.style.look or f"{self.id}-{n}" for n in range(len(dresses))]
        columns = self.columns(rows)
        listed = self.worn.values and not self.style.look
        by = self.by()
        looks: LooksEntry | None = None
        if listed:
            words = [self.worn.words[row] for row in rows.tolist()]
            columns[by] = words
            order: dict[str, str] = {}
            for word, code in zip(words, codes or [0] * len(words), strict=True):
                order.setdefault(word, names[code])
            of = {word: order[word] for word in self.worn.values if word in order}
            looks = LooksEntry(by=by, of=of, title=self.worn.title) if of else None
        if codes and not self.style.look:
            columns["look"] = [names[code] for code in codes]
        popup = tuple(dict.fromkeys(name for name in self.called.values() if name in columns))
        entry = LayerEntry(
            id=self.id,
            title=self.title,
            look=names[0],
            looks=looks,
            cluster=self.style.cluster,
            labels=bool(self.style.label),
            popup=popup,
            licence=UNSTATED,
            shown=self.style.shown,
            source=self.style.source,
        )
        bulk = Bulk(
            ids_of(self.id, self.table.index, rows),
            as_ragged(self.part),
            columns,
            names[0],
            self.language,
        )
        few = len(rows) <= (MANY if self.style.label or self.style.cluster else FEW)
        own = {name: (kind, each) for name, each in zip(names, dresses, strict=True)}
        return Layer(entry, tuple(bulk) if few else bulk), {} if self.style.look else own

    def by(self) -> str:
        """The property that holds the class. Where the layer is called as the column is, it is what
        features are: then neither the key nor a record says the same twice."""
        if self.worn.title in ("", self.title):
            return KIND
        (by,) = shown_names([self.worn.title]).values()
        while by in self.called.values():
            by += " "
        return by

    def columns(self, rows: Any) -> dict[str, Column]:
        """What is shown of these rows, and their names."""
        whole = len(rows) == len(self.table)
        found: dict[str, Column] = {"name": names_of(self.table, self.label, rows)}
        for name, called in self.called.items():
            series = self.table[name]
            found[called] = values_of(series if whole else series.iloc[rows])
        return found


def _worn(rows: Rows, style: Style, language: str, notes: Notes) -> _Worn:
    base = _base(style, notes)
    count = len(rows.table)
    if style.column is not None:
        return _by_classes(rows, style, base, language, notes)
    given = style.style_kwds.get("style_function")
    dresses: Sequence[Dress] = [base]
    color = style.color
    if color is not None:
        if isinstance(color, str) and color in rows.columns:
            each = values_of(rows.table[color])
            dresses = _each_colour(each, base, f'column "{color}"')
        elif isinstance(color, str) or is_colour(color):
            dresses = [replace(base, colour=_asked_colour(color, rows))]
        else:
            each = list(color)
            if len(each) != count:
                raise wrong(
                    "color", f"has {len(each)} colours for {count} rows.", "Give one for each row."
                )
            dresses = _each_colour(each, base, "color")
    if given is not None:
        dresses = _by_function(rows, style, dresses, notes)
    return _Worn(dresses, (), (), "")


def _by_classes(rows: Rows, style: Style, base: Dress, language: str, notes: Notes) -> _Worn:
    import pandas as pd

    column, count = style.column, len(rows.table)
    if isinstance(column, str | int | float) or column in rows.columns:
        if str(column) not in rows.columns:
            raise no_column("column", column, rows.columns)
        series, named = rows.table[str(column)], str(column)
    else:
        if len(column) != count:
            raise ValueError("The GeoDataFrame and given column have different number of rows.")
        series, named = (
            pd.Series(np.asarray(column) if not hasattr(column, "dtype") else column),
            "",
        )
        series = series.reset_index(drop=True)
    title = str(style.legend_kwds.get("caption", named))
    said = assets.words()[language]
    if (
        callable(style.classes.cmap)
        and not hasattr(style.classes.cmap, "N")
        and not _categorical(series, style)
    ):
        each = [style.classes.cmap(value) for value in series]
        dresses: Sequence[Dress] = _each_colour(each, base, "cmap")
        notes.say(
            "Colours that a function gives have no key: it cannot be asked what they stand for."
        )
        return _Worn(_by_function(rows, style, dresses, notes), (), (), "")
    if isinstance(style.classes.cmap, str) and style.classes.cmap == "":
        raise wrong("cmap", "is empty.")
    found = classing.classes_of(series, style.classes, notes)
    missing = style.missing_kwds.get("color")
    none = replace(
        base,
        colour=hex_of(missing, "missing_kwds.color") if missing is not None else "var(--sym-paper)",
        dash="" if missing is not None else "3 3",
    )
    dress = [*class_dresses(base, found.colours, found.ordered), none]
    word = str(style.missing_kwds.get("label", said["key.no-value"]))
    while word in found.labels or not word:
        word += " "
    labels = [*found.labels, word]
    codes = found.codes.tolist()
    gone = int((found.codes < 0).sum())
    values = (*found.labels, word) if gone else found.labels
    dresses = [dress[code] for code in codes]
    if style.style_kwds.get("style_function") is not None:
        dresses = _by_function(rows, style, dresses, notes)
    words = [labels[code] for code in codes]
    if not style.legend:
        return _Worn(dresses, (), (), "")
    return _Worn(dresses or [base], words, values, title)


def _categorical(series: Any, style: Style) -> bool:
    import pandas as pd

    numeric = pd.api.types.is_numeric_dtype(series.dtype) and not pd.api.types.is_bool_dtype(
        series.dtype
    )
    return bool(style.classes.categorical or style.classes.categories is not None or not numeric)


def _base(style: Style, notes: Notes) -> Dress:
    """What all rows wear, before colours of their own."""
    plain = {key: value for key, value in style.style_kwds.items() if key != "style_function"}
    marker = {
        key: value
        for key, value in style.marker_kwds.items()
        if key in ("radius", "fill", "color", "weight", "opacity", "fillOpacity")
    }
    for key in style.marker_kwds:
        if key not in marker:
            notes.say(f"marker_kwds: {key} is left out; points are dots.")
    base = dressed(marker, Dress(), "marker_kwds", notes) if marker else Dress()
    return dressed(plain, base, "style_kwds", notes)


def _by_function(
    rows: Rows, style: Style, dresses: Sequence[Dress], notes: Notes
) -> Sequence[Dress]:
    give = style.style_kwds.get("style_function")
    if give is None:
        return dresses
    if not callable(give):
        raise ValueError("'style_function' has to be a callable")
    count = len(rows.table)
    worn = dresses if len(dresses) > 1 or count <= 1 else [dresses[0]] * count
    shapes: list[Any] = [None] * count
    for part in rows.parts:
        ragged = as_ragged(part)
        for place, row in enumerate(part.rows.tolist()):
            shapes[row] = geometry(ragged, place)
    columns = {name: values_of(rows.table[name]) for name in rows.columns}
    features = [
        {
            "id": str(index),
            "type": "Feature",
            "properties": {
                name: None if each[n] is MISSING else each[n] for name, each in columns.items()
            },
            "geometry": shapes[n],
        }
        for n, index in enumerate(rows.table.index)
    ]
    return row_styles(give, features, notes, worn)


def _each_colour(given: Sequence[Any], base: Dress, place: str) -> list[Dress]:
    """A dress a row; a row that has no colour wears the base."""
    known: dict[str, Dress] = {}
    found = []
    for each in given:
        if each is MISSING or each is None or each != each:
            found.append(base)
            continue
        key = str(each)
        if key not in known:
            known[key] = replace(base, colour=hex_of(each, place))
        found.append(known[key])
    return found


def _asked_colour(color: Any, rows: Rows) -> str:
    if is_colour(color):
        return hex_of(color, "color")
    near = guess(str(color), [*rows.columns, *colour_names()])
    raise wrong(
        "color",
        f'"{color}" is no colour, and no column.',
        near or "Write it as #1b6ca8, or by its name in CSS.",
    )
