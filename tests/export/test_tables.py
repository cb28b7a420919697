"""GeoJSON and CSV: every fact of a place, every row, and no formula that runs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping

from exported import HOSTILE, KEY
from mapper.export.write import export
from mapper.folder.features import read_features
from mapper.model.atlas import Atlas
from mapper.record.cite import read_bib


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


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
        "corrections.csv": len(atlas.corrections),
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
