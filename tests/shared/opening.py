"""The built atlas, opened in a browser: once for many tests, for each as if for the first time.

Opening the page costs as much as all that a test does with it. So a page that a test is done with
is led back to where it began, mostly by its own buttons; and only if it then is as a page is that
was just opened, does another test get it. Otherwise a new one is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

KEPT = 3
"""So many pages wait for another test, each with a screen of its kind."""

REST = """() => new Promise(done => {
  const frame = () => requestAnimationFrame(look);
  const moves = () =>
    map_atlas._animatingZoom || map_atlas._flyToFrame || map_atlas._panAnim?._inProgress;
  const look = () => moves() ? frame() : requestAnimationFrame(() => done());
  frame();
})"""
"""Waits until the map is at rest, and what its state asks for is drawn."""

CALM = """
  const asked = window.matchMedia;
  window.matchMedia = query =>
    query.includes("reduced-motion") ? { matches: true } : asked.call(window, query);
"""
"""What follows is asked for as by someone who wants no motion, without styling the page anew."""

FOLLOW = (
    """async hash => {
  if (location.hash === `#${hash}`) return;"""
    + CALM
    + """
  const told = new Promise(done => addEventListener("hashchange", done, { once: true }));
  location.hash = hash;
  await told;
  window.matchMedia = asked;
}"""
)
"""Follows a link to a state of the map, and waits until the page has heard of it."""

BACK = (
    """async ([hash, tab, stop, folds]) => {"""
    + CALM
    + """
  const all = name => document.querySelectorAll(name);
  for (const dialog of all("dialog")) { dialog.close(); dialog.remove(); }
  if (document.querySelector(".time-play use[href='#i-pause']")) all(".time-play")[0].click();
  for (const name of [".time .time-steps [aria-expanded=true]", ".time [aria-pressed=true]",
    ".popup-close", "[data-do=menu][aria-expanded=true]", ".panel.is-open [data-do=close-sheet]"])
    document.querySelector(name)?.click();
  const field = document.querySelector(".finder input");
  if (field?.value) { field.value = ""; field.dispatchEvent(new Event("input")); }
  const told = new Promise(done => addEventListener("hashchange", done, { once: true }));
  if (location.hash !== hash) { location.hash = hash; await told; }
  document.querySelector(".zoom-reset")?.click();
  for (const [i, fold] of all("details").entries()) fold.open = folds[i] ?? fold.open;
  for (const heard of all("[role=status].unseen")) heard.replaceChildren();
  document.querySelector(`#tab-${tab}`)?.click();
  for (const each of all(".panel .tab-panel")) each.scrollTop = 0;
  const mark = stop && document.querySelector(`#map_atlas [data-feature="${stop}"]`);
  mark?.focus({ preventScroll: true });
  // Tab begins at the top again.
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute("tabindex");
  window.matchMedia = asked;
  dispatchEvent(new KeyboardEvent("keydown")); // Leaflet rings the focus again
}"""
)
"""Leads a page back to where it began, by its own buttons where it has some."""

START = """async () => {
  const day = document.querySelector(".time-slider.is-from").value;
  const began = [
    document.querySelector(".tab[aria-selected=true]").dataset.tab,
    document.querySelector("#map_atlas [data-feature][tabindex='0']")?.dataset.feature ?? "",
    [...document.querySelectorAll("details")].map(each => each.open),
  ];
  // The address in full is what the page makes of it.
  location.hash = "d=1970-01-01";
  await new Promise(done => setTimeout(done, 600));
  const date = new Date(day * 864e5).toISOString().slice(0, 10);
  return [location.hash.replace(/(?<=d=)[^&]*/, date), ...began];
}"""
"""Where a page begins: its address in full, its tab, the map's stop, what is unfolded."""

LOOK = """() => {
  const all = name => [...document.querySelectorAll(name)], root = document.documentElement;
  const seen = all("dialog, .popup, .time-panel, .finder-results, .story-card, .compare, #text")
    .filter(each => each.checkVisibility()).map(each => each.id || each.className);
  const chosen = all("input, select").map(each => [each.value, each.checked].join())
    .filter((_, i) => !all("input, select")[i].closest("[hidden], #text, .time"));
  const { lat, lng } = map_atlas.getCenter();
  const marks = all("#map_atlas [data-feature]")
    .filter(each => each.tabIndex >= 0 || each.dataset.use);
  const buttons = all("#atlas [aria-expanded], #atlas [aria-pressed], #atlas [aria-selected]")
    .filter(each => each.checkVisibility());
  return JSON.stringify([
    location.hash, root.lang, root.dir, root.className, document.title, seen, chosen,
    document.querySelector("[role=tab][aria-selected=true]")?.id, document.activeElement.tagName,
    document.querySelector(".time-date").textContent, all("details").map(each => each.open),
    marks.map(each => [each.dataset.feature, each.tabIndex, each.dataset.use]),
    all("#map_atlas .stands-back, #map_atlas .is-changed, #map_atlas .is-open").length,
    all(".panel .tab-panel").map(each => each.scrollTop), scrollX, scrollY, innerWidth, innerHeight,
    map_atlas.getZoom(), lat.toFixed(1), lng.toFixed(1), String(print), Object.keys(window).length,
    ["print", "(forced-colors)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion)"]
      .map(media => matchMedia(media).matches),
    all("#text article, #text td").length, all("#atlas .is-open, #atlas .is-full").length,
    buttons.map(each => [each.ariaExpanded, each.ariaPressed, each.ariaSelected]),
  ]);
}"""
"""What a reader would call the state of the page, and what a test may have left in it."""


class Opened:
    """A page of its own browser profile, without a network."""

    def __init__(self, browser: Browser, url: str, options: dict[str, Any]) -> None:
        self.options = options
        self.key = repr(sorted(options.items()))
        self.context = browser.new_context(offline=True, **options)
        self.context.set_default_timeout(8000)
        self.context.set_default_navigation_timeout(30_000)
        self.page: Page = self.context.new_page()
        self.page.goto(url)
        if "/lessons/" not in url:
            self.page.wait_for_selector("[data-ready]", state="attached", timeout=15_000)

    def lead_back(self, start: list[Any]) -> None:
        page, options = self.page, self.options
        for other in self.context.pages:
            if other is not page:
                other.close()
        if page.evaluate("matchMedia('print').matches"):
            page.emulate_media(media="null")
        if page.viewport_size != options["viewport"]:
            page.set_viewport_size(options["viewport"])
        page.evaluate(BACK, start)
        page.evaluate(REST)

    def look(self) -> str:
        return str(self.page.evaluate(LOOK))

    def go(self, hash: str) -> None:
        """To a state of the map, at once."""
        if hash:
            self.page.evaluate(FOLLOW, hash)
            self.page.evaluate(REST)


class Pages:
    """Opens the pages of a site, and keeps some of them for another test."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self.browser = browser
        self.url = (site / "index.html").as_uri()
        self.kept: dict[str, Opened] = {}
        self.looks: dict[str, str] = {}
        self.start: list[Any] = []

    def lend(self, hash: str, fresh: bool, options: dict[str, Any]) -> Opened:
        """A page at this hash: one that was kept, if there is one and it is as good as new."""
        one = None if fresh else self.kept.pop(repr(sorted(options.items())), None)
        if one and self.is_as_new(one):
            one.go(hash)
            return one
        if one:
            one.context.close()
        return self.open(f"{self.url}#{hash}", options)

    def open(self, url: str, options: dict[str, Any]) -> Opened:
        return Opened(self.browser, url, options)

    def keep(self, one: Opened) -> None:
        """Takes back what was lent."""
        if one.key in self.kept or one.page.is_closed():
            one.context.close()
            return
        self.kept[one.key] = one
        if len(self.kept) > KEPT:
            self.kept.pop(next(iter(self.kept))).context.close()

    def is_as_new(self, one: Opened) -> bool:
        """Leads a page back, and compares it with one that was just opened."""
        if one.key not in self.looks:
            self.looks[one.key] = self.first_look(one.options)
        try:
            one.lead_back(self.start)
            return one.look() == self.looks[one.key]
        except BrowserError:  # it has gone elsewhere, or is no longer there
            return False

    def first_look(self, options: dict[str, Any]) -> str:
        one = self.open(self.url, options)
        self.start = self.start or one.page.evaluate(START)
        one.lead_back(self.start)
        look = one.look()
        one.context.close()
        return look
