"""A new layer: both files or neither, whatever happens meanwhile; the manifest kept as it was."""

import os
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import MANIFEST, contents, point, refused, shaped
from mapper import load
from mapper.edit.add import add
from mapper.folder.check import check
from mapper.folder.entry import entry_text, with_entry
from mapper.problems import MapperError, Problem

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
