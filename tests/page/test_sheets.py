"""Sheets of lessons in a real browser: paper on any screen, and nothing beyond the edge of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import mapper
from audit import violations
from browsing import watched
from mapper.edit import new

INSIDE = {"a4": (210 - 28) * 96 / 25.4, "letter": (215.9 - 28) * 96 / 25.4}
"""The width within the margins of the sheet, in CSS pixels."""

BEYOND = """width => [...document.querySelectorAll("main, main *")]
  .filter(each => !each.closest("svg > *") && each.getBoundingClientRect().right > width + 1)
  .map(each => each.outerHTML.slice(0, 80))"""

PAPER = "getComputedStyle(document.querySelector('main')).backgroundColor"


@pytest.fixture(scope="module")
def sheets(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], list[Path]]:
    """Every page for paper, of this atlas and of a new one, which has each kind of question."""
    folder = tmp_path_factory.mktemp("new") / "mine"
    new(folder)
    sites = (site, mapper.build(folder).folder)
    return lambda: [
        path
        for each in sites
        for path in sorted((each / "lessons").glob("*.html"))
        if path.stem.endswith(("-sheet", "-sheet-answers")) or path.stem == "blank-map"
    ]


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_a_screen_and_always_paper(
    browser: Browser, sheets: Callable[[], list[Path]], width: int, scheme: Any
) -> None:
    """axe-core finds nothing, no page scrolls sideways, and what is printed is white as seen."""
    context = browser.new_context(
        offline=True, viewport={"width": width, "height": 700}, color_scheme=scheme
    )
    page = context.new_page()
    asked, said = watched(page)
    for path in sheets():
        page.goto(path.as_uri())
        assert violations(page) == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
        expect(page.get_by_text("Print this page")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    context.close()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_is_wider_than_the_paper(
    browser: Browser, sheets: Callable[[], list[Path]], paper: str
) -> None:
    context = browser.new_context(viewport={"width": int(INSIDE[paper]), "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    for path in sheets():
        page.goto(path.as_uri())
        assert page.evaluate(BEYOND, INSIDE[paper]) == [], path.name
        expect(page.get_by_text("Print this page")).to_be_hidden()
    context.close()


def test_a_pupil_has_a_box_or_lines_for_every_answer(
    browser: Browser, sheets: Callable[[], list[Path]]
) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    for path in (path for path in sheets() if path.stem.endswith("-sheet")):
        page.goto(path.as_uri())
        for question in page.locator(".sheet-question").all():
            places = question.locator(".sheet-box, .sheet-lines > span, .sheet-number > span")
            assert places.count() > 0, path.name
            box = places.first.bounding_box()
            assert box
            assert box["height"] > 15
    context.close()
