"""One reader's whole way through the atlas, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from browsing import until

Open = Callable[[str], Page]


def press_tab_until(page: Page, selector: str, most: int = 80) -> None:
    """Tab on until something that the selector names has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{most} times Tab do not lead to {selector}")


def test_a_reader_finds_follows_compares_translates_and_prints(open_atlas: Open) -> None:
    page = open_atlas("")
    page.evaluate("window.print = () => { document.title = `printed ${document.title}` }")

    # Find Bagram, open it, read.
    page.keyboard.press("/")
    page.keyboard.type("Bagram air")
    expect(page.get_by_role("option").first).to_contain_text("Bagram air base")
    page.keyboard.press("Enter")
    record = page.get_by_role("dialog", name="Bagram air base")
    expect(record).to_be_visible()
    expect(record.locator(".value").first).to_be_visible()

    # Follow a source, and come back.
    press_tab_until(page, ".popup .notes a[href^='#source-'], .popup sup a")
    page.keyboard.press("Enter")
    expect(record.locator(".notes li").first).to_be_focused()
    press_tab_until(page, ".popup .notes a[href^='#source-']")
    page.keyboard.press("Enter")
    expect(page.locator(".sources > li:focus")).to_be_visible()
    page.go_back()  # the browser's own key for it does nothing without a window
    expect(record).to_be_visible()
    page.keyboard.press("Escape")
    expect(record).to_be_hidden()

    # Move to January 1989.
    page.get_by_role("slider").first.focus()
    for _ in range(60):
        if "January 1989" in page.locator(".time-date").inner_text():
            break
        page.keyboard.press("PageUp")
        page.wait_for_timeout(50)
    expect(page.locator(".time-date")).to_contain_text("January 1989")

    # Walk three steps of the story.
    page.get_by_role("button", name="Start the story").focus()
    page.keyboard.press("Enter")
    for step in (2, 3):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".is-here .story-at")).to_contain_text(re.compile(f"Step {step} of "))

    # Compare two dates.
    page.get_by_role("button", name="Date, range and steps").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Compare with another day").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".compare .map")).to_be_visible()
    page.get_by_role("button", name="End the comparison").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".compare")).to_have_count(0)

    # Switch to Russian, and print: while the story runs both are in the menu.
    menu = page.locator("[data-do=menu]")
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Русский").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="История")).to_be_visible()
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Печать").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Карта на одном листе").focus()
    page.keyboard.press("Enter")
    until(page, "document.title.startsWith('printed')")
