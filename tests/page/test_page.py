"""The built page in a real browser: whole, silent on the network, the same everywhere."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import served, watched
from mapper.model.atlas import Atlas
from places import ROOT


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site over http."""
    with served(site) as address:
        yield address


def marks(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "#map_atlas [data-feature]", "found => found.map(each => each.dataset.feature)"
    )


def test_from_disk_without_a_network(page: Page, site: Path, atlas: Atlas) -> None:
    """By file://: one request, no complaint, and one mark a feature."""
    asked, said = watched(page)

    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("[data-ready]")

    assert [url for url in asked if not url.startswith("data:")] == [(site / "index.html").as_uri()]
    assert said == []
    assert sorted(marks(page)) == sorted(feature.id for feature in atlas.features)


def test_over_http(browser: Browser, address: str, atlas: Atlas) -> None:
    """The same over http: not even an icon is asked for."""
    page = browser.new_page()
    asked, said = watched(page)

    page.goto(f"{address}/index.html")
    page.wait_for_selector("[data-ready]")

    assert [url for url in asked if not url.startswith("data:")] == [f"{address}/index.html"]
    assert said == []
    assert len(marks(page)) == len(atlas.features)
    page.close()


def test_in_a_locked_down_frame(page: Page, site: Path, tmp_path: Path, atlas: Atlas) -> None:
    """In <iframe sandbox="allow-scripts"> it draws, follows its hash, complains of nothing."""
    _, said = watched(page)
    host = tmp_path / "host.html"
    src = f"{(site / 'index.html').as_uri()}#f=hairatan-bridge"
    host.write_text(
        f'<iframe sandbox="allow-scripts" src="{src}" width="900" height="600"></iframe>', "utf-8"
    )

    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()

    assert frame.locator("#map_atlas [data-feature]").count() == len(atlas.features)
    assert "Friendship Bridge" in frame.locator(".popup .record-name").inner_text()
    frame.get_by_role("button", name="Zoom in").click()
    assert said == []


def test_the_lesson_shows_the_map_twice(page: Page, site: Path) -> None:
    """The lesson has the map in two states; map and lesson lead to each other."""
    _, said = watched(page)

    page.goto((site / "lessons" / "first-look.html").as_uri())
    for view in page.locator(".lesson-view").all():
        view.scroll_into_view_if_needed()
        expect(view.locator("iframe")).to_have_attribute("data-state", "drawn")
        view.locator("iframe").content_frame.locator("[data-ready]").wait_for()

    assert page.locator(".lesson-view").count() == 2
    expect(page.frame_locator("iframe").locator(".popup .record-name")).to_have_text(
        "Friendship Bridge"
    )
    assert page.get_by_role("link", name="The whole map").get_attribute("href") == "../index.html"
    assert said == []
    page.goto((site / "index.html").as_uri())
    assert page.locator('a[href="lessons/index.html"]').count() >= 1


def test_without_script_everything_can_be_read(browser: Browser, site: Path, atlas: Atlas) -> None:
    """Script off: title, map, chronology, tables and sources, with as many rows as the data has."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()

    page.goto((site / "index.html").as_uri())

    assert page.locator("#text h1").is_visible()
    assert page.locator("#static-map svg").first.is_visible()
    assert page.locator("li.event").count() == len(atlas.events)
    assert page.locator("tr[data-feature]").count() == len(atlas.features)
    claims = [fact for fact in atlas.facts if not fact.unknown]
    assert page.locator("dl .fact:not(.unknown) > .value, dl .claim").count() == len(claims)
    assert page.locator(".sources > li").count() == len(atlas.sources)
    assert page.locator("#sources").is_visible()
    context.close()


def test_every_inner_link_leads_somewhere(page: Page, site: Path) -> None:
    """Each #anchor of the text version exists, and each id once."""
    page.goto((site / "index.html").as_uri())

    ids = page.eval_on_selector_all("[id]", "found => found.map(each => each.id)")
    targets = page.eval_on_selector_all(
        '#text a[href^="#"]', "found => found.map(each => each.getAttribute('href').slice(1))"
    )

    assert len(ids) == len(set(ids))
    steps = {f"s={id.removeprefix('step-')}" for id in ids if id.startswith("step-")}
    assert set(targets) - set(ids) - steps == {"map"}


def test_two_builds_are_the_same_to_the_byte(site: Path, tmp_path: Path) -> None:
    """In another process, folder, time zone and hash seed, the same bytes."""
    out = tmp_path / "site"
    env = os.environ | {"TZ": "America/Lima", "PYTHONHASHSEED": "77"}
    command = [sys.executable, "-m", "mapper", "build", str(ROOT), "--out", str(out)]
    subprocess.run(command, env=env, cwd=tmp_path, check=True, capture_output=True)

    def files(folder: Path) -> dict[Path, bytes]:
        return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert files(out) == files(site)


def test_sizes_hold_their_floors(site: Path) -> None:
    """The page with story and languages: at most 1,600 kB, 420 gzipped; the first view 270 and 90.

    The first view's are the scripts and sheets that are read before the map is there.
    """
    html = (site / "index.html").read_text("utf-8")
    page, first = html.encode(), _read_before_the_map(html).encode()
    web = ROOT / "src" / "mapper" / "web" / "dist"
    engine = [web / name for name in ("mapper.js", "timed.js", "mapper.css")]

    assert len(page) <= 1_600_000
    assert len(gzip.compress(page, 9)) <= 420_000
    assert sum(path.stat().st_size for path in engine) <= len(first) <= 270_000
    assert len(gzip.compress(first, 9)) <= 90_000


def _read_before_the_map(html: str) -> str:
    """The text of all scripts and sheets up to the one that makes the map, data aside."""
    found = re.findall(r"<(script|style)([^>]*)>(.*?)</\1>", html, re.DOTALL)
    before = takewhile(lambda each: "mapper.mount(" not in each[2], found)
    return "".join(text for _, attributes, text in before if "json" not in attributes)


def test_nothing_is_stored(open_atlas: Callable[[str], Page], context: BrowserContext) -> None:
    """No cookie, no storage."""
    page = open_atlas("f=hairatan-bridge")

    stored = page.evaluate("() => [localStorage.length, sessionStorage.length]")

    assert stored == [0, 0]
    assert context.cookies() == []
