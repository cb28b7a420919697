"""Foreign files: what is refused and what is put right, each said in plain words."""

import json
import os
from pathlib import Path

import pytest

from foreign import SQUARE, collection, point, shaped
from mapper.formats.read import read_file
from mapper.formats.tidy.ids import slug
from mapper.geometry.shapes import faults
from mapper.problems import MapperError, errors


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
    "other JSON": ('{"a": 1}', "type: is not there: this is JSON, but not GeoJSON"),
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
    "members of the collection": (collection(point(), edition=2), 'properties: "edition"'),
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
        collection(point(name="A"), point(name="A", depth=3)),
        "Put a mark behind ids that stood twice: a-",
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
    result = tidied(collection(point(400, 0), {"type": "x"}, point(0, 100)), label="nmae")

    assert len(errors(result.problems)) == 4
