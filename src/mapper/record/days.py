"""The state of a feature on a day, from the four days of its coming and of its leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mapper.model import Atlas, Days, Feature, Layer, parse_date
from mapper.record.entries import interval


def state(day: int, until: Days | None, since: Days | None = None) -> str:
    """not-yet, held, leaving (under way), uncertain (one unknown day), vacated, or unknown.

    Before the earliest start of the leaving it is held, after the latest end vacated. Between the
    latest start and the earliest end a leaving is certainly under way; the rest is uncertain.
    An open end never comes: that is one whose start has an earliest day. Elsewhere (`[..y]`) an
    open day is before and after nothing. Without `since` it is taken to have been there already.
    """
    if since:
        earliest, latest, _, _ = since
        if earliest is not None and day < earliest:
            return "not-yet"
        if day < latest if latest is not None else earliest is not None:
            return "uncertain"
    if until is None or all(bound is None for bound in until):
        return "unknown"
    earliest_start, latest_start, earliest_end, latest_end = until
    if earliest_start is not None and day < earliest_start:
        return "held"
    if latest_end is not None and day > latest_end:
        return "vacated"
    started = latest_start is not None and latest_start <= day
    going_on = earliest_start is not None if earliest_end is None else day <= earliest_end
    return "leaving" if started and going_on else "uncertain"


def state_on(atlas: Atlas, day: int) -> Callable[[Feature], str]:
    """Feature → its state on the day; empty for features that no field places in time."""
    when = {
        feature.id: layer.entry.when
        for layer in atlas.layers
        if layer.entry.when and not layer.is_big
        for feature in layer.features
    }

    def of(feature: Feature) -> str:
        fields = when.get(feature.id)
        if fields is None:
            return ""
        until, since = (interval(atlas, feature, field) for field in (fields.end, fields.start))
        return state(day, until, since)

    return of


def used_days(atlas: Atlas, layer: Layer, feature: Feature) -> list[Days]:
    """The dates at which sources have it in use, each once."""
    found = dict.fromkeys(
        fact.date.days
        for fact in atlas.facts_of.get(feature.id, ())
        if fact.field in layer.entry.used
        if fact.date and not fact.unknown
    )
    return [*found]


def use(day: int, used: Iterable[Days]) -> str:
    """Was something in use on the day: used, perhaps, or nothing, as no source says so?"""
    told = [days for days in used if touches(days, day)]
    if any(_is_surely(days, day) for days in told):
        return "used"
    return "perhaps" if told else ""


def touches(days: Days, day: int) -> bool:
    """May it have gone on, or been, on the day? Open ends reach out without limit."""
    start, _, _, end = days
    if start is None and end is None:
        return False
    return (start is None or start <= day) and (end is None or day <= end)


def _is_surely(days: Days, day: int) -> bool:
    """It went on all through the day, or began or ended on it, whichever of its days is right."""
    start, late_start, early_end, end = days
    if start == late_start == day or early_end == end == day:
        return True
    begun = late_start is not None and late_start <= day
    unended = early_end is None and start is not None
    return begun and (unended or (early_end is not None and day <= early_end))


def opening_day(atlas: Atlas) -> int:
    """The day the map opens on, since 1970-01-01: the manifest's, or the first of the period."""
    info = atlas.manifest.atlas
    start = parse_date(info.opens or info.period).days[0]
    return start if start is not None else 0
