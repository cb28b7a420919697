"""A reader at a browser: what they do with mouse and keys, and what they have before them then."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from mapper.page.scripts import own_of, policy

PATIENCE = 20
"""Seconds; WebKitGTK without a graphics card takes some on a busy machine."""

HEAR = """<script>
window.wrong = [];
for (const kind of ["error", "warn"]) console[kind] = (...said) => wrong.push(said.join(" "));
// What is late to be observed comes without an error.
addEventListener("error", ({ error }) => error && wrong.push(String(error)));
addEventListener("unhandledrejection", ({ reason }) => wrong.push(String(reason)));
addEventListener("securitypolicyviolation", event =>
  wrong.push(`${event.violatedDirective} ${event.blockedURI}`));
</script>"""

IN_SIGHT = """(selector, text) => [...document.querySelectorAll(selector)].find(each =>
  each.getClientRects().length > 0 && getComputedStyle(each).visibility === "visible" &&
  each.textContent.includes(text))"""

AT_REST = """(() => {
  const map = window.map_atlas, moves = map && (map._animatingZoom || map._flyToFrame ||
    map._panAnim?._inProgress || map._container.className.includes("zoom-anim"));
  if (moves || !map) window.rested = 0;
  return !map || (window.rested = (window.rested ?? 0) + 1) > 3;
})()"""
"""Several looks on end at which the map does not move: what sets it going may be on its way."""


def heard(page: Path, folder: Path) -> Path:
    """A copy of a page that writes down what goes wrong in it, which drivers do not all tell."""
    html = page.read_text("utf-8").replace("<script>", f"{HEAR}<script>", 1)
    policed = re.sub(r"(?<=content=\")default-src [^\"]*", policy(own_of(html)), html, count=1)
    copy = folder / page.name
    copy.write_text(policed, "utf-8")
    return copy


class Reader(ABC):
    """The first methods are all in which browsers differ for the tests."""

    @abstractmethod
    def load(self, page: Path) -> None: ...

    @abstractmethod
    def ask(self, script: str, *args: Any) -> Any:
        """The value of an expression in the page, or in the frame that was entered."""

    @abstractmethod
    def point(self, element: Any) -> None:
        """Clicks the middle of an element."""

    @abstractmethod
    def point_at(self, x: int, y: int) -> None: ...

    @abstractmethod
    def press(self, key: str) -> None:
        """A key by its name in the DOM."""

    @abstractmethod
    def type(self, text: str) -> None: ...

    @abstractmethod
    def give(self, selector: str, file: Path) -> None:
        """Hands a file to a field that asks for one."""

    @abstractmethod
    def enter(self, frame: str) -> None: ...

    @abstractmethod
    def pdf(self) -> bytes | None:
        """The page on paper, where the driver can."""

    def open(self, page: Path) -> None:
        self.load(page)
        self.until("document.querySelector('[data-ready]')")

    def go(self, hash: str) -> None:
        """To a state of the map, by its address, which is never what it was."""
        self.ask("void (location.hash = `${arguments[0]}&at=${performance.now()}`)", hash)

    def until(self, script: str, *args: Any) -> Any:
        """What is true at last."""
        end = time.monotonic() + PATIENCE
        while not (value := self.ask(script, *args)):
            assert time.monotonic() < end, f"{script} {args}: {value}"
            time.sleep(0.05)
        return value

    def sees(self, selector: str, text: str = "") -> Any:
        """The first of these that is in sight with this in it, once there is one."""
        return self.until(f"({IN_SIGHT})(...arguments)", selector, text)

    def misses(self, selector: str) -> None:
        """Waits until none of these is in sight."""
        self.until(f"!({IN_SIGHT})(...arguments)", selector, "")

    def is_at(self, selector: str) -> None:
        """Waits until this has the focus."""
        self.until("document.activeElement?.matches(arguments[0])", selector)

    def opens(self, mark: str, record: str, text: str) -> None:
        """Clicks a mark until its record is there: one that moves can be missed, as by a hand."""
        for _ in range(3):
            self.click(mark)
            end = time.monotonic() + PATIENCE / 4
            while time.monotonic() < end:
                if self.ask(f"({IN_SIGHT})(...arguments)", record, text):
                    return
                time.sleep(0.05)
        self.sees(record, text)

    def click(self, selector: str, text: str = "") -> None:
        element = self.sees(selector, text)
        self.ask("arguments[0].scrollIntoView({ block: 'nearest' })", element)
        self.ask("void (window.rested = 0)")
        self.until(AT_REST)
        self.point(element)
