"""What a picture is asked to show, as words from a command line → a view, and all that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapper.geometry import LIMIT, box_of, overlap, pixel
from mapper.model import Atlas, DateError, parse_date
from mapper.picture.plate import Size
from mapper.picture.views import View
from mapper.problems import Problem, guess
from mapper.record import opening_day, state_on

LEAST, MOST = 240, 4096
"""Of a picture's sides, px."""

Place = tuple[float, float, float]


@dataclass(frozen=True)
class Asked:
    """The words of the options, each empty where it was not given."""

    date: str = ""
    layers: str = ""
    feature: str = ""
    view: str = ""
    size: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(filter(None, (id.strip() for id in self.layers.split(","))))


def answered(asked: Asked, atlas: Atlas) -> tuple[View, int, Size]:
    """The view, its day and the size of the picture. Nothing may be wrong with what was asked."""
    day = _day(asked.date) if asked.date else opening_day(atlas)
    shown = asked.shown
    return (
        View(state_on(atlas, day), "", shown, _place(asked.view), asked.feature),
        day,
        _size(asked.size) or (1200, 630),
    )


def asked_is_sound(asked: Asked, atlas: Atlas) -> Iterator[Problem]:
    """Everything that is wrong with what was asked."""
    if asked.date:
        try:
            start, _, _, end = parse_date(asked.date).days
            if start is None or start != end:
                yield _wrong("date", asked.date, "is not one day.", "Write it as 1901-05-15.")
        except DateError as error:
            yield Problem("--date", "", str(error))  # it begins with the date
    layers = atlas.switched
    for id in asked.shown:
        if id not in layers:
            mend = guess(id, layers) or f"Layers are {', '.join(layers)}."
            yield _wrong("layers", id, "is no layer.", mend)
    if asked.feature:
        yield from _feature_is_sound(asked, atlas)
    if asked.view:
        yield from _view_is_sound(asked.view, atlas)
    if asked.size and _size(asked.size) is None:
        mend = f"Write width and height as 1200x630, each from {LEAST} to {MOST}."
        yield _wrong("size", asked.size, "is not a size.", mend)


def _feature_is_sound(asked: Asked, atlas: Atlas) -> Iterator[Problem]:
    holds = {id: layer for layer in atlas.layers for id in layer.ids}
    layer = holds.get(asked.feature)
    if layer is None:
        yield _wrong("feature", asked.feature, "is no feature.", guess(asked.feature, holds))
    elif layer.is_big:
        mend = "Show its place with --view."
        yield _wrong("feature", asked.feature, "is one of a very large layer.", mend)
    elif not (layer.id in asked.shown if asked.shown else layer.entry.shown):
        what = f'is in the layer "{layer.id}", which is not shown.'
        yield _wrong("feature", asked.feature, what, "Name that in --layers.")


def _view_is_sound(view: str, atlas: Atlas) -> Iterator[Problem]:
    place = _place(view)
    if place is None:
        mend = "Write zoom, latitude and longitude as 7/34.5/69.2; links to the map have it so."
        yield _wrong("view", view, "is not a view.", mend)
        return
    zoom, lat, lon = place
    x, y = pixel(lon, lat, zoom)
    seen = (x - MOST / 2, y - MOST / 2, x + MOST / 2, y + MOST / 2)
    if not overlap(seen, box_of(atlas.manifest.atlas.bounds, zoom)):
        yield _wrong("view", view, "shows nothing of the atlas.", "Latitude comes first.")


def _day(date: str) -> int:
    start = parse_date(date).days[0]
    assert start is not None  # noqa: S101 # looked at before
    return start


def _place(view: str) -> Place | None:
    try:
        zoom, lat, lon = (float(part) for part in view.split("/"))
    except ValueError:
        return None
    inside = 0 <= zoom <= 22 and abs(lat) <= LIMIT and abs(lon) <= 180
    return (zoom, lat, lon) if inside else None


def _size(size: str) -> Size | None:
    found = re.fullmatch(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", size.strip())
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    return sides if all(LEAST <= side <= MOST for side in sides) else None


def _wrong(option: str, said: str, what: str, mend: str = "") -> Problem:
    return Problem(f"--{option}", f'"{said}"', what, mend)
