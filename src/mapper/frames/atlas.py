"""Layers of frames → an atlas that has no folder: its extent, and the ground below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, radians

from mapper import assets
from mapper.frames.layers import Drawn
from mapper.frames.lifetimes import period_of
from mapper.geometry import LIMIT, Bounds, Geometry, zoom_that_fits
from mapper.ground import PARTS, coarser, ground, scale_for
from mapper.model import (
    UNSTATED,
    Atlas,
    AtlasEntry,
    BaseEntry,
    Feature,
    Layer,
    LayerEntry,
    Manifest,
    iso,
)

NO_DAY = "2000-01-01"
"""Nothing in the page is of a day: a manifest has to name one."""

SPECK_DEG = 0.001
"""What is smaller is a place alone: it is shown with some land around it."""

SPECK_VIEW_DEG = 2.0

BARE_DEG = 0.3
"""A view that is smaller has no shores and borders: they would lie some kilometres off."""

GRID_DEG = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""From one line of the graticule to the next."""

MOST_LINES = 8
"""Of the graticule, across the view."""

SEEN_PX = 1100.0

UNSEEN_PX = 2.5
"""At the opening zoom, of ground beyond what the map opens with: so far may its lines be off."""

LOOKS = {
    "grid": "graticule",
    "land": "land",
    "borders": "border",
    "lakes": "lake",
    "rivers": "stream",
    "edge": "edge",
}
"""Part of the ground → its look."""

ORDER = ("land", "lakes", "grid", "rivers", "borders", "edge")
"""In which they are drawn. A line around land is its coast; the edge hides it where land is cut."""

DRAWN = tuple(name for name in PARTS if name in LOOKS)


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
    days = period_of([(each.times.first, each.times.last) for each in drawn if each.times])
    info = AtlasEntry(
        id="map",
        title=setting.title,
        summary=setting.text,
        period=f"{iso(days[0])}/{iso(days[1])}" if days else NO_DAY,
        opens=iso(days[2]) if days else "",
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
    width, height = east - west, north - south
    speck = SPECK_VIEW_DEG / 2 if max(width, height) < SPECK_DEG else SPECK_DEG
    wide, high = max(width * 0.04, speck), max(height * 0.04, speck)
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
    said, scale = assets.words()[language], scale_for(view)
    bare = max(east - west, north - south) < BARE_DEG
    shapes = {"grid": _grid(bounds, view)}
    if not bare:
        found = ground(bounds, scale, DRAWN).shapes
        unseen = UNSEEN_PX * max(east - west, north - south) / SEEN_PX
        shapes |= coarser(found, view, unseen) | {"edge": _edge(bounds)}
    features = tuple(
        Feature(
            f"ground-{name}",
            {language: said[f"explore.{name}"]},
            LOOKS[name],
            shapes[name],
            {},
        )
        for name in ORDER
        if name in shapes
    )
    entry = LayerEntry(
        id="ground",
        title=said["explore.ground"],
        look="land",
        ground=True,
        labels=False,
        licence=UNSTATED if bare else said["explore.public-domain"],
        attribution="" if bare else said["explore.credit"],
        source="" if bare else f"Natural Earth 4.1, 1:{scale}",
    )
    return (Layer(entry, features),)


def _edge(bounds: Bounds) -> Geometry:
    """The line along which the ground is cut."""
    west, south, east, north = (round(each, 2) for each in bounds)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "LineString", "coordinates": ring}


def _grid(bounds: Bounds, view: Bounds) -> Geometry:
    """Meridians and parallels, as whole degrees or round parts of them."""
    across = max(view[2] - view[0], view[3] - view[1])
    step = next((each for each in GRID_DEG if across / each <= MOST_LINES), GRID_DEG[-1])
    west, south, east, north = (round(each, 2) for each in bounds)
    lons = [round(n * step, 2) for n in range(ceil(west / step), floor(east / step) + 1)]
    lats = [round(n * step, 2) for n in range(ceil(south / step), floor(north / step) + 1)]
    lines = [[[lon, south], [lon, north]] for lon in lons]
    lines += [[[west, lat], [east, lat]] for lat in lats]
    return {"type": "MultiLineString", "coordinates": lines}
