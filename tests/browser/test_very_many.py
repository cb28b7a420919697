"""A big layer in a real browser: drawn, clicked, stepped through, listed, searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from audit import violations
from browsing import until

HOSTILE = [
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    "{{7*7}}{% print 1 %}",
    "${window.hurt=1}`\\",
]
MANIFEST = """\
[atlas]
id = "many"
title = "Many things"
summary = "Invented, to test with."
period = "1741/1742"
bounds = [-3.0, 59.0, -1.0, 60.0]
zoom = [5, 12]
languages = ["en", "de"]
date = "2026-11-25"

[[layer]]
id = "land"
title = "Land"
look = "country"
ground = true
licence = "CC0-1.0"
"""
LAYER = """
[[layer]]
id = "{id}"
title = "{id}"
look = "{look}"
licence = "CC0-1.0"
"""
LAND = [[-3, 59], [-1, 59], [-1, 60], [-3, 60], [-3, 59]]


def points(n: int) -> list[dict[str, Any]]:
    """On a grid of 100 columns; the first ones with hostile texts; every other without a depth."""
    rows = -(-n // 100)
    return [
        {
            "type": "Feature",
            "id": f"well-{index}",
            "properties": {
                "name": HOSTILE[index] if index < len(HOSTILE) else f"Well {index}",
                "name_de": f"Brunnen {index}",
                "kind": HOSTILE[0] if index < len(HOSTILE) else "well",
                "depth_m": index / 10 if index % 2 else None,
                "remark": HOSTILE[index % 4],
            },
            "geometry": {
                "type": "Point",
                "coordinates": [
                    round(-2.98 + 1.96 * (index % 100) / 99, 7),
                    round(59.02 + 0.96 * (index // 100) / rows, 7),
                ],
            },
        }
        for index in range(n)
    ]


def fields(n: int) -> list[dict[str, Any]]:
    """Areas of 20 positions, each with a hole."""
    random = Random(7)  # noqa: S311 # the same fields each time
    found = []
    for index in range(n):
        lon, lat = random.uniform(-2.9, -1.1), random.uniform(59.1, 59.9)
        turns = [step / 20 * 2 * pi for step in range(20)]
        outline = [[round(lon + 0.02 * cos(t), 6), round(lat + 0.01 * sin(t), 6)] for t in turns]
        hole = [[round(lon + 0.01 * cos(t), 6), round(lat - 0.005 * sin(t), 6)] for t in turns]
        rings = [[*outline, outline[0]], [*hole, hole[0]]]
        found.append(
            {
                "type": "Feature",
                "id": f"field-{index}",
                "properties": {"name": f"Field {index}", "kind": "field"},
                "geometry": {"type": "Polygon", "coordinates": rings},
            }
        )
    return found


def built(folder: Path, **layers: tuple[str, list[dict[str, Any]]]) -> Path:
    """The page of an atlas with these layers, each a look and features, over one land."""
    (folder / "data").mkdir(parents=True)
    (folder / "geo").mkdir()
    land = {
        "type": "Feature",
        "id": "land-itself",
        "properties": {"name": "Land"},
        "geometry": {"type": "Polygon", "coordinates": [LAND]},
    }
    manifest = MANIFEST
    for id, (look, features) in ({"land": ("country", [land])} | layers).items():
        manifest += "" if id == "land" else LAYER.format(id=id, look=look)
        lines = b",\n".join(map(orjson.dumps, features))
        text = b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"
        (folder / "geo" / f"{id}.geojson").write_bytes(text)
    (folder / "data" / "atlas.toml").write_text(manifest, "utf-8")
    facts = "subject,field,value,date,sources,certainty,note\n"
    (folder / "data" / "facts.csv").write_text(facts, "utf-8")
    return mapper.build(folder).page


@pytest.fixture(scope="session")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wells") / "atlas", wells=("point", points(5000)))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page with no network, fails on any error in it."""
    contexts = []
    errors: list[str] = []

    def opened(path: Path, hash: str = "", init: str = "", **options: Any) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, "offline": True} | options
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        if init:
            page.add_init_script(init)
        page.goto(f"{path.as_uri()}#{hash}")
        page.wait_for_selector("[data-ready]", timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def drawn(page: Page) -> dict[str, int]:
    """By layer, how many features its picture says it shows."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.many canvas')].map("
        "canvas => [canvas.parentNode.dataset.layer, Number(canvas.dataset.drawn)]))"
    )


def colours(page: Page, layer: str) -> list[list[int]]:
    """The colours of a picture's pixels, the most common first; transparent ones left out."""
    return page.evaluate(
        """layer => {
          const canvas = document.querySelector(`.many[data-layer="${layer}"] canvas`);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const counts = new Map();
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 0) continue;
            const colour = data.slice(i, i + 4).join();
            counts.set(colour, (counts.get(colour) ?? 0) + 1);
          }
          const sorted = [...counts].sort((a, b) => b[1] - a[1]);
          return sorted.map(([colour]) => colour.split(",").map(Number));
        }""",
        layer,
    )


def place(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a position lies on the screen."""
    x, y = page.evaluate(
        """([lon, lat]) => {
          const { x, y } = map_atlas.latLngToContainerPoint([lat, lon]);
          const box = map_atlas.getContainer().getBoundingClientRect();
          return [box.x + x, box.y + y];
        }""",
        [lon, lat],
    )
    return x, y


def test_every_feature_is_drawn(wells: Path, visit: Callable[..., Page]) -> None:
    page = visit(wells)

    assert drawn(page) == {"wells": 5000}
    assert page.locator(".mark-point").count() == 0  # a picture, not five thousand elements
    assert [22, 24, 26, 255] in colours(page, "wells")


def test_where_nothing_is_dated_there_is_no_time_bar(
    wells: Path, visit: Callable[..., Page]
) -> None:
    """Neither a day nor a way to another: the map fills what room there is."""
    page = visit(wells)

    assert page.locator(".time").count() == 0
    assert "1 January 1741" not in page.content()
    stage = page.locator(".stage").bounding_box()
    assert stage is not None
    assert stage["height"] == 900


def test_only_pages_with_such_a_layer_carry_the_bundle(wells: Path, harbour: Path) -> None:
    without = mapper.build(harbour).page.read_text("utf-8")

    start = "mapper.extras.big="
    assert start in wells.read_text("utf-8")
    assert start not in without


def test_the_look_follows_the_style_sheet_into_the_dark(
    wells: Path, visit: Callable[..., Page]
) -> None:
    page = visit(wells)
    page.emulate_media(color_scheme="dark")
    ink = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--sym').trim()"
    )
    [red, green, blue] = bytes.fromhex(ink.removeprefix("#"))

    until(page, "document.querySelectorAll('.many canvas').length === 1")
    for _ in range(50):
        if [red, green, blue, 255] in colours(page, "wells"):
            break
        page.wait_for_timeout(100)
    assert [red, green, blue, 255] in colours(page, "wells")


def test_a_click_opens_the_record_of_a_dot_and_text_stays_text(
    wells: Path, visit: Callable[..., Page]
) -> None:
    page = visit(wells)
    page.evaluate("map_atlas.setView([59.03, -2.9], 10, { animate: false })")
    until(page, "map_atlas.getZoom() === 10")
    page.wait_for_timeout(300)
    page.mouse.click(*place(page, -2.98 + 1.96 * 1 / 99, 59.02))
    popup = page.get_by_role("dialog")

    expect(popup.locator(".record-name")).to_have_text(HOSTILE[1])
    expect(popup.locator(".record-kind")).to_have_text(HOSTILE[0])
    expect(popup.locator("dl")).to_contain_text("Depth m0.1")
    expect(popup.locator("dl")).to_contain_text(HOSTILE[1])
    assert "f=well-1" in page.evaluate("new Promise(r => setTimeout(() => r(location.hash), 400))")
    page.keyboard.press("Escape")
    page.mouse.click(*place(page, -2.98 + 1.96 * 2 / 99, 59.02))
    expect(popup.locator(".record-name")).to_have_text(HOSTILE[2])
    expect(popup.locator("dl")).not_to_contain_text("Depth")  # missing stays missing
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0


def test_a_link_opens_a_record(wells: Path, visit: Callable[..., Page]) -> None:
    page = visit(wells, "d=1741-01-01&f=well-4321&l=wells")

    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 4321")


def test_the_keys_of_the_map_reach_the_dots(wells: Path, visit: Callable[..., Page]) -> None:
    """From the map's one Tab stop: the arrows to the neighbours, Page Down through all in view."""
    page = visit(wells)
    page.wait_for_timeout(300)
    page.locator("#map_atlas").focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator(":focus")
    start = int((focused.get_attribute("data-feature") or "").removeprefix("well-"))
    names = []
    for key, step in (("ArrowRight", 1), ("ArrowUp", 100), ("ArrowLeft", -1), ("ArrowDown", -100)):
        page.keyboard.press(key)
        names.append((focused.get_attribute("data-feature"), f"well-{start + step}"))
        start += step
    page.keyboard.press("PageDown")
    expect(focused).to_have_attribute("data-feature", f"well-{start + 1}")
    expect(focused).to_have_attribute("aria-label", f"Well {start + 1}")
    expect(focused).to_have_role("button")
    page.keyboard.press("PageUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text(f"Well {start}")
    page.keyboard.press("Escape")
    expect(focused).to_have_attribute("data-feature", f"well-{start}")

    assert [one for one, _ in names] == [other for _, other in names]
    assert page.locator(".mark-point").count() == 1


def test_the_list_reaches_every_feature_by_keyboard(
    wells: Path, visit: Callable[..., Page]
) -> None:
    page = visit(wells)
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".many-rows li").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_contain_text(HOSTILE[0])
    assert page.locator(".many-rows li").count() < 60
    page.keyboard.press("End")
    expect(focused).to_contain_text("Well 4999")
    expect(focused.locator("..")).to_have_attribute("aria-posinset", "5000")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    before = focused.inner_text()
    page.keyboard.press("ArrowDown")
    number = re.search(r"\d+", before)
    assert number
    expect(focused).to_contain_text(f"Well {int(number[0]) + 1}")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text(HOSTILE[0])
    assert page.evaluate("window.hurt") is None


def test_no_barrier_in_its_list_and_record(wells: Path, visit: Callable[..., Page]) -> None:
    """axe-core finds nothing: rows of five thousand, a record of attributes, a mark made for it."""
    page = visit(wells, "f=well-1")
    expect(page.locator(".popup .record-name")).to_be_visible()
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    expect(page.locator(".many-rows li").first).to_be_visible()

    assert violations(page, marks=True) == []


def test_search_finds_any_name_and_says_how_many(wells: Path, visit: Callable[..., Page]) -> None:
    page = visit(wells)
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    field = page.get_by_role("searchbox", name="Find in wells")
    field.fill("BRUNNEN 437")
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("11 of 5,000 shown.")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Well 437")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 437")
    field.fill("nothing such")
    expect(page.get_by_role("status").filter(has_text="shown")).to_have_text("0 of 5,000 shown.")


def test_the_search_reaches_every_feature_by_keyboard(
    wells: Path, visit: Callable[..., Page]
) -> None:
    page = visit(wells)
    field = page.get_by_role("combobox", name="Search")
    listed = page.get_by_role("listbox", name="What was found")
    page.keyboard.press("/")

    field.fill("bRunnén 4321")
    expect(listed.get_by_role("option")).to_have_count(1)
    expect(listed.locator(".finder-kind")).to_have_text("wells 1")
    expect(listed.locator(".finder-name")).to_have_text("Well 4321")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".record-name")).to_have_text("Well 4321")

    page.keyboard.press("/")
    field.fill("well 499")  # that one, and 4990 to 4999
    expect(listed.locator(".finder-count")).to_have_text("11")
    expect(listed.locator(".finder-name").first).to_have_text("Well 499")
    expect(listed.get_by_role("option")).to_have_count(6)  # the last shows the others
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(listed.get_by_role("option")).to_have_count(11)

    field.fill("onerror")  # what is found is said as text
    expect(listed.locator(".finder-name")).to_have_text([HOSTILE[0]])
    assert page.evaluate("window.hurt") is None
    field.fill("no such thing")
    expect(page.locator(".finder-none")).to_be_visible()
    field.press("Escape")
    expect(page.locator(".finder-results")).to_be_hidden()


def test_a_layer_is_switched_off_and_on(wells: Path, visit: Callable[..., Page]) -> None:
    page = visit(wells)
    box = page.get_by_role("checkbox", name="wells")
    box.uncheck()
    expect(page.locator(".many canvas")).to_be_hidden()
    box.check()
    expect(page.locator(".many canvas")).to_be_visible()


def test_a_browser_that_cannot_inflate_says_so(wells: Path, visit: Callable[..., Page]) -> None:
    page = visit(wells, init="delete window.DecompressionStream")
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()

    expect(page.get_by_text("This browser is too old to draw this layer.")).to_be_visible()
    assert drawn(page) == {}


def test_the_text_version_says_what_it_is_and_how_it_begins(
    wells: Path, visit: Callable[..., Page]
) -> None:
    page = visit(wells, java_script_enabled=True)
    section = page.locator("#layer-wells")

    assert "5,000 points, from 59.02° N to 59.96° N, 2.98° W to 1.02° W" in " ".join(
        (section.text_content() or "").split()
    )
    assert section.locator("tbody tr").count() == 20
    about = page.locator("#about").text_content() or ""
    assert "rounded to 4 decimals of a degree (within 5.6 m)" in about
    # The first paint has a part of them.
    assert 100 < (page.locator("#static-map path.dots").get_attribute("d") or "").count("M") <= 1500


def test_areas_are_drawn_clicked_and_stepped_through(
    tmp_path: Path, visit: Callable[..., Page]
) -> None:
    features = fields(2500)
    page = visit(built(tmp_path / "atlas", fields=("area", features)))
    page.wait_for_timeout(300)

    assert drawn(page) == {"fields": 2500}
    page.evaluate("map_atlas.setView([59.5, -2], 11, { animate: false })")
    page.wait_for_timeout(500)
    assert 0 < drawn(page)["fields"] < 2500  # of those out of view nothing is drawn
    [lon, lat] = features[-1]["geometry"]["coordinates"][0][0]
    page.evaluate("at => map_atlas.setView([at[1], at[0]], 12, { animate: false })", [lon, lat])
    page.wait_for_timeout(500)
    page.mouse.click(*place(page, lon - 0.003, lat))
    name = page.get_by_role("dialog").locator(".record-name")
    expect(name).to_have_text("Field 2499")  # drawn last, it lies on top
    page.keyboard.press("Escape")
    page.locator("#map_atlas").focus()
    page.keyboard.press("PageDown")
    expect(page.locator(":focus")).to_have_attribute("data-feature", re.compile("^field-"))
    assert page.locator(".mark-area[data-feature^=field]").count() <= 2


def test_a_hundred_thousand_are_drawn(tmp_path: Path, visit: Callable[..., Page]) -> None:
    path = built(tmp_path / "atlas", wells=("point", points(100_000)))
    page = visit(path)

    assert drawn(page) == {"wells": 100_000}
    assert path.stat().st_size < 3_000_000
    page.get_by_role("tab", name="List").click()
    page.locator("summary", has_text="wells").click()
    page.get_by_role("searchbox", name="Find in wells").fill("well 99999")
    status = page.get_by_role("status").filter(has_text="shown")
    expect(status).to_have_text("1 of 100,000 shown.", timeout=30_000)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Well 99999")
