"""From when until when the features of a big layer were there: two whole numbers a feature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary, ref

from mapper.model import MISSING, Atlas, Bulk, Days, Feature, Layer, LayerEntry, When
from mapper.problems import Problem
from mapper.record.days import times
from mapper.record.entries import interval

Find = Callable[[Atlas, Layer, Bulk], Any]

_KNOWN: WeakKeyDictionary[Bulk, tuple[ref[Atlas], LayerEntry, Any]] = WeakKeyDictionary()
"""What was found out: a page asks for it a dozen times, and it takes seconds of a million."""

EVER = 10**7
"""A day that lies before, or behind, all that a date can say."""


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
def spans(atlas: Atlas, layer: Layer, features: Bulk) -> tuple[list[int], list[int]] | None:
    """The first and the last day on which each may have been there; None where no field says.

    What is unsure counts as there, as does what has an end that nobody knows: a picture of very
    many features has no room for five states.
    """
    if not layer.entry.when:
        return None
    fields = layer.entry.when.start, layer.entry.when.end
    told = {subject for subject, field in atlas.dated if field in fields}
    columns = [features.columns.get(field or "") for field in fields]
    blank = [MISSING] * len(features)
    known: dict[tuple[Any, ...], tuple[int, int]] = {}
    found = []
    for id, *values in zip(features.ids, *(each or blank for each in columns), strict=True):
        own = id if id in told else ""
        key = own, *(value if isinstance(value, str | int) else None for value in values)
        if key not in known:
            properties = dict(zip((field or "" for field in fields), key[1:], strict=True))
            known[key] = _span(*times(atlas, layer.entry, Feature(own, {}, "", {}, properties)))
        found.append(known[key])
    return [first for first, _ in found], [last for _, last in found]


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
