"""A layer of tiles in the tiny atlas: 5,000 wells, of which the page holds every tenth."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from playwright.sync_api import Page
from typer.testing import CliRunner

from mapper.cli import app
from places import ATLASES

ALL, COLUMNS = 5_000, 100
NAME = "<img src=x onerror=alert(1)> {number}"

NUMBER = 20 * COLUMNS + 51
"""One that the tiles alone hold."""

THERE = "l=wells&v=10/59.6/-1.982"
"""The view with it in the middle of the map."""

ON_DISK = (
    "Wells: 500 of 5,000 features are shown. All of them are in the file tiles/wells.pmtiles"
    " beside this page: choose it, or drop it on the page. It is read where it lies, and does not"
    " leave this computer."
)
OPENED = "Wells: all 5,000 features are drawn, the densest only when zoomed in."

TILE = "document.querySelector('.stratum-tiled canvas.leaflet-tile-loaded') !== null"
"""Whether a tile is drawn."""


def wells(depth: int = 0) -> bytes:
    """A grid of points with hostile names, 100 in a row from west to east."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": NAME.format(number=number),
                "depth": depth + number,
                "note": "${1} <b>x</b>",
            },
            "geometry": {
                "type": "Point",
                "coordinates": [
                    round(-2.9 + 0.018 * (number % COLUMNS), 5),
                    round(59.1 + 0.025 * (number // COLUMNS), 5),
                ],
            },
        }
        for number in range(ALL)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def build_wells(root: Path, data: bytes, name: str = "wells") -> Path:
    """The tiny atlas with the wells added as tiles, and built."""
    (root / f"{name}.geojson").write_bytes(data)
    made = Path(shutil.copytree(ATLASES / "harbour", root / "harbour"))
    command = ["add", str(root / f"{name}.geojson"), "--folder", str(made), "--tiles"]
    added = CliRunner().invoke(app, command)
    assert added.exit_code == 0, added.output
    assert f"All 5,000 are in geo/{name}.pmtiles" in added.output.replace("\n", " ")
    built = CliRunner().invoke(app, ["build", str(made)])
    assert built.exit_code == 0, built.output
    return made


def press_the_middle(page: Page) -> None:
    """A click on what lies in the middle of the map."""
    at = page.locator("#map_atlas").bounding_box()
    assert at
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
