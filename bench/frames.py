"""How long frames take while the time bar plays, and while it is scrubbed.

Part of `make bench`; alone, on the site that stands built: `python bench/frames.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page
from report import number, table
from visit import chromium

SITE = Path(__file__).parents[1] / "site"

HEAD = ("while the time bar is", "frames", "median, ms", "95 %, ms", "longest, ms")

MOVES = 120
"""Of the pointer, from one end of the axis to the other."""

PLAYED_MS = 5000

WATCH = """() => {
  const frames = [];
  let last = null;
  let watching = true;
  const frame = now => {
    if (last !== null) frames.push(now - last);
    last = now;
    if (watching) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.frames_seen = () => { watching = false; return frames; };
}"""


def played(page: Page) -> None:
    """Day by day, at the pace of the map itself."""
    page.get_by_role("button", name="Date, range and steps").click()
    page.get_by_label("Step by").select_option("day")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(PLAYED_MS)


def scrubbed(page: Page) -> None:
    """With the pointer held down, there and back, as fast as the page takes it."""
    box = page.locator(".time-slider").first.bounding_box()
    if not box:
        raise SystemExit("The time bar has no slider.")
    y = box["y"] + box["height"] / 2
    steps = [*range(MOVES), *range(MOVES, -1, -1)]
    for i, step in enumerate(steps):
        page.mouse.move(box["x"] + 8 + (box["width"] - 16) * step / MOVES, y)
        if i == 0:
            page.mouse.down()
    page.mouse.up()


WAYS: Mapping[str, Callable[[Page], None]] = {"played": played, "scrubbed": scrubbed}


def frames(browser: Browser, address: str, way: str) -> list[float]:
    """The time from each frame to the next, in ms, while the time bar moves in one of `WAYS`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("[data-ready]")
        page.evaluate(WATCH)
        WAYS[way](page)
        return list(page.evaluate("frames_seen()"))
    finally:
        context.close()


def row(way: str, seen: Sequence[float]) -> list[str]:
    """What is said of the frames of one way."""
    most = quantiles(seen, n=20)[-1]
    return [way, *map(number, (len(seen), median(seen), most, max(seen)))]


def framed(browser: Browser, address: str) -> str:
    """The table of all ways."""
    return table(HEAD, [row(way, frames(browser, address, way)) for way in WAYS])


if __name__ == "__main__":
    with chromium() as opened:
        print(framed(opened, (SITE / "index.html").as_uri()))
