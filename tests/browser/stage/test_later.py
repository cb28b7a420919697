"""What comes after the map as text: there whenever it is asked for; and if it fails, the map is."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browsing import until, watched
from mapper import assets
from mapper.page.scripts import own_of, policy

NEVER_IDLE = "window.requestIdleCallback = () => 0;"
"""No moment is idle: what comes after the map is read when it is asked for, or not at all."""

UNREAD = "document.querySelectorAll('script[data-later]').length"

Open = Callable[..., Page]


@pytest.fixture
def busy(context: BrowserContext, site: Path) -> Iterator[Open]:
    """Opens the atlas, drawn, in a browser that is never idle; no script may complain."""
    context.add_init_script(NEVER_IDLE)
    said: list[str] = []

    def opened(hash: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{site.as_uri()}/index.html{hash}")
        page.locator("[data-drawn]").wait_for(state="attached")
        assert page.evaluate(UNREAD) == 3
        return page

    yield opened
    assert said == []


def test_it_is_not_read_before_the_map_is_drawn(context: BrowserContext, site: Path) -> None:
    context.add_init_script(
        """addEventListener("map-started", () => {
          const look = () => {
            const drawn = document.querySelector("[data-drawn]");
            if (!drawn && window.mapper.extras.rest) window.early = true;
            if (!drawn) requestAnimationFrame(look);
          };
          look();
        });"""
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator("[data-ready]").wait_for()
    assert page.evaluate("[window.early, typeof mapper.extras.rest]") == [None, "object"]
    assert page.evaluate(UNREAD) == 0


DIALOGS = ["Share", "Print", "About"]


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_opens_at_once_and_gives_the_focus_back(busy: Open, name: str) -> None:
    page = busy()
    press = page.locator(".foot").get_by_role("button", name=name)

    press.press("Enter")

    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    page.keyboard.press("Escape")
    expect(press).to_be_focused()


@pytest.mark.parametrize("how", ["typed", "by key"])
def test_the_search_takes_what_is_typed_at_once(busy: Open, how: str) -> None:
    page = busy()
    if how == "typed":
        page.get_by_label("Search").last.click()
    else:
        page.keyboard.press("/")
    page.keyboard.type("salang")

    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    expect(page.get_by_role("option").first).to_contain_text("Salang")
    assert page.get_by_role("combobox", name="Search").input_value() == "salang"


def test_what_was_typed_before_it_came_is_searched_for(busy: Open) -> None:
    page = busy()
    page.evaluate(
        """() => {
          const field = document.querySelector(".finder input");
          field.addEventListener("focus", event => event.stopImmediatePropagation(), true);
          field.focus();
        }"""
    )
    page.evaluate("document.querySelector('.finder input').value = 'kush'")
    page.get_by_role("button", name="Share").first.evaluate("each => each.click()")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_attached()


def test_two_days_stand_beside_each_other_at_once(busy: Open) -> None:
    page = busy()
    page.get_by_role("button", name="Compare with another day").first.press("Enter")
    expect(page.locator(".compare .map")).to_be_visible()


def test_the_story_begins_at_once(busy: Open) -> None:
    page = busy()
    page.locator("[data-do=start-story]").first.press("Enter")
    until(page, "location.hash.includes('s=')")
    expect(page.locator(".story-headline:visible").first).to_be_visible()


def test_links_to_what_comes_later_are_followed(busy: Open) -> None:
    page = busy("#stills:1988-06-01,1989-01-01")
    expect(page.locator("#stills h2")).to_have_attribute("aria-level", "1")


def test_paper_is_set_at_once(busy: Open) -> None:
    page = busy("#d=1988-12-01")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#situation .handout-day").first).to_contain_text("December 1988")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


class Held:
    """A server that keeps what comes after the map until it is let go."""

    def __init__(self, html: bytes) -> None:
        self.go = threading.Event()
        at = re.search(rb"<script[^>]* data-later", html).start()  # type: ignore[union-attr]
        held = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(html[:at])
                self.wfile.flush()
                held.go.wait(30)
                self.wfile.write(html[at:])

            def log_message(self, format: str, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def held(site: Path) -> Iterator[Held]:
    made = Held((site / "index.html").read_bytes())
    yield made
    made.go.set()
    made.server.shutdown()
    made.server.server_close()


def test_a_click_waits_for_what_has_not_come_yet(held: Held, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(held.address, wait_until="commit")
    page.locator("[data-drawn]").wait_for(state="attached")
    press = page.locator(".foot").get_by_role("button", name="Share")
    press.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("dialog").count() == 0
    expect(press).to_be_focused()

    held.go.set()

    expect(page.get_by_role("dialog", name="Share")).to_be_visible()
    page.keyboard.press("Escape")
    expect(press).to_be_focused()


BROKEN: dict[str, Callable[[str], str]] = {
    "does not parse": lambda text: f"{text}(?<",
    "throws": lambda text: f'throw new Error("no");{text}',
}


@pytest.mark.parametrize("how", [*BROKEN, "is not what the policy allows"])
def test_without_it_the_map_stays_and_says_so(
    page: Page, site: Path, tmp_path: Path, how: str
) -> None:
    html = (site / "index.html").read_text("utf-8")
    rest = assets.built("rest.js").strip()
    assert rest in html
    changed = html.replace(rest, BROKEN.get(how, lambda text: f"{text};0")(rest))
    if how in BROKEN:
        allowed = policy(own_of(changed))
        changed = re.sub(r"(?<=content=\")default-src [^\"]*", allowed, changed, count=1)
    copy = tmp_path / "index.html"
    copy.write_text(changed, "utf-8")

    page.goto(copy.as_uri())
    page.locator("[data-ready]").wait_for()
    page.locator(".foot").get_by_role("button", name="Share").click()

    expect(page.locator("#atlas")).to_be_visible()
    expect(page.locator(".needs")).to_be_hidden()
    missing = page.locator(".foot .is-missing")
    expect(missing).to_contain_text("The map works without it")
    page.locator("#map_atlas [data-feature=salang-tunnel]").press("Enter")
    expect(page.locator(".popup")).to_be_visible()


def test_it_is_read_in_a_locked_frame(page: Page, site: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    at = f"{site.as_uri()}/index.html"
    host.write_text(
        f'<iframe sandbox="allow-scripts" src="{at}" width="1200" height="800">', "utf-8"
    )
    _, said = watched(page)
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    frame.locator(".foot").get_by_role("button", name="Share").click()
    expect(frame.get_by_role("dialog", name="Share")).to_be_visible()
    assert said == []


def test_each_text_is_allowed_by_its_hash_and_by_nothing_else(site: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    texts: list[Any] = re.findall(r"<script\b[^>]*data-later[^>]*>(.*?)</script>", html, re.DOTALL)
    assert [text.strip() for text in texts] == [
        assets.built(f"{name}.js").strip() for name in ("rest", "told", "drop")
    ]
    [said] = re.findall(r'content="(default-src [^"]*)"', html)
    assert "unsafe" not in said
    for text in texts:
        assert policy([("script", text)]).split("; ")[1].split()[1] in said
