"""One picture of a part of the atlas, stratum by stratum: the map itself, or an inset of it.

Strata, classes, symbols and places of names are those of the interactive map (`web/src/map/draw/`).
What script changes for another day on paper is marked: `data-in` is the layer of a part,
`data-f` the feature of a symbol or of a way used on some days, `data-name` that of a name, of a
sign or of a shape in time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from mapper.assets import RIGHT_TO_LEFT, has_states
from mapper.geometry import Box, Geometry, Pixel, label_point, overlap, pixel, pixel_arrays, runs
from mapper.looks import Mark, drawn_as, has_symbol, hidden, marks_of, rank
from mapper.model import Atlas, Feature, LayerEntry
from mapper.picture.arrows import draw_sign, signs
from mapper.picture.labels import WAITS, Label
from mapper.picture.lettering import STYLES, anchor, box, room
from mapper.picture.overlays import shown_again
from mapper.picture.svgtext import classes, group, tag, toned, way
from mapper.record import NOT_YET, is_absent

COUNTRY = "country"
AROUND = ("neighbour", "republic")
CASED = ("trunk-1", "trunk-2", "feeder-1", "feeder-2", "air")

SIGN_PX = 14.0
"""Signs on lines so far outside the picture are not drawn."""
State = Callable[[Feature], str]


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn, at a zoom; world pixels."""

    zoom: float
    box: Box

    @property
    def size(self) -> tuple[int, int]:
        left, top, right, bottom = self.box
        return round(right - left), round(bottom - top)

    def at(self, lon: float, lat: float) -> Pixel:
        """Pixels from the upper left corner."""
        x, y = pixel(lon, lat, self.zoom)
        return x - self.box[0], y - self.box[1]

    def spots(self, positions: NDArray[np.float64]) -> NDArray[np.int64]:
        """(n, 2) degrees → whole pixels, for many at once."""
        return (pixel_arrays(positions, self.zoom) - self.box[:2]).round().astype(np.int64)


@dataclass(frozen=True)
class Scene:
    """What a picture shows.

    `layers`: feature id → id of its layer; `used`: ids of layers in use on some days. `prefix` goes
    before the ids that the picture needs, so that two can stand in one page.
    """

    atlas: Atlas
    frame: Frame
    features: tuple[Feature, ...]
    layers: Mapping[str, str]
    state: State
    prefix: str = "map"
    used: frozenset[str] = frozenset()
    use: State = lambda feature: ""  # of a way: used, perhaps or nothing
    day: int | None = None  # for big layers; without it all their features are drawn

    def is_absent(self, feature: Feature) -> bool:
        """Whether it is not on the map, by its state."""
        entry = self._timed.get(self.layers[feature.id])
        return entry is not None and is_absent(entry, self.state(feature))

    @cached_property
    def _timed(self) -> Mapping[str, LayerEntry]:
        return {layer.id: layer.entry for layer in self.atlas.layers if layer.entry.when}

    def marks(self) -> tuple[list[Mark], Mapping[str, tuple[Mark, ...]]]:
        """The symbols drawn at this zoom, and the ids of those that wait, each with for whom."""
        marks = marks_of(self.atlas)
        waits = hidden(marks, self.frame.zoom)
        return [mark for mark in marks if mark.feature.id not in waits], waits


@dataclass(frozen=True)
class Name:
    """A name that stands in a picture: the box it takes, in px from the picture's corner."""

    label: Label
    letter: str
    text: str
    box: Box


def draw_scene(
    scene: Scene, names: Iterable[Name], relief: Markup, many: Iterable[Markup] = ()
) -> Iterator[Markup]:
    """The picture's groups, from the ground up; each feature is one element of class `look-…`.

    `many` are the groups of big layers (`thinning.py`); insets leave them out."""
    symbols = [feature for feature in scene.features if has_symbol(feature)]
    shapes = [feature for feature in scene.features if not has_symbol(feature)]
    routes = [feature for feature in shapes if feature.look in CASED]
    # Stills draw these two again.
    yield tag("g", {"id": f"{scene.prefix}-ground"}, *_ground(shapes, relief, scene))
    yield from many
    yield tag("g", {"id": f"{scene.prefix}-ways"}, *_routes(routes, scene))
    yield from _points(symbols, names, scene)


def names_in(
    scene: Scene, labels: Iterable[Label], step: int, taken: Sequence[Box] = ()
) -> list[Name]:
    """The names that lie wholly in the frame and clear of what is taken, the strongest first.

    `step` is where the frame's zoom stands among those that the labels are placed for."""
    language = scene.atlas.language
    named = {feature.id: feature.name for feature in scene.atlas.small_features}
    found = []
    for label in labels:
        if label.at[step] != WAITS:
            text = named[label.feature][language]
            where = _ground_of(label, label.at[step], text, scene.frame)
            inside = label.angle is not None or _within(where, scene.frame.size)
            if inside and not any(overlap(where, other) for other in taken):
                found.append(Name(label, label.at[step], text, where))
    return found


def _within(where: Box, size: tuple[int, int]) -> bool:
    return min(where[:2]) >= 0 and where[2] <= size[0] and where[3] <= size[1]


def _ground_of(label: Label, letter: str, name: str, frame: Frame) -> Box:
    """The box of a name; of one along a line, a square that holds it however it turns."""
    width, half = room(name, label.style)
    x, y = frame.at(label.lon, label.lat)
    if label.angle is None:
        return box((x, y), letter, label.reach, width, half)
    return x - width / 2, y - width / 2, x + width / 2, y + width / 2


def _ground(shapes: Sequence[Feature], relief: Markup, scene: Scene) -> Iterator[Markup]:
    """Countries and the band inside their edge, lands around, relief, a veil, all other lines."""
    countries = [feature for feature in shapes if feature.look == COUNTRY]
    around = [feature for feature in shapes if feature.look in AROUND]
    others = [feature for feature in shapes if feature.look not in (COUNTRY, *AROUND, *CASED)]
    # Drawn more than once and kept once; a use takes its dress from its own class.
    lands = [*countries, *around]
    ids = {each.id: f"{scene.prefix}-land-{n}" for n, each in enumerate(lands)}
    kept = ({"id": ids[each.id], "d": path(each.geometry, scene.frame)} for each in lands)

    def again(feature: Feature, classes: str, *content: Markup) -> Markup:
        attributes = {"class": classes, "href": f"#{ids[feature.id]}"}
        return tag("use", attributes | _layer(feature, scene), *content)

    yield tag("defs", {}, *(tag("path", attributes) for attributes in kept))
    yield group("base", (again(each, classes(each), _title(each)) for each in countries))
    yield group("base", (again(each, "band") for each in countries))
    yield group("ground", (again(each, f"ground-{each.look}") for each in around))
    yield relief
    yield group("veil", (_shape(each, scene, ids[each.id]) for each in around))
    yield from shown_again(scene.atlas, scene.frame.zoom, scene.frame.box)
    yield group("lines", (_shape(each, scene) for each in others))
    yield group("lines", (again(each, "outline") for each in countries))


def _routes(routes: Sequence[Feature], scene: Scene) -> Iterator[Markup]:
    """Casings first: where lines meet, none cuts another."""
    yield group("routes", [draw(each, scene) for draw in (_casing, _shape) for each in routes])


def _points(symbols: Sequence[Feature], names: Iterable[Name], scene: Scene) -> Iterator[Markup]:
    """What rides on lines, names, and symbols, the most important on top."""
    drawn, waits = scene.marks()
    width, height = scene.frame.size
    edge = (-SIGN_PX, -SIGN_PX, width + SIGN_PX, height + SIGN_PX)
    placed = (
        (sign, (sign.at[0] - scene.frame.box[0], sign.at[1] - scene.frame.box[1]))
        for sign in signs(scene.atlas, drawn, scene.frame.zoom)
    )
    absent = {each.id for each in scene.features if scene.is_absent(each)}
    gone = absent | {each.id for each in scene.features if scene.state(each) == "gone"}
    timed = {each.id for each in scene.features if scene.state(each)}
    yield group(
        "arrows",
        (
            draw_sign(sign, at, _named(sign.feature, timed, gone))
            for sign, at in placed
            if overlap((*at, at[0] + 1, at[1] + 1), edge)
        ),
    )
    yield group("labels", (_label(name, scene, absent) for name in reversed(list(names))))
    upward = sorted(symbols, key=lambda feature: -rank(feature))
    yield group("symbols", (_symbol(each, scene, waits) for each in upward))


def _named(feature: str, timed: Collection[str], absent: Collection[str]) -> dict[str, str]:
    """What says whose a sign is, where it comes and goes; nothing where it stays."""
    hidden = {"display": "none"} if feature in absent else {}
    return {"data-name": feature} | hidden if feature in timed else {}


def _shape(feature: Feature, scene: Scene, kept: str = "") -> Markup:
    """The feature, drawn here, or where its shape is kept under an id, drawn again."""
    shape = {"href": f"#{kept}"} if kept else {"d": path(feature.geometry, scene.frame)}
    state, layer = scene.state(feature), scene.layers[feature.id]
    used = {"data-f": feature.id} if layer in scene.used else {}
    attributes = {"class": classes(feature)} | shape | _layer(feature, scene) | used
    attributes |= {"data-name": feature.id, "data-state": state} if state else {}
    if scene.is_absent(feature):
        attributes["display"] = "none"
    return tag("use" if kept else "path", attributes, _title(feature))


def _casing(each: Feature, scene: Scene) -> Markup:
    shape = {"class": f"casing casing-{each.look}", "d": path(each.geometry, scene.frame)}
    state = scene.state(each)
    marked = {"data-name": each.id, "data-state": state} if state else {}
    if scene.is_absent(each):
        marked["display"] = "none"
    return tag("path", shape | _layer(each, scene) | marked)


def _layer(feature: Feature, scene: Scene) -> dict[str, str]:
    use = scene.use(feature)
    return {"data-in": scene.layers[feature.id]} | ({"data-use": use} if use else {})


def _title(feature: Feature) -> Markup:
    return tag("title", {}, escape(next(iter(feature.name.values()), "")))


def symbol_of(look: str, state: str) -> str:
    """The id of a drawing in the sheet of symbols; a dot for looks that have none."""
    look = drawn_as(look)
    if state or has_states(look):
        return f"s-{look}-{'gone' if state == NOT_YET else state or 'there'}"
    return f"s-{look}"


def _symbol(feature: Feature, scene: Scene, waits: Collection[str]) -> Markup:
    """One use of the sheet of symbols. One that waits is there, but not drawn."""
    x, y = scene.frame.at(*label_point(feature.geometry))
    state = scene.state(feature)
    attributes = {
        "class": f"look-{feature.look}{toned(feature, 'point')}",
        "href": f"#{symbol_of(feature.look, state)}",
        **{"x": round(x), "y": round(y), "data-f": feature.id},
    }
    if feature.id in waits or scene.is_absent(feature):
        attributes["display"] = "none"
    return tag("use", attributes, _title(feature))


def path(geometry: Geometry, frame: Frame) -> str:
    """Whole-number path data, relative; steps that come to nothing are left out."""
    closed = geometry["type"].endswith("Polygon")
    found = []
    for run in runs(geometry):
        spots = frame.spots(np.array([at[:2] for at in (run[:-1] if closed else run)], float))
        found.append(way(spots, closed))
    return "".join(found)


def _label(name: Name, scene: Scene, absent: Collection[str]) -> Markup:
    label, language = name.label, scene.atlas.language
    _, half = room(name.text, label.style)
    at = scene.frame.at(label.lon, label.lat)
    side, dx, dy = anchor(name.letter, label.reach, half)
    dy += 0.35 * STYLES[label.style].size  # the baseline: capitals look centred on the middle line
    attributes: dict[str, object] = {"class": f"label label-{label.style}", "data-in": label.layer}
    attributes |= {"data-name": label.feature}
    if label.feature in absent:
        attributes["display"] = "none"
    if language in RIGHT_TO_LEFT:
        attributes["direction"] = "rtl"
        side = {"start": "end", "end": "start"}.get(side, side)
    if side != "start":
        attributes["text-anchor"] = side
    if label.angle is None:
        attributes |= {"x": round(at[0] + dx), "y": round(at[1] + dy)}
    else:
        place = f"translate({round(at[0])} {round(at[1])})rotate({label.angle:g})"
        attributes |= {"transform": place, "y": round(dy)}
    return tag("text", attributes, escape(name.text))
