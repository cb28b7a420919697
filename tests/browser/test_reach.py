"""Reach: by ear, by finger, on a small screen, enlarged, and in the reader's own colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from audit import violations

Go = Callable[..., Page]

BRIDGE = "hairatan-bridge"

MIN_TARGET = 24.0
FINGER = 44.0


# By axe-core


def at_rest(page: Page) -> None: ...


def popup(page: Page) -> None:
    page.locator(f'#map_atlas [data-feature="{BRIDGE}"]').click()
    expect(page.locator(".popup .record-name")).to_be_visible()
    page.locator(".popup .unfold").click()


def listed(page: Page) -> None:
    page.get_by_role("tab", name="List").click()
    page.locator("#panel-list summary").last.click()


def shared(page: Page) -> None:
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy").first.click()


def about(page: Page) -> None:
    page.get_by_role("button", name="About").click()


def told(page: Page) -> None:
    page.get_by_role("tab", name="Story").click()
    page.get_by_role("button", name="Start the story").click()
    page.get_by_role("button", name="Next:").click()
    page.locator(".story-steps summary").click()


STATES = {state.__name__: state for state in (at_rest, popup, listed, told, shared, about)}


@pytest.mark.parametrize("state", STATES)
def test_no_barrier_on_a_wide_screen(screen: Go, state: str) -> None:
    """axe-core finds nothing: at rest, with a record, the list, a step, the dialogs."""
    page = screen(1440, 900)
    STATES[state](page)

    assert violations(page, marks=state == "at_rest") == []


def test_no_barrier_in_the_dark(screen: Go) -> None:
    """The same in dark colours, with a record open that holds a dispute."""
    page = screen(1440, 900, color_scheme="dark")
    popup(page)

    assert violations(page, marks=True) == []


def test_no_barrier_in_the_text_version(screen: Go) -> None:
    """The whole record, as a document."""
    page = screen(1440, 900, "index.html#text", fresh=True)
    expect(page.locator("#text h1")).to_be_visible()

    assert violations(page) == []


@pytest.mark.parametrize("sheet", ["Story", "Map key", "List", "record", "menu"])
def test_no_barrier_on_a_phone(screen: Go, sheet: str) -> None:
    """360 × 640 under a finger, with each of the sheets open."""
    page = screen(360, 640, has_touch=True, is_mobile=True)
    if sheet == "record":
        page.locator(f'#map_atlas [data-feature="{BRIDGE}"]').tap()
        expect(page.locator(".popup .record-name")).to_be_visible()
    elif sheet == "menu":
        page.get_by_role("button", name="Menu").tap()
        expect(page.get_by_role("link", name="Text version", exact=True)).to_be_visible()
    else:
        page.locator(".bar").get_by_role("button", name=sheet).tap()
        expect(page.get_by_role("tabpanel", name=sheet)).to_be_visible()

    assert violations(page) == []


def test_no_barrier_in_a_lesson(screen: Go) -> None:
    """The page around the frames; what is in them is the map, which has its own audits."""
    page = screen(1024, 768, "lessons/first-look.html")

    page.evaluate(
        "for (const frame of document.querySelectorAll('iframe')) frame.src = 'about:blank'"
    )
    assert violations(page) == []


# Small screens

OVERFLOW = """() => {
  const page = document.scrollingElement;
  const wide = [...document.querySelectorAll("body *")].filter(each => {
    if (!each.checkVisibility()) return false;
    const { overflowX } = getComputedStyle(each);
    return ["auto", "scroll"].includes(overflowX) && each.scrollWidth > each.clientWidth
      && !each.closest(".scroll");
  });
  return [page.scrollWidth - innerWidth, wide.map(each => each.className || each.id)];
}"""


def no_sideways_scroll(page: Page) -> None:
    """Neither the page nor a part of it, wide tables of the text version aside."""
    over, parts = page.evaluate(OVERFLOW)
    assert over <= 0
    assert parts == []


def test_320_pixels_are_enough(screen: Go) -> None:
    """Map, sheets, record, dialog and text version want no scrolling to the side."""
    page = screen(320, 568)
    no_sideways_scroll(page)
    page.locator(".bar").get_by_role("button", name="Map key").click()
    no_sideways_scroll(page)
    page.get_by_role("tab", name="List").click()
    no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    page.evaluate("hash => { location.hash = hash; }", f"f={BRIDGE}")
    expect(page.locator(".popup .record-name")).to_be_visible()
    no_sideways_scroll(page)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Share").click()
    no_sideways_scroll(page)
    page.keyboard.press("Escape")
    page.evaluate("location.hash = 'text'")
    expect(page.locator("#text h1")).to_be_visible()
    no_sideways_scroll(page)


def test_320_pixels_are_enough_for_a_lesson(screen: Go) -> None:
    """Its frames shrink with it."""
    page = screen(320, 568, "lessons/first-look.html")
    no_sideways_scroll(page)
    widths = page.eval_on_selector_all("iframe", "all => all.map(e => e.offsetWidth)")
    assert all(0 < width <= 320 for width in widths)


def test_a_phone_gives_the_map_its_room(screen: Go) -> None:
    """On 360 × 640 the map has two thirds of the screen, and a sheet can be closed again."""
    page = screen(360, 640, has_touch=True, is_mobile=True)
    stage = page.locator("#map_atlas").bounding_box()
    assert stage
    assert stage["width"] == 360
    assert stage["height"] >= 0.66 * 640

    button = page.locator(".bar").get_by_role("button", name="Map key")
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    half = page.locator(".panel").bounding_box()
    page.get_by_role("button", name="Taller or shorter").tap()
    full = page.locator(".panel").bounding_box()
    assert half
    assert full
    assert full["height"] > half["height"]
    page.locator(".panel").get_by_role("button", name="Close").tap()
    expect(page.locator(".panel")).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_the_record_leaves_its_feature_in_sight(screen: Go) -> None:
    """The sheet comes from below, at most two thirds high, and the map moves up."""
    page = screen(360, 640, has_touch=True, is_mobile=True)
    for feature in ("kandahar-garrison", "faizabad-garrison", BRIDGE):
        page.locator(".bar").get_by_role("button", name="List").tap()
        page.locator(f'#panel-list [data-open="{feature}"]').tap()
        sheet = page.locator(".popup-frame")
        expect(sheet).to_be_visible()
        page.wait_for_timeout(700)
        below = sheet.bounding_box()
        mark = page.locator(f'#map_atlas [data-feature="{feature}"]').bounding_box()
        assert below
        assert mark
        assert below["height"] <= 0.67 * 640, feature
        assert abs(below["y"] + below["height"] - 640) <= 1, feature
        assert mark["y"] + mark["height"] <= below["y"] + 1, feature
        assert mark["y"] >= 0, feature
        assert 0 <= mark["x"] <= 360 - mark["width"], feature
        page.locator(".popup-close").tap()


def test_enlarged_to_200_percent(screen: Go) -> None:
    """1440 × 900 at 200 %: 720 × 450 CSS pixels hold map, panels, record and dialog."""
    page = screen(720, 450, device_scale_factor=2)
    no_sideways_scroll(page)
    map = page.locator("#map_atlas").bounding_box()
    assert map
    assert map["width"] == 720
    assert map["height"] >= 0.4 * 450
    bar = page.locator(".bar")
    for name in ("Map key", "List"):
        bar.get_by_role("button", name=name).click()
        panel = page.locator(".panel").bounding_box()
        assert panel
        assert panel["y"] >= 0
        assert panel["y"] + panel["height"] <= 450
        assert panel["height"] >= 150
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
    bar.get_by_role("button", name="List").click()
    expect(page.locator(".panel")).to_be_hidden()

    page.evaluate("hash => { location.hash = hash; }", f"f={BRIDGE}")
    expect(page.locator(".popup .record-name")).to_be_visible()
    page.wait_for_timeout(500)
    frame = page.locator(".popup-frame").bounding_box()
    assert frame
    assert frame["x"] >= 0
    assert frame["x"] + frame["width"] <= 720
    assert frame["y"] >= 0
    assert frame["y"] + frame["height"] <= 450
    # Not only seen: what is under the pointer is the button itself.
    page.locator(".popup-close").click(trial=True)
    scroll = page.locator(".popup-body").bounding_box()
    assert scroll
    assert scroll["height"] >= 60
    page.keyboard.press("Escape")
    expect(page.get_by_role("slider", name="Day")).to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    for name in ("Share", "About"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport()


# Targets

TARGETS = """least => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, label, [role=button], [role=tab]")]
  .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.disabled)
  .filter(each => !each.closest("dl, .sources > li, sup, .remark, .notes, .credits, p"))
  .filter(each => !(each.tagName === "INPUT" && each.closest("label")))
  .filter(each => !each.matches(".skip"))
  .flatMap(each => {
    const box = each.getBoundingClientRect();
    const path = each instanceof SVGElement;
    if (path || box.width === 0) return [];
    const after = getComputedStyle(each, "::after");
    const more = after.content !== "none" && after.position === "absolute"
      ? -Math.min(0, parseFloat(after.top) || 0) * 2 : 0;
    const width = box.width + more, height = box.height + more;
    const name = each.getAttribute("aria-label") || each.textContent.trim().slice(0, 30);
    return width >= least - 0.5 && height >= least - 0.5 ? []
      : [`${each.tagName} ${each.className} ${name}: ${width.toFixed(1)} × ${height.toFixed(1)}`];
  })"""


def small(page: Page, least: float) -> list[str]:
    """What can be pressed and is smaller; links within sentences aside, as WCAG 2.5.8 has it."""
    return list(page.evaluate(TARGETS, least))


def test_targets_are_24_pixels_with_a_mouse(screen: Go) -> None:
    """Buttons, rows of key and list, marks, the links at the foot."""
    page = screen(1440, 900)
    assert small(page, MIN_TARGET) == []
    listed(page)
    assert small(page, MIN_TARGET) == []
    popup(page)
    assert small(page, MIN_TARGET) == []
    told(page)
    assert small(page, MIN_TARGET) == []
    page.get_by_role("button", name="Menu").click()
    assert small(page, MIN_TARGET) == []
    shared(page)
    assert small(page, MIN_TARGET) == []


def test_targets_are_44_pixels_under_a_finger(screen: Go) -> None:
    """What floats on the map, what opens and closes the sheets, their rows, and the marks."""
    page = screen(360, 640, has_touch=True, is_mobile=True)
    assert small(page, FINGER) == []
    page.locator(".bar").get_by_role("button", name="Map key").tap()
    assert small(page, FINGER) == []
    page.get_by_role("tab", name="List").tap()
    assert small(page, FINGER) == []
    page.get_by_role("tab", name="Story").tap()
    assert small(page, FINGER) == []
    page.get_by_role("button", name="Start the story").tap()
    assert small(page, FINGER) == []


def test_a_finger_beside_a_mark_still_finds_it(screen: Go) -> None:
    """A tap 18 px off opens the mark, where no other is nearer."""
    page = screen(360, 640, has_touch=True, is_mobile=True)
    mark = page.locator('#map_atlas [data-feature="herat-garrison"]').bounding_box()
    assert mark
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    page.touchscreen.tap(x - 18, y)
    expect(page.locator(".popup .record-name")).to_contain_text("Herat")


# The reader's own colours


def test_forced_colours_keep_what_is_chosen_visible(screen: Go) -> None:
    """Checkboxes stay the system's own, tabs and buttons have borders, focus has an outline."""
    page = screen(1440, 900, forced_colors="active")
    boxes = page.eval_on_selector_all(
        '[data-part="key"] input[type=checkbox]',
        """all => all.map(each => {
          const { appearance, opacity, forcedColorAdjust } = getComputedStyle(each);
          const { width, height } = each.getBoundingClientRect();
          return [appearance, opacity, forcedColorAdjust, Math.min(width, height) >= 13];
        })""",
    )
    assert len(boxes) >= 8
    assert all(each == ["auto", "1", "auto", True] for each in boxes)

    borders = page.eval_on_selector_all(
        ".tab, .controls, .time-steps .icon-button",
        """all => all.map(each => {
          const { borderTopStyle, borderTopWidth } = getComputedStyle(each);
          return [each.className, borderTopStyle, parseFloat(borderTopWidth)];
        })""",
    )
    assert [name for name, style, width in borders if style != "solid" or width < 1] == []
    key, other = (
        page.get_by_role("tab", name=name).evaluate(
            "e => JSON.stringify([getComputedStyle(e).borderBlockEnd, getComputedStyle(e).color])"
        )
        for name in ("Map key", "List")
    )
    assert key != other
    page.get_by_role("tab", name="Map key").focus()
    page.keyboard.press("ArrowRight")
    outline = page.get_by_role("tab", name="List").evaluate(
        "e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]"
    )
    assert outline[0] == "solid"
    assert outline[1] >= 2
    assert page.locator("#map_atlas").evaluate("e => getComputedStyle(e).forcedColorAdjust") == (
        "none"
    )


def test_what_has_the_focus_is_ringed(screen: Go) -> None:
    """A mark, a button, a link and a tab each look different when Tab has led there."""
    page = screen(1440, 900)
    for selector in (
        ".controls .icon-button",
        ".foot a",
        '[role="tab"][aria-selected="true"]',
        ".time-slider",
        ".key-switch input",
    ):
        place = page.locator(selector).first
        look = (
            "e => { const s = getComputedStyle(e);"
            " return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor].join(); }"
        )
        before = place.evaluate(look)
        page.keyboard.press("Tab")
        place.focus()
        assert place.evaluate(look) != before, selector
    mark = page.locator('#map_atlas [data-feature="herat-garrison"]')
    ring = "e => getComputedStyle(e, '::before').boxShadow"
    before = mark.evaluate(ring)
    page.keyboard.press("Tab")
    mark.focus()
    assert mark.evaluate(ring) != before
