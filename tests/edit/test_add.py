"""A new layer: what is written, and what is refused."""

import stat
import tomllib

import pytest

from adding import MANIFEST, MILL, contents, point, refused, shaped
from mapper import load
from mapper.edit.add import add
from mapper.folder.check import check
from mapper.formats.tidy.defaults import collection


def test_adds_a_layer_that_can_be_loaded_and_checked(project, source):
    added = add(project, source(point("North well"), point("South well", lat=49.5)))

    atlas = load(project)
    assert check(atlas) == []
    assert [layer.id for layer in atlas.layers] == ["mills", "old-wells-north"]
    assert [feature.id for feature in atlas.layers[1].features] == ["north-well", "south-well"]
    assert atlas.layers[1].entry.title == "Old wells north"
    assert atlas.layers[1].entry.look == "circle"
    assert atlas.layers[1].entry.licence == "not stated"
    assert (added.features, added.extent, added.written) == (2, (10, 49.5, 10, 50), True)
    assert added.file == project / "geo" / "old-wells-north.geojson"
    assert "licence" in added.next_step
    assert added.warnings == ()


def test_writes_one_feature_a_line_in_a_fixed_order(project, source):
    add(project, source(point("A"), point("B")), id="wells")

    assert (project / "geo" / "wells.geojson").read_text() == (
        '{"type":"FeatureCollection","features":[\n'
        '{"type":"Feature","id":"a","properties":{"name":"A"},'
        '"geometry":{"type":"Point","coordinates":[10.0,50.0]}},\n'
        '{"type":"Feature","id":"b","properties":{"name":"B"},'
        '"geometry":{"type":"Point","coordinates":[10.0,50.0]}}\n'
        "]}\n"
    )
    assert stat.S_IMODE((project / "geo" / "wells.geojson").stat().st_mode) == 0o644


def test_the_entry_stands_behind_the_last_layer_and_the_rest_stays_as_it_was(project, source):
    added = add(project, source(point("A")), id="wells", title="Wells", group="water")

    text = (project / "data" / "atlas.toml").read_text()
    assert added.entry == (
        '[[layer]]\nid = "wells"\ntitle = "Wells"\ngroup = "water"\nlook = "circle"\n'
        'licence = "not stated" # Whose is it, and may it be shared? Say so here and in '
        'attribution = "…".\n'
    )
    assert text.replace(added.entry + "\n", "") == MANIFEST
    assert f"# attribution is not asked for\n\n{added.entry}\n# ---- Fields ----\n" in text


def test_keeps_line_ends_and_the_mode_of_the_manifest(project, source):
    manifest = project / "data" / "atlas.toml"
    manifest.write_bytes(MANIFEST.replace("\n", "\r\n").encode())
    manifest.chmod(0o600)
    add(project, source(point("A")), id="wells")

    assert manifest.read_bytes().count(b"\n") == manifest.read_bytes().count(b"\r\n")
    assert stat.S_IMODE(manifest.stat().st_mode) == 0o600


def test_layers_follow_one_another(project, source):
    for id in ("one", "two", "three"):
        add(project, source(point(id)), id=id)

    layers = tomllib.loads((project / "data" / "atlas.toml").read_text())["layer"]
    assert [layer["id"] for layer in layers] == ["mills", "one", "two", "three"]


def test_a_dry_run_finds_out_the_same_and_writes_nothing(project, source):
    before, path = contents(project), source(point("A"))
    dry = add(project, path, dry_run=True)

    assert contents(project) == before
    assert not dry.written
    wet = add(project, path)
    assert (dry.entry, dry.features, dry.extent) == (wet.entry, wet.features, wet.extent)


@pytest.mark.parametrize("dry_run", [True, False])
def test_never_overwrites_a_file(project, source, dry_run):
    (project / "geo" / "wells.geojson").write_text("mine")
    before = contents(project)

    words = refused(project, source(point("A")), id="wells", dry_run=dry_run)
    assert words == [
        "geo/wells.geojson: is there already. Choose another id with --id, or move that file away."
    ]
    assert contents(project) == before


def test_never_overwrites_an_entry(project, source):
    before = contents(project)

    (words,) = refused(project, source(point("A")), id="mills")
    assert words.startswith('data/atlas.toml: layer[0].id: "mills" is there already.')
    assert contents(project) == before


def test_takes_a_file_that_lies_in_place_already_if_it_needs_no_change(project):
    path = project / "geo" / "wells.geojson"
    path.write_bytes(collection([MILL | {"id": "well"}]))
    add(project, path)

    assert [layer.id for layer in load(project).layers] == ["mills", "wells"]


BAD = {  # options: what is said
    "a bad id": ({"id": "Old Wells"}, '--id: "Old Wells" is not an id. Use lower-case'),
    "an id that leads elsewhere": ({"id": "../evil"}, '--id: "../evil" is not an id.'),
    "an empty id": ({"id": ""}, "--id: no id can be made"),
    "an unknown look": ({"look": "pont"}, 'no look "pont". Did you mean "point"?'),
    "an unknown group": ({"group": "watr"}, 'no group "watr". Did you mean "water"?'),
    "an unknown label": ({"label": "nam"}, 'no column "nam". Did you mean "name"?'),
}


@pytest.mark.parametrize("case", BAD)
def test_says_what_is_wrong_with_an_option_and_writes_nothing(project, source, case):
    options, words = BAD[case]
    before = contents(project)

    (said,) = refused(project, source(point("A")), **options)
    assert words in said
    assert contents(project) == before


def test_a_file_with_broken_shapes_is_not_added(project, source):
    before = contents(project)
    broken = [shaped("LineString", [[10, 50]], "A")] * 30

    words = refused(project, source(point("Fine"), *broken), id="Bad Id")
    assert len(words) == 3
    assert "30 of 31 rows have errors. Mend them, or leave them out: --skip-bad." in words[2]
    assert (
        "features[1].coordinates: a line needs 2 positions, not 1 (and 29 more like it)."
        in words[1]
    )
    assert contents(project) == before


def test_a_folder_without_a_manifest_is_not_written_to(tmp_path, source):
    (tmp_path / "empty").mkdir()

    assert "is not there" in refused(tmp_path / "empty", source(point("A")))[0]
    assert contents(tmp_path / "empty") == {}


def test_what_was_wrong_before_does_not_stop_it(project, source):
    (project / "data" / "facts.csv").write_text("subject,field\nnobody,nothing\n")
    add(project, source(point("A")), id="wells")

    assert (project / "geo" / "wells.geojson").is_file()


def test_warns_of_features_outside_the_study_area_once(project, source):
    added = add(project, source(*(point(f"P{n}", 60 + n, 10) for n in range(9))), id="far")

    (warning,) = added.warnings
    assert "lies outside the study area" in warning.what
    assert "and 8 more like it" in warning.what
    assert warning.file.endswith("old_wells-north.geojson")


def test_ids_of_the_atlas_stay_unique(project, source):
    add(project, source(point("Old mill"), point("Atlas")), id="wells")

    ids = [feature.id for feature in load(project).features]
    assert ids == ["old-mill", "old-mill-wells", "atlas-wells"]


LINE, AREA = [[10, 50], [11, 51]], [[[10, 50], [11, 50], [11, 51], [10, 50]]]


@pytest.mark.parametrize(
    ("kind", "coordinates", "look"),
    [
        ("MultiPoint", LINE, "circle"),
        ("LineString", LINE, "line"),
        ("Polygon", AREA, "area"),
    ],
)
def test_the_look_is_chosen_by_geometry(project, source, kind, coordinates, look):
    add(project, source(shaped(kind, coordinates, "A")), id="x")

    assert load(project).layers[1].entry.look == look


def test_in_a_mixed_layer_the_fewer_features_name_their_own_look(project, source):
    features = [shaped("Polygon", AREA, "A"), point("B"), shaped("MultiPolygon", [AREA], "C")]
    add(project, source(*features), id="x")

    assert [feature.look for feature in load(project).layers[1].features] == [
        "area",
        "circle",
        "area",
    ]
