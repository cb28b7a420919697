"""Names on the map as a browser sets them: clear of symbols, of each other, and of the controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import hypot
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

Point = Sequence[float]

ALLOWED_PX = 1.0

DAYS = ("1988-05-16", "1989-02-14")
"""As the first leave, and near the end: symbols differ in size with the state of their features."""

VIEWS = {
    6: ("34.2/67.2",),
    8: ("34.6/69.2", "36.6/67.4", "36.8/70.3", "34.6/62.6", "31.8/65.2", "32.6/68.6", "31.6/62.4"),
}
"""Middles of the map, as in its address, that together show the whole country at a zoom."""


class Shape(NamedTuple):
    """Something drawn: what it is, and the corners of its box on the screen, in px."""

    name: str
    corners: Sequence[Point]


class Drawn(NamedTuple):
    """What is seen: names, symbols, what floats on the map; and the map's own box."""

    labels: Sequence[Shape]
    symbols: Sequence[Shape]
    controls: Sequence[Shape]
    map: tuple[float, float, float, float]


LOOK = """async hash => {
  location.hash = hash;
  await new Promise(done => setTimeout(done, 40));
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  const box = e => { const r = e.getBoundingClientRect();
    return [[r.left, r.top], [r.right, r.top], [r.right, r.bottom], [r.left, r.bottom]]; };
  // A name along a river is turned: its own box, set on the screen.
  const turned = text => { const { x, y, width, height } = text.getBBox(), to = text.getScreenCTM();
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(([px, py]) => {
      const at = new DOMPoint(px, py).matrixTransform(to); return [at.x, at.y]; }); };
  const map = document.querySelector("#map_atlas").getBoundingClientRect();
  const inSight = e => { const r = e.getBoundingClientRect();
    return e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && r.width > 0
      && r.right > map.left && r.left < map.right && r.bottom > map.top && r.top < map.bottom; };
  return {
    labels: [...document.querySelectorAll("#map_atlas .label text")].filter(inSight)
      .map(text => ({ name: text.textContent, corners: turned(text), loose: box(text) })),
    symbols: [...document.querySelectorAll("#map_atlas .mark-point")].filter(inSight)
      .map(mark => ({ name: mark.dataset.feature, corners: box(mark.querySelector("use")) })),
    controls: [...document.querySelectorAll("#map_atlas .controls, #map_atlas .leaflet-control")]
      .filter(inSight).map(each => ({ name: each.className, corners: box(each) })),
    map: [map.left, map.top, map.right, map.bottom],
    zoom: map_atlas.getZoom(),
  };
}"""


def look(page: Page, zoom: float, middle: str, day: str) -> Drawn:
    """Goes to a view on a day by the address, and measures all that is seen there."""
    seen = page.evaluate(LOOK, f"d={day}&v={zoom}/{middle}")
    assert seen["zoom"] == zoom
    shapes = {
        kind: [Shape(each["name"], each["corners"]) for each in seen[kind]]
        for kind in ("labels", "symbols", "controls")
    }
    return Drawn(**shapes, map=tuple(seen["map"]))


def overlap(one: Shape, other: Shape) -> float:
    """How deep two boxes, turned or not, lie in each other: px; 0 or less if they are apart."""
    upright = ((1.0, 0.0), (0.0, 1.0))
    apart = min(_shared(_span(one.corners, axis), _span(other.corners, axis)) for axis in upright)
    return (
        apart
        if apart <= 0
        else min(
            depth
            for corners in (one.corners, other.corners)
            for axis in _normals(corners)
            for depth in [_shared(_span(one.corners, axis), _span(other.corners, axis))]
        )
    )


def _normals(corners: Sequence[Point]) -> Iterator[Point]:
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = hypot(x2 - x1, y2 - y1) or 1.0
        yield (y1 - y2) / length, (x2 - x1) / length


def _span(corners: Sequence[Point], axis: Point) -> tuple[float, float]:
    along = [x * axis[0] + y * axis[1] for x, y in corners]
    return min(along), max(along)


def _shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def clashes(drawn: Drawn) -> list[str]:
    """Each pair of a name and what it must not lie on, with how deep, px."""
    pairs = [
        *combinations(drawn.labels, 2),
        *((label, symbol) for label in drawn.labels for symbol in drawn.symbols),
    ]
    return [
        f"{one.name} / {other.name}: {depth:.1f} px"
        for one, other in pairs
        if (depth := overlap(one, other)) > ALLOWED_PX
    ]


@pytest.mark.parametrize("zoom", VIEWS)
def test_names_lie_on_nothing(open_atlas: Callable[[str], Page], zoom: int) -> None:
    """No name in sight lies on a symbol or on another name, at any place, on several days."""
    page = open_atlas(f"v={zoom}/{VIEWS[zoom][0]}")
    found: dict[str, str] = {}
    names: set[str] = set()
    for day in DAYS:
        for middle in VIEWS[zoom]:
            drawn = look(page, zoom, middle, day)
            names |= {label.name for label in drawn.labels}
            found |= dict.fromkeys(clashes(drawn), f"{day} {middle}")

    assert found == {}
    assert {"Kabul", "Friendship Bridge", "Herat", "Kandahar", "Termez"} <= names


@pytest.mark.parametrize("zoom", VIEWS)
def test_names_can_be_read(open_atlas: Callable[[str], Page], zoom: int) -> None:
    """Names of places are level, those along rivers turned at most 60°; none is too small."""
    page = open_atlas(f"v={zoom}/{VIEWS[zoom][0]}")
    measured = page.evaluate(
        """() => [...document.querySelectorAll("#map_atlas .label text")]
          .filter(text => text.checkVisibility())
          .map(text => {
            const { a, b } = text.getScreenCTM();
            const angle = Math.atan2(b, a) * 180 / Math.PI;
            const size = parseFloat(getComputedStyle(text).fontSize);
            return [text.textContent, text.closest(".label").className, angle, size];
          })"""
    )

    assert measured
    for name, classes, angle, size in measured:
        assert abs(angle) <= (60 if "label-river" in classes else 0.1), name
        assert size >= 11, name


def test_names_keep_to_the_map(open_atlas: Callable[[str], Page]) -> None:
    """A name in sight is whole, or cut where the map ends; none hangs over what is beside it."""
    page = open_atlas("v=8/36.6/67.4")
    drawn = look(page, 8, "36.6/67.4", "1988-08-07")
    left, top, right, bottom = drawn.map

    cut = page.evaluate(
        """() => { const map = document.querySelector("#map_atlas");
          return [getComputedStyle(map).overflowX, getComputedStyle(map).overflowY]; }"""
    )
    whole = [
        label
        for label in drawn.labels
        if all(left <= x <= right and top <= y <= bottom for x, y in label.corners)
    ]

    assert cut == ["hidden", "hidden"]
    assert len(whole) >= 0.7 * len(drawn.labels)


def test_no_name_is_under_a_control_when_the_map_opens(open_atlas: Callable[[str], Page]) -> None:
    """At the opening view, names of places stand clear of buttons, scale and credits."""
    page = open_atlas(fresh=True)
    drawn = look(page, page.evaluate("map_atlas.getZoom()"), _middle(page), "1988-08-07")
    under = {
        f"{label.name} / {control.name}"
        for label in drawn.labels
        for control in drawn.controls
        if overlap(label, control) > ALLOWED_PX
    }

    assert under == set()


def _middle(page: Page) -> str:
    return str(page.evaluate("(c => `${c.lat}/${c.lng}`)(map_atlas.getCenter())"))


def test_the_bridge_is_what_one_sees_first(open_atlas: Callable[[str], Page]) -> None:
    """It is the largest symbol, lies over all others, and nothing covers it."""
    page = open_atlas(fresh=True)
    sizes = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#map_atlas .mark-point")]
          .filter(mark => mark.checkVisibility())
          .map(mark => {
            const { width, height } = mark.querySelector("use").getBoundingClientRect();
            return [mark.dataset.feature, [width * height, Number(mark.style.zIndex)]]; }))"""
    )
    area, height = sizes.pop("hairatan-bridge")
    top = page.evaluate(
        """() => { const { left, top, width, height } = document
            .querySelector("[data-feature=hairatan-bridge] use").getBoundingClientRect();
          const at = document.elementFromPoint(left + width / 2, top + height / 2);
          return at.closest("[data-feature]")?.dataset.feature; }"""
    )

    assert area >= max(other for other, _ in sizes.values())
    assert height > max(other for _, other in sizes.values())
    assert top == "hairatan-bridge"
    assert page.get_by_role("button", name="Friendship Bridge").first.is_visible()
