"""A page in a browser: waited for, opened, listened to."""

from __future__ import annotations

from playwright.sync_api import Frame, Page


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
