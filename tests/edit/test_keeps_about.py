"""What a file says of itself as a whole stands in the entry: licence, credit, source, summary."""

import json
import sqlite3
import tomllib

import geopandas
import pytest
from shapely.geometry import Point

from adding import point, refused
from mapper.edit.add import add
from mapper.formats.kept.licences import licence_in

GPX = """\
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><metadata><name>Walks</name>
<desc>Paths of <b>1900</b></desc><author><name>Ann Lee</name></author>
<copyright author="Ann Lee"><year>2020</year>
<license>https://creativecommons.org/licenses/by-sa/4.0/</license></copyright></metadata>
<wpt lat="50" lon="10"><time>2020-05-01T10:00:00Z</time><name>Gate</name><desc>Iron</desc>
<cmt>Shut at night</cmt></wpt>
<trk><name>Path</name><trkseg><trkpt lat="50" lon="10"><time>2020-05-01T10:00:00Z</time></trkpt>
<trkpt lat="50.1" lon="10"><time>2020-05-01T11:00:00Z</time></trkpt></trkseg></trk></gpx>"""
KML = """\
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom"><Document>
<name>Mills</name><atom:author><atom:name>Ann Lee</atom:name></atom:author>
<description>Of the valley</description><Placemark><name>A</name>
<Point><coordinates>10,50</coordinates></Point></Placemark></Document></kml>"""
NAMED = {"type": "FeatureCollection", "features": [point("A")]}


def with_members(**members):
    return json.dumps({**NAMED, **members}).encode()


def geopackage(path):
    frame = geopandas.GeoDataFrame({"name": ["A"]}, geometry=[Point(10, 50)], crs=4326)
    frame.to_file(path, layer="mills", driver="GPKG")
    text = "<qgis><title>Old mills</title><license>ODbL</license><rights>Ann Lee</rights></qgis>"
    base = sqlite3.connect(path)
    with base:
        base.execute("UPDATE gpkg_contents SET identifier = 'All mills', description = 'Of 1900'")
        base.execute("CREATE TABLE gpkg_metadata (id, md_scope, metadata)")
        base.execute(
            "CREATE TABLE gpkg_metadata_reference (reference_scope, table_name, md_file_id)"
        )
        base.execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?)", (text,))
        base.execute("INSERT INTO gpkg_metadata_reference VALUES ('table', 'mills', 1)")
    base.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        (
            "a.geojson",
            with_members(
                title="Watch stations",
                licence="CC0-1.0",
                attribution="Ann Lee",
                source="Notes",
            ),
            {
                "title": "Watch stations",
                "licence": "CC0 1.0",
                "attribution": "Ann Lee",
                "source": "Notes",
            },
        ),
        (
            "b.geojson",
            with_members(
                name="Wells",
                license={"name": "Licence", "url": "https://creativecommons.org/licenses/by/4.0/"},
                author=["Ann Lee", "Bo Ek"],
                description="All <i>wells</i> of 1900",
            ),
            {
                "title": "Wells",
                "licence": "CC BY 4.0",
                "attribution": "Ann Lee; Bo Ek",
                "summary": "All wells of 1900",
            },
        ),
        (
            "c.geojson",
            with_members(
                generator="overpass-turbo",
                copyright="The data is from www.openstreetmap.org, made available under ODbL.",
                timestamp="2024-01-01T00:00:00Z",
            ),
            {
                "title": "C",
                "licence": "ODbL 1.0",
                "attribution": "© OpenStreetMap contributors",
                "source": "overpass-turbo, 2024-01-01T00:00:00Z",
            },
        ),
        (
            "d.geojson",
            with_members(copyright="© Ann Lee, all rights reserved"),
            {"licence": "not stated", "attribution": "© Ann Lee, all rights reserved"},
        ),
        (
            "e.gpx",
            GPX.encode(),
            {
                "title": "Walks",
                "summary": "Paths of 1900",
                "licence": "CC BY-SA 4.0",
                "attribution": "© 2020 Ann Lee",
            },
        ),
        (
            "f.kml",
            KML.encode(),
            {"title": "Mills", "summary": "Of the valley", "attribution": "Ann Lee"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_entry_says_what_the_file_says(project, tmp_path, name, content, wanted):
    path = tmp_path / name
    path.write_bytes(content)

    add(project, path)

    entry = entry_of(project)
    assert {key: entry.get(key) for key in wanted} == wanted


def entry_of(project):
    return tomllib.loads((project / "data" / "atlas.toml").read_text())["layer"][-1]


def test_a_geopackage_says_it_in_its_tables(project, tmp_path):
    geopackage(tmp_path / "wells.gpkg")

    add(project, tmp_path / "wells.gpkg")

    entry = entry_of(project)
    assert (entry["title"], entry["summary"]) == ("All mills", "Of 1900")
    assert (entry["licence"], entry["attribution"]) == ("ODbL 1.0", "Ann Lee")


def test_points_and_tracks_of_gpx_keep_their_times_and_comments(project, tmp_path):
    (tmp_path / "walks.gpx").write_text(GPX)

    add(project, tmp_path / "walks.gpx")

    text = (project / "geo" / "walks.geojson").read_text()
    gate, path = (each["properties"] for each in json.loads(text)["features"])
    assert gate["description"] == "Iron\n\nShut at night"
    assert gate["time"] == "2020-05-01T10:00:00Z"
    assert (path["begin"], path["end"]) == ("2020-05-01T10:00:00Z", "2020-05-01T11:00:00Z")


def test_it_is_said_and_an_option_says_otherwise(project, tmp_path):
    path = tmp_path / "mills-2.geojson"
    path.write_bytes(with_members(licence="CC BY 4.0", attribution="Ann Lee"))

    dry = add(project, path, dry_run=True)
    added = add(project, path, licence="CC0 1.0")

    assert 'Licence "CC BY 4.0", as the file says: --licence' in dry.guessed
    assert "From the file, attribution: change them in data/atlas.toml" in dry.guessed
    assert dry.next_step == added.next_step == "Next: mapper build"
    assert entry_of(project)["licence"] == "CC0 1.0"
    assert not any("--licence" in each for each in added.guessed)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("CC-BY-4.0", "CC BY 4.0"),
        ("cc by-nc-sa 3.0", "CC BY-NC-SA 3.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0"),
        ("http://creativecommons.org/licenses/by-nd/2.5/deed.de", "CC BY-ND 2.5"),
        ("CC0", "CC0 1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("Open Database License (ODbL) v1.0", "ODbL 1.0"),
        ("Open Government Licence v3.0", "OGL 3.0"),
        ("ODC-By-1.0", "ODC-By 1.0"),
        ("Public Domain", "Public domain"),
        ("All rights reserved", ""),
        ("The public domain of King Ottobly", ""),
    ],
)
def test_licences_are_written_as_here(text, written):
    assert licence_in(text) == written


@pytest.mark.parametrize(
    "text",
    [
        '"\n[[layer]]\nid = "x',
        "<script>alert(1)</script>Ann",
        "Ann\u202e\x00\x1b[31m\u2028Lee",
        "A" * 100_000,
        "'''\\\"\"\"{{ 7*7 }}",
    ],
)
def test_hostile_words_are_one_harmless_line(project, tmp_path, text):
    path = tmp_path / "wells.geojson"
    members = ("title", "licence", "attribution", "source", "description")
    path.write_bytes(with_members(**dict.fromkeys(members, text)))

    add(project, path)

    layers = tomllib.loads((project / "data" / "atlas.toml").read_text())["layer"]
    assert len(layers) == 2
    for key in ("title", "licence", "attribution", "source", "summary"):
        said = layers[-1][key]
        assert said.isprintable()
        assert 0 < len(said) <= 300
        assert "<script" not in said


def test_no_licence_is_asked_for(project, tmp_path):
    path = tmp_path / "wells.geojson"
    path.write_bytes(with_members(licence="No licence set"))

    added = add(project, path)

    assert 'licence = "not stated" # Whose is it' in added.entry
    assert "Fill in the licence" in added.next_step


def test_a_column_is_asked_for_to_colour_by(project, source):
    few = [point(f"P{n}", lat=50 + n / 10, kind=f"k{n % 3}", depth=n * 1.5) for n in range(9)]

    add(project, source(*few), id="a", colour="kind")
    assert entry_of(project)["colour"] == {"by": "kind"}
    add(project, source(*few), id="b", colour="depth")
    assert entry_of(project)["colour"] == {"by": "depth", "method": "quantile"}

    many = [point(f"P{n}", lat=50 + n / 10, kind=f"k{n}") for n in range(9)]
    assert (
        '"kind" has 9 values, and 7 colours'
        in refused(project, source(*many), id="c", colour="kind")[0]
    )
    assert (
        'no column "kin". Did you mean "kind"?'
        in refused(project, source(*many), id="c", colour="kin")[0]
    )
