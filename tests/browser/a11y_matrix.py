"""Every state of the page at every width, in both themes, from both sides: `make a11y`.

The suite itself audits a dozen of them (tests/browser/test_reach.py), and each lesson on one
screen; this takes some ten minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from audit import LESSON_SCREENS, of_lesson, violations

Go = Callable[..., Page]

SIZES = {"phone": (320, 640), "tablet": (768, 1024), "desktop": (1440, 900)}

DRAWN = "d=1989-02-15"


def key(page: Page) -> None:
    panel(page, "key")


def listed(page: Page) -> None:
    panel(page, "list")


def story(page: Page) -> None:
    """What invites to it; on a phone that is a button, which begins it."""
    if page.locator('[data-tab="story"]').is_visible():
        panel(page, "story")
    else:
        page.locator('[data-do="start-story"]:visible').click()


def found(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Bagram")
    expect(page.get_by_role("option").first).to_be_visible()


def timed(page: Page) -> None:
    page.locator(".time [aria-expanded]").click()
    expect(page.locator(".time-panel")).to_be_visible()


def shared(page: Page) -> None:
    press(page, "share")


def about(page: Page) -> None:
    press(page, "about")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "at rest": (DRAWN, lambda page: None),
    "record": (f"{DRAWN}&f=hairatan-bridge", lambda page: None),
    "route": (f"{DRAWN}&f=road-salang-pul-i-khumri", lambda page: None),
    "step": ("s=geneva", lambda page: None),
    "compared": ("d=1988-05-15&c=1989-02-15", lambda page: None),
    "range": ("d=1989-01-15/1989-02-15", lambda page: None),
    "key": (DRAWN, key),
    "list": (DRAWN, listed),
    "story": (DRAWN, story),
    "search": (DRAWN, found),
    "time": (DRAWN, timed),
    "share": (DRAWN, shared),
    "about": (DRAWN, about),
    "text": ("text", lambda page: None),
    "differing": (
        "d=1988-05-15&c=1989-02-15",
        lambda page: page.locator(".differs > summary").click(),
    ),
    "stills": ("stills", lambda page: None),
    "presented": ("s=bridge&ui=present", lambda page: None),
    "cited": (
        f"{DRAWN}&f=hairatan-bridge",
        lambda page: page.locator(".popup-foot > button").nth(1).click(),
    ),
}


def panel(page: Page, name: str) -> None:
    """Whichever opens it at this width: the tab, or the button of the bar below."""
    page.locator(f'[data-tab="{name}"]:visible, [data-sheet="{name}"]:visible').first.click()


def press(page: Page, name: str) -> None:
    menu = page.locator('[data-do="menu"]')
    if menu.is_visible():
        menu.click()
    page.locator(f'[data-do="{name}"]').click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_no_barrier(screen: Go, state: str, size: str, scheme: str, language: str) -> None:
    at, act = STATES[state]
    told = at if "=" not in at else f"{at}&lang={language}"
    page = screen(*SIZES[size], f"index.html#{told}", fresh=state == "text", color_scheme=scheme)
    act(page)

    assert violations(page, marks=state == "at rest") == []


@pytest.mark.parametrize(("width", "scheme"), LESSON_SCREENS)
def test_no_barrier_in_lessons(
    browser: Browser, site: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    for path in sorted((site / "lessons").glob("*.html")):
        assert of_lesson(browser, path, width, scheme) == [], path.name
