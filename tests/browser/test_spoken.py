"""What is heard of the page: transcripts of its states, read from top to bottom when they change.

`make transcripts` writes those of `spoken/` anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import until
from listening import spoken

HERE = Path(__file__).parent / "spoken"


def search(page: Page) -> None:
    page.locator(".finder-input").fill("salang")
    page.wait_for_selector(".finder-results [role=option]")


def press(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).click()


def step_on(page: Page) -> None:
    page.locator(".time-slider.is-from").press("ArrowRight")
    until(page, "document.querySelector('.time [role=status]').textContent !== ''")


STATES: dict[str, tuple[str, str, Callable[[Page], Any] | None]] = {
    "opening": ("", "body", None),
    "key": ("", "#panel-key", None),
    "record": ("f=kandahar-garrison", ".popup", None),
    "record-disputed": ("f=hairatan-bridge", ".popup", None),
    "record-ru": ("lang=ru&f=kandahar-garrison", ".popup", None),
    "step": ("s=kunduz", ".story-tale:nth-child(6)", None),
    "search": ("", ".finder", search),
    "list": ("", "#panel-list", press("#tab-list")),
    "time": ("", ".time", step_on),
    "time-fa": ("lang=fa", ".time", step_on),
    "compare": ("d=1988-08-07&c=1989-02-14", ".compare-head", None),
    "share": ("", "dialog[open]", press(".foot [data-do=share]")),
    "print": ("", "dialog[open]", press(".foot [data-do=print]")),
    "text": ("text", "#text", None),
}
"""State → where it is in the address, what of the page is listened to, what is done first."""

MOST = 90
"""So many announcements are enough of a state to be read by someone who looks after it."""


@pytest.mark.parametrize("state", STATES)
def test_what_is_heard_is_what_was_read(calm: Callable[..., Page], state: str) -> None:
    hash, within, act = STATES[state]
    # What a page said before may still sound: that of a step comes from one just opened.
    page = calm(hash, fresh=act is step_on)
    if act:
        act(page)
    said = "\n".join(spoken(page, within, MOST)) + "\n"
    written = HERE / f"{state}.txt"
    if os.environ.get("TRANSCRIPTS") == "anew":
        written.write_text(said, "utf-8")
    assert said == written.read_text("utf-8")


def test_every_certainty_says_of_what_it_is(calm: Callable[..., Page]) -> None:
    """In a record in every language, and in the text version."""
    for language, label in (("en", "Certainty"), ("ru", "Достоверность"), ("fa", "درجهٔ اطمینان")):
        page = calm(f"lang={language}&f=hairatan-bridge")
        said = page.locator(".popup .certainty").all_text_contents()
        assert said
        assert all(each.startswith(f"{label}: ") for each in said), said
    page = calm("about")
    said = page.locator("#text .certainty").all_text_contents()
    assert len(said) > 100
    assert {each.split()[1] for each in said} == {"certainty"}


def test_a_link_skips_to_the_map(calm: Callable[..., Page]) -> None:
    """It comes first of all, and leads to the mark that Tab would come to."""
    page = calm("")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the map"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#map_atlas [data-feature]') !== null")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('#map_atlas [data-feature]') !== null")


def test_no_picture_of_the_map_is_without_a_name(calm: Callable[..., Page]) -> None:
    """Each is told by its marks, or is nothing to be told of."""
    page = calm("")
    pictures = page.locator("#map_atlas svg:not([aria-hidden=true], [aria-hidden=true] *)")
    assert pictures.count() > 2
    for picture in pictures.all():
        named = picture.get_attribute("aria-label")
        assert named or picture.get_attribute("role") in ("none", "button"), picture


def test_the_key_counts_each_kind_in_each_state(calm: Callable[..., Page]) -> None:
    """The heads say what a picture means; its cell says how many, on this day and on another."""
    page = calm("")
    for day in ("1988-05-15", "1989-01-20"):
        page.evaluate("day => { location.hash = `d=${day}`; }", day)
        until(page, f"document.querySelector('.time-slider').value * 864e5 === Date.parse('{day}')")
        rows = page.locator("#panel-key .matrix tr:has(td)")
        *kinds, total = [
            [int(cell) for cell in row.locator("td").all_text_contents()] for row in rows.all()
        ]
        assert [sum(column) for column in zip(*kinds, strict=True)] == total
        assert sum(total) > 20
