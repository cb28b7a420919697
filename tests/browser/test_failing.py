"""A page whose script fails, wholly or in part: whatever happens, it is as good as its own text."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from mapper import assets
from mapper.page.page import MOUNT, policy

Broken = Callable[[str], Path]
Visit = Callable[..., Page]

DAMAGE: dict[str, Callable[[str], str]] = {
    "does not parse": lambda html: html.replace(assets.bundle(), f"{assets.bundle()}(?<"),
    "is missing": lambda html: html.replace(assets.bundle(), ""),
    "throws at its start": lambda html: html.replace(MOUNT, f'throw new Error("no");{MOUNT}'),
    "lacks a function at its start": lambda html: html.replace(
        "<script>", "<script>delete Object.assign</script><script>", 1
    ),
    "lacks a function after its start": lambda html: html.replace(
        MOUNT, f"{MOUNT}Element.prototype.replaceChildren = undefined;"
    ),
}


@pytest.fixture(params=DAMAGE)
def failing(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Path:
    """A copy of the page whose script fails in one way."""
    return damaged(site, tmp_path, DAMAGE[request.param])


def damaged(site: Path, folder: Path, damage: Callable[[str], str]) -> Path:
    """A copy of the page with something changed, and a policy that allows it."""
    html = (site / "index.html").read_text("utf-8")
    changed = damage(html)
    assert changed != html
    copy = folder / "index.html"
    allowed = policy(changed)
    copy.write_text(
        re.sub(r"(?<=content=\")default-src [^\"]*", allowed, changed, count=1), "utf-8"
    )
    return copy


def assert_readable(page: Page | Frame) -> None:
    expect(page.locator(".needs")).to_be_visible()
    expect(page.locator(".needs")).to_contain_text("Firefox 98")
    expect(page.locator("#static-map svg").first).to_be_visible()
    expect(page.locator("#chronology li").first).to_be_visible()
    expect(page.locator("#atlas")).to_be_hidden()
    expect(page.locator(".to-map")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).overflowY") == "visible"


@pytest.mark.parametrize("hash", ["", "#text"])
def test_the_text_is_given_back(page: Page, failing: Path, hash: str) -> None:
    page.goto(failing.as_uri() + hash)

    assert_readable(page)
    expect(page.locator(".needs")).to_be_in_viewport()


@pytest.mark.parametrize("hash", ["", "#text"])
def test_a_frame_is_given_its_text_back(
    page: Page, failing: Path, tmp_path: Path, hash: str
) -> None:
    host = tmp_path / "host.html"
    source = f"{failing.name}{hash}"
    host.write_text(
        f'<iframe sandbox="allow-scripts" src="{source}" width="900" height="600">', "utf-8"
    )

    page.goto(host.as_uri())

    assert_readable(page.frames[1])


def test_links_within_the_text_lead_on(page: Page, failing: Path) -> None:
    page.goto(failing.as_uri())

    page.locator("#chronology a[data-show]").first.click()

    place = page.evaluate("location.hash.slice(1)")
    assert place.startswith("record-")
    expect(page.locator(f"#{place}")).to_be_in_viewport()
    assert_readable(page)


def test_a_link_into_the_text_is_followed(page: Page, failing: Path) -> None:
    page.goto(failing.as_uri() + "#sources")

    expect(page.locator("#sources h2")).to_be_in_viewport()


def test_a_page_that_is_long_in_coming_is_read_meanwhile(browser: Browser, site: Path) -> None:
    """The text comes back before the script has come, and the map when it has."""
    html = (site / "index.html").read_bytes()
    middle = html.index(b"id=payload")
    come = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html[:middle])
            come.wait(30)
            self.wfile.write(html[middle:])

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.clock.install()
        page.goto(f"http://127.0.0.1:{server.server_port}/", wait_until="commit")
        expect(page.locator("#atlas")).to_be_visible()
        expect(page.locator(".needs")).to_be_hidden()
        page.locator("#about").wait_for(state="attached")
        page.clock.run_for(10_000)
        assert_readable(page)

        come.set()

        page.clock.resume()
        page.locator("[data-ready]").wait_for()
        expect(page.locator("#atlas")).to_be_visible()
        expect(page.locator(".needs")).to_be_hidden()
        expect(page.locator("#map_atlas [data-feature=salang-tunnel]")).to_be_visible()
    finally:
        come.set()
        page.close()
        server.shutdown()
        server.server_close()


def test_a_page_that_works_says_nothing(visit: Visit) -> None:
    page = visit()

    expect(page.locator(".needs")).to_be_hidden()
    expect(page.locator("#atlas")).to_be_visible()
    expect(page.locator("#text")).to_be_hidden()


def test_an_error_once_the_page_is_ready_leaves_the_map(visit: Visit) -> None:
    page = visit(fresh=True)
    page.evaluate("setTimeout(() => { throw new Error('late') })")
    page.evaluate("Promise.reject(new Error('late')), 0")
    page.wait_for_timeout(300)

    expect(page.locator("#atlas")).to_be_visible()
    expect(page.locator(".needs")).to_be_hidden()
