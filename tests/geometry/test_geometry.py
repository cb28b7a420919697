"""Shapes: faults in plain words, measures, label points."""

from math import nan

import pytest

from mapper.geometry.geos import clipped
from mapper.geometry.shapes import (
    bounds_of,
    contains,
    decimals_of,
    doubts,
    faults,
    holds,
    inside_points,
    label_point,
    length_km,
    midpoint,
)


def point(*position):
    return {"type": "Point", "coordinates": list(position)}


def line(*positions):
    return {"type": "LineString", "coordinates": [list(position) for position in positions]}


def polygon(*rings):
    return {
        "type": "Polygon",
        "coordinates": [[list(position) for position in ring] for ring in rings],
    }


def square(west, south, size):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


SOUND = [
    point(10, 50),
    point(10, 50, 400.5),
    line([10, 50], [11, 51]),
    polygon(square(10, 50, 1)),
    polygon(square(10, 50, 4), square(11, 51, 1)),
    {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
    {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]},
    {"type": "MultiPolygon", "coordinates": [[square(0, 0, 1)], [square(5, 5, 1)]]},
]

BROKEN = {
    "no geometry": (None, "", "no geometry"),
    "collection": ({"type": "GeometryCollection", "geometries": []}, "type", "is not drawn"),
    "unknown type": ({"type": "Circle"}, "type", '"Circle" is not a type'),
    "type is a list": ({"type": ["Point"]}, "type", "is not a type"),
    "no coordinates": ({"type": "Point"}, "coordinates", "a position is expected, not null"),
    "text for a number": (point("10", 50), "coordinates", '"10" is not a number'),
    "true for a number": (point(True, 50), "coordinates", "true is not a number"),
    "null for a number": (point(10, None), "coordinates", "null is not a number"),
    "NaN": (point(10, nan), "coordinates", "nan is not a place"),
    "infinite height": (point(10, 50, float("inf")), "coordinates", "inf is not a place"),
    "one number": (point(10), "coordinates", "a position has 1 numbers"),
    "four numbers": (point(1, 2, 3, 4), "coordinates", "a position has 4 numbers"),
    "longitude": (line([10, 50], [200, 50]), "coordinates[1]", "longitude is out of range"),
    "metres": (point(6_500_000, 4_100_000), "coordinates", "longitude is out of range"),
    "latitude": (point(34, 100), "coordinates", "latitude is out of range"),
    "brackets in a point": (point([10, 50]), "coordinates", "too many brackets"),
    "brackets in a line": (line([[10, 50]], [[11, 50]]), "coordinates[0]", "(and 1 more like it)"),
    "too few brackets": (
        {"type": "Polygon", "coordinates": square(0, 0, 1)},
        "coordinates[0][0]",
        "position",
    ),
    "a number for a line": (
        {"type": "LineString", "coordinates": 3},
        "coordinates",
        "a list is expected",
    ),
    "empty": (polygon(), "coordinates", "is empty"),
    "short line": (line([10, 50]), "coordinates", "needs 2 positions, not 1"),
    "short ring": (polygon([[0, 0], [1, 1], [0, 0]]), "coordinates[0]", "needs 4 positions, not 3"),
    "open ring": (polygon(square(0, 0, 1)[:-1]), "coordinates[0]", "not closed"),
    "bow tie": (
        polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]),
        "coordinates",
        "crosses itself near 1, 1",
    ),
    "hole outside": (
        polygon(square(0, 0, 1), square(5, 5, 1)),
        "coordinates",
        "outside its polygon",
    ),
}


@pytest.mark.parametrize("geometry", SOUND, ids=lambda geometry: geometry["type"])
def test_sound_geometries_have_no_faults(geometry):
    assert faults(geometry) == []


@pytest.mark.parametrize(("geometry", "place", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_geometry_says_where_what_and_how_to_mend_it(geometry, place, words):
    fault = faults(geometry)[0]
    assert fault.place == place
    assert words in fault.what
    assert fault.what.endswith(".")
    assert fault.mend


def test_one_kind_of_fault_is_reported_once_with_its_count():
    (fault,) = faults(line(*([200 + i, 50] for i in range(9))))
    assert fault.what == "the longitude is out of range (and 8 more like it)."


def test_different_faults_are_all_reported():
    found = faults(polygon([[200, 0], [1, 95], [1, "x"], [2, 2]]))
    assert len(found) == 4


def test_swapped_axes_are_guessed_from_the_bounds():
    area = (60.0, 29.0, 75.0, 39.0)
    assert faults(point(69, 34), area) == []
    assert "axes are swapped" in faults(point(34, 69), area)[0].mend
    assert faults(point(10, 50), area) == []  # merely elsewhere


def test_doubts_warn_of_heights_and_of_the_antimeridian():
    assert doubts(point(10, 50)) == []
    assert "heights" in doubts(point(10, 50, 3))[0].what
    assert "358 degrees" in doubts(line([-179, 0], [179, 0]))[0].what


def test_bounds_are_west_south_east_north():
    assert bounds_of(line([3, 1], [2, 9]), point(-4, 5)) == (-4, 1, 3, 9)
    with pytest.raises(ValueError, match="empty"):
        bounds_of()


def test_lengths_are_geodesic():
    # One degree of latitude at the equator on WGS 84: 110.574 km; of longitude: 111.320 km.
    assert length_km(line([0, 0], [0, 1])) == pytest.approx(110.574, abs=0.001)
    assert length_km(line([0, 0], [1, 0])) == pytest.approx(111.320, abs=0.001)
    assert length_km(point(1, 2)) == 0
    assert length_km(polygon(square(0, 0, 1))) == pytest.approx(443.8, abs=0.1)


def test_decimals_are_those_the_positions_are_given_with():
    assert decimals_of(point(10, 50)) == 0
    assert decimals_of(line([10.5, 50.25], [1, 2.125])) == 3
    assert decimals_of(point(0.123456789, 1)) == 6
    assert decimals_of(point(1e-7, 1)) == 6


def test_the_midpoint_lies_halfway_by_length():
    assert midpoint([[0, 0], [1, 0], [4, 0]]) == pytest.approx((2, 0))
    assert midpoint([[5, 5], [5, 5]]) == (5, 5)


def test_a_label_point_lies_on_its_line_and_in_its_polygon():
    assert label_point(point(10, 50, 7)) == (10, 50)
    two = {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 0]], [[0, 5], [4, 5]]]}
    assert label_point(two) == pytest.approx((2, 5), abs=0.01)
    horseshoe = polygon([[0, 0], [9, 0], [9, 9], [7, 9], [7, 2], [2, 2], [2, 9], [0, 9], [0, 0]])
    assert contains(horseshoe, label_point(horseshoe))
    islands = {"type": "MultiPolygon", "coordinates": [[square(0, 0, 1)], [square(20, 0, 5)]]}
    assert label_point(islands) == pytest.approx((22.5, 2.5), abs=0.1)


def test_a_polygon_with_a_hole_holds_boxes_that_miss_it():
    ring = polygon(square(0, 0, 10), square(4, 4, 2))
    assert holds(ring, [(1, 1, 3, 3), (3, 3, 7, 7), (8, 8, 11, 9)]) == [True, False, False]
    assert holds(ring, []) == []
    assert [contains(ring, place) for place in [(1, 1), (5, 5), (0, 5)]] == [True, False, True]


def test_grid_points_lie_in_the_polygon_and_the_bounds():
    points = inside_points(polygon(square(0, 0, 10)), (2.0, 2.0, 30.0, 4.5), 1.0)
    assert points
    assert all(2 <= lon <= 10 and 2 <= lat <= 4.5 for lon, lat in points)


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("LineString", [[0, 0], [2, 0, 500]]),
        ("MultiLineString", [[[0, 0, 500], [2, 0]], [[0, 0.5], [2, 0.5, 1]]]),
        ("MultiPoint", [[0.5, 0.5], [0.5, 0.5, 7], [9, 9]]),
    ],
)
def test_heights_at_some_positions_do_not_keep_it_from_being_cut(kind, coordinates):
    found = clipped({"type": kind, "coordinates": coordinates}, (0, -1, 1, 1))

    west, south, east, north = bounds_of(found)
    assert (west >= 0, east <= 1, south >= -1, north <= 1) == (True, True, True, True)
