"""Moving through time and about the map: by day and event, zoomed, reset, kept to its area."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from mapper.model.atlas import Atlas
from mapper.record.days import opening_day
from using import Open, address, go, in_words, iso, period, until, view, zoomed


def event_days(atlas: Atlas) -> list[int]:
    """The days within the period on which events begin, each once."""
    first, last = period(atlas)
    starts = {event.date.days[0] for event in atlas.events if event.date}
    return sorted(day for day in starts if day is not None and first <= day <= last)


# Time


def test_the_day_by_keyboard(open_atlas: Open, atlas: Atlas) -> None:
    """Arrows, Home and End on the slider change date, address, states and what is said."""
    first, last = period(atlas)
    opens = opening_day(atlas)
    page = open_atlas("")
    slider = page.get_by_role("slider", name="Day")
    slider.focus()

    page.keyboard.press("ArrowRight")
    expect(page.locator(".time-date")).to_have_text(in_words(opens + 1))
    assert str(slider.get_attribute("aria-valuetext")).startswith(in_words(opens + 1))
    until(page, lambda: address(page).get("d") == iso(opens + 1))
    page.keyboard.press("Home")
    expect(page.locator(".time-date")).to_have_text(in_words(first))
    at_first = page.locator("#panel-key .matrix tfoot td").all_inner_texts()
    page.keyboard.press("End")
    expect(page.locator(".time-date")).to_have_text(in_words(last))
    assert page.locator("#panel-key .matrix tfoot td").all_inner_texts() != at_first
    until(page, lambda: address(page).get("d") == iso(last))


def test_from_event_to_event(open_atlas: Open, atlas: Atlas) -> None:
    """The buttons stop at every day on which an event begins, say it, and end at the ends."""
    days = event_days(atlas)
    opens = opening_day(atlas)
    page = open_atlas("")
    onward = page.get_by_role("button", name="Next event")
    back = page.get_by_role("button", name="Previous event")

    onward.click()
    after = min(day for day in days if day > opens)
    expect(page.locator(".time-date")).to_have_text(in_words(after))
    expect(page.locator(".time [role=status]")).to_contain_text(in_words(after))
    titles = {e.title["en"] for e in atlas.events if e.date and e.date.days[0] == after}
    assert any(page.locator(".time-said", has_text=title).count() for title in titles)
    back.click()
    expect(page.locator(".time-date")).to_have_text(in_words(max(d for d in days if d < after)))

    go(page, f"d={iso(days[-2])}")
    onward.click()
    expect(page.locator(".time-date")).to_have_text(in_words(days[-1]))
    expect(onward).to_be_disabled()
    go(page, f"d={iso(days[1])}")
    back.click()
    expect(page.locator(".time-date")).to_have_text(in_words(days[0]))
    expect(back).to_be_disabled()


# Moving about


def test_zoom_and_reset_by_button(calm: Open, atlas: Atlas) -> None:
    """One step a press, written to the address, between the least and the greatest zoom."""
    least, greatest = atlas.manifest.atlas.zoom
    page = calm("")
    whole = view(page)
    assert "v" not in address(page)
    zoom_in = page.get_by_role("button", name="Zoom in")
    zoom_out = page.get_by_role("button", name="Zoom out")

    zoom_in.click()
    until(page, lambda: view(page)[0] == whole[0] + 1)
    until(page, lambda: address(page).get("v", "").startswith(f"{whole[0] + 1:g}/"))
    go(page, f"v={greatest - 1.5}/34.5/69")
    zoomed(page, greatest - 1.5)
    for zoom in (greatest - 0.5, greatest):
        zoom_in.click()
        zoomed(page, zoom)
    expect(zoom_in).to_be_disabled()
    page.get_by_role("button", name="Show the whole map").click()
    assert view(page) == pytest.approx(whole, abs=0.01)
    until(page, lambda: "v" not in address(page))
    for _ in range(6):
        if zoom_out.is_disabled():
            break
        before = view(page)[0]
        zoom_out.click()
        until(page, lambda before=before: view(page)[0] < before)
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    expect(zoom_out).to_be_disabled()
    assert least <= view(page)[0] <= whole[0]
    assert page.get_by_role("button", name="Full screen").is_visible()


def test_a_phone_zooms_out_to_the_least_zoom(browser: Browser, site: Path, atlas: Atlas) -> None:
    """Where the study area is wider than the screen, out as far as the manifest says."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, offline=True)
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#v=5/34/66")
    page.wait_for_selector("[data-ready]")

    assert view(page)[0] == atlas.manifest.atlas.zoom[0]
    for asked, given in (("14", 12), ("3", 5)):
        go(page, f"v={asked}/34/66")
        until(page, lambda given=given: view(page)[0] == given)
    context.close()


def test_the_map_keeps_to_the_study_area(calm: Open, atlas: Atlas) -> None:
    """By mouse, by keyboard and by address: the edge of the study area is the end."""
    west, south, east, north = atlas.manifest.atlas.bounds
    page = calm("v=8/34/66")

    def kept() -> None:
        page.wait_for_timeout(120)
        found = page.evaluate(
            "(b => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])(map_atlas.getBounds())"
        )
        slack = 0.02
        assert found[0] >= west - slack, found
        assert found[1] >= south - slack, found
        assert found[2] <= east + slack, found
        assert found[3] <= north + slack, found

    for _ in range(3):
        page.mouse.move(500, 300)
        page.mouse.down()
        page.mouse.move(1400, 740, steps=4)
        page.mouse.up()
    kept()
    page.locator('#map_atlas [data-feature][tabindex="0"]').focus()
    for _ in range(24):
        page.keyboard.press("Shift+ArrowRight")
    kept()
    for middle in ("10/10", "60/120"):
        go(page, f"v=9/{middle}")
        kept()
