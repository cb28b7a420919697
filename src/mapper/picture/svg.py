"""The atlas as a static SVG, with its scale bar: first paint, without script, on paper.

The interactive map takes the relief from here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import floor, log10
from pathlib import PurePath

from markupsafe import Markup, escape

from mapper.geometry import Box, box_of, clipped, km_per_pixel, position
from mapper.looks import half_zooms, opening_zoom
from mapper.model import Atlas, Feature
from mapper.picture.happenings import Happening, draw_happenings, happenings
from mapper.picture.inset import RELIEF, draw, insets
from mapper.picture.labels import Label
from mapper.picture.numbers import Numbered, draw_numbers, numbered
from mapper.picture.overlays import embedded
from mapper.picture.scene import Frame, Scene, State, draw_scene, names_in
from mapper.picture.svgtext import tag
from mapper.picture.thinning import many

SCALE_PX = 130.0
"""The scale bar is no longer."""


EDGE_PX = 16.0
"""What is cut is cut so far outside, where no line along the cut is seen."""


@dataclass(frozen=True)
class Picture:
    """The static map, the list of what it has no room to name, and what happened on its day."""

    svg: Markup
    size: tuple[int, int]
    key: tuple[Numbered, ...] = ()
    events: tuple[Happening, ...] = ()


def picture(
    atlas: Atlas, labels: Iterable[Label], state: State, day: int | None = None, says: str = ""
) -> Picture:
    """The shown layers at the opening view, and the insets of the manifest.

    Each feature is one element with a class `look-…`, and one more in each inset it lies in. Of a
    big layer some features stand for all (`thinning.py`): all would outweigh the page.

    Args:
        labels: as `labels` places them.
        state: feature → there, leaving, unsure, gone or unknown; empty where it has none.
        day: whose events are marked.
        says: what it shows, in words; the atlas's summary where it is left out.
    """
    scene, info, labels = _cut(scene_of(atlas, state, day)), atlas.manifest.atlas, list(labels)
    step = half_zooms(atlas).index(scene.frame.zoom)
    placed = insets(scene, names_in(scene, labels, step), [scale_box(scene.frame)])
    names = names_in(scene, labels, step, [inset.box for inset in placed])
    key = numbered(scene, names, placed)
    told = [] if day is None else happenings(scene, day)
    width, height = scene.frame.size
    view = info.view or info.bounds
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "map",
        "role": "img",
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "height": height,
    }
    drawn = tag(
        "svg",
        attributes,
        tag("title", {}, escape(info.title)),
        tag("desc", {}, escape(says or info.summary)),
        *draw_scene(scene, names, relief(atlas, scene.frame), many(scene)),
        *draw_numbers(scene, key, names),
        draw_happenings(scene, told),
        scale(scene.frame, (view[1] + view[3]) / 2),
        *(part for inset in placed for part in draw(inset, scene)),
        embedded(atlas),  # last: the first picture is the relief
    )
    return Picture(drawn, scene.frame.size, tuple(key), tuple(told))


def svg(atlas: Atlas, labels: Iterable[Label], state: State) -> Markup:
    """The static map alone: see `picture`."""
    return picture(atlas, labels, state).svg


def scene_of(atlas: Atlas, state: State, day: int | None = None) -> Scene:
    """What the static map shows, insets aside."""
    zoom = opening_zoom(atlas)
    box = box_of(atlas.manifest.atlas.view or atlas.manifest.atlas.bounds, zoom)
    shown = [layer for layer in atlas.layers if layer.entry.shown and not layer.is_big]
    frame = Frame(zoom, box)
    features = tuple(feature for layer in shown for feature in layer.features)
    layers = {feature.id: layer.id for layer in shown for feature in layer.features}
    used = frozenset(layer.id for layer in shown if layer.entry.used)
    return Scene(atlas, frame, features, layers, state, used=used, day=day)


def _cut(scene: Scene) -> Scene:
    """Of grounds what lies in the frame, cut off a little beyond its edges."""
    left, top, right, bottom = scene.frame.box
    west, north = position(left - EDGE_PX, top - EDGE_PX, scene.frame.zoom)
    east, south = position(right + EDGE_PX, bottom + EDGE_PX, scene.frame.zoom)
    grounds = {layer.id for layer in scene.atlas.layers if layer.is_backdrop}

    def within() -> Iterator[Feature]:
        for feature in scene.features:
            if scene.layers[feature.id] not in grounds:
                yield feature
            elif part := clipped(feature.geometry, (west, south, east, north)):
                yield replace(feature, geometry=part)

    return replace(scene, features=tuple(within()))


def relief(atlas: Atlas, frame: Frame) -> Markup:
    """The shaded picture, laid by its bounds; it is a picture in Web Mercator."""
    entry = atlas.manifest.relief
    if entry is None or not atlas.relief:
        return Markup("")
    kind = PurePath(entry.file).suffix.lstrip(".").lower().replace("jpg", "jpeg")
    left, top, right, bottom = box_of(entry.bounds, frame.zoom)
    attributes = {
        "class": "relief",
        "id": RELIEF,
        "href": f"data:image/{kind};base64,{b64encode(atlas.relief).decode()}",
        "x": round(left - frame.box[0]),
        "y": round(top - frame.box[1]),
        "width": round(right - left),
        "height": round(bottom - top),
        "preserveAspectRatio": "none",
    }
    return tag("image", attributes)


def scale_box(frame: Frame) -> Box:
    """The room of the scale bar, with its figure."""
    return 0.0, frame.size[1] - 40.0, SCALE_PX + 24, float(frame.size[1])


def scale(frame: Frame, lat: float) -> Markup:
    """A bar of 1, 2 or 5 times a power of ten kilometres, true at this latitude."""
    km = km_per_pixel(lat, frame.zoom)
    most = min(SCALE_PX, frame.size[0] / 4) * km
    power = 10 ** floor(log10(most))
    length = max(times * power for times in (1, 2, 5) if times * power <= most)
    y = frame.size[1] - 12
    bar = tag("path", {"d": f"M12 {y - 5}v5h{round(length / km)}v-5"})
    return tag("g", {"class": "scale"}, bar, tag("text", {"x": 12, "y": y - 9}, f"{length:g} km"))
