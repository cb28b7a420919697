"""The story as a reader walks it: where it begins, the ways out, presented on a big screen."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

import mapper
from audit import violations
from browsing import until
from mapper.record.story import read_story
from places import ROOT

Open = Callable[..., Page]

ATLAS = mapper.load(ROOT)
assert ATLAS.story
STEPS = read_story(ATLAS.story, ATLAS)[0].steps
PROJECTOR = (1280, 720)


def headline(page: Page) -> Locator:
    return page.locator(".story-tale.is-here .story-headline")


def at_step(page: Page, number: int) -> None:
    expect(headline(page)).to_have_text(STEPS[number - 1].headline)
    expect(page.locator(".story-steps summary")).to_have_text(f"Step {number} of {len(STEPS)}")
    until(page, f"location.hash.includes('s={STEPS[number - 1].id}')")


# Where it begins, and the ways out


def test_the_story_begins_without_a_tab(calm: Open) -> None:
    """On every kind of screen one button, in sight at once, leads to the first step."""
    for width, height in ((1440, 900), (768, 1024), (390, 844), (600, 400)):
        page = calm("", width, height)
        start = page.get_by_role("button", name="Start the story")
        expect(start).to_have_count(1)
        expect(start).to_be_in_viewport(ratio=1)
        start.click()
        at_step(page, 1)
        expect(start).to_have_count(0)


def test_a_way_out_and_about_from_every_step(calm: Open) -> None:
    """However far one has scrolled, the head of the card is there: the list, and the way out."""
    page = calm(f"s={STEPS[14].id}", 1366, 768)
    page.locator("#panel-story").hover()
    page.mouse.wheel(0, 300)
    where = page.locator(".story-steps summary")
    leave = page.get_by_role("button", name="Leave the story")
    expect(where).to_be_in_viewport(ratio=1)
    expect(leave).to_be_in_viewport(ratio=1)

    where.click()
    page.keyboard.press("Escape")
    expect(page.locator(".story-steps li").first).to_be_hidden()
    where.click()
    page.locator(".story-steps a").nth(2).click()
    at_step(page, 3)
    expect(page.locator(".story-steps li").first).to_be_hidden()

    assert page.locator(".stands-back").count() > 0
    leave.click()
    expect(page.get_by_role("button", name="Start the story")).to_be_focused()
    assert page.locator(".stands-back").count() == 0


def test_the_last_step_leads_on(calm: Open) -> None:
    """To the beginning again, or to the map, which is its own again."""
    last = len(STEPS)
    for width, height in ((1440, 900), (390, 844)):
        page = calm(f"s={STEPS[-1].id}", width, height)
        at_step(page, last)
        page.get_by_role("button", name="Begin again").click()
        at_step(page, 1)
        expect(headline(page)).to_be_focused()
        page.evaluate("step => { location.hash = `s=${step}`; }", STEPS[-1].id)
        at_step(page, last)

        page.get_by_role("button", name="Explore the map").click()
        expect(headline(page)).to_be_hidden()
        assert page.locator(".stands-back").count() == 0
        assert page.evaluate("document.activeElement.closest('#map_atlas') !== null")
        expect(page.get_by_role("tabpanel", name="Map key")).to_be_visible(visible=width > 1000)


def test_a_step_has_the_column_to_itself(calm: Open) -> None:
    """On a laptop: a head of one line, a way on of one line, notes folded to their number."""
    page = calm(f"s={STEPS[0].id}", 1366, 768)
    at_step(page, 1)
    text = page.locator("#panel-story").bounding_box()
    turn = page.locator(".story-turn").bounding_box()
    assert text
    assert turn
    assert text["y"] < 100
    assert text["height"] - turn["height"] > 500
    expect(page.get_by_role("button", name=f"Next: {STEPS[1].headline}")).to_have_text("Next")
    notes = page.locator(".is-here .notes")
    expect(notes).to_be_hidden()
    page.locator(".is-here").get_by_role("button", name=re.compile(r"^\d+ notes$")).click()
    expect(notes).to_be_visible()

    # What has gone from the head is behind its buttons.
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Share")).to_be_in_viewport(ratio=1)


# On a big screen


def test_presented_by_a_clicker(calm: Open) -> None:
    """Large type, one step at a time, no column; page and arrow keys turn, Escape ends it."""
    page = calm("s=kunduz", *PROJECTOR)
    page.get_by_role("button", name="Present").click()
    until(page, "location.hash.includes('ui=present')")
    expect(page.locator(".story-tale:visible")).to_have_count(1)
    expect(headline(page)).to_be_focused()
    for gone in (".finder", ".tabs", ".foot", ".time"):
        expect(page.locator(gone)).to_be_hidden()
    assert (
        page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.is-here .story-text')).fontSize)"
        )
        >= 20
    )
    assert violations(page) == []
    box = page.locator(".is-here").bounding_box()
    assert box
    assert box["y"] + box["height"] <= PROJECTOR[1]

    at = 1 + [step.id for step in STEPS].index("kunduz")
    for key, further in (("PageDown", 1), ("ArrowRight", 2), ("PageUp", 1), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        at_step(page, at + further)
    # Whatever has the focus: nobody looks for it with a clicker in the hand.
    page.locator('#map_atlas [data-feature="kabul-airport"]').first.focus()
    page.keyboard.press("PageDown")
    at_step(page, at + 1)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageDown")
    at_step(page, at + 2)

    page.keyboard.press("Escape")
    expect(page.locator(".finder")).to_be_visible()
    at_step(page, at + 2)
    expect(headline(page)).to_be_in_viewport()
    until(page, "!location.hash.includes('ui=')")


def test_presenting_is_linked_to_and_has_a_key(calm: Open) -> None:
    """`#ui=present` begins at the first step; P, for who is in the story, goes in and out."""
    page = calm("ui=present", *PROJECTOR, fresh=True)
    at_step(page, 1)
    expect(page.locator(".finder")).to_be_hidden()
    headline(page).focus()
    page.keyboard.press("p")
    expect(page.locator(".finder")).to_be_visible()
    at_step(page, 1)
    page.keyboard.press("p")
    expect(page.locator(".finder")).to_be_hidden()
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.keyboard.press("ArrowLeft")
    at_step(page, 2)


def test_the_key_says_why_the_map_is_dim(calm: Open) -> None:
    page = calm("s=kunduz", 1366, 768)
    says = page.get_by_text("what it does not name stands back")
    page.get_by_role("tab", name="Map key").click()
    expect(says).to_be_visible()

    page.get_by_role("tab", name="Story").click()
    page.get_by_role("button", name="Leave the story").click()
    page.get_by_role("tab", name="Map key").click()
    expect(says).to_be_hidden()
