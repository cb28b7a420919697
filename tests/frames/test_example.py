"""`examples/explore.ipynb`: run in a real kernel, its pages opened in a real browser."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Page, expect

from places import ROOT

NOTEBOOK = ROOT / "examples" / "explore.ipynb"

PAGES = {
    "choropleth": ".mark-area:not(.is-ground)",
    "categories": ".mark-point",
    "layers": ".mark-point",
    "time": ".time",
    "records": ".mark-point",
    "own": ".mark-point",
    "styled": ".mark-area:not(.is-ground)",
    "quarto": ".label-text",
    "database": ".mark-point",
    "many": ".many canvas[data-drawn='1000000']",
}
"""Cells that show a page, and what is to be seen in it."""


@pytest.fixture(scope="module")
def outputs() -> dict[str, nbformat.NotebookNode]:
    """What each code cell shows, by the cell's id: one thing, and no warning."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    done = NotebookClient(notebook, timeout=120, resources=resources).execute()
    found = {}
    for cell in done["cells"]:
        if cell["cell_type"] == "code":
            (output,) = cell["outputs"]
            found[cell["id"]] = output["data"]
    return found


def test_each_recipe_shows_its_page(
    outputs: dict[str, nbformat.NotebookNode], page: Page, tmp_path: Path
) -> None:
    assert set(outputs) == {"read", "kept", *PAGES}
    for cell, selector in PAGES.items():
        assert {"text/html", "text/plain", "image/png"} <= set(outputs[cell])
        file = tmp_path / f"{cell}.html"
        file.write_text(f"<!doctype html><meta charset=utf-8>{outputs[cell]['text/html']}", "utf-8")
        page.goto(file.as_uri())
        inner = page.frame_locator("iframe")
        expect(inner.locator(selector).first).to_be_attached(timeout=30_000)
    assert "'page'" in outputs["kept"]["text/plain"]
