"""Frames with dates in a real browser: as the day goes on, rows come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from audit import violations
from mapper.frames import Page as Explored
from mapper.frames import explore

Open = Callable[..., Page]

ON_THE_PICTURE = """() => [...document.querySelectorAll('#map_atlas canvas')].some(canvas => {
  const { width, height } = canvas;
  if (!width || !height) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  return data.some((value, at) => at % 4 === 3 && value > 0);
})"""


@pytest.fixture
def open_page(page: Page, tmp_path: Path) -> Iterator[Open]:
    """Opens a page of frames from disk, on a day; no script may fail."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def opened(explored: Explored, hash: str = "") -> Page:
        path = explored.save(tmp_path / "map.html")
        page.goto("about:blank")
        page.goto(f"{path.as_uri()}{hash}")
        expect(page.locator("#map_atlas")).to_have_attribute("data-drawn", "", timeout=15_000)
        return page

    yield opened
    assert said == []


def frame(count: int, **columns: Any) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy(np.linspace(5, 9, count), np.linspace(45, 49, count))
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


FORTS = frame(
    3,
    name=["North", "South", "East"],
    built=pd.to_datetime(["1850-03-01", "1852-01-01", "1855-06-01"]),
    left=[1853, 1860, 1856],
)


def marks(page: Page) -> list[str]:
    """The names of the marks that are seen."""
    seen = page.locator("#map_atlas .mark:not(.is-ground):visible")
    return sorted(
        str(seen.nth(at).get_attribute("aria-label")).split(",")[0] for at in range(seen.count())
    )


def slide(page: Page, days: int) -> None:
    """Move the day by so many days from the first."""
    slider = page.locator("input.time-slider:visible").first
    slider.evaluate(
        "(input, days) => { input.value = Number(input.min) + days;"
        " input.dispatchEvent(new Event('input', { bubbles: true }));"
        " input.dispatchEvent(new Event('change', { bubbles: true })); }",
        days,
    )


def test_marks_come_and_go_as_the_day_goes_on(open_page: Open) -> None:
    page = open_page(explore(FORTS, start="built", end="left"))
    expect(page.locator(".time-date")).to_have_text("1 January 1852")
    assert marks(page) == ["North", "South"]
    slide(page, 0)
    expect(page.locator(".time-date")).to_have_text("1 March 1850")
    assert marks(page) == ["North"]
    slide(page, 365 * 4)
    expect(page.locator(".time-date")).to_contain_text("1854")
    assert marks(page) == ["South"]
    slide(page, 365 * 6)
    expect(page.locator(".time-date")).to_contain_text("1856")
    assert marks(page) == ["East", "South"]


def test_a_record_says_the_dates_in_words(open_page: Open) -> None:
    page = open_page(explore(FORTS, start="built", end="left"), "#f=data-0")
    record = page.get_by_role("dialog", name="North")
    expect(record).to_contain_text("1 March 1850")
    expect(record).to_contain_text("1853")
    expect(record).not_to_contain_text("came")


def test_a_picture_of_many_has_those_of_the_day(open_page: Open) -> None:
    many = frame(3000, year=1800 + np.arange(3000) % 50)
    explored = explore(many, date="year")
    page = open_page(explored, "#d=1820-05-05")
    expect(page.locator("#panel-key .matrix tfoot td")).to_have_text("60")
    page.wait_for_function(ON_THE_PICTURE)
    page = open_page(
        explore(many.assign(year=[1800, *[1850] * 2999]), date="year"), "#d=1825-01-01"
    )
    expect(page.locator("#panel-key .matrix tfoot td")).to_have_text("0")
    page.wait_for_function(f"!({ON_THE_PICTURE})()")


def test_what_has_no_date_stays(open_page: Open) -> None:
    with pytest.warns(UserWarning, match="always there"):
        explored = explore(frame(3, name=[*"abc"], when=[1850, None, 1860]), date="when")
    for day, seen in (("1850-05-05", ["a", "b"]), ("1855-05-05", ["b"])):
        assert marks(open_page(explored, f"#d={day}")) == seen


def test_one_day_alone_is_a_page_too(open_page: Open) -> None:
    page = open_page(explore(frame(3, name=[*"abc"], when=["1850-05-05"] * 3), date="when"))
    assert marks(page) == ["a", "b", "c"]
    expect(page.locator(".time-date")).to_have_text("5 May 1850")


def test_a_page_with_time_has_no_barrier(open_page: Open) -> None:
    assert violations(open_page(explore(FORTS, start="built", end="left"))) == []
