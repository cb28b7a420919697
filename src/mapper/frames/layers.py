"""A frame, and how it is to be drawn → layers of an atlas, one for points, lines and areas each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapper import assets
from mapper.frames.columns import column_of, shown_names
from mapper.frames.dress import Dress
from mapper.frames.lifetimes import STATES, Lifetimes, when_beside
from mapper.frames.records import records_of
from mapper.frames.rows import Rows, ids_of, label_of, named_index, names_of
from mapper.frames.said import Notes
from mapper.frames.wardrobe import Style, Wardrobe
from mapper.geometry import Bounds, Sorted, as_ragged, total_bounds
from mapper.model import MANY, UNSTATED, Bulk, Column, Layer, LayerEntry, LooksEntry, Words

FEW = 200
"""Rows up to which each is a mark of its own, with a record; of more they are columns."""

KIND = "kind"
"""The property that says what features are."""


@dataclass(frozen=True)
class Drawn:
    """Layers of one frame, what their looks wear, and where they lie; no bounds if nowhere.

    `times`: from when until when its rows are there; None if always.
    """

    layers: tuple[Layer, ...]
    looks: Mapping[str, tuple[str, Dress]]
    bounds: Bounds | None
    times: Lifetimes | None = None


def draw(
    rows: Rows,
    style: Style,
    worn: Wardrobe,
    title: str,
    first_id: str,
    language: str,
    notes: Notes,
    times: Lifetimes | None = None,
) -> Drawn:
    """The layers of a frame; `first_id` is that of the first, and what the others' begin with."""
    table = rows.table.copy(deep=False)
    for name, each in named_index(rows.table).items():
        table[name] = each.to_numpy()
    label = label_of(style.label, rows.columns)
    called = called_of(rows, style, label, notes)
    layers: list[Layer] = []
    looks: dict[str, tuple[str, Dress]] = {}
    for part in rows.parts:
        id = first_id if len(rows.parts) == 1 else f"{first_id}-{part.dimension}"
        said = assets.words()[language]
        own = title if len(rows.parts) == 1 else f"{title}: {said[f'explore.{part.dimension}']}"
        made = _Part(part, table, label, called, worn, style, id, own, language, notes, times)
        layer, dresses = made.layer()
        layers.append(layer)
        looks |= dresses
    bounds = total_bounds(rows.parts)
    return Drawn(tuple(layers), looks, bounds, times)


def called_of(rows: Rows, style: Style, label: str, notes: Notes) -> dict[str, str]:
    """Column → what records call it, of those that they show.

    Raises:
        MapperError: a column is not there, or aliases are not one a column.
    """
    columns = tuple(dict.fromkeys((*named_index(rows.table), *rows.columns)))
    popup, tooltip = (style.popup, style.popup_kwds), (style.tooltip, style.tooltip_kwds)
    return records_of(columns, label, popup, tooltip, notes)


@dataclass(frozen=True, eq=False)
class _Part:
    """What a layer is made of."""

    part: Sorted
    table: Any
    label: str
    called: Mapping[str, str]
    worn: Wardrobe
    style: Style
    id: str
    title: str
    language: str
    notes: Notes
    times: Lifetimes | None

    def layer(self) -> tuple[Layer, Mapping[str, tuple[str, Dress]]]:
        rows, kind = self.part.rows, self.part.dimension
        worn, codes = np.unique(self.worn.codes[rows], return_inverse=True)
        dresses = [self.worn.dresses[each] for each in worn.tolist()]
        names = [self.style.look or f"{self.id}-{n}" for n in range(len(dresses))]
        columns = self.columns(rows)
        looks: LooksEntry | None = None
        if self.worn.labels and not self.style.look:
            labels = self.worn.labels
            columns[self.by()] = Words(words=labels, codes=self.worn.classes[rows])
            of = {
                labels[label]: names[codes[first]]
                for label, first in zip(
                    *np.unique(self.worn.classes[rows], return_index=True), strict=True
                )
            }
            looks = LooksEntry(by=self.by(), of=of, title=self.worn.title)
        if len(dresses) > 1 and not self.style.look:
            columns["look"] = Words(words=names, codes=codes)
        popup = tuple(dict.fromkeys(name for name in self.called.values() if name in columns))
        when = when_beside(columns) if self.times else None
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
            attribution=self.style.source,
            when=when,
            states=STATES if self.times else None,
        )
        if self.times and when and self.is_few:
            columns |= self.times.properties(rows, when)
        bulk = Bulk(
            ids_of(self.id, self.table.index, rows),
            as_ragged(self.part),
            columns,
            names[0],
            self.language,
            self.times.days(rows) if self.times else None,
        )
        if not self.is_few and (self.style.label or self.style.cluster):
            self.notes.say(
                f"label, cluster: a layer of more than {MANY:,} rows is one picture, without names "
                "on the map and without circles."
            )
        if not self.is_few and self.style.highlight_kwds:
            self.notes.say(
                "highlight_kwds: where rows are one picture, none changes under a pointer."
            )
        own = {name: (kind, each) for name, each in zip(names, dresses, strict=True)}
        return Layer(entry, tuple(bulk) if self.is_few else bulk), {} if self.style.look else own

    @property
    def is_few(self) -> bool:
        """Whether each row is a mark."""
        most = MANY if self.style.label or self.style.cluster else FEW
        return len(self.part.rows) <= most

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
            if self.times and self.is_few and name in self.times.spoken:
                found[called] = self.times.words(name, rows)
                continue
            series = self.table[name]
            found[called] = column_of(series if whole else series.iloc[rows])
        return found
