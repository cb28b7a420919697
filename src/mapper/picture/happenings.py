"""What happened on a day: numbered signs on a picture, and the list that goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mapper.geometry import label_point
from mapper.model import Atlas, Days, Event, Feature
from mapper.picture.scene import Scene
from mapper.picture.svgtext import tag
from mapper.record import touches

BRIEF_DAYS = 7
"""Something that may have been on any of more days than this is told on its first day alone."""


@dataclass(frozen=True)
class Happening:
    """An event of the day; `number` stands at its place, if that is in the picture."""

    event: Event
    number: int | None = None
    feature: Feature | None = None


def happenings(scene: Scene, day: int) -> list[Happening]:
    """The events of the day, those with a place in the picture first, in their order."""
    ground = {layer.id for layer in scene.atlas.layers if layer.entry.ground}
    places = {
        feature.id: feature
        for feature in scene.features
        if scene.layers[feature.id] not in ground and _seen(feature, scene)
    }
    today = events_on(scene.atlas, day)
    placed = [each for each in today if each.subject in places]
    return [
        *(Happening(each, n, places[each.subject]) for n, each in enumerate(placed, 1)),
        *(Happening(each) for each in today if each.subject not in places),
    ]


def draw_happenings(scene: Scene, told: Sequence[Happening]) -> Markup:
    """One sign at each place, with the numbers of all that happened there.

    `web/src/paper/happenings.ts` draws those of another day into this group.
    """
    numbers: dict[str, list[str]] = {}
    for each in told:
        if each.feature:
            numbers.setdefault(each.feature.id, []).append(str(each.number))
    signs = []
    for feature in {each.feature.id: each.feature for each in told if each.feature}.values():
        x, y = scene.frame.at(*label_point(feature.geometry))
        signs.append(
            tag(
                "g",
                {
                    "class": "happening",
                    "transform": f"translate({round(x)} {round(y)})",
                    "data-in": scene.layers[feature.id],
                },
                tag("use", {"href": "#s-event", "x": 12, "y": -12}),
                tag("text", {"class": "number", "x": 20, "y": -11}, ", ".join(numbers[feature.id])),
            )
        )
    left, top = scene.frame.box[:2]
    frame = f"{scene.frame.zoom:g} {left:.1f} {top:.1f}"
    return tag("g", {"class": "stratum-events", "data-frame": frame}, *signs, "")


def events_on(atlas: Atlas, day: int) -> list[Event]:
    """What is told on the day, in the order of the table."""
    return [each for each in atlas.events if each.date and _is_on(each.date.days, day)]


def _is_on(days: Days, day: int) -> bool:
    """Whether what is dated by these days is told on the day; `isOn` in `days.ts` is the same."""
    start, _, _, end = days
    brief = start is not None and end is not None and end - start < BRIEF_DAYS
    return touches(days, day) if brief else start_of(days) == day


def start_of(days: Days) -> int | None:
    return next((each for each in days if each is not None), None)


def _seen(feature: Feature, scene: Scene) -> bool:
    (x, y), (width, height) = scene.frame.at(*label_point(feature.geometry)), scene.frame.size
    return 0 <= x <= width and 0 <= y <= height and not scene.is_absent(feature)
