"""Pictures of big layers: as a canvas would draw them, and the same however one came to a view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import Page

import mapper
from browsing import until
from invented import add_layer
from many import build_many, place, points
from places import ATLASES

WITHIN_MS = 30_000
"""Of what takes a part of a second, where other work goes on beside it."""

CANVAS = "document.querySelector('.many canvas')"

AT_REST = """(() => {
  const view = map_atlas.getContainer().getBoundingClientRect();
  const canvases = [...document.querySelectorAll(".many:not(.is-off) canvas")];
  return canvases.length === COUNT && canvases.every(canvas => {
    const box = canvas.getBoundingClientRect();
    const [left, right] = [view.left - box.left, box.right - view.right];
    const [top, bottom] = [view.top - box.top, box.bottom - view.bottom];
    const even = Math.abs(left - right) < 2 && Math.abs(top - bottom) < 2;
    return even && Math.abs(left - 0.2 * view.width) < 5;
  });
})()"""
"""Each picture lies round the view as it does when it is drawn for it."""

COVERED = """(() => {
  const view = map_atlas.getContainer().getBoundingClientRect();
  const box = document.querySelector(".many canvas").getBoundingClientRect();
  return box.left <= view.left && box.right >= view.right
    && box.top <= view.top && box.bottom >= view.bottom;
})()"""

PIXELS = "[...document.querySelectorAll('.many canvas')].map(canvas => canvas.toDataURL())"

BY_CANVAS = """([places, edge, dot]) => {
  const canvas = document.querySelector(".many canvas");
  const ratio = Math.min(2, devicePixelRatio);
  const box = canvas.getBoundingClientRect();
  const view = map_atlas.getContainer().getBoundingClientRect();
  const { width, height } = canvas;
  const other = Object.assign(document.createElement("canvas"), { width, height });
  const context = other.getContext("2d", { willReadFrequently: true });
  const colour = name =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const disc = (x, y, radius, name) => {
    context.fillStyle = colour(name);
    context.beginPath();
    context.arc(x, y, radius * ratio, 0, 2 * Math.PI);
    context.fill();
  };
  for (const [lon, lat] of places) {
    const at = map_atlas.project([lat, lon]).subtract(map_atlas.getPixelBounds().min);
    const x = Math.floor((at.x + view.left - box.left) * ratio) + 0.5;
    const y = Math.floor((at.y + view.top - box.top) * ratio) + 0.5;
    if (edge > 0) disc(x, y, dot + edge, "--sym-paper");
    disc(x, y, dot, "--sym");
  }
  const seen = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const wanted = context.getImageData(0, 0, width, height).data;
  let [drawn, off, sum] = [0, 0, 0];
  for (let i = 0; i < seen.length; i += 4) {
    if (seen[i + 3] + wanted[i + 3] === 0) continue;
    drawn++;
    const through = [3, 0, 1, 2].map(by => {
      const paint = pixel => pixel[i + by] * (by === 3 ? 1 : pixel[i + 3] / 255);
      return Math.abs(paint(seen) - paint(wanted));
    });
    if (Math.max(...through) > 64) off++;
    sum += Math.max(...through);
  }
  return { drawn, off: off / drawn, mean: sum / drawn };
}"""
"""Draws the same dots with `arc` and `fill`; how many pixels are drawn, and how far they are off.

Of a rim Chromium draws up to a fifth of a pixel more or less than a circle has.
"""


NOTED = """
  const ask = window.matchMedia.bind(window);
  window.asked = [];
  window.matchMedia = query => {
    const list = ask(query);
    if (query.includes("resolution")) window.asked.push(list);
    return list;
  };
"""
"""Chromium tells the page nothing of a screen that is only played to it: the test does."""


def lonlat(features: list[dict[str, Any]]) -> list[list[float]]:
    """As the page has them: rounded to four decimals."""
    return [[round(c, 4) for c in each["geometry"]["coordinates"]] for each in features]


def crowd(n: int) -> list[dict[str, Any]]:
    random = Random(3)  # noqa: S311 # the same each time
    return [
        {
            "type": "Feature",
            "id": f"gnat-{index}",
            "properties": {"name": f"Gnat {index}"},
            "geometry": {
                "type": "Point",
                "coordinates": [
                    round(random.uniform(-2.9, -1.1), 4),
                    round(random.uniform(59.1, 59.9), 4),
                ],
            },
        }
        for index in range(n)
    ]


def plots(n: int) -> list[dict[str, Any]]:
    """Squares of 0.02 degrees that overlap."""
    return [
        {
            "type": "Feature",
            "id": f"plot-{index}",
            "properties": {"name": f"Plot {index}"},
            "geometry": shapely.geometry.mapping(
                shapely.box(*(c - 0.01 for c in at), *(c + 0.01 for c in at))
            ),
        }
        for index, at in enumerate(lonlat(crowd(n)))
    ]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Areas, and upon them dots in a crowd."""
    folder = tmp_path_factory.mktemp("crowd") / "atlas"
    return build_many(folder, plots=("area", plots(2100)), gnats=("point", crowd(25_000)))


def alike(seen: dict[str, float]) -> None:
    assert seen["off"] < 0.002  # a position may be rounded to the next pixel
    assert seen["mean"] < 16


def at_rest(page: Page, count: int) -> None:
    until(page, AT_REST.replace("COUNT", str(count)), WITHIN_MS)


@pytest.mark.parametrize("ratio", [1, 1.5, 2, 3])
def test_dots_are_what_a_canvas_would_draw(
    wells: Path, open_many: Callable[..., Page], ratio: float
) -> None:
    page = open_many(wells, device_scale_factor=ratio)

    seen = page.evaluate(BY_CANVAS, [lonlat(points(5000)), 1, 2.5])

    assert seen["drawn"] > 50_000
    alike(seen)


def test_dots_in_a_crowd_are_small_and_what_a_canvas_would_draw(
    crowded: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(crowded)
    page.evaluate("document.querySelector('.many').remove()")

    seen = page.evaluate(BY_CANVAS, [lonlat(crowd(25_000)), 0, 1.5])

    assert seen["drawn"] > 50_000
    alike(seen)


@pytest.mark.parametrize("ratio", [1, 1.5])
def test_a_picture_is_the_same_whether_panned_to_or_opened(
    crowded: Path, open_many: Callable[..., Page], ratio: float
) -> None:
    """Dragged further than is drawn beyond the edges: on the way more is drawn, with no seam."""
    page = open_many(crowded, device_scale_factor=ratio)
    page.evaluate("map_atlas.setView([59.5, -2], 9, { animate: false })")
    at_rest(page, 2)
    x, y = place(page, -2, 59.5)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(x - 25 * step, y - 15 * step)
        page.wait_for_timeout(16)
    until(page, COVERED, WITHIN_MS)  # the button is still down
    page.mouse.up()
    at_rest(page, 2)
    view = page.evaluate("[map_atlas.getCenter().lat, map_atlas.getCenter().lng]")
    assert view != [59.5, -2]
    panned = page.evaluate(PIXELS)

    fresh = open_many(crowded, device_scale_factor=ratio)
    fresh.evaluate("at => map_atlas.setView(at, 9, { animate: false })", view)
    at_rest(fresh, 2)

    assert fresh.evaluate(PIXELS) == panned
    assert len({*panned}) == 2


def test_other_colours_and_back_are_the_same_picture(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    [light] = page.evaluate(PIXELS)
    changed = f"{CANVAS}.toDataURL() !== window.before"

    page.evaluate(f"window.before = {CANVAS}.toDataURL()")
    page.emulate_media(color_scheme="dark")
    until(page, changed, WITHIN_MS)
    seen = page.evaluate(BY_CANVAS, [lonlat(points(5000)), 1, 2.5])
    page.evaluate(f"window.before = {CANVAS}.toDataURL()")
    page.emulate_media(color_scheme="light")
    until(page, changed, WITHIN_MS)

    alike(seen)
    assert page.evaluate(PIXELS) == [light]


def test_on_a_finer_screen_it_is_drawn_finer(wells: Path, open_many: Callable[..., Page]) -> None:
    """Taken from one screen to another, the page has the same size and other pixels."""
    page = open_many(wells, init=NOTED)
    width = page.evaluate(f"{CANVAS}.width")
    session = page.context.new_cdp_session(page)
    size = {"width": 1440, "height": 900, "deviceScaleFactor": 2, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", size)
    page.evaluate("asked.at(-1).dispatchEvent(new Event('change'))")

    until(page, f"{CANVAS}.width === {2 * width}", WITHIN_MS)
    at_rest(page, 1)
    seen = page.evaluate(BY_CANVAS, [lonlat(points(5000)), 1, 2.5])
    alike(seen)


def test_a_smaller_window_has_a_smaller_picture(
    wells: Path, open_many: Callable[..., Page]
) -> None:
    page = open_many(wells)
    page.set_viewport_size({"width": 900, "height": 700})

    until(page, f"{CANVAS}.getBoundingClientRect().width < 1300", WITHIN_MS)
    at_rest(page, 1)
    seen = page.evaluate(BY_CANVAS, [lonlat(points(5000)), 1, 2.5])
    alike(seen)


def test_dots_that_let_something_through_grow_denser_where_they_meet(
    tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    """Three thousand at half strength, of them every third at the place of the one before."""
    at = [i - (i % 3 == 2) for i in range(3000)]
    places = shapely.points([i % 60 / 2 for i in at], [i // 60 * 0.4 for i in at])
    frame = gpd.GeoSeries(places, crs=4326).to_frame("geometry")
    page_of = mapper.explore(frame, color="#ff0000", style_kwds={"fillOpacity": 0.5, "radius": 4})
    page_of.save(tmp_path / "page.html")
    page = open_many(tmp_path / "page.html")

    alphas = page.evaluate(
        f"""(() => {{
          const canvas = {CANVAS};
          const {{ data }} = canvas.getContext("2d").getImageData(
            0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] > 0 && data[i] > 250 && data[i + 1] < 5) seen.add(data[i + 3]);
          return [...seen];
        }})()"""
    )
    assert 128 in alphas
    assert 192 in alphas


def test_dots_lie_on_the_areas_of_their_layer(
    tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    """A layer of both is one picture: each area is the same under its dot and beside it."""
    areas, dots = plots(2100), crowd(2100)
    both = open_many(build_many(tmp_path / "both", mixed=("area", areas + dots)))
    alone = open_many(build_many(tmp_path / "alone", plots=("area", areas)))
    pixels = []
    for page in (both, alone):
        page.evaluate("map_atlas.setView([59.5, -2], 11, { animate: false })")
        at_rest(page, 1)
        pixels.append(
            page.evaluate(
                f"""places => {{
                  const context = {CANVAS}.getContext("2d");
                  const box = {CANVAS}.getBoundingClientRect();
                  const view = map_atlas.getContainer().getBoundingClientRect();
                  return places.map(([lon, lat]) => {{
                    const at = map_atlas.latLngToContainerPoint([lat, lon]);
                    const [x, y] = [at.x + view.left - box.left, at.y + view.top - box.top];
                    const [column, row] = [Math.round(x), Math.round(y)];
                    return [...context.getImageData(column, row, 1, 1).data].join();
                  }});
                }}""",
                [at for lon, lat in lonlat(dots) for at in ([lon, lat], [lon, lat + 0.004])],
            )
        )
    [mixed, plain] = [[*zip(each[::2], each[1::2], strict=True)] for each in pixels]
    seen = [
        (dot == "22,24,26,255", beside == wanted, under != dot)
        for (dot, beside), (under, wanted) in zip(mixed, plain, strict=True)
        if under != "0,0,0,0"
    ]

    assert len(seen) > 500
    for share in zip(*seen, strict=True):
        assert sum(share) > 0.8 * len(seen)  # others lie under another dot, or on an edge


def test_layers_lie_in_their_order_whichever_is_read_first(
    tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    """One that is not shown at first is read last, and lies where it stands all the same."""
    folder = Path(copytree(ATLASES / "harbour", tmp_path / "harbour"))
    for id, entry in (("low", "shown = false\n"), ("high", "")):
        spots = [
            (
                f"{id}-{n}",
                {"name": f"{id} {n}"},
                {"type": "Point", "coordinates": [-2.9 + n % 60 / 40, 59.1 + n // 60 / 50]},
            )
            for n in range(2100)
        ]
        add_layer(folder, id, spots, f'look = "point"\n{entry}')
    page = open_many(mapper.build(folder).page)
    stacked = "[...document.querySelectorAll('.many')].map(each => each.dataset.layer)"
    until(page, f"{stacked}.length === 2", WITHIN_MS)
    order = page.evaluate(
        "JSON.parse(document.getElementById('payload').textContent)"
        ".layers.filter(each => each.big).map(each => each.id)"
    )

    assert page.evaluate(stacked) == order
    page.evaluate("map_atlas.setView([59.1, -2.9], 11, { animate: false })")
    page.locator("input[name=low]").check()
    at_rest(page, 2)
    page.mouse.click(*place(page, -2.9, 59.1))
    name = page.get_by_role("dialog").locator(".record-name")
    assert name.inner_text() == f"{order[-1]} 0"


def test_a_day_has_one_picture_however_one_came_to_it(
    tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    folder = Path(copytree(ATLASES / "harbour", tmp_path / "harbour"))
    lamps = [
        (
            f"lamp-{n}",
            {"name": f"Lamp {n}", "lit": f"1741-{3 + n % 6:02}-01"},
            {"type": "Point", "coordinates": [-2.9 + n % 60 / 40, 59.1 + n // 60 / 50]},
        )
        for n in range(2400)
    ]
    add_layer(folder, "lamps", lamps, 'look = "point"\nwhen = { from = "lit" }\n')
    built = mapper.build(folder).page
    page = open_many(built, "d=1741-04-01")
    few = page.evaluate(PIXELS)

    for day, count in (("1741-09-20", "2400"), ("1741-05-02", "1200"), ("1741-07-02", "2000")):
        page.evaluate("day => { location.hash = `d=${day}` }", day)
        until(page, f"{CANVAS}.dataset.drawn === '{count}'", WITHIN_MS)
    opened = open_many(built, "d=1741-07-02")

    assert page.evaluate(PIXELS) == opened.evaluate(PIXELS)
    assert opened.evaluate(PIXELS) != few
