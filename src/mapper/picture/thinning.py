"""Big layers on the static map: of each, some features stand for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from mapper.geometry import KINDS, Box, pixel_arrays
from mapper.model import MISSING, Bulk, bulk_of
from mapper.picture.scene import Frame, Scene
from mapper.picture.svgtext import group, tag, way
from mapper.record import spans

Degrees = NDArray[np.float64]
Whole = NDArray[np.int64]

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
        shapes = ways(bulk, drawn[~are_dots(bulk)[drawn]], scene.frame)
        spots = [(f"dots look-{look}", d) for look, d in dots(bulk, drawn, scene.frame).items()]
        yield group(
            "many",
            (
                tag("path", {"class": dress, "d": d, "data-in": layer.id})
                for dress, d in (*shapes, *spots)
            ),
        )


def thinned(features: Bulk, zoom: float, box: Box, there: NDArray[np.bool_] | None = None) -> Whole:
    """Which features to draw: the first in each cell of a grid over the picture.

    Args:
        zoom, box: the picture: its zoom, and left, top, right, bottom in world pixels.
        there: which of the features; all if left out.
    """
    shapes = features.shapes
    alone = len(shapes.xy) == len(shapes)  # each is one position
    middles = shapes.xy if alone else (shapes.bounds[:, :2] + shapes.bounds[:, 2:]) / 2
    x, y = pixel_arrays(middles, zoom).T
    left, top, right, bottom = box
    seen = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    inside = np.flatnonzero(seen if there is None else seen & there)
    most = DOTS if alone else SHAPES
    cell = CELL_PX
    while True:
        inside = inside[firsts_in_cells(x[inside] - left, y[inside] - top, cell)]
        if len(inside) <= most:
            return inside
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


def are_dots(features: Bulk) -> NDArray[np.bool_]:
    """(n,): points of a big layer are drawn as dots, whatever symbol their look has."""
    found: NDArray[np.bool_] = np.array([kind.endswith("Point") for kind in KINDS])[
        features.shapes.kinds
    ]
    return found


def ways(features: Bulk, drawn: Whole, frame: Frame) -> Iterator[tuple[str, str]]:
    """Of each of these lines and areas, the classes and the path data."""
    shapes = features.shapes
    looks, codes = features.looks()
    precisions = features.column("precision")
    first = shapes.ring_starts[shapes.part_starts[drawn]]
    last = shapes.ring_starts[shapes.part_starts[drawn + 1]]
    ends = shapes.starts[first], shapes.starts[last]
    pieces = [shapes.xy[start:end] for start, end in zip(*ends, strict=True)]
    spots = frame.spots(np.concatenate(pieces or [np.empty((0, 2))]))
    at = 0
    for index, start, end in zip(drawn.tolist(), first.tolist(), last.tolist(), strict=True):
        closed = KINDS[shapes.kinds[index]].endswith("Polygon")
        found = []
        for size in shapes.sizes[start:end].tolist():
            found.append(way(spots[at : at + size - closed], closed))
            at += size
        precision = precisions[index]
        unsure = f" is-{precision}" if precision is not MISSING and precision else ""
        yield f"look-{looks[codes[index]]}{unsure}", "".join(found)


def dots(features: Bulk, drawn: Whole, frame: Frame) -> Mapping[str, str]:
    """Path data by look: a line of no length at each point, which round ends make a dot."""
    shapes = features.shapes
    looks, codes = features.looks()
    points = drawn[are_dots(features)[drawn]]
    # A point has one part, and this one ring: of one position, or of several.
    rings = shapes.ring_starts[shapes.part_starts[points]]
    sizes = shapes.sizes[rings]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    spots = frame.spots(shapes.xy[np.repeat(shapes.starts[rings], sizes) + within])
    look = np.repeat(codes[points], sizes)
    return {
        looks[code]: "".join(f"M{x} {y}h0" for x, y in spots[look == code].tolist())
        for code in dict.fromkeys(look.tolist())
    }
