"""From when until when the features of a big layer were there: two whole numbers a feature."""

from __future__ import annotations

from typing import Any

from mapper.model import MISSING, Atlas, Bulk, Days, Feature, Layer
from mapper.record.days import times

EVER = 10**7
"""A day that lies before, or behind, all that a date can say."""


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
