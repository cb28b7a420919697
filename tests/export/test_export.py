"""The record leaves in five formats, whole, the same each time, and with every text as text."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import geopandas
import jsonschema
import pyogrio
import pytest
import shapely

import mapper
from mapper.assets import looks
from mapper.export.lpf import TYPES, lifetime, timespan
from mapper.export.tables import record
from mapper.export.write import FORMATS, export, write
from mapper.folder.features import read_features
from mapper.model.atlas import Atlas, Feature
from mapper.model.dates import parse_date
from mapper.problems import MapperError
from mapper.record.cite import read_bib
from places import ATLASES, ROOT

HOSTILE = (
    "=1+1 <script>alert(1)</script> ]]> {{7*7}} ${x} ` \\ "
    '"q" \'; DROP TABLE facts;-- &amp; & \u202e'
)
ILLEGAL = "bell \x07 and nought \x00"
KEY = 'k"; DROP TABLE quays;--'


@pytest.fixture(scope="module")
def exported(atlas: Atlas) -> Mapping[str, Mapping[str, bytes]]:
    """Format → the files of this project's atlas."""
    return {format: export(atlas, format) for format in FORMATS}


@pytest.fixture
def hostile(harbour: Path) -> Atlas:
    """The tiny atlas with text that means harm, a height, and columns that differ in case only."""
    quays = harbour / "geo" / "quays.geojson"
    content = json.loads(quays.read_text("utf-8"))
    north = content["features"][0]
    north["geometry"]["coordinates"].append(12.5)
    north["properties"] |= {"name": HOSTILE, "name_de": ILLEGAL, "kind": HOSTILE, KEY: HOSTILE}
    north["properties"] |= {"KIND": "a", "fid": "b", "geom": "c", "": "d", "also": [HOSTILE]}
    quays.write_text(json.dumps(content), "utf-8")
    with (harbour / "data" / "facts.csv").open("a", encoding="utf-8", newline="") as file:
        row = ("north-quay", "ships", "7", "1742", "ledger1741", "low", HOSTILE)
        csv.writer(file).writerow(row)
    return mapper.load(harbour)


def shape(feature: Feature) -> Any:
    """The feature's geometry in two dimensions."""
    return shapely.force_2d(shapely.geometry.shape(feature.geometry))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def saved(files: Mapping[str, bytes], folder: Path) -> Path:
    """The only file of an export, on the disk."""
    (name,) = write(files, folder)
    return folder / name


# Every format


@pytest.mark.parametrize("format", FORMATS)
def test_another_subject_leaves_as_well(format: str) -> None:
    harbour = mapper.load(ATLASES / "harbour")

    files = export(harbour, format)

    assert files == export(harbour, format)
    assert b"North Quay" in b"".join(files.values())


@pytest.mark.parametrize("format", FORMATS)
def test_an_atlas_without_a_record_leaves_as_well(format: str, harbour: Path) -> None:
    for path in (harbour / "data").glob("*.*[vb]"):  # the tables and the sources
        path.unlink()

    assert export(mapper.load(harbour), format)


def test_an_unknown_format_is_refused(atlas: Atlas) -> None:
    with pytest.raises(MapperError, match=r'no format "gpgk"\. Did you mean "gpkg"\?'):
        export(atlas, "gpgk")


def test_the_bytes_are_the_same_in_another_folder_time_zone_and_hash_seed(
    tmp_path: Path, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    code = (
        "import hashlib, json, sys, mapper\n"
        "from mapper.export import FORMATS, export\n"
        "atlas = mapper.load(sys.argv[1])\n"
        "print(json.dumps({format: {name: hashlib.sha256(data).hexdigest()\n"
        "    for name, data in export(atlas, format).items()} for format in FORMATS}))\n"
    )
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    env = os.environ | {"TZ": "America/Lima", "PYTHONHASHSEED": "77", "PYTHONPATH": path}
    command = [sys.executable, "-c", code, str(ROOT)]

    out = subprocess.run(command, env=env, cwd=tmp_path, check=True, capture_output=True).stdout

    assert json.loads(out) == {
        format: {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        for format, files in exported.items()
    }


# GeoJSON


def test_geojson_can_be_read_as_a_layer(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    """Our own reader takes each file, and finds the features that went in."""
    info = atlas.manifest.atlas
    for layer in atlas.layers:
        name = f"{layer.id}.geojson"
        data, first = exported["geojson"][name], info.languages[0]

        found, problems = read_features(data, name, layer.entry.look, first, info.bounds)

        assert problems == []
        assert [(each.id, each.name, each.look, each.geometry) for each in found] == [
            (each.id, each.name, each.look, each.geometry) for each in layer.features
        ]


def test_geojson_has_every_fact_of_a_place_with_sources_that_come_along(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    files = exported["geojson"]
    keys = {source.key for source in read_bib(files["sources.bib"].decode(), "sources.bib")[0]}
    told = Counter()
    for name in files.keys() - {"sources.bib"}:
        for each in json.loads(files[name])["features"]:
            for field, claims in each["properties"]["facts"].items():
                for claim in claims:
                    told[each["id"], field, claim["value"], claim["note"]] += 1
                    assert claim.keys() >= {"date", "certainty", "sources"}
                    assert {source.split("[")[0] for source in claim["sources"]} <= keys

    places, first = {each.id for each in atlas.features}, atlas.language
    assert told == Counter(
        (fact.subject, fact.field, fact.value[first], fact.note.get(first, ""))
        for fact in atlas.facts
        if fact.subject in places
    )


# CSV


def test_csv_has_a_row_for_every_row(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    counts = {name: len(rows(data)) for name, data in exported["csv"].items()}

    assert counts == {
        "features.csv": len(atlas.features),
        "facts.csv": len(atlas.facts),
        "events.csv": len(atlas.events),
        "subjects.csv": sum(map(len, atlas.registers.values())),
        "strength.csv": len(atlas.strength),
        "sources.csv": len(atlas.sources),
        "layers.csv": len(atlas.layers),
    }


def test_csv_facts_say_what_the_record_says(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    found = [
        (row["subject"], row["field"], row["value"], row["date"], row["certainty"], row["note"])
        for row in rows(exported["csv"]["facts.csv"])
    ]

    first = atlas.language
    assert found == [
        (
            fact.subject,
            fact.field,
            fact.value.get(first, ""),
            fact.date.text if fact.date else "",
            fact.certainty,
            fact.note.get(first, ""),
        )
        for fact in atlas.facts
    ]


def test_csv_runs_no_formula_and_keeps_the_text(hostile: Atlas) -> None:
    """An apostrophe stands before what a spreadsheet would run; numbers stay numbers."""
    files = export(hostile, "csv")
    north = rows(files["features.csv"])[0]

    assert north["name"] == f"'{HOSTILE}"
    assert north[KEY] == f"'{HOSTILE}"
    assert float(north["lon"]) == -2.1
    for data in files.values():
        for row in rows(data):
            assert not any(
                cell.lstrip()[:1] in tuple("=+@-") and not cell.lstrip("-")[:1].isdigit()
                for cell in (*row, *row.values())
                if cell
            )


# GeoPackage


def test_gpkg_is_read_back_by_geopandas(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    """Ids, names, every other property and two-dimensional geometry are equal."""
    path = saved(exported["gpkg"], tmp_path)
    for layer in atlas.layers:
        frame = geopandas.read_file(path, layer=layer.id)

        assert frame["id"].tolist() == [each.id for each in layer.features]
        assert frame.crs == "EPSG:4326"
        assert not frame.has_z.any()
        wanted = [shape(each) for each in layer.features]
        assert frame.geom_type.tolist() == [each.geom_type for each in wanted]
        assert shapely.equals_exact(frame.geometry.values, wanted).all()
        for key in dict.fromkeys(key for each in layer.features for key in each.properties):
            cells = [each.properties.get(key) for each in layer.features]
            found = frame[key].astype(object).where(frame[key].notna(), None).tolist()
            if any(isinstance(cell, list) for cell in cells):
                found = [cell and json.loads(cell) for cell in found]
            assert found == cells, key


def test_gpkg_has_the_tables_of_the_record(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    path = saved(exported["gpkg"], tmp_path)
    for table in record(atlas):
        frame = pyogrio.read_dataframe(path, layer=table.name).fillna("")

        assert tuple(frame.columns) == table.header
        for column in table.header:
            assert tuple(frame[column]) == table.cells(column), column


def test_gpkg_keeps_hostile_text(hostile: Atlas, tmp_path: Path) -> None:
    """SQL stays text; columns that SQLite takes for one, or keeps for itself, get new names."""
    path = saved(export(hostile, "gpkg"), tmp_path)
    frame = geopandas.read_file(path, layer="quays")

    assert frame["name"][0] == HOSTILE
    assert frame["name_de"][0] == ILLEGAL.replace("\0", "\ufffd")
    assert frame[KEY][0] == HOSTILE
    assert [frame[key][0] for key in ("KIND_2", "fid_2", "geom_2", "column")] == list("abcd")
    assert not frame.has_z.any()
    assert HOSTILE in pyogrio.read_dataframe(path, layer="facts")["note"].tolist()


def test_gpkg_gives_way_to_no_layer(harbour: Path, tmp_path: Path) -> None:
    """A layer called `facts` does not take the place of the facts."""
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('id = "roads"', 'id = "facts"'))
    (harbour / "geo" / "roads.geojson").rename(harbour / "geo" / "facts.geojson")

    path = saved(export(mapper.load(harbour), "gpkg"), tmp_path / "out")

    names = {name for name, _ in pyogrio.list_layers(path)}
    assert {"facts", "layer_facts"} <= names
    assert len(geopandas.read_file(path, layer="layer_facts")) == 1


def test_gpkg_leaves_the_clock_of_gdal_alone(atlas: Atlas) -> None:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")

    export(mapper.load(ATLASES / "harbour"), "gpkg")

    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before


# KML


def test_kml_is_read_back_by_geopandas(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    """Through LIBKML: ids, names in every language, kind and two-dimensional geometry are equal."""
    path = saved(exported["kml"], tmp_path)
    names = [name for name, _ in pyogrio.list_layers(path)]

    assert names == [layer.entry.title for layer in atlas.layers]
    for layer in atlas.layers:
        frame = geopandas.read_file(path, layer=layer.entry.title)

        assert frame["id"].tolist() == [each.id for each in layer.features]
        assert frame["Name"].tolist() == [each.name[atlas.language] for each in layer.features]
        assert frame["kind"].tolist() == [each.properties["kind"] for each in layer.features]
        for language in ("ru", "fa"):
            wanted = [each.name[language] for each in layer.features]
            assert frame[f"name_{language}"].tolist() == wanted
        wanted = [shape(each) for each in layer.features]
        assert not frame.has_z.any()
        assert frame.geom_type.tolist() == [each.geom_type for each in wanted]
        assert shapely.equals_exact(frame.geometry.values, wanted).all()


def test_kml_tells_what_is_known_with_sources(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    told = {
        placemark.attrib["id"]: unescape(text(placemark, "description"))
        for placemark in placemarks(exported["kml"])
    }

    for fact in atlas.facts:
        for note in fact.note.values() if fact.subject in told and not fact.unknown else ():
            assert note in told[fact.subject]
    assert "[1" in told["kabul-airport"]
    assert "Sources:" in told["kabul-airport"]


def test_kml_keeps_hostile_text(hostile: Atlas, tmp_path: Path) -> None:
    """XML that is whole, nothing in it that was not meant, and a description that is no HTML."""
    files = export(hostile, "kml")
    placemark = next(placemarks(files))
    data = {each.attrib["name"]: text(each, "value") for each in placemark.iter(f"{KML}Data")}
    description = text(placemark, "description")
    frame = geopandas.read_file(saved(files, tmp_path), layer="Quays")

    assert text(placemark, "name") == HOSTILE
    assert data == {"kind": HOSTILE, "name_de": "bell \ufffd and nought \ufffd"}
    assert "<script>" not in description
    assert HOSTILE in unescape(description)
    assert frame["Name"][0] == HOSTILE
    assert not frame.has_z.any()


KML = "{http://www.opengis.net/kml/2.2}"


def placemarks(files: Mapping[str, bytes]) -> Iterator[ET.Element]:
    (data,) = files.values()
    yield from ET.fromstring(data).iter(f"{KML}Placemark")  # noqa: S314 # our own


def text(element: ET.Element, tag: str) -> str:
    found = element.find(f"{KML}{tag}")
    assert found is not None
    return found.text or ""


# Linked Places format


CONTEXT = re.findall(
    r"\S+",
    """
    id type rdf rdfs lpo lawd gvp aat tgn crm wd skos time foaf prov cito cc gn dct identifier doi
    label value title license geojson geojson-t FeatureCollection Feature GeometryCollection
    LineString MultiLineString MultiPoint MultiPolygon Point Polygon bbox coordinates features
    properties geometry geometries geo_wkt periodo ccodes when timespans start end earliest latest
    in periods names toponym lang types sourceLabels relations relationType relationTo certainty
    links closeMatch exactMatch primaryTopicOf subjectOf seeAlso citations descriptions depictions
    """,
)
"""The terms of linkedplaces-context-v1.1.jsonld."""


@pytest.fixture(scope="module")
def places(exported: Mapping[str, Mapping[str, bytes]]) -> dict[str, Any]:
    (data,) = exported["lpf"].values()
    content: dict[str, Any] = json.loads(data)
    return content


def by_name(places: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in places["features"] if each["@id"].endswith(f":{id}")
    )
    return found


def test_lpf_is_of_its_schema(places: dict[str, Any]) -> None:
    schema = json.loads((Path(__file__).parent / "lpf.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )

    assert [error.json_path for error in checker.iter_errors(places)] == []


def test_lpf_uses_the_terms_of_its_context(places: dict[str, Any]) -> None:
    """What the context does not define a JSON-LD reader drops; only `properties` may hold more."""

    def terms(value: Any, key: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("type"), str) and key != "links":
                yield value["type"]
            for inner, item in value.items():
                yield inner
                yield from terms(item, inner) if inner != "properties" else ()
        elif isinstance(value, list):
            for item in value:
                yield from terms(item, key)

    assert set(terms(places)) <= {*CONTEXT, "@context", "@id"}


def test_lpf_has_every_place_once_with_its_names(places: dict[str, Any], atlas: Atlas) -> None:
    found = {each["@id"].split(":")[-1]: each for each in places["features"]}

    assert list(found) == [each.id for each in atlas.features]
    for feature in atlas.features:
        names = {each.get("lang"): each["toponym"] for each in reversed(found[feature.id]["names"])}
        assert feature.name.items() <= names.items()
        (geometry,) = found[feature.id]["geometry"]["geometries"]
        assert geometry["type"] == feature.geometry["type"]
        assert geometry["coordinates"] == feature.geometry["coordinates"]


def test_lpf_has_every_claim_with_its_citations(places: dict[str, Any], atlas: Atlas) -> None:
    ids = {each.id for each in atlas.features}
    said = [*(fact for fact in atlas.facts if not fact.unknown), *atlas.events]

    told = [each for place in places["features"] for each in place.get("descriptions", ())]

    assert len(told) == sum(each.subject in ids for each in said)
    assert all(each["citations"] for each in told)


def test_lpf_relates_a_place_to_its_province(places: dict[str, Any]) -> None:
    (relation,) = by_name(places, "kabul-airport")["relations"]

    assert relation["relationTo"] == by_name(places, "kabul-province")["@id"]


def test_lpf_addresses_are_those_of_the_published_map(harbour: Path) -> None:
    manifest = harbour / "data" / "atlas.toml"
    named = 'id = "harbour"\naddress = "https://example.org/harbour/"'
    manifest.write_text(manifest.read_text("utf-8").replace('id = "harbour"', named))

    (data,) = export(mapper.load(harbour), "lpf").values()

    first = json.loads(data)["features"][0]
    assert first["@id"] == "https://example.org/harbour/#f=north-quay"
    assert first["names"][0]["citations"][0]["@id"] == "https://example.org/harbour/"


def test_lpf_keeps_hostile_text(hostile: Atlas) -> None:
    (data,) = export(hostile, "lpf").values()
    first = json.loads(data)["features"][0]

    assert first["properties"]["title"] == HOSTILE
    assert any(HOSTILE in each["value"] for each in first["descriptions"])


def test_every_look_has_a_type() -> None:
    assert TYPES.keys() == looks()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2004-05-15", {"in": "2004-05-15"}, {"in": "2004-05-15"}),
        (
            "2004-05",
            {"earliest": "2004-05-01", "latest": "2004-05-31"},
            {"earliest": "2004-05-01", "latest": "2004-05-31"},
        ),
        ("2004-05-15/2004-08-15", {"in": "2004-05-15"}, {"in": "2004-08-15"}),
        ("2004-05-15/..", {"in": "2004-05-15"}, {"earliest": "2004-05-15"}),
        ("../2004-08-15", {"latest": "2004-08-15"}, {"in": "2004-08-15"}),
    ],
)
def test_a_date_is_a_timespan(text: str, start: dict[str, str], end: dict[str, str]) -> None:
    """The format wants a start; and a timespan without an end means: within the start."""
    assert timespan(parse_date(text).days) == {"start": start, "end": end}


def test_a_place_lasts_as_long_as_is_known() -> None:
    """From the day it was there at the latest, to the last of its leaving; a road all the time."""
    harbour = mapper.load(ATLASES / "harbour")
    quays, roads = harbour.layers

    lasted = [lifetime(harbour, quays, each) for each in quays.features]

    assert lasted == [
        {"start": {"latest": "1741-07-14"}, "end": {"in": "1741-07-20"}},
        {"start": {"latest": "1741-10-31"}, "end": {"earliest": "1741-03-01"}},
    ]
    assert lifetime(harbour, roads, roads.features[0]) == {
        "start": {"latest": "1741-03-01"},
        "end": {"earliest": "1741-10-31"},
    }


# Onto the disk


def test_files_are_written_whole_and_beside_others(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"

    assert write({"a.csv": b"1", "b.csv": b"2"}, folder) == ("a.csv", "b.csv")
    (folder / "mine.txt").write_text("mine")
    assert write({"a.csv": b"1", "c.csv": b"3"}, folder) == ("c.csv",)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"2",
        "c.csv": b"3",
        "mine.txt": b"mine",
    }


def test_what_is_there_is_replaced_only_when_asked(harbour: Path) -> None:
    """An export into data/ would otherwise take the place of the record itself."""
    data = harbour / "data"
    before = {path: path.read_bytes() for path in data.glob("*.*")}
    files = export(mapper.load(harbour), "csv")

    with pytest.raises(MapperError) as raised:
        write(files, data)

    assert len(raised.value.problems) == 2
    assert "facts.csv: is there already, with other content. Choose" in str(raised.value)
    assert {path: path.read_bytes() for path in data.glob("*.*")} == before
    write(files, data, replace=True)
    assert (data / "facts.csv").read_bytes() == files["facts.csv"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"old")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").symlink_to(target)

    with pytest.raises(MapperError, match="is there already"):
        write({"a.csv": b"new"}, tmp_path / "out")
    write({"a.csv": b"new"}, tmp_path / "out", replace=True)

    assert target.read_bytes() == b"old"
    assert (tmp_path / "out" / "a.csv").read_bytes() == b"new"


def test_a_folder_that_is_none_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(MapperError, match="cannot be written"):
        write({"a.csv": b"1"}, tmp_path / "out")
