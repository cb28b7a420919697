"""Base maps from the network: asked for only when chosen, and gone again when they fail."""

from __future__ import annotations

import re
import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from audit import violations
from browsing import until, watched
from mapper.looks.online import BaseError, resolved
from mapper.model.manifest import BaseEntry
from mapper.problems import MapperError
from places import ATLASES

SAID = "Test tiles could not be loaded. The built-in map is shown. Nothing is missing from it."


def png() -> bytes:
    """A tile of 256 × 256 pixels, all of one blue."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\x60\x90\xd0" * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


TILE = png()


@dataclass
class Tiles:
    """A tile server on this computer: what it was asked for, and whether it answers a path."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    answers: Callable[[str], bool] = lambda path: True


@pytest.fixture(scope="module")
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


def with_base(folder: Path, entry: str) -> Path:
    """The folder with an entry more in its manifest."""
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(f"{manifest.read_text('utf-8')}\n[[base]]\n{entry}\n", "utf-8")
    return folder


def own(tiles: Tiles, more: str = "") -> str:
    return (
        f'id = "test"\ntitle = "Test tiles"\ntitle_de = "Prüfkacheln"\nmax_zoom = 12\n'
        f'url = "http://127.0.0.1:{tiles.port}/{{z}}/{{x}}/{{y}}.png"\n'
        f'attribution = "© Makers <b>of</b> tiles"\n{more}'
    )


@pytest.fixture(scope="module")
def built(server: Tiles, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
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
def opened(
    browser: Browser, built: Callable[[str], Path], tiles: Tiles
) -> Iterator[Callable[..., Page]]:
    """Opens that page from disk, with a network."""
    contexts = []

    def open_page(more: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(built(more).as_uri())
        page.wait_for_selector("[data-drawn]")
        return page

    yield open_page
    for context in contexts:
        context.close()


def loaded(page: Page) -> int:
    return page.locator(".stratum-online img.leaflet-tile-loaded").count()


# In the browser.


def test_nothing_is_asked_for_until_it_is_chosen(opened: Callable[..., Page], tiles: Tiles) -> None:
    """Off at first; chosen by keyboard it is laid under the layers; left again it asks no more."""
    page = opened()
    asked, said = watched(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(300)
    assert tiles.asked == []
    assert page.locator(".stratum-online").count() == 0

    built_in = page.get_by_role("radio", name="Built-in map")
    expect(built_in).to_be_checked()
    built_in.focus()
    page.keyboard.press("ArrowDown")

    chosen = page.get_by_role("radio", name="Test tiles")
    expect(chosen).to_be_checked()
    expect(chosen).to_have_accessible_description(
        f"Online: while it is chosen, this page asks 127.0.0.1:{tiles.port} for pictures of the"
        " map, and so tells them where you look."
    )
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")
    assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in tiles.asked)
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{tiles.port}"}
    expect(page.locator(".base-credit")).to_have_text("© Makers <b>of</b> tiles")
    # Symbols and lines lie above it, and can still be pressed.
    page.locator("#map_atlas .mark-point").first.click()
    expect(page.locator(".popup .record-name")).to_be_visible()

    chosen.focus()
    page.keyboard.press("ArrowUp")
    expect(built_in).to_be_checked()
    assert loaded(page) == 0
    expect(page.locator(".base-credit")).to_have_count(0)
    before = len(tiles.asked)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(300)
    assert len(tiles.asked) == before
    assert said == []


def test_shown_at_first_only_where_the_manifest_says_so(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    page = opened("shown = true")

    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")
    assert tiles.asked


def test_when_nothing_comes_the_built_in_map_stays_and_it_is_said(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    """Errors throughout: the choice goes back by itself, and a line says so, aloud too."""
    tiles.answers = lambda path: False
    page = opened()
    status = page.locator(".leaflet-control-attribution[role=status]")
    assert status.count() == 1

    page.get_by_role("radio", name="Test tiles").click()

    expect(status).to_have_text(SAID)
    expect(status).to_be_visible()
    expect(page.locator(".base-said")).to_have_text(SAID)
    expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    assert page.locator(".stratum-online img").count() == 0
    assert page.locator("#map_atlas [data-feature]").count() == 3

    tiles.answers = lambda path: True
    page.get_by_role("radio", name="Test tiles").check()
    expect(page.locator(".base-credit")).to_be_visible()
    expect(page.locator(".base-said")).to_be_hidden()


def test_no_barrier_in_the_choice(opened: Callable[..., Page], tiles: Tiles) -> None:
    """axe-core finds nothing while a map from the network is shown, nor when it did not come."""
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    expect(page.locator(".base-credit")).to_be_visible()
    tiles.answers = lambda path: False
    other = opened()
    other.get_by_role("radio", name="Test tiles").click()
    expect(other.locator(".base-said")).to_have_text(SAID)

    assert violations(page) + violations(other) == []


def test_a_network_that_goes_away_gives_the_built_in_map_back(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")

    page.context.set_offline(True)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(400)

    expect(page.locator(".base-said")).to_have_text(SAID)
    expect(page.get_by_role("radio", name="Built-in map")).to_be_checked()
    assert page.locator(".stratum-online img").count() == 0


def test_where_only_some_come_the_built_in_map_shows_through(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    tiles.answers = lambda path: int(path.split("/")[2]) % 2 == 0
    page = opened()

    page.get_by_role("radio", name="Test tiles").check()

    expect(page.locator(".base-said")).to_contain_text("Parts of Test tiles could not be loaded.")
    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    expect(page.locator(".base-credit")).to_be_visible()


def test_it_is_there_in_another_language_on_both_maps_and_not_on_paper(
    opened: Callable[..., Page], tiles: Tiles
) -> None:
    """Chosen, it stays so in another language and beside another day; print has the static map."""
    page = opened()
    page.get_by_role("radio", name="Test tiles").check()
    until(page, "document.querySelectorAll('.stratum-online img.leaflet-tile-loaded').length > 3")

    page.evaluate("location.hash = 'c=1741-06-01'")
    until(
        page, "document.querySelectorAll('.compare .stratum-online img.leaflet-tile-loaded').length"
    )
    page.evaluate("location.hash = 'lang=fa'")
    expect(page.get_by_role("radio", name="Test tiles")).to_be_checked()
    expect(page.get_by_role("radio", name="نقشهٔ داخل صفحه")).to_be_visible()
    assert page.locator("fieldset.bases").count() == 1

    page.emulate_media(media="print")
    expect(page.locator("#atlas")).to_be_hidden()
    expect(page.locator("#static-map svg").first).to_be_visible()


def test_the_page_says_whom_it_asks(opened: Callable[..., Page], tiles: Tiles) -> None:
    """Under About, on the map and in the text version, whether script is on or off."""
    page = opened()

    page.locator("[data-do=about]").first.click()

    told = page.get_by_role("dialog").locator("dt", has_text="What it asks the network for")
    expect(told.locator("+ dd")).to_contain_text(f"this page asks 127.0.0.1:{tiles.port}")


# The policy.


def policy_of(page: Path) -> str:
    found = re.search(r'<meta content="(default-src [^"]*)"', page.read_text("utf-8"))
    assert found
    return found[1]


def test_the_policy_names_exactly_the_hosts_and_only_for_pictures(
    harbour: Path, tmp_path: Path
) -> None:
    plain = mapper.build(harbour, tmp_path / "plain").page
    entry = 'id = "topo"\nprovider = "OpenTopoMap"'
    asking = mapper.build(with_base(harbour, entry), tmp_path / "asking").page

    rules = dict(rule.split(" ", 1) for rule in policy_of(asking).split("; "))
    before = dict(rule.split(" ", 1) for rule in policy_of(plain).split("; "))
    hosts = [f"https://{each}.tile.opentopomap.org" for each in "abc"]
    assert before["img-src"] == "data:"
    assert rules.pop("img-src").split() == ["data:", *hosts]
    for name in ("default-src", "base-uri", "form-action"):
        assert rules[name] == before[name]
    assert set(rules) == set(before) - {"img-src"}
    assert len(rules["script-src"].split()) == len(before["script-src"].split()) + 1
    lesson = policy_of(asking.parent / "lessons" / "storm.html")
    assert "opentopomap" not in lesson
    text = asking.read_text("utf-8")
    assert '"https://www.openstreetmap.org/copyright"' in text


def test_a_page_that_names_none_is_without_it(harbour: Path) -> None:
    """No bundle, no word of it, and the policy is the one it always was."""
    page = mapper.build(harbour).page

    text = page.read_text("utf-8")
    assert "leaflet-tile-loaded" not in text
    assert '"bases"' not in text.split("id=payload", 1)[-1].split('"contract"')[0]
    assert "What it asks the network for" not in text
    assert re.fullmatch(
        r"default-src 'none'; script-src( 'sha256-[\w+/=]+'){3}; style-src 'sha256-[\w+/=]+'; "
        r"img-src data:; base-uri 'none'; form-action 'none'",
        policy_of(page),
    )


# The manifest.


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('provider = "OpenTopoMapp"', 'provider: no provider "OpenTopoMapp". Did you mean'),
        ('provider = "Thunderforest.Outdoors"', "asks for a token, and whoever reads the page"),
        ('provider = "CartoDB.Positron"', "asks for a token"),
        ('provider = "Esri.ArcticImagery"', "is drawn for another kind of map"),
        ('provider = "NASAGIBS.ModisTerraChlorophyll"', "another kind of map|no longer works"),
        ('provider = "MtbMap"', "is not safe to ask. Write https://"),
        ("", "provider: has to be there, or else url"),
        ('provider = "OpenTopoMap"\nurl = "https://a/{z}/{x}/{y}"', "Write one of the two"),
        ('url = "https://a.example/{z}/{x}/{y}.png"', "attribution: is empty"),
        ('url = "a.example/{z}"\nattribution = "A"', "url: is not the address of tiles"),
        ('url = "https://a.example/{z}/{x}.png"\nattribution = "A"', "lacks a place for a tile"),
        ('url = "https://a.example/{z}/{x}/{y}?token=1"\nattribution = "A"', "key or token"),
        ('url = "https://u:p@a.example/{z}/{x}/{y}"\nattribution = "A"', "not the address"),
        ('url = "https://a.example;\'x\'/{z}/{x}/{y}"\nattribution = "A"', "name of a host"),
        (
            'url = "https://{s}.a.example/{z}/{x}/{y}"\nattribution = "A"\nsubdomains = ["*"]',
            "subdomains: are not names of hosts",
        ),
        ('url = "http://a.example/{z}/{x}/{y}"\nattribution = "A"', "not safe to ask"),
        ('url = "https://a.example/{z}/{x}/{y}"\nattributon = "A"', 'mean "attribution"'),
    ],
    ids=range(17),
)
def test_what_cannot_be_asked_is_refused_in_plain_words(
    harbour: Path, entry: str, words: str
) -> None:
    with pytest.raises(MapperError, match=words):
        mapper.build(with_base(harbour, f'id = "x"\n{entry}'))
    assert not (harbour / "site").exists()


def test_two_of_a_name_or_two_shown_are_refused(harbour: Path) -> None:
    entry = 'id = "topo"\nprovider = "OpenTopoMap"\nshown = true'

    with pytest.raises(MapperError) as caught:
        mapper.build(with_base(with_base(harbour, entry), entry))

    assert [each.place for each in caught.value.problems] == ["base[1].id", "base[1].shown"]


def test_a_host_that_refuses_pages_from_disk_is_not_offered_there(
    browser: Browser, harbour: Path
) -> None:
    """OpenStreetMap's own tiles: a warning when it is built, no choice in a page from disk."""
    built = mapper.build(with_base(harbour, 'id = "osm"\nprovider = "OpenStreetMap.Mapnik"'))
    page = browser.new_page()
    page.goto(built.page.as_uri())
    page.wait_for_selector("[data-drawn]")

    (warning,) = built.warnings
    assert "refuses pages opened from disk" in warning.what
    expect(page.get_by_role("radio", name="OpenStreetMap.Mapnik")).to_be_disabled()
    expect(page.locator(".base-asks")).to_contain_text("not for a page opened from disk")
    page.close()


def test_every_provider_is_resolved_or_refused() -> None:
    """Each name that xyzservices knows gives tiles of safe hosts, or words that say why not."""
    from xyzservices import providers

    refused = []
    for name in providers.flatten():
        try:
            found = resolved(BaseEntry(id="x", provider=name), "en")
        except BaseError as error:
            refused.append(f"{error.what} {error.mend}")
            continue
        assert all(re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?", each) for each in found.origins)
        assert "".join(words for words, _ in found.credits).strip()
    assert 50 < len(refused) < 800
    assert {each for each in refused if not each.endswith(".")} == set()
