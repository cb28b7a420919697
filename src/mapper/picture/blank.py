"""A blank map: the ground alone, without names and symbols, and numbered spots to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from mapper.geometry import pixel
from mapper.model import Atlas
from mapper.picture.inset import framed
from mapper.picture.scene import Frame, Scene, draw_scene
from mapper.picture.svg import scale, scene_of
from mapper.picture.svgtext import tag
from mapper.picture.views import SIZE, showing

SPOT_PX = 19
MARGIN_PX = 60
"""Between the outermost spots and the edge, at least."""


def draw_blank(
    atlas: Atlas, spots: Sequence[tuple[float, float]], title: str, prefix: str
) -> Markup:
    """SVG of the whole atlas; `spots` are longitude and latitude, numbered from 1.

    `prefix` keeps its ids apart from those of other pictures on the page.
    """
    whole = _ground(atlas)
    frame = _around(spots, whole.frame)
    scene = framed(whole, frame, prefix)
    width, height = frame.size
    signs = []
    for number, (x, y) in enumerate(places_on_blank(atlas, spots), 1):
        circle = tag("circle", {"cx": x, "cy": y, "r": SPOT_PX})
        text = tag("text", {"x": x, "y": y + 5}, escape(str(number)))
        signs.append(tag("g", {"class": "spot", "data-spot": str(number - 1)}, circle, text))
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "map blank",
        "role": "img",
        "viewBox": f"0 0 {width} {height}",
    }
    _, south, _, north = atlas.manifest.atlas.view or atlas.manifest.atlas.bounds
    lats = [lat for _, lat in spots] or [south, north]
    return tag(
        "svg",
        attributes,
        tag("title", {}, escape(title)),
        *draw_scene(scene, (), Markup()),
        *signs,
        scale(frame, sum(lats) / len(lats)),
    )


def places_on_blank(atlas: Atlas, spots: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Where the spots are on the blank map, in pixels of its `SIZE` from the top left."""
    frame = _around(spots, _ground(atlas).frame)
    return [(round(x), round(y)) for x, y in (frame.at(lon, lat) for lon, lat in spots)]


def _ground(atlas: Atlas) -> Scene:
    """The whole atlas with nothing but its ground, whose shapes do not say their names either."""
    ground = [layer.id for layer in atlas.layers if layer.entry.ground and not layer.is_big]
    bare = replace(showing(atlas, ground), overlays=())  # a scan would fill it
    whole = scene_of(bare, lambda feature: "")
    return replace(whole, features=tuple(replace(each, name={}) for each in whole.features))


def _around(spots: Sequence[tuple[float, float]], whole: Frame) -> Frame:
    """The frame with all spots in the middle, no nearer than the whole, by half zooms."""
    if not spots:
        return whole
    zoom = whole.zoom
    width, height = SIZE
    while True:
        placed = [pixel(lon, lat, zoom) for lon, lat in spots]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        fits = max(xs) - min(xs) <= width - 2 * MARGIN_PX
        if (fits and max(ys) - min(ys) <= height - 2 * MARGIN_PX) or zoom <= 0:
            break
        zoom -= 0.5
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(zoom, (x - width / 2, y - height / 2, x + width / 2, y + height / 2))
