"""Symbols on the map: which features have one, and which wait until there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import dist

from mapper.assets import has_drawing
from mapper.geometry import Pixel, label_point, pixel, zoom_that_fits
from mapper.model import Atlas, Feature, Layer

NEAR = 15.0
"""Symbols nearer than this, px, are not both drawn."""

OPENS_PX = 1100.0
"""The width of the map on a desktop."""

RADII = {
    "bridge": 12.5,
    "hq": 11.0,
    "garrison": 10.0,
    "airbase": 10.0,
    "outpost": 10.0,
    "crossing": 8.5,
    "pontoon": 8.5,
    "tunnel": 8.0,
    "pass": 7.0,
    "town": 3.5,
}
"""The room of a symbol around its place, px; in any state, so with ring and question mark."""

DRAWN = 8.0
"""The room of any other drawing of the sheet of symbols, nominally 14 px wide."""

DOT = "town"
"""The look whose symbol gives way to any other, and that stands in for unknown ones."""


@dataclass(frozen=True)
class Mark:
    """A feature that has a symbol, where in its layer it stands, and its place."""

    feature: Feature
    layer: Layer
    index: int
    lon: float
    lat: float

    @property
    def rank(self) -> int:
        return rank(self.feature)

    @property
    def radius(self) -> float:
        return radius_of(self.feature.look)

    @property
    def order(self) -> tuple[int, int, int]:
        """The main bridge gives way to nothing, a dot to any other symbol; then rank counts."""
        look = self.feature.look if has_drawing(self.feature.look) else DOT
        return {"bridge": 0, DOT: 2}.get(look, 1), self.rank, self.index

    def at(self, zoom: float) -> Pixel:
        return pixel(self.lon, self.lat, zoom)


def waiting(atlas: Atlas) -> Mapping[str, str]:
    """Features whose symbol waits at some zoom: for each half zoom `x` where it waits, else `.`."""
    marks, zooms = marks_of(atlas), half_zooms(atlas)
    found = [hidden(marks, zoom) for zoom in zooms]
    return {
        mark.feature.id: "".join("x" if mark.feature.id in step else "." for step in found)
        for mark in marks
        if any(mark.feature.id in step for step in found)
    }


def opening_zoom(atlas: Atlas) -> float:
    """The greatest half zoom at which the opening view is at most `OPENS_PX` wide."""
    info = atlas.manifest.atlas
    least, greatest = info.zoom
    return min(max(zoom_that_fits(info.view or info.bounds, OPENS_PX), least), greatest)


def half_zooms(atlas: Atlas) -> tuple[float, ...]:
    """From the least to the greatest zoom of the atlas, by halves."""
    least, greatest = atlas.manifest.atlas.zoom
    return tuple(step / 2 for step in range(2 * least, 2 * greatest + 1))


def marks_of(atlas: Atlas) -> tuple[Mark, ...]:
    """The symbols of the shown layers, in their order."""
    return tuple(
        sorted(
            (
                Mark(feature, layer, index, *label_point(feature.geometry))
                for layer in atlas.layers
                if layer.entry.shown and not layer.is_big
                for index, feature in enumerate(layer.features)
                if has_symbol(feature)
            ),
            key=lambda mark: mark.order,
        )
    )


def has_symbol(feature: Feature) -> bool:
    """A look with a symbol draws it whatever the geometry; a point always has one."""
    return has_drawing(feature.look) or feature.geometry["type"].endswith("Point")


def clusters(layer: Layer) -> bool:
    """Whether near points of a layer are drawn as one; not of a big one, which is a picture."""
    return layer.entry.cluster and not layer.is_big and not layer.entry.ground


def rank(feature: Feature) -> int:
    """1 matters most; 6 where the file does not say, or says no number."""
    value = feature.properties.get("rank")
    return value if isinstance(value, int) else 6


def hidden(marks: Sequence[Mark], zoom: float) -> Mapping[str, tuple[Mark, ...]]:
    """The ids of the marks that wait at a zoom, each with the drawn marks it waits behind.

    Marks come in their order; each is drawn unless one drawn before it is nearer than `NEAR`.
    """
    cells: dict[tuple[int, int], list[tuple[Pixel, Mark]]] = {}
    found: dict[str, tuple[Mark, ...]] = {}
    for mark in marks:
        x, y = mark.at(zoom)
        column, row = int(x // NEAR), int(y // NEAR)
        near = [
            other
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for place, other in cells.get((i, j), ())
            if dist(place, (x, y)) < NEAR
        ]
        if near:
            found[mark.feature.id] = tuple(sorted(near, key=lambda other: other.order))
        else:
            cells.setdefault((column, row), []).append(((x, y), mark))
    return found


def radius_of(look: str) -> float:
    """The room of a look's symbol around its place, px; a look without a drawing has a dot."""
    return RADII.get(look) or (DRAWN if has_drawing(look) else RADII[DOT])
