"""Linked Places Format: of its schema, with every place, claim and time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import mapper
from exported import HOSTILE
from mapper.assets import looks
from mapper.export.lpf import TYPES, lifetime, timespan
from mapper.export.write import export
from mapper.model.atlas import Atlas
from mapper.model.dates import parse_date
from places import ATLASES

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
