"""Each parameter of `explore` that has to do with colours and classes: what is seen of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from invented import boxes, points
from mapper.frames import explore

LANDS = boxes(5, depth=[1.0, 2.0, 3.0, 4.0, 50.0], rock=["b", "a", "b", "c", "a"])
RED, GREEN, BLUE, BLACK = "rgb(255, 0, 0)", "rgb(0, 255, 0)", "rgb(0, 0, 255)", "rgb(0, 0, 0)"
RGB = ["red", "lime", "blue"]

Look = Callable[[Any], Any]


def test_column_colours_areas_and_says_so_in_the_key(look: Look) -> None:
    seen = look(explore(LANDS, "rock"))
    one, other, _, third, _ = fills = seen.fills()
    assert fills == [one, other, one, third, other]
    assert len({one, other, third}) == 3
    assert seen.key() == ["A", "B", "C"]
    assert seen.fills(".key-parts rect") == [other, one, third]


def test_column_as_values(look: Look) -> None:
    seen = look(explore(LANDS, np.array([3, 1, 1, 1, 3]), cmap=["red", "blue"]))
    assert seen.fills() == [BLUE, RED, RED, RED, BLUE]


@pytest.mark.parametrize(
    ("cmap", "ends"),
    [
        ("viridis", ["rgb(68, 1, 84)", "rgb(253, 231, 37)"]),
        ("viridis_r", ["rgb(253, 231, 37)", "rgb(68, 1, 84)"]),
        (["red", "#00f"], [RED, BLUE]),
    ],
    ids=str,
)
def test_cmap(look: Look, cmap: Any, ends: list[str]) -> None:
    fills = look(explore(LANDS, "depth", cmap=cmap)).fills()
    assert [fills[0], fills[-1]] == ends


@pytest.mark.parametrize(
    ("color", "fills"),
    [
        ("red", [RED] * 5),
        (["red", "lime", "blue", "k", "#00F"], [RED, GREEN, BLUE, BLACK, BLUE]),
        ("tint", [BLUE, RED, BLUE, RED, BLUE]),
    ],
    ids=["one", "one a row", "a column"],
)
def test_color(look: Look, color: Any, fills: list[str]) -> None:
    frame = LANDS.assign(tint=["blue", "red", "blue", "red", "blue"])
    seen = look(explore(frame, color=color))
    assert seen.fills() == fills
    assert seen.key() == []


def test_categorical(look: Look) -> None:
    seen = look(explore(boxes(3, code=[7, 1200, 7]), "code", categorical=True, cmap=RGB))
    assert seen.fills() == [RED, GREEN, RED]
    assert seen.key() == ["7", "1,200"]


def test_categories(look: Look) -> None:
    told = {"color": "black", "label": "other"}
    seen = look(explore(LANDS, "rock", categories=["c", "a"], cmap=RGB, missing_kwds=told))
    assert seen.fills() == [BLACK, GREEN, BLACK, RED, GREEN]
    assert seen.key() == ["C", "A", "Other"]


def test_scheme_and_k(look: Look) -> None:
    seen = look(explore(LANDS, "depth", scheme="quantiles", k=2, cmap=["red", "blue"]))
    assert seen.fills() == [RED, RED, RED, BLUE, BLUE]
    assert seen.key() == ["1 – 3", "3 – 50"]


def test_classification_kwds(look: Look) -> None:
    told = {"bins": [1, 3, 50]}
    page = explore(LANDS, "depth", scheme="UserDefined", classification_kwds=told, cmap=RGB)
    seen = look(page)
    assert seen.fills() == [RED, GREEN, GREEN, BLUE, BLUE]
    assert seen.key() == ["1", "1 – 3", "3 – 50"]


def test_vmin_and_vmax(look: Look) -> None:
    seen = look(explore(LANDS, "depth", vmin=0, vmax=7, cmap=["red", "blue"]))
    assert seen.fills()[-1] == BLUE
    assert seen.key()[0] == "0 – 1"
    assert seen.fills()[0] == RED


def test_legend_left_out(look: Look) -> None:
    seen = look(explore(LANDS, "rock", legend=False, cmap=RGB))
    assert seen.key() == []
    assert len(set(seen.fills())) == 3


def test_legend_caption_and_labels(look: Look) -> None:
    told = {"caption": "Kind of rock", "labels": ["Granite", "Slate", "Chalk"]}
    seen = look(explore(LANDS, "rock", legend_kwds=told, name="Rocks"))
    assert seen.key() == ["Granite", "Slate", "Chalk"]
    assert seen.layers() == ["Rocks"]
    assert "Kind of rock" in seen.tab.locator(".key-row").inner_text()


def test_legend_interval_and_fmt(look: Look) -> None:
    told = {"interval": True, "fmt": "{:.1f}"}
    seen = look(explore(LANDS, "depth", scheme="quantiles", k=2, legend_kwds=told))
    assert seen.key() == ["[1.0, 3.0]", "(3.0, 50.0]"]


def test_missing_kwds(look: Look) -> None:
    frame = LANDS.assign(depth=[1.0, np.nan, 3.0, 4.0, 50.0])
    seen = look(explore(frame, "depth", missing_kwds={"color": "lime", "label": "not measured"}))
    assert seen.fills()[1] == GREEN
    assert seen.key()[-1] == "Not measured"
    plain = look(explore(frame, "depth"))
    assert plain.styles("stroke-dasharray")[1] == "3px, 3px"
    assert plain.key()[-1] == "No value"


def test_style_kwds(look: Look) -> None:
    told = {"color": "red", "fillColor": "blue", "weight": 4, "fillOpacity": 0.25}
    seen = look(explore(LANDS, style_kwds=told | {"dashArray": "5 3", "opacity": 0.5}))
    assert set(seen.fills()) == {BLUE}
    for what, value in (
        ("stroke", RED),
        ("stroke-width", "4px"),
        ("fill-opacity", "0.25"),
        ("stroke-opacity", "0.5"),
        ("stroke-dasharray", "5px, 3px"),
    ):
        assert set(seen.styles(what)) == {value}


def test_style_kwds_without_fill_and_without_stroke(look: Look) -> None:
    assert set(look(explore(LANDS, style_kwds={"fill": False})).styles("fill-opacity")) == {"0"}
    bare = look(explore(LANDS, style_kwds={"stroke": False}))
    assert set(bare.styles("stroke-opacity")) == {"0"}


def test_a_style_function(look: Look) -> None:
    def style(row: dict[str, Any]) -> dict[str, Any]:
        return {"fillColor": "red" if row["properties"]["depth"] > 3 else "blue"}

    seen = look(explore(LANDS, style_kwds={"style_function": style}))
    assert seen.fills() == [BLUE, BLUE, BLUE, RED, RED]


def test_marker_kwds_and_marker_type(look: Look) -> None:
    told = {"radius": 9, "fill_color": "red", "color": "blue"}
    page = explore(points(2), marker_type="circle_marker", marker_kwds=told)
    assert [*look(page).dots().values()] == [["#ff0000", "9.0px", "#0000ff"]] * 2
    with pytest.warns(UserWarning, match="points are dots"):
        pins = look(explore(points(2), marker_type="marker"))
    assert len(pins.dots()) == 2


def test_lines_have_the_colour_of_their_class(look: Look) -> None:
    lines = [shapely.LineString([(0, n), (5, n)]) for n in range(3)]
    frame = gpd.GeoDataFrame({"kind": [*"abc"]}, geometry=lines, crs=4326)
    seen = look(explore(frame, "kind", cmap=RGB))
    assert seen.strokes() == [RED, GREEN, BLUE]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palest_dots_have_an_edge(look: Look, shared: Any, scheme: Any) -> None:
    """Ink around them: white on a light map is seen, and black on a dark one."""
    at = gpd.points_from_xy(np.tile(np.arange(20), 15) / 5, np.repeat(np.arange(15), 20) / 5)
    frame = gpd.GeoDataFrame({"v": np.arange(300)}, geometry=at, crs=4326)
    shared.tab.emulate_media(color_scheme=scheme)
    pale = "#ffffff" if scheme == "light" else "#000000"
    seen = look(explore(frame, color=pale))
    seen.tab.locator(".many canvas[data-drawn='300']").wait_for()
    darkest, lightest = seen.tab.evaluate(
        """() => {
          const canvas = document.querySelector(".many canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const seen = [];
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) seen.push(data[i + 1]);
          return [Math.min(...seen), Math.max(...seen)];
        }"""
    )
    shared.tab.emulate_media(color_scheme="light")
    assert darkest < 100
    assert lightest > 160
