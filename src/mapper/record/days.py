"""The state of a feature on a day, from the four days of its coming and of its leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from mapper.model import Atlas, Days, Feature, Layer, LayerEntry, When, parse_date
from mapper.record.entries import interval

KeyState = Literal["there", "leaving", "unsure", "gone", "unknown"]

STATES: tuple[KeyState, ...] = ("there", "leaving", "unsure", "gone", "unknown")
"""The states of what is on the map, in reading order."""

NOT_YET = "not-yet"

OPEN: Days = (None, None, None, None)


def state(
    day: int,
    until: Days | None,
    since: Days | None = None,
    *,
    goes_on: bool = False,
    passes: bool = False,
) -> str:
    """not-yet, there, leaving (under way), unsure (one unknown day), gone, or unknown.

    Before the earliest start of the leaving it is there, after the latest end gone. Between the
    latest start and the earliest end a leaving is certainly under way; the rest is unsure.
    An open end never comes: that is one whose start has an earliest day. Elsewhere (`[..y]`) an
    open day is before and after nothing. Without `since` it is taken to have been there already.
    What has begun and has no end is there if it `goes_on`, unless one looked for the end and did
    not find it: then its four days are open. What `passes` has no leaving: it is there until its
    last day.
    """
    if since:
        earliest, latest, _, _ = since
        if earliest is not None and day < earliest:
            return NOT_YET
        if day < latest if latest is not None else earliest is not None:
            return "unsure"
    if until is None:
        return "there" if since and goes_on else "unknown"
    if all(bound is None for bound in until):
        return "unknown"
    earliest_start, latest_start, earliest_end, latest_end = until
    if earliest_start is not None and day < earliest_start:
        return "there"
    if latest_end is not None and day > latest_end:
        return "gone"
    started = latest_start is not None and latest_start <= day
    going_on = earliest_start is not None if earliest_end is None else day <= earliest_end
    if not (started and going_on):
        return "unsure"
    return "there" if passes else "leaving"


def times(atlas: Atlas, entry: LayerEntry, feature: Feature) -> tuple[Days | None, Days | None]:
    """When a feature came and when it went, as the states of its layer have it.

    What passes and has one of the two was there on its days alone. Where a layer's features were
    all there from the first, one that has no end goes on, if such do.
    """
    fields = entry.when or When()
    came, went = (interval(atlas, feature, field) for field in (fields.start, fields.end))
    if entry.are == "passing":
        return came or went, went or came
    if went is None and _was_looked_for(atlas, feature, fields.end):
        went = OPEN
    elif went is None and not fields.start and entry.goes_on:
        came = OPEN
    return came, went


def _was_looked_for(atlas: Atlas, feature: Feature, field: str | None) -> bool:
    """Whether the record says that the date of this field is not known."""
    facts = atlas.facts_of.get(feature.id, ())
    return any(fact.unknown for fact in facts if fact.field == field)


def state_of(entry: LayerEntry, day: int, came: Days | None, went: Days | None) -> str:
    """The state on the day of a feature that came and went so."""
    return state(day, went, came, goes_on=entry.goes_on, passes=entry.are == "passing")


def is_absent(entry: LayerEntry, state: str) -> bool:
    """Whether what is in this state is not on the map: not yet, or no longer if it passes."""
    return state == NOT_YET or (state == "gone" and entry.are == "passing")


def states_in(atlas: Atlas, layer: Layer) -> list[KeyState]:
    """The states that features of a layer are in on some day while on the map.

    Where an end that nobody states is not known, the key says so, were it of none.
    """
    entry = layer.entry
    found = set[str]() if entry.goes_on else {"unknown"}
    for came, went in {times(atlas, entry, feature) for feature in layer.features}:
        turns = {
            day + by
            for day in (*(came or ()), *(went or ()))
            if day is not None
            for by in (-1, 0, 1)
        }
        found |= {state_of(entry, day, came, went) for day in turns or {0}}
    return [each for each in STATES if each in found and not is_absent(entry, each)]


def state_on(atlas: Atlas, day: int) -> Callable[[Feature], str]:
    """Feature → its state on the day; empty for features that no field places in time."""
    entries = {
        feature.id: layer.entry
        for layer in atlas.layers
        if layer.entry.when and not layer.is_big
        for feature in layer.features
    }

    def of(feature: Feature) -> str:
        entry = entries.get(feature.id)
        return state_of(entry, day, *times(atlas, entry, feature)) if entry else ""

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
