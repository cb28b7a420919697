"""Arrays of shapely geometries: sorted, put right, flattened as GeoJSON would be."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, box
from shapely.geometry import mapping

from mapper.geometry import as_ragged, geometry, ragged, sort_shapes

HOLED = box(0, 0, 9, 9).difference(box(2, 2, 3, 3)).difference(box(5, 5, 6, 6))


@pytest.mark.parametrize(
    "shapes",
    [
        [Point(1, 2), Point(3, 4)],
        [Point(1, 2), shapely.MultiPoint([(3, 4), (5, 6)])],
        [
            LineString([(0, 0), (1, 1)]),
            shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 4)]]),
        ],
        [HOLED, shapely.MultiPolygon([box(20, 20, 21, 21), HOLED]), box(0, 0, 1, 1)],
    ],
    ids=["points", "several points", "lines", "areas"],
)
def test_they_come_to_what_their_geojson_comes_to(shapes: list[shapely.Geometry]) -> None:
    (part,) = sort_shapes(np.array(shapes, object)).parts
    ours, theirs = as_ragged(part), ragged([mapping(each) for each in shapes])
    for name in ("kinds", "parts", "rings", "sizes", "xy"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name


def test_collections_come_in_parts_by_dimension_also_those_in_them() -> None:
    inner = shapely.GeometryCollection([Point(1, 1), box(0, 0, 1, 1)])
    outer = shapely.GeometryCollection([Point(2, 2), inner, LineString([(0, 0), (1, 1)])])
    found = sort_shapes(np.array([Point(9, 9), outer], object))
    assert [(part.dimension, part.rows.tolist()) for part in found.parts] == [
        ("points", [0, 1]),
        ("lines", [1]),
        ("areas", [1]),
    ]
    assert geometry(as_ragged(found.parts[0]), 1)["coordinates"] == [[2.0, 2.0], [1.0, 1.0]]


def test_what_is_missing_empty_or_nowhere_is_told_by_its_row() -> None:
    shapes = [None, Point(), Point(0, 0), Point(1e6, 2e6), Point(np.inf, 0), Point(0, 91)]
    found = sort_shapes(np.array(shapes, object))
    assert found.without.tolist() == [0, 1]
    assert found.beyond.tolist() == [3, 4, 5]
    assert found.parts[0].rows.tolist() == [2]


def test_heights_are_dropped_and_rings_are_lines() -> None:
    shapes = [LineString([(1, 2, 3), (4, 5, 6)]), shapely.LinearRing([(0, 0), (1, 0), (1, 1)])]
    (part,) = sort_shapes(np.array(shapes, object)).parts
    found = as_ragged(part)
    assert geometry(found, 0) == {"type": "LineString", "coordinates": [[1, 2], [4, 5]]}
    assert geometry(found, 1)["coordinates"][-1] == [0, 0]


@pytest.mark.parametrize(
    ("shape", "bounds"),
    [
        (Point(200, 5), [(-160, 5, -160, 5)]),
        (box(190, 0, 200, 5), [(-170, 0, -160, 5)]),
        (box(170, 0, 190, 5), [(170, 0, 180, 5), (-180, 0, -170, 5)]),
        (box(-190, 0, -170, 5), [(-180, 0, -170, 5), (170, 0, 180, 5)]),
        (LineString([(170, 0), (190, 10)]), [(170, 0, 180, 5), (-180, 5, -170, 10)]),
    ],
    ids=str,
)
def test_what_goes_on_beyond_the_180th_meridian_is_turned_or_cut(
    shape: shapely.Geometry, bounds: list[tuple[float, float, float, float]]
) -> None:
    (part,) = sort_shapes(np.array([shape], object)).parts
    assert {each.bounds for each in shapely.get_parts(part.shapes[0])} == set(bounds)


def test_an_area_that_crosses_itself_is_mended_and_told_of() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    found = sort_shapes(np.array([box(0, 0, 1, 1), bow], object))
    assert found.mended.tolist() == [1]
    assert shapely.is_valid(found.parts[0].shapes).all()
    assert found.parts[0].shapes[1].area == pytest.approx(0.5)


def test_of_none_there_are_no_parts() -> None:
    assert sort_shapes(np.array([], object)).parts == ()
