"""Foreign files put right: no shape, text, name or id is lost in silence."""

import json

import pytest
from pyproj import Geod

from foreign import SQUARE, collection, point, shaped
from mapper.geometry.shapes import faults

HOSTILE = [
    "{{7*7}}",
    "{% print 7*7 %}",
    "${7*7}",
    "</script><img src=x onerror=alert(1)>",
    "`",
    r"C:\users\x",
    "\u202eright to left",
    "'; DROP TABLE layers;--",
]


def test_leaves_out_features_without_a_position_and_says_which(tidied):
    empty = shaped("MultiPoint", [])
    result = tidied(collection(point() | {"geometry": None}, empty, point(name="A")))

    assert len(result.features) == 1
    assert [(each.place, each.severity) for each in result.problems] == [
        ("features[0]", "warning"),
        ("features[1]", "warning"),
    ]


def test_warns_of_a_key_that_stands_twice(tidied):
    text = json.dumps(collection(point(name="A"))).replace(
        '"name": "A"', '"name": "A", "name": "B"'
    )
    (problem,) = tidied(text).problems

    assert 'the key "name" stands twice' in str(problem)
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:EPSG::32642",
        "urn:ogc:def:crs:EPSG:9.8:32642",
        "EPSG:32642",
        "http://www.opengis.net/def/crs/EPSG/0/32642",
    ],
)
def test_converts_the_coordinates_that_an_old_crs_names(tidied, name):
    crs = {"type": "name", "properties": {"name": name}}
    result = tidied(collection(point(500_000, 3_800_000, name="A"), crs=crs))

    # On a zone's central meridian a UTM northing is the arc from the equator times 0.9996.
    lon, lat, _ = Geod(ellps="WGS84").fwd(69, 0, 0, 3_800_000 / 0.9996)
    assert result.features[0]["geometry"]["coordinates"] == pytest.approx([lon, lat], abs=1e-5)
    assert "Converted coordinates from EPSG:32642 to WGS 84." in result.notes


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_takes_degrees_as_they_are(tidied, name):
    crs = {"type": "name", "properties": {"name": name}}
    result = tidied(collection(point(10.5, 50.5, name="A"), crs=crs))

    assert result.features[0]["geometry"]["coordinates"] == [10.5, 50.5]
    assert not any("Converted" in note for note in result.notes)


def test_turns_outlines_and_holes_as_rfc_7946_asks(tidied):
    hole = [[10.2, 50.2], [10.4, 50.2], [10.4, 50.4], [10.2, 50.4], [10.2, 50.2]]
    result = tidied(collection(shaped("MultiPolygon", [[SQUARE[::-1], hole]])))

    assert result.features[0]["geometry"]["coordinates"] == [[SQUARE, hole[::-1]]]


def test_small_shapes_keep_a_sixth_decimal(tidied):
    line = [[10.1234561, 50.0], [10.1234578, 50.0]]
    result = tidied(collection(shaped("LineString", line)))

    assert result.features[0]["geometry"]["coordinates"] == [[10.123456, 50.0], [10.123458, 50.0]]


def test_rounding_never_breaks_a_shape(tidied):
    sliver = [[10, 50], [11, 50], [11, 50.000001], [10.5, 50.0000004], [10, 50.000001], [10, 50]]
    result = tidied(collection(shaped("Polygon", [sliver])))

    assert not result.problems
    assert not faults(result.features[0]["geometry"])


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_as_it_is(tidied, text):
    (feature,) = tidied(collection(point(name=text, **{text: text}))).features

    assert feature["properties"] == {"name": text, text: text}


def test_names_come_from_the_likeliest_column(tidied):
    result = tidied(collection(point(TITLE="  Old\nwell ", name=None), point(label=17)))

    assert [each["properties"]["name"] for each in result.features] == ["Old well", "17"]
    assert [each["id"] for each in result.features] == ["old-well", "wells-c60eda0f"]


NAMELESS = {  # rows: the names
    "a kind of place": ([{"code": "Kx", "Place": "A"}, {"code": "Ky", "Place": "A"}], ["A", "A"]),
    "texts that differ": (
        [{"state": "new", "ding": "A"}, {"state": "new", "ding": "B"}],
        ["A", "B"],
    ),
    "texts that repeat": ([{"state": "new"}, {"state": "new"}], ["Wells 1", "Wells 2"]),
    "days": ([{"day": "2001-01-01"}, {"day": "2001-01-02"}], ["Wells 1", "Wells 2"]),
    "sentences": ([{"text": "A" * 61}, {"text": "B" * 61}], ["Wells 1", "Wells 2"]),
    "an own name": ([{"place": "A", "title": "B"}], ["B"]),
}


@pytest.mark.parametrize("case", NAMELESS)
def test_names_come_from_places_or_texts_that_differ_where_nothing_looks_like_a_name(tidied, case):
    rows, names = NAMELESS[case]
    result = tidied(collection(*(point(**row) for row in rows)))

    assert [each["properties"]["name"] for each in result.features] == names


@pytest.mark.parametrize(
    "column",
    [
        "Site",
        "TOWN",
        "village",
        "Location",
        "battle",
        "market",
        "station",
        "Ort",
        "Lieu",
        "miejsce",
    ],
)
def test_a_word_for_a_place_is_a_name_though_other_texts_differ(tidied, column):
    rows = [{"code": f"K{sign}", column: sign, "found": "2001"} for sign in "AB"]
    result = tidied(collection(*(point(**row) for row in rows)))

    assert [each["properties"]["name"] for each in result.features] == ["A", "B"]
    assert not result.problems


def test_names_come_from_the_column_that_is_asked_for_and_the_old_one_is_kept(tidied):
    content = collection(point(name="A", name_en="Ay", code="x1"), point(name="B"))
    result = tidied(content, label="code")

    assert [each["properties"] for each in result.features] == [
        {"name": "x1", "original_name": "A", "original_name_en": "Ay", "code": "x1"},
        {"name": "Wells 2", "original_name": "B"},
    ]


def test_an_unknown_label_is_a_problem_that_guesses(tidied):
    (problem,) = tidied(collection(point(naam="A")), label="nam").problems

    assert str(problem).endswith('--label: no column "nam". Did you mean "naam"?')


def test_says_so_when_no_column_looks_like_a_name(tidied):
    (problem,) = tidied(collection(point(depth=3))).problems

    assert "no column looks like a name. Choose one of its columns with --label: depth." in str(
        problem
    )
    assert problem.severity == "warning"


def test_ids_are_the_files_own_or_made_of_names_in_any_script(tidied):
    features = [
        point(name="A") | {"id": "own-id"},
        point(name="Étang de l'Est") | {"id": 7},
        point(name="Колодец") | {"id": 8},
        point(name="Колодец"),
        point(name="B", id="in-properties"),
        point(name="C") | {"id": True},
        point(name="x" * 500),
    ]
    result = tidied(collection(*features))

    ids = [each["id"] for each in result.features]
    assert ids.pop(3).startswith("kolodets-")
    assert ids == ["own-id", "etang-de-l-est", "kolodets-8", "in-properties", "c", "x" * 60]


def test_ids_that_the_atlas_has_get_the_layers_name(tidied):
    features = [
        point(name="Mill"),
        point(name="Mill"),
        point(name="Mill wells 2"),
        point(name="Mill weir"),
    ]
    result = tidied(collection(*features), taken={"mill", "mill-weir"})

    ids = [each["id"] for each in result.features]
    mark = ids[0].removeprefix("mill-wells-")
    assert ids == [f"mill-wells-{mark}", f"mill-wells-{mark}-2", "mill-wells-2", "mill-weir-wells"]
    assert any(note.startswith("Changed ids that the atlas had already") for note in result.notes)


def test_no_id_depends_on_the_place_of_a_row(tidied):
    rows = [
        point(name="Mill"),
        point(name="Mill", lon=11.0),
        point(name="Колодец"),
        point(depth=3),
        point(depth=4),
    ]

    def ids(features):
        found = zip(features, tidied(collection(*features)).features, strict=True)
        return {str(each["properties"]) + str(each["geometry"]): new["id"] for each, new in found}

    assert len(set(ids(rows).values())) == 5
    assert ids(rows) == ids(rows[::-1])
    assert ids(rows).items() < ids([point(name="New"), *rows]).items()


def test_an_id_that_is_none_is_left_out_with_a_warning(tidied):
    found = tidied(collection(point(name="A") | {"id": {"n": 1}}, point(name="B") | {"id": True}))

    assert [each.severity for each in found.problems] == ["warning", "warning"]
    assert 'features[0].id: {"n":1} is no id and was left out.' in str(found.problems[0])
    assert [each["id"] for each in found.features] == ["a", "b"]


def test_columns_that_would_fall_together_are_both_kept(tidied):
    (feature,) = tidied(collection(point(name="A", **{"a\x00": 1, "a": 2}))).features

    assert feature["properties"] == {"name": "A", "a": 1, "a_again": 2}
