"""`mapper.explore`: each parameter of geopandas' method, and what it does to the atlas it makes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import geopandas.explore
import numpy as np
import pandas as pd
import pytest
import shapely
from branca.colormap import linear

import mapper
from invented import colours, data_layer, key_rows, payload, points
from mapper.frames import Page, explore, register

FIVE = points(5, depth=[1.0, 2.0, 3.0, 4.0, 50.0], rock=["b", "a", "b", "c", "a"])


def test_its_parameters_are_those_of_geopandas_in_their_order() -> None:
    theirs = [*inspect.signature(geopandas.explore._explore).parameters]
    ours = inspect.signature(mapper.explore).parameters
    assert [*ours][1 : len(theirs) - 1] == theirs[1:-1]
    defaults = {name: each.default for name, each in ours.items()}
    for name, each in inspect.signature(geopandas.explore._explore).parameters.items():
        if name in ("df", "kwargs", "tiles"):
            continue
        assert defaults[name] == each.default or (each.default == {} and defaults[name] is None)


def test_frames_and_series_have_it_as_a_method() -> None:
    register()  # as importing mapper does, where pandas has been imported before
    assert isinstance(FIVE.mapper.explore("depth"), Page)
    assert isinstance(FIVE.geometry.mapper.explore(color="red"), Page)
    with pytest.raises(AttributeError):
        _ = pd.DataFrame({"a": [1]}).mapper


def test_numbers_are_seven_steps_from_the_least_to_the_greatest() -> None:
    page = explore(FIVE, "depth")
    assert key_rows(page)[0] == "1 – 8"
    assert key_rows(page)[-1] == "43 – 50"
    assert colours(page)[0] == "var(--step-1)"
    assert colours(page)[-1] == "var(--step-7)"


@pytest.mark.parametrize(
    ("scheme", "k", "rows"),
    [
        ("quantiles", 2, ["1 – 3", "3 – 50"]),
        ("Quantiles", 5, ["1 – 1.8", "1.8 – 2.6", "2.6 – 3.4", "3.4 – 13.2", "13.2 – 50"]),
        ("equalinterval", 2, ["1 – 25.5", "25.5 – 50"]),
        ("naturalbreaks", 2, ["1 – 4", "4 – 50"]),
    ],
)
def test_a_scheme_parts_numbers_as_mapclassify_does(scheme: str, k: int, rows: list[str]) -> None:
    page = explore(FIVE, "depth", scheme=scheme, k=k)
    assert key_rows(page) == rows


def test_classification_kwds_reach_mapclassify() -> None:
    page = explore(
        FIVE, "depth", scheme="UserDefined", classification_kwds={"bins": [2, 10, 50], "k": 3}
    )
    assert key_rows(page) == ["1 – 2", "2 – 10", "10 – 50"]


def test_vmin_and_vmax_are_the_ends_of_the_steps_and_what_is_beyond_is_in_the_last() -> None:
    page = explore(FIVE, "depth", vmin=0, vmax=7)
    assert key_rows(page)[0] == "0 – 1"
    looks = [feature.look for feature in data_layer(page).features]
    assert looks[-1] == data_layer(page).entry.looks.of["6 – 7"]  # type: ignore[union-attr]


def test_words_are_categories_in_the_order_of_the_alphabet() -> None:
    page = explore(FIVE, "rock")
    assert key_rows(page) == ["a", "b", "c"]
    assert colours(page) == ["var(--class-1)", "var(--class-2)", "var(--class-3)"]


def test_an_ordered_categorical_keeps_its_order_and_lists_what_is_there() -> None:
    kind = pd.CategoricalDtype(["low", "mid", "high"], ordered=True)
    page = explore(points(3, size=pd.Series(["high", "low", "low"], dtype=kind)), "size")
    assert key_rows(page) == ["low", "high"]


def test_numbers_asked_to_be_categories_are() -> None:
    page = explore(points(3, code=[7, 1200, 7]), "code", categorical=True)
    assert key_rows(page) == ["7", "1,200"]


def test_categories_choose_and_order_and_all_else_has_no_value() -> None:
    page = explore(
        FIVE, "rock", categories=["c", "a"], missing_kwds={"color": "black", "label": "other"}
    )
    assert key_rows(page) == ["c", "a", "other"]
    assert colours(page)[-1] == "#000000"


def test_rows_without_a_value_are_said_to_have_none() -> None:
    page = explore(points(3, depth=[1.0, np.nan, 3.0]), "depth")
    assert key_rows(page)[-1] == "no value"
    assert colours(page)[-1] == "var(--sym-paper)"


@pytest.mark.parametrize(
    ("cmap", "first", "last"),
    [
        ("viridis", "#440154", "#fde725"),
        ("viridis_r", "#fde725", "#440154"),
        ("Blues", "#f7fbff", "#08306b"),
        (["red", "#00f"], "#ff0000", "#0000ff"),
        (linear.YlGn_09.scale(1, 50), None, None),
    ],
)
def test_a_colour_map_colours_the_steps(cmap: Any, first: str | None, last: str | None) -> None:
    if first is None:  # it is asked of each value
        with pytest.warns(UserWarning, match="have no key"):
            page = explore(FIVE, "depth", cmap=cmap)
        assert len(set(colours(page))) == 5
        return
    page = explore(FIVE, "depth", cmap=cmap)
    assert colours(page)[0] == first
    assert colours(page)[-1] == last


def test_a_list_of_colours_is_that_of_categories() -> None:
    assert colours(explore(FIVE, "rock", cmap=["r", "g", "#00f"])) == [
        "#ff0000",
        "#008000",
        "#0000ff",
    ]
    assert len(set(colours(explore(points(30, c=[f"c{n:02}" for n in range(30)]), "c")))) > 15


def test_a_function_as_colour_map_is_asked_of_each_value() -> None:
    with pytest.warns(UserWarning, match="have no key"):
        page = explore(FIVE, "depth", cmap=lambda value: "red" if value > 3 else "blue")
    assert sorted(colours(page)) == ["#0000ff", "#ff0000"]


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("tomato", ["#ff6347"]),
        ("#abc", ["#aabbcc"]),
        ("tab:blue", ["#1f77b4"]),
        ("k", ["#000000"]),
        ((1.0, 0.0, 0.0), ["#ff0000"]),
        (["red", "red", "lime", "red", "red"], ["#ff0000", "#00ff00"]),
        ("tint", ["#ff0000", "#008000"]),
    ],
)
def test_colours_are_one_or_one_a_row_or_a_column(color: Any, expected: list[str]) -> None:
    frame = FIVE.assign(tint=["red", "green"] * 2 + ["red"])
    assert sorted(colours(explore(frame, color=color))) == sorted(expected)


def test_a_column_may_be_given_itself_and_a_series_goes_by_its_index() -> None:
    assert key_rows(explore(FIVE, np.array(["x", "y", "x", "y", "x"]))) == ["x", "y"]
    frame = FIVE.set_index(pd.Index([10, 11, 12, 13, 14]))
    turned = pd.Series(["x", "x", "x", "x", "y"], index=[14, 13, 12, 11, 10])
    page = explore(frame, turned)
    assert data_layer(page).features[0].properties["kind"] == "y"


def test_style_kwds_are_leaflets_and_a_function_is_asked_of_each_row() -> None:
    seen: list[dict[str, Any]] = []

    def style(feature: dict[str, Any]) -> dict[str, Any]:
        seen.append(feature)
        return {"fillColor": "red" if feature["properties"]["depth"] > 3 else "blue", "weight": 3}

    page = explore(FIVE.set_index("rock"), style_kwds={"style_function": style, "fillOpacity": 0.5})
    worn = [dress for _, dress in page.drawn[0].looks.values()]
    assert {dress.colour for dress in worn} == {"#ff0000", "#0000ff"}
    assert {(dress.width, dress.filling) for dress in worn} == {(3.0, 0.5)}
    assert seen[0]["geometry"] == {"type": "Point", "coordinates": [0.0, 40.0]}
    assert seen[0]["id"] == "b"


def test_marker_kwds_say_how_large_a_dot_is() -> None:
    assert "--tone-dot:9.0px" in explore(FIVE, marker_kwds={"radius": 9}).html


@pytest.mark.parametrize(
    ("popup", "tooltip", "shown"),
    [
        (False, True, ("depth", "rock")),
        (True, False, ("depth", "rock")),
        (False, False, ()),
        (1, False, ("depth",)),
        ("rock", False, ("rock",)),
        (["rock"], "depth", ("rock", "depth")),
    ],
)
def test_popup_and_tooltip_choose_what_records_show(
    popup: Any, tooltip: Any, shown: tuple[str, ...]
) -> None:
    assert data_layer(explore(FIVE, popup=popup, tooltip=tooltip)).entry.popup == shown


def test_aliases_are_what_records_call_columns() -> None:
    page = explore(FIVE, popup=["rock"], tooltip=False, popup_kwds={"aliases": ["Type of rock"]})
    assert data_layer(page).features[0].properties["Type of rock"] == "b"


def test_of_three_hundred_columns_the_first_twenty_are_shown_and_that_is_said() -> None:
    wide = points(2, **{f"c{n}": [1, 2] for n in range(300)})
    with pytest.warns(UserWarning, match="the first 20 of 300 columns"):
        page = explore(wide)
    assert len(data_layer(page).entry.popup) == 20


def test_the_key_is_captioned_labelled_or_left_out() -> None:
    told = {"caption": "How deep", "labels": ["shallow", "deep"]}
    page = explore(FIVE, "depth", scheme="quantiles", k=2, legend_kwds=told, name="Wells")
    looks = data_layer(page).entry.looks
    assert looks is not None
    assert looks.title == "How deep"
    assert key_rows(page) == ["shallow", "deep"]
    assert data_layer(page).entry.title == "Wells"
    without = explore(FIVE, "depth", legend=False)
    assert key_rows(without) == []
    assert len(set(colours(without))) > 1


def test_intervals_are_written_as_mapclassify_writes_them() -> None:
    told = {"interval": True, "fmt": "{:.1f}"}
    page = explore(FIVE, "depth", scheme="quantiles", k=2, legend_kwds=told)
    assert key_rows(page) == ["[1.0, 3.0]", "(3.0, 50.0]"]


def test_a_page_takes_further_frames_as_layers_and_stays_as_it_was() -> None:
    first = explore(FIVE, color="red", name="Wells", title="Water")
    lines = gpd.GeoDataFrame(geometry=[shapely.LineString([(20, 50), (30, 52)])], crs=4326)
    both = explore(lines.to_crs(3857), m=first, name="Pipes")
    titles = [layer.entry.title for layer in both.atlas.layers if not layer.entry.ground]
    assert titles == ["Wells", "Pipes"]
    assert both.setting.title == "Water"
    assert both.atlas.manifest.atlas.bounds[2] > 30
    assert len(first.drawn) == 1


def test_points_lines_and_areas_of_one_frame_are_layers_of_one_key() -> None:
    shapes = [
        shapely.Point(0, 0),
        shapely.box(1, 1, 2, 2),
        shapely.LineString([(3, 3), (4, 4)]),
        shapely.GeometryCollection([shapely.Point(5, 5), shapely.box(5, 5, 6, 6)]),
    ]
    page = explore(gpd.GeoDataFrame({"a": [*"wxyz"]}, geometry=shapes, crs=4326), name="Mixed")
    counts = {each.entry.title: len(each.features) for each in page.atlas.layers[-3:]}
    assert counts == {"Mixed: points": 2, "Mixed: lines": 1, "Mixed: areas": 2}


def test_many_rows_are_columns_and_few_are_marks() -> None:
    few, at = points(40, v=range(40)), gpd.points_from_xy(np.arange(500) / 10, np.arange(500) / 9)
    many = gpd.GeoDataFrame({"v": range(500)}, geometry=at, crs=4326)
    assert "big" not in payload(explore(few))["layers"][-1]
    big = payload(explore(many, "v"))["layers"][-1]
    assert big["big"]["count"] == 500
    assert len(big["looks"]["values"]) == 7
    assert [each["value"] for each in big["big"]["samples"]] == big["looks"]["values"]


def test_a_label_names_rows_and_stands_on_the_map() -> None:
    page = explore(points(3, place=["North", "South", ""]), label="place")
    names = [feature.name["en"] for feature in data_layer(page).features]
    assert names == ["North", "South", "2"]
    assert {each["feature"] for each in payload(page)["labels"]} >= {"data-0", "data-1"}


def test_title_text_and_sources_are_said_and_nothing_that_a_frame_has_not() -> None:
    page = explore(FIVE, title="Wells", text="Of five villages.", sources=["Survey of 1901"])
    assert "<title>Wells</title>" in page.html
    assert "Of five villages." in page.html
    assert "Survey of 1901" in page.html
    for unsaid in ("Every claim names its source", "To cite this map", "0 claims", "Version"):
        assert unsaid not in page.html.partition("<main")[2].partition("</main>")[0]


def test_it_opens_where_it_is_asked_to() -> None:
    page = explore(FIVE, location=(48, 11), zoom_start=7, max_zoom=9)
    west, south, east, north = page.atlas.manifest.atlas.view or (0, 0, 0, 0)
    assert (west + east) / 2 == pytest.approx(11)
    assert south < 48 < north
    assert page.atlas.manifest.atlas.zoom[1] == 9


@pytest.mark.parametrize(
    "make",
    [
        lambda: explore(points(0, a=[])),
        lambda: explore(gpd.GeoDataFrame({"a": [1]}, geometry=[None], crs=4326)),
    ],
)
def test_where_there_is_nothing_to_draw_the_page_is_the_ground_and_that_is_said(
    make: Callable[[], Page],
) -> None:
    with pytest.warns(UserWarning, match="nothing is drawn"):
        page = make()
    assert [layer.id for layer in page.atlas.layers] == ["ground"]
    assert "Land" in page.html


def test_the_ground_is_in_the_language_of_the_page_and_names_its_maker() -> None:
    page = explore(FIVE, language="ru", title="Колодцы")
    ground = page.atlas.layers[0]
    assert ground.features[0].name == {"ru": "Суша"}
    assert ground.entry.attribution == "Основа и современные границы: Natural Earth"


def test_tiles_are_an_online_base_and_the_page_says_whom_it_asks() -> None:
    with pytest.warns(UserWarning, match=r"asks t\.example\.org for pictures of the map"):
        page = explore(FIVE, tiles="https://t.example.org/{z}/{x}/{y}.png", attr="<b>Makers</b>")
    (base,) = payload(page)["bases"]
    assert base["shown"]
    assert base["credits"] == [["Makers", ""]]
    with pytest.warns(UserWarning, match="refuse pages that are opened from disk"):
        explore(FIVE, tiles="OpenStreetMap")


def test_what_cannot_be_done_is_one_warning_that_says_what_is_done_instead() -> None:
    asked = {"control_scale": False, "marker_type": "marker", "zoom_control": False}
    register()
    for way in (lambda: explore(FIVE, **asked), lambda: FIVE.mapper.explore(**asked)):
        with pytest.warns(UserWarning, match="always has its scale") as said:
            way()
        (one,) = said
        assert "points are dots" in str(one.message)
        assert one.filename == __file__, "it is of the line that called, by whatever way"


def test_a_column_of_very_many_values_is_coloured_and_its_key_left_out() -> None:
    frame = points(90, code=[f"c{number}" for number in range(90)]).set_index(pd.RangeIndex(90))
    frame.geometry = gpd.points_from_xy(np.arange(90) / 2, np.arange(90) / 3)
    with pytest.warns(UserWarning, match="has 90 values: colours come over again"):
        page = explore(frame.set_crs(4326), "code")
    assert key_rows(page) == []
    assert len(set(colours(page))) == 20


def test_rows_of_two_layers_never_share_an_id() -> None:
    index = pd.MultiIndex.from_tuples([(2, "a"), (3, "a")])
    first = explore(points(2).set_index(index))
    both = explore(points(2).set_index(pd.Index(["a", "b"])), m=first)
    ids = [id for layer in both.atlas.layers for id in layer.ids]
    assert len(set(ids)) == len(ids)


def test_a_page_is_in_one_language() -> None:
    with pytest.raises(mapper.MapperError, match="A page is in one language"):
        explore(FIVE, m=explore(FIVE, language="ru"), language="fa")


def test_a_dot_that_is_not_filled_is_hollow_and_a_pale_one_is_seen_through() -> None:
    assert (
        "{--tone:var(--sym-paper);--tone-dot:5px;}"
        in explore(FIVE, style_kwds={"fill": False}).html
    )
    pale = explore(FIVE, color="red", style_kwds={"fillOpacity": 0.5}).html
    assert "{--tone:#ff0000;--tone-dot:5px;opacity:0.5;}" in pale


def test_an_index_may_be_called_as_anything_in_python() -> None:
    made = explore(FIVE.rename_axis("self"))
    assert made.atlas.layers[-1].features[0].properties
