"""A layer of an atlas as a frame: its features, what is said of them, and how it was on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mapper.frames import wrong
from mapper.geometry import from_ragged
from mapper.memory.called import step
from mapper.model import (
    MISSING,
    Atlas,
    Bulk,
    DateError,
    Fact,
    bulk_of,
    day_number,
    places,
)
from mapper.model import Layer as Drawn
from mapper.record import entries, is_absent, spans, state_of, times, touches


@dataclass(frozen=True)
class Layer(Drawn):
    """A layer, and the atlas that speaks of it."""

    atlas: Atlas = field(kw_only=True, repr=False, compare=False)

    def to_gdf(self, on: str | None = None, *, facts: bool = True) -> Any:
        """A GeoDataFrame in degrees of WGS 84, a row a feature, by its id.

        Properties are columns, and so is each field that facts tell of: a value, or a tuple of
        them where sources disagree or a field has many, the surest first. Where a property has the
        name of a field, it stands where no fact does. Dates are EDTF, as text.

        Args:
            on: a day, as 2004-05-15: only the features that may have been there on it, with the
                facts that held, and where the layer is placed in time their state, in the column
                `state`; where something else has that name, `state_`.
            facts: False leaves the properties alone.

        Raises:
            MapperError: `on` is no day.
        """
        import geopandas
        import pandas as pd

        with step("to_gdf"):
            day = None if on is None else _day(on)
        whole = bulk_of(self, self.atlas.language)
        rows, states = (range(len(whole)), None) if day is None else self._there(whole, day)
        lists = {name: values.tolist() for name, values in whole.columns.items()}
        columns = {name: [values[row] for row in rows] for name, values in lists.items()}
        every = whole.ids.tolist()
        ids = [every[row] for row in rows]
        if facts:
            for name, values in self._told(ids, day).items():
                own = columns.get(name, [MISSING] * len(ids))
                columns[name] = [
                    mine if said is MISSING else said
                    for said, mine in zip(values, own, strict=True)
                ]
        if states is not None:
            columns[_free("state", columns)] = states
        shapes = from_ragged(whole.shapes)[list(rows)]
        data = {name: _series(values) for name, values in columns.items()}
        frame = pd.DataFrame(data, index=pd.RangeIndex(len(ids)))
        frame.index = pd.Index(ids, name="id", dtype="str")
        place = _free("geometry", columns)
        return geopandas.GeoDataFrame(
            frame,
            geometry=geopandas.GeoSeries(shapes, index=frame.index, crs="EPSG:4326", name=place),
        )

    def _there(self, whole: Bulk, day: int) -> tuple[Sequence[int], list[Any] | None]:
        """Which may have been there on a day, and the state of each; None without a `when`."""
        if not self.entry.when:
            return range(len(whole)), None
        if self.is_big:
            found = spans(self.atlas, self, whole)
            rows = np.flatnonzero((found[0] <= day) & (day <= found[1])).tolist() if found else []
            return rows, ["there"] * len(rows)
        states = [
            state_of(self.entry, day, *times(self.atlas, self.entry, each))
            for each in self.features
        ]
        rows = [
            row
            for row, state in enumerate(states)
            if state != "gone" and not is_absent(self.entry, state)
        ]
        return rows, [states[row] for row in rows]

    def _told(self, ids: Sequence[str], day: int | None) -> dict[str, list[Any]]:
        """Field → what facts say of each of these."""
        told = {ids[at] for at in places(ids, self.atlas.facts_of)}
        found: dict[str, list[Any]] = {}
        listed = entries(self.atlas) if told else {}
        for at, id in enumerate(ids):
            by_field: dict[str, list[Any]] = {}
            for entry in listed.get(id, ()):
                said = by_field.setdefault(entry.field, [])
                said += [self._value(each) for each in _claims(entry.claims, day)]
            for name, values in by_field.items():
                values = list(dict.fromkeys(values))
                if values:
                    column = found.setdefault(name, [MISSING] * len(ids))
                    column[at] = values[0] if len(values) == 1 else tuple(values)
        order = [*self.atlas.field_entries, *found]
        return {name: found[name] for name in dict.fromkeys(order) if name in found}

    def _value(self, fact: Fact) -> Any:
        text = fact.value.get(self.atlas.language, "")
        entry = self.atlas.field_entries.get(fact.field)
        if entry is None or entry.kind != "number":
            return text
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return text


def _claims(claims: Sequence[Fact], day: int | None) -> Iterator[Fact]:
    """Those that claim something, and may have held on the day; one without a date always does."""
    for each in claims:
        if not each.unknown and (day is None or each.date is None or touches(each.date.days, day)):
            yield each


def _day(text: str) -> int:
    try:
        return day_number(str(text)[:10] if hasattr(text, "isoformat") else str(text))
    except DateError as error:
        raise wrong("on", str(error)) from error


def _free(name: str, taken: Collection[str]) -> str:
    """A name that no property has and no field."""
    while name in taken:
        name += "_"
    return name


def _is_float(whole: int) -> bool:
    """Whether a float holds it to the last digit."""
    try:
        return float(whole) == whole
    except OverflowError:
        return False


def _series(values: list[Any]) -> Any:
    """A column of pandas: whole numbers stay whole, and texts are texts, where some are missing.

    Whole numbers that do not fit in 64 bits, or among floats would not be kept, stay those of
    Python.
    """
    import pandas as pd

    there = {type(value) for value in values if value is not MISSING}
    gaps = any(value is MISSING for value in values)
    held = [None if value is MISSING else value for value in values] if gaps else values
    whole = [value for value in values if type(value) is int]
    if there == {int} and all(-(2**63) <= value < 2**63 for value in whole):
        return pd.Series(held, dtype="Int64" if gaps else "int64")
    if float in there and there <= {int, float} and all(map(_is_float, whole)):
        return pd.Series(held, dtype="float64")
    if there == {bool}:
        return pd.Series(held, dtype="boolean" if gaps else "bool")
    if there == {str}:
        return pd.Series(held, dtype="str")
    return pd.Series(held, dtype=object)
