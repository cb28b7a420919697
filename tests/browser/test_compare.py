"""Two days beside each other: a second map that moves with the first."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
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

    for place, state in ((FIRST, "there"), (SECOND, "gone")):
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


def test_it_says_what_differs_and_each_leads_to_its_record(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")
    said = page.locator(".differs summary")
    expect(said).to_contain_text("From 15 May 1988 to 15 February 1989: 24 vacated, ")
    expect(said).to_contain_text("1 in use on the earlier day alone")

    said.click()
    listed = page.locator(".differs section", has_text="24 vacated").get_by_role("button")
    assert listed.count() == 24
    listed.filter(has_text="Kandahar").first.click()

    expect(page.get_by_role("dialog", name="Kandahar")).to_be_visible()
    expect(page.locator(".differs")).not_to_have_attribute("open", "")


def test_what_differs_is_told_from_the_earlier_day_to_the_later(open_atlas: Open) -> None:
    page = open_atlas("d=1989-02-15&c=1988-05-15")
    expect(page.locator(".differs summary")).to_contain_text("From 15 May 1988 to 15 February 1989")

    page.get_by_label("The other day", exact=True).fill("1989-02-15")

    same = "From 15 February 1989 to 15 February 1989 nothing on the map differs."
    expect(page.locator(".differs summary")).to_have_text(same)


def test_both_days_are_counted_marked_and_told_of(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")
    feet = page.locator("#panel-key .matrix tfoot tr")

    expect(feet.nth(0)).to_have_text(re.compile(r"^15 May 1988\s*20\s*1\s*8\s*0\s*0$"))
    expect(feet.nth(1)).to_have_text(re.compile(r"^15 February 1989\s*0\s*1\s*4\s*24\s*0$"))
    for day, figure in (("15 May 1988", "100,300"), ("15 February 1989", "0.")):
        figures = page.locator(".time-figures", has_text=day)
        expect(figures).to_contain_text(f"Strength on this day: {figure}")
    place = "element => element.getBoundingClientRect().x"
    mark = page.locator(".time-other")
    before = mark.evaluate(place)
    page.get_by_label("The other day", exact=True).fill("1988-10-01")
    until(page, f"document.querySelector('.time-other').getBoundingClientRect().x < {before} - 100")
    page.get_by_role("button", name="End the comparison").click()
    expect(mark).to_be_hidden()
    expect(feet).to_have_count(1)
    expect(feet.nth(0)).to_contain_text("On this day")


OVER_NAMES = """() => {
  const boxes = name => [...document.querySelectorAll(name)]
    .filter(each => each.checkVisibility({ visibilityProperty: true }))
    .map(each => each.getBoundingClientRect());
  const stage = document.querySelector(".stage").getBoundingClientRect();
  const over = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const covers = boxes(".controls button, .credits");
  return [...document.querySelectorAll(".stage .stratum-labels text, .stage [data-name]")]
    .filter(each => each.checkVisibility() && covers.some(cover =>
      over(cover, each.getBoundingClientRect())))
    .map(each => each.textContent);
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1440, 900)])
def test_no_button_and_no_credit_covers_a_name(
    visit: Callable[..., Page], width: int, height: int
) -> None:
    page = visit("d=1988-05-15&c=1989-02-15", width, height)

    assert page.locator(".stage [data-name]").count() > 50
    assert page.evaluate(OVER_NAMES) == []
    page.get_by_role("button", name="End the comparison").click()
    expect(page.locator(".leaflet-control-container .controls")).to_be_visible()


def test_the_buttons_are_where_they_were_after_another_language(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15")
    page.get_by_role("button", name="Русский").click()
    expect(page.locator(".compare-first .controls")).to_have_count(1)
    expect(page.locator(".differs summary")).to_contain_text("С 15 мая 1988 г. по 15 февраля 1989")

    page.locator(".compare-head .icon-button").last.click()

    expect(page.locator(".controls")).to_have_count(1)
    expect(page.locator(".leaflet-control-container .controls")).to_have_count(1)


def test_the_button_to_compare_stands_in_sight(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15")

    page.get_by_role("button", name="Compare with another day").click()

    expect(page.locator(SECOND)).to_be_visible()


def test_where_one_reads_from_the_right_each_map_has_its_half(open_atlas: Open) -> None:
    page = open_atlas("d=1988-05-15&c=1989-02-15&lang=fa")
    boxes = [page.locator(place).bounding_box() for place in (".compare-first", FIRST, SECOND)]
    head, first, second = (box or {} for box in boxes)

    assert abs(first["x"] - head["x"]) <= 2
    assert second["x"] + second["width"] <= first["x"] + 2
