"""The bar under the map in a real browser: played, dragged, stepped, typed, looked at closer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import day_number, iso, parse_date
from timebar import Open, go, in_words, options, shown, until

APART_MS = 850
"""A second, less what a busy machine was late by with the one before."""


def day_of(page: Page) -> int:
    """The day the slider stands on."""
    return int(page.locator(".time-slider.is-from").input_value())


# Playing


def wheel(page: Page) -> None:
    page.mouse.move(900, 300)
    page.mouse.wheel(0, 5)


TOUCHES: dict[str, Callable[[Page], object]] = {
    "a press on the map": lambda page: page.mouse.click(900, 60),
    "a key": lambda page: page.keyboard.press("Shift"),
    "the wheel": wheel,
    "its own button": lambda page: page.get_by_role("button", name="Pause").click(),
    "its own button by key": lambda page: page.keyboard.press("Enter"),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_it_plays_when_asked_and_stops_at_any_touch(visit: Open, touch: str) -> None:
    """Nothing plays by itself; once it plays, whatever a person does ends it."""
    page = visit("d=1988-05-10")
    options(page)
    page.get_by_label("Step by").select_option("day")
    page.wait_for_timeout(400)
    assert shown(page) == "10 May 1988"

    page.get_by_role("button", name="Play").click()
    until(page, lambda: shown(page) >= "13 May")
    TOUCHES[touch](page)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    stopped = shown(page)
    page.wait_for_timeout(500)

    assert shown(page) == stopped
    if touch != "a press on the map":  # that opens the record of the land it falls on
        assert page.locator(".popup .record-name").count() == 0


def test_it_plays_from_event_to_event_to_the_end_and_again(visit: Open, atlas: Atlas) -> None:
    """The end stops it; from there it starts at the beginning. A range goes along as a whole."""
    _, _, _, last = parse_date(atlas.manifest.atlas.period).days
    assert last is not None
    page = visit(f"d={iso(last - 2)}")
    options(page)
    page.get_by_label("Step by").select_option("week")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".time-date")).to_have_text(in_words(last))
    expect(page.get_by_role("button", name="Play")).to_be_visible()

    page.get_by_role("button", name="Play").click()
    until(page, lambda: shown(page).endswith("1988"))
    page.keyboard.press("Shift")

    go(page, "d=1988-06-01/1988-06-11")
    expect(page.locator(".time-date")).to_have_text("1 Jun to 11 Jun 1988")
    page.get_by_role("button", name="A week on").click()
    expect(page.locator(".time-date")).to_have_text("8 Jun to 18 Jun 1988")


def test_who_wants_calm_sees_a_step_a_second(visit: Open) -> None:
    """With reduced motion each step is shown for a second, and nothing moves between them."""
    page = visit("d=1988-05-10", reduced_motion="reduce")
    options(page)
    page.get_by_label("Step by").select_option("day")
    page.evaluate(
        """() => { window.steps = [];
          new MutationObserver(() => window.steps.push(performance.now()))
            .observe(document.querySelector(".time-date"), { childList: true }); }"""
    )
    page.get_by_role("button", name="Play").click()
    until(page, lambda: len(page.evaluate("window.steps")) >= 3)
    steps = page.evaluate("window.steps")

    assert min(b - a for a, b in pairwise(steps)) >= APART_MS


# Moving along the axis


def test_a_press_on_the_axis_is_the_day_that_is_drawn_there(visit: Open) -> None:
    """Slider and drawing agree, from the left and, where one reads so, from the right."""
    page = visit("")
    for direction in ("ltr", "rtl"):
        page.evaluate("way => { document.documentElement.dir = way; }", direction)
        page.wait_for_timeout(100)
        ticks = page.eval_on_selector_all(
            ".time-tick", "all => all.map(each => each.getBoundingClientRect().x)"
        )
        assert ticks == sorted(ticks, reverse=direction == "rtl")
        slider = page.locator(".time-slider.is-from").bounding_box()
        assert slider
        for i, month in enumerate(("05", "06", "07", "08", "09", "10", "11", "12")):
            page.mouse.click(ticks[i], slider["y"] + slider["height"] / 2)
            there = day_number(f"1988-{month}-01")
            until(page, lambda there=there: abs(day_of(page) - there) <= 1)


def test_dragging_is_told_at_most_once_a_second(visit: Open) -> None:
    """Along the whole axis in some seconds: the date follows, the live region takes its time."""
    page = visit("")
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => window.heard.push(
            [performance.now(), document.querySelector(".time > [role=status]").textContent]))
          .observe(document.querySelector(".time > [role=status]"), { childList: true }); }"""
    )
    box = page.locator(".time-slider.is-from").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 60, y)
    page.mouse.down()
    seen = set()
    for i in range(60):
        page.mouse.move(box["x"] + 60 + i * 10, y)
        page.wait_for_timeout(40)
        seen.add(shown(page))
    page.mouse.up()
    page.wait_for_timeout(1300)
    heard = page.evaluate("window.heard")

    assert len(seen) >= 20
    assert 2 <= len(heard) < len(seen)
    times = [time for time, _ in heard]
    assert min(b - a for a, b in pairwise(times)) >= APART_MS
    assert heard[-1][1].startswith(shown(page))
    assert any("Vacated: " in words for _, words in heard)


def test_many_moves_within_a_frame_are_drawn_once(visit: Open) -> None:
    """However often the slider reports, the map follows once a frame, and ends on the last."""
    page = visit("")
    drawn = page.evaluate(
        """async () => {
          const slider = document.querySelector(".time-slider.is-from");
          let drawn = 0;
          new MutationObserver(() => drawn++)
            .observe(document.querySelector(".time-date"), { childList: true });
          for (let day = 6710; day <= 6750; day++) {
            slider.value = day;
            slider.dispatchEvent(new Event("input"));
          }
          await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));
          return drawn;
        }"""
    )

    assert drawn == 1
    assert shown(page) == in_words(6750)


def test_keys_go_by_day_and_week_and_buttons_as_chosen(visit: Open) -> None:
    """Arrows a day, Page Up and Down a week; the buttons say what they step by."""
    page = visit("d=1988-08-07")
    page.get_by_role("slider", name="Day").focus()
    for key, words in (
        ("PageUp", "14 August 1988"),
        ("ArrowRight", "15 August 1988"),
        ("PageDown", "8 August 1988"),
        ("ArrowLeft", "7 August 1988"),
    ):
        page.keyboard.press(key)
        expect(page.locator(".time-date")).to_have_text(words)
    options(page)
    for by, onward, back, words in (
        ("day", "Next day", "Previous day", "8 August 1988"),
        ("week", "A week on", "A week back", "14 August 1988"),
    ):
        page.get_by_label("Step by").select_option(by)
        page.get_by_role("button", name=onward).click()
        expect(page.locator(".time-date")).to_have_text(words)
        page.get_by_role("button", name=back).click()
        expect(page.locator(".time-date")).to_have_text("7 August 1988")


def test_a_date_can_be_typed(visit: Open) -> None:
    """By keyboard alone; what is no day of the period is said to be none, and changes nothing."""
    page = visit("d=1988-08-07")
    page.get_by_role("button", name="Date, range and steps").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Date", exact=True)
    expect(field).to_be_focused()
    field.fill("1989-02-09")
    page.keyboard.press("Enter")
    expect(page.locator(".time-date")).to_have_text("9 February 1989")

    field.fill("1979-12-27")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(
        "Give a day from 14 April 1988 to 28 February 1989."
    )
    assert shown(page) == "9 February 1989"
    field.fill("1989-02-10")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".time-date")).to_have_text("10 February 1989")

    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.get_by_role("button", name="Date, range and steps")).to_be_focused()


def test_a_closer_look_at_the_weeks_with_most_events(visit: Open) -> None:
    """The axis shrinks to six weeks and back, the day stays; leaving them, all is shown."""
    page = visit("d=1989-02-01")
    slider = page.locator(".time-slider.is-from")
    whole = (slider.get_attribute("min"), slider.get_attribute("max"))
    closer = page.locator(".time-steps").get_by_role("button", name="Look closer at")
    assert closer.get_attribute("aria-pressed") == "false"

    closer.click()
    expect(closer).to_have_attribute("aria-pressed", "true")
    ends = [int(str(slider.get_attribute(end))) for end in ("min", "max")]
    assert ends[1] - ends[0] == 42
    assert ends[0] <= day_number("1989-02-01") <= ends[1]
    assert shown(page) == "1 February 1989"
    assert "8 Feb" in page.locator(".time-tick").all_inner_texts()

    closer.click()
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == whole
    closer.click()
    go(page, "d=1988-08-07")
    expect(closer).to_have_attribute("aria-pressed", "false")
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == whole
