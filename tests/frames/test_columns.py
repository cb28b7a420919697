"""Columns of every type, columns of every name, and every kind of index: shown as they stand."""

from __future__ import annotations

import datetime
import decimal
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from invented import data_layer, key_rows, payload, points
from mapper.frames import explore
from mapper.frames.columns import values_of
from mapper.model import MISSING

TIMES = pd.to_datetime(["2001-01-01", None, "2003-03-03"])


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ([True, False], [True, False]),
        (pd.array([True, None], dtype="boolean"), [True, MISSING]),
        (pd.array([1, None], dtype="Int64"), [1, MISSING]),
        (np.array([1, 2], "u1"), [1, 2]),
        ([1.5, np.nan, np.inf, -np.inf], [1.5, MISSING, "inf", "-inf"]),
        (np.array([0.1, 2.5], "f4"), [0.1, 2.5]),
        (pd.Categorical(["low", None], ["low", "high"], ordered=True), ["low", MISSING]),
        (pd.Categorical([3, 1]), [3, 1]),
        (TIMES, ["2001-01-01", MISSING, "2003-03-03"]),
        (pd.to_datetime(["2001-01-01 12:30"]), ["2001-01-01T12:30:00"]),
        (
            pd.to_datetime(["2001-07-01 12:00"]).tz_localize("Europe/Paris"),
            ["2001-07-01T12:00:00+02:00"],
        ),
        (pd.period_range("2001-01", periods=2, freq="M"), ["2001-01", "2001-02"]),
        (pd.to_timedelta([90, None], "min"), ["0 days 01:30:00", MISSING]),
        ([b"a\x00", None], ["61 00", MISSING]),
        ([[1, "x"], None, []], ['[1,"x"]', MISSING, "[]"]),
        ([{"a": np.int64(1)}, {(1, 2): 3}], ['{"a":1}', "{(1, 2): 3}"]),
        ([{2, 1}], ["[1,2]"]),
        ([decimal.Decimal("1.50")], ["1.50"]),
        ([datetime.date(1901, 2, 3), "x"], ["1901-02-03", "x"]),
        ([1, "a", None, 2.5], [1, "a", MISSING, 2.5]),
        (pd.array(["a", None], dtype="string"), ["a", MISSING]),
        ([complex(1, 2)], ["(1+2j)"]),
        (np.array(["half \ud800 a pair"], object), ["half ? a pair"]),
        (np.array([2**53 + 2, 1]), ["9007199254740994", 1]),
        ([2**70], [str(2**70)]),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value))[:40],
)
def test_a_column_of_any_type_is_plain_values(given: Any, shown: list[Any]) -> None:
    kind = object if isinstance(given, np.ndarray) and given.dtype == object else None
    found = values_of(pd.Series(given, dtype=kind))
    assert found == shown
    assert [type(each) for each in found] == [type(each) for each in shown]


def test_a_long_list_is_shown_short() -> None:
    (found,) = values_of(pd.Series([list(range(1000))]))
    assert len(found) == 201
    assert found.endswith("…")


def test_a_value_that_holds_itself_is_shown_as_python_writes_it() -> None:
    held: list[Any] = []
    held.append(held)
    assert values_of(pd.Series([held])) == ["[[...]]"]


NAMES = [
    *("id", "look", "geometry_", "a.b", 'quo"te', "em😀", "<b>x</b>", "{{7*7}}", "${1}", "kind"),
    *("rank", "precision", "route", "position", "now", "name_ru", "also", " ", "", "class"),
]


def test_a_column_of_any_name_is_shown_and_means_nothing_to_the_map() -> None:
    columns = {name: ["air", "1", "north"] for name in NAMES}
    page = explore(points(3, **columns))
    layer = data_layer(page)
    assert len(layer.entry.popup) == len(NAMES)
    for feature in layer.features:
        assert [feature.properties[name] for name in layer.entry.popup] == [
            feature.properties["Id"]
        ] * len(NAMES)
        assert feature.look == "data-0"
    sent = payload(page)["layers"][-1]["features"][0]
    assert (sent["kind"], sent["rank"], sent["precision"]) == ("", 6, "")
    assert "now" not in sent
    assert "badge" not in sent


def test_a_column_called_look_is_no_look_where_rows_are_columns_either() -> None:
    at = gpd.points_from_xy(np.arange(300) / 10, np.arange(300) / 10)
    frame = gpd.GeoDataFrame({"look": ["air"] * 300, "kind": ["x"] * 300}, geometry=at, crs=4326)
    sent = payload(explore(frame))["layers"][-1]
    assert sent["big"]["look"] == "data-0"
    assert {each["name"] for each in sent["big"]["columns"]} == {"name", "Look", "Kind"}


def test_columns_of_the_same_name_and_of_several_levels_are_all_there() -> None:
    frame = points(2, a=[1, 2])
    frame.insert(1, "a", [3, 4], allow_duplicates=True)
    assert data_layer(explore(frame)).entry.popup == ("a", "a ")


@pytest.mark.parametrize(
    ("index", "ids", "names"),
    [
        (pd.RangeIndex(3), ["data-0", "data-1", "data-2"], ["0", "1", "2"]),
        (pd.Index([30, 20, 10]), ["data-30", "data-20", "data-10"], ["30", "20", "10"]),
        (pd.Index(["Äa", "b c", "d"]), ["data-aa", "data-b-c", "data-d"], ["Äa", "b c", "d"]),
        (pd.Index(["x", "x", "y"]), ["data-0", "data-1", "data-2"], ["x", "x", "y"]),
        (pd.Index(["a b", "a-b", "c"]), ["data-0", "data-1", "data-2"], ["a b", "a-b", "c"]),
        (pd.Index([-1, 1, 2]), ["data-0", "data-1", "data-2"], ["-1", "1", "2"]),
        (pd.Index([None, "x", ""]), ["data-0", "data-1", "data-2"], ["–", "x", "–"]),
        (
            pd.to_datetime(["2001-01-01", "2001-01-02", "2001-01-03"]),
            ["data-2001-01-01", "data-2001-01-02", "data-2001-01-03"],
            ["2001-01-01", "2001-01-02", "2001-01-03"],
        ),
        (
            pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")]),
            ["data-1-a", "data-1-b", "data-2-a"],
            ["1, a", "1, b", "2, a"],
        ),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value)),
)
def test_the_index_is_the_id_and_the_name_where_no_column_is(
    index: pd.Index[Any], ids: list[str], names: list[str]
) -> None:
    layer = data_layer(explore(points(3, v=[1, 2, 3]).set_index(index)))
    assert [*layer.ids] == ids
    assert [feature.name["en"] for feature in layer.features] == names


def test_an_index_that_has_a_name_is_shown_as_a_column() -> None:
    index = pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["year", "part"])
    assert data_layer(explore(points(2, v=[1, 2]).set_index(index))).entry.popup == (
        "year",
        "part",
        "v",
    )


def test_rows_left_out_keep_the_ids_of_the_others_and_are_counted() -> None:
    frame = points(4, v=[1, 2, 3, 4])
    frame.loc[1, "geometry"] = None
    with pytest.warns(UserWarning, match=r"^1 row has no geometry: left out\.$"):
        layer = data_layer(explore(frame, "v"))
    assert [*layer.ids] == ["data-0", "data-2", "data-3"]
    assert [feature.properties["v"] for feature in layer.features] == [1, 3, 4]


def test_further_columns_of_geometry_are_not_shown() -> None:
    frame = points(2, v=[1, 2])
    frame["other"] = frame.geometry
    assert data_layer(explore(frame)).entry.popup == ("v",)


def test_columns_of_several_levels_are_called_by_all_of_them() -> None:
    frame = points(2, a=[1, 2], b=["x", "y"])
    frame.columns = pd.MultiIndex.from_tuples([("of", "one"), ("of", "two"), ("geometry", "")])
    frame = frame.set_geometry(("geometry", ""))
    page = explore(frame, ("of", "two"), tooltip=[("of", "one")])
    assert data_layer(page).entry.popup == ("of, one",)
    assert key_rows(page) == ["x", "y"]


@pytest.mark.parametrize(
    "name", [0, 1.5, True, ("a", 1), "half \ud800 a pair", "em😀", "q\"'", "."]
)
def test_a_column_is_found_by_its_name_whatever_that_is(name: Any) -> None:
    frame = points(2, a=["x", "y"])
    columns = pd.Index([name, "geometry"], dtype=object, tupleize_cols=False)
    frame = frame.set_axis(columns, axis=1).set_geometry("geometry")
    page = explore(frame, name, tooltip=[name], label=name)
    assert key_rows(page) == ["x", "y"]
    assert [each.name["en"] for each in data_layer(page).features] == ["x", "y"]
    assert "\ud800" not in page.html


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (pd.array([1, None, 3], dtype="Int64"), ["1 – 1.29", "2.71 – 3", "no value"]),
        (pd.array([1.5, None, 2.5], dtype="Float32"), ["1.5 – 1.64", "2.36 – 2.5", "no value"]),
        (pd.array([1, None, 3], dtype="int64[pyarrow]"), ["1 – 1.29", "2.71 – 3", "no value"]),
        (pd.Categorical(["b", None, "a"], ["b", "a"], ordered=True), ["b", "a", "no value"]),
        (pd.period_range("2001", periods=3, freq="Y"), ["2001", "2002", "2003"]),
        (
            pd.to_timedelta([1, 2, 3], "h"),
            ["0 days 01:00:00", "0 days 02:00:00", "0 days 03:00:00"],
        ),
        ([decimal.Decimal("1.50"), None, decimal.Decimal(2)], ["1.50", "2", "no value"]),
        ([b"a", b"b", None], ["61", "62", "no value"]),
        ([[1], {"a": 1}, None], ["[1]", '{"a":1}', "no value"]),
        ([1, "a", 2.5], ["1", "2.5", "a"]),
        ([np.inf, 1.0, -np.inf], ["1", "no value"]),
        ([complex(1, 2), complex(0), complex(0)], ["0j", "(1+2j)"]),
        (pd.interval_range(0, 3), ["(0, 1]", "(1, 2]", "(2, 3]"]),
        (pd.arrays.SparseArray([1.0, 0.0, 0.0]), ["0 – 0.143", "0.857 – 1"]),
        ([None, None, None], ["no value"]),
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-f]+", "", str(value))[:40],
)
@pytest.mark.filterwarnings("ignore:Values that are infinite")
def test_a_column_of_any_type_has_classes(values: Any, rows: list[str]) -> None:
    assert key_rows(explore(points(3, v=values), "v")) == rows
