"""An atlas with a layer of tiles, on disk and given out by a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mapper.serve.server import Site, open_server
from tiling.wells import build_wells, wells


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wells(tmp_path_factory.mktemp("tiles"), wells())


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The site as `mapper serve` shows it."""
    server = open_server(Site(folder / "site"), 0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
