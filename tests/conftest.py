"""What the tests share: the atlas, a tiny atlas of another subject, and a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import mapper
from mapper.model.atlas import Atlas
from opening import Opened, Pages
from places import ATLASES, ROOT

sys.path.insert(0, str(ROOT / "tools"))
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from browser import on_path, playwright_path  # tools/ is not a package

from mapper.formats.tidy.defaults import collection
from tiles import TILE, Tiles, own, with_base

Visit = Callable[..., Page]

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


@pytest.fixture(scope="session")
def pages(browser: Browser, site: Path) -> Pages:
    """The built atlas in this worker's browser."""
    return Pages(browser, site)


@pytest.fixture
def visit(pages: Pages) -> Iterator[Visit]:
    """Opens the built atlas from disk, and waits until it is drawn.

    At a hash, on a screen of so many CSS pixels, with options of Playwright's; `fresh` is for who
    tests the opening itself, or leaves traces that cannot be seen.
    """
    lent: list[tuple[Opened, bool]] = []

    def opened(
        hash: str = "", width: int = 1440, height: int = 900, fresh: bool = False, **options: Any
    ) -> Page:
        options["viewport"] = {"width": width, "height": height}
        lent.append((pages.lend(hash, fresh, options), fresh))
        return lent[-1][0].page

    yield opened
    for one, used_up in lent:
        if used_up:
            one.context.close()
        else:
            pages.keep(one)


@pytest.fixture
def open_atlas(visit: Visit) -> Visit:
    """The atlas on a desk."""
    return visit


@pytest.fixture
def calm(visit: Visit) -> Visit:
    """The atlas for someone who asks for less motion: moves are over at once, so tests are too."""
    return partial(visit, reduced_motion="reduce")


@pytest.fixture(scope="session")
def server() -> Iterator[Tiles]:
    tiles = Tiles()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append(self.path)
            good = tiles.answers(self.path)
            self.send_response(200 if good else 503)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(TILE) if good else 0))
            self.end_headers()
            self.wfile.write(TILE if good else b"")

        def log_message(self, format: str, *args: object) -> None: ...

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    tiles.port = made.server_port
    yield tiles
    made.shutdown()
    made.server_close()


@pytest.fixture
def tiles(server: Tiles) -> Tiles:
    server.asked, server.answers = [], lambda path: True
    return server


@pytest.fixture(scope="session")
def online_page(server: Tiles, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of the tiny atlas with the test server as its base map; each is built once."""

    @cache
    def build(more: str) -> Path:
        folder = tmp_path_factory.mktemp("online") / "harbour"
        shutil.copytree(ATLASES / "harbour", folder)
        manifest = folder / "data" / "atlas.toml"
        manifest.write_text(manifest.read_text("utf-8").replace('"de"]', '"de", "fa"]'), "utf-8")
        return mapper.build(with_base(folder, own(server, more))).page

    return build


@pytest.fixture
def drop(harbour):
    """Drops a file with features, or with any bytes, into geo/."""

    def dropped(name, *features, content=None):
        path = harbour / "geo" / name
        path.write_bytes(collection(features) if content is None else content)
        return path

    return dropped
