"""An atlas's own export, added to another: its facts, their fields and sources come along."""

import csv
import json
import shutil
import tomllib

import pytest

import mapper
from adding import contents
from mapper.edit import new_empty, transaction
from mapper.edit.add import add
from mapper.export import export, write
from mapper.folder.check import check
from mapper.problems import MapperError
from places import ATLASES, ROOT

STARTER = ROOT / "src" / "mapper" / "starter"
MANIFEST = """\
[atlas]
id = "other"
title = "Other"
period = "1840/1870"
bounds = [-32, 44, -30, 46]
languages = ["en"]
date = "2026-01-02"
"""


KEYS = ("subject", "field", "value", "date", "sources", "certainty", "note")


@pytest.fixture
def exported(tmp_path):
    """The export of the starter, as files; sources.bib lies elsewhere."""
    write(export(mapper.load(STARTER), "geojson"), tmp_path / "out")
    (tmp_path / "out" / "sources.bib").rename(tmp_path / "sources.bib")
    return tmp_path / "out"


@pytest.fixture
def other(tmp_path):
    root = tmp_path / "other"
    (root / "data").mkdir(parents=True)
    (root / "geo").mkdir()
    (root / "data" / "atlas.toml").write_text(MANIFEST)
    return root


def rows(root):
    with (root / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said_of_stations():
    ids = {each.id for layer in mapper.load(STARTER).layers for each in layer.features}
    return [row for row in rows(STARTER) if row["subject"] in ids]


def test_the_same_facts_stand_in_both(other, exported):
    dry = add(other, exported / "stations.geojson", dry_run=True)
    assert not (other / "data" / "facts.csv").exists()
    added = add(other, exported / "stations.geojson")

    atlas, origin = mapper.load(other), mapper.load(STARTER)
    assert check(atlas) == []
    assert rows(other) == [row for row in said_of_stations() if row["field"] != "picture"]
    (left,) = (each.what for each in added.warnings if "pictures" in each.what)
    assert left == "left out pictures, which do not come along: harbour-hill.jpg."
    assert {each.key for each in atlas.sources} == {each.key for each in origin.sources}
    layer, there = atlas.layers[0].entry, origin.layers[-1].entry
    assert (layer.title, layer.source, layer.look, layer.when) == (
        there.title,
        there.source,
        there.look,
        there.when,
    )
    assert layer.licence == "CC0 1.0"
    fields = {name: origin.field_entries[name] for name in atlas.field_entries}
    assert atlas.field_entries == fields
    for words in ("Brought 15 facts along, to data/facts.csv.", "Brought 3 sources along"):
        assert any(words in each for each in dry.repaired)
        assert any(words in each for each in added.repaired)
    page = mapper.build(other).page.read_text("utf-8")
    assert "The almanac rounds all heights." in page


@pytest.mark.parametrize("name", ["harbour", "railway"])
def test_all_layers_of_an_atlas_come_along_one_by_one(tmp_path, name):
    """Though a field that says when may have no facts yet."""
    origin = mapper.load(ATLASES / name)
    write(export(origin, "geojson"), tmp_path / "out")
    about = origin.manifest.atlas
    new_empty(tmp_path / "other", "Other", about.period, ",".join(map(str, about.bounds)))

    for layer in origin.layers:
        add(tmp_path / "other", tmp_path / "out" / f"{layer.id}.geojson")

    atlas = mapper.load(tmp_path / "other")
    pictures = {name for name, entry in origin.field_entries.items() if entry.kind == "image"}
    ids = {each.id for layer in origin.layers for each in layer.features}
    assert check(atlas) == []
    wanted = [row for row in rows(ATLASES / name) if row["subject"] in ids]
    assert {tuple(row[key] for key in KEYS) for row in rows(tmp_path / "other")} == {
        tuple(row[key] for key in KEYS) for row in wanted if row["field"] not in pictures
    }
    assert [each.entry.when for each in atlas.layers] == [e.entry.when for e in origin.layers]


def test_what_has_the_same_name_and_is_another_gets_the_layer_s(other, exported):
    (other / "data" / "sources.bib").write_text(
        "@book{almanac1859,\n  title = {Another Almanac},\n  read = {full},\n"
        "  readdate = {2026-11-23}\n}\n"
    )
    with (other / "data" / "atlas.toml").open("a") as file:
        file.write('\n[fields.height]\nlabel = "How high"\nkind = "text"\n')

    add(other, exported / "stations.geojson")

    atlas = mapper.load(other)
    (unused,) = check(atlas)
    assert (unused.place, unused.what) == ("almanac1859", "is cited nowhere.")
    assert [each.key for each in atlas.sources] == [
        "almanac1859",
        "daybook1850",
        "almanac1859-stations",
        "letter1857",
    ]
    assert atlas.works["almanac1859"].title == "Another Almanac"
    assert atlas.field_entries["height_stations"].kind == "number"
    cited = {row["sources"] for row in rows(other)}
    assert "almanac1859-stations" in cited
    assert "almanac1859" not in cited


def test_ids_that_are_taken_take_their_facts_with_them(tmp_path, exported):
    starter = tmp_path / "starter"
    shutil.copytree(STARTER, starter)
    before = (starter / "data" / "sources.bib").read_bytes()

    add(starter, exported / "stations.geojson", id="again")

    found = rows(starter)
    assert [row for row in found if row["subject"] == "harbour-hill-again"] == [
        {**row, "subject": "harbour-hill-again"}
        for row in found
        if row["subject"] == "harbour-hill"
    ]
    assert (starter / "data" / "sources.bib").read_bytes() == before
    assert not [each for each in check(mapper.load(starter)) if each.severity == "error"]


def test_sources_that_lie_beside_an_older_export_are_found(other, exported, tmp_path):
    path = exported / "stations.geojson"
    content = json.loads(path.read_text())
    for key in ("bibliography", "fields", "entry"):
        del content[key]
    path.write_text(json.dumps(content))
    alone = add(other, path, dry_run=True)
    (tmp_path / "sources.bib").rename(exported / "sources.bib")

    add(other, path)

    assert "left out facts whose sources nobody has: daybook1850" in str(alone.warnings[0])
    assert rows(other) == said_of_stations()
    kinds = {name: entry.kind for name, entry in mapper.load(other).field_entries.items()}
    assert {name for name, kind in kinds.items() if kind == "date"} == {"manned", "left"}
    assert {name for name, kind in kinds.items() if kind == "number"} == {"height"}
    assert set(kinds.values()) == {"date", "number", "text"}


def test_all_of_it_or_nothing(other, exported, monkeypatch):
    before = contents(other)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transaction.shutil, "copymode", refuse)
    with pytest.raises(MapperError):
        add(other, exported / "stations.geojson")
    monkeypatch.undo()
    assert contents(other) == before

    (other / "data" / "facts.csv").write_text("subject;field;value\n")
    with pytest.raises(MapperError, match="is not in the form in which rows can be added"):
        add(other, exported / "stations.geojson")
    assert not (other / "geo" / "stations.geojson").exists()


def test_rows_that_are_there_already_are_not_written_twice(other, exported):
    """As when the same call goes on after a kill between the table and the manifest."""
    add(other, exported / "stations.geojson")
    facts = (other / "data" / "facts.csv").read_bytes()
    (other / "data" / "atlas.toml").write_text(MANIFEST)

    add(other, exported / "stations.geojson")

    assert (other / "data" / "facts.csv").read_bytes() == facts
    assert check(mapper.load(other)) == []


def test_words_in_languages_get_a_column_of_their_own(other, exported):
    path = exported / "stations.geojson"
    content = json.loads(path.read_text())
    claim = content["features"][0]["properties"]["facts"]["manned"][0]
    claim |= {"note_ru": "Первая станция.", "note_fa": "-"}
    path.write_text(json.dumps(content))
    text = (other / "data" / "atlas.toml").read_text().replace('["en"]', '["en", "ru"]')
    (other / "data" / "atlas.toml").write_text(text)
    old = "subject,field,value,date,sources,certainty,note\natlas,manned,1850,,,,\n"
    (other / "data" / "facts.csv").write_text(old)

    add(other, path)

    found = rows(other)
    assert [*found[0]][-2:] == ["note", "note_ru"]
    assert [each["note_ru"] for each in found[:3]] == ["", "Первая станция.", ""]


@pytest.mark.parametrize(
    "hostile",
    [
        {"fields": {"manned": {"label": {"a": 1}}}},
        {"fields": {"manned": {"label": "M", "kind": "date", "evil": "x"}}, "entry": {"look": []}},
        {"entry": {"when": "x", "popup": 3, "looks": {"by": 1}, "colour": [], "id": "atlas"}},
        {"bibliography": "@misc{a, title = {{{", "entry": ["x"]},
        {"bibliography": 7, "fields": []},
        {"title_ru": 7, "title_xx": "[[layer]]\n", "entry": {"sources": "abc"}},
    ],
)
def test_what_is_said_beside_the_features_is_judged(other, exported, hostile):
    path = exported / "stations.geojson"
    path.write_text(json.dumps({**json.loads(path.read_text()), **hostile}))

    add(other, path)

    assert len(tomllib.loads((other / "data" / "atlas.toml").read_text())["layer"]) == 1
    assert not [each for each in check(mapper.load(other)) if each.severity == "error"]
