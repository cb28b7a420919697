"""A layer taken out: its entry and nothing else, its file out of the way; the list of layers."""

import json
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mapper import MapperError, add, build, load
from mapper.cli import app
from mapper.edit.remove import remove
from mapper.folder.entry import entry_text, with_entry, without_entry
from mapper.folder.listing import listing
from mapper.folder.load import read
from mapper.formats.tidy.defaults import collection

LAMP = {
    "type": "Feature",
    "id": "lamp-1",
    "properties": {"name": "Lamp"},
    "geometry": {"type": "Point", "coordinates": [-2.0, 59.7]},
}


def contents(root):
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def refused(*args, **options):
    with pytest.raises(MapperError) as caught:
        remove(*args, **options)
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def lamps(harbour):
    """The tiny atlas with a layer `lamps`, to which nothing refers."""
    path = harbour / "geo" / "lamps.geojson"
    path.write_bytes(collection([LAMP]))
    add(harbour, path)
    return harbour


def test_removing_undoes_adding(harbour):
    before = contents(harbour)
    path = harbour / "geo" / "lamps.geojson"
    path.write_bytes(collection([LAMP]))
    added = add(harbour, path)

    removed = remove(harbour, "lamps")
    after = contents(harbour)
    assert after.pop("geo/removed/lamps.geojson") == collection([LAMP])
    assert after.pop("geo/removed/lamps.toml").decode().endswith(added.entry)
    assert after == before
    assert removed.entry == added.entry
    assert (removed.file, removed.now) == ("geo/lamps.geojson", "geo/removed/lamps.geojson")
    assert read(harbour)[1] == []  # the file is no layer where it lies now


def test_the_file_is_deleted_when_that_is_asked_for(lamps):
    assert remove(lamps, "lamps", delete=True).now == ""
    assert not list(lamps.rglob("lamps.geojson"))


def test_a_dry_run_says_the_same_and_changes_nothing(lamps):
    before = contents(lamps)
    dry = remove(lamps, "lamps", dry_run=True)
    assert contents(lamps) == before
    assert not dry.written
    wet = remove(lamps, "lamps")
    assert (dry.entry, dry.file, dry.now) == (wet.entry, wet.file, wet.now)


@pytest.mark.parametrize("options", [{}, {"delete": True}, {"dry_run": True}])
def test_a_layer_that_is_referred_to_stays(harbour, options):
    """Everything that refers to it is named, each file once."""
    before = contents(harbour)

    mend = "Take out what refers to it first, then the layer; or put a newer file in its place:"
    mend += " mapper add FILE --replace quays."
    assert refused(harbour, "quays", **options) == [
        'data/facts.csv: row 2, subject: without the layer "quays", no subject "north-quay" '
        f"(and 3 more like it). {mend}",
        'data/events.csv: row 2, subject: without the layer "quays", no subject "north-quay". '
        f"{mend}",
        'data/lessons/storm.md: line 5, feature: without the layer "quays", no feature '
        f'"north-quay". {mend}',
        'data/story.md: line 7, layers: without the layer "quays", no layer "quays" '
        f"(and 2 more like it). {mend}",
    ]
    assert contents(harbour) == before


def test_a_lesson_may_refer_to_the_layer_itself(lamps):
    with (lamps / "data" / "lessons" / "storm.md").open("a", encoding="utf-8") as file:
        file.write('\n```map\nlayers = ["lamps"]\n```\n')

    (words,) = refused(lamps, "lamps")
    assert 'data/lessons/storm.md: line 10, layers: without the layer "lamps", no layer' in words


def test_what_refers_to_it_is_found_though_another_file_is_broken(harbour):
    (harbour / "geo" / "roads.geojson").write_text("{")

    assert len(refused(harbour, "quays")) == 4


def test_a_broken_layer_can_be_removed(harbour):
    (harbour / "geo" / "roads.geojson").write_text("{")
    remove(harbour, "roads")

    assert [layer.id for layer in load(harbour).layers] == ["quays"]


def test_a_layer_without_its_file_can_be_removed(lamps):
    (lamps / "geo" / "lamps.geojson").unlink()

    assert remove(lamps, "lamps").now == ""
    assert len(load(lamps).layers) == 2


def test_a_dropped_file_can_be_removed(harbour):
    (harbour / "geo" / "lamps.geojson").write_bytes(collection([LAMP]))
    manifest = (harbour / "data" / "atlas.toml").read_bytes()

    assert remove(harbour, "lamps").entry == ""
    assert (harbour / "data" / "atlas.toml").read_bytes() == manifest
    assert (harbour / "geo" / "removed" / "lamps.geojson").is_file()


def test_what_was_removed_before_is_not_overwritten(lamps):
    first = (lamps / "geo" / "lamps.geojson").read_bytes()
    remove(lamps, "lamps")
    (lamps / "geo" / "lamps.geojson").write_bytes(collection([LAMP | {"id": "lamp-2"}]))

    assert remove(lamps, "lamps").now == "geo/removed/lamps-2.geojson"
    assert (lamps / "geo" / "removed" / "lamps.geojson").read_bytes() == first


@pytest.mark.parametrize("file", ["geo/roads.geojson", "data/lamps.geojson"])
def test_a_file_that_is_not_the_layer_s_alone_stays(lamps, file):
    """Another layer shows it too, or it lies where it is not shown by lying there."""
    (lamps / "geo" / "lamps.geojson").rename(lamps / "data" / "lamps.geojson")
    manifest = lamps / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('id = "lamps"', f'id = "lamps"\nfile = "{file}"')
    manifest.write_text(text, "utf-8")
    before = contents(lamps)

    removed = remove(lamps, "lamps", delete=True)
    assert removed.now == removed.file == file
    assert {name for name in before if contents(lamps).get(name) != before[name]} == {
        "data/atlas.toml"
    }


def test_says_what_nothing_cites_any_more(lamps):
    manifest = lamps / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('"lamps"', '"lamps"\nsources = ["lamp1741"]', 1)
    manifest.write_text(text, "utf-8")
    with (lamps / "data" / "sources.bib").open("a", encoding="utf-8") as file:
        file.write("@misc{lamp1741, title={L}, year={1741}, read={full}, readdate={2026-11-23}}\n")

    (warning,) = remove(lamps, "lamps").warnings
    assert str(warning).startswith("data/sources.bib: lamp1741: is cited nowhere.")


def test_an_unknown_layer_is_a_problem_with_a_guess(harbour):
    assert refused(harbour, "quay") == [
        'data/atlas.toml: layer: no layer is "quay". Did you mean "quays"?'
    ]
    assert refused(harbour, "xyz")[0].endswith("mapper list names them all.")


def test_a_broken_manifest_is_mended_first(harbour):
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('id = "roads"', 'id = "Roads!"')
    manifest.write_text(text, "utf-8")

    assert '"Roads!" is not an id' in refused(harbour, "quays")[0]


@pytest.mark.parametrize("step", ["os.fsync", "shutil.copymode", "pathlib.Path.replace"])
def test_a_full_disk_leaves_everything_as_it_was(lamps, monkeypatch, step):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    before = contents(lamps)
    monkeypatch.setattr(step, full)

    assert "cannot be written: No space left on device." in refused(lamps, "lamps")[0]
    assert contents(lamps) == before


def test_a_file_that_cannot_be_moved_is_said(lamps, monkeypatch):
    def no(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", no)
    (words,) = refused(lamps, "lamps")
    assert words.startswith("geo/lamps.geojson: could not be moved or deleted: Permission denied.")
    assert (lamps / "geo" / "lamps.geojson").is_file()


def test_the_manifest_may_change_meanwhile(lamps, monkeypatch):
    """Then nothing of the change is lost."""
    manifest = lamps / "data" / "atlas.toml"
    monkeypatch.setattr("shutil.copymode", lambda *args: manifest.write_text("# new\n"))

    assert "was changed meanwhile" in refused(lamps, "lamps")[0]
    assert manifest.read_text() == "# new\n"
    assert (lamps / "geo" / "lamps.geojson").is_file()


LAYER, FIELDS = '[[layer]]\nid = "a"\n', '[fields.x]\nlabel = "X"\n'
MANIFESTS = {  # text, which layer: what remains
    "the only one": (LAYER, 0, ""),
    "the first": (f'# top\n\n{LAYER}\n[[layer]]\nid = "b"\n', 0, '# top\n\n[[layer]]\nid = "b"\n'),
    "the last": (f'[[layer]]\nid = "b"\n\n{LAYER}', 1, '[[layer]]\nid = "b"\n'),
    "no blank lines": (f'{LAYER}[[layer]]\nid = "b"\n{FIELDS}', 1, f"{LAYER}{FIELDS}"),
    "comments above stay": (f"# A\n{LAYER}# mine\n\n# F\n{FIELDS}", 0, f"# A\n\n# F\n{FIELDS}"),
    "a sub-table": (f'{LAYER}[layer.when]\nfrom = "x"\n\n{FIELDS}', 0, FIELDS),
    "a header inside a text": (f'{LAYER}summary = """\n[[layer]]\n[x]\n"""\n\n{FIELDS}', 0, FIELDS),
    "the same twice": (f"{LAYER}\n{LAYER}", 0, LAYER),
    "a list over lines": (f"{LAYER}x = [\n[1],\n]\n{FIELDS}", 0, FIELDS),
    "odd spaces": (f'[[ layer ]]\nid = "a"\n\n  {FIELDS}', 0, f"  {FIELDS}"),
    "other line ends": ('[x]\r\n\r\n[[layer]]\r\nid = "a"\r\n', 0, "[x]\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", MANIFESTS)
def test_takes_one_layer_out_of_any_manifest(case):
    text, index, remains = MANIFESTS[case]

    assert without_entry(text, index, "data/atlas.toml")[0] == remains


def test_an_inline_list_of_layers_is_a_problem():
    with pytest.raises(MapperError, match=r"layer\[0\]: cannot be told from the rest"):
        without_entry('layer = [{id = "a"}]\n', 0, "data/atlas.toml")


@given(st.lists(st.text("ab\n#[]\"'=", max_size=20), min_size=1, max_size=4), st.data())
def test_what_was_put_in_can_be_taken_out(titles, data):
    """Whatever the texts of the layers hold, and whichever is taken."""
    text = "# top\n"
    for title in titles:
        text = with_entry(text, entry_text({"id": "x", "title": title}, {}), "data/atlas.toml")
    index = data.draw(st.integers(0, len(titles) - 1))

    left, taken = without_entry(text, index, "data/atlas.toml")
    assert tomllib.loads(taken)["layer"] == [{"id": "x", "title": titles[index]}]
    rest = [{"id": "x", "title": title} for title in titles]
    del rest[index]
    assert tomllib.loads(left).get("layer", []) == rest
    assert left.startswith("# top\n")


# The list.


def width(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_lists_the_layers_in_drawing_order(harbour):
    (harbour / "geo" / "lamps.geojson").write_bytes(collection([LAMP]))

    assert listing(load(harbour)).splitlines() == [
        "id      title  features  geometry  look      licence     shown",
        "quays   Quays         2  points    garrison  CC0-1.0     yes",
        "roads   Roads         1  lines     trunk-1   CC0-1.0     yes",
        "lamps*  Lamps         1  points    circle    not stated  yes",
        "",
        "* has no entry in data/atlas.toml: mapper add --adopt",
    ]


def test_says_what_is_not_shown_and_what_is_mixed(harbour):
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('"roads"', '"roads"\nshown = false', 1)
    manifest.write_text(text, "utf-8")
    roads = harbour / "geo" / "roads.geojson"
    features = json.loads(roads.read_bytes())["features"]
    roads.write_bytes(collection([*features, LAMP]))

    row = listing(load(harbour)).splitlines()[2]
    assert row.split()[-1] == "no"
    assert "lines, points" in row


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize(
    "title", ["A very long title " * 9, "x" * 90, "地図" * 40, "[red]x[/red] :smile:"]
)
def test_the_list_fits_the_terminal_and_loses_nothing(harbour, columns, title):
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('"Quays"', f'"{title}"', 1)
    manifest.write_text(text, "utf-8")

    table = listing(load(harbour), columns)
    assert max(map(width, table.splitlines())) <= columns
    for letter in set(title) - {" "}:
        assert table.count(letter) >= title.count(letter)


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)], env={"COLUMNS": "80"})


def test_the_commands_say_what_they_do(lamps):
    assert "\nlamps  Lamps " in run("list", lamps).output
    dry = run("remove", "lamps", "--dry-run", "--folder", lamps).output
    assert dry.endswith("Nothing was changed: leave out --dry-run to do it.\n")
    said = run("remove", "lamps", "--folder", lamps)
    assert said.exit_code == 0
    assert said.output.startswith('taken out of data/atlas.toml:\n\n[[layer]]\nid = "lamps"\n')
    assert said.output.endswith("geo/lamps.geojson moved to geo/removed/lamps.geojson.\n")
    assert "lamps" not in run("list", lamps).output


def test_the_list_says_what_cannot_be_read(lamps):
    (lamps / "geo" / "lamps.geojson").write_text("{")

    output = run("list", lamps).output
    assert "geo/lamps.geojson: line 1" in output
    assert "lamps  Lamps         0 " in output
    with pytest.raises(MapperError):
        build(lamps)
