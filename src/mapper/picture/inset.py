"""Insets: crowded parts of the static map, drawn larger in a corner of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from mapper.geometry import Bounds, Box, bounds_of, box_of, clipped, label_point, overlap, position
from mapper.looks import HEAD_PX, has_symbol, zoom_of
from mapper.model import Feature, InsetEntry, text
from mapper.picture.labels import labels
from mapper.picture.scene import Frame, Name, Scene, draw_scene, names_in
from mapper.picture.svgtext import tag

EDGE_PX = 10.0
"""How far an inset keeps off the edge of the map, and off another inset."""

BEYOND_PX = 24.0
"""So much is drawn beyond the frame, that no cut edge shows in it."""

RELIEF = "map-relief"
"""The id of the shaded picture: it is embedded once, and an inset shows it again."""


@dataclass(frozen=True)
class Inset:
    """An inset and where it stands: `left`, `top` of its head, px from the map's corner."""

    entry: InsetEntry
    scene: Scene
    names: tuple[Name, ...]
    left: float
    top: float

    @property
    def box(self) -> Box:
        """The ground it takes on the map."""
        width, height = self.scene.frame.size
        return self.left, self.top, self.left + width, self.top + HEAD_PX + height


def insets(scene: Scene, names: Iterable[Name], taken: Iterable[Box]) -> list[Inset]:
    """The insets of a picture, each in the corner where it covers least.

    Args:
        names: those of the picture itself.
        taken: boxes in it that have to stay clear.
    """
    found: list[Inset] = []
    full, covered = list(taken), [name.box for name in names]
    for entry in scene.atlas.manifest.inset:
        inner = _scene(scene, entry)
        size = (inner.frame.size[0], inner.frame.size[1] + HEAD_PX)
        left, top = min(
            _corners(scene.frame.size, size),
            key=lambda at: (
                _cost(scene, entry, (*at, at[0] + size[0], at[1] + size[1]), full)
                + sum(overlap((*at, at[0] + size[0], at[1] + size[1]), each) for each in covered)
            ),
        )
        lettered = labels(scene.atlas, [inner.frame.zoom], entry.bounds)
        found.append(Inset(entry, inner, tuple(names_in(inner, lettered, 0)), left, top))
        full.append(found[-1].box)
    return found


def draw(inset: Inset, scene: Scene) -> Iterator[Markup]:
    """The place it shows, outlined on the map, and the inset itself."""
    x, y, right, bottom = (round(side) for side in _place(inset.entry, scene.frame))
    place = {"x": x, "y": y, "width": right - x, "height": bottom - y}
    yield tag("rect", {"class": "inset-place", **place})
    width, height = inset.scene.frame.size
    title = text(inset.entry, "title", scene.atlas.language)[scene.atlas.language]
    scale = f"{2 ** (inset.scene.frame.zoom - scene.frame.zoom):.2g}"
    inner = {"y": HEAD_PX, "width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    ground = tag("rect", {"class": "inset-ground", "width": width, "height": height})
    frame = {"class": "inset-frame", "width": width, "height": HEAD_PX + height}
    line = {"class": "inset-frame", "d": f"M0 {HEAD_PX}h{width}"}
    yield tag(
        "g",
        {"class": "inset", "transform": f"translate({round(inset.left)} {round(inset.top)})"},
        tag("rect", {"class": "inset-head", "width": width, "height": HEAD_PX}),
        tag("text", {"class": "inset-title", "x": 6, "y": 14}, Markup.escape(title)),
        tag(
            "text",
            {"class": "inset-scale", "x": width - 6, "y": 14, "text-anchor": "end"},
            f"{scale} ×",
        ),
        tag(
            "svg",
            inner,
            ground,
            *draw_scene(
                inset.scene, inset.names, relief_again(scene, scene.frame, inset.scene.frame)
            ),
        ),
        tag("rect", frame),
        tag("path", line),
    )


def _scene(scene: Scene, entry: InsetEntry) -> Scene:
    greatest = scene.atlas.manifest.atlas.zoom[1]
    zoom = zoom_of(entry, scene.frame.zoom, greatest)
    return framed(scene, Frame(zoom, box_of(entry.bounds, zoom)), f"inset-{entry.id}")


def framed(scene: Scene, frame: Frame, prefix: str) -> Scene:
    """The same in another frame: its features are cut a little beyond that."""
    zoom, (left, top, right, bottom) = frame.zoom, frame.box
    west, north = position(left - BEYOND_PX, top - BEYOND_PX, zoom)
    east, south = position(right + BEYOND_PX, bottom + BEYOND_PX, zoom)
    beyond = (west, south, east, north)
    kept = (_cut(feature, beyond) for feature in scene.features)
    features = tuple(feature for feature in kept if feature)
    return replace(scene, frame=frame, features=features, prefix=prefix)


def _cut(feature: Feature, bounds: Bounds) -> Feature | None:
    west, south, east, north = bounds
    if has_symbol(feature):
        lon, lat = label_point(feature.geometry)
        return feature if west <= lon <= east and south <= lat <= north else None
    left, bottom, right, top = bounds_of(feature.geometry)
    if left > east or right < west or bottom > north or top < south:
        return None
    geometry = clipped(feature.geometry, bounds)
    return replace(feature, geometry=geometry) if geometry else None


def _corners(size: tuple[int, int], taken: tuple[int, int]) -> list[tuple[float, float]]:
    """Upper left pixels of a box in each corner; the lower ones are tried first."""
    right, bottom = size[0] - taken[0] - EDGE_PX, size[1] - taken[1] - EDGE_PX
    return [(right, bottom), (EDGE_PX, bottom), (right, EDGE_PX), (EDGE_PX, EDGE_PX)]


def _cost(scene: Scene, entry: InsetEntry, box: Box, full: Sequence[Box]) -> float:
    """What it costs to stand here: above all what is full, its own place, and symbols."""
    margin = (box[0] - EDGE_PX, box[1] - EDGE_PX, box[2] + EDGE_PX, box[3] + EDGE_PX)
    blocked = sum(overlap(margin, other) for other in full)
    own = overlap(margin, _place(entry, scene.frame))
    drawn, _ = scene.marks()
    places = (scene.frame.at(mark.lon, mark.lat) for mark in drawn)
    symbols = sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in places)
    return 1000.0 * (blocked + own) + 3.0 * symbols


def _place(entry: InsetEntry, frame: Frame) -> Box:
    """The bounds of an inset on the map, px from its corner."""
    west, south, east, north = entry.bounds
    return *frame.at(west, north), *frame.at(east, south)


def relief_again(scene: Scene, outer: Frame, inner: Frame) -> Markup:
    """The shaded picture of the outer frame again; the rest of it lies outside the inner one."""
    if not (scene.atlas.manifest.relief and scene.atlas.relief):
        return Markup("")
    times = 2 ** (inner.zoom - outer.zoom)
    # The picture stands at the map's corner: world px, scaled, less the inset's own corner.
    x, y = (outer.box[axis] * times - inner.box[axis] for axis in (0, 1))
    place = f"translate({x:.1f} {y:.1f})scale({times:.6g})"
    return tag("use", {"class": "relief-again", "href": f"#{RELIEF}", "transform": place})
