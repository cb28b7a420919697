"""The state of a feature on a day, from the four days of its leaving."""

from __future__ import annotations

from collections.abc import Callable

from mapper.dates import Days
from mapper.model import Atlas, Feature
from mapper.record import interval


def state(day: int, until: Days | None) -> str:
    """held, leaving (under way), uncertain (one unknown day), vacated, or unknown.

    Before the earliest start of the leaving it is held, after the latest end vacated. Between the
    latest start and the earliest end a leaving is certainly under way; the rest is uncertain.
    An open end never comes.
    """
    if until is None:
        return "unknown"
    earliest_start, latest_start, earliest_end, latest_end = until
    if earliest_start is not None and day < earliest_start:
        return "held"
    if latest_end is not None and day > latest_end:
        return "vacated"
    started = latest_start is not None and latest_start <= day
    going_on = earliest_end is None or day <= earliest_end
    return "leaving" if started and going_on else "uncertain"


def state_on(atlas: Atlas, day: int) -> Callable[[Feature], str]:
    """Feature → its state on the day; empty for features that no field places in time."""
    until = {
        feature.id: layer.entry.when.end
        for layer in atlas.layers
        if layer.entry.when
        for feature in layer.features
    }
    return lambda feature: (
        state(day, interval(atlas, feature, until[feature.id])) if feature.id in until else ""
    )
