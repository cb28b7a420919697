"""The stage: at every size, in every state, the map keeps its share and all is in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import until

Open = Callable[..., Page]

SIZES = [
    *[(320, 480), (390, 844), (568, 320), (600, 400), (683, 384)],
    *[(768, 1024), (1280, 720), (1366, 768), (1440, 900), (1920, 1080)],
]
"""Frames in a lesson, phones, a school laptop enlarged twice, tablets, projectors, desks."""

STATES = {
    "key": "d=1988-08-07",
    "record": "f=hairatan-bridge&d=1989-02-15",
    "story": "s=kunduz",
    "compare": "d=1988-05-14&c=1989-02-15",
    "present": "s=kunduz&ui=present",
    "bare": "d=1988-08-07&ui=map",
    "bare with its time": "s=kunduz&ui=time",
}

OPEN_KEY = """() => {
  const panel = document.querySelector(".panel");
  if (!panel.checkVisibility()) document.querySelector("[data-sheet=key]").click();
}"""
"""Where the key is not there at once, its button opens it."""

LOOKED = """() => {
  const all = name => [...document.querySelectorAll(name)];
  const seen = each => each.checkVisibility({ visibilityProperty: true });
  const rect = each => each.getBoundingClientRect();
  const overlap = (a, b) =>
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
    Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const area = ({ width, height }) => width * height;
  const clips = each => {
    for (let at = each.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if ([overflowX, overflowY].some(value => ["auto", "scroll"].includes(value))) return at;
    }
    return null;
  };
  const name = each =>
    `${each.tagName} ${each.getAttribute("class")}: ${each.textContent.trim()}`.slice(0, 90);

  // The map, less what lies over it.
  const maps = all("#atlas .map").filter(seen).map(rect);
  const over = all(".panel, .popup-frame").filter(seen).map(rect);
  const free = maps.reduce((sum, map) =>
    sum + area(map) - over.reduce((taken, each) => taken + overlap(map, each), 0), 0);

  const kinds =
    "button, a[href], input, select, summary, h1, h2, .story-at, .compare-day, .credits";
  const pressed = all(`#atlas :is(${kinds})`).filter(seen)
    .filter(each => !each.closest(".leaflet-map-pane, .unseen"));
  const isOutside = each => {
    const box = rect(each), scroller = clips(each);
    const held = rect(scroller ?? document.documentElement);
    const across = box.left < held.left - 1 || box.right > held.right + 1;
    const down = box.top < held.top - 1 || box.bottom > held.bottom + 1;
    return box.width > 0 && (across || (down && !scroller));
  };
  const isCut = each => {
    const { display, overflowX } = getComputedStyle(each);
    return each.tagName !== "INPUT" && each.scrollWidth > each.clientWidth + 1
      && display !== "inline" && overflowX !== "visible";
  };
  const wide = all("#atlas *").filter(seen).filter(each =>
    ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
    && each.scrollWidth > each.clientWidth + 1);

  const floating = all(".leaflet-control").filter(seen);
  const names = all("#atlas .label-text").filter(seen);
  return {
    free,
    outside: pressed.filter(isOutside).map(name),
    cut: [...pressed.filter(isCut), ...wide].map(name),
    covered: names.filter(text => floating.some(each =>
      text.closest(".map") === each.closest(".map") && overlap(rect(text), rect(each)) > 0))
      .map(name),
  };
}"""

STAGE = """() => {
  const { width, height } = document.querySelector(".stage").getBoundingClientRect();
  return width * height;
}"""


@pytest.fixture(scope="module")
def stages() -> dict[tuple[int, int], float]:
    """Of each size the area that the map has to itself when nothing is read."""
    return {}


def at_size(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    until(page, f"innerWidth === {width} && innerHeight === {height}")


def faults(page: Page, stage: float) -> dict[str, Any]:
    looked = page.evaluate(LOOKED)
    found = {rule: looked[rule] for rule in ("outside", "cut", "covered") if looked[rule]}
    if looked["free"] < 0.5 * stage:
        found["share"] = looked["free"] / stage
    return found


def at_rest(page: Page, stage: float) -> dict[str, Any]:
    """The map follows its size in the next frames, and the names on it in those after."""
    for _ in range(20):
        found = faults(page, stage)
        if not found:
            break
        page.wait_for_timeout(50)
    return found


@pytest.mark.parametrize("state", STATES)
def test_the_map_keeps_its_share_and_nothing_is_cut_off(
    calm: Open, stages: dict[tuple[int, int], float], state: str
) -> None:
    """Half of the stage is the map's; no part is out of the window; no name under a button."""
    if not stages:
        page = calm("", *SIZES[0], fresh=True)
        for size in SIZES:
            at_size(page, *size)
            stages[size] = page.evaluate(STAGE)
    page = calm(STATES[state], *SIZES[0], fresh=True)
    wrong: dict[str, Any] = {}
    for size in SIZES:
        at_size(page, *size)
        if state == "key":
            page.evaluate(OPEN_KEY)
        if found := at_rest(page, stages[size]):
            wrong[f"{size[0]} × {size[1]}"] = found
    assert wrong == {}
