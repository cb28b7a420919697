"""From when until when the features of a big layer were there: two whole numbers a feature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary, ref

from mapper.model import Atlas, Bulk, Days, Feature, Layer, LayerEntry, When, places
from mapper.problems import Problem
from mapper.record.days import times
from mapper.record.entries import interval

EVER = 10**7
"""A day that lies before, or behind, all that a date can say."""


Spans = tuple[Sequence[int], Sequence[int]]
"""The first and the last day of each feature."""

Span = tuple[int | None, int | None]

_KNOWN: WeakKeyDictionary[Bulk, tuple[ref[Atlas], LayerEntry, Spans]] = WeakKeyDictionary()
"""What was found out: a page asks for it a dozen times, and it takes seconds of a million."""


def spans(atlas: Atlas, layer: Layer, features: Bulk) -> Spans | None:
    """The first and the last day on which each may have been there; None where no field says.

    What is unsure counts as there, as does what has an end that nobody knows: a picture of very
    many features has no room for five states.
    """
    if not layer.entry.when:
        return None
    if features.days is not None:
        return features.days
    known = _KNOWN.get(features)
    if known is None or known[0]() is not atlas or known[1] is not layer.entry:
        known = ref(atlas), layer.entry, _spans(atlas, layer.entry, features)
        _KNOWN[features] = known
    return known[2]


def _spans(atlas: Atlas, entry: LayerEntry, features: Bulk) -> Spans:
    when = entry.when or When()
    came, went = (_by_property(atlas, features, field) for field in (when.start, when.end))
    if entry.are == "passing":
        came, went = (
            [one or other for one, other in zip(came, went, strict=True)],
            [other or one for one, other in zip(came, went, strict=True)],
        )
    firsts = [-EVER if not each or each[0] is None else each[0] for each in came]
    lasts = [EVER if not each or each[1] is None else each[1] for each in went]
    told = {subject for subject, field in atlas.dated if field in (when.start, when.end)}
    for at in places(features.ids, told):
        firsts[at], lasts[at] = _span(*times(atlas, entry, features[at]))
    return firsts, lasts


def _by_property(atlas: Atlas, features: Bulk, field: str | None) -> list[Span | None]:
    """The first and the last day that a property of each says: few values are of very many."""
    column = features.columns.get(field or "")
    if field is None or column is None:
        return [None] * len(features)
    keys = [value if isinstance(value, str | int) else None for value in column]
    # As keys, True is 1: what is no date is looked at by itself.
    keys = [None if isinstance(key, bool) else key for key in keys]
    found: dict[str | int | None, Span | None] = {}
    for key in set(keys):
        days = interval(atlas, Feature("", {}, "", {}, {field: key}), field)
        found[key] = (days[0], days[3]) if days else None
    return list(map(found.__getitem__, keys))


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
