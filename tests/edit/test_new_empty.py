"""An atlas without layers checks and builds; its first layer says what nobody had said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page
from typer.testing import CliRunner

import mapper
from mapper.cli import app
from mapper.edit import add, new, new_empty
from mapper.edit.empty import GUESSED, around, zoom_of
from mapper.folder import check, read
from mapper.page import build
from mapper.problems import MapperError

MILLS = "name,lat,lon,built\nOld mill,59.5,-2,1741\nNew mill,59.6,-2.1,1762-05\n"


def manifest(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "data" / "atlas.toml").read_text("utf-8"))["atlas"]


@pytest.fixture
def mills(tmp_path: Path) -> Path:
    path = tmp_path / "mills.csv"
    path.write_text(MILLS)
    return path


def test_it_has_nothing_wrong_with_it_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "The mills of Sandwick"
    names = new_empty(folder)

    assert set(names) == {".gitignore", "data/atlas.toml"}
    assert (folder / "geo").is_dir()
    atlas, problems = read(folder)
    assert problems + check(atlas) == []
    assert manifest(folder)["title"] == "The mills of Sandwick"
    assert manifest(folder)["id"] == "the-mills-of-sandwick"
    assert build(folder, strict=True).page.is_file()


def test_what_is_said_stands_there_and_nothing_is_guessed(tmp_path: Path, mills: Path) -> None:
    said = {"title": 'Wells, "dug" or not', "period": "1741/1790", "bounds": "-3,59,-1,60.5"}
    new_empty(tmp_path / "a", **said)
    text = (tmp_path / "a" / "data" / "atlas.toml").read_text("utf-8")

    assert GUESSED not in text
    assert manifest(tmp_path / "a")["title"] == 'Wells, "dug" or not'
    assert manifest(tmp_path / "a")["bounds"] == [-3, 59, -1, 60.5]
    added = add(tmp_path / "a", mills, date=["built"])
    assert not [note for note in added.guessed if "from this layer" in note]
    assert manifest(tmp_path / "a")["period"] == "1741/1790"


def test_the_first_layer_says_what_nobody_said(tmp_path: Path, mills: Path) -> None:
    new_empty(tmp_path / "a")
    assert (tmp_path / "a" / "data" / "atlas.toml").read_text("utf-8").count(GUESSED) == 3

    added = add(tmp_path / "a", mills, date=["built"])

    assert added.guessed[-2:] == (
        "Took the atlas's bounds from this layer, its first: [-2.12, 59.48, -1.98, 59.62]",
        'Took the atlas\'s period from this layer, its first: "1741/1762"',
    )
    found = manifest(tmp_path / "a")
    assert found["bounds"] == [-2.12, 59.48, -1.98, 59.62]
    assert found["period"] == "1741/1762"
    assert GUESSED not in (tmp_path / "a" / "data" / "atlas.toml").read_text("utf-8")
    atlas, problems = read(tmp_path / "a")
    assert problems + check(atlas) == []


def test_without_dates_the_period_stays_a_guess_and_the_second_layer_changes_nothing(
    tmp_path: Path, mills: Path
) -> None:
    new_empty(tmp_path / "a")
    add(tmp_path / "a", mills)
    first = manifest(tmp_path / "a")
    assert f'period = "1900/1999" {GUESSED}' in (tmp_path / "a/data/atlas.toml").read_text("utf-8")

    added = add(tmp_path / "a", mills, id="more", date=["built"])

    assert manifest(tmp_path / "a") == first
    assert not [note for note in added.guessed if "from this layer" in note]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("period", "1850/1840", "ends before it starts"),
        ("period", "1850/..", "has an open end"),
        ("period", "long ago", "--period"),
        ("bounds", "1,2,3", "is not four numbers"),
        ("bounds", "9,50,8,51", "is no part of the globe"),
        ("bounds", "nan,50,8,51", "is no part of the globe"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_made(
    option: str, value: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(MapperError) as caught:
        new_empty(tmp_path / "a", **{option: value})

    (problem,) = caught.value.problems
    assert problem.file == f"--{option}"
    assert words in str(problem)
    assert not list(tmp_path.iterdir())


def test_the_command_makes_it_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder = str(tmp_path / "a")
    done = CliRunner().invoke(app, ["new", folder, "--empty", "--bounds", "-3,59,-1,60.5"])
    assert done.exit_code == 0
    assert f"mapper add FILE --folder {folder}" in done.output

    refused = CliRunner().invoke(app, ["new", str(tmp_path / "b"), "--title", "B"])
    assert refused.exit_code == 2
    assert "go with --empty" in refused.output
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("extent", [(10, 50, 10, 50), (-180, -90, 180, 90), (179.999, 0, 180, 1)])
def test_around_any_layer_is_a_map(extent: tuple[float, float, float, float]) -> None:
    west, south, east, north = around(extent)

    assert -180 <= west < east <= 180
    assert -85 <= south < north <= 85
    least, most = zoom_of((west, south, east, north))
    assert 0 <= least < most <= 18


KILLED = """
import os, signal, sys
from pathlib import Path
Path.rename = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
from mapper.edit import new
new(sys.argv[1])
"""


def test_what_a_kill_left_is_swept_by_the_next(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "mine")],
        env=os.environ | {"PYTHONPATH": str(Path(mapper.__file__).parents[1])},
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob(".mine-*.draft"))) == 1

    new(tmp_path / "mine")

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("has_layer", [True, False])
def test_its_page_has_no_empty_part(
    has_layer: bool, tmp_path: Path, mills: Path, page: Page
) -> None:
    new_empty(tmp_path / "a", title="Mills of the coast")
    if has_layer:
        add(tmp_path / "a", mills)
    page.goto(build(tmp_path / "a").page.as_uri())
    page.locator("[data-ready]").wait_for()

    assert page.get_by_role("tab").all_inner_texts() == ["Map key", "List"]
    assert not page.get_by_text("Show the layers this map opens with").is_visible()
    assert page.locator("#map_atlas [data-feature]").count() == (2 if has_layer else 0)
    headings = page.locator("h1, h2, h3").all_inner_texts()
    assert all(headings)
    assert not {"Sources", "Chronology", "Story", "Facts"} & set(headings)
