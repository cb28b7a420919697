"""The questions of a lesson as Moodle XML: what Moodle's question bank has of its own for each.

A place to find is a marker to drag onto the blank map, where one spot is right. Moodle wants a
marker in each zone: where any of several will do, the places are a list to choose from.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import dist

from mapper.model import Atlas
from mapper.packages.bank import Form, Item, items
from mapper.packages.filled import filled
from mapper.picture import SIZE, draw_blank, places_on_blank, png, standing_alone
from mapper.record import LessonPage, Question, Spot

WIDTH = 600
"""Of a picture to drag onto; a wider one Moodle makes smaller, and the zones would be amiss."""

REACH_PX = 30
"""So near to the spot a marker counts, and nearer to no other."""

NATIVE: Mapping[Form, str] = {
    Form.ONE: "multichoice",
    Form.SEVERAL: "multichoice",
    Form.NUMBER: "numerical",
    Form.PAIRS: "matching",
    Form.ORDER: "matching",
    Form.WORDS: "essay",
}


@dataclass(frozen=True)
class Board:
    """A blank map to drag a marker onto: a PNG in base64, and a circle that is right."""

    picture: str
    zone: str


@dataclass(frozen=True)
class Range:
    """A number with its tolerance, and the hundredths that it brings."""

    middle: str
    tolerance: str
    share: int


def moodle_xml(lesson: LessonPage, atlas: Atlas) -> bytes:
    """The question bank of a lesson, in UTF-8."""
    asked = []
    for item in items(lesson.questions):
        board = _board(item, atlas)
        asked.append(
            {
                "item": item,
                "type": "ddmarker" if board else NATIVE[item.form],
                "board": board,
                "ranges": _ranges(item.question) if item.form is Form.NUMBER else (),
            }
        )
    return filled("moodle.xml.j2", title=lesson.title, asked=asked)


def _ranges(question: Question) -> tuple[Range, ...]:
    """All points within the range, half within a tenth of it; as the page judges."""
    least, most = Decimal(str(question.least)), Decimal(str(question.most))
    middle, half = (least + most) / 2, (most - least) / 2
    tolerances = {100: half, 50: half + abs(most) / 10}
    return tuple(
        Range(f"{middle.normalize():f}", f"{tolerance.normalize():f}", share)
        for share, tolerance in tolerances.items()
    )


def _board(item: Item, atlas: Atlas) -> Board | None:
    spots = item.question.spots
    if sum(spot.is_right for spot in spots) != 1:
        return None
    places = [(spot.lon, spot.lat) for spot in spots]
    svg = draw_blank(atlas, places, item.title, f"blank-{item.number}")
    image = b64encode(png(standing_alone(svg, atlas), WIDTH)).decode()
    return Board(image, _zone(spots, places_on_blank(atlas, places)))


def _zone(spots: Sequence[Spot], places: Sequence[tuple[int, int]]) -> str:
    """The circle around the right spot, in pixels of the picture."""
    scale = WIDTH / SIZE[0]
    (right,) = (at for spot, at in zip(spots, places, strict=True) if spot.is_right)
    nearest = min(dist(right, other) for other in places if other != right)
    x, y = (round(each * scale) for each in right)
    return f"{x},{y};{round(min(REACH_PX, nearest / 2) * scale)}"
