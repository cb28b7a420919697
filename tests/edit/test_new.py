"""A new atlas works at once; and the way of a newcomer, from nothing to a layer on the map."""

import json
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from playwright.sync_api import Page
from typer.main import get_command
from typer.testing import CliRunner

from browsing import until
from mapper import MapperError, build, check, load
from mapper.cli import app
from mapper.edit.new import STARTER, new
from mapper.edit.remove import remove
from mapper.folder.load import read
from mapper.page.site import verify
from places import ROOT

WELLS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": f"Well {number}", "depth": 10 * number},
            "geometry": {"type": "Point", "coordinates": [-31.2 + number / 10, 44.95]},
        }
        for number in (1, 2, 3)
    ],
}


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def contents(root):
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def refused(tmp_path):
    """What is said when a folder is refused, in which nothing has changed."""

    def refuse(folder):
        before = contents(tmp_path)
        with pytest.raises(MapperError) as caught:
            new(folder)
        assert contents(tmp_path) == before
        assert not list(tmp_path.rglob(".new-atlas-*"))
        return str(caught.value)

    return refuse


def test_a_new_atlas_has_nothing_wrong_with_it(tmp_path):
    new(tmp_path / "mine")
    atlas, problems = read(tmp_path / "mine")

    assert problems + check(atlas) == []
    assert len(atlas.layers) == 3
    assert all((atlas.facts, atlas.events, atlas.sources, atlas.lessons))
    assert run("check", "--strict", tmp_path / "mine").exit_code == 0


def test_a_new_atlas_builds_at_once(tmp_path):
    built = build(new_in(tmp_path), strict=True)

    assert set(built.files) == {
        "index.html",
        "lessons/first-lesson.html",
        "lessons/first-lesson-teacher.html",
        "lessons/first-lesson-sheet.html",
        "lessons/first-lesson-sheet-answers.html",
        "lessons/blank-map.html",
        "lessons/index.html",
    }
    assert verify(built.folder) == []


def new_in(tmp_path: Path) -> Path:
    new(tmp_path / "mine")
    return tmp_path / "mine"


def test_shows_what_an_atlas_can_say(tmp_path):
    """A dispute, something not known, every word of certainty, and a lesson's map."""
    atlas = load(new_in(tmp_path))
    said = {fact.certainty for fact in atlas.facts if not fact.unknown}

    assert said == {"high", "medium", "low"}
    assert any(fact.unknown for fact in atlas.facts)
    page = build(tmp_path / "mine").page.read_text("utf-8")
    assert "214" in page
    assert "240" in page
    assert "Nothing here is true." in page


def test_says_that_it_is_an_example_and_invented():
    """In every file that a reader of the map, the data or the sources sees first."""
    for name in (
        "README.md",
        "data/atlas.toml",
        "data/sources.bib",
        "data/lessons/first-lesson.md",
    ):
        assert "invented" in (STARTER / name).read_text("utf-8").lower()
    assert load(STARTER).manifest.atlas.title.startswith("An example")


def test_the_files_are_copied_as_they_are(tmp_path):
    names = new(tmp_path / "a" / "b")

    assert contents(tmp_path / "a" / "b") == contents(STARTER)
    assert set(names) == set(contents(STARTER))
    assert {".gitignore", ".github/workflows/site.yml", "README.md"} < set(names)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o700 == 0o700


def test_the_files_of_a_read_only_package_can_be_changed(tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "data").mkdir(parents=True)
    (package / "data" / "atlas.toml").write_text("x")
    for path in (package / "data" / "atlas.toml", package / "data", package):
        path.chmod(0o555)
    monkeypatch.setattr(sys.modules["mapper.edit.new"], "STARTER", package)
    new(tmp_path / "mine")

    for path in (tmp_path / "mine", *(tmp_path / "mine").rglob("*")):
        assert path.stat().st_mode & 0o200


@pytest.mark.parametrize("there", [[], [".git"]])
def test_an_empty_folder_will_do(tmp_path, monkeypatch, there):
    for name in there:
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    new(".")

    assert (tmp_path / "data" / "atlas.toml").is_file()
    assert {path.name for path in tmp_path.iterdir()} >= {"geo", "README.md", *there}
    assert not list(tmp_path.parent.glob(".new-atlas-*"))


def test_a_folder_that_holds_something_is_refused(tmp_path, refused):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work")

    assert f"{tmp_path / 'mine'}: is not empty. Name a folder" in refused(tmp_path / "mine")


def test_a_file_is_refused(tmp_path, refused):
    (tmp_path / "mine").write_text("x")

    assert "is a file." in refused(tmp_path / "mine")


@pytest.mark.parametrize("step", ["pathlib.Path.write_bytes", "pathlib.Path.rename"])
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("good", [0, 2])
def test_a_full_disk_leaves_nothing_behind(tmp_path, refused, monkeypatch, step, there, good):
    """Whether the folder was there, and however many files went well before."""
    if there:
        (tmp_path / "mine").mkdir()
    elif good and step.endswith("rename"):
        good = 0  # then it is called once
    name = step.rpartition(".")[2]
    real, calls = getattr(Path, name), []

    def full(*args):
        calls.append(args)
        if len(calls) == good + 1:
            raise OSError(28, "No space left on device")
        return real(*args)

    monkeypatch.setattr(Path, name, full)
    assert "No space left on device" in refused(tmp_path / "mine")
    assert list(tmp_path.rglob("*")) == ([tmp_path / "mine"] if there else [])


def test_the_starter_is_in_the_wheel():
    """Hidden files too. The hook that builds the viewer adds nothing to it, so it need not run."""
    builder = WheelBuilder(str(ROOT))
    packed = {each.distribution_path for each in builder.recurse_included_files()}

    assert {f"mapper/starter/{name}" for name in contents(STARTER)} <= packed


def test_the_workflow_runs_commands_that_there_are():
    text = (STARTER / ".github" / "workflows" / "site.yml").read_text("utf-8")
    typed = re.findall(r"- run: mapper (\w+)(.*)$", text, re.MULTILINE)

    assert [command for command, _ in typed] == ["check", "build"]
    for command, options in typed:
        known = {name for each in get_command(app).commands[command].params for name in each.opts}
        assert set(options.split()) <= known


def test_what_is_built_is_not_kept_in_git(tmp_path):
    ignored = (new_in(tmp_path) / ".gitignore").read_text("utf-8").splitlines()

    assert {"site/", ".site-*", ".*.draft", "export/"} <= set(ignored)


def test_the_example_can_be_taken_out_as_its_readme_says(tmp_path):
    """First what refers to it, then the layers; an atlas without any still builds."""
    root = new_in(tmp_path)
    text = (root / "README.md").read_text("utf-8")
    layers = re.findall(r"mapper\s+remove (\w+)", text)
    with pytest.raises(MapperError, match="Take out what refers to it first"):
        remove(root, "stations")
    for name in ("facts", "events"):
        table = root / "data" / f"{name}.csv"
        table.write_text(table.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    (root / "data" / "lessons" / "first-lesson.md").unlink()
    (root / "data" / "story.md").unlink()

    assert sorted(layers) == ["island", "plan", "roads", "stations"]
    for layer in layers:
        done = run("remove", layer, "--folder", root)
        assert done.exit_code == 0, done.output
    assert load(root).layers == ()
    assert tomllib.loads((root / "data" / "atlas.toml").read_text("utf-8"))["fields"]
    build(root)


# The way of a newcomer.


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas made, given a spreadsheet as a layer and built, by the commands alone."""
    folder = tmp_path_factory.mktemp("newcomer")
    file = folder / "wells.csv"
    file.write_text(
        "Name;Depth;Latitude;Longitude\n"
        "Well 1;10;44,95;-31,1\nWell 2;20;44,95;-31,0\nWell 3;30;44,95;-30,9\n",
        "utf-8",
    )
    atlas = folder / "mine"
    for words in (
        ("new", atlas),
        ("add", file, "--title", "Wells", "--folder", atlas),
        ("build", atlas),
    ):
        result = run(*words)
        assert result.exit_code == 0, result.output
    return atlas


@pytest.fixture
def opened(newcomer: Path, page: Page) -> Callable[[str], Page]:
    """The page that was built, opened from disk."""

    def open_at(hash: str = "") -> Page:
        page.goto(f"{(newcomer / 'site' / 'index.html').as_uri()}#{hash}")
        page.wait_for_selector("[data-ready]", timeout=15_000)
        return page

    return open_at


def test_the_new_features_are_on_the_map(opened: Callable[[str], Page]) -> None:
    page = opened("")

    key = page.get_by_role("checkbox", name="Wells")
    assert key.is_checked()
    for feature in WELLS["features"]:
        name = feature["properties"]["name"]
        assert page.locator(f'[aria-label^="{name}"]').first.is_visible(), name
    key.uncheck()
    until(page, "!document.querySelector('[aria-label^=\"Well 1\"]')?.checkVisibility()")


def test_a_new_feature_opens_with_what_the_file_says(opened: Callable[[str], Page]) -> None:
    page = opened("f=well-2")

    assert page.get_by_role("heading", name="Well 2").first.is_visible()
    record = page.locator("article, [role=dialog]").filter(has_text="Well 2").first
    assert "Depth" in record.inner_text()
    assert "20" in record.inner_text()


def test_a_dropped_file_is_on_the_map_too(newcomer: Path, page: Page) -> None:
    """Without a command but build: the legend names it, the map shows it."""
    lamps = newcomer / "geo" / "street-lamps.geojson"
    text = json.dumps(WELLS).replace("Well", "Lamp").replace("44.95", "45.06")
    lamps.write_text(text, "utf-8")
    try:
        out = newcomer / "dropped"
        result = run("build", newcomer, "--out", out)
    finally:
        lamps.unlink()

    assert result.exit_code == 0
    assert "geo/street-lamps.geojson: has no entry" in result.output
    page.goto((out / "index.html").as_uri())
    page.wait_for_selector("[data-ready]", timeout=15_000)
    assert page.get_by_role("checkbox", name="Street lamps").is_checked()
    assert page.locator('[aria-label^="Lamp 3"]').first.is_visible()
