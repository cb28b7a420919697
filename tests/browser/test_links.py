"""Links: what is shared opens elsewhere, the address is kept, nothing unknown is obeyed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mapper.model.atlas import Atlas
from mapper.record.days import opening_day
from using import (
    BRIDGE,
    GARRISON,
    Open,
    address,
    box,
    go,
    in_words,
    mark,
    period,
    record_name,
    until,
    view,
)

# Links


def test_a_link_brings_another_reader_to_the_same_map(
    open_atlas: Open, context: BrowserContext
) -> None:
    """Day, layers, view and open record: what the Share panel gives is what opens elsewhere."""
    page = open_atlas("")
    go(page, "d=1989-01-20&v=8/36.2/68")
    box("towns", page).uncheck()
    box("provinces", page).uncheck()
    mark(page, "pul-i-khumri-garrison").click()
    expect(record_name(page)).to_be_visible()
    page.get_by_role("button", name="Share").click()
    link = page.get_by_label("Link to what you see now").input_value()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Share")).to_be_hidden()
    expect(record_name(page)).to_be_visible()  # one Escape closes one thing

    other = context.new_page()
    other.goto(link)
    other.wait_for_selector("[data-ready]")

    expect(other.locator(".time-date")).to_have_text("20 January 1989")
    expect(record_name(other)).to_have_text(record_name(page).inner_text())
    for layer in ("towns", "provinces", "garrisons", "routes"):
        assert box(layer, other).is_checked() == box(layer, page).is_checked(), layer
    assert view(other) == pytest.approx(view(page), abs=0.01)
    until(page, lambda: address(other) == address(page))


def test_an_address_is_not_written_over_before_it_is_read(open_atlas: Open) -> None:
    """A hash set just when the one before is about to be written in full still counts."""
    page = open_atlas("")
    page.evaluate("""() => {
      // The page writes 250 ms after it has read. It is kept busy past that, so that its turn comes
      // right after the new hash is set, and before it is told of it.
      const busy = until => { while (performance.now() < until); };
      addEventListener("hashchange", () => {
        const read = performance.now();
        setTimeout(() => busy(read + 350), 150);
        setTimeout(() => { location.hash = "d=1989-02-15"; }, 240);
      }, { once: true });
      location.hash = "d=1988-09-07";
    }""")

    expect(page.locator(".time-date")).to_have_text("15 February 1989")
    until(page, lambda: "l" in address(page))
    assert address(page)["d"] == "1989-02-15"


def test_back_returns_to_a_record_that_was_left_at_once(open_atlas: Open) -> None:
    """The address is written some time after a change; who goes on sooner loses nothing."""
    page = open_atlas("")
    page.evaluate("""() => {
      document.querySelector('#panel-list [data-open="herat-garrison"]').click();
      document.querySelector('.foot a[href="#sources"]').click();
    }""")
    expect(page.locator("#sources")).to_be_in_viewport()

    page.go_back()

    expect(page.locator("#text")).to_be_hidden()
    expect(record_name(page)).to_have_text("Herat garrison")


def test_a_frame_does_not_hear_its_own_words(open_atlas: Open) -> None:
    """Where history may not be written, the page is told of the hash that it set itself: what was
    done meanwhile stays."""
    page = open_atlas("", fresh=True)
    page.evaluate("""() => {
      const barred = () => { throw new Error("as in a locked-down frame"); };
      history.replaceState = () => {
        history.replaceState = barred;
        queueMicrotask(() =>
          document.querySelector('#panel-list [data-open="herat-garrison"]').click());
        barred();
      };
      document.querySelector('[data-part="key"] input[name="towns"]').click();
    }""")

    until(page, lambda: address(page).get("f") == GARRISON)
    expect(record_name(page)).to_have_text("Herat garrison")


def test_the_share_panel(open_atlas: Open, atlas: Atlas) -> None:
    """It says that there is no public address, offers frame and link, and copies or selects."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    opener = page.get_by_role("button", name="Share")
    opener.click()
    dialog = page.get_by_role("dialog", name="Share")
    code = dialog.get_by_label("Code of the frame")
    link = dialog.get_by_label("Link to what you see now")

    assert atlas.manifest.atlas.address == ""
    expect(dialog.get_by_text("no public address")).to_be_visible()
    assert link.input_value().startswith("file://")
    written = code.input_value()
    assert re.fullmatch(r"<iframe src=\"index\.html#[^\"<>]+\" [^<>]*></iframe>", written)
    assert "d=1989-02-15" in written
    assert f"f={BRIDGE}" in written
    assert "allow-scripts" in written
    assert "allow-same-origin" not in written
    assert re.search(r'title="[^"]+"', written)
    for field in (link, code):
        expect(field).to_have_attribute("readonly", "")
        dialog.get_by_role("button", name="Copy").nth(0 if field is link else 1).click()
        said = dialog.locator("[role=status]").nth(0 if field is link else 1)
        expect(said).to_have_text(re.compile("Copied|selected"))
        assert page.evaluate(
            "(e => e.value.slice(e.selectionStart, e.selectionEnd) === e.value)"
            "(document.activeElement)"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_link_of_a_record(open_atlas: Open) -> None:
    """In the record itself: copied, or shown selected."""
    page = open_atlas(f"f={BRIDGE}")
    page.get_by_role("button", name="Link to this").click()

    offered = page.locator(".popup .offered")
    expect(offered).to_contain_text(re.compile("Copied|selected"))
    if "selected" in offered.inner_text():
        assert f"f={BRIDGE}" in offered.locator("input").input_value()


def test_the_snippet_works_in_a_page_beside_the_map(
    open_atlas: Open, site: Path, context: BrowserContext, tmp_path: Path
) -> None:
    """Pasted as it is into a page beside index.html, the frame shows what was shared."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    page.get_by_role("button", name="Share").click()
    code = page.get_by_label("Code of the frame").input_value()
    (tmp_path / "index.html").write_bytes((site / "index.html").read_bytes())
    (tmp_path / "host.html").write_text(f"<!doctype html><title>Lesson</title>{code}", "utf-8")

    host = context.new_page()
    host.goto((tmp_path / "host.html").as_uri())
    frame = host.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()

    expect(frame.locator(".popup .record-name")).to_have_text("Friendship Bridge")
    expect(frame.locator(".time-date")).to_have_text("15 February 1989")


def test_about(open_atlas: Open, atlas: Atlas) -> None:
    """Version, date, licence, what is uncertain, how to report, and each layer's licence."""
    page = open_atlas("")
    page.get_by_role("button", name="About").click()
    dialog = page.get_by_role("dialog", name="About this map")
    info = atlas.manifest.atlas

    for words in (info.version, info.date, info.licence, info.uncertain):
        expect(dialog).to_contain_text(words)
    expect(dialog).to_contain_text("Method")
    expect(dialog).to_contain_text("To report an error")
    for layer in atlas.layers:
        expect(dialog).to_contain_text(layer.entry.licence)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("hash", ["f=nowhere&v=x&zz=1", "d=1988-13-40&f=&v=99/1/2&%E0%A4%A=1&==&"])
def test_unknown_parts_of_the_address_are_ignored(
    page: Page, site: Path, atlas: Atlas, hash: str
) -> None:
    """What cannot be read is as if it were not there, and nothing is complained of."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{(site / 'index.html').as_uri()}#{hash}")
    page.wait_for_selector("[data-ready]")

    expect(record_name(page)).to_have_count(0)
    expect(page.locator(".time-date")).to_have_text(in_words(opening_day(atlas)))
    for layer in atlas.layers:
        if box(layer.id, page).count():
            assert box(layer.id, page).is_checked() == layer.entry.shown
    there = view(page)
    go(page, "d=1988-08-07")
    page.get_by_role("button", name="Show the whole map").click()
    assert view(page) == pytest.approx(there, abs=0.01)
    assert said == []


def test_a_day_outside_the_period_is_the_nearest_in_it(open_atlas: Open, atlas: Atlas) -> None:
    """A link from elsewhere may name any day of the calendar."""
    page = open_atlas("d=1999-01-01")
    expect(page.locator(".time-date")).to_have_text(in_words(period(atlas)[1]))
