"""The bar of time: what it shows, and how one waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Frame, Page

Open = Callable[..., Page]


def in_words(day: int) -> str:
    there = date(1970, 1, 1) + timedelta(day)
    return f"{there.day} {there:%B %Y}"


def shown(page: Page | Frame) -> str:
    return page.locator(".time-date").inner_text()


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
