"""How rows are drawn: what geopandas' own tests of `explore` ask of it, asked of our marks."""

from __future__ import annotations

from typing import Any

import folium
import pytest
import shapely

from invented import boxes, data_layer, points, worn
from mapper.frames import Page, explore
from mapper.frames.dress import Dress

LANDS = boxes(3, gdp=[1, 2, 3_000_000])
CITIES = points(3, name=[*"abc"])


def dresses(page: Page) -> list[Dress]:
    """What each row wears."""
    looks = page.drawn[-1].looks
    return [looks[each.look][1] for each in data_layer(page).features]


def test_a_style_is_that_of_every_row() -> None:
    told = {"fillOpacity": 0.1, "weight": 0.5, "fillColor": "orange"}
    for each in dresses(explore(LANDS, style_kwds=told)):
        assert (each.filling, each.width, each.colour) == (0.1, 0.5, "#ffa500")


def test_the_edge_may_have_a_colour_beside_that_of_the_class() -> None:
    page = explore(LANDS, "gdp", cmap="viridis", style_kwds={"color": "black"})
    assert {each.edge for each in dresses(page)} == {"#000000"}
    assert len(set(worn(page))) == 2


def test_a_function_styles_each_row() -> None:
    def style(row: dict[str, Any]) -> dict[str, str]:
        poor = row["properties"]["gdp"] < 10**6
        return {"fillColor": "red" if poor else "green", "color": "black" if poor else "white"}

    found = dresses(explore(LANDS, style_kwds={"style_function": style}))
    assert [(each.colour, each.edge) for each in found] == [
        ("#ff0000", "#000000"),
        ("#ff0000", "#000000"),
        ("#008000", "#ffffff"),
    ]


def test_a_style_function_is_a_function() -> None:
    with pytest.raises(ValueError, match="'style_function' has to be a callable"):
        explore(LANDS, style_kwds={"style_function": "not callable"})


def test_dots_are_as_large_and_as_full_as_is_asked() -> None:
    (plain,) = set(dresses(explore(CITIES)))
    assert plain.radius is None, "theirs are of 2 pixels, ours of 5, or of 3 where they are many"
    (told,) = set(dresses(explore(CITIES, marker_kwds={"radius": 5, "fill": False})))
    assert (told.radius, told.filling) == (5, 0)


@pytest.mark.parametrize(
    "told", [{"fill_color": "red"}, {"fillColor": "red"}, {"color": "red"}], ids=str
)
def test_markers_are_told_in_words_of_python_or_of_leaflet(told: dict[str, Any]) -> None:
    assert set(worn(explore(CITIES, marker_type="circle_marker", marker_kwds=told))) == {"#ff0000"}


@pytest.mark.parametrize(
    "asked",
    [
        {"marker_type": "marker", "marker_kwds": {"icon": folium.Icon(icon="star")}},
        {"marker_type": "circle", "marker_kwds": {"radius": 4}},
        {"marker_type": folium.Circle(radius=4, fill_color="orange")},
    ],
    ids=["pins", "circles in metres", "a marker of folium"],
)
def test_other_markers_are_dots_too_and_that_is_said(asked: dict[str, Any]) -> None:
    with pytest.warns(UserWarning, match="points are dots"):
        assert len(data_layer(explore(CITIES, **asked)).features) == 3


@pytest.mark.parametrize("given", ["dummy", 5, ["marker"]])
def test_a_marker_that_nobody_knows_is_refused(given: Any) -> None:
    said = "Only 'marker', 'circle', and 'circle_marker' are supported"
    with pytest.raises(ValueError, match=said):
        explore(CITIES, marker_type=given)


def test_what_is_pointed_at_is_highlighted_as_is_said() -> None:
    (plain,) = set(dresses(explore(LANDS)))
    assert plain.over is not None
    (without,) = set(dresses(explore(LANDS, highlight=False)))
    assert without.over is None
    (told,) = set(dresses(explore(LANDS, highlight_kwds={"fillOpacity": 1, "color": "red"})))
    assert told.over is not None
    assert (told.over.filling, told.over.edge) == (1, "#ff0000")
    assert told.edge == ""


def test_rows_of_one_picture_are_not_highlighted_and_that_is_said() -> None:
    with pytest.warns(UserWarning, match="none changes under a pointer"):
        explore(points(40).iloc[[*range(40)] * 6], highlight_kwds={"color": "red"})


def test_further_geometries_of_a_frame_are_left_out() -> None:
    frame = LANDS.copy()
    frame["boundary"], frame["middle"] = frame.boundary, frame.representative_point()
    page = explore(frame)
    assert data_layer(page).entry.popup == ("gdp",)
    assert data_layer(explore(frame.set_geometry("middle"))).features[0].geometry["type"] == "Point"


@pytest.mark.parametrize("gone", [None, shapely.Point(), shapely.Polygon()], ids=str)
def test_rows_that_have_no_shape_are_left_out_and_counted(gone: Any) -> None:
    frame = LANDS.copy()
    frame.loc[0, "geometry"] = gone
    with pytest.warns(UserWarning, match="1 row has no geometry: left out"):
        assert len(data_layer(explore(frame)).features) == 2
