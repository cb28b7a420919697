"""What the static map has no room to name: numbers at symbols, and the list that goes with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mapper.geometry import Pixel, runs
from mapper.looks import Mark
from mapper.model import Feature
from mapper.picture.inset import Inset
from mapper.picture.lettering import PLACES, anchor, box, reach_of
from mapper.picture.occupied import Occupied
from mapper.picture.scene import CASED, Name, Scene
from mapper.picture.svgtext import tag

SIZE_PX, DIGIT_PX, HALF_PX = 11.0, 6.2, 5.0
"""Of a number: its font size, the width of a digit, half its height."""

ROW_PX = 90.0
"""Numbers run from left to right within rows so high."""


@dataclass(frozen=True)
class Numbered:
    """An entry of the list: whose symbol it is about, and who else stands behind that symbol.

    `number` stands at the symbol where it has no name on the map; `title` is the name that it has
    there, or its own. `others` are the features that are not named on the map, nor in an inset.
    """

    mark: Mark
    title: str
    number: int | None
    others: tuple[Feature, ...]


def numbered(scene: Scene, names: Sequence[Name], insets: Sequence[Inset]) -> list[Numbered]:
    """Everything that has a symbol and no name of its own on the map, the numbered ones first."""
    drawn, _ = scene.marks()
    in_insets = {name.label.feature for inset in insets for name in inset.names}
    lettered = {name.label.feature for name in names} | in_insets
    # Whose name stands at a symbol: its own, or that of the place it covers.
    titles = {name.label.beside or name.label.feature: name.text for name in names}
    behind = _behind(scene)
    found = []
    seen = [mark for mark in drawn if _seen(mark, scene, insets)]
    for mark in sorted(seen, key=lambda mark: _reading(mark, scene)):
        id, own = mark.feature.id, mark.feature.name.get(scene.atlas.language, "")
        title = titles.get(id, "")
        others = tuple(each for each in behind.get(id, ()) if each.id not in lettered)
        if title and id not in lettered and (others or title not in own):
            others = (mark.feature, *others)
        if others or not (title or id in in_insets):
            found.append(Numbered(mark, title or own, None if title else 0, others))
    listed = [each for each in found if each.number is not None]
    return [
        *(Numbered(each.mark, each.title, n, each.others) for n, each in enumerate(listed, 1)),
        *(each for each in found if each.number is None),
    ]


def draw_numbers(
    scene: Scene, entries: Sequence[Numbered], names: Sequence[Name]
) -> Iterator[Markup]:
    """The numbers at their symbols, placed as names are; where nothing is free, on the right."""
    occupied = _occupied(scene, names)
    for each in entries:
        if each.number is None:
            continue
        at = scene.frame.at(each.mark.lon, each.mark.lat)
        reach = reach_of(each.mark.feature.look) - 2
        letter = _place(occupied, at, str(each.number), reach)
        side, dx, dy = anchor(letter, reach, HALF_PX)
        attributes = {
            "class": "number",
            "x": round(at[0] + dx),
            "y": round(at[1] + dy + 0.35 * SIZE_PX),
            "text-anchor": side,
            "data-in": each.mark.layer.id,
        }
        if scene.state(each.mark.feature):
            attributes["data-name"] = each.mark.feature.id
        if scene.is_absent(each.mark.feature):
            attributes["display"] = "none"
        yield tag("text", attributes, str(each.number))


def _behind(scene: Scene) -> Mapping[str, list[Feature]]:
    """Id of a drawn symbol → the features that wait behind it."""
    _, waits = scene.marks()
    found: dict[str, list[Feature]] = {}
    by_id = {feature.id: feature for feature in scene.features}
    for id, hosts in waits.items():
        if id in by_id:  # others lie beyond a picture that was cut
            found.setdefault(hosts[0].feature.id, []).append(by_id[id])
    return found


def _seen(mark: Mark, scene: Scene, insets: Sequence[Inset]) -> bool:
    """Is its symbol in the picture, and not under an inset?"""
    (x, y), (width, height) = scene.frame.at(mark.lon, mark.lat), scene.frame.size
    boxes = [inset.box for inset in insets]
    under = any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
    return 0 <= x <= width and 0 <= y <= height and not under


def _reading(mark: Mark, scene: Scene) -> tuple[int, float]:
    """Row by row, from left to right, as one looks for numbers."""
    x, y = scene.frame.at(mark.lon, mark.lat)
    return int(y // ROW_PX), x


def _occupied(scene: Scene, names: Sequence[Name]) -> Occupied:
    """The lettered map: its symbols, its names, its roads."""
    width, height = scene.frame.size
    occupied = Occupied((0.0, 0.0, float(width), float(height)))
    drawn, _ = scene.marks()
    for mark in drawn:
        occupied.add_disc(*scene.frame.at(mark.lon, mark.lat), mark.radius - 3)
    occupied.take(name.box for name in names if name.label.angle is None)
    for feature in scene.features:
        if feature.look in CASED:
            for run in runs(feature.geometry):
                occupied.add_line([scene.frame.at(lon, lat) for lon, lat, *_ in run])
    return occupied


def _place(occupied: Occupied, at: Pixel, text: str, reach: float) -> str:
    width = DIGIT_PX * len(text)
    places = {letter: box(at, letter, reach, width, HALF_PX) for letter in PLACES}
    free = [letter for letter, place in places.items() if occupied.free([place])]
    if not free:
        return "E"
    letter = min(free, key=lambda each: PLACES[each] + occupied.line_points(places[each]))
    occupied.take([places[letter]])
    return letter
