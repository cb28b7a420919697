"""Shapes of every kind, and frames of every size: where they lie, and what is said of it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString, MultiPoint, Point

from invented import data_layer, points
from mapper.frames import explore


def drawn(*shapes: Any, crs: Any = 4326) -> list[Any]:
    """The geometries that a page has of these."""
    page = explore(gpd.GeoDataFrame(geometry=[*shapes], crs=crs))
    above = [layer for layer in page.atlas.layers if not layer.entry.ground]
    return [feature.geometry for layer in above for feature in layer.features]


@pytest.mark.parametrize(
    "shape",
    [
        Point(1, 2, 3),
        shapely.from_wkt("POINT M (1 2 3)"),
        shapely.from_wkt("POINT ZM (1 2 3 4)"),
    ],
    ids=["z", "m", "zm"],
)
def test_heights_and_measures_are_left_out(shape: Any) -> None:
    assert drawn(shape) == [{"type": "Point", "coordinates": [1.0, 2.0]}]


def test_a_collection_comes_in_parts_one_of_each_kind() -> None:
    inner = shapely.GeometryCollection([Point(5, 5), LineString([(0, 0), (1, 1)])])
    kinds = [each["type"] for each in drawn(shapely.GeometryCollection([Point(1, 1), inner]))]
    assert kinds == ["MultiPoint", "LineString"]


@pytest.mark.parametrize("shape", [shapely.GeometryCollection(), MultiPoint(), None], ids=str)
def test_what_holds_nothing_is_left_out_and_counted(shape: Any) -> None:
    with pytest.warns(UserWarning, match="1 row has no geometry: left out"):
        assert len(drawn(Point(0, 0), shape)) == 1


def test_what_reaches_across_the_antimeridian_is_cut_there() -> None:
    (found,) = drawn(shapely.box(170, 0, 190, 10))
    parts = shapely.get_parts(shapely.geometry.shape(found))
    assert sorted(part.bounds for part in parts) == [
        (-180.0, 0.0, -170.0, 10.0),
        (170.0, 0.0, 180.0, 10.0),
    ]
    assert drawn(Point(190, 5)) == [{"type": "Point", "coordinates": [-170.0, 5.0]}]


@pytest.mark.parametrize("crs", [3857, 32633, 3035, "ESRI:54009", "OGC:CRS84"])
def test_any_system_is_brought_to_degrees(crs: Any) -> None:
    frame = gpd.GeoDataFrame(geometry=[Point(15, 50)], crs=4326).to_crs(crs)
    (feature,) = data_layer(explore(frame)).features
    assert feature.geometry["coordinates"] == pytest.approx([15, 50], abs=1e-5)


def test_one_row_is_shown_with_some_land_around_it() -> None:
    page = explore(points(1, v=[1]), "v")
    west, south, east, north = page.atlas.manifest.atlas.view or (0, 0, 0, 0)
    assert 1 < east - west < 5
    assert 1 < north - south < 5


def test_no_rows_at_all_are_the_ground_and_that_is_said() -> None:
    frame = points(2, v=[1, 2], k=["a", "b"]).iloc[:0]
    for asked in ({}, {"column": "v"}, {"column": "k"}, {"color": "red"}, {"label": "k"}):
        with pytest.warns(UserWarning, match="nothing is drawn"):
            page = explore(frame, **asked)
        assert [layer.id for layer in page.atlas.layers] == ["ground"]


@pytest.mark.parametrize("count", [4, 400], ids=["marks", "columns"])
def test_rows_of_one_index_are_told_apart(count: int) -> None:
    at = gpd.points_from_xy(np.arange(count) / 50, np.arange(count) / 50)
    frame = gpd.GeoDataFrame({"v": range(count)}, geometry=at, crs=4326)
    same = frame.set_index(pd.Index(["x"] * count))
    ids = [*data_layer(explore(same)).ids]
    assert len(set(ids)) == count
    doubled = pd.MultiIndex.from_arrays([["a"] * count, [1] * count], names=["one", None])
    layer = data_layer(explore(frame.set_index(doubled)))
    assert len({*layer.ids}) == count
    assert layer.entry.popup == ("one", "v")
