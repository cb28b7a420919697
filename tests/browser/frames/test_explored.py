"""Pages of frames in a real browser: drawn, coloured, told of, reached by key, and quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from playwright.sync_api import Page, expect

from audit import violations
from invented import points
from mapper.frames import Page as Explored
from mapper.frames import explore

HOSTILE = (
    "{{7*7}}",
    "{% print 7*7 %}",
    "${7*7}",
    "</script><img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "`+alert(1)+`",
    "C:\\users\\x",
    "<!--<script>",
    "&lt;b&gt; '\"",
)

ROCKS = points(
    4, name=["Ada", "Bor", "Cem", "Dol"], depth=[1.0, 20.0, 300.0, np.nan], rock=[*"abca"]
)

Open = Callable[..., Page]


@pytest.fixture
def open_page(page: Page, tmp_path: Path) -> Iterator[Open]:
    """Opens a page of frames from disk; it may ask nobody, and no script may fail."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def opened(explored: Explored, hash: str = "") -> Page:
        path = explored.save(tmp_path / "map.html")
        page.goto(f"{path.as_uri()}{hash}")
        expect(page.locator("#map_atlas")).to_have_attribute("data-drawn", "", timeout=15_000)
        return page

    yield opened
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []


def fill(page: Page, selector: str) -> list[str]:
    """The colours that shapes are filled with, each once, in their order."""
    found = page.evaluate(
        "name => [...document.querySelectorAll(name)].map(each => getComputedStyle(each).fill)",
        selector,
    )
    return [*dict.fromkeys(found)]


def test_every_row_is_a_mark_of_the_colour_of_its_class(open_page: Open) -> None:
    boxes = gpd.GeoDataFrame(
        {"v": [1, 2, 3]}, geometry=[shapely.box(n, 40, n + 0.9, 41) for n in range(3)], crs=4326
    )
    page = open_page(explore(boxes, "v", scheme="equalinterval", k=3, cmap=["red", "lime", "blue"]))
    assert fill(page, ".mark-area:not(.is-ground)") == [
        "rgb(255, 0, 0)",
        "rgb(0, 255, 0)",
        "rgb(0, 0, 255)",
    ]
    rows = page.locator(".key-parts li")
    expect(rows).to_have_text(["1 – 1.67", "1.67 – 2.33", "2.33 – 3"])
    assert fill(page, ".key-parts rect") == fill(page, ".mark-area:not(.is-ground)")


def test_dots_have_the_colours_of_their_classes_and_those_without_a_value_too(
    open_page: Open,
) -> None:
    page = open_page(explore(ROCKS, "rock", cmap=["red", "lime", "blue"]))
    dots = "getComputedStyle(each.querySelector('.sy-dot') ?? each).getPropertyValue('--tone')"
    found = page.evaluate(f"[...document.querySelectorAll('.mark-point')].map(each => {dots})")
    assert sorted(found) == ["#0000ff", "#00ff00", "#ff0000", "#ff0000"]
    page = open_page(explore(ROCKS, "depth", missing_kwds={"label": "never measured"}))
    expect(page.locator(".key-parts li").last).to_have_text("Never measured")


def test_lines_of_classes_differ_by_more_than_colour(open_page: Open) -> None:
    lines = [shapely.LineString([(0, n), (5, n)]) for n in range(3)]
    frame = gpd.GeoDataFrame({"kind": [*"abc"], "n": [1, 2, 3]}, geometry=lines, crs=4326)
    style = "getComputedStyle(each).strokeDasharray + ' ' + getComputedStyle(each).strokeWidth"
    drawn = f"[...document.querySelectorAll('.mark-line:not(.is-ground)')].map(each => {style})"
    for column in ("kind", "n"):
        page = open_page(explore(frame, column))
        assert len(set(page.evaluate(drawn))) == 3


def test_many_rows_are_drawn_in_the_colours_of_their_classes(open_page: Open) -> None:
    at = gpd.points_from_xy(np.tile(np.arange(20), 15) / 5, np.repeat(np.arange(15), 20) / 5)
    frame = gpd.GeoDataFrame({"v": np.arange(300)}, geometry=at, crs=4326)
    page = open_page(explore(frame, "v", cmap=["#ff0000", "#0000ff"], vmin=0, vmax=299))
    expect(page.locator(".many canvas")).to_have_attribute("data-drawn", "300")
    colours = page.evaluate(
        """() => {
          const canvas = document.querySelector(".many canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] === 255) found.add([data[i], data[i + 1], data[i + 2]].join());
          return [...found];
        }"""
    )
    assert {"255,0,0", "0,0,255"} <= set(colours)
    expect(page.locator(".key-parts li")).to_have_count(7)


@pytest.mark.parametrize("count", [3, 300], ids=["marks", "columns"])
def test_hostile_text_is_shown_as_it_stands(open_page: Open, count: int) -> None:
    columns: dict[str, Any] = {f"c{n} {text}": [text] * count for n, text in enumerate(HOSTILE)}
    columns["name"] = [HOSTILE[n % len(HOSTILE)] for n in range(count)]
    at = gpd.points_from_xy(np.arange(count) / 50, np.arange(count) / 50)
    frame = gpd.GeoDataFrame(columns, geometry=at, crs=4326)
    frame.index = pd.Index([f"{HOSTILE[3]} {n}" for n in range(count)], name=HOSTILE[4])
    told = {"caption": HOSTILE[3], "labels": [HOSTILE[0]]}
    page = open_page(
        explore(frame, f"c4 {HOSTILE[4]}", legend_kwds=told, title=HOSTILE[3], text=HOSTILE[4])
    )
    assert page.title() == HOSTILE[3]
    # Words of a key begin with a capital; these begin with no letter.
    expect(page.locator(".key-parts li").first).to_have_text(HOSTILE[0])
    first = explore(frame).atlas.layers[-1].ids[0]
    page.evaluate("id => { location.hash = `f=${id}`; }", first)
    record = page.locator(".popup")
    expect(record).to_be_visible()
    for text in HOSTILE:
        expect(record.get_by_text(text, exact=True).first).to_be_attached()
    assert page.evaluate("window.ran") is None


def test_a_record_shows_the_columns_that_were_asked_for(open_page: Open) -> None:
    explored = explore(
        ROCKS, popup=["depth", "rock"], tooltip=False, popup_kwds={"aliases": ["Depth (m)", "Rock"]}
    )
    page = open_page(explored, "#f=data-1")
    record = page.locator(".popup")
    expect(record.get_by_role("heading")).to_have_text("Bor")
    expect(record).to_contain_text("Depth (m)")
    expect(record).to_contain_text("20")


def test_what_a_frame_has_not_is_no_part_of_the_page(open_page: Open) -> None:
    page = open_page(explore(ROCKS))
    assert page.locator(".time, #tab-story, [href='#sources'], [href='#stills']").count() == 0
    expect(page.locator(".credits")).to_contain_text("borders of today")


def test_the_ground_is_to_be_looked_at_and_not_stepped_through(open_page: Open) -> None:
    page = open_page(explore(ROCKS))
    box = page.locator("#map_atlas").bounding_box()
    assert box
    page.mouse.click(box["x"] + 200, box["y"] + 120)
    page.wait_for_timeout(300)
    expect(page.locator(".popup")).to_be_hidden()
    assert page.evaluate("location.hash.includes('f=')") is False
    assert page.locator(".mark.is-ground[role=button]").count() == 0


def test_every_row_is_reached_by_key(open_page: Open) -> None:
    page = open_page(explore(ROCKS))
    page.locator("#map_atlas .mark-point").first.focus()
    seen = set()
    for _ in range(4):
        seen.add(page.evaluate("document.activeElement.dataset.feature"))
        page.keyboard.press("PageDown")
    assert seen == {f"data-{n}" for n in range(4)}
    page.keyboard.press("Enter")
    expect(page.locator(".popup")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page = open_page(explore(ROCKS, "depth"), "#f=data-1")
    assert violations(page, marks=True) == []


def test_a_notebook_shows_it_in_a_frame_of_its_own(page: Page) -> None:
    html = explore(ROCKS, "rock")._repr_mimebundle_(include=["text/html"])["text/html"]
    page.set_content(html)
    inner = page.frame_locator("iframe")
    expect(inner.locator("#map_atlas")).to_have_attribute("data-drawn", "", timeout=15_000)
    expect(inner.locator(".mark-point")).to_have_count(4)
    assert page.locator("body > img").count() == 0, "the picture is for who takes frames out"
