"""A file dropped into `geo/`: shown at once, said in plain words, and entered on demand."""

import json

import pytest

from dropped import LAMPS, LAMPS_ENTRY, contents, point, said
from mapper import MapperError, build, load
from mapper.edit.adopt import adopt
from mapper.folder.drop import FOREIGN
from mapper.folder.load import read
from mapper.formats.read import READERS
from mapper.formats.tidy.defaults import collection
from mapper.serve.watch import rebuild

ROAD = {
    "type": "Feature",
    "properties": {"name": "Road"},
    "geometry": {"type": "LineString", "coordinates": [[-2, 59.7], [-2, 59.8]]},
}


def test_a_dropped_file_is_a_layer_above_the_others(harbour, drop):
    drop("lamps.geojson", *LAMPS)

    built = build(harbour)
    atlas = load(harbour)
    assert [layer.id for layer in atlas.layers] == ["quays", "roads", "lamps"]
    entry = atlas.layers[-1].entry
    assert (entry.title, entry.look, entry.licence, entry.shown) == (
        "Lamps",
        "circle",
        "not stated",
        True,
    )
    assert "lamp-2" in built.page.read_text("utf-8")
    (notice,) = built.warnings
    assert str(notice) == (
        "geo/lamps.geojson: has no entry in data/atlas.toml; it is shown above the others as "
        '"Lamps": 2 features, look "circle", licence not stated. '
        f"Run mapper add --adopt, or put this there:\n\n{LAMPS_ENTRY}"
    )
    with pytest.raises(MapperError, match="has no entry"):
        build(harbour, strict=True)


def test_the_entry_that_is_printed_is_all_that_a_sound_file_lacks(harbour, drop):
    drop("lamps.geojson", *LAMPS)
    dropped = load(harbour).layers[-1]
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")

    (notice,) = said(harbour)
    manifest.write_text(f"{text}\n{notice.partition('there:')[2]}", "utf-8")

    assert said(harbour) == []
    assert load(harbour).layers[-1] == dropped


TITLES = {  # name of the file, its own name: id, title
    "words of the file's name": (
        "old_wells-north.geojson",
        None,
        "old-wells-north",
        "Old wells north",
    ),
    "the file's own title": ("x.geojson", "Wells", "x", "Wells"),
    "another ending": ("x.json", None, "x", "X"),
    "another alphabet": ("колодцы.geojson", None, "kolodtsy", "Колодцы"),
    "an id that is taken": ("Quays.GeoJSON", None, "quays-2", "Quays"),
}


@pytest.mark.parametrize("case", TITLES)
def test_id_and_title_come_from_the_file(harbour, drop, case):
    name, own, id, title = TITLES[case]
    content = {"type": "FeatureCollection", "features": list(LAMPS)} | (
        {"name": own} if own else {}
    )
    drop(name, content=json.dumps(content).encode())

    entry = load(harbour).layers[-1].entry
    assert (entry.id, entry.title) == (id, title)
    adopt(harbour)
    assert load(harbour).layers[-1].entry == entry
    assert said(harbour) == []


UNFIT = {  # features: ids, looks, words
    "no ids": (
        [point("A well"), point("A well")],
        ["a-well-1be103d8", "a-well-1be103d8-2"],
        ["circle"] * 2,
        "Put a mark behind ids",
    ),
    "ids that are taken": (
        [point("A") | {"id": "north-quay"}],
        ["north-quay-x"],
        ["circle"],
        "Changed ids that the atlas had already",
    ),
    "ids that stand twice": (
        [point("A") | {"id": "a"}, point("B") | {"id": "a"}],
        ["a-3674a6c2", "a-5bf25598"],
        ["circle"] * 2,
        "Put a mark behind ids",
    ),
    "an unknown look": ([point("A", look="neon") | {"id": "a"}], ["a"], ["circle"], "look_given"),
    "mixed geometry": (
        [point("A") | {"id": "a"}, point("B") | {"id": "b"}, ROAD | {"id": "c"}],
        ["a", "b", "c"],
        ["circle", "circle", "line"],
        "--adopt",
    ),
    "no names": ([point("") | {"id": "a"}], ["a"], ["circle"], "Named features after the layer"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_a_file_lacks_is_put_right_and_adopting_writes_it(harbour, drop, case):
    features, ids, looks, words = UNFIT[case]
    path = drop("x.geojson", *features)
    before = path.read_bytes()

    layer = load(harbour).layers[-1]
    assert ([each.id for each in layer.features], [each.look for each in layer.features]) == (
        ids,
        looks,
    )
    (notice,) = said(harbour)
    assert words in notice
    assert path.read_bytes() == before  # reading writes nothing

    adopt(harbour)
    assert load(harbour).layers[-1] == layer
    assert said(harbour) == []
    assert (harbour / "geo" / "x.geojson.orig").read_bytes() == before


def test_adopting_keeps_the_manifest_and_a_sound_file_as_they_are(harbour, drop):
    path, manifest = drop("lamps.geojson", *LAMPS), harbour / "data" / "atlas.toml"
    data, text = path.read_bytes(), manifest.read_text("utf-8")
    dry = adopt(harbour, dry_run=True)
    assert manifest.read_text("utf-8") == text

    adopted = adopt(harbour)
    assert manifest.read_text("utf-8").replace(LAMPS_ENTRY + "\n", "") == text
    assert path.read_bytes() == data
    assert adopted.drops == dry.drops
    assert (adopted.written, dry.written) == (True, False)
    assert not list((harbour / "geo").glob("*.orig"))
    assert adopt(harbour).drops == ()


def test_several_files_follow_one_another_by_name(harbour, drop):
    drop("b.geojson", point("Same"))
    drop("a.geojson", point("Same"))
    adopt(harbour)

    atlas = load(harbour)
    assert [layer.id for layer in atlas.layers] == ["quays", "roads", "a", "b"]
    assert [layer.features[0].id for layer in atlas.layers[2:]] == ["same", "same-b"]


BROKEN = {  # content: words
    "not JSON": (b"{", "line 1, column 2: ends in the middle. It was cut off"),
    "empty": (b"", "is empty. Save it anew, or take it away."),
    "other JSON": (b'{"a": 1}', "type: is not there: this is JSON, but not GeoJSON."),
    "a web page": (b"<html>", "line 1, column 1: is not JSON but XML or HTML"),
    "no features": (collection([]), "features: there are none."),
    "nothing with a position": (
        collection([point("A") | {"geometry": None}]),
        "holds nothing with a position: there is nothing to draw.",
    ),
    "a broken line": (
        collection([ROAD | {"geometry": {"type": "LineString", "coordinates": [[1, 2]]}}]),
        "features[0].coordinates: a line needs 2 positions, not 1.",
    ),
    "another system": (
        collection([]).replace(b"{", b'{"crs":{"properties":{"name":"EPSG:999999"}},', 1),
        "crs: no coordinate system EPSG:999999 is known.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_a_problem_in_plain_words(harbour, drop, case):
    content, words = BROKEN[case]
    drop("x.geojson", content=content)
    before = contents(harbour)

    with pytest.raises(MapperError) as caught:
        build(harbour)
    assert f"geo/x.geojson: {words}" in str(caught.value)
    with pytest.raises(MapperError, match=r"geo/x\.geojson"):
        adopt(harbour)
    assert contents(harbour) == before


def test_a_link_out_of_the_folder_is_not_followed(harbour, tmp_path):
    (tmp_path / "secret.geojson").write_bytes(collection(LAMPS))
    (harbour / "geo" / "x.geojson").symlink_to(tmp_path / "secret.geojson")

    assert said(harbour) == [
        "geo/x.geojson: lies outside the project folder. Put the file into the project folder."
    ]


NOT_YET = "is not a layer yet. Run mapper add"


@pytest.mark.parametrize("name", ["wells.csv", "wells.GPKG", "wells.json", "wells.zip"])
def test_what_only_add_reads_is_a_notice(harbour, drop, name):
    drop(name, content=b'{"type": "Topology"}')

    (warning,) = read(harbour)[1]
    assert warning.severity == "warning"
    assert str(warning).startswith(f"geo/{name}: {NOT_YET} geo/{name}, or move it")
    build(harbour)


def test_what_add_reads_is_what_the_notice_is_given_for():
    assert {*FOREIGN, ".geojson", ".json", ".txt"} == set(READERS)


def test_a_name_with_spaces_can_be_pasted(harbour, drop):
    drop("my wells.csv", content=b"a,b")

    assert f"{NOT_YET} 'geo/my wells.csv'," in said(harbour)[0]


def test_a_table_whose_layer_is_there_is_its_source(harbour, drop):
    drop("quays.csv", content=b"a,b")

    assert said(harbour) == []


def test_other_files_are_left_alone(harbour, drop):
    for name in (
        "README.md",
        "notes.txt",
        ".hidden.geojson",
        ".x.geojson-1.draft",
        "x.geojson.orig",
    ):
        drop(name, content=b"{")
    (harbour / "geo" / "raw").mkdir()
    drop("raw/x.geojson", content=b"{")
    (harbour / "geo" / "folder.geojson").mkdir()

    assert said(harbour) == []


def test_the_relief_is_no_layer(harbour, drop):
    drop("relief.json", content=b"{")
    with (harbour / "data" / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[relief]\nfile = "geo/relief.json"\nbounds = [-3, 59, -1, 60.5]\nlicence = "CC0"\n'
        )

    assert said(harbour) == []


def test_a_broken_manifest_adopts_nothing(harbour, drop):
    """The file of an entry that cannot be read is not taken for a dropped one."""
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text(
        manifest.read_text("utf-8").replace('id = "roads"', 'id = "Roads!"'), "utf-8"
    )
    before = contents(harbour)

    assert len(said(harbour)) == 1
    with pytest.raises(MapperError, match='"Roads!" is not an id'):
        adopt(harbour)
    assert contents(harbour) == before


def test_facts_may_refer_to_a_dropped_feature(harbour, drop):
    drop("lamps.geojson", *LAMPS)
    with (harbour / "data" / "facts.csv").open("a", encoding="utf-8") as file:
        file.write("lamp-1,ships,3,,ledger1741,high,\n")

    assert "Lamp" in build(harbour).page.read_text("utf-8")


def test_serve_says_it_too(harbour, drop):
    drop("lamps.geojson", *LAMPS)
    reported = []

    assert rebuild(harbour, build, reported.extend)
    assert "has no entry" in str(reported[0])
