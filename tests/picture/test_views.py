"""A lesson on paper: its maps, on their days and in their views, and what it says of them."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import parse_date
from mapper.picture.views import View, draw_views
from mapper.record.days import state_on

FIRST = parse_date("1988-05-14").days[0] or 0


@pytest.fixture(scope="module")
def lesson(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 718, "height": 1000}, offline=True)
    page = context.new_page()
    page.goto((site / "lessons" / "first-look.html").as_uri())
    yield page
    context.close()


def test_on_paper_a_lesson_has_its_maps_in_place_of_the_frames(lesson: Page, atlas: Atlas) -> None:
    lesson.emulate_media(media="print")
    maps = lesson.locator(".lesson-map")
    assert maps.count() == 2
    for n in range(2):
        expect(maps.nth(n).locator("svg.still")).to_be_visible()
        expect(maps.nth(n).locator("iframe")).to_be_hidden()
        expect(maps.nth(n).locator(".lesson-key .matrix")).to_be_visible()
    drawn = dict(
        maps.nth(0)
        .locator("use[data-f]")
        .evaluate_all("uses => uses.map(use => [use.dataset.f, use.getAttribute('href')])")
    )
    state = state_on(atlas, FIRST)
    for layer in atlas.layers:
        for feature in layer.features if layer.entry.when else ():
            assert drawn[feature.id] == f"#s-{feature.look}-{state(feature)}"


def test_a_lesson_with_maps_is_light(site: Path) -> None:
    """One file, with the page of the map in it; the relief is there for that and for the stills."""
    for lesson in (site / "lessons").glob("*.html"):
        data = lesson.read_bytes()
        assert len(gzip.compress(data, 9)) < 600_000
        assert data.count(b"data:image/webp") <= 2


def test_a_still_shows_its_layers_its_view_and_the_feature_it_is_about(atlas: Atlas) -> None:
    state = state_on(atlas, FIRST)
    towns, bridge = draw_views(
        atlas,
        [
            View(state, "Towns", shown=("country", "towns"), view=(7, 34.5, 69.2)),
            View(state, "Bridge", feature="hairatan-bridge"),
        ],
    )
    assert 'data-in="towns"' in towns.svg
    assert 'data-in="routes"' not in towns.svg
    assert "herat" not in set(re.findall(r'data-name="([^"]+)"', towns.svg))  # beyond the view
    assert 'class="still-here" cx="440" cy="270"' in bridge.svg


def test_the_first_map_of_the_lesson_has_what_it_is_asked_about(atlas: Atlas, lesson: Page) -> None:
    """Three half-filled symbols, all drawn; none dotted, so none is asked for."""
    (text,) = [lesson.text for lesson in atlas.lessons if lesson.id == "first-look"]
    first = text.split("## The last day")[0]
    assert 'date = "1988-05-14"' in first
    assert "Some symbols are only half filled." in first
    assert "dotted" not in first
    state = state_on(atlas, FIRST)
    timed = [each for layer in atlas.layers if layer.entry.when for each in layer.features]
    counts = Counter(map(state, timed))
    assert (counts["unsure"] + counts["leaving"], counts["unknown"]) == (3, 0)
    half = lesson.locator(".lesson-map").nth(0).locator("use[href$='-unsure'][data-f]:visible")
    assert half.count() == 3
