"""The bar under the map in a real browser: played, dragged, stepped, typed, told, looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import Days, day_number, iso, parse_date
from mapper.record.days import state_on

Open = Callable[..., Page]

COLUMNS = ("held", "leaving", "uncertain", "vacated", "unknown")

APART_MS = 850
"""A second, less what a busy machine was late by with the one before."""


@pytest.fixture
def screen(visit: Open) -> Open:
    return visit


def in_words(day: int) -> str:
    there = date(1970, 1, 1) + timedelta(day)
    return f"{there.day} {there:%B %Y}"


def shown(page: Page | Frame) -> str:
    return page.locator(".time-date").inner_text()


def day_of(page: Page) -> int:
    """The day the slider stands on."""
    return int(page.locator(".time-slider.is-from").input_value())


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def until(page: Page, met: Callable[[], bool]) -> None:
    """Waits for what only this side can judge: the page's policy bars scripts that are text."""
    for _ in range(160):
        if met():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not come about within eight seconds.")


def options(page: Page) -> None:
    page.get_by_role("button", name="Date, range and steps").click()


def go(page: Page, hash: str) -> None:
    page.evaluate("hash => { location.hash = hash; }", hash)


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
def test_it_plays_when_asked_and_stops_at_any_touch(screen: Open, touch: str) -> None:
    """Nothing plays by itself; once it plays, whatever a person does ends it."""
    page = screen("d=1988-05-10")
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


def test_it_plays_from_event_to_event_to_the_end_and_again(screen: Open, atlas: Atlas) -> None:
    """The end stops it; from there it starts at the beginning. A range goes along as a whole."""
    _, _, _, last = parse_date(atlas.manifest.atlas.period).days
    assert last is not None
    page = screen(f"d={iso(last - 2)}")
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


def test_who_wants_calm_sees_a_step_a_second(screen: Open) -> None:
    """With reduced motion each step is shown for a second, and nothing moves between them."""
    page = screen("d=1988-05-10", reduced_motion="reduce")
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


def test_a_press_on_the_axis_is_the_day_that_is_drawn_there(screen: Open) -> None:
    """Slider and drawing agree, from the left and, where one reads so, from the right."""
    page = screen("")
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


def test_dragging_is_told_at_most_once_a_second(screen: Open) -> None:
    """Along the whole axis in some seconds: the date follows, the live region takes its time."""
    page = screen("")
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


def test_many_moves_within_a_frame_are_drawn_once(screen: Open) -> None:
    """However often the slider reports, the map follows once a frame, and ends on the last."""
    page = screen("")
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


def test_keys_go_by_day_and_week_and_buttons_as_chosen(screen: Open) -> None:
    """Arrows a day, Page Up and Down a week; the buttons say what they step by."""
    page = screen("d=1988-08-07")
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


def test_a_date_can_be_typed(screen: Open) -> None:
    """By keyboard alone; what is no day of the period is said to be none, and changes nothing."""
    page = screen("d=1988-08-07")
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


def test_a_closer_look_at_the_weeks_with_most_events(screen: Open) -> None:
    """The axis shrinks to six weeks and back, the day stays; leaving them, all is shown."""
    page = screen("d=1989-02-01")
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


# A range of days


FROM, UNTIL = "1989-01-15", "1989-02-15"


def test_a_range_shows_its_last_day_and_what_changed(screen: Open, atlas: Atlas) -> None:
    """By its address: counts and symbols are of the last day, rings where the first was other."""
    page = screen(f"d={FROM}/{UNTIL}")
    first, last = day_number(FROM), day_number(UNTIL)
    before, after = state_on(atlas, first), state_on(atlas, last)
    features = [f for layer in atlas.layers if layer.entry.when for f in layer.features]
    expect(page.locator(".time-date")).to_have_text("15 Jan to 15 Feb 1989")

    counts = Counter(after(feature) for feature in features)
    cells = page.locator("#panel-key .matrix tfoot td").all_inner_texts()
    assert dict(zip(COLUMNS, map(int, cells), strict=True)) == {s: counts[s] for s in COLUMNS}
    expect(page.locator("#panel-key .matrix tfoot th")).to_have_text("On the last day")
    drawn = page.eval_on_selector_all(
        "#map_atlas .mark[data-state]",
        "all => all.map(each => [each.dataset.feature, each.dataset.state])",
    )
    assert dict(drawn) == {feature.id: after(feature) for feature in features}
    ringed = page.eval_on_selector_all(
        "#map_atlas .mark.is-changed", "all => all.map(each => each.dataset.feature)"
    )
    changed = {feature.id for feature in features if before(feature) != after(feature)}
    assert len(changed) >= 8
    assert set(ringed) == changed
    assert f"{len(changed)} places changed" in page.locator(".time-said").inner_text()
    label = str(
        page.locator('#map_atlas [data-feature="shindand-garrison"]').get_attribute("aria-label")
    )
    assert "vacated by 15 February 1989, held on 15 January 1989" in label


def test_a_range_by_hand_and_by_its_address(screen: Open) -> None:
    """Ticked, moved at both ends by key, written to the address, read from it, and left again."""
    page = screen("d=1988-08-07")
    options(page)
    page.get_by_label("A range of days").check()
    expect(page.locator(".time-date")).to_have_text("7 Aug to 6 Sept 1988")
    assert page.get_by_text("The map shows the last day.").is_visible()
    page.get_by_role("slider", name="From").press("ArrowLeft")
    page.get_by_role("slider", name="To").press("PageUp")
    expect(page.locator(".time-date")).to_have_text("6 Aug to 13 Sept 1988")
    until(page, lambda: hash_of(page).startswith("#d=1988-08-06/1988-09-13&"))

    page.reload()
    page.wait_for_selector("[data-ready]")
    assert shown(page) == "6 Aug to 13 Sept 1988"
    page.get_by_role("slider", name="To").press("Home")
    expect(page.locator(".time-date")).to_have_text("6 Aug to 7 Aug 1988")
    options(page)
    page.get_by_label("To", exact=True).and_(page.locator("[type=date]")).fill("1988-08-05")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("the earlier first")
    page.get_by_label("A range of days").uncheck()
    expect(page.locator(".time-date")).to_have_text("7 August 1988")
    until(page, lambda: hash_of(page).startswith("#d=1988-08-07&"))


# What is drawn


LIT = ("1988-04-20", "1988-05-15", "1988-08-13", "1988-11-10", "1989-02-09", "1989-02-14")


def test_roads_are_lit_by_what_is_dated_to_the_day(screen: Open, atlas: Atlas) -> None:
    """On each of several days, as listed here from the facts: surely, perhaps, or not at all."""
    (layer,) = [layer for layer in atlas.layers if layer.entry.used]
    used = {
        feature.id: [
            fact.date.days
            for fact in atlas.facts
            if fact.subject == feature.id and fact.field in layer.entry.used and fact.date
        ]
        for feature in layer.features
    }

    def use(days: list[Days], day: int) -> str | None:
        spans = [
            (start or day, late or day, early or day, end or day)
            for start, late, early, end in days
        ]
        if any(late <= day <= early for _, late, early, _ in spans):
            return "used"
        return "perhaps" if any(start <= day <= end for start, *_, end in spans) else None

    page = screen("")
    lit: Counter[str | None] = Counter()
    for text in (
        "1988-04-20",
        "1988-05-15",
        "1988-08-13",
        "1988-11-10",
        "1989-02-09",
        "1989-02-14",
    ):
        day = day_number(text)
        go(page, f"d={text}")
        expect(page.locator(".time-date")).to_have_text(in_words(day))
        expected = {id: use(days, day) for id, days in used.items()}
        found = page.eval_on_selector_all(
            "#map_atlas .mark-line[role=button]",
            "all => all.map(each => [each.dataset.feature, each.dataset.use ?? null])",
        )
        assert {id: found_use for id, found_use in found if id in used} == expected, text
        assert page.locator("#map_atlas .casing[data-use]").count() == sum(
            1 for each in expected.values() if each
        )
        lit.update(expected.values())
    assert lit["used"] >= 3
    assert lit["perhaps"] >= 3
    go(page, "d=1989-02-09")
    road = page.locator('#map_atlas [data-feature="road-salang-pul-i-khumri"][role=button]')
    expect(road).to_have_attribute("aria-label", re.compile("in use on 9 February 1989$"))


def test_the_chart_holds_the_figures_and_nothing_else(screen: Open, atlas: Atlas) -> None:
    """A dot or a rival's tick for each figure told, hollow where worked out; pauses are hatched."""
    page = screen("")
    series = Counter(row.series for row in atlas.strength)
    told = [row for row in atlas.strength if row.series == series.most_common(1)[0][0]]
    by_date: dict[str, list[str]] = {}
    for row in told:
        assert row.date
        by_date.setdefault(row.date.text, []).append(row.kind)
    marks = page.locator(".time-chart")

    assert marks.locator(".time-dot").count() == len(by_date)
    assert marks.locator(".time-dot, .time-rival").count() == len(told)
    assert marks.locator(".time-whisker").count() == sum(len(all) > 1 for all in by_date.values())
    hollow = sum(kinds[0] == "worked-out" for kinds in by_date.values())
    assert marks.locator(".time-dot.is-worked-out").count() == hollow
    corners = str(marks.locator(".time-unknown path").get_attribute("d")).count("L") + 1
    assert corners == len(by_date)
    assert marks.locator(".time-rivals").first.inner_text() == "≠ 104,000–115,000"
    paused = [row for row in atlas.registers["phases"] if row.detail["kind"] == "pause"]
    assert page.locator(".time-pause").count() == len(paused) == 2


# Everywhere


def test_it_works_in_a_locked_frame(page: Page, site: Path, tmp_path: Path) -> None:
    """In `sandbox="allow-scripts"`: a range by address, a typed day, playing."""
    host = tmp_path / "host.html"
    host.write_text(
        f'<iframe sandbox="allow-scripts" width="1200" height="700" '
        f'src="{(site / "index.html").as_uri()}#d={FROM}/{UNTIL}"></iframe>',
        "utf-8",
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    date_said = frame.locator(".time-date")
    expect(date_said).to_have_text("15 Jan to 15 Feb 1989")

    frame.get_by_role("button", name="Date, range and steps").click()
    frame.get_by_label("A range of days").uncheck()
    field = frame.get_by_label("Date", exact=True)
    field.fill("1988-05-15")
    field.press("Enter")
    expect(date_said).to_have_text("15 May 1988")
    frame.get_by_label("Step by").select_option("day")
    frame.get_by_role("button", name="Play").click()
    expect(date_said).not_to_have_text("15 May 1988")
    frame.get_by_role("button", name="Pause").click()
    expect(frame.get_by_role("button", name="Play")).to_be_visible()
    page.wait_for_timeout(400)
    assert errors == []


@pytest.mark.parametrize("width", [320, 360])
def test_it_fits_a_phone(screen: Open, width: int) -> None:
    """96 px high, all buttons of a finger's size and apart, nothing wider than the screen."""
    page = screen(f"d={FROM}/{UNTIL}", width, 568, has_touch=True, is_mobile=True)
    bar = page.locator(".time").bounding_box()
    assert bar
    assert bar["height"] == 96
    boxes = page.eval_on_selector_all(
        ".time-steps button",
        """all => all.filter(each => each.checkVisibility())
             .map(each => each.getBoundingClientRect().toJSON())""",
    )
    assert len(boxes) == 4
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)
    assert all(a["right"] <= b["left"] for a, b in pairwise(boxes))
    assert boxes[-1]["right"] <= width
    assert bar["y"] <= boxes[0]["top"]
    words = page.locator(".time-date").bounding_box()
    assert words
    assert words["x"] + words["width"] <= boxes[0]["left"]

    page.get_by_role("button", name="Date, range and steps").tap()
    panel = page.locator(".time-panel").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width
    assert panel["y"] >= 0
    # Not only there: what is under the finger is the panel itself.
    page.get_by_label("Step by").tap(trial=True)
    page.locator(".time-panel").get_by_role("button", name="Look closer at").tap()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".time-panel").get_by_role("button", name="Close", exact=True).tap()
    expect(page.locator(".time-panel")).to_be_hidden()
