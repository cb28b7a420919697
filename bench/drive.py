"""One visit to a page with very many features: how long until all is drawn, and how it moves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import cdn
from playwright.sync_api import Browser, CDPSession, Page, Route
from visit import ELSEWHERE, kind

TIMEOUT_S = 600
PAN_S = 1.5

# Times are milliseconds; a frame's is that since the one before.
WATCH = """(() => {
  let blocked = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) blocked += task.duration - 50;
  }).observe({ type: "longtask", buffered: true });
  const frame = () => new Promise(requestAnimationFrame);
  window.bench = (async () => {
    while (!(READY)) await frame();
    await frame();
    await frame();
    const drawn = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { drawn, blocked };
  })();
  window.frames = async (ms) => {
    const end = performance.now() + ms;
    let longest = 0;
    for (let last = performance.now(), now = last; now < end; last = now) {
      await frame();
      now = performance.now();
      longest = Math.max(longest, now - last);
    }
    return longest;
  };
})();"""


@dataclass(frozen=True)
class Drive:
    """Milliseconds, and megabytes (10⁶ bytes) of the page's process; 0 where it cannot be told."""

    drawn_ms: float
    blocking_ms: float
    pan_ms: float
    zoom_ms: float
    memory_mb: float


def drive(browser: Browser, address: str, ready: str) -> Drive:
    """Open a page in a fresh profile, wait until `ready` (JavaScript), pan and zoom it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(TIMEOUT_S * 1000)
    before = renderers(browser.new_browser_cdp_session())
    try:
        context.route(ELSEWHERE, answer)
        context.add_init_script(WATCH.replace("READY", ready))
        page = context.new_page()
        page.goto(address, wait_until="commit")
        seen = page.evaluate("bench")
        session = browser.new_browser_cdp_session()
        memory = sum(map(megabytes, renderers(session) - before))
        pan, zoom = panned(page), zoomed(page)
    finally:
        context.close()
    return Drive(seen["drawn"], seen["blocked"], pan, zoom, memory)


def answer(route: Route) -> None:
    url = route.request.url
    route.fulfill(body=cdn.answer(url) or b"", content_type=kind(url))


def panned(page: Page) -> float:
    """The longest frame while the map is dragged to and fro, and after."""
    # Not by `page.mouse`: where it drags a picture, as folium's markers are, it waits without end
    # for the browser to take that as drag and drop, which Leaflet prevents.
    session = page.context.new_cdp_session(page)

    def mouse(kind: str, x: int, y: int, buttons: int = 1) -> None:
        button = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
        event = {"type": kind, "x": x, "y": y, "buttons": buttons} | button
        session.send("Input.dispatchMouseEvent", event)

    mouse("mouseMoved", 900, 450, buttons=0)
    page.evaluate("void (window.longest = frames(2500))")
    mouse("mousePressed", 900, 450)
    start = perf_counter()
    # By time and not by steps: with ten thousand pictures a single one takes seconds.
    while (share := (perf_counter() - start) / PAN_S) < 1:
        mouse("mouseMoved", *swing(900, 450, share))
        page.wait_for_timeout(16)
    mouse("mouseReleased", 900, 450, buttons=0)
    session.detach()
    return float(page.evaluate("longest"))


def zoomed(page: Page) -> float:
    """The longest frame while the map is zoomed in by a step and out again."""
    page.evaluate("void (window.longest = frames(3000))")
    for way in ("In", "Out"):
        # Without `void`, the map itself would be what is handed over, with everything on it.
        page.evaluate(f"void Object.values(window).find(it => it instanceof L.Map).zoom{way}()")
        page.wait_for_timeout(1200)
    return float(page.evaluate("longest"))


def swing(x: int, y: int, share: float) -> tuple[int, int]:
    """Where the mouse is after a share, 0 to 1, of its way there and back."""
    away = 1 - abs(2 * share - 1)
    return round(x - 180 * away), round(y - 90 * away)


def renderers(session: CDPSession) -> set[int]:
    """The process ids of all pages."""
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {each["id"] for each in found if each["type"] == "renderer"}


def megabytes(process: int) -> float:
    """What a process has in memory, as Linux says."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1.024e-3 for line in lines if line.startswith("VmRSS"))
