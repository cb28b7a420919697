"""The `map` block of a step of the story, and what is wrong with it beyond what lessons share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from mapper.model import Atlas, DateError, Id, Line, Translated, parse_date
from mapper.problems import Problem
from mapper.record.narrative import Block, no_feature

Beyond = Literal["before", "after", "wide"]


class Away(Translated):
    """A place that a step names and the map has no feature of."""

    name: Line
    at: tuple[float, float] = Field(description="Latitude, longitude.")
    position: Line = Field(description="Who says that it lies there: GeoNames 2660646.")


class StepBlock(Block):
    """What the `map` block of a step may say."""

    id: Id | None = None
    span: str = ""
    features: tuple[str, ...] = ()
    away: tuple[Away, ...] = ()


def block_is_sound(
    block: StepBlock, before: int, file: str, line: int, atlas: Atlas
) -> Iterator[Problem]:
    """What is wrong with a map block; `before` is the day of the step before it, 0 if none."""
    place = f"line {line}"
    if not block.date:
        yield Problem(file, f"{place}, date", "is missing.", "Add the day the map shows.")
    for feature in block.features:
        yield from no_feature(feature, file, f"{place}, features", atlas)
    for each in block.away:
        if not (abs(each.at[0]) <= 90 and abs(each.at[1]) <= 180):
            what = f'"{each.name}" does not lie on the earth.'
            yield Problem(file, f"{place}, away", what, "Write at = [latitude, longitude].")
    try:
        _ = block.span and parse_date(block.span)
    except DateError as error:
        yield Problem(file, f"{place}, span", str(error))
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    day = day_of(block.date)
    if day and first is not None and last is not None and not first <= day <= last:
        what = "lies outside the period of the atlas, where the map does not go."
        mend = "Take a day inside, and say in span what the step tells of."
        yield Problem(file, f"{place}, date", what, mend, "warning")
    if day and before and day < before:
        what = "lies before that of the step above: the map goes back in time."
        mend = "Take a later day of what it tells of, or let the steps change places."
        yield Problem(file, f"{place}, date", what, mend, "warning")
    if not (block.features or block.away or block.layers or block.view):
        what = "shows nothing of what the step tells of."
        mend = "Name features, places away, layers, or the view that it needs."
        yield Problem(file, place, what, mend, "warning")


def day_of(date: str) -> int:
    """The first day of a date, 0 if it cannot be read."""
    try:
        return (parse_date(date).days[0] if date else 0) or 0
    except DateError:
        return 0


def beyond(span: str, atlas: Atlas) -> Beyond | None:
    """How far a span leaves the period of the atlas; None if it lies inside, or cannot be read."""
    try:
        start, _, _, end = parse_date(span).days if span else (0, 0, 0, 0)
    except DateError:
        return None
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    if not span or first is None or last is None:
        return None
    if start is not None and start > last:
        return "after"
    if end is not None and end < first:
        return "before"
    return "wide" if start is None or end is None or start < first or end > last else None
