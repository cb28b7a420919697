"""Base maps from the network: asked for only when chosen, and gone again when they fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit import violations
from browsing import until, watched
from tiles import Tiles

SAID = "Test tiles could not be loaded. The built-in map is shown. Nothing is missing from it."


@pytest.fixture
def opened(
    browser: Browser, online_page: Callable[[str], Path], tiles: Tiles
) -> Iterator[Callable[..., Page]]:
    """Opens that page from disk, with a network."""
    contexts = []

    def open_page(more: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(online_page(more).as_uri())
        page.wait_for_selector("[data-drawn]")
        return page

    yield open_page
    for context in contexts:
        context.close()


def loaded(page: Page) -> int:
    return page.locator(".stratum-online img.leaflet-tile-loaded").count()


# In the browser.


def test_nothing_is_asked_for_until_it_is_chosen(opened: Callable[..., Page], tiles: Tiles) -> None:
    """Off at first; chosen by keyboard it is laid under the layers; left again it asks no more."""
    page = opened()
    asked, said = watched(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(300)
    assert tiles.asked == []
    assert page.locator(".stratum-online").count() == 0

    built_in = page.get_by_role("radio", name="Built-in map")
    expect(built_in).to_be_checked()
    built_in.focus()
    page.keyboard.press("ArrowDown")

    chosen = page.get_by_role("radio", name="Test tiles")
    expect(chosen).to_be_checked()
    expect(chosen).to_have_accessible_description(
        f"Online: while it is chosen, this page asks 127.0.0.1:{tiles.port} for pictures of the"
        " map, and so tells them where you look."
    )
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")
    assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in tiles.asked)
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{tiles.port}"}
    expect(page.locator(".base-credit")).to_have_text("© Makers <b>of</b> tiles")
    # Symbols and lines lie above it, and can still be pressed.
    page.locator("#map_atlas .mark-point").first.click()
    expect(page.locator(".popup .record-name")).to_be_visible()

    chosen.focus()
    page.keyboard.press("ArrowUp")
    expect(built_in).to_be_checked()
    assert loaded(page) == 0
    expect(page.locator(".base-credit")).to_have_count(0)
    before = len(tiles.asked)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(300)
    assert len(tiles.asked) == before
    assert said == []


def test_shown_at_first_only_where_the_manifest_says_so(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    page = opened("shown = true")

    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")
    assert tiles.asked


def test_when_nothing_comes_the_built_in_map_stays_and_it_is_said(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    """Errors throughout: the choice goes back by itself, and a line says so, aloud too."""
    tiles.answers = lambda path: False
    page = opened()
    status = page.locator(".leaflet-control-attribution[role=status]")
    assert status.count() == 1

    page.get_by_role("radio", name="Test tiles").click()

    expect(status).to_have_text(SAID)
    expect(status).to_be_visible()
    expect(page.locator(".base-said")).to_have_text(SAID)
    expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    assert page.locator(".stratum-online img").count() == 0
    assert page.locator("#map_atlas [data-feature]").count() == 3

    tiles.answers = lambda path: True
    page.get_by_role("radio", name="Test tiles").check()
    expect(page.locator(".base-credit")).to_be_visible()
    expect(page.locator(".base-said")).to_be_hidden()


def test_no_barrier_in_the_choice(opened: Callable[..., Page], tiles: Tiles) -> None:
    """axe-core finds nothing while a map from the network is shown, nor when it did not come."""
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    expect(page.locator(".base-credit")).to_be_visible()
    tiles.answers = lambda path: False
    other = opened()
    other.get_by_role("radio", name="Test tiles").click()
    expect(other.locator(".base-said")).to_have_text(SAID)

    assert violations(page) + violations(other) == []


def test_a_network_that_goes_away_gives_the_built_in_map_back(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")

    page.context.set_offline(True)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(400)

    expect(page.locator(".base-said")).to_have_text(SAID)
    expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    assert page.locator(".stratum-online img").count() == 0


def test_where_only_some_come_the_built_in_map_shows_through(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    tiles.answers = lambda path: int(path.split("/")[2]) % 2 == 0
    page = opened()

    page.get_by_role("radio", name="Test tiles").check()

    expect(page.locator(".base-said")).to_contain_text("Parts of Test tiles could not be loaded.")
    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    expect(page.locator(".base-credit")).to_be_visible()


def test_it_is_there_in_another_language_on_both_maps_and_not_on_paper(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    """Chosen, it stays so in another language and beside another day; print has the static map."""
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")

    page.evaluate("location.hash = 'c=1741-06-01'")
    until(
        page, "document.querySelectorAll('.compare .stratum-online img.leaflet-tile-loaded').length"
    )
    page.evaluate("location.hash = 'lang=fa'")
    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    expect(page.get_by_role("radio", name="نقشهٔ داخل صفحه")).to_be_visible()
    assert page.locator("fieldset.bases").count() == 1

    page.emulate_media(media="print")
    expect(page.locator("#atlas")).to_be_hidden()
    expect(page.locator("#static-map svg").first).to_be_visible()


def test_the_page_says_whom_it_asks(opened: Callable[..., Page], tiles: Tiles) -> None:
    """Under About, on the map and in the text version, whether script is on or off."""
    page = opened()

    page.locator("[data-do=about]").first.click()

    told = page.get_by_role("dialog").locator("dt", has_text="What it asks the network for")
    expect(told.locator("+ dd")).to_contain_text(f"this page asks 127.0.0.1:{tiles.port}")
