"""One page for all tests of a module: what `explore` gives is opened in it, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mapper.frames import Page as Explored

STYLES = """([name, what]) =>
  [...document.querySelectorAll(name)].map(each => getComputedStyle(each).getPropertyValue(what))"""
AREAS = "#map_atlas .mark-area:not(.is-ground)"
LINES = "#map_atlas .mark-line:not(.is-ground)"
DOTS = """() => {
  const found = {};
  for (const each of document.querySelectorAll(".mark-point:not(.cluster)")) {
    const dot = getComputedStyle(each);
    const said = name => dot.getPropertyValue(name).trim();
    found[each.dataset.feature] = [said("--tone"), said("--tone-dot"), said("--sym")];
  }
  return found;
}"""
RECORD = """() => [...document.querySelectorAll(".popup dl dt")].map(each => [
  each.textContent, each.nextElementSibling.textContent])"""


@dataclass
class Seen:
    """What is to be seen in an opened page, and what it asked of the network and complained of."""

    tab: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def fills(self, selector: str = AREAS) -> list[str]:
        """The colour of each shape."""
        return self.styles("fill", selector)

    def strokes(self) -> list[str]:
        """The colour of each line."""
        return self.styles("stroke", LINES)

    def styles(self, what: str, selector: str = AREAS) -> list[str]:
        """What a property of each shape comes to."""
        return list(self.tab.evaluate(STYLES, [selector, what]))

    def dots(self) -> dict[str, list[str]]:
        """Feature → the colour of its dot, how large it is, the colour of its edge."""
        return dict(self.tab.evaluate(DOTS))

    def key(self) -> list[str]:
        """The rows of the key's classes."""
        return [text.strip() for text in self.tab.locator(".key-parts li").all_text_contents()]

    def layers(self) -> list[str]:
        """What the key calls the layers."""
        return self.tab.locator(".key-line .key-name").all_text_contents()

    def record(self, id: str) -> dict[str, str]:
        """Opens the record of a row: what is named in it, and what it is."""
        self.tab.evaluate("id => { location.hash = `f=${id}`; }", id)
        expect(self.tab.locator(f".popup .record-name[id='popup-{id}']")).to_be_visible()
        return dict(self.tab.evaluate(RECORD))

    def head(self) -> str:
        """What the open record is about."""
        return self.tab.locator(".popup .record-name").inner_text()


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Seen]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    seen = Seen(context.new_page())

    def ask(route: Route) -> None:
        seen.asked.append(route.request.url)
        route.abort()

    # No test asks the network: what a page asks for is noted, and comes to nothing.
    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), ask)
    seen.tab.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.tab.on("dialog", lambda dialog: seen.said.append(dialog.message))
    yield seen
    context.close()


NUMBERS = count()

Look = Callable[[Explored], Seen]


@pytest.fixture
def look(shared: Seen, tmp_path: Path) -> Iterator[Look]:
    """Opens a page from disk, which may not fail in any way."""

    def opened(explored: Explored) -> Seen:
        shared.asked.clear()
        path = explored.save(tmp_path / f"map-{next(NUMBERS)}.html")
        shared.tab.goto(path.as_uri())
        expect(shared.tab.locator("#map_atlas")).to_have_attribute("data-drawn", "", timeout=15_000)
        return shared

    yield opened
    assert shared.said == []
    assert shared.tab.evaluate("window.ran") is None
