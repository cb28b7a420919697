"""What is wrong with a frame or with what is asked: said before anything is drawn."""

from __future__ import annotations

import inspect
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point

from invented import data_layer, points
from mapper import MapperError
from mapper.frames import explore

FRAME = points(3, pop=[1.0, 2.0, 3.0], kind=["a", "b", "a"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"column": "popp"}, 'column: there is no column "popp". Did you mean "pop"?'),
        ({"tooltip": "knd"}, 'tooltip: there is no column "knd". Did you mean "kind"?'),
        ({"popup": ["pop", "x"]}, 'popup: there is no column "x". There are pop, kind.'),
        ({"label": "names"}, 'label: there is no column "names". There are pop, kind.'),
        ({"column": "pop", "cmap": "virids"}, 'no colour map is called "virids". Did you mean'),
        ({"column": "pop", "cmap": []}, "cmap: has no colour in it."),
        ({"column": "pop", "cmap": 7}, "cmap: is int, not colours."),
        (
            {"column": "pop", "scheme": "quantile"},
            'no scheme "quantile". Did you mean "Quantiles"?',
        ),
        ({"column": "pop", "vmin": 5, "vmax": 3}, "vmin: 5 is more than vmax, 3."),
        ({"color": "redd"}, '"redd" is no colour, and no column. Did you mean "red"?'),
        ({"color": "kind"}, 'column "kind": "a" is no colour.'),
        ({"color": ["red"]}, "color: has 1 colours for 3 rows."),
        ({"color": ["red", "x", "blue"]}, 'color: "x" is no colour.'),
        ({"style_kwds": {"wieght": 2}}, 'wieght: is no style of a path. Did you mean "weight"?'),
        ({"style_kwds": {"weight": "thick"}}, 'style_kwds.weight: "thick" is no number.'),
        ({"style_kwds": {"weight": -1}}, "style_kwds.weight: -1 is out of range."),
        ({"style_kwds": {"color": "}body{"}}, 'style_kwds.color: "}body{" is no colour.'),
        ({"style_kwds": {"dashArray": "5;}"}}, 'style_kwds.dashArray: "5;}" are no lengths.'),
        ({"style_kwds": {"style_function": lambda _: 1}}, "style_function: gives int."),
        (
            {"missing_kwds": {"colour": "red"}},
            "missing_kwds.colour: is nothing that geopandas knows.",
        ),
        ({"legend_kwds": {"captoin": "x"}}, 'Did you mean "caption"?'),
        ({"column": "pop", "legend_kwds": {"fmt": "{:d}"}}, '"{:d}" cannot write a number'),
        ({"popup": True, "popup_kwds": {"aliases": ["x"]}}, "1 aliases for 2 columns."),
        ({"tooltip_kwds": {"aliases": [*"xyz"]}}, "3 aliases for 2 columns."),
        ({"tiles": "OpenTopoMapp"}, 'no provider "OpenTopoMapp". Did you mean "OpenTopoMap"?'),
        ({"tiles": "https://x.org/{z}/{x}/{y}.png"}, "attr: is missing."),
        ({"tiles": "https://x.org/{z}/{x}/{y}.png?key=1", "attr": "x"}, "holds a key or token"),
        ({"tiles": 7}, "tiles: is int."),
        ({"m": "map.html"}, "m: is str, not a page of mapper."),
        ({"look": "sqare"}, 'there is no look "sqare". Did you mean "square"?'),
        ({"language": "rus"}, 'no words in "rus". There are en, fa, ru.'),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value)),
)
def test_what_is_asked_wrongly_is_said_with_how_to_mend_it(
    asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(MapperError, match=re.escape(said)):
        explore(FRAME, **asked)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"a": [1]}), "is given DataFrame, not a GeoDataFrame."),
        (gpd.GeoDataFrame({"a": [1]}), "the frame has no geometry. Say which column holds it"),
        ([Point(0, 0)], "is given list"),
        (
            gpd.GeoSeries([Point(5e5, 5e6)]),
            "the frame has no CRS, and its coordinates are no degrees",
        ),
    ],
    ids=["no frame", "no geometry", "a list", "metres without a CRS"],
)
def test_what_is_no_frame_on_the_map_is_refused(frame: Any, said: str) -> None:
    with pytest.raises(MapperError, match=re.escape(said)):
        explore(frame)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(MapperError) as kinds:
        explore(FRAME, k="x", width="10em", location=(float("nan"), 1), popup_kwds={"aliases": 5})
    places = ["location", "k", "width", "popup_kwds.aliases"]
    assert sorted(each.place for each in kinds.value.problems) == sorted(places)
    with pytest.raises(MapperError) as values:
        explore(
            FRAME,
            "popp",
            look="sqare",
            label="names",
            language="xx",
            tiles="OpenTopoMapp",
            legend_kwds={"captoin": "x"},
        )
    places = ["column", "look", "label", "language", "tiles", "legend_kwds.captoin"]
    assert sorted(each.place for each in values.value.problems) == sorted(places)


def test_a_language_without_words_is_said_also_where_some_are_wanted() -> None:
    frame = FRAME.assign(pop=[1.0, np.nan, 3.0])
    with pytest.raises(MapperError, match=r'^explore\(\): language: there are no words in "xx"'):
        explore(frame, "pop", language="xx")


def test_all_keywords_that_nobody_knows_are_named() -> None:
    with pytest.raises(TypeError, match=r"(?s)'tool_tip'.*'colour'. Did you mean \"color\"\?"):
        explore(FRAME, tool_tip=True, colour="red")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"location": (float("nan"), 1)}, "location: (nan, 1) is no place. Write latitude and"),
        ({"location": (48, 11, 2)}, "location: (48, 11, 2) is no place."),
        ({"location": (480, 11)}, "location: (480, 11) is not on Earth."),
        ({"zoom_start": 300}, "zoom_start: 300 is out of range. Write one from 0 to 24."),
        ({"min_zoom": 9, "max_zoom": 3}, "min_zoom: 9 is more than max_zoom, 3."),
        ({"max_zoom": 7.5}, "max_zoom: 7.5 is no whole number."),
        ({"popup_kwds": {"aliases": 5}}, "popup_kwds.aliases: is int, not a list."),
        ({"width": -5}, "width: -5 is out of range. Write pixels, as 600"),
        ({"width": 10**400}, "is no length."),
        ({"height": "²"}, "height: '²' is no length."),
        ({"k": 0}, "k: 0 is out of range. Write one from 1 to 256."),
        ({"k": True}, "k: True is no whole number."),
        ({"vmin": float("nan")}, "vmin: nan is no number."),
        ({"legend": "no"}, "legend: is str, not True or False."),
        ({"title": 5}, "title: is int, not text. Put it in quotes."),
        ({"sources": [1]}, "sources: holds 1, which is not text."),
        ({"tooltip": -1}, "tooltip: -1 is no number of columns."),
        ({"column": FRAME}, "column: is GeoDataFrame, not a column."),
        ({"column": FRAME.geometry}, "column: holds shapes, which are no values"),
        ({"color": {"a": "red"}}, "color: is dict, not a colour."),
        ({"categories": ["a", "a"]}, "categories: 'a' is there twice."),
        ({"marker_type": 5}, "marker_type: Only 'marker', 'circle'"),
        ({"name": len}, "name: is builtin_function_or_method, not text."),
        ({"column": "pop", "scheme": "UserDefined"}, '"UserDefined" cannot part these values'),
        ({"column": "pop", "cmap": lambda _: 1 / 0}, "cmap: fails for 1.0: ZeroDivisionError"),
        ({"style_kwds": {"style_function": lambda _: 1 / 0}}, "fails for row 0: ZeroDivisionError"),
        ({"column": "pop", "legend_kwds": {"fmt": "{:>99999}"}}, "asks for too many letters."),
        ({"map_kwds": {"zoom_control": False}}, "'zoom_control' cannot be specified in 'map_kwds'"),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value))[:60],
)
def test_a_value_of_a_wrong_kind_is_refused_before_anything_is_drawn(
    asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(MapperError, match=re.escape(said)):
        explore(FRAME, **asked)


@pytest.mark.parametrize(
    "name",
    [name for name in inspect.signature(explore).parameters if name.endswith("_kwds")],
)
@pytest.mark.parametrize("given", [5, "x", [1], {1: 2}], ids=str)
def test_keywords_are_a_dict_of_names(name: str, given: Any) -> None:
    with pytest.raises(MapperError, match=f"{name}: (is .*, not a dict|has the key 1)"):
        explore(FRAME, **{name: given})


def test_a_keyword_that_nobody_knows_is_a_type_error_that_guesses() -> None:
    with pytest.raises(
        TypeError, match=re.escape("no parameter 'tool_tip'. Did you mean \"tooltip\"?")
    ):
        explore(FRAME, tool_tip=True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"column": [1, 2]}, "different number of rows"),
        ({"marker_type": "pin"}, "Only 'marker', 'circle', and 'circle_marker'"),
        ({"style_kwds": {"style_function": "x"}}, "has to be a callable"),
        (
            {"column": "kind", "legend_kwds": {"labels": ["one"]}},
            r"number of legend labels \(1\) does not match the number of categories \(2\)",
        ),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value)),
)
def test_where_geopandas_raises_a_value_error_so_do_we(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        explore(FRAME, **asked)


def test_categories_of_a_categorical_are_refused_as_geopandas_does() -> None:
    with pytest.raises(ValueError, match="when column has categorical dtype"):
        explore(FRAME.astype({"kind": "category"}), "kind", categories=["a"])


def test_without_mapclassify_a_scheme_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mapclassify", None)
    with pytest.raises(MapperError, match=r'pip install "mapper\[classes\]"'):
        explore(FRAME, "pop", scheme="quantiles")


def test_no_crs_is_said_and_degrees_are_taken_for_what_they_are() -> None:
    with pytest.warns(UserWarning, match="The frame has no CRS"):
        layer = data_layer(explore(FRAME.set_crs(None, allow_override=True)))
    assert layer.features[1].geometry["coordinates"] == [1.0, 41.0]


@pytest.mark.parametrize("crs", [3857, 32631, "ESRI:54030"])
def test_any_crs_comes_to_degrees(crs: Any) -> None:
    layer = data_layer(explore(FRAME.to_crs(crs)))
    assert layer.features[1].geometry["coordinates"] == pytest.approx([1.0, 41.0], abs=1e-5)


def test_what_lies_nowhere_is_left_out_and_what_crosses_itself_is_mended() -> None:
    shapes = [Point(0, 0), Point(np.inf, 1), shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]
    with pytest.warns(
        UserWarning, match=r"1 row lies nowhere on the map.*1 area crosses itself: mended"
    ):
        page = explore(gpd.GeoDataFrame(geometry=shapes, crs=4326))
    assert [len(layer.features) for layer in page.atlas.layers[-2:]] == [1, 1]
