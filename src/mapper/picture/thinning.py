"""Big layers on the static map: of each, some features stand for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from mapper.geometry import LIMIT, Box, Pixel, runs, world
from mapper.model import Bulk, Feature, bulk_of
from mapper.picture.scene import Scene, path
from mapper.picture.svgtext import classes, group, tag
from mapper.record import spans

Degrees = NDArray[np.float64]

DOTS, SHAPES = 1500, 400
"""So many points, and so many lines or areas, may be drawn: about 20 kB of a page."""

CELL_PX = 3.0
"""Of features nearer than this only the first is drawn; of more where there are too many."""


def many(scene: Scene) -> Iterator[Markup]:
    """A group for each big layer that is shown: its shapes, and the points of each look as dots."""
    for layer in scene.atlas.layers:
        if not (layer.entry.shown and layer.is_big):
            continue
        bulk = bulk_of(layer, scene.atlas.language)
        there = _there(spans(scene.atlas, layer, bulk), scene.day)
        drawn = thinned(bulk, scene.frame.zoom, scene.frame.box, there)
        shapes = [
            (classes(each), path(each.geometry, scene.frame)) for each in drawn if not is_dot(each)
        ]
        spots = [(f"dots look-{look}", d) for look, d in dots(drawn, scene.frame.at).items()]
        yield group(
            "many",
            (
                tag("path", {"class": dress, "d": d, "data-in": layer.id})
                for dress, d in shapes + spots
            ),
        )


def thinned(
    features: Bulk, zoom: float, box: Box, there: NDArray[np.bool_] | None = None
) -> list[Feature]:
    """The features to draw: the first in each cell of a grid over the picture.

    Args:
        zoom, box: the picture: its zoom, and left, top, right, bottom in world pixels.
        there: which of the features; all if left out.
    """
    west, south, east, north = features.shapes.bounds.T
    x, y = _pixels((west + east) / 2, (south + north) / 2, zoom)
    left, top, right, bottom = box
    seen = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    inside = np.flatnonzero(seen if there is None else seen & there)
    most = DOTS if features.shapes.xy.shape[0] == len(features) else SHAPES
    cell = CELL_PX
    while True:
        inside = inside[firsts_in_cells(x[inside] - left, y[inside] - top, cell)]
        if len(inside) <= most:
            return [features[int(index)] for index in inside]
        cell *= 1.25


def _there(
    days: tuple[NDArray[np.int64], NDArray[np.int64]] | None, day: int | None
) -> NDArray[np.bool_] | None:
    if days is None or day is None:
        return None
    first, last = days
    is_there: NDArray[np.bool_] = (first <= day) & (day <= last)
    return is_there


def firsts_in_cells(x: Degrees, y: Degrees, cell: float) -> NDArray[np.int64]:
    """The first point in each cell of a grid, in their order; `x`, `y` and `cell` in pixels."""
    column, row = (x // cell).astype(np.int64), (y // cell).astype(np.int64)
    rows = int(row.max(initial=0)) + 1
    number = column * rows + row
    # Of those written to one place the last one stays: backwards, so that it is the first.
    first = np.full(rows * (int(column.max(initial=0)) + 1), -1)
    first[number[::-1]] = np.arange(len(number))[::-1]
    return np.sort(first[first >= 0])


def is_dot(feature: Feature) -> bool:
    """Points of a big layer are drawn as dots, whatever symbol their look has."""
    return str(feature.geometry["type"]).endswith("Point")


def dots(features: Sequence[Feature], at: Callable[[float, float], Pixel]) -> Mapping[str, str]:
    """Path data by look: a line of no length at each point, which round ends make a dot."""
    found: dict[str, str] = {}
    for feature in filter(is_dot, features):
        for ((lon, lat, *_),) in runs(feature.geometry):
            x, y = at(lon, lat)
            found[feature.look] = found.get(feature.look, "") + f"M{round(x)} {round(y)}h0"
    return found


def _pixels(lon: Degrees, lat: Degrees, zoom: float) -> tuple[Degrees, Degrees]:
    """What `pixel` does, for many at once."""
    north = np.arcsinh(np.tan(np.radians(np.clip(lat, -LIMIT, LIMIT))))
    return (lon + 180) / 360 * world(zoom), (1 - north / np.pi) / 2 * world(zoom)
