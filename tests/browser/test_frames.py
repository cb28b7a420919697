"""The wheel, frames, motion: a page of its own, a page within another, calm for who asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from using import BRIDGE, Open, until, view


@pytest.fixture
def framed(page: Page, site: Path, tmp_path: Path) -> Callable[[str], Locator]:
    """The atlas in a locked-down frame of a long page, as a learning platform would show it."""

    def opened(hash: str = "") -> Locator:
        host = tmp_path / "host.html"
        host.write_text(
            '<body style="margin:0"><p>A lesson</p>'
            f'<iframe sandbox="allow-scripts allow-popups" src="{(site / "index.html").as_uri()}'
            f'#{hash}" width="1200" height="700"></iframe><p style="height:3000px">More</p>',
            "utf-8",
        )
        page.goto(host.as_uri())
        page.frame_locator("iframe").locator("[data-ready]").wait_for()
        return page.locator("iframe")

    return opened


# The wheel, frames, motion


def test_the_wheel_zooms_a_page_of_its_own(open_atlas: Open) -> None:
    """Outside a frame no key is asked for."""
    page = open_atlas("")
    zoom = view(page)[0]
    page.mouse.move(900, 400)
    page.mouse.wheel(0, -300)
    until(page, lambda: view(page)[0] > zoom)


def test_in_a_frame_the_page_scrolls(framed: Callable[[str], Locator], page: Page) -> None:
    """The wheel scrolls the page around and a hint says how to zoom; with Ctrl it zooms."""
    element = framed("")
    frame = element.element_handle().content_frame()
    assert frame
    zoom = frame.evaluate("map_atlas.getZoom()")
    hint = frame.locator(".hint")
    assert hint.is_hidden()

    page.mouse.move(800, 300)
    page.mouse.wheel(0, 200)
    expect(hint).to_be_visible()
    expect(hint).to_contain_text("Ctrl")
    until(page, lambda: page.evaluate("scrollY") > 0)
    assert frame.evaluate("map_atlas.getZoom()") == zoom

    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    until(page, lambda: frame.evaluate("map_atlas.getZoom()") > zoom)
    page.keyboard.up("Control")
    assert page.evaluate("scrollY") == 0


def test_in_a_frame_links_open_beside_it(framed: Callable[[str], Locator], page: Page) -> None:
    """What leads away opens in a new tab; what leads within the page stays in the frame."""
    frame = framed(f"f={BRIDGE}").content_frame
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Leaflet").press("Enter")
    assert opened.value is not page
    opened.value.close()

    frame.get_by_role("link", name="Sources").click()
    expect(frame.locator("#sources h2")).to_be_in_viewport()
    frame.get_by_role("link", name="Back to the map").click()
    expect(frame.locator("#text")).to_be_hidden()
    expect(frame.locator(".popup .record-name")).to_have_text("Friendship Bridge")
    assert len(page.context.pages) == 1


def test_less_motion_for_whoever_asks(calm: Open) -> None:
    """No animation runs, and a move is over in the same moment."""
    page = calm("")
    running: list[Any] = page.evaluate(
        """async () => {
          const seen = [];
          const look = () => seen.push(...document.getAnimations().map(each =>
            `${each.effect.target.className}: ${each.transitionProperty ?? each.animationName}`));
          document.querySelector('#panel-list [data-open="faizabad-garrison"]').click();
          for (let i = 0; i < 3; i++) { await new Promise(requestAnimationFrame); look(); }
          map_atlas.zoomIn(1);
          for (let i = 0; i < 6; i++) { await new Promise(requestAnimationFrame); look(); }
          return [...new Set(seen)];
        }"""
    )
    assert running == []
    durations = page.eval_on_selector_all(
        ".leaflet-zoom-animated, .mark-point, .popup",
        "all => [...new Set(all.map(each => getComputedStyle(each).transitionDuration))]",
    )
    assert set(durations) <= {"0s", "0ms", "1e-05s"}


def test_a_place_that_is_nearly_known_stands_in_a_circle_when_seen_from_near(calm: Open) -> None:
    """Posts on the Salang are known to within some kilometres: from zoom 10 that is wide enough."""
    far = calm("v=8/35.3/69.3")
    expect(far.locator(".doubt:not(.waits)")).to_have_count(0)

    page = calm("v=10/35.3/69.3")

    circles = page.locator(".doubt:not(.waits)")
    expect(circles).not_to_have_count(0)
    seen = page.locator(".map [data-feature=salang-posts]").bounding_box()
    assert seen
    middle = (seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2)
    around = [box for each in circles.all() if (box := each.bounding_box()) and holds(box, middle)]
    assert around
    # 5 km to each side, at 127 m a pixel.
    assert 70 < around[0]["width"] < 90
    before = circles.count()
    page.get_by_role("checkbox", name="Garrisons and bases").uncheck()
    expect(circles).not_to_have_count(before)


def holds(box: FloatRect, point: tuple[float, float]) -> bool:
    x, y = point
    return 0 < x - box["x"] < box["width"] and 0 < y - box["y"] < box["height"]
