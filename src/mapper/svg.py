"""The atlas as a static SVG: first paint, without script, on paper.

Strata, classes, symbols and places of names are those of the interactive map (`web/src/draw/`),
which takes the relief from here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from pathlib import PurePath

from markupsafe import Markup, escape

from mapper.geometry import Geometry, label_point, runs
from mapper.labels import WAITS, Label
from mapper.lettering import DOT, RADII, STYLES, anchor, box, room
from mapper.marks import MANY, half_zooms, has_symbol, hidden, marks_of, opening_zoom, rank
from mapper.model import Atlas, Feature
from mapper.projection import Box, Pixel, box_of, km_per_pixel, pixel
from mapper.riders import Rider, riders

STATEFUL = ("hq", "garrison", "airbase", "outpost")
"""Looks whose symbol depends on the state of the feature."""

NOT_YET = "not-yet"

COUNTRY = "country"
AROUND = ("neighbour", "republic")
CASED = ("trunk-1", "trunk-2", "feeder-1", "feeder-2", "air")

RIGHT_TO_LEFT = ("ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi")

SCALE_PX = 130.0
"""The scale bar is no longer."""

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


def svg(atlas: Atlas, labels: Iterable[Label], state: State) -> Markup:
    """The shown layers at the opening view; each feature is one element with a class `look-…`.

    Layers of more than `MANY` features are left out: a picture of them would outweigh the page.

    Args:
        labels: as `mapper.labels.labels` places them.
        state: feature → held, leaving, uncertain, vacated or unknown; empty where it has none.
    """
    frame, info = _frame(atlas), atlas.manifest.atlas
    shown = [
        feature
        for layer in atlas.layers
        if layer.entry.shown and len(layer.features) <= MANY
        for feature in layer.features
    ]
    symbols = [feature for feature in shown if has_symbol(feature)]
    shapes = [feature for feature in shown if not has_symbol(feature)]
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "map",
        "role": "img",
        "viewBox": "0 0 {} {}".format(*frame.size),
    }
    return _tag(
        "svg",
        attributes,
        _tag("title", {}, escape(info.title)),
        _tag("desc", {}, escape(info.summary)),
        *_ground(shapes, _relief(atlas, frame), frame),
        *_routes([feature for feature in shapes if feature.look in CASED], frame),
        *_points(atlas, symbols, labels, frame, state),
        _scale(atlas, frame),
    )


def _frame(atlas: Atlas) -> Frame:
    zoom = opening_zoom(atlas)
    return Frame(zoom, box_of(atlas.manifest.atlas.view or atlas.manifest.atlas.bounds, zoom))


def _ground(shapes: Sequence[Feature], relief: Markup, frame: Frame) -> Iterator[Markup]:
    """Countries and the band inside their edge, lands around, relief, a veil, all other lines."""
    countries = [feature for feature in shapes if feature.look == COUNTRY]
    around = [feature for feature in shapes if feature.look in AROUND]
    others = [feature for feature in shapes if feature.look not in (COUNTRY, *AROUND, *CASED)]
    # Drawn three times and kept once; a use takes its dress from its own class.
    ids = {feature.id: f"map-land-{number}" for number, feature in enumerate(countries)}
    kept = ({"id": ids[each.id], "d": _path(each.geometry, frame)} for each in countries)

    def again(feature: Feature, classes: str, *content: Markup) -> Markup:
        return _tag("use", {"class": classes, "href": f"#{ids[feature.id]}"}, *content)

    yield _tag("defs", {}, *(_tag("path", attributes) for attributes in kept))
    yield _group("base", (again(each, _classes(each), _title(each)) for each in countries))
    yield _group("base", (again(each, "band") for each in countries))
    yield _group(
        "ground",
        (_bare(each, f"ground-{each.look}", frame) for each in around),
    )
    yield relief
    yield _group("veil", (_shape(each, frame) for each in around))
    yield _group("lines", (_shape(each, frame) for each in others))
    yield _group("lines", (again(each, "outline") for each in countries))


def _routes(routes: Sequence[Feature], frame: Frame) -> Iterator[Markup]:
    """Casings first: where lines meet, none cuts another."""
    casings = (_bare(each, f"casing casing-{each.look}", frame) for each in routes)
    yield _group("routes", (*casings, *(_shape(each, frame) for each in routes)))


def _points(
    atlas: Atlas, symbols: Sequence[Feature], labels: Iterable[Label], frame: Frame, state: State
) -> Iterator[Markup]:
    """What rides on lines, names, and symbols, the most important on top."""
    marks = marks_of(atlas)
    waits = hidden(marks, frame.zoom)
    drawn = [mark for mark in marks if mark.feature.id not in waits]
    yield _group("arrows", (_rider(rider, frame) for rider in riders(atlas, drawn, frame.zoom)))
    yield _group("labels", _labels(atlas, labels, frame))
    upward = sorted(symbols, key=lambda feature: -rank(feature))
    yield _group("symbols", (_symbol(each, frame, waits, state(each)) for each in upward))


def _shape(feature: Feature, frame: Frame) -> Markup:
    attributes = {"class": _classes(feature), "d": _path(feature.geometry, frame)}
    return _tag("path", attributes, _title(feature))


def _bare(feature: Feature, classes: str, frame: Frame) -> Markup:
    """The feature's shape again, to help it be seen."""
    return _tag("path", {"class": classes, "d": _path(feature.geometry, frame)})


def _classes(feature: Feature) -> str:
    precision = feature.properties.get("precision")
    kind = "area" if feature.geometry["type"].endswith("Polygon") else "line"
    return f"look-{feature.look}{f' is-{precision}' if precision else ''}{_toned(feature, kind)}"


def _toned(feature: Feature, kind: str) -> str:
    return f" toned-{kind} {feature.tone}" if feature.tone else ""


def _title(feature: Feature) -> Markup:
    return _tag("title", {}, escape(next(iter(feature.name.values()), "")))


def _symbol(feature: Feature, frame: Frame, waits: Collection[str], state: str) -> Markup:
    """One use of the sheet of symbols. One that waits is there, but not drawn."""
    look = feature.look if feature.look in RADII else DOT
    x, y = frame.at(*label_point(feature.geometry))
    shown = "vacated" if state == NOT_YET else state
    attributes = {
        "class": f"look-{feature.look}{_toned(feature, 'point')}",
        "href": f"#s-{look}-{shown or 'held'}" if look in STATEFUL else f"#s-{look}",
        "x": round(x),
        "y": round(y),
    }
    if feature.id in waits or state == NOT_YET:
        attributes["display"] = "none"
    return _tag("use", attributes, _title(feature))


def _rider(rider: Rider, frame: Frame) -> Markup:
    x, y = round(rider.at[0] - frame.box[0]), round(rider.at[1] - frame.box[1])
    attributes = {"class": f"{rider.kind} on-{rider.look}", "transform": f"translate({x} {y})"}
    turn = f"rotate({rider.bearing:.0f})"
    if rider.kind == "shield":
        width = 8 + 9 * len(rider.badge)
        plate = {"x": -width / 2, "y": -8.5, "width": width, "height": 17, "rx": 2}
        text = _tag("text", {"y": 4.4, "text-anchor": "middle"}, escape(rider.badge))
        sign = _tag("g", {"class": "shield-sign"}, _tag("rect", plate), text)
    elif rider.kind == "plane":
        sign = _tag("use", {"href": "#s-plane", "transform": turn})
    else:
        head = {"class": "arrow-head", "transform": turn, "d": "M0-7L5.2 6L0 3.4L-5.2 6Z"}
        sign = _tag("path", head)
    return _tag("g", attributes, sign)


def _path(geometry: Geometry, frame: Frame) -> str:
    """Whole-number path data, relative; steps that come to nothing are left out."""
    closed = geometry["type"].endswith("Polygon")
    found = []
    for run in runs(geometry):
        places = [frame.at(lon, lat) for lon, lat, *_ in (run[:-1] if closed else run)]
        spots = [(round(x), round(y)) for x, y in places]
        steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(spots)]
        numbers = " ".join(f"{dx} {dy}" for dx, dy in steps if dx or dy) or "0 0"
        found.append(f"M{spots[0][0]} {spots[0][1]}l{numbers}{'z' if closed else ''}")
    return "".join(found).replace(" -", "-")


def _relief(atlas: Atlas, frame: Frame) -> Markup:
    """The shaded picture, laid by its bounds; it is a picture in Web Mercator."""
    entry = atlas.manifest.relief
    if entry is None or not atlas.relief:
        return Markup("")
    kind = PurePath(entry.file).suffix.lstrip(".").lower().replace("jpg", "jpeg")
    left, top, right, bottom = box_of(entry.bounds, frame.zoom)
    attributes = {
        "class": "relief",
        "href": f"data:image/{kind};base64,{b64encode(atlas.relief).decode()}",
        "x": round(left - frame.box[0]),
        "y": round(top - frame.box[1]),
        "width": round(right - left),
        "height": round(bottom - top),
        "preserveAspectRatio": "none",
    }
    return _tag("image", attributes)


def _labels(atlas: Atlas, labels: Iterable[Label], frame: Frame) -> Iterator[Markup]:
    """The names that lie wholly in the frame, the strongest last."""
    step = half_zooms(atlas).index(frame.zoom)
    names = {feature.id: feature.name for feature in atlas.features}
    for label in reversed(list(labels)):
        if label.at[step] != WAITS:
            name = names[label.feature][atlas.language]
            yield _label(label, label.at[step], name, atlas.language, frame)


def _label(label: Label, letter: str, name: str, language: str, frame: Frame) -> Markup:
    width, half = room(name, label.style)
    at = frame.at(label.lon, label.lat)
    left, top, right, bottom = box(at, letter, label.reach, width, half)
    inside = min(left, top) >= 0 and right <= frame.size[0] and bottom <= frame.size[1]
    if label.angle is None and not inside:
        return Markup("")
    side, dx, dy = anchor(letter, label.reach, half)
    # The baseline lies so far below the middle line that capitals look centred on it.
    dy += 0.35 * STYLES[label.style].size
    attributes: dict[str, object] = {"class": f"label label-{label.style}"}
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
    return _tag("text", attributes, escape(name))


def _scale(atlas: Atlas, frame: Frame) -> Markup:
    """A bar of 1, 2 or 5 times a power of ten kilometres, true in the middle of the picture."""
    view = atlas.manifest.atlas.view or atlas.manifest.atlas.bounds
    km = km_per_pixel((view[1] + view[3]) / 2, frame.zoom)
    power = 10 ** floor(log10(SCALE_PX * km))
    length = max(times * power for times in (1, 2, 5) if times * power <= SCALE_PX * km)
    y = frame.size[1] - 12
    bar = _tag("path", {"d": f"M12 {y - 5}v5h{round(length / km)}v-5"})
    return _tag("g", {"class": "scale"}, bar, _tag("text", {"x": 12, "y": y - 9}, f"{length:g} km"))


def _group(stratum: str, content: Iterable[Markup]) -> Markup:
    inner = list(content)
    return _tag("g", {"class": f"stratum-{stratum}"}, *inner) if inner else Markup("")


def _tag(name: str, attributes: Mapping[str, object], *content: str) -> Markup:
    """One element. Values of attributes are escaped here, and content that is not Markup."""
    pairs = (Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    opening, inner = Markup("").join(pairs), Markup("").join(content)
    if not content:
        return Markup("<{}{}/>").format(name, opening)
    return Markup("<{0}{1}>{2}</{0}>").format(name, opening, inner)
