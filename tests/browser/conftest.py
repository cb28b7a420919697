"""What a person has before them: a screen of some size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from opening import Opened, Pages

Go = Callable[..., Page]


@pytest.fixture
def screen(visit: Go, pages: Pages, site: Path) -> Iterator[Go]:
    """Opens a page of the site on a screen of so many CSS pixels, with options of Playwright's."""
    others: list[Opened] = []

    def opened(width: int, height: int, at: str = "index.html", **options: Any) -> Page:
        name, _, hash = at.partition("#")
        if name == "index.html":
            return visit(hash, width, height, **options)
        options["viewport"] = {"width": width, "height": height}
        others.append(pages.open(f"{site.as_uri()}/{name}", options))
        return others[-1].page

    yield opened
    for other in others:
        other.context.close()
