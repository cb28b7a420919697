"""A page in a browser: served, waited for, opened, listened to."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Frame, Page


class Quiet(SimpleHTTPRequestHandler):
    """Without a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def until(page: Page | Frame, told: str, within_ms: int = 5000) -> None:
    """Wait for what an expression tells, asked from outside: the page bars text as script."""
    for _ in range(within_ms // 50):
        if page.evaluate(told):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not within {within_ms} ms: {told}")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    until(page, "document.querySelector('[data-drawn]') !== null", 15_000)


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What a page asks for, and what it complains of, from now on."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
    )
    return asked, said
