"""The example notebook: run in a real kernel, its maps opened in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Browser, FrameLocator

from mapper.model.atlas import Atlas
from places import ROOT

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def outputs() -> dict[str, nbformat.NotebookNode]:
    """What each code cell shows last, by the cell's id, after a run from top to bottom."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    done = NotebookClient(notebook, timeout=120, resources=resources).execute()
    return {
        cell["id"]: cell["outputs"][-1]["data"]
        for cell in done["cells"]
        if cell["cell_type"] == "code"
    }


class Seen:
    """A cell's HTML in a browser without a network: its frame, what it asked for and said."""

    def __init__(self, browser: Browser, html: str, file: Path) -> None:
        file.write_text(f"<!doctype html><meta charset=utf-8><body>{html}", "utf-8")
        self.context = browser.new_context(offline=True)
        page = self.context.new_page()
        asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))
        page.goto(file.as_uri())
        self.frame: FrameLocator = page.frame_locator("iframe")
        self.frame.locator("[data-ready]").wait_for(timeout=15_000)
        self.asked = [url for url in asked if not url.startswith(("data:", file.as_uri()))]


@pytest.fixture(params=["map", "folium"])
def seen(
    request: pytest.FixtureRequest,
    outputs: dict[str, nbformat.NotebookNode],
    browser: Browser,
    tmp_path: Path,
) -> Iterator[Seen]:
    file = tmp_path / "cell.html"
    seen = Seen(browser, outputs[request.param]["text/html"], file)
    yield seen
    seen.context.close()


def test_no_output_is_stored() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4)["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]

    assert len(code) >= 4
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_it_tells_of_this_atlas(outputs: dict[str, nbformat.NotebookNode], atlas: Atlas) -> None:
    assert outputs["load"]["text/plain"] == repr(atlas.manifest.atlas.title)
    assert f"'events': {len(atlas.events)}," in outputs["coverage"]["text/plain"]


def test_every_feature_is_drawn(seen: Seen, atlas: Atlas) -> None:
    """As in the page: one mark a feature, no request, no complaint."""
    marks = seen.frame.locator("#map_atlas [data-feature]").evaluate_all(
        "found => found.map(each => each.dataset.feature)"
    )

    assert sorted(marks) == sorted(feature.id for feature in atlas.features)
    assert seen.asked == []
    assert seen.said == []


def test_a_symbol_opens_its_record(seen: Seen, atlas: Atlas) -> None:
    seen.frame.locator('#map_atlas [data-feature="hairatan-bridge"]').click()

    assert seen.frame.locator(".popup .record-name").inner_text() == "Friendship Bridge"
    assert seen.frame.locator(".popup dl.facts").count() > 0
    assert seen.said == []


@pytest.mark.parametrize("seen", ["folium"], indirect=True)
def test_what_folium_adds_is_on_the_map(seen: Seen) -> None:
    """The circle of the last cell: its tooltip shows."""
    seen.frame.locator(".leaflet-overlay-pane path.leaflet-interactive").hover()

    assert seen.frame.locator(".leaflet-tooltip").inner_text().strip() == "Peshawar"
    assert seen.said == []
