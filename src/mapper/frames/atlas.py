"""Layers of frames → an atlas that has no folder: its extent, and the ground below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians

from mapper import assets
from mapper.frames.layers import Drawn
from mapper.geometry import LIMIT, Bounds, zoom_that_fits
from mapper.ground import CREDIT, LICENCE, ground, scale_for
from mapper.model import (
    Atlas,
    AtlasEntry,
    BaseEntry,
    Feature,
    Layer,
    LayerEntry,
    Manifest,
)

UNSTATED = "not stated"

NO_DAY = "2000-01-01"
"""Nothing in the page is of a day: a manifest has to name one."""

SPECK_DEG = 0.02
"""What is smaller is shown with so much around it."""

BARE_DEG = 0.3
"""A view that is smaller has no ground: its shores lie some kilometres off."""

SEEN_PX = 1100.0

LOOKS = {"land": "land", "coast": "coast", "borders": "border", "lakes": "lake", "rivers": "stream"}
"""Part of the ground → its look."""

ORDER = ("land", "lakes", "rivers", "coast", "borders")
"""In which they are drawn."""


@dataclass(frozen=True)
class Setting:
    """What a page is besides its layers. `view` is zoom, latitude, longitude, if asked."""

    title: str
    text: str = ""
    language: str = "en"
    bases: tuple[BaseEntry, ...] = ()
    view: tuple[float, float, float] | None = None
    zoom: tuple[int | None, int | None] = (None, None)


def atlas_of(drawn: Sequence[Drawn], setting: Setting) -> Atlas:
    """The atlas that shows these layers; the same each time."""
    view = _view([each.bounds for each in drawn if each.bounds], setting)
    bounds = _around(view)
    opens = zoom_that_fits(view, SEEN_PX)
    least, greatest = setting.zoom
    least = max(0, floor(opens) - 2) if least is None else least
    greatest = max(min(19, ceil(opens) + 9), 9, least) if greatest is None else max(greatest, least)
    info = AtlasEntry(
        id="map",
        title=setting.title,
        summary=setting.text,
        period=NO_DAY,
        bounds=bounds,
        view=view,
        zoom=(least, greatest),
        languages=(setting.language,),
        licence=UNSTATED,
        date=NO_DAY,
    )
    below = _ground(bounds, view, setting.language)
    above = tuple(layer for each in drawn for layer in each.layers)
    layers = (*below, *above)
    manifest = Manifest(
        atlas=info, base=setting.bases, layer=tuple(layer.entry for layer in layers)
    )
    return Atlas(manifest, layers)


def _view(found: Sequence[Bounds], setting: Setting) -> Bounds:
    """What the map opens with: all that there is, with a little around it."""
    if setting.view:
        zoom, lat, lon = setting.view
        half = 180 * SEEN_PX / 256 / 2**zoom
        high = half * cos(radians(min(abs(lat), LIMIT))) * 0.6
        return _held((lon - half, lat - high, lon + half, lat + high))
    if not found:
        return -180.0, -60.0, 180.0, 80.0
    edges = list(zip(*found, strict=True))
    west, south, east, north = min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])
    wide = max((east - west) * 0.04, (SPECK_DEG - (east - west)) / 2, 0)
    high = max((north - south) * 0.04, (SPECK_DEG - (north - south)) / 2, 0)
    return _held((west - wide, south - high, east + wide, north + high))


def _around(view: Bounds) -> Bounds:
    """How far one can move: so far to each side that a screen of any shape is filled."""
    west, south, east, north = view
    squeeze = max(cos(radians((south + north) / 2)), 0.05)
    width, height = east - west, (north - south) / squeeze
    side = max(width, 1.7 * height)
    lon, lat = (west + east) / 2, (south + north) / 2
    up = max(north - south, side * squeeze / 1.6)
    return _held((lon - side, lat - up, lon + side, lat + up))


def _held(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    found = max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)
    west, south, east, north = (round(each, 6) for each in found)
    return west, min(south, 84.0), east, max(north, -84.0)


def _ground(bounds: Bounds, view: Bounds, language: str) -> tuple[Layer, ...]:
    west, south, east, north = view
    if max(east - west, north - south) < BARE_DEG:
        return ()
    found, said = ground(bounds, scale_for(view)), assets.words()[language]
    features = tuple(
        Feature(
            f"ground-{name}",
            {language: said[f"explore.{name}"]},
            LOOKS[name],
            found.shapes[name],
            {},
        )
        for name in ORDER
        if name in found.shapes
    )
    entry = LayerEntry(
        id="ground",
        title=said["explore.ground"],
        look="land",
        ground=True,
        labels=False,
        licence=LICENCE,
        attribution=CREDIT,
        source=f"Natural Earth 4.1, 1:{found.scale}.",
    )
    return (Layer(entry, features),) if features else ()
