"""Foreign files: what is refused, what is put right, and that nothing is lost in silence."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyproj import Geod

from mapper.formats.read import read_file
from mapper.formats.tidy.ids import slug
from mapper.formats.tidy.tidy import tidy
from mapper.geometry.shapes import faults
from mapper.problems import MapperError, errors

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

SQUARE = [[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]


def point(lon=10.5, lat=50.5, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def shaped(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": "X", **properties}, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


@pytest.fixture
def saved(tmp_path):
    """Saves content (bytes, text, or a value as JSON) and gives the file's path."""

    def save(content, name="wells.geojson"):
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return save


@pytest.fixture
def tidied(saved):
    """What becomes of content as a layer "wells" titled "Wells"."""

    def run(content, **options):
        found = tidy(read_file(saved(content)), "wells", "Wells", **options)
        features = tuple(map(json.loads, found.lines))
        return SimpleNamespace(features=features, notes=found.notes, problems=found.problems)

    return run


def said(path, **options):
    """The one problem for which a file is refused."""
    with pytest.raises(MapperError) as caught:
        read_file(path, **options)
    (problem,) = caught.value.problems
    return str(problem)


NOT_READ = {  # content: what is said
    "empty": (b"", "is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "is empty"),
    "zeros": (b"\0" * 100, "is empty"),
    "not JSON": ("lat,lon\n1,2\n", "line 1, column 1: is not JSON"),
    "truncated": ('{"type": "FeatureCollection", "features": [', "ends in the middle"),
    "trailing comma": ('{"type": "Feature",}', "trailing comma"),
    "NaN": ('{"type": "Point", "coordinates": [NaN, 1]}', "column 35: NaN is not JSON"),
    "minus infinity": ('{"type": "Point", "coordinates": [-Infinity, 1]}', "Infinity is not JSON"),
    "10,000 deep": ("[" * 10_000 + "]" * 10_000, "nests more than a thousand deep"),
    "10,000 deep in coordinates": (
        '{"type": "Point", "coordinates": ' + "[" * 10_000 + "]" * 10_000 + "}",
        "nests more than a thousand deep",
    ),
    "Latin-1": ('{"type": "Feature",\n"a": "café"}'.encode("latin-1"), "line 2: is not UTF-8"),
    "UTF-16 with a byte gone": ('{"type": 1}'.encode("utf-16")[:-1], "is not UTF-16"),
    "a VRT that would read other files": (
        '<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource>',
        "is not JSON but XML or HTML, whatever its name says",
    ),
    "TopoJSON of nothing": ('{"type": "Topology", "objects": {}, "arcs": []}', "holds no object"),
    "ArcGIS JSON": ('{"geometryType": "esriGeometryPoint", "features": []}', "is ArcGIS JSON"),
    "other JSON": ('{"a": 1}', "type: is null: this is JSON, but not GeoJSON"),
    "a number": ("17", "this is JSON, but not GeoJSON"),
    "no features": (collection(), "features: there are none"),
    "features is an object": ('{"type": "FeatureCollection", "features": {}}', "not a list"),
    "an empty list": ("[]", "there are none"),
    "an unknown EPSG code": (
        collection(point(), crs={"type": "name", "properties": {"name": "EPSG:999999"}}),
        "crs: no coordinate system EPSG:999999 is known",
    ),
    "a linked crs": (
        collection(point(), crs={"type": "link", "properties": {"href": "http://example.org"}}),
        "is not an EPSG code. Convert the file to WGS 84",
    ),
    "a crs in words": (
        collection(point(), crs={"type": "name", "properties": {"name": "Local grid"}}),
        'crs: "Local grid" is not an EPSG code',
    ),
}


@pytest.mark.parametrize("case", NOT_READ)
def test_says_why_a_file_cannot_be_read(saved, case):
    content, words = NOT_READ[case]

    assert words in said(saved(content))


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/wells.geojson",
        "http:/example.org/wells.geojson",  # what pathlib makes of it
        "file:///etc/passwd.geojson",
        "s3://bucket/wells.geojson",
    ],
)
def test_refuses_addresses(path):
    assert "is an address, not a file" in said(path)


@pytest.mark.parametrize(
    "path",
    ["/vsicurl/https://example.org/a.geojson", "/vsizip/a.zip/a.geojson", "//vsimem/a.json"],
)
def test_refuses_paths_that_only_gdal_would_understand(path):
    assert "is not a file of this computer" in said(path)


def test_refuses_what_is_no_file(tmp_path, saved):
    os.mkfifo(tmp_path / "pipe.geojson")

    assert "is a folder" in said(tmp_path)
    assert "is a device or a pipe" in said(tmp_path / "pipe.geojson")
    assert "is a device or a pipe" in said("/dev/zero")
    assert "is not there" in said(tmp_path / "gone.geojson")
    assert 'the ending ".doc" names no format' in said(saved("x", "wells.doc"))
    assert "is larger than 1 MB" in said(saved(" " * 1_000_001), limit=1_000_000)
    assert "cannot be read: File name too long" in said(tmp_path / ("long" * 100 + ".geojson"))


def test_says_that_a_file_may_not_be_read(saved, monkeypatch):
    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    path = saved(collection(point()))
    monkeypatch.setattr(Path, "open", refuse)

    assert "cannot be read: Permission denied" in said(path)


ODD = {  # content, what is said about it
    "a bare feature": (point(name="A"), "Put the single Feature into"),
    "a bare geometry": ({"type": "Point", "coordinates": [10, 50]}, "Put the single Point into"),
    "a list": ([point(name="A")], "Put the list into"),
    "a list of geometries": ([{"type": "Point", "coordinates": [10, 50]}], "Put the list into"),
    "a byte order mark": (b"\xef\xbb\xbf" + json.dumps(point()).encode(), "byte order mark"),
    "UTF-16": (json.dumps(point()).encode("utf-16"), "Turned UTF-16 into UTF-8"),
    "UTF-16 without a mark": (json.dumps(point()).encode("utf-16-le"), "Turned UTF-16-LE"),
    "UTF-32": (json.dumps(point()).encode("utf-32"), "Turned UTF-32"),
    "members of the collection": (collection(point(), author="Ann"), 'properties: "author"'),
    "members of a feature": (collection(point() | {"style": {}}), 'properties: "style"'),
    "heights": (
        collection(point() | {"geometry": {"type": "Point", "coordinates": [10, 50, 900]}}),
        "Left out heights",
    ),
    "measures": (
        collection(shaped("LineString", [[10, 50, 1, 2], [11, 51, 1, 2]])),
        "Left out heights",
    ),
    "many decimals": (collection(point(10.123456789, 50.1)), "Rounded coordinates to 5 decimals"),
    "an open ring": (collection(shaped("Polygon", [SQUARE[:-1]])), "Closed rings"),
    "an outline that crosses itself": (
        collection(shaped("Polygon", [[[10, 50], [11, 51], [11, 50], [10, 51], [10, 50]]])),
        "Redrew outlines that crossed or touched themselves",
    ),
    "a clockwise ring": (collection(shaped("Polygon", [SQUARE[::-1]])), "Turned rings"),
    "a null": (collection(point(name="A", note=None)), "Left out empty values (1 feature)"),
    "a control character": (collection(point(name="A\x00B", note="\x07")), "Left out control char"),
    "a nested value": (collection(point(name="A", tags={"a": [1]})), 'nested values of "tags"'),
    "no name": (collection(point(), point()), "Named features after the layer (2 features)"),
    "a foreign rank": (
        collection(point(name="A", rank="General")),
        'Renamed "rank" to "rank_given"',
    ),
    "a foreign look": (collection(point(name="A", look="shiny")), 'Renamed "look" to "look_given"'),
    "ids twice": (
        collection(point(name="A"), point(name="A")),
        "Numbered ids that stood twice: a-2",
    ),
    "ids that are none": (collection(point() | {"id": "Node/17 A"}), "Node/17 A → node-17-a"),
    "a collection of geometries": (
        collection(
            point()
            | {
                "geometry": {
                    "type": "GeometryCollection",
                    "geometries": [
                        {"type": "Point", "coordinates": [10, 50]},
                        {
                            "type": "GeometryCollection",
                            "geometries": [{"type": "Point", "coordinates": [11, 51]}],
                        },
                    ],
                }
            }
        ),
        "Made each part of a GeometryCollection a feature",
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_says_what_it_puts_right(tidied, case):
    content, words = ODD[case]
    result = tidied(content)

    assert not errors(result.problems)
    assert words in "\n".join(result.notes)
    for feature in result.features:
        assert list(feature) == ["type", "id", "properties", "geometry"]
        assert feature["id"] == slug(feature["id"])
        assert feature["properties"]["name"]
        assert not faults(feature["geometry"])


def test_says_nothing_of_a_file_that_is_as_it_should_be(tidied):
    sound = point(10.5, 50.5, name="Old well", depth_m=12) | {"id": "old-well"}
    result = tidied(collection(sound, shaped("Polygon", [SQUARE], name="Field") | {"id": "field"}))

    assert (result.notes, result.problems) == ((), ())
    assert result.features[0] == sound


BAD = {  # content of a collection, where, what
    "not a feature": ({"type": "feature"}, "features[0]: is not a Feature"),
    "text for a number": (point("10", 50), 'features[0].coordinates: "10" is not a number'),
    "a short ring": (shaped("Polygon", [SQUARE[:2]]), "a ring needs 4 positions, not 2"),
    "a line of one position": (shaped("LineString", [[10, 50]]), "a line needs 2 positions, not 1"),
    "wrong nesting": (shaped("Polygon", SQUARE), "features[0].coordinates"),
    "an outline that crosses itself": (
        shaped("Polygon", [[[10, 51.4], [12, 51.4], [10.4, 50], [11, 52], [11.6, 50], [10, 51.4]]]),
        "the outline crosses itself",
    ),
    "metres without a crs": (point(500000, 5600000), "convert the file to WGS 84"),
    "an unknown type": (shaped("Circle", [10, 50]), '"Circle" is not a type'),
    "properties in a list": (
        point() | {"properties": ["a"]},
        'properties: is ["a"], not an object',
    ),
    "geometry as text": (
        point() | {"geometry": "POINT (10 50)"},
        'is "POINT (10 50)", not an object',
    ),
    "null in a position": (point(10, None), "null is not a number"),
    "swapped axes": (point(30.5, 10.5), "Perhaps the axes are swapped"),
}


@pytest.mark.parametrize("case", BAD)
def test_reports_what_it_cannot_put_right_with_its_place(tidied, case):
    feature, words = BAD[case]
    result = tidied(collection(feature, point(10.5, 30.5, name="Good")), bounds=(9, 29, 12, 33))

    assert [each["properties"]["name"] for each in result.features][-1:] == ["Good"]
    assert words in str(errors(result.problems)[0])


def test_reports_everything_at_once(tidied):
    result = tidied(collection(point(200, 0), {"type": "x"}, point(0, 100)), label="nmae")

    assert len(errors(result.problems)) == 4


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
    assert [each["id"] for each in result.features] == ["old-well", "wells-2"]


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


def test_ids_are_the_files_own_or_made_of_names_or_of_numbers(tidied):
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

    ids = ["own-id", "etang-de-l-est", "wells-8", "wells-4", "in-properties", "c", "x" * 60]
    assert [each["id"] for each in result.features] == ids


def test_ids_that_the_atlas_has_get_the_layers_name(tidied):
    features = [
        point(name="Mill"),
        point(name="Mill"),
        point(name="Mill"),
        point(name="Mill wells 2"),
    ]
    result = tidied(collection(*features), taken={"mill"})

    ids = ["mill-wells", "mill-wells-2", "mill-wells-3", "mill-wells-2-2"]
    assert [each["id"] for each in result.features] == ids
    assert any(note.startswith("Changed ids that the atlas had already") for note in result.notes)


def test_columns_that_would_fall_together_are_both_kept(tidied):
    (feature,) = tidied(collection(point(name="A", **{"a\x00": 1, "a": 2}))).features

    assert feature["properties"] == {"name": "A", "a": 1, "a_again": 2}
