"""Maps in the wrapping of other formats: what is read of them, and what is refused in one line."""

from pathlib import Path

import pytest

from mapper.formats.read import _elsewhere, read_file
from mapper.formats.source import Reading
from mapper.problems import MapperError


def feature(name, lon=10, lat=50, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


def read(saved, content, name="wells.json", layer=None):
    return read_file(saved(content, name), Reading(layer=layer, languages=("en", "ru")))


def refused(saved, content, name="wells.json", **options):
    with pytest.raises(MapperError) as caught:
        read(saved, content, name, **options)
    (problem,) = caught.value.problems
    return str(problem)


UMAP = {
    "type": "umap",
    "properties": {
        "name": "Old mills",
        "description": "Collected",
        "licence": {"name": "CC BY 4.0", "url": ""},
        "shortCredit": "Ann Lee",
    },
    "geometry": {"type": "Point", "coordinates": [10, 50]},
    "layers": [
        collection(
            feature("Upper mill", description="Of **1890**", _umap_options={"color": "Blue"}),
            feature("Lower mill"),
            _umap_options={"name": "Mills", "color": "DarkRed", "description": "Of the valley"},
        ),
        collection(feature("Race"), _umap_options={"name": "Canals", "color": "Blue"}),
        collection(_umap_options={"name": "Far", "remoteData": {"url": "https://e.org"}}),
    ],
}


def test_a_map_of_umap_offers_its_layers(saved):
    said = refused(saved, UMAP, "old.umap")
    assert "holds 3 layers: Mills (2 features), Canals (1 feature), Far (0 features)." in said
    assert 'Choose one: --layer "Mills".' in said

    found = read(saved, UMAP, "old.umap", "Mills")
    assert (found.title, found.about.summary) == ("Mills", "Of the valley")
    assert (found.about.licence, found.about.attribution) == ("CC BY 4.0", "Ann Lee")
    assert [each.properties["name"] for each in found.records] == ["Upper mill", "Lower mill"]
    assert [each.properties["style"] for each in found.records] == ["blue", "dark red"]
    assert found.colours == {"blue": "#0000ff", "dark red": "#8b0000"}
    assert "at another address" in refused(saved, UMAP, "old.umap", layer="Far")


def test_a_map_of_one_layer_has_the_title_of_the_map(saved):
    found = read(saved, {**UMAP, "layers": UMAP["layers"][1:2]}, "old.umap")

    assert (found.title, found.about.summary) == ("Old mills", "Collected")


def test_map_data_of_commons(saved):
    content = {
        "license": "CC0-1.0",
        "description": {"en": "Front line", "ru": "Фронт"},
        "sources": "Field notes",
        "zoom": 5,
        "latitude": 50,
        "longitude": 10,
        "data": collection(feature(None, title={"ru": "Фронт", "en": "Front"}, stroke="#f00")),
    }
    found = read(saved, content, "front_line.map.json")

    assert found.title == "Front line"
    assert found.about.licence == "CC0 1.0"
    assert (found.about.summary, found.about.source) == ("Front line", "Field notes")
    assert found.records[0].properties["title"] == "Front"
    assert found.records[0].properties["name_ru"] == "Фронт"


def test_json_of_arcgis(saved):
    rings = [
        [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]],
        [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]],
        [[10, 0], [10, 1], [11, 1], [11, 0], [10, 0]],
    ]
    fields = [{"name": "opened", "type": "esriFieldTypeDate"}]
    area = {"attributes": {"name": "A", "opened": 0}, "geometry": {"rings": rings}}
    found = read(saved, {"fields": fields, "features": [area]})

    assert found.records[0].properties == {"name": "A", "opened": "1970-01-01"}
    assert found.records[0].geometry == {
        "type": "MultiPolygon",
        "coordinates": [[rings[0], rings[1]], [rings[2]]],
    }
    point = {"attributes": {"name": "B"}, "geometry": {"x": 1113194.9, "y": 6446275.8}}
    mercator = read(saved, {"spatialReference": {"wkid": 102100}, "features": [point]})
    assert mercator.project is not None
    lons, lats = mercator.project([1113194.9], [6446275.8])
    assert (round(lons[0], 3), round(lats[0], 3)) == (10, 50)
    curve = {"attributes": {"name": "C"}, "geometry": {"curveRings": []}}
    assert "has curves" in str(read(saved, {"features": [point, curve]}).problems[0])


def test_json_of_openstreetmap(saved):
    def at(*pairs):
        return [{"lon": lon, "lat": lat} for lon, lat in pairs]

    square = at((0, 0), (4, 0), (4, 4), (0, 4), (0, 0))
    half, rest = square[:3], square[2:]
    hole = at((1, 1), (2, 1), (2, 2), (1, 2), (1, 1))
    elements = [
        {"type": "node", "id": 1, "lon": 10, "lat": 50, "tags": {"name": "Well"}},
        {"type": "node", "id": 2, "lon": 10, "lat": 51},
        {"type": "way", "id": 3, "nodes": [2, 1], "tags": {"name": "Path"}},
        {"type": "way", "id": 4, "geometry": square, "tags": {"building": "yes"}},
        {"type": "way", "id": 5, "geometry": square, "tags": {"highway": "path"}},
        {"type": "way", "id": 6, "nodes": [7, 8], "tags": {"name": "Bare"}},
        {"type": "relation", "id": 7, "center": {"lon": 1, "lat": 2}, "tags": {"name": "Centre"}},
        {
            "type": "relation",
            "id": 8,
            "tags": {"type": "multipolygon", "name": "Lake"},
            "members": [{"type": "way", "geometry": each} for each in (half, rest, hole)],
        },
    ]
    osm = {"timestamp_osm_base": "2024", "copyright": "OpenStreetMap, under ODbL."}
    found = read(saved, {"version": 0.6, "osm3s": osm, "elements": elements})

    kinds = {each.id: each.geometry["type"] for each in found.records}
    assert kinds == {
        "node/1": "Point",
        "way/3": "LineString",
        "way/4": "Polygon",
        "way/5": "LineString",
        "relation/7": "Point",
        "relation/8": "Polygon",
    }
    assert len(found.records[-1].geometry["coordinates"]) == 2
    assert (found.about.licence, found.about.attribution) == (
        "ODbL 1.0",
        "© OpenStreetMap contributors",
    )
    (bare,) = found.problems
    assert bare.place == "way/6"
    assert "out geom;" in bare.mend
    said = refused(saved, {"elements": elements[5:6]})
    assert "holds elements, but not where they are. Ask Overpass" in said


def test_saved_places_of_takeout(saved):
    places = collection(
        feature(
            None,
            google_maps_url="https://maps.google.com/?cid=1",
            location={"name": "Mill", "address": "1 Lane", "country_code": "DE"},
        ),
        feature(
            None,
            0,
            0,
            **{
                "Google Maps URL": "https://maps.google.com/?cid=2",
                "Title": "Gate",
                "Location": {"Geo Coordinates": {"Latitude": "51", "Longitude": "11"}},
            },
        ),
        feature(None, 0, 0, google_maps_url="https://maps.google.com/?cid=3"),
    )
    found = read(saved, places, "Saved Places.json")

    assert [each.properties["name"] for each in found.records] == ["Mill", "Gate"]
    assert found.records[0].properties["address"] == "1 Lane"
    assert found.records[1].geometry["coordinates"] == [11.0, 51.0]
    assert "has no position" in str(found.problems[0])


@pytest.mark.parametrize(
    "content",
    [
        {"locations": [{"latitudeE7": 1, "longitudeE7": 2}]},
        {"timelineObjects": []},
        {"semanticSegments": []},
        [{"startTime": "2024", "endTime": "2024", "visit": {}}],
    ],
)
def test_a_history_of_locations_is_refused(saved, content):
    assert "is the location history of a phone" in refused(saved, content, "Records.json")


def test_a_collection_in_any_object(saved):
    content = {"status": "ok", "license": "CC BY 4.0", "data": {"geo": collection(feature("A"))}}
    found = read(saved, content)

    assert found.about.licence == "CC BY 4.0"
    assert 'Took the GeoJSON that stands under "data.geo".' in found.notes
    both = {"a": collection(feature("A")), "b": collection(feature("B"))}
    assert "holds 2 layers: a (1 feature), b (1 feature)." in refused(saved, both)
    assert read(saved, both, layer="b").records[0].properties["name"] == "B"
    assert "type: is not there: this is JSON, but not GeoJSON" in refused(saved, {"a": 1})
    assert "this file has no layers" in refused(saved, collection(feature("A")), layer="x")


@pytest.mark.parametrize("ending", sorted(_elsewhere()))
def test_what_is_not_read_says_how_to_get_something_readable(tmp_path, ending):
    for name, make in ((f"map{ending}", Path.mkdir), (f"other.big{ending}", Path.touch)):
        make(tmp_path / name)
        with pytest.raises(MapperError) as caught:
            read_file(tmp_path / name)
        (problem,) = caught.value.problems
        assert problem.what.startswith("is ")
        assert problem.mend.endswith((".", ".)"))


ODD = [
    {**UMAP, "layers": [7, {"features": "x", "_umap_options": []}]},
    {"fields": 7, "features": [{"attributes": {}, "geometry": {"rings": [[{}, [0, 1]], "x"]}}]},
    {"spatialReference": {"wkid": []}, "features": [{"attributes": [], "geometry": 7}]},
    {"elements": [{"type": "way", "id": {}, "nodes": [[]], "tags": {"a": 1}}]},
    {"elements": [{"type": "relation", "members": [None, {"type": "way"}], "tags": []}]},
    {"license": [], "zoom": {}, "latitude": 1, "data": [7, {"features": [[]]}]},
    collection(feature([[]], **{"name:ru": {"a": 1}, "alt_name": {}, "@id": []})),
    collection({"type": "Feature", "properties": {"google_maps_url": 1, "location": 7}}),
]


@pytest.mark.parametrize("content", ODD)
def test_odd_values_in_a_wrapping_are_read_or_refused(saved, content):
    try:
        found = read(saved, content, layer="Layer 1" if "layers" in content else None)
    except MapperError as error:
        found = error
    assert found.problems or found.records
