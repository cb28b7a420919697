"""What a person looks for and does on the map of this project and in a lesson."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import parse_date

Open = Callable[[str], Page]

BRIDGE, GARRISON = "hairatan-bridge", "herat-garrison"

WITHIN_MS = 3000
"""Whatever a person does is answered within this time, even on a busy machine."""


def iso(day: int) -> str:
    """Days since 1970-01-01 → 1988-08-07."""
    return (date(1970, 1, 1) + timedelta(day)).isoformat()


def in_words(day: int) -> str:
    """Days since 1970-01-01 → 7 August 1988."""
    there = date(1970, 1, 1) + timedelta(day)
    return f"{there.day} {there:%B %Y}"


def period(atlas: Atlas) -> tuple[int, int]:
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    assert first is not None
    assert last is not None
    return first, last


def name(atlas: Atlas, feature: str) -> str:
    return next(f.name["en"] for f in atlas.features if f.id == feature)


def view(page: Page) -> tuple[float, float, float]:
    """Zoom, latitude, longitude."""
    zoom, lat, lon = page.evaluate(
        "(c => [map_atlas.getZoom(), c.lat, c.lng])(map_atlas.getCenter())"
    )
    return zoom, lat, lon


def until(page: Page, done: Callable[[], bool]) -> None:
    """Waits for something that `expect` has no word for."""
    for _ in range(WITHIN_MS // 25):
        if done():
            return
        page.wait_for_timeout(25)
    assert done()


def zoomed(page: Page, zoom: float) -> None:
    """Waits until the map is at this zoom, and done: Leaflet is deaf while it zooms."""
    until(page, lambda: view(page)[0] == zoom)
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)


def address(page: Page) -> dict[str, str]:
    """The parts of the hash as it is now."""
    hash = str(page.evaluate("location.hash"))
    return dict(part.split("=", 1) for part in hash.lstrip("#").split("&") if "=" in part)


def go(page: Page, hash: str) -> None:
    """Follows a link within the page, to another state of the map."""
    page.evaluate("hash => { location.hash = hash; }", hash)


def focused(page: Page) -> str | None:
    """The id of the feature whose mark has the focus."""
    return page.evaluate("document.activeElement?.closest('[data-feature]')?.dataset.feature")


def mark(page: Page, feature: str) -> Locator:
    return page.locator(f'#map_atlas [data-feature="{feature}"]')


def record_name(page: Page) -> Locator:
    return page.locator(".popup .record-name")


def box(layer: str, page: Page) -> Locator:
    return page.locator(f'[data-part="key"] input[name="{layer}"]')


# The questions of a lesson


def key_of(section: Locator) -> dict[str, Any]:
    return {
        "kind": section.get_attribute("data-kind"),
        "answer": json.loads(section.get_attribute("data-answer") or "[]"),
        "least": section.get_attribute("data-least"),
    }


def answer_by_keyboard(page: Page, section: Locator) -> None:
    """The right answer, with Tab, Space, arrows and letters alone."""
    key = key_of(section)
    match key["kind"]:
        case "number":
            section.locator("input").focus()
            page.keyboard.type(f"{float(key['least']):g}")
        case "open":
            section.locator("textarea").focus()
            page.keyboard.type("In my own words.")
        case "order" | "match":
            selects = section.locator("select").all()
            chosen = key["answer"]
            if key["kind"] == "order":
                chosen = [key["answer"].index(option) for option in range(len(selects))]
            for select, place in zip(selects, chosen, strict=True):
                select.focus()
                for _ in range(place + 1):
                    page.keyboard.press("ArrowDown")
        case "several":
            for option in key["answer"]:
                section.locator("input").nth(option).focus()
                page.keyboard.press("Space")
        case _:
            section.locator("input").first.focus()
            page.keyboard.press("Space")
            for _ in range(key["answer"][0]):
                page.keyboard.press("ArrowDown")
    section.get_by_role("button").focus()
    page.keyboard.press("Enter")
