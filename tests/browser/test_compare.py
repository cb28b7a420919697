"""Two days beside each other: a second map that moves with the first."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from browsing import until

Open = Callable[[str], Page]

FIRST, SECOND = "#map_atlas", ".compare .map"


def test_a_comparison_is_begun_and_ended_by_keyboard(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15")
    page.get_by_role("button", name="Date, range and steps").press("Enter")

    page.get_by_role("button", name="Compare with another day").press("Enter")

    expect(page.locator(".compare-first")).to_have_text("15 May 1988")
    expect(page.locator(".compare-head .compare-day")).to_have_text("28 February 1989")
    until(page, "location.hash.includes('c=1989-02-28')")
    page.get_by_role("button", name="End the comparison").press("Enter")
    expect(page.locator(SECOND)).to_have_count(0)
    until(page, "!location.hash.includes('c=')")
    assert page.evaluate("document.activeElement !== document.body")


def test_each_map_shows_its_day(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")

    for place, state in ((FIRST, "held"), (SECOND, "vacated")):
        mark = page.locator(f"{place} [data-feature=shindand-garrison]")
        expect(mark).to_have_attribute("data-state", state)
    names = page.locator(f"{SECOND} [data-feature=shindand-garrison]")
    expect(names).to_have_attribute("aria-label", re.compile("vacated by 15 February 1989"))
    page.get_by_label("The other day", exact=True).fill("1988-06-01")
    expect(page.locator(".compare-head .compare-day")).to_have_text("1 June 1988")
    page.get_by_role("button", name="Other day: next event").click()
    expect(page.locator(".compare-head .compare-day")).not_to_have_text("1 June 1988")


def test_the_maps_move_together(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")
    where = """selector => {
      const map = document.querySelector(selector).getBoundingClientRect();
      const mark = document.querySelector(`${selector} [data-feature=herat-garrison]`);
      const box = mark.getBoundingClientRect();
      return [Math.round(box.x - map.x), Math.round(box.y - map.y)];
    }"""
    before = page.evaluate(where, FIRST)

    page.locator(f"{SECOND} [data-feature=herat-garrison]").focus()
    page.keyboard.press("Shift+ArrowDown")

    until(page, f"JSON.stringify(({where})('{FIRST}')) !== '{before}'.replaceAll(' ', '')")
    page.wait_for_timeout(1500)
    one, two = page.evaluate(where, FIRST), page.evaluate(where, SECOND)
    assert max(abs(a - b) for a, b in zip(one, two, strict=True)) <= 1


def test_a_mark_of_the_second_map_opens_the_record(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")

    page.locator(f"{SECOND} [data-feature=ghazni-garrison]").press("Enter")

    expect(page.get_by_role("dialog", name="Ghazni")).to_be_visible()
