"""Positions as files hold them: both in one column, beyond 180 degrees, curved."""

from __future__ import annotations

import pytest
import shapely

from foreign import collection, shaped
from mapper.formats.decode.pairs import pair
from mapper.formats.decode.wellknown import of_wkt
from mapper.formats.read import read_file
from mapper.formats.source import Reading
from mapper.geometry import faults
from mapper.problems import MapperError


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("34.5, 69.25", (34.5, 69.25)),
        ("34,5 69,25", (34.5, 69.25)),
        ("34.5;69.25", (34.5, 69.25)),
        ("(-34.5 -69.25)", (-34.5, -69.25)),
        ("34°30′N 69°15′E", (34.5, 69.25)),
        ("69°15′E, 34°30′N", (34.5, 69.25)),
        ("34°30'N69°15'E", (34.5, 69.25)),
        ("N 34 30 E 69 15", (34.5, 69.25)),
        ("POINT(69.25 34.5)", (34.5, 69.25)),
        ("۳۴٫۵، ۶۹٫۲۵", (34.5, 69.25)),
        ("34 N 35 N", None),
        ("north of it", None),
        ("1989", None),
    ],
)
def test_two_coordinates_in_one_text_are_read(text, position):
    assert pair(text) == (None if position is None else pytest.approx(position))


def test_a_column_that_no_name_tells_is_asked_for(saved):
    path = saved("name,spot,no\nA,34 69,1\nB,35 70,2\n", "wells.csv")

    with pytest.raises(MapperError, match="--position LAT,LON"):
        read_file(path)
    records = read_file(path, Reading(position=("spot",))).records
    assert [each.geometry["coordinates"] for each in records] == [[69, 34], [70, 35]]
    with pytest.raises(MapperError, match="no columns sport"):
        read_file(path, Reading(position=("sport",)))


def test_columns_of_any_name_are_taken_when_they_are_asked_for(saved):
    path = saved("name,up,right\nA,34,69\n", "wells.csv")

    (record,) = read_file(path, Reading(position=("up", "right"))).records
    assert record.geometry["coordinates"] == [69, 34]


@pytest.mark.parametrize(
    ("shape", "kind", "parts"),
    [
        (("LineString", [[175, -10], [185, -12]]), "MultiLineString", 2),
        (("LineString", [[-185, 10], [-175, 12]]), "MultiLineString", 2),
        (("Polygon", [[[179, 0], [181, 0], [181, 1], [179, 1], [179, 0]]]), "MultiPolygon", 2),
        (("MultiPoint", [[179, 1], [181, 1]]), "MultiPoint", 2),
    ],
)
def test_shapes_across_the_180th_meridian_are_split(tidied, shape, kind, parts):
    result = tidied(collection(shaped(*shape)))

    geometry = result.features[0]["geometry"]
    assert (geometry["type"], len(geometry["coordinates"])) == (kind, parts)
    assert not faults(geometry)
    assert not result.problems
    assert any("180" in note for note in result.notes)


def test_curves_become_straight_pieces_that_keep_to_them():
    arc, disc, road = of_wkt(
        [
            "CIRCULARSTRING (0 0, 1 1, 2 0)",
            "CURVEPOLYGON (CIRCULARSTRING (0 0, 2 0, 0 0))",
            "COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 -1, 2 0), (2 0, 3 0))",
        ]
    )

    assert shapely.geometry.shape(arc).length == pytest.approx(3.1416, rel=0.001)
    assert shapely.geometry.shape(disc).area == pytest.approx(3.1416, rel=0.005)
    assert shapely.geometry.shape(road).bounds == pytest.approx((0, -1, 3, 0))


def test_a_curve_that_is_none_is_named_with_its_row(saved):
    text = 'name,wkt\nA,POINT (1 2)\nB,"CIRCULARSTRING (0 0, 1 1)"\n'
    foreign = read_file(saved(text, "bends.csv"))

    assert len(foreign.records) == 1
    assert [each.place for each in foreign.problems] == ["row 3"]


def test_a_file_without_any_position_is_an_error(tidied):
    empty = shaped("Point", [1, 2]) | {"geometry": None}
    problems = tidied(collection(empty, empty)).problems

    assert [each.severity for each in problems] == ["warning", "warning", "error"]
    assert "nothing to draw" in problems[-1].what
