"""The package keeps its own rules: its façade, its imports, its words."""

from __future__ import annotations

import ast
import re
import runpy
from collections import Counter
from pathlib import Path

import orjson
import pytest

import mapper
from documents import section, tracked
from mapper.model.manifest import json_schema
from places import ATLASES, ROOT

PACKAGE = ROOT / "src" / "mapper"
SOURCES = sorted(PACKAGE.rglob("*.py"))
SUBJECT = re.compile(r"afghan|soviet|\bussr\b|198[89]|salang|kabul|hairatan|mujahid", re.IGNORECASE)


def test_the_facade_is_a_menu() -> None:
    names = ["Atlas", "MapperError", "add", "build", "check", "explore", "load", "to_map"]
    assert mapper.__all__ == names
    assert all(getattr(mapper, name) for name in mapper.__all__)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_from_outside_a_folder_only_its_facade_is_imported(path: Path) -> None:
    """What import-linter cannot say where a module bears the name of what its folder exports."""
    inside = path.relative_to(PACKAGE).parts[0]
    modules = [
        node.module.split(".")[1]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and re.match(r"mapper\.\w+\.", node.module or "")
    ]

    assert {*modules} <= {inside}


@pytest.mark.parametrize(
    "path", [path for path in tracked("src") if path.suffix != ".jpg"], ids=lambda path: path.name
)
def test_the_engine_knows_no_subject(path: Path) -> None:
    found = SUBJECT.search(path.read_text("utf-8", "replace"))

    assert found is None, found


WRITTEN = [path for path in tracked("src/**.py", "src/**.ts") if path.name != "payload.ts"]
"""Modules that people write; that one is made of the contract."""


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_module_has_one_job(path: Path) -> None:
    """A module that passes 300 lines is two modules."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", tracked("tests/**.py"), ids=lambda path: path.name)
def test_a_test_file_has_one_subject(path: Path) -> None:
    """One that passes 400 lines is of two subjects."""
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_a_folder_can_be_looked_over() -> None:
    """A folder of more than 25 source files has wings of its own."""
    sources = tracked("src/**.py", "src/**.ts", "src/**.js", "src/**.css", "tests/**.py")
    count = Counter(path.parent.relative_to(ROOT).as_posix() for path in sources)

    assert {folder: n for folder, n in count.items() if n > 25} == {}


def test_another_century_builds_with_the_same_code(harbour: Path) -> None:
    built = mapper.build(harbour)

    lessons = {"lessons/storm.html", "lessons/index.html", "lessons/blank-map.html"}
    assert set(built.files) == {"index.html", *lessons}
    assert "North Quay" in built.page.read_text("utf-8")


def test_a_wheel_takes_along_all_that_the_bundler_writes() -> None:
    packed = runpy.run_path(str(ROOT / "hatch_build.py"))["DIST"]
    built = (ROOT / "src" / "mapper" / "web" / "dist").iterdir()

    assert sorted(packed) == sorted(path.relative_to(ROOT).as_posix() for path in built)


def test_the_published_schema_is_that_of_the_code() -> None:
    """`src/mapper/model/atlas.schema.json` lets editors check a manifest."""
    published = ROOT / "src" / "mapper" / "model" / "atlas.schema.json"

    assert orjson.loads(published.read_bytes()) == orjson.loads(orjson.dumps(json_schema()))


def test_the_architecture_page_has_a_row_for_each_folder() -> None:
    """docs/architecture.md names every folder of the package, and no module that is gone."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    package = section("docs/architecture.md", "The package: `src/mapper/`")
    rows = set(re.findall(r"^\| `([a-z]+)/` \|", package, re.MULTILINE))
    named = set(re.findall(r"`(?:[a-z_]+/)*([a-z_]+\.py)`", page))

    assert rows == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert named <= {path.name for path in SOURCES} | {"hatch_build.py", "test_hostile.py"}


def test_to_map_is_a_folium_map(tmp_path: Path) -> None:
    """It shows in a notebook, takes a further folium object, and links to nothing outside."""
    import folium

    map_ = mapper.to_map(mapper.load(ATLASES / "harbour"))
    folium.CircleMarker([59.7, -2.0]).add_to(map_)

    html = map_._repr_html_()

    assert isinstance(map_, folium.Map)
    assert "North Quay" in html
    assert "https://cdn" not in html
