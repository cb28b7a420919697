"""A big layer listed, searched, switched off and read: every one of its features can be found."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page, expect

from audit import violations
from many import HOSTILE, build_many, drawn, place, points


def fields(n: int) -> list[dict[str, Any]]:
    """Areas of 20 positions, each with a hole."""
    random = Random(7)  # noqa: S311 # the same fields each time
    found = []
    for index in range(n):
        lon, lat = random.uniform(-2.9, -1.1), random.uniform(59.1, 59.9)
        turns = [step / 20 * 2 * pi for step in range(20)]
        outline = [[round(lon + 0.02 * cos(t), 6), round(lat + 0.01 * sin(t), 6)] for t in turns]
        hole = [[round(lon + 0.01 * cos(t), 6), round(lat - 0.005 * sin(t), 6)] for t in turns]
        rings = [[*outline, outline[0]], [*hole, hole[0]]]
        found.append(
            {
                "type": "Feature",
                "id": f"field-{index}",
                "properties": {"name": f"Field {index}", "kind": "field"},
                "geometry": {"type": "Polygon", "coordinates": rings},
            }
        )
    return found


def test_the_list_reaches_every_feature_by_keyboard(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".many-rows li").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_contain_text(HOSTILE[0])
    assert page.locator(".many-rows li").count() < 60
    page.keyboard.press("End")
    expect(focused).to_contain_text("Well 4999")
    expect(focused.locator("..")).to_have_attribute("aria-posinset", "5000")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    before = focused.inner_text()
    page.keyboard.press("ArrowDown")
    number = re.search(r"\d+", before)
    assert number
    expect(focused).to_contain_text(f"Well {int(number[0]) + 1}")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text(HOSTILE[0])
    assert page.evaluate("window.hurt") is None


def test_no_barrier_in_its_list_and_record(wells: Path, open_many: Callable[..., Page]) -> None:
    """axe-core finds nothing: rows of five thousand, a record of attributes, a mark made for it."""
    page = open_many(wells, "f=well-1")
    expect(page.locator(".popup .record-name")).to_be_visible()
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    expect(page.locator(".many-rows li").first).to_be_visible()

    assert violations(page, marks=True) == []


def test_search_finds_any_name_and_says_how_many(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    field = page.get_by_role("searchbox", name="Find in wells")
    field.fill("BRUNNEN 437")
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("11 of 5,000 shown.")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Well 437")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 437")
    field.fill("nothing such")
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("0 of 5,000 shown.")


def test_the_search_reaches_every_feature_by_keyboard(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    field = page.get_by_role("combobox", name="Search")
    listed = page.get_by_role("listbox", name="What was found")
    page.keyboard.press("/")

    field.fill("bRunnén 4321")
    expect(listed.get_by_role("option")).to_have_count(1)
    expect(listed.locator(".finder-kind")).to_have_text("wells 1")
    expect(listed.locator(".finder-name")).to_have_text("Well 4321")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 4321")

    page.keyboard.press("/")
    field.fill("well 499")  # that one, and 4990 to 4999
    expect(listed.locator(".finder-count")).to_have_text("11")
    expect(listed.locator(".finder-name").first).to_have_text("Well 499")
    expect(listed.get_by_role("option")).to_have_count(6)  # the last shows the others
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(listed.get_by_role("option")).to_have_count(11)

    field.fill("onerror")  # what is found is said as text
    expect(listed.locator(".finder-name")).to_have_text([HOSTILE[0]])
    assert page.evaluate("window.hurt") is None
    field.fill("no such thing")
    expect(page.locator(".finder-none")).to_be_visible()
    field.press("Escape")
    expect(page.locator(".finder-results")).to_be_hidden()


def test_a_layer_is_switched_off_and_on(wells: Path, open_many: Callable[..., Page]) -> None:
    page = open_many(wells)
    box = page.get_by_role("checkbox", name="wells")
    box.uncheck()
    expect(page.locator(".many canvas")).to_be_hidden()
    box.check()
    expect(page.locator(".many canvas")).to_be_visible()


LOSE = """
const whole = String.prototype.charCodeAt;
String.prototype.charCodeAt = function (at) {
  return whole.call(this, this.length > 9999 ? at + 9 : at);
};
"""
"""Columns come without their first letters."""


def test_a_layer_that_is_damaged_says_so(wells: Path, open_many: Callable[..., Page]) -> None:
    page = open_many(wells, init=LOSE)
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()

    expect(page.locator("details", has_text="This layer is damaged")).to_be_visible()
    assert drawn(page) == {}


def test_the_text_version_says_what_it_is_and_how_it_begins(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells, java_script_enabled=True)
    section = page.locator("#layer-wells")

    assert "5,000 points, from 59.02° N to 59.96° N, 2.98° W to 1.02° W" in " ".join(
        (section.text_content() or "").split()
    )
    assert section.locator("tbody tr").count() == 20
    about = page.locator("#about").text_content() or ""
    assert "rounded to 4 decimals of a degree (within 5.6 m)" in about
    # The first paint has a part of them.
    assert 100 < (page.locator("#static-map path.dots").get_attribute("d") or "").count("M") <= 1500


def test_areas_are_drawn_clicked_and_stepped_through(
    tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    features = fields(2500)
    page = open_many(build_many(tmp_path / "atlas", fields=("area", features)))
    page.wait_for_timeout(300)

    assert drawn(page) == {"fields": 2500}
    page.evaluate("map_atlas.setView([59.5, -2], 11, { animate: false })")
    page.wait_for_timeout(500)
    assert 0 < drawn(page)["fields"] < 2500  # of those out of view nothing is drawn
    [lon, lat] = features[-1]["geometry"]["coordinates"][0][0]
    page.evaluate("at => map_atlas.setView([at[1], at[0]], 12, { animate: false })", [lon, lat])
    page.wait_for_timeout(500)
    page.mouse.click(*place(page, lon - 0.003, lat))
    name = page.get_by_role("dialog").locator(".record-name")
    expect(name).to_have_text("Field 2499")  # drawn last, it lies on top
    page.keyboard.press("Escape")
    page.locator("#map_atlas").focus()
    page.keyboard.press("PageDown")
    expect(page.locator(":focus")).to_have_attribute("data-feature", re.compile("^field-"))
    assert page.locator(".mark-area[data-feature^=field]").count() <= 2


def test_a_hundred_thousand_are_drawn(tmp_path: Path, open_many: Callable[..., Page]) -> None:
    path = build_many(tmp_path / "atlas", wells=("point", points(100_000)))
    page = open_many(path)

    assert drawn(page) == {"wells": 100_000}
    assert path.stat().st_size < 3_000_000
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    page.get_by_role("searchbox", name="Find in wells").fill("well 99999")
    status = page.get_by_role("status").filter(has_text="shown")
    expect(status).to_have_text("1 of 100,000 shown.", timeout=30_000)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Well 99999")
