"""Search: from the first key to the record, in every script, by keyboard, by finger, in a frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from audit import violations
from mapper.model.atlas import Atlas, Event
from mapper.model.dates import parse_date

Screen = Callable[..., Page]


@pytest.fixture
def screen(calm: Screen) -> Screen:
    """The atlas on a screen of so many CSS pixels, for someone who asks for less motion."""

    def opened(width: int = 1440, height: int = 900, hash: str = "", **options: Any) -> Page:
        return calm(hash, width, height, **options)

    return opened


@pytest.fixture(scope="module")
def one_page(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce"
    )
    context.set_default_timeout(8000)
    context.set_default_navigation_timeout(30_000)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("[data-ready]")
    yield page
    context.close()


@pytest.fixture
def desk(one_page: Page) -> Page:
    """A wide screen, at rest: the same page for all, as opening it takes longer than a test."""
    # Never the same hash twice: a state that is not yet written would make it no change.
    one_page.evaluate("location.hash = `#n=&at=${performance.now()}`")
    expect(one_page.locator("#atlas")).to_be_visible()
    expect(one_page.locator(".popup")).to_be_hidden()
    field(one_page).fill("")
    field(one_page).blur()
    return one_page


def field(page: Page | FrameLocator) -> Locator:
    return page.get_by_role("combobox", name="Search")


def options(page: Page | FrameLocator) -> Locator:
    return page.locator(".finder").get_by_role("option")


def chosen(page: Page) -> Locator:
    """The option that the field points at."""
    id = field(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{id}[aria-selected=true]")


def type_in(page: Page, words: str) -> None:
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".finder-results")).to_be_visible()


def record_name(page: Page) -> Locator:
    return page.locator(".popup .record-name")


def heard(page: Page) -> str:
    return page.locator(".finder [role=status]").inner_text()


def event(atlas: Atlas, *, off_the_map: bool) -> Event:
    """One with a title that no other has, after the day on which the map opens."""
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    assert first is not None
    assert last is not None
    return next(
        each
        for each in atlas.events
        if (not each.subject) == off_the_map
        and each.date
        and each.date.days[0] is not None
        and first < each.date.days[0] <= last
    )


def test_a_name_leads_to_its_record(desk: Page) -> None:
    """Slash, the name, Enter: the record is open, and closing it leads back to the field."""
    page = desk
    type_in(page, "Bagram")
    expect(chosen(page)).to_contain_text("Bagram air base")
    page.keyboard.press("Enter")

    expect(record_name(page)).to_have_text("Bagram air base")
    expect(page.locator('#map_atlas [data-feature="bagram-airbase"]')).to_be_in_viewport()
    expect(page.locator(".finder-results")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(record_name(page)).to_be_hidden()
    expect(field(page)).to_be_focused()


def test_names_are_found_in_every_script(desk: Page) -> None:
    """By the names of then and now, in all languages; what matched is shown and marked."""
    page = desk
    page.keyboard.press("/")
    places = page.get_by_role("group", name=re.compile("^Places")).get_by_role("option")
    for typed, name, matched in (
        ("Баграм", "Bagram air base", "Баграм"),
        ("بگرام", "Bagram air base", "بگرام"),
        ("جلال آباد", "Jalalabad", "جلال"),
        ("JALALABAD", "Jalalabad", "Jalalabad"),
        ("pul i khumri", "Pul-i-Khumri", "Pul"),
        ("пули хумри", "Pul-i-Khumri", "Пули"),
        ("uzbekistan", "Uzbek SSR", "Uzbekistan"),
        ("oxus", "Amu Darya", "Oxus"),
    ):
        field(page).fill(typed)
        expect(places.first.locator(".finder-name")).to_contain_text(name)
        expect(places.first.locator("mark", has_text=matched)).to_be_visible()


def test_a_slip_is_answered_with_a_question(desk: Page) -> None:
    """Nothing is called so; Enter takes the name that was meant, and Enter again goes there."""
    page = desk
    type_in(page, "Salag")

    said = "Nothing here is called “Salag”."
    expect(page.get_by_text(said, exact=True)).to_be_visible()
    expect(options(page)).to_have_text("Did you mean Salang?")
    assert heard(page) == f"{said} Did you mean Salang?"

    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("Salang")
    expect(page.get_by_text(said, exact=True)).to_be_hidden()
    expect(chosen(page)).to_contain_text("Salang")
    page.keyboard.press("Enter")
    expect(record_name(page)).to_contain_text("Salang")


def test_what_nothing_is_like_is_said_plainly(desk: Page) -> None:
    """And text that looks like markup is text."""
    page = desk
    typed = "<img src=x onerror=alert(1)>xyzzy"
    type_in(page, typed)

    expect(page.get_by_text(f"Nothing here is called “{typed}”.")).to_have_count(2)
    expect(options(page)).to_have_count(0)
    expect(page.locator(".finder img")).to_have_count(0)
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_results_are_grouped_and_gone_through_by_arrows(desk: Page) -> None:
    """Each group says its kind and how many; the field points at one option at a time."""
    page = desk
    type_in(page, "kabul")

    kinds = page.locator(".finder-kind").all_inner_texts()
    order = [
        "Places",
        "Events",
        "People",
        "Units",
        "Facts",
        "Terms",
        "Story",
        "What is often said",
        "Phases",
    ]
    assert [kind.rsplit(" ", 1)[0] for kind in kinds] == [
        kind for kind in order if any(each.startswith(kind) for each in kinds)
    ]
    assert len(kinds) >= 4
    count = sum(int(kind.rsplit(" ", 1)[1]) for kind in kinds)
    assert heard(page) == f"{count} found."

    first = chosen(page).get_attribute("id")
    page.keyboard.press("ArrowDown")
    second = chosen(page).get_attribute("id")
    assert second != first
    expect(page.locator(".finder [aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_be_in_viewport()
    assert chosen(page).get_attribute("id") == options(page).last.get_attribute("id")

    facts = page.get_by_role("group", name=re.compile("^Facts"))
    listed = facts.get_by_role("option").count()
    facts.get_by_role("option").last.click()
    assert facts.get_by_role("option").count() > listed
    expect(field(page)).to_be_focused()


def test_what_is_off_the_map_is_read(desk: Page, atlas: Atlas) -> None:
    """People, units, terms and events elsewhere are in the text version; and back to the field."""
    page = desk
    off = event(atlas, off_the_map=True)
    for words, kind, place in (
        ("громов", "People", "record-gromov"),
        (off.title["en"], "Events", off.id),
        ("40th Army", "Units", "record-unit-40-army"),
    ):
        type_in(page, words)
        group = page.get_by_role("group", name=re.compile(f"^{kind}"))
        # A click would also wait until the browser has laid out the whole record.
        group.get_by_role("option").first.dispatch_event("click")

        expect(page.locator(f"#{place}")).to_be_focused(timeout=20_000)
        expect(page.locator(f"#{place}")).to_be_in_viewport()
        page.locator(".to-map [data-do=map]").dispatch_event("click")
        expect(field(page)).to_be_focused(timeout=20_000)
        page.keyboard.press("Escape")


def test_an_event_leads_to_its_day_and_place(desk: Page, atlas: Atlas) -> None:
    page = desk
    on = event(atlas, off_the_map=False)
    type_in(page, on.title["en"])
    page.get_by_role("group", name=re.compile("^Events")).get_by_role("option").first.click()

    expect(record_name(page)).to_be_visible()
    expect(page.locator(".time-happened", has_text=on.title["en"])).to_be_visible()


def test_a_fact_is_shown_in_its_record(desk: Page) -> None:
    """The record opens with the claim in sight."""
    page = desk
    type_in(page, "soviet vehicles")
    fact = page.get_by_role("group", name=re.compile("^Facts")).get_by_role("option").first
    title = fact.locator(".finder-name").inner_text()
    fact.click()

    expect(record_name(page)).to_be_visible()
    value = title.split(": ")[-1]
    expect(page.locator(".popup dd", has_text=value).first).to_be_in_viewport()


def test_escape_clears_and_gives_the_focus_back(desk: Page) -> None:
    """To the mark it came from."""
    page = desk
    page.locator('#map_atlas [data-feature][tabindex="0"]').focus()
    before = page.evaluate("document.activeElement.dataset.feature")
    type_in(page, "kunduz")
    page.keyboard.press("Escape")

    expect(field(page)).to_have_value("")
    expect(page.locator(".finder-results")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.feature") == before


def test_the_key_is_left_alone_where_one_types_and_can_be_switched_off(desk: Page) -> None:
    page = desk
    type_in(page, "1/2")
    expect(field(page)).to_have_value("1/2")

    key = page.get_by_role("button", name="The key / leads to the search.")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    page.get_by_role("tab", name="Map key").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("tab", name="Map key")).to_be_focused()
    key.click()
    page.get_by_role("tab", name="Map key").focus()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()


def test_on_a_phone_it_lies_over_the_map(screen: Screen) -> None:
    """A button in the bar; the field with its results over everything; closing leads back."""
    page = screen(320, 640, has_touch=True, is_mobile=True)
    button = page.get_by_role("button", name="Search", exact=True)
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    button.tap()
    expect(field(page)).to_be_focused()
    page.keyboard.type("баграм")
    expect(options(page).first).to_contain_text("Баграм")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []

    options(page).first.tap()
    expect(field(page)).to_be_hidden()
    expect(record_name(page)).to_have_text("Bagram air base")
    page.locator(".popup-close").tap()
    expect(button).to_be_focused()

    button.tap()
    page.get_by_role("button", name="Close the search").tap()
    expect(field(page)).to_be_hidden()
    expect(button).to_be_focused()


def test_no_barrier_with_results(screen: Screen) -> None:
    """axe-core finds nothing in the open list, in dark colours."""
    page = screen(color_scheme="dark")
    type_in(page, "kabul")
    assert violations(page) == []


def test_it_works_in_a_locked_down_frame(page: Page, site: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    host.write_text(
        '<iframe sandbox="allow-scripts" width="1100" height="700"'
        f' src="{(site / "index.html").as_uri()}"></iframe>',
        "utf-8",
    )
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    field(frame).click()
    page.keyboard.type("Баграм")
    expect(options(frame).first).to_contain_text("Bagram air base")
    page.keyboard.press("Enter")
    expect(frame.locator(".popup .record-name")).to_have_text("Bagram air base")
