"""Stills: the atlas on a day and in a view of one's own, small and without insets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from mapper.geometry import Box, label_point, pixel, position
from mapper.looks import half_zooms
from mapper.model import Atlas
from mapper.picture.inset import framed, relief_again
from mapper.picture.labels import labels
from mapper.picture.numbers import Numbered, draw_numbers, numbered
from mapper.picture.scene import Frame, Scene, State, draw_scene, names_in
from mapper.picture.svg import Picture, relief, scale, scene_of
from mapper.picture.svgtext import tag
from mapper.picture.thinning import many

SIZE = (880, 540)

PLACE_ZOOM = 8.0
"""At which one place is shown with what surrounds it; as in the browser."""


@dataclass(frozen=True)
class View:
    """What a still shows: `shown` are ids of layers, empty for those the atlas opens with.

    `view` is zoom, latitude, longitude. `feature` is ringed, and in the middle where no view says.
    """

    state: State
    title: str
    shown: tuple[str, ...] = ()
    view: tuple[float, float, float] | None = None
    feature: str = ""


def showing(atlas: Atlas, shown: Sequence[str]) -> Atlas:
    """The atlas with just these layers shown; as it is where none are named."""
    if not shown:
        return atlas
    layers = (
        replace(layer, entry=layer.entry.model_copy(update={"shown": layer.id in shown}))
        for layer in atlas.layers
    )
    return replace(atlas, layers=tuple(layers))


def stills(atlas: Atlas, views: Sequence[View]) -> Iterator[Picture]:
    """A picture of each view. The shaded relief is in the first, the others show it again."""
    first: Frame | None = None
    for n, view in enumerate(views):
        whole = scene_of(showing(atlas, view.shown), view.state)
        frame = _frame(whole, view)
        scene = framed(whole, frame, f"still-{n}")
        ground = relief_again(scene, first, frame) if first else relief(atlas, frame)
        first = first or frame
        yield _drawn(scene, view, ground)


def _drawn(scene: Scene, view: View, ground: Markup) -> Picture:
    width, height = scene.frame.size
    left, top, right, bottom = scene.frame.box
    west, north = position(left, top, scene.frame.zoom)
    east, south = position(right, bottom, scene.frame.zoom)
    lettered = labels(scene.atlas, [scene.frame.zoom], (west, south, east, north))
    names = names_in(scene, lettered, 0)
    key: list[Numbered] = numbered(scene, names, ())
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "map still",
        "role": "img",
        "viewBox": f"0 0 {width} {height}",
        "preserveAspectRatio": "xMidYMid slice",
    }
    drawn = tag(
        "svg",
        attributes,
        tag("title", {}, escape(view.title)),
        *draw_scene(scene, names, ground, many(scene)),
        *draw_numbers(scene, key, names),
        *_ring(scene, view.feature),
        scale(scene.frame, (south + north) / 2),
    )
    return Picture(drawn, tuple(key))


def _frame(scene: Scene, view: View) -> Frame:
    """A whole number of half zooms, as names are placed for."""
    place = _place(scene, view)
    if place is None:
        left, top, right, bottom = scene.frame.box
        zoom, (x, y) = scene.frame.zoom, ((left + right) / 2, (top + bottom) / 2)
    else:
        zoom = min(half_zooms(scene.atlas), key=lambda each: abs(each - place[0]))
        x, y = pixel(place[2], place[1], zoom)
    box: Box = (x - SIZE[0] / 2, y - SIZE[1] / 2, x + SIZE[0] / 2, y + SIZE[1] / 2)
    return Frame(zoom, box)


def _place(scene: Scene, view: View) -> tuple[float, float, float] | None:
    if view.view:
        return view.view
    found = [each for each in scene.features if each.id == view.feature]
    if not found:
        return None
    lon, lat = label_point(found[0].geometry)
    return PLACE_ZOOM, lat, lon


def _ring(scene: Scene, feature: str) -> Iterator[Markup]:
    for each in scene.features:
        if each.id == feature:
            x, y = scene.frame.at(*label_point(each.geometry))
            yield tag("circle", {"class": "still-here", "cx": round(x), "cy": round(y), "r": 17})
