"""From when until when the features of a big layer were there: two whole numbers a feature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from mapper.model import EVER, Atlas, Bulk, Days, Feature, Layer, LayerEntry, When, places
from mapper.problems import Problem
from mapper.record.days import times
from mapper.record.entries import interval

Find = Callable[[Atlas, Layer, Bulk], Any]

_KNOWN: WeakKeyDictionary[Bulk, tuple[ref[Atlas], LayerEntry, Any]] = WeakKeyDictionary()
"""What was found out: a page asks for it a dozen times, and it takes seconds of a million."""

Whole = NDArray[np.int64]


def once(find: Find) -> Find:
    """Of the same features of the same atlas the answer is kept; days that came along are one."""

    @wraps(find)
    def found(atlas: Atlas, layer: Layer, features: Bulk) -> Any:
        if layer.entry.when and features.days is not None:
            return features.days
        known = _KNOWN.get(features)
        if known is None or known[0]() is not atlas or known[1] is not layer.entry:
            known = ref(atlas), layer.entry, find(atlas, layer, features)
            _KNOWN[features] = known
        return known[2]

    return found


@once
def spans(atlas: Atlas, layer: Layer, features: Bulk) -> tuple[Whole, Whole] | None:
    """The first and the last day on which each may have been there, (n,); None if no field says.

    What is unsure counts as there, as does what has an end that nobody knows: a picture of very
    many features has no room for five states.
    """
    if not layer.entry.when:
        return None
    entry, fields = layer.entry, (layer.entry.when.start or "", layer.entry.when.end or "")
    (starts, start), (ends, end) = (features.column(field).classes() for field in fields)

    def days(id: str, *said: Any) -> tuple[int, int]:
        values = (value if isinstance(value, str | int) else None for value in said)
        properties = dict(zip(fields, values, strict=True))
        return _span(*times(atlas, entry, Feature(id, {}, "", {}, properties)))

    # What says the same was there on the same days, unless facts tell of it.
    pairs, again = np.unique(start * len(ends) + end, return_inverse=True)
    split = (divmod(pair, len(ends)) for pair in pairs.tolist())
    found = np.array([days("", starts[one], ends[other]) for one, other in split])[again]
    told = {subject for subject, field in atlas.dated if field in fields}
    for index in places(features.ids, told):
        found[index] = days(features.ids[index], starts[start[index]], ends[end[index]])
    return found[:, 0], found[:, 1]


def _span(came: Days | None, went: Days | None) -> tuple[int, int]:
    first = came[0] if came else None
    last = went[3] if went else None
    return -EVER if first is None else first, EVER if last is None else last


def ends_follow_beginnings(atlas: Atlas) -> Iterator[Problem]:
    """What ends before it begins was never there: mostly two columns have changed places."""
    for layer in atlas.layers:
        when = layer.entry.when
        if not when or not when.start or not when.end:
            continue
        wrong = [*_turned(atlas, layer, when)]
        if wrong:
            count = f"{len(wrong):,} feature{'s' if len(wrong) > 1 else ''}"
            shown = ", ".join(f'"{id}"' for id in wrong[:5])
            more = f" and {len(wrong) - 5:,} more" if len(wrong) > 5 else ""
            what = f"{count} end before they begin: {shown}{more}."
            what = what.replace("feature end before they begin", "feature ends before it begins")
            mend = f'Are "{when.start}" and "{when.end}" in each other\'s place?'
            yield Problem(layer.entry.path, "", what, mend, "warning")


def _turned(atlas: Atlas, layer: Layer, when: When) -> Iterator[str]:
    if isinstance(layer.features, Bulk):
        found = spans(atlas, layer, layer.features)
        for id, first, last in zip(layer.features.ids, *found, strict=True) if found else ():
            if last < first:
                yield id
        return
    for feature in layer.features:
        came, went = (interval(atlas, feature, field) for field in (when.start, when.end))
        if came and went and came[0] is not None and went[3] is not None and went[3] < came[0]:
            yield feature.id
