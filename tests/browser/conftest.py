"""What a person has before them: a screen of some size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

Go = Callable[..., Page]


@pytest.fixture
def screen(browser: Browser, site: Path) -> Iterator[Go]:
    """Opens a page of the site on a screen of so many CSS pixels, with options of Playwright's."""
    contexts = []

    def opened(width: int, height: int, at: str = "index.html", **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        contexts.append(context)
        context.set_default_timeout(8000)
        page = context.new_page()
        page.goto(f"{site.as_uri()}/{at}")
        if at.startswith("index.html"):
            page.wait_for_selector("[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
