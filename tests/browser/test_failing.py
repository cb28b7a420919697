"""A page whose script fails, wholly or in part: whatever happens, it is as good as its own text."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from browsing import until, watched
from mapper import assets
from mapper.page.page import MOUNT
from mapper.page.scripts import own_of, policy
from places import ROOT

Broken = Callable[[str], Path]
Visit = Callable[..., Page]

YOUNGER = (
    "Array.prototype.findLast",
    "Array.prototype.findLastIndex",
    "Array.prototype.group",
    "Array.prototype.toReversed",
    "Array.prototype.toSorted",
    "Array.prototype.toSpliced",
    "Array.prototype.with",
    "Array.fromAsync",
    "AbortSignal.any",
    "AbortSignal.timeout",
    "CompressionStream",
    "CSS.highlights",
    "DecompressionStream",
    "Element.prototype.ariaNotify",
    "Element.prototype.checkVisibility",
    "Element.prototype.currentCSSZoom",
    "Element.prototype.setHTMLUnsafe",
    "HTMLElement.prototype.showPopover",
    "HTMLElement.prototype.togglePopover",
    "Intl.DurationFormat",
    "Iterator",
    "Map.groupBy",
    "Math.f16round",
    "Math.sumPrecise",
    "navigation",
    "Object.groupBy",
    "Object.hasOwn",
    "OffscreenCanvas",
    "Promise.try",
    "Promise.withResolvers",
    "RegExp.escape",
    "Set.prototype.difference",
    "Set.prototype.intersection",
    "Set.prototype.isSubsetOf",
    "Set.prototype.union",
    "String.prototype.isWellFormed",
    "String.prototype.toWellFormed",
    "Uint8Array.fromBase64",
    "Uint8Array.prototype.toBase64",
    "URL.canParse",
    "URL.parse",
    "document.startViewTransition",
    "requestIdleCallback",
    "scheduler",
    "structuredClone",
)
"""What Chrome and Edge 93, Firefox 98 or Safari 15.4 do not all have, or have only just."""

WITHOUT = """names => {
  for (const name of names) {
    const path = name.split("."), last = path.pop();
    let of = path.reduce((at, key) => at?.[key], window);
    while (of && !Object.prototype.hasOwnProperty.call(of, last)) of = Object.getPrototypeOf(of);
    if (of) delete of[last];
  }
}"""

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
    allowed = policy(own_of(changed))
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


def test_what_the_page_says_it_needs_is_what_it_is_built_for() -> None:
    built = (ROOT / "src" / "mapper" / "web" / "build.js").read_text("utf-8")
    listed = re.search(r"^const FLOOR = \[(.*)\];$", built, re.MULTILINE)
    assert listed
    floor = set(re.findall(r"[\d.]+", listed[1]))
    persian = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.")

    for language, words in assets.words().items():
        said = re.findall(r"\d+(?:\.\d+)?", words["page.needs"].translate(persian))
        assert set(said) == floor, language
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "Chrome or Edge 93, Firefox 98, Safari or iOS 15.4" in readme


def test_functions_younger_than_what_the_page_needs_are_not_called(
    context: BrowserContext, site: Path
) -> None:
    """Open a record, leave it, search, leave it, search by key: in a browser without them."""
    context.add_init_script(f"({WITHOUT})({json.dumps(YOUNGER)})")
    page = context.new_page()
    _, said = watched(page)
    page.goto((site / "index.html").as_uri())
    page.locator("[data-ready]").wait_for()
    assert page.evaluate("[typeof structuredClone, typeof Object.hasOwn]") == ["undefined"] * 2
    mark = page.locator("#map_atlas [data-feature=herat-garrison]")
    search = page.get_by_role("combobox", name="Search")

    mark.press("Enter")
    expect(page.locator(".popup")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".popup")).to_be_hidden()
    expect(mark).to_be_focused()
    until(page, "!location.hash.includes('f=')")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    search.fill("salang")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    page.keyboard.press("/")
    expect(search).to_be_focused()

    assert said == []
