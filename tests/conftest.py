"""What the tests share: the atlas, a tiny atlas of another subject, and a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import mapper
from mapper.model import Atlas
from places import ATLASES, ROOT

sys.path.insert(0, str(ROOT / "tools"))
from browser import on_path, playwright_path  # tools/ is not a package

# No deadline: the first call of all, and any on a busy machine, takes its time.
settings.register_profile("sample", derandomize=True, deadline=None)
settings.register_profile("properties", max_examples=2000, deadline=None)
settings.load_profile("sample")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas of this project."""
    return mapper.load(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of this project's atlas."""
    return mapper.build(ROOT, tmp_path_factory.mktemp("atlas") / "site").folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A copy of the tiny atlas, to change and to break."""
    return Path(shutil.copytree(ATLASES / "harbour", tmp_path / "harbour"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = on_path() or playwright_path()
    assert path, "No Chromium or Chrome found: run tools/browser.py"
    root = os.name == "posix" and os.geteuid() == 0
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if root else []
        )


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile of 1440 × 900 pixels, without a network."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def open_atlas(page: Page, site: Path) -> Callable[[str], Page]:
    """Opens the built atlas from disk at a hash, and waits until it is drawn."""

    def opened(hash: str = "") -> Page:
        page.goto(f"{(site / 'index.html').as_uri()}#{hash}")
        page.wait_for_selector("[data-ready]", timeout=15_000)
        return page

    return opened
