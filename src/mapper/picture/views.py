"""Views: the atlas on a day and in a view of one's own, small and without insets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from markupsafe import Markup, escape

from mapper.geometry import Bounds, Box, box_of, label_point, pixel, position
from mapper.looks import half_zooms
from mapper.model import Atlas
from mapper.picture.inset import framed, relief_again
from mapper.picture.labels import labels
from mapper.picture.numbers import Numbered, draw_numbers, numbered
from mapper.picture.overlays import embedded
from mapper.picture.scene import Frame, Name, Scene, State, draw_scene, names_in
from mapper.picture.svg import Picture, relief, scale, scale_box, scene_of
from mapper.picture.svgtext import tag
from mapper.picture.thinning import many
from mapper.record import use, used_days

SIZE = (880, 540)

PLACE_ZOOM = 8.0
"""At which one place is shown with what surrounds it; as in the browser."""


@dataclass(frozen=True)
class View:
    """What such a picture shows: `shown` are ids of layers, empty for those the atlas opens with.

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
    overlays = (
        replace(each, entry=each.entry.model_copy(update={"shown": each.id in shown}))
        for each in atlas.overlays
    )
    return replace(atlas, layers=tuple(layers), overlays=tuple(overlays))


def draw_views(atlas: Atlas, views: Sequence[View]) -> Iterator[Picture]:
    """A picture of each view. Relief and overlays are in the first, the others show them again."""
    first: Frame | None = None
    shown = [showing(atlas, view.shown) for view in views]
    on = {each.id for its in shown for each in its.overlays if each.entry.shown}
    for n, (view, its) in enumerate(zip(views, shown, strict=True)):
        whole = scene_of(its, view.state)
        frame = _frame(whole, view)
        scene = framed(whole, frame, f"still-{n}")
        ground = relief_again(scene, first, frame) if first else relief(atlas, frame)
        first = first or frame
        names = _names(scene)
        key = numbered(scene, names, ())
        parts = [*_parts(scene, view, names, key, ground), "" if n else embedded(atlas, on)]
        width, height = frame.size
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "map still",
            "role": "img",
            "viewBox": f"0 0 {width} {height}",
            "preserveAspectRatio": "xMidYMid slice",
        }
        drawn = tag("svg", attributes, tag("title", {}, escape(view.title)), *parts)
        yield Picture(drawn, SIZE, tuple(key))


def draw_view(
    atlas: Atlas, view: View, day: int, size: tuple[int, int]
) -> tuple[tuple[int, int], list[Markup]]:
    """One view, and what was in use on the day, without numbers: there is no list beside it.

    Where neither a view nor a feature says what is seen, it is all that the atlas opens with; then
    the picture may come out smaller, that no edge of the study area is seen.

    Returns:
        The size that it has, and its parts.
    """
    whole = scene_of(showing(atlas, view.shown), view.state, day)
    place = _place(whole, view)
    frame = _around(place, size) if place else _fitted(atlas, size)
    used = {
        feature.id: use(day, used_days(atlas, layer, feature))
        for layer in atlas.layers
        if layer.entry.used and not layer.is_big
        for feature in layer.features
    }
    scene = framed(replace(whole, use=lambda feature: used.get(feature.id, "")), frame, "map")
    names = _names(scene, [scale_box(frame)])
    on = (each.id for each in whole.atlas.overlays if each.entry.shown)
    parts = _parts(scene, view, names, (), relief(atlas, frame))
    return frame.size, [*parts, embedded(atlas, on)]


def _names(scene: Scene, taken: Sequence[Box] = ()) -> list[Name]:
    west, south, east, north = _bounds(scene.frame)
    lettered = labels(scene.atlas, [scene.frame.zoom], (west, south, east, north))
    return names_in(scene, lettered, 0, taken)


def _parts(
    scene: Scene, view: View, names: Sequence[Name], key: Sequence[Numbered], ground: Markup
) -> Iterator[Markup]:
    _, south, _, north = _bounds(scene.frame)
    yield from draw_scene(scene, names, ground, many(scene))
    yield from draw_numbers(scene, key, names)
    yield from _ring(scene, view.feature)
    yield scale(scene.frame, (south + north) / 2)


def _bounds(frame: Frame) -> Bounds:
    left, top, right, bottom = frame.box
    west, north = position(left, top, frame.zoom)
    east, south = position(right, bottom, frame.zoom)
    return west, south, east, north


def _frame(scene: Scene, view: View) -> Frame:
    """A whole number of half zooms, as names are placed for."""
    place = _place(scene, view)
    if place is None:
        left, top, right, bottom = scene.frame.box
        return _centred((left + right) / 2, (top + bottom) / 2, scene.frame.zoom, SIZE)
    zoom = min(half_zooms(scene.atlas), key=lambda each: abs(each - place[0]))
    return _around((zoom, *place[1:]), SIZE)


def _fitted(atlas: Atlas, size: tuple[int, int]) -> Frame:
    """All that the atlas opens with, as large as it can be, and what lies around it."""
    info = atlas.manifest.atlas
    left, top, right, bottom = box_of(info.view or info.bounds, 0)
    zoom = log2(min(size[0] / (right - left), size[1] / (bottom - top)))
    times = 2**zoom
    west, north, east, south = (side * times for side in box_of(info.bounds, 0))
    width = min(size[0], max(east - west, (right - left) * times))
    height = min(size[1], max(south - north, (bottom - top) * times))
    x = _inside((left + right) / 2 * times, west, east, width / 2)
    y = _inside((top + bottom) / 2 * times, north, south, height / 2)
    return _centred(x, y, zoom, (round(width), round(height)))


def _inside(middle: float, least: float, most: float, half: float) -> float:
    """The middle moved so that as much to both sides of it lies inside, if that much is there."""
    if most - least < 2 * half:
        return middle
    return min(max(middle, least + half), most - half)


def _around(place: tuple[float, float, float], size: tuple[int, int]) -> Frame:
    zoom, lat, lon = place
    return _centred(*pixel(lon, lat, zoom), zoom, size)


def _centred(x: float, y: float, zoom: float, size: tuple[int, int]) -> Frame:
    width, height = size
    box: Box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Frame(zoom, box)


def _place(scene: Scene, view: View) -> tuple[float, float, float] | None:
    if view.view:
        return view.view
    found = [each for each in scene.features if each.id == view.feature]
    if not found:
        return None
    lon, lat = label_point(found[0].geometry)
    least, greatest = scene.atlas.manifest.atlas.zoom
    return min(max(PLACE_ZOOM, least), greatest), lat, lon


def _ring(scene: Scene, feature: str) -> Iterator[Markup]:
    for each in scene.features:
        if each.id == feature:
            x, y = scene.frame.at(*label_point(each.geometry))
            yield tag("circle", {"class": "still-here", "cx": round(x), "cy": round(y), "r": 17})
