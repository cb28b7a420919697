"""A new layer: both files or neither, nothing overwritten, the manifest kept as it was."""

import json
import os
import stat
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper import assets, load
from mapper.edit.add import add
from mapper.folder.check import check
from mapper.folder.entry import entry_text, with_entry
from mapper.formats.tidy.defaults import collection
from mapper.problems import MapperError, Problem

MANIFEST = """\
# An atlas of mills.
[atlas]
id = "mills"
title   =   "Mills"  # spaced on purpose
period = "1780/1820"
bounds = [9, 49, 13, 53]
date = "2026-01-02"

[[group]]
id = "water"
title = "Water"

# ---- Layers, from the ground up ----

[[layer]]
id = "mills"
title = "Mills"
look = "point"
licence = "CC0"
# attribution is not asked for

# ---- Fields ----

[fields.built]
label = "Built"
"""

MILL = {
    "type": "Feature",
    "id": "old-mill",
    "properties": {"name": "Old mill"},
    "geometry": {"type": "Point", "coordinates": [10.5, 50.5]},
}


def point(name, lon=10.0, lat=50.0, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def shaped(kind, coordinates, name):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


@pytest.fixture(autouse=True)
def looks(monkeypatch):
    """The looks these tests need, whether the style sheet has been built or not."""
    rules = "".join(f".look-{look} {{}}" for look in ("point", "line", "area", "town"))
    monkeypatch.setattr(assets, "sheet", lambda: rules)
    assets.looks.cache_clear()
    yield
    assets.looks.cache_clear()


@pytest.fixture
def project(tmp_path):
    """A minimal atlas with one layer of one mill."""
    root = tmp_path / "atlas"
    (root / "geo").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "atlas.toml").write_bytes(MANIFEST.encode())
    (root / "geo" / "mills.geojson").write_bytes(collection([MILL]))
    return root


@pytest.fixture
def source(tmp_path):
    """Saves features as a file outside the project and gives its path."""

    def save(*features, name="old_wells-north.geojson"):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return save


def contents(root):
    """Every file of a folder: name → bytes."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def refused(*args, **options):
    with pytest.raises(MapperError) as caught:
        add(*args, **options)
    return [str(problem) for problem in caught.value.problems]


def test_adds_a_layer_that_can_be_loaded_and_checked(project, source):
    added = add(project, source(point("North well"), point("South well", lat=49.5)))

    atlas = load(project)
    assert check(atlas) == []
    assert [layer.id for layer in atlas.layers] == ["mills", "old-wells-north"]
    assert [feature.id for feature in atlas.layers[1].features] == ["north-well", "south-well"]
    assert atlas.layers[1].entry.title == "Old wells north"
    assert atlas.layers[1].entry.look == "point"
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
        '[[layer]]\nid = "wells"\ntitle = "Wells"\ngroup = "water"\nlook = "point"\n'
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
    assert len(words) == 2
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
        ("MultiPoint", LINE, "point"),
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
        "point",
        "area",
    ]


HOSTILE = [
    "{{7*7}}",
    "${7*7}",
    "</script>",
    "`",
    r"C:\users\x",
    '"""',
    "'''",
    'a"\\b',
    "]\n[evil]",
    "\x7f",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(project, source, text):
    add(project, source(point(text, **{text: text})), id="x", title=text)

    layer = load(project).layers[1]
    said = " ".join(text.replace("\x7f", "").split()) or "x"
    assert layer.entry.title == said
    assert layer.features[0].name["en"] in (said, "x 1")


def test_the_manifest_may_change_while_a_file_is_added(project, source, monkeypatch):
    """Then nothing of the change is lost, and nothing is added."""
    manifest = project / "data" / "atlas.toml"

    def meanwhile(*args, **options):
        manifest.write_text(MANIFEST + "# new\n")

    monkeypatch.setattr("shutil.copymode", meanwhile)  # the step before it looks
    assert "was changed meanwhile" in refused(project, source(point("A")), id="wells")[0]
    assert manifest.read_text() == MANIFEST + "# new\n"
    assert set(contents(project)) == {"data/atlas.toml", "geo/mills.geojson"}


@pytest.mark.parametrize("step", ["os.fsync", "os.link", "pathlib.Path.replace", "shutil.copymode"])
def test_a_full_disk_leaves_everything_as_it_was(project, source, monkeypatch, step):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    before, path = contents(project), source(point("A"))
    monkeypatch.setattr(step, full)
    if step == "os.link":  # then a rename does, which a full disk allows
        monkeypatch.setattr("pathlib.Path.rename", full)

    (words,) = refused(project, path, id="wells")
    assert "geo/wells.geojson: cannot be written: No space left on device." in words
    assert contents(project) == before


def test_a_disk_without_hard_links_will_do(project, source, monkeypatch):
    def unsupported(*args):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", unsupported)
    add(project, source(point("A")), id="wells")

    assert [layer.id for layer in load(project).layers] == ["mills", "wells"]


@pytest.mark.parametrize("step", ["os.fsync", "os.link", "pathlib.Path.replace", "shutil.copymode"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child only dies
def test_a_kill_at_any_step_leaves_a_whole_atlas_and_the_same_call_goes_on(
    project, source, step, after
):
    path = source(point("A"))
    child = os.fork()
    if child == 0:  # dies at the step as if by SIGKILL: no handler, no finally
        module, _, name = step.rpartition(".")
        owner = {"os": os, "shutil": __import__("shutil"), "pathlib.Path": type(path).__mro__[1]}[
            module
        ]
        real = getattr(owner, name)

        def die(*args, **options):
            if after:
                real(*args, **options)
            os._exit(9)

        setattr(owner, name, die)
        add(project, path, id="wells")
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    found = load(project)
    assert check(found) == []
    if len(found.layers) == 1:  # killed before the last step
        assert (project / "data" / "atlas.toml").read_text() == MANIFEST
        add(project, path, id="wells")
    assert [layer.id for layer in load(project).layers] == ["mills", "wells"]


def test_writes_nothing_outside_the_folder(project, source, tmp_path):
    (project / "geo" / "mills.geojson").unlink()
    (project / "geo").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (project / "geo").symlink_to(tmp_path / "elsewhere")

    words = refused(project, source(point("A")), id="wells")
    assert any("leads out of the project folder" in each for each in words)
    assert contents(tmp_path / "elsewhere") == {}


LAYER, FIELDS = '[[layer]]\nid = "a"\n', '[fields.x]\nlabel = "X"\n'
MANIFESTS = {
    "no layers yet": '[atlas]\nid = "a"\n',
    "no newline at the end": LAYER.strip(),
    "a comment right above the next table": f"{LAYER}# about fields\n{FIELDS}",
    "a sub-table": f'{LAYER}[layer.when]\nfrom = "x"\n\n{FIELDS}',
    "a header inside a text": f'{LAYER}summary = """\n[[layer]]\n# no\n[x]\n"""\n\n{FIELDS}',
    "a list over several lines": f"{LAYER}sources = [\n  1,\n]\nx = [\n[1],\n]\n{FIELDS}",
    "layers in two places": f"{LAYER}\n{FIELDS}\n{LAYER}\n[relief]\n",
    "only comments": "# nothing\n",
    "odd separators": '[[layer]]\nid = "a\u2028b"\n# \x85\n\n[fields]\n',
    "odd spaces": f'[[ layer ]]\nid = "a"\n\n  {FIELDS}',
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_finds_a_place_for_an_entry_in_any_manifest(case):
    old = MANIFESTS[case]
    new = with_entry(old, entry_text({"id": "new"}, {}), "data/atlas.toml")

    before, after = tomllib.loads(old), tomllib.loads(new)
    assert after == before | {"layer": [*before.get("layer", []), {"id": "new"}]}
    kept = iter(new.splitlines())
    assert all(line in kept for line in old.splitlines())  # each, and in order


def test_an_inline_list_of_layers_is_a_problem_with_the_entry_to_paste():
    with pytest.raises(
        MapperError, match=r"no further layer can be written here(.|\n)*id = \"new\""
    ):
        with_entry('layer = [{id = "a"}]\n', entry_text({"id": "new"}, {}), "data/atlas.toml")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_stand_in_an_entry(text):
    assert tomllib.loads(entry_text({"title": text}, {}))["layer"] == [{"title": text}]


def test_problems_say_where_the_source_file_is_wrong(project, source):
    path = source(
        shaped(
            "Polygon",
            [[[10, 51.4], [12, 51.4], [10.4, 50], [11, 52], [11.6, 50], [10, 51.4]]],
            "Star",
        )
    )

    with pytest.raises(MapperError) as caught:
        add(project, path)
    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    assert (problem.file, problem.place) == (str(path), "features[0].coordinates")
