"""The package keeps its own rules: its façade, its imports, its words."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import orjson
import pytest

import mapper
from documents import tracked
from mapper.manifest import json_schema
from places import ATLASES, ROOT

SOURCES = sorted((ROOT / "src" / "mapper").glob("*.py"))
SUBJECT = re.compile(r"afghan|soviet|\bussr\b|198[89]|salang|kabul|hairatan|mujahid", re.IGNORECASE)


def imports(path: Path) -> set[str]:
    """The packages a module imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_facade_is_a_menu() -> None:
    assert mapper.__all__ == ["Atlas", "MapperError", "add", "build", "check", "load", "to_map"]
    assert all(getattr(mapper, name) for name in mapper.__all__)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_imports_stay_where_they_belong(path: Path) -> None:
    """folium only in page.py; shapely only in geometry.py, and shapes.py for foreign formats.

    geopackage.py and read_gis.py write and read binary formats that only pyogrio knows.
    """
    found = imports(path)
    gis = ("geometry.py", "shapes.py", "geopackage.py", "read_gis.py")

    assert path.name == "page.py" or not found & {"folium", "branca"}
    assert path.name in gis or not found & {"geopandas", "shapely", "pyogrio"}


@pytest.mark.parametrize("path", tracked("src"), ids=lambda path: path.name)
def test_the_engine_knows_no_subject(path: Path) -> None:
    found = SUBJECT.search(path.read_text("utf-8"))

    assert found is None, found


@pytest.mark.parametrize("path", tracked("src/**.py", "src/**.ts"), ids=lambda path: path.name)
def test_a_module_has_one_job(path: Path) -> None:
    """A module that passes 300 lines is two modules."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_another_century_builds_with_the_same_code(harbour: Path) -> None:
    built = mapper.build(harbour)

    assert set(built.files) == {"index.html", "lessons/storm.html"}
    assert "North Quay" in built.page.read_text("utf-8")


def test_a_wheel_takes_along_all_that_the_bundler_writes() -> None:
    packed = runpy.run_path(str(ROOT / "hatch_build.py"))["DIST"]
    built = (ROOT / "src" / "mapper" / "web" / "dist").iterdir()

    assert sorted(packed) == sorted(path.relative_to(ROOT).as_posix() for path in built)


def test_the_published_schema_is_that_of_the_code() -> None:
    """`src/mapper/atlas.schema.json` lets editors check a manifest."""
    published = ROOT / "src" / "mapper" / "atlas.schema.json"

    assert orjson.loads(published.read_bytes()) == orjson.loads(orjson.dumps(json_schema()))


def test_the_architecture_page_lists_every_module() -> None:
    """docs/architecture.md has a row for each module of the package, and none for what is gone."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    listed = set(re.findall(r"`([a-z_]+\.py)`", page))

    assert {path.name for path in SOURCES} - {"__init__.py", "__main__.py"} <= listed
    assert listed - {path.name for path in SOURCES} <= {
        "hatch_build.py",
        "derive.py",
        "browser.py",
        "bench.py",
    }


def test_to_map_is_a_folium_map(tmp_path: Path) -> None:
    """It shows in a notebook, takes a further folium object, and links to nothing outside."""
    import folium

    map_ = mapper.to_map(mapper.load(ATLASES / "harbour"))
    folium.CircleMarker([59.7, -2.0]).add_to(map_)

    html = map_._repr_html_()

    assert isinstance(map_, folium.Map)
    assert "North Quay" in html
    assert "https://cdn" not in html
