"""Each parameter of `explore` that has to do with the map and the page: what is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import expect

from invented import boxes, points
from mapper.frames import explore

LANDS = boxes(3, depth=[1.5, 20.0, 300.0])
CITIES = points(3, name=[*"abc"])

Look = Callable[[Any], Any]


def zooms(seen: Any) -> tuple[float, float, float]:
    """That of the map, the least and the greatest."""
    found = "[map_atlas.getZoom(), map_atlas.getMinZoom(), map_atlas.getMaxZoom()]"
    now, least, most = seen.tab.evaluate(found)
    return now, least, most


def test_m_makes_a_further_layer(look: Look) -> None:
    first = explore(LANDS, color="red", name="Lands", title="Both")
    seen = look(explore(CITIES.to_crs(3857), m=first, color="blue", name="Cities"))
    assert sorted(seen.layers()) == ["Cities", "Lands"]
    assert set(seen.fills()) == {"rgb(255, 0, 0)"}
    assert {colour for colour, *_ in seen.dots().values()} == {"#0000ff"}
    assert seen.tab.title() == "Both"
    seen.tab.locator(".key-switch", has_text="Lands").click()
    expect(seen.tab.locator("#map_atlas .mark-area:not(.is-ground):visible")).to_have_count(0)
    assert len(seen.dots()) == 3


@pytest.mark.parametrize(
    ("asked", "changed"),
    [
        ({}, {"fill-opacity": ("0.8", "1"), "stroke-width": ("0.8px", "2.4px")}),
        (
            {"highlight": False},
            {"fill-opacity": ("0.8", "0.8"), "stroke-width": ("0.8px", "0.8px")},
        ),
        (
            {"highlight_kwds": {"weight": 9, "color": "red", "fillOpacity": 0.5}},
            {"stroke-width": ("0.8px", "9px"), "fill-opacity": ("0.8", "0.5")},
        ),
        ({"highlight_kwds": {"fillColor": "lime"}}, {"fill": (None, "rgb(0, 255, 0)")}),
    ],
    ids=["plain", "off", "own", "colour"],
)
def test_highlight(
    look: Look, asked: dict[str, Any], changed: dict[str, tuple[str | None, str]]
) -> None:
    seen = look(explore(LANDS, **asked))
    before = {what: seen.styles(what)[1] for what in changed}
    seen.tab.locator("#map_atlas .mark-area:not(.is-ground)").nth(1).hover()
    for what, (was, is_now) in changed.items():
        assert was in (None, before[what])
        assert seen.styles(what)[1] == is_now
        assert seen.styles(what)[0] == before[what], "the others are as they were"


def test_highlight_of_dots(look: Look) -> None:
    seen = look(explore(CITIES, highlight_kwds={"color": "red", "fillColor": "lime", "radius": 9}))
    seen.tab.locator("#map_atlas [data-feature='data-1']").hover()
    dots = seen.dots()
    assert dots["data-1"] == ["#00ff00", "9.0px", "#ff0000"]
    assert dots["data-0"] != dots["data-1"]


@pytest.mark.parametrize("asked", [{}, {"control_scale": False}], ids=str)
@pytest.mark.filterwarnings("ignore:control_scale")
def test_control_scale(look: Look, asked: dict[str, Any]) -> None:
    expect(look(explore(LANDS, **asked)).tab.locator(".leaflet-control-scale")).to_contain_text(
        "km"
    )


def test_location_and_zoom_start(look: Look) -> None:
    seen = look(explore(LANDS, location=(48, 11), zoom_start=7))
    centre = seen.tab.evaluate("map_atlas.getCenter()")
    assert (centre["lat"], centre["lng"]) == pytest.approx((48, 11), abs=0.1)
    assert zooms(seen)[0] == pytest.approx(7, abs=0.6)


def test_zoom_start_alone(look: Look) -> None:
    seen = look(explore(LANDS, zoom_start=9))
    centre = seen.tab.evaluate("map_atlas.getCenter()")
    assert (centre["lat"], centre["lng"]) == pytest.approx((40.5, 1.45), abs=0.1)
    assert zooms(seen)[0] == pytest.approx(9, abs=0.6)


def test_min_zoom_and_max_zoom(look: Look) -> None:
    _, least, most = zooms(look(explore(LANDS, min_zoom=5, max_zoom=8)))
    assert least >= 5
    assert most == 8


def test_show(look: Look) -> None:
    seen = look(explore(LANDS, show=False))
    expect(seen.tab.locator("#map_atlas .mark-area:not(.is-ground):visible")).to_have_count(0)
    expect(seen.tab.locator(".key-switch input").first).not_to_be_checked()


@pytest.mark.filterwarnings("ignore:dragging")
def test_map_kwds_change_nothing(look: Look) -> None:
    seen = look(explore(LANDS, map_kwds={"dragging": False}))
    assert seen.tab.evaluate("map_atlas.dragging.enabled()") is True


@pytest.mark.parametrize("width", [600, "600px"])
def test_width_and_height(look: Look, shared: Any, width: Any) -> None:
    page = explore(LANDS, width=width, height=300)
    shared.tab.set_content(page._repr_mimebundle_(include=["text/html"])["text/html"])
    box = shared.tab.locator("iframe").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (600, 300)
    look(page)


def test_tiles_and_attr(look: Look) -> None:
    """The page asks the hosts that the warning named; the ground is there without them."""
    address = "https://t.example.org/{z}/{x}/{y}.png"
    with pytest.warns(UserWarning, match=r"asks t\.example\.org"):
        page = explore(LANDS, tiles=address, attr="<b>Makers</b> &amp; Co")
    seen = look(page)
    seen.tab.locator(".base-said, .bases").first.wait_for()
    seen.tab.wait_for_function("() => document.querySelector('.base-said')?.offsetParent !== null")
    assert seen.asked
    assert all(url.startswith("https://t.example.org/") for url in seen.asked)
    expect(seen.tab.locator(".bases .key-name")).to_contain_text(["Built-in map", "tiles"])
    expect(seen.tab.locator(".base-said").first).to_contain_text("The built-in map is shown")


def test_without_tiles_nobody_is_asked(look: Look) -> None:
    seen = look(explore(LANDS))
    seen.tab.wait_for_timeout(200)
    assert seen.asked == []
    assert seen.tab.locator(".bases").count() == 0


def test_title_text_and_sources(look: Look) -> None:
    page = explore(LANDS, title="Wells", text="Of five villages.", sources=["Survey of 1901", "B"])
    seen = look(page)
    assert seen.tab.title() == "Wells"
    expect(seen.tab.locator("h1").first).to_contain_text("Wells")
    expect(seen.tab.get_by_text("Of five villages.").first).to_be_attached()
    expect(seen.tab.get_by_text("Survey of 1901; B").first).to_be_attached()


def test_look(look: Look) -> None:
    seen = look(explore(CITIES, look="square"))
    uses = seen.tab.locator("#map_atlas .mark-point use")
    assert {each.get_attribute("href") for each in uses.all()} == {"#s-square"}


def test_cluster(look: Look) -> None:
    near = gpd.GeoDataFrame(
        {"name": [f"n{n}" for n in range(40)]},
        geometry=[shapely.Point(n % 7 / 1000, n / 1000) for n in range(39)] + [shapely.Point(9, 9)],
        crs=4326,
    )
    seen = look(explore(near, cluster=True))
    expect(seen.tab.locator(".cluster").first).to_contain_text("39")


@pytest.mark.parametrize(("language", "list_name"), [("ru", "Список"), ("fa", "فهرست")])
def test_language(look: Look, language: str, list_name: str) -> None:
    seen = look(explore(LANDS, language=language, title="Z"))
    assert seen.tab.evaluate("document.documentElement.lang") == language
    expect(seen.tab.locator("#tab-list")).to_have_text(list_name)
    assert seen.tab.evaluate("document.documentElement.dir") == (
        "rtl" if language == "fa" else "ltr"
    )
