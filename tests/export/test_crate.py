"""The package for a repository: each file named, each column explained, and how to cite it."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml

import mapper
from mapper.export.crate import CRATE, meanings
from mapper.export.write import export
from mapper.model.atlas import Atlas
from places import ATLASES, ROOT

Files = Mapping[str, bytes]
HARBOUR = mapper.load(ATLASES / "harbour")


@pytest.fixture(scope="module")
def packed(exported: Mapping[str, Files]) -> Files:
    return exported["crate"]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines()))


def graph(files: Files) -> dict[str, dict[str, Any]]:
    entities = json.loads(files[CRATE])["@graph"]
    found = {entity["@id"]: entity for entity in entities}
    assert len(found) == len(entities)
    return found


def links(value: object) -> set[str]:
    """Every id that an entity refers to."""
    if isinstance(value, list):
        return {id for each in value for id in links(each)}
    if isinstance(value, dict):
        return {value["@id"]} if set(value) == {"@id"} else links(list(value.values()))
    return set()


@pytest.mark.parametrize("whose", ["flagship", "harbour"])
def test_the_crate_names_each_of_its_files_once_and_all_that_it_refers_to(
    packed: Files, whose: str
) -> None:
    """What RO-Crate 1.1 asks of the descriptor and of the root."""
    files = packed if whose == "flagship" else export(HARBOUR, "crate")
    entities = graph(files)
    root = entities["./"]

    assert entities[CRATE]["about"] == {"@id": "./"}
    assert entities[CRATE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root.keys() >= {"name", "description", "datePublished", "license", "hasPart"}
    assert sorted(part["@id"] for part in root["hasPart"]) == sorted(set(files) - {CRATE})
    for name, data in files.items():
        if name != CRATE:
            assert entities[name]["contentSize"] == str(len(data))
    asked = {id for entity in entities.values() for id in links(list(entity.values()))}
    assert asked - entities.keys() <= {"https://w3id.org/ro/crate/1.1"}


def test_a_layer_stands_under_its_own_licence(packed: Files, atlas: Atlas) -> None:
    entities = graph(packed)
    for layer in atlas.layers:
        part = entities[f"{layer.id}.geojson"]
        assert entities[part["license"]["@id"]]["name"] == layer.entry.licence
        assert part.get("creditText", "") == layer.entry.attribution


def test_the_dictionary_explains_every_column_and_every_field(packed: Files, atlas: Atlas) -> None:
    said = rows(packed["dictionary.csv"])
    explained = {(row["table"], row["column"]) for row in said if row["meaning"]}
    tables = {name[:-4]: data for name, data in packed.items() if name.endswith(".csv")}

    written = {
        (table, column)
        for table, data in tables.items()
        if table != "dictionary"
        for column in data.decode("utf-8-sig").splitlines()[0].split(",")
    }
    assert written <= explained
    fields = {row["field"]: row for row in said if row["field"]}
    assert fields.keys() == atlas.field_entries.keys()
    assert all(fields[key]["kind"] == entry.kind for key, entry in atlas.field_entries.items())


def test_no_column_is_explained_that_no_table_has(packed: Files) -> None:
    for table, columns in meanings().items():
        header = packed[f"{table}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        assert set(columns) <= set(header), table


@pytest.mark.parametrize(
    "title", ['A "quoted": title', "Brücken, мосты, پل‌ها", "- [a, b] # c", "two\nlines {{ x }}"]
)
def test_how_to_cite_it_is_read_back_as_it_was_written(title: str) -> None:
    """Citation File Format 1.2.0: it needs a title and at least one author."""
    info = HARBOUR.manifest.atlas.model_copy(
        update={"title": title, "authors": ("Flett, Anna", "Harbour Society")}
    )
    changed = HARBOUR.manifest.model_copy(update={"atlas": info})
    atlas = replace(HARBOUR, manifest=changed)

    said = yaml.safe_load(export(atlas, "crate")["CITATION.cff"])

    assert said["title"] == title
    assert said["authors"] == [
        {"family-names": "Flett", "given-names": "Anna"},
        {"name": "Harbour Society"},
    ]
    assert said["cff-version"] == "1.2.0"


def test_an_atlas_without_authors_is_cited_by_its_title(packed: Files, atlas: Atlas) -> None:
    said = yaml.safe_load(packed["CITATION.cff"])
    assert said["authors"] == [{"name": atlas.manifest.atlas.title}]


def test_the_project_itself_is_cited_with_its_version() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (said["version"], said["license"]) == (project["version"], project["license"])
