"""What rides on lines: arrowheads on trunk roads, an aircraft on an air leg, lettered shields.

The interactive map places its own by the same rules (`web/src/map/draw/arrows.ts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, dist

from markupsafe import Markup, escape

from mapper.geometry import Pixel, pixels, runs
from mapper.looks import Mark
from mapper.model import Atlas, Feature
from mapper.picture.svgtext import tag

STEP = 10.0
"""Lines are walked in such steps, px."""

STRETCH = 12
"""At most one arrow in so many steps, where the line is straightest."""

BEND = 25.0
"""An arrow stands only where the line turns less, degrees."""

CLEAR, APART = 24.0, 84.0
"""How far signs keep from symbols and each other, and arrows from arrows, px."""

TRUNKS = ("trunk-1", "trunk-2")
KINDS = ("shield", "plane", "arrow")


@dataclass(frozen=True)
class Sign:
    """One sign on a line: its place in world pixels, and its bearing in degrees from north."""

    kind: str
    feature: str
    look: str
    layer: str
    at: Pixel
    bearing: float
    turn: float
    badge: str = ""


def signs(atlas: Atlas, symbols: Sequence[Mark], zoom: float) -> list[Sign]:
    """The signs of the shown layers that crowd neither a drawn symbol nor one another."""
    found = [
        sign
        for layer in atlas.layers
        if layer.entry.shown and not layer.is_big
        for feature in layer.features
        if feature.geometry["type"].endswith("LineString")
        for sign in _on(feature, layer.id, zoom)
    ]
    taken = [(mark.at(zoom), False) for mark in symbols]
    kept = []
    for sign in sorted(found, key=lambda each: (KINDS.index(each.kind), each.turn)):
        arrow = sign.kind == "arrow"
        if all(dist(at, sign.at) >= (APART if arrow and too else CLEAR) for at, too in taken):
            taken.append((sign.at, arrow))
            kept.append(sign)
    return kept


def draw_sign(sign: Sign, at: Pixel, further: Mapping[str, str]) -> Markup:
    """A sign of a picture, at a place in its pixels, with further attributes."""
    attributes = {
        "class": f"{sign.kind} on-{sign.look}",
        "transform": f"translate({round(at[0])} {round(at[1])})",
        "data-in": sign.layer,
        **further,
    }
    turn = f"rotate({sign.bearing:.0f})"
    if sign.kind == "shield":
        drawn = shield(sign.badge)
    elif sign.kind == "plane":
        drawn = tag("use", {"href": "#s-plane", "transform": turn})
    else:
        head = {"class": "arrow-head", "transform": turn, "d": "M0-7L5.2 6L0 3.4L-5.2 6Z"}
        drawn = tag("path", head)
    return tag("g", attributes, drawn)


def shield(badge: str) -> Markup:
    """A lettered plate about 0, 0."""
    width = 8 + 9 * len(badge)
    plate = {"x": -width / 2, "y": -8.5, "width": width, "height": 17, "rx": 2}
    text = tag("text", {"y": 4.4, "text-anchor": "middle"}, escape(badge))
    return tag("g", {"class": "shield-sign"}, tag("rect", plate), text)


def _on(feature: Feature, layer: str, zoom: float) -> Iterator[Sign]:
    look, badge = feature.look, str(feature.properties.get("badge", ""))
    if not badge and look != "air" and look not in TRUNKS:
        return
    for run in runs(feature.geometry):
        steps = _walk(pixels(run, zoom))
        if len(steps) < 5:
            continue
        if badge:
            yield Sign("shield", feature.id, look, layer, *steps[len(steps) // 2], badge)
        if look == "air":
            yield Sign("plane", feature.id, look, layer, *steps[int(len(steps) * 0.88)])
        if look in TRUNKS:
            for start in range(0, len(steps), STRETCH):
                at, bearing, turn = min(steps[start : start + STRETCH], key=lambda step: step[2])
                if turn < BEND:
                    yield Sign("arrow", feature.id, look, layer, at, bearing, turn)


def _walk(line: Sequence[Pixel]) -> list[tuple[Pixel, float, float]]:
    """Even steps along a line: place, bearing, and how much the line turns within two steps."""
    points: list[Pixel] = []
    left = STEP / 2
    for one, other in pairwise(line):
        length = dist(one, other)
        while left <= length:
            share = left / length
            points.append(
                (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
            )
            left += STEP
        left -= length
    steps = []
    for index, point in enumerate(points):
        back, ahead = points[max(index - 2, 0)], points[min(index + 2, len(points) - 1)]
        turn = abs((_bearing(point, ahead) - _bearing(back, point) + 540) % 360 - 180)
        inner = 2 <= index < len(points) - 2
        steps.append((point, _bearing(back, ahead), turn if inner else 180.0))
    return steps


def _bearing(one: Pixel, other: Pixel) -> float:
    return degrees(atan2(other[0] - one[0], one[1] - other[1]))
