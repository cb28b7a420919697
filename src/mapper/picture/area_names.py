"""Names of areas and rivers: one spot for all zooms, free most often near the opening view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, dist, radians, sin

from mapper.geometry import (
    Bounds,
    Box,
    Pixel,
    bounds_of,
    holds,
    inside_points,
    label_point,
    pixel,
    pixels,
    position,
    runs,
    world,
)
from mapper.looks import has_symbol, opening_zoom, rank
from mapper.model import Atlas, Feature
from mapper.picture.lettering import ALONG, box, room, style_of
from mapper.picture.occupied import Occupied

STEEP = 60.0
"""Names along lines lean no more than this, degrees."""

DRAWN = 7.0
"""The zoom at which straight stretches of a river are looked for."""

STRAY = 9.0
"""How far from its name a river may swing away, px; towards it, not at all."""

SPOTS = 10
"""How many stretches of one river are tried."""

GRID = 11
"""An area is tried at so many columns and rows."""

FADE = 0.997
"""What the worth of each further spot is multiplied by: the first are the better ones."""

EVEN = 4.0
"""Lines are looked at every so many px."""

ORDER = ("country", "river", "province")


@dataclass(frozen=True)
class AreaName:
    """A feature lettered over its area or along its course."""

    feature: Feature
    layer: str
    style: str
    name: str


@dataclass(frozen=True)
class Spot:
    """A place for a name; with an angle, the name stands above (N) or below (S) the line there."""

    lon: float
    lat: float
    angle: float | None = None
    letter: str = "C"


Try = tuple[Spot, list[list[Box]]]
"""A spot, and the boxes that the name would take there at each zoom; none where it does not fit."""


def area_names(
    atlas: Atlas, zooms: Sequence[float], rooms: Sequence[Occupied]
) -> Iterator[tuple[AreaName, Spot, str]]:
    """Each area and river that finds room, its spot and letters; its room is occupied then."""
    weights = [1 / (1 + abs(zoom - opening_zoom(atlas))) for zoom in zooms]

    def worth(boxes: Sequence[Sequence[Box]]) -> float:
        return sum(weight for weight, taken in zip(weights, boxes, strict=True) if taken)

    for span in _named(atlas):
        best: tuple[Spot, list[list[Box]]] | None = None
        least = 0.0
        for number, (spot, fits) in enumerate(_tries(atlas, span, zooms)):
            if worth(fits) * FADE**number <= least:
                continue
            boxes = [
                taken if taken and _open(occupied, taken) else []
                for taken, occupied in zip(fits, rooms, strict=True)
            ]
            if worth(boxes) * FADE**number > least:
                best, least = (spot, boxes), worth(boxes) * FADE**number
        if best is not None:
            spot, boxes = best
            for occupied, taken in zip(rooms, boxes, strict=True):
                occupied.take(taken)
            yield span, spot, "".join(spot.letter if taken else "-" for taken in boxes)


def _open(occupied: Occupied, boxes: Sequence[Box]) -> bool:
    """Nothing may lie under such a name, not even a road."""
    return occupied.free(boxes) and not any(map(occupied.line_points, boxes))


def _named(atlas: Atlas) -> list[AreaName]:
    found = [
        AreaName(feature, layer.id, style, feature.name[atlas.language])
        for layer in atlas.layers
        if layer.entry.shown and layer.entry.labels and not layer.is_big
        for feature in layer.features
        if feature.name.get(atlas.language) and not has_symbol(feature)
        if (style := style_of(feature.look, rank(feature))) in ORDER
    ]
    return sorted(
        found, key=lambda span: (ORDER.index(span.style), rank(span.feature), span.feature.id)
    )


def _tries(atlas: Atlas, span: AreaName, zooms: Sequence[float]) -> Iterator[Try]:
    """Spots for a name, best first."""
    kind = span.feature.geometry["type"]
    if kind.endswith("Polygon"):
        yield from _area(atlas, span, zooms)
    elif kind.endswith("LineString"):
        yield from _course(span, zooms)


def _area(atlas: Atlas, span: AreaName, zooms: Sequence[float]) -> Iterator[Try]:
    """The label point, then a grid from near to far: where the name lies wholly inside.

    If the name can lie in the opening view, it has to.
    """
    geometry, info = span.feature.geometry, atlas.manifest.atlas
    width, half = room(span.name, span.style)
    middle, view = label_point(geometry), info.view or info.bounds
    sides = zip((max, max, min, min), bounds_of(geometry), view, strict=True)
    west, south, east, north = (inner(own, other) for inner, own, other in sides)
    seen = east > west and north > south
    if not seen:
        west, south, east, north = bounds_of(geometry)
    step = max(east - west, north - south) / GRID
    grid = inside_points(geometry, (west, south, east, north), step) if step else []
    points = [middle, *sorted(grid, key=lambda point: dist(point, middle))]
    opens = opening_zoom(atlas)
    if seen:
        within = [each for each in points if _within(_around(*each, opens, width, half), view)]
        points = within or points
    held = holds(
        geometry, [_around(*point, zoom, width, half) for point in points for zoom in zooms]
    )
    for index, (lon, lat) in enumerate(points):
        fits = [
            [box(pixel(lon, lat, zoom), "C", 0, width, half)] if inside else []
            for zoom, inside in zip(zooms, held[index * len(zooms) :], strict=False)
        ]
        yield Spot(round(lon, 4), round(lat, 4)), fits


def _around(lon: float, lat: float, zoom: float, width: float, half: float) -> Bounds:
    """The bounds of a name centred on a position, degrees; exact enough for what is so small."""
    degree = 360 / world(zoom)
    return (
        lon - width / 2 * degree,
        lat - half * degree * cos(radians(lat)),
        lon + width / 2 * degree,
        lat + half * degree * cos(radians(lat)),
    )


def _within(inner: Bounds, outer: Bounds) -> bool:
    west, south, east, north = outer
    return west <= inner[0] and south <= inner[1] and inner[2] <= east and inner[3] <= north


def _course(span: AreaName, zooms: Sequence[float]) -> Iterator[Try]:
    """Stretches of a line about as long as the name, the straightest first, on either side."""
    width, half = room(span.name, span.style)
    count = max(2, round(width / EVEN))
    found: list[tuple[float, int, int, list[Pixel]]] = []
    for run in runs(span.feature.geometry):
        line = _even(pixels(run, DRAWN), EVEN)
        for start in range(0, len(line) - count, max(1, count // 6)):
            stretch = line[start : start + count + 1]
            (x1, y1), (x2, y2), middle = stretch[0], stretch[-1], stretch[count // 2]
            angle = degrees(atan2(y2 - y1, x2 - x1))
            angle = round(angle - 180 * round(angle / 180))
            if abs(angle) <= STEEP:
                bow = max(abs(y) for _, y in _turned(stretch, middle, angle))
                found.append((bow + abs(angle) / 20, angle, start + count // 2, line))
    for _, angle, index, line in sorted(found, key=lambda each: each[:3])[:SPOTS]:
        middle = line[index]
        lon, lat = position(*middle, DRAWN)
        # Enough of the line for a name that is spread over three times as much of it.
        turned = _turned(line[max(0, index - 2 * count) : index + 2 * count], middle, angle)
        for letter in "NS":
            side = -1 if letter == "N" else 1
            fits = [
                _leaning(pixel(lon, lat, zoom), angle, side, width, half)
                if _straight(turned, side, width / 2 ** (zoom - DRAWN), 2 ** (zoom - DRAWN))
                else []
                for zoom in zooms
            ]
            yield Spot(round(lon, 4), round(lat, 4), angle, letter), fits


def _straight(turned: Sequence[Pixel], side: int, width: float, scale: float) -> bool:
    """Does the line run under the whole name at a scale, without touching it or straying far?"""
    near = [(x, y * side * scale) for x, y in turned if abs(x) <= width / 2 + EVEN / 2]
    return (
        len(near) > 1
        and max(x for x, _ in near) >= width * 0.4
        and min(x for x, _ in near) <= -width * 0.4
        and max(y for _, y in near) <= ALONG - 2
        and min(y for _, y in near) >= -STRAY
    )


def _leaning(at: Pixel, angle: float, side: int, width: float, half: float) -> list[Box]:
    """The upright boxes that cover a name leaning beside its line, px."""
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    count = max(1, round(width / (2 * half)))
    size, off = max(half, width / count / 2), side * (ALONG + half)
    boxes = []
    for step in range(count):
        along = ((step + 0.5) / count - 0.5) * width
        x, y = at[0] + along * cosine - off * sine, at[1] + along * sine + off * cosine
        boxes.append((x - size, y - size, x + size, y + size))
    return boxes


def _turned(line: Sequence[Pixel], middle: Pixel, angle: float) -> list[Pixel]:
    """The line as seen from the middle with the angle made level."""
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    return [
        (
            (x - middle[0]) * cosine + (y - middle[1]) * sine,
            (y - middle[1]) * cosine - (x - middle[0]) * sine,
        )
        for x, y in line
    ]


def _even(line: Sequence[Pixel], step: float) -> list[Pixel]:
    """Points every `step` along a line."""
    lengths = [dist(one, other) for one, other in pairwise(line)]
    ends = list(accumulate(lengths))
    if not ends or ends[-1] < step:
        return list(line)
    found, leg = [], 0
    for index in range(int(ends[-1] / step) + 1):
        want = index * step
        while ends[leg] < want and leg < len(ends) - 1:
            leg += 1
        share = 1 - (ends[leg] - want) / lengths[leg] if lengths[leg] else 0.0
        (x1, y1), (x2, y2) = line[leg], line[leg + 1]
        found.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
    return found
