"""A range of days, what is drawn of a day, and the bar of time in a frame and on a phone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import Days, day_number
from mapper.record.days import state_on
from timebar import Open, go, in_words, options, shown, until

COLUMNS = ("there", "leaving", "unsure", "gone", "unknown")


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


# A range of days


FROM, UNTIL = "1989-01-15", "1989-02-15"


def test_a_range_shows_its_last_day_and_what_changed(visit: Open, atlas: Atlas) -> None:
    """By its address: counts and symbols are of the last day, rings where the first was other."""
    page = visit(f"d={FROM}/{UNTIL}")
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


def test_a_range_by_hand_and_by_its_address(visit: Open) -> None:
    """Ticked, moved at both ends by key, written to the address, read from it, and left again."""
    page = visit("d=1988-08-07")
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


def test_roads_are_lit_by_what_is_dated_to_the_day(visit: Open, atlas: Atlas) -> None:
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

    page = visit("")
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


def test_the_chart_holds_the_figures_and_nothing_else(visit: Open, atlas: Atlas) -> None:
    """A dot or a rival's tick for each figure told, hollow where worked out; pauses are hatched."""
    page = visit("")
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
def test_it_fits_a_phone(visit: Open, width: int) -> None:
    """96 px high, all buttons of a finger's size and apart, nothing wider than the screen."""
    page = visit(f"d={FROM}/{UNTIL}", width, 568, has_touch=True, is_mobile=True)
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
