"""Layers of frames with every kind of column, index and shape: as a folder would have them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import mapper
from mapper import Atlas
from memory.forts import said_by_the_command

KINDS: dict[str, tuple[Any, Any]] = {
    "bool": ([True, False, True], True),
    "nullable bool": (pd.array([True, None, False], dtype="boolean"), True),
    "nullable ints": (pd.array([7, None, 2], dtype="Int64"), 7),
    "large ints": ([2**60, 1, 2], str(2**60)),
    "floats": ([0.5, np.nan, np.inf], 0.5),
    "small floats": (np.array([0.1, 1, 2], "float32"), 0.1),
    "categories": (pd.Categorical(["b", "a", None], ["b", "a"], ordered=True), "b"),
    "datetimes with a zone": (
        pd.to_datetime(["2001-02-03T10:00Z"] * 3),
        "2001-02-03T10:00:00+00:00",
    ),
    "periods": (pd.period_range("2001-02", periods=3, freq="M"), "2001-02"),
    "spans": (pd.to_timedelta([1, 2, None], unit="h"), "0 days 01:00:00"),
    "bytes": ([b"\x01\xff", b"", None], "01 ff"),
    "lists": ([[1, 2], [], None], "[1,2]"),
    "tables": ([{"a": 1}, {}, None], '{"a":1}'),
    "decimals": ([Decimal("1.10"), None, Decimal(2)], "1.10"),
    "mixed": ([1, "a", None], 1),
    "nothing": ([None, None, None], None),
}


def frame(columns: Any, index: Any = None) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy([5, 6, 7], [45, 46, 47])
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326, index=index)


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_of_any_kind_is_what_its_file_says(kind: str, tmp_path: Path) -> None:
    values, first = KINDS[kind]
    atlas = Atlas.new("A").with_layer(frame({"it": values}), id="a")
    assert atlas.check() == []
    assert atlas.layers[0].features[0].properties.get("it") == first
    read = mapper.load(atlas.write(tmp_path / "a"))
    assert read.layers == atlas.layers


@pytest.mark.parametrize(
    "name",
    ["id", "look ", "Look", "geometry_", "a.b", '"', "😀", "{{7*7}}", "name_ru", 7, ("a", "b")],
)
def test_a_column_of_any_name_is_written(name: Any, tmp_path: Path) -> None:
    atlas = Atlas.new("A").with_layer(frame({name: ["x y", "x z", "u"]}), id="a")
    assert "x y" in {*atlas.layers[0].features[0].properties.values()}
    folder = atlas.write(tmp_path / "a")
    assert mapper.load(folder).layers == atlas.layers
    assert said_by_the_command(folder) == atlas.check()


def test_columns_that_mean_something_mean_it() -> None:
    data = frame(
        {"look": ["square", "circle", "nope"], "also": [["x", "y"], [], None], "rank": [1, 2, 3]}
    )
    atlas = Atlas.new("A").with_layer(data, id="a", look="ring")
    assert [each.look for each in atlas.layers[0].features] == ["square", "circle", "nope"]
    assert atlas.layers[0].features[0].properties["also"] == ["x", "y"]
    assert [each.what for each in atlas.check()] == ['no look "nope".']


INDEXES: dict[str, tuple[Any, list[str]]] = {
    "texts": (["North gate", "Süd", "Юг"], ["a-north-gate", "a-sud", "a-yug"]),
    "the same twice": (["x", "x", "y"], ["a-0", "a-1", "a-2"]),
    "several levels": (
        pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["town", "no"]),
        ["a-a-1", "a-a-2", "a-b-1"],
    ),
    "days": (pd.to_datetime(["2001-01-01"] * 2 + ["2002-01-01"]), ["a-0", "a-1", "a-2"]),
}


@pytest.mark.parametrize("kind", INDEXES)
def test_an_index_of_any_kind_gives_ids(kind: str) -> None:
    index, ids = INDEXES[kind]
    layer = Atlas.new("A").with_layer(frame({"v": [1, 2, 3]}, index), id="a").layers[0]
    assert list(layer.ids) == ids
    if kind == "several levels":
        assert layer.features[0].properties["town"] == "a"


def test_shapes_of_any_kind_are_put_right(tmp_path: Path) -> None:
    shapes = [
        shapely.Point(5, 45, 300),
        shapely.Point(190, 46),
        shapely.Polygon([(0, 40), (2, 42), (2, 40), (0, 42)]),
        shapely.LineString([(179, 50), (181, 51)]),
        shapely.Point(),
        shapely.Point(5, 95),
    ]
    said = (
        r"1 row has no geometry: left out\. 1 row lies nowhere on the map .* crosses itself: mended"
    )
    with pytest.warns(UserWarning, match=said):
        atlas = Atlas.new("A").with_layer(gpd.GeoSeries(shapes, crs=4326), id="a")
    features = atlas.layers[0].features
    assert features[0].geometry["coordinates"] == [5.0, 45.0]
    assert features[1].geometry["coordinates"] == [-170.0, 46.0]
    assert features[2].geometry["type"] == "MultiPolygon"
    assert features[3].geometry["type"] == "MultiLineString"
    folder = atlas.write(tmp_path / "a")
    assert said_by_the_command(folder) == atlas.check()
    assert [each.severity for each in atlas.check()] == []


def test_many_columns_are_properties_and_the_first_are_shown() -> None:
    layer = (
        Atlas.new("A").with_layer(frame({f"c{n}": [1, 2, 3] for n in range(300)}), id="a").layers[0]
    )
    assert len(layer.features[0].properties) == 301
    assert layer.entry.popup == tuple(f"c{n}" for n in range(20))


def test_what_frames_were_given_stays_as_it_was() -> None:
    data = frame({"v": [1, 2, 3], "when": ["1850", "1851", "1852"]})
    before = data.copy()
    facts = pd.DataFrame({"subject": ["a-0"], "field": ["v"], "value": [1]})
    told = facts.copy()
    Atlas.new("A").with_layer(data, id="a", when="when").with_facts(facts, certainty="low")
    pd.testing.assert_frame_equal(data, before)
    pd.testing.assert_frame_equal(facts, told)
