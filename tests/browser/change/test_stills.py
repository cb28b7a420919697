"""A sheet of stills: equal small maps of some days, as a view and on one page of paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import until
from mapper.model.atlas import Atlas
from mapper.model.dates import day_number
from mapper.picture.situation import situation
from mapper.picture.stills import still_days
from mapper.picture.tongue import tongue
from mapper.record.days import state_on

Open = Callable[..., Page]
THREE = "stills:1988-05-15,1988-08-07,1989-02-15"


def told(atlas: Atlas, day: int, language: str = "en") -> str:
    """What stands below a still: its date, and the rest in words."""
    _, *rest = situation(atlas, day, state_on(atlas, day), tongue(language))
    return " ".join([tongue(language).date(day), *rest])


@pytest.fixture
def sheet(visit: Open) -> Callable[..., Page]:
    def opened(at: str = "stills", **options: object) -> Page:
        page = visit(at, fresh=True, **options)
        expect(page.locator("#stills figure").first).to_be_visible()
        return page

    return opened


def test_each_still_has_its_date_and_says_what_it_shows(sheet: Open, atlas: Atlas) -> None:
    page = sheet()
    captions = page.locator("#stills figcaption")

    days = still_days(atlas)
    assert captions.count() == len(days) >= 6
    for caption, day in zip(captions.all(), days, strict=True):
        expect(caption).to_have_text(told(atlas, day))
    pictures = page.get_by_role("img", name=re.compile("15 February 1989.*24 vacated"))
    expect(pictures).to_have_count(1)
    boxes = [box.bounding_box() or {} for box in page.locator("#stills svg.map").all()]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1
    expect(page.locator("#chronology")).to_be_hidden()


def test_a_still_draws_the_states_of_its_day(sheet: Open) -> None:
    page = sheet(THREE)
    drawn = """still => {
      const hrefs = [...still.querySelectorAll("g > use")].map(use => use.getAttribute("href"));
      const used = [...still.querySelectorAll(".casing")].map(way => way.dataset.use);
      return [hrefs.filter(href => /-there$/.test(href)).length,
              hrefs.filter(href => /-gone$/.test(href)).length, used];
    }"""
    first, second, last = (still.evaluate(drawn) for still in page.locator("#stills svg.map").all())

    assert first[0] > second[0] > last[0] == 0
    assert first[1] == 0 < second[1] < last[1]
    assert first[2] == ["used"]
    assert set(second[2]) == {"perhaps"}


def test_days_are_chosen_and_stand_in_the_address(sheet: Open) -> None:
    page = sheet(THREE)

    page.get_by_label("Day to add").fill("1988-11-04")
    page.get_by_role("button", name="Add a day").click()
    page.get_by_role("button", name="Remove 7 August 1988").click()

    dates = page.locator("#stills figcaption > a")
    expect(dates).to_have_text(["15 May 1988", "4 November 1988", "15 February 1989"])
    until(page, "location.hash === '#stills:1988-05-15,1988-11-04,1989-02-15'")
    page.get_by_role("link", name="The days it opens with").click()
    until(page, "location.hash === '#stills'")
    expect(dates).not_to_have_count(3)


def test_a_date_leads_to_its_day_on_the_map_and_back_returns(sheet: Open) -> None:
    page = sheet(THREE)

    page.get_by_role("link", name="7 August 1988").click()

    expect(page.locator(".time-date")).to_have_text("7 August 1988")
    expect(page.locator("#stills")).to_be_hidden()
    page.go_back()
    expect(page.locator("#stills figure")).to_have_count(3)


def test_what_is_no_day_or_none_of_the_period_is_left_out(sheet: Open, atlas: Atlas) -> None:
    page = sheet("stills:1988-05-15,1988-13-40,2001-01-01,<b>,1988-05-15")
    expect(page.locator("#stills figure")).to_have_count(1)

    page.evaluate("location.hash = 'stills:nonsense'")
    expect(page.locator("#stills figure")).to_have_count(len(still_days(atlas)))


@pytest.mark.parametrize("language", ["ru", "fa"])
def test_it_speaks_the_language_of_the_reader(
    open_atlas: Open, atlas: Atlas, language: str
) -> None:
    page = open_atlas(f"lang={language}", fresh=True)
    page.locator('.foot a[href="#stills"]').click()

    section = page.locator("#stills")
    expect(section).to_have_attribute("dir", "rtl" if language == "fa" else "ltr")
    last = day_number("1989-02-15")
    expect(section.locator("figcaption").last).to_have_text(told(atlas, last, language))


@pytest.fixture
def printed(sheet: Open) -> Callable[[str], bytes]:
    def to_paper(at: str) -> bytes:
        page = sheet(at)
        for still in page.locator("#stills figure").all():
            expect(still).to_be_visible()
        return page.pdf(prefer_css_page_size=True)

    return to_paper


DAYS = [f"1988-{month:02}-15" for month in range(5, 13)] + [
    f"1989-02-{day:02}" for day in range(10, 14)
]


@pytest.mark.parametrize("count", [6, 8, 9, 12])
def test_it_is_one_page_of_paper(printed: Callable[[str], bytes], count: int) -> None:
    pdf = printed("stills:" + ",".join(DAYS[:count]))

    assert len(re.findall(rb"/MediaBox", pdf)) == 1


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_on_paper_the_maps_are_equal_and_nothing_is_cut_off(
    open_atlas: Open, language: str
) -> None:
    page = open_atlas(f"lang={language}", fresh=True)
    page.locator('.foot a[href="#stills"]').click()
    page.set_viewport_size({"width": 1047, "height": 718})  # A4 on its side, less its margins
    page.emulate_media(media="print")

    figures = page.locator("#stills li")
    boxes = [box.bounding_box() or {} for box in page.locator("#stills figure > svg").all()]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes}) == 1
    for figure in figures.all():
        inside = """each => {
          const room = each.getBoundingClientRect().bottom + 1;
          return [...each.querySelectorAll("svg, figcaption")]
            .every(part => part.getBoundingClientRect().bottom <= room);
        }"""
        assert figure.evaluate(inside)


SIGNS = """() => [...document.querySelectorAll("#stills figure")].map(still => [
  still.querySelector("figcaption").textContent.replace(/\\s+/g, " ").trim(),
  ...[...still.querySelectorAll("svg > g > use, svg > path")].map(sign =>
    ["href", "x", "y", "class", "data-use"].map(name => sign.getAttribute(name)).join(" ")),
])"""


def test_without_script_the_days_of_the_atlas_are_drawn_the_same(
    sheet: Open, browser: Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri() + "#stills")
    expect(page.locator("#stills figure").first).to_be_visible()

    plain = page.evaluate(SIGNS)
    context.close()

    assert plain == sheet().evaluate(SIGNS)
