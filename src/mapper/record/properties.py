"""What a layer says by properties of its features: when they were there, what records show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

import numpy as np

from mapper.model import MANIFEST, Atlas, Bulk, DateError, Days, Feature, Layer, parse_date
from mapper.problems import Problem, guess
from mapper.record.entries import property_date


def known_properties(layer: Layer) -> set[str]:
    """The names of all properties of a layer's features."""
    if isinstance(layer.features, Bulk):
        return set(layer.features.columns)
    return set().union(*(feature.properties for feature in layer.features))


def records_name_what_exists(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        known = known_properties(layer) if layer.entry.popup else set()
        for name in layer.entry.popup:
            if name not in known and layer.entry.path not in atlas.unread:
                mend = guess(name, known) or f"There are {', '.join(sorted(known)[:20])}."
                what = f'no feature has a property "{name}".'
                yield Problem(MANIFEST, f"layer[{index}].popup", what, mend)


def dates_of_properties_are_read(atlas: Atlas) -> Iterator[Problem]:
    for layer in atlas.layers:
        when = layer.entry.when
        for field in filter(None, (when.start, when.end) if when else ()):
            for feature in _dated(layer, field):
                value = feature.properties.get(field)
                if value in (None, "") or property_date(atlas, feature, field):
                    continue
                try:
                    said = f"{parse_date(str(value)).text} is not written as text."
                except DateError as error:
                    said = str(error)
                yield Problem(layer.entry.path, f'"{feature.id}".{field}', said)


def _dated(layer: Layer, field: str) -> Iterable[Feature]:
    """The features that may have a date in a field; of a big layer one for each of its values."""
    if not isinstance(layer.features, Bulk):
        return layer.features
    values, codes = layer.features.column(field).classes()
    firsts = np.unique(codes, return_index=True)[1].tolist()
    return [
        Feature(layer.features.ids[first], {}, "", {}, {field: value})
        for first, value in zip(firsts, values, strict=True)
        if isinstance(value, str | int | float)
    ]


FAR = 200 * 365.2425
"""Days outside the period from which a date is doubted."""


def dates_of_properties_are_near_the_period(atlas: Atlas) -> Iterator[Problem]:
    """A date centuries outside the period is misread or mistyped more often than meant."""
    period = atlas.manifest.atlas.period
    with suppress(DateError):  # then the period itself is to be mended first
        first, _, _, last = parse_date(period).days
        for layer in atlas.layers:
            when = layer.entry.when
            for field in filter(None, (when.start, when.end) if when else ()):
                far = [
                    (feature.id, date.text)
                    for feature in _dated(layer, field)
                    for date in property_date(atlas, feature, field)
                    if _is_far(date.days, first, last)
                ]
                if far:
                    (id, text), more = far[0], len(far) - 1
                    also = f" (and {more:,} more like it)" if more else ""
                    what = f'"{text}" is centuries outside the period, {period}{also}.'
                    mend = "Is it mistyped, or of another calendar? Then add it with --calendar."
                    yield Problem(layer.entry.path, f'"{id}".{field}', what, mend, "warning")


def _is_far(days: Days, first: int | None, last: int | None) -> bool:
    begin, _, _, end = days
    early = first is not None and end is not None and end < first - FAR
    late = last is not None and begin is not None and begin > last + FAR
    return early or late
