"""A big layer in a real browser: drawn, clicked, stepped through by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

import mapper
from browsing import until
from many import HOSTILE, drawn, place


def colours(page: Page, layer: str) -> list[list[int]]:
    """The colours of a picture's pixels, the most common first; transparent ones left out."""
    return page.evaluate(
        """layer => {
          const canvas = document.querySelector(`.many[data-layer="${layer}"] canvas`);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const counts = new Map();
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 0) continue;
            const colour = data.slice(i, i + 4).join();
            counts.set(colour, (counts.get(colour) ?? 0) + 1);
          }
          const sorted = [...counts].sort((a, b) => b[1] - a[1]);
          return sorted.map(([colour]) => colour.split(",").map(Number));
        }""",
        layer,
    )


def test_every_feature_is_drawn(wells: Path, open_many: Callable[..., Page]) -> None:
    page = open_many(wells)

    assert drawn(page) == {"wells": 5000}
    assert page.locator(".mark-point").count() == 0  # a picture, not five thousand elements
    assert [22, 24, 26, 255] in colours(page, "wells")


def test_where_nothing_is_dated_there_is_no_time_bar(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    """Neither a day nor a way to another: the map fills what room there is."""
    page = open_many(wells)

    assert page.locator(".time").count() == 0
    assert "1 January 1741" not in page.content()
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    assert stage["height"] == 900


def test_only_pages_with_such_a_layer_carry_the_bundle(wells: Path, harbour: Path) -> None:
    without = mapper.build(harbour).page.read_text("utf-8")

    start = "mapper.extras.big="
    assert start in wells.read_text("utf-8")
    assert start not in without


def test_the_look_follows_the_style_sheet_into_the_dark(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    page.emulate_media(color_scheme="dark")
    ink = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--sym').trim()"
    )
    [red, green, blue] = bytes.fromhex(ink.removeprefix("#"))

    until(page, "document.querySelectorAll('.many canvas').length === 1")
    for _ in range(50):
        if [red, green, blue, 255] in colours(page, "wells"):
            break
        page.wait_for_timeout(100)
    assert [red, green, blue, 255] in colours(page, "wells")


def test_a_click_opens_the_record_of_a_dot_and_text_stays_text(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    page.evaluate("map_atlas.setView([59.03, -2.9], 10, { animate: false })")
    until(page, "map_atlas.getZoom() === 10")
    page.wait_for_timeout(300)
    page.mouse.click(*place(page, -2.98 + 1.96 * 1 / 99, 59.02))
    popup = page.get_by_role("dialog")

    expect(popup.locator(".record-name")).to_have_text(HOSTILE[1])
    expect(popup.locator(".record-kind")).to_have_text(HOSTILE[0])
    expect(popup.locator("dl")).to_contain_text("Depth m0.1")
    expect(popup.locator("dl")).to_contain_text(HOSTILE[1])
    assert "f=well-1" in page.evaluate("new Promise(r => setTimeout(() => r(location.hash), 400))")
    page.keyboard.press("Escape")
    page.mouse.click(*place(page, -2.98 + 1.96 * 2 / 99, 59.02))
    expect(popup.locator(".record-name")).to_have_text(HOSTILE[2])
    expect(popup.locator("dl")).not_to_contain_text("Depth")  # missing stays missing
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0


def test_a_link_opens_a_record(wells: Path, open_many: Callable[..., Page]) -> None:
    page = open_many(wells, "d=1741-01-01&f=well-4321&l=wells")

    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 4321")


def test_the_keys_of_the_map_reach_the_dots(wells: Path, open_many: Callable[..., Page]) -> None:
    """From the map's one Tab stop: the arrows to the neighbours, Page Down through all in view."""
    page = open_many(wells)
    page.wait_for_timeout(300)
    page.locator("#map_atlas").focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator(":focus")
    start = int((focused.get_attribute("data-feature") or "").removeprefix("well-"))
    names = []
    for key, step in (("ArrowRight", 1), ("ArrowUp", 100), ("ArrowLeft", -1), ("ArrowDown", -100)):
        page.keyboard.press(key)
        names.append((focused.get_attribute("data-feature"), f"well-{start + step}"))
        start += step
    page.keyboard.press("PageDown")
    expect(focused).to_have_attribute("data-feature", f"well-{start + 1}")
    expect(focused).to_have_attribute("aria-label", f"Well {start + 1}")
    expect(focused).to_have_role("button")
    page.keyboard.press("PageUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text(f"Well {start}")
    page.keyboard.press("Escape")
    expect(focused).to_have_attribute("data-feature", f"well-{start}")

    assert [one for one, _ in names] == [other for _, other in names]
    assert page.locator(".mark-point").count() == 1


def test_a_browser_that_cannot_inflate_has_it_done_for_it(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    """Chrome before 103, Firefox before 113 and Safari before 16.4 know no `deflate-raw`."""
    for init in (
        "delete window.DecompressionStream",
        "window.DecompressionStream = class { constructor() { throw new TypeError('unknown'); } }",
    ):
        page = open_many(wells, "f=well-4321", init=init)

        assert drawn(page) == {"wells": 5000}
        expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 4321")
