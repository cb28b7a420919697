"""Stills: equal small maps of some days, beside each other on one sheet.

With script, `web/src/paper/stills.ts` draws the same of the days that are chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import dist
from typing import Any

from markupsafe import Markup

from mapper.geometry import label_point
from mapper.looks import NEAR, has_symbol, marks_of
from mapper.model import Atlas, Layer, day_number, parse_date
from mapper.picture.happenings import events_on
from mapper.picture.scene import CASED, Scene, path, symbol_of
from mapper.picture.situation import situation
from mapper.picture.svg import scene_of
from mapper.picture.svgtext import classes, tag
from mapper.picture.tongue import Tongue
from mapper.record import state_on, use, used_days

COUNT = 9
"""So many days where the manifest names none."""

TIMES = 2.0
"""Symbols are larger than on the map, which is drawn so much smaller."""


def still_days(atlas: Atlas) -> list[int]:
    """The manifest's days; else nine spread evenly over the period.

    Each is moved to the nearest day on which a phase begins or ends, else an event begins, if one
    lies within half a step. None where nothing has a day, or where what has is no symbol: a still
    shows no others.
    """
    named = atlas.manifest.atlas.stills
    if named:
        return [day_number(day) for day in named]
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    if first is None or last is None or not atlas.has_time or any(map(_is_drawn, atlas.layers)):
        return []
    phases = [phase.date.days for phase in atlas.registers.get("phases", ()) if phase.date]
    events = [event.date.days[:1] for event in atlas.events if event.date]
    told = (_within(each, first, last) for each in (phases, events))
    ranked = [sorted(each) for each in told]
    step = (last - first) / (COUNT - 1)
    found = dict.fromkeys(_near(first + round(i * step), step / 2, ranked) for i in range(COUNT))
    return sorted(found)


def _is_drawn(layer: Layer) -> bool:
    """Has it features in time that are lines, areas or very many?"""
    return layer.entry.when is not None and (
        layer.is_big or not all(map(has_symbol, layer.features))
    )


def stills(atlas: Atlas, in_: Tongue) -> list[dict[str, Any]]:
    """What `stills.html.j2` shows of each day: its date, the rest in words, the map."""
    found = []
    for day in still_days(atlas):
        state = state_on(atlas, day)
        _, *said = situation(atlas, day, state, in_)
        drawn = Markup("").join(_draw(scene_of(atlas, state), day))
        found.append({"day": day, "date": in_.date(day), "said": said, "map": drawn})
    return found


def _within(dates: Iterable[tuple[int | None, ...]], first: int, last: int) -> set[int]:
    return {day for days in dates for day in days if day is not None and first <= day <= last}


def _near(day: int, reach: float, ranked: list[list[int]]) -> int:
    for days in ranked:
        near = min(days, key=lambda each: abs(each - day), default=None)
        if near is not None and abs(near - day) <= reach:
            return near
    return day


def _draw(scene: Scene, day: int) -> Iterator[Markup]:
    """The ground and the ways of the static map again; on them what is of this day."""
    yield tag("use", {"href": f"#{scene.prefix}-ground"})
    yield tag("use", {"href": f"#{scene.prefix}-ways"})
    entries = {layer.id: layer for layer in scene.atlas.layers}
    for feature in scene.features:
        layer = entries[scene.layers[feature.id]]
        how = use(day, used_days(scene.atlas, layer, feature)) if layer.entry.used else ""
        if how and not has_symbol(feature):
            d = path(feature.geometry, scene.frame)
            if feature.look in CASED:
                casing = {"class": f"casing casing-{feature.look}", "data-use": how, "d": d}
                yield tag("path", casing)
            yield tag("path", {"class": classes(feature), "data-use": how, "d": d})
    scale = {"transform": f"scale({TIMES:g})"}
    yield tag("g", scale, *_symbols(scene), *_events(scene, day))


def _symbols(scene: Scene) -> Iterator[Markup]:
    """Those of layers with states. Of two too near to each other the weightier is drawn."""
    drawn: list[tuple[float, float]] = []
    for mark in marks_of(scene.atlas):
        state = scene.state(mark.feature)
        x, y = scene.frame.at(mark.lon, mark.lat)
        if (
            not state
            or scene.is_absent(mark.feature)
            or any(dist((x, y), at) < NEAR * TIMES for at in drawn)
        ):
            continue
        drawn.append((x, y))
        yield _use(symbol_of(mark.feature.look, state), x, y)


def _events(scene: Scene, day: int) -> Iterator[Markup]:
    at = {each.id: each for each in scene.features if has_symbol(each)}
    for place in dict.fromkeys(event.subject for event in events_on(scene.atlas, day)):
        if place not in at:
            continue
        x, y = scene.frame.at(*label_point(at[place].geometry))
        yield _use("s-event", x + 9 * TIMES, y - 9 * TIMES)


def _use(symbol: str, x: float, y: float) -> Markup:
    place = {axis: f"{round(at) / TIMES:g}" for axis, at in (("x", x), ("y", y))}
    return tag("use", {"href": f"#{symbol}"} | place)
