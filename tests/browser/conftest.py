"""What a person has before them: a screen of some size."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import mapper
from dropping import CLEAR, marks
from many import build_many, points
from opening import Opened, Pages
from places import ATLASES

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


@pytest.fixture(scope="session")
def tiny_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the tiny atlas."""
    folder = tmp_path_factory.mktemp("own") / "harbour"
    shutil.copytree(ATLASES / "harbour", folder)
    return mapper.build(folder).page


@pytest.fixture(scope="session")
def shared_page(browser: Browser, tiny_page: Path) -> Iterator[tuple[Page, list[str]]]:
    """The tiny atlas without a network, and whatever goes wrong in it or is asked for."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))

    def asked(url: str) -> None:
        if not url.startswith(("blob:", "data:")):
            wrong.append(url)

    page.goto(tiny_page.as_uri())
    page.wait_for_selector("[data-ready]")
    page.on("request", lambda request: asked(request.url))
    yield page, wrong
    context.close()


@pytest.fixture
def opened(shared_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """The tiny atlas without a layer of one's own: one page for all tests, as it takes a while."""
    page, wrong = shared_page
    wrong.clear()
    yield page
    page.evaluate(CLEAR)
    assert marks(page).count() == 0
    assert wrong == []
    assert page.evaluate("window.ran") is None


@pytest.fixture(scope="session")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_many(tmp_path_factory.mktemp("wells") / "atlas", wells=("point", points(5000)))


@pytest.fixture
def open_many(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with no network, fails on any error in it."""
    contexts = []
    errors: list[str] = []

    def opened(path: Path, hash: str = "", init: str = "", **options: Any) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, "offline": True} | options
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        if init:
            page.add_init_script(init)
        page.goto(f"{path.as_uri()}#{hash}")
        page.wait_for_selector("[data-ready]", timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
