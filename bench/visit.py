"""One visit to a page in a fresh browser profile: when it is painted and drawn, how it blocks."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import cdn
from playwright.sync_api import Browser, Request, Route, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tools"))
from browser import on_path, playwright_path  # tools/ is not a package

OURS = 'document.getElementById("map_atlas")?.hasAttribute("data-drawn")'
"""The map says so itself, two frames after everything is on it. By its id it is found at once."""

LIVE = """(
  document.querySelector(".lesson-view")?.scrollIntoView(),
  document.querySelector("[data-maps=drawn]")
)"""
"""A lesson's map has said so, once it is in sight."""

STATIC = 'document.getElementById("static-map")?.querySelector("figcaption")'
"""What follows the static map has been read; two frames later the map is painted."""

PEER = (
    'document.readyState === "complete" && '
    'document.querySelectorAll("path.leaflet-interactive, .leaflet-marker-icon").length >= {marks}'
)
"""All marks are in the document and all files are loaded; two frames later they are drawn."""

# Looks once a frame, the same for all, instead of watching the document: what watches, slows.
# Times are milliseconds since navigation began.
WATCH = """(() => {
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
  }).observe({ type: "longtask", buffered: true });
  const frame = () => new Promise(requestAnimationFrame);
  const watch = async () => {
    while (!(READY)) await frame();
    for (let more = FRAMES; more > 0; more--) await frame();
    const drawn = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    return { painted: painted.startTime, drawn, longest };
  };
  window.bench = watch();
})();"""

UNSCRIPTED = "?unscripted"
"""Behind an address, it has the page served so that none of its own scripts runs."""

LONG_TASK_MS = 50
"""The browser reports no shorter task: a longest task of 0 is one of less than this."""

ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1)")
TIMEOUT_MS = 30_000
GIVE_UP = f"new Promise((resolve) => setTimeout(resolve, {TIMEOUT_MS}, null))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the tests use too."""
    path = on_path() or playwright_path()
    if not path:
        raise SystemExit("No Chromium or Chrome found: run tools/browser.py")
    root = os.name == "posix" and os.geteuid() == 0
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if root else []
        )


@dataclass(frozen=True)
class Visit:
    """What a visitor waits for, in milliseconds since navigation began, and what is fetched.

    `requests` are all, the page among them; `fetched` is the bytes beside the page; `unanswered`
    are the addresses that no pinned package holds.
    """

    painted_ms: float
    drawn_ms: float
    longest_task_ms: float
    requests: int
    fetched: int
    unanswered: tuple[str, ...]


def visit(browser: Browser, address: str, ready: str, frames: int = 0) -> Visit:
    """Open a page in a fresh profile and wait until `ready` (JavaScript), and `frames` more.

    What the page asks of other hosts is answered from pinned packages, or empty.
    """
    asked: list[str] = []
    fetched: list[int] = []
    unanswered: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith("http"):
            asked.append(request.url)

    def fulfil(route: Route) -> None:
        url = route.request.url
        body = cdn.answer(url)
        if body is None:
            unanswered.append(url)
        fetched.append(len(body or b""))
        route.fulfill(body=body or b"", content_type=kind(url))

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        context.route(ELSEWHERE, fulfil)
        context.add_init_script(WATCH.replace("READY", ready).replace("FRAMES", str(frames)))
        page = context.new_page()
        page.on("request", note)
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address, wait_until="commit")
        seen = page.evaluate(f"Promise.race([bench, {GIVE_UP}])")
    finally:
        context.close()
    if seen is None:
        said = "\n".join(error[:300] for error in errors) or "It reports no error."
        raise SystemExit(f"{address} is not drawn after {TIMEOUT_MS / 1000:.0f} s.\n{said}")
    return Visit(
        painted_ms=seen["painted"],
        drawn_ms=seen["drawn"],
        longest_task_ms=seen["longest"],
        requests=len(asked),
        fetched=sum(fetched),
        unanswered=tuple(unanswered),
    )


def kind(url: str) -> str:
    """The content type that an address's ending stands for."""
    kinds = {"js": "text/javascript", "css": "text/css", "png": "image/png"}
    return kinds.get(url.rsplit(".", 1)[-1], "application/octet-stream")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a log."""

    def end_headers(self) -> None:
        if self.path.endswith(UNSCRIPTED):
            self.send_header("Content-Security-Policy", "script-src 'none'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass
