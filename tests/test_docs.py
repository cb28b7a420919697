"""Docs cannot lie: what they name exists, what they tell one to type works."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import folium
import geopandas
import pytest
from playwright.sync_api import Page
from typer.main import get_command
from typer.testing import CliRunner

from documents import block, section, tracked
from mapper import assets
from mapper.cli import app
from mapper.model import dates
from mapper.model.atlas import Atlas, Fact
from mapper.model.manifest import LayerEntry, json_schema
from mapper.model.schema import validate
from mapper.record import tables
from mapper.record.rows import CERTAINTIES
from places import ROOT

PAGES = [path for path in tracked("*.md") if path.is_file()]
COMMANDS: set[str] = set(get_command(app).commands)  # type: ignore[attr-defined]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

MADE = {"geo/schools.geojson", "geo/removed/", "data/media.csv", "bench/latest.md"}
"""What a command writes of which the page tells."""

SCHOOLS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": f"School {number}"},
            "geometry": {"type": "Point", "coordinates": [-2.0 + number / 10, 59.7]},
        }
        for number in range(3)
    ],
}


def rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# What is named exists.


def test_the_readme_lists_every_command() -> None:
    listed = {
        cells[0].strip("`").split()[1] for cells in rows(section("README.md", "The commands"))
    }

    assert listed == COMMANDS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_page_names_exists(path: Path) -> None:
    """Commands of mapper, targets of make, files, links."""
    text = path.read_text("utf-8")

    commands = re.findall(r"(?:`|^|/)mapper ([a-z]+)", text, re.MULTILINE)
    assert set(commands) <= COMMANDS

    targets = set(re.findall(r"^([a-z0-9]+):.*## ", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z0-9]+)", text, re.MULTILINE)) <= targets

    links = re.findall(r"\]\(([^)\s]+)\)", text)
    relative = [link.split("#")[0] for link in links if not re.match(r"https?:|mailto:|#", link)]
    assert [link for link in relative if not (path.parent / link).exists()] == []

    named = set(
        re.findall(r"`((?:src|data|geo|tests|tools|docs|locks|examples|bench)/[^`\s<*]*)", text)
    )
    gone = [name for name in named - MADE if not (ROOT / name).exists()]
    assert [name for name in gone if not is_ignored(name)] == []


def is_ignored(name: str) -> bool:
    """Whether git leaves a file out, as it does what is built."""
    return subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_names_a_folder_of_one_machine(path: Path) -> None:
    found = re.search(r"(?<!\w)/(work|tmp|home|root)\b|\bshared/", path.read_text("utf-8"))

    assert found is None, found


def test_the_one_file_is_what_the_workflow_attaches() -> None:
    """The first lines of the README promise a file by its name."""
    (name,) = re.findall(
        r"^\*\*Download.*?`([^`]+\.html)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )

    assert f'gh release upload "$TAG" {name} ' in (ROOT / ".github/workflows/site.yml").read_text(
        "utf-8"
    )


# The shell blocks.


def test_the_two_commands_are_those_of_the_full_run() -> None:
    """The README's first block is what `.ci/run` types on a clean checkout."""
    typed = re.findall(r"```sh\n(.*?)```", section("README.md", "Build it"), re.DOTALL)[0]

    assert typed.split("\n") == ["make map", "make test", ""]
    assert (ROOT / ".ci" / "run").read_text("utf-8").endswith(f"\n{typed}")


def test_without_make_the_same_commands_are_typed() -> None:
    """What the README installs by hand is what the Makefile installs, from files that exist."""
    typed = re.findall(r"```sh\n(.*?)```", section("README.md", "Build it"), re.DOTALL)[1]
    environment, *installs, last = typed.splitlines()

    assert environment == "python3 -m venv .venv"
    assert len(installs) == 2
    for line in installs:
        assert line.startswith(".venv/bin/pip install ")
        assert f"$(PIP) install -q {line.partition(' install ')[2]}\n" in MAKEFILE
    for file in re.findall(r"-r (\S+)", typed):
        assert (ROOT / file).is_file()
    assert last == ".venv/bin/mapper build"


def test_a_layer_is_added_as_the_readme_says(
    harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`add` as written, then a build: the page holds the layer. `serve` would not return."""
    monkeypatch.chdir(harbour)
    Path("schools.geojson").write_text(json.dumps(SCHOOLS), "utf-8")
    before = Path("data/atlas.toml").read_text("utf-8")
    add, serve = block(section("README.md", "Add a layer"), "sh").splitlines()

    added = CliRunner().invoke(app, shlex.split(add)[1:])
    built = CliRunner().invoke(app, ["build"])

    assert (added.exit_code, built.exit_code) == (0, 0), added.exception or built.exception
    assert len(json.loads(Path("geo/schools.geojson").read_bytes())["features"]) == 3
    manifest = Path("data/atlas.toml").read_text("utf-8")
    assert set(before.splitlines()) <= set(manifest.splitlines())
    assert tomllib.loads(manifest)["layer"][-1]["title"] == "Schools"
    page = Path("site/index.html").read_text("utf-8")
    assert "Schools" in page
    assert all(f"School {number}" in page for number in range(3))
    assert CliRunner().invoke(app, [*shlex.split(serve)[1:], "--help"]).exit_code == 0


# Python, HTML.


def test_the_python_of_the_readme_runs(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It builds the site and a page of a frame, and its last line is a folium map."""
    monkeypatch.chdir(harbour)
    code = ast.parse(block((ROOT / "README.md").read_text("utf-8"), "python"))
    *first, last = code.body
    assert isinstance(last, ast.Expr)
    points = geopandas.points_from_xy([-2, -2.1], [59.5, 59.6])
    wells = geopandas.GeoDataFrame({"depth": [3, 40]}, geometry=points, crs=4326)
    names: dict[str, Any] = {"wells": wells}

    exec(compile(ast.Module(first, []), "README.md", "exec"), names)  # noqa: S102 # our own text
    value = eval(compile(ast.Expression(last.value), "README.md", "eval"), names)  # noqa: S307

    assert Path("site/index.html").is_file()
    assert Path("wells.html").is_file()
    assert isinstance(value, folium.Map)


class Frame(HTMLParser):
    """The attributes of the one <iframe> of an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.frames.append(dict(attrs))


def test_the_frame_is_what_share_offers(open_atlas: Callable[[str], Page]) -> None:
    """The same attributes and state; only the address is the reader's own."""
    text = section("README.md", "Show it to others")
    (shown,) = Frame(block(text, "html")).frames
    state = urlsplit(str(shown.pop("src"))).fragment

    page = open_atlas(state)
    page.get_by_role("button", name="Share").click()
    fields = page.locator("textarea").evaluate_all("found => found.map(each => each.value)")
    (offered,) = Frame(next(each for each in fields if "<iframe" in each)).frames
    link = urlsplit(str(offered.pop("src")))

    assert shown == offered
    said = parse_qs(link.fragment)
    assert parse_qs(state).items() <= said.items()
    documented = set(re.findall(r"\(`([a-z]+)`\)", text))
    assert set(said) <= documented


# The manifest.

SCHEMA = json_schema()


def tables_of(entry: dict[str, Any], nested: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each table below one of the schema: its heading in the reference, and what it may hold."""
    for name, value in entry["properties"].items():
        found = re.search(r"'#/\$defs/(\w+)'", str(value))
        if found is None:
            continue
        inner = SCHEMA["$defs"][found[1]]
        form = {"array": "[[{}]]", "object": "[{}.<name>]"}.get(value.get("type"), "[{}]")
        mark = " *" if "patternProperties" in inner else ""
        yield f"`{name if nested else form.format(name)}`{mark}", inner
        yield from tables_of(inner, nested=True)


TABLES = dict(tables_of(SCHEMA))

FREE = [
    f"`[{name}]`"
    for name, value in SCHEMA["properties"].items()
    if value.get("type") == "object" and "$ref" not in value["additionalProperties"]
]
"""Tables whose keys are the atlas's own words."""


def test_the_reference_has_every_table_of_the_manifest() -> None:
    text = (ROOT / "docs" / "manifest.md").read_text("utf-8")

    assert sorted(re.findall(r"^## (.*)$", text, re.MULTILINE)) == sorted([*TABLES, *FREE])


@pytest.mark.parametrize("heading", TABLES)
def test_the_reference_has_every_key_of_the_manifest(heading: str) -> None:
    """Each with what holds when it is left out, and with the words of its description."""
    entry = TABLES[heading]
    listed = {key.strip("`"): cells for key, *cells in rows(section("docs/manifest.md", heading))}

    assert list(listed) == list(entry["properties"])
    for key, value in entry["properties"].items():
        default, words = listed[key]
        left_out = json.dumps(value.get("default"), ensure_ascii=False)
        known = {"null": "nothing"}.get(left_out, f"`{left_out}`")
        assert default == ("needed" if key in entry.get("required", ()) else known), key
        assert words.startswith(value.get("description", "")), key
        assert words.endswith((".", "…")), key


# How to correct or add something.


def same(fact: Fact) -> tuple[object, ...]:
    """What makes a claim that claim, wherever its row stands."""
    return fact.subject, fact.field, fact.value, fact.cites, fact.certainty


def test_the_example_of_a_fact_is_one(atlas: Atlas) -> None:
    text = section("CONTRIBUTING.md", "A fact")
    header = ",".join(tables.FACTS)
    content = f"{header}\n{block(text, 'csv')}"

    read, problems = tables.read_tables({"data/facts.csv": content}.get, atlas.manifest)

    assert f"`{', '.join(tables.FACTS)}`" in text
    assert problems == []
    (fact,) = read.facts
    assert atlas.manifest.fields[fact.field].kind == "date"
    assert same(fact) in map(same, atlas.facts)


def test_the_rules_of_a_fact_are_those_of_the_code(atlas: Atlas) -> None:
    """Dates, locators and words of certainty that the page explains are read as it says."""
    points = dict(
        re.findall(
            r"^- `?(\w+)`? ((?:.|\n  )*)", section("CONTRIBUTING.md", "A fact"), re.MULTILINE
        )
    )

    examples = re.findall(r"`([\d\[][^`]{3,})`", points["Dates"])
    (source,) = re.findall(r"`([^`]+\[[^`]+)`", points["sources"])

    assert len(examples) >= 5
    assert all(dates.parse_date(example) for example in examples)
    assert tuple(re.findall(r"`(\w+)`", points["certainty"])) == CERTAINTIES
    row = f"{','.join(tables.FACTS)}\na,b,c,,{source},high,"
    read, problems = tables.read_tables({"data/facts.csv": row}.get, atlas.manifest)
    assert problems == []
    assert read.facts[0].cites[0].locator


def test_the_example_of_a_layer_is_one(atlas: Atlas) -> None:
    (layer,) = tomllib.loads(block(section("CONTRIBUTING.md", "A layer"), "toml"))["layer"]

    entry, problems = validate(LayerEntry, layer, "CONTRIBUTING.md")

    assert problems == []
    assert entry is not None
    assert entry.group in {group.id for group in atlas.manifest.group}
    assert entry.look in assets.looks()
    assert entry.id not in {each.entry.id for each in atlas.layers}


def test_the_file_to_copy_a_layer_from_is_what_the_page_says() -> None:
    """One feature a line, each with a text id and a name."""
    (name,) = re.findall(r"`(src/[^`]+\.geojson)`", section("CONTRIBUTING.md", "A layer"))
    first, *lines, last = (ROOT / name).read_text("utf-8").splitlines()

    features = json.loads("\n".join([first, *lines, last]))["features"]

    assert len(features) == len(lines)
    assert all(isinstance(each["id"], str) and each["properties"]["name"] for each in features)


def test_what_is_asked_for_is_where_the_page_says() -> None:
    """Twenty questions or more, and every file that answers one is there."""
    table = [line for line in section("CONTRIBUTING.md", "Where is …?").splitlines() if "|" in line]
    answers = [re.findall(r"`([\w./]+)`", line.split("|")[2]) for line in table[2:]]

    assert len(answers) >= 20
    for files in answers:
        assert files
        assert all((ROOT / "src" / "mapper" / file).exists() for file in files), files


def test_the_file_to_copy_a_format_from_is_named_where_the_page_says() -> None:
    text = section("CONTRIBUTING.md", "A format")
    formats = (ROOT / "src" / "mapper" / "formats" / "read.py").read_text("utf-8")

    assert set(block(text, "python").splitlines()) <= set(formats.splitlines())
    (copied,) = re.findall(r"Copy `src/mapper/formats/(\w+)\.py`", text)
    assert f"from mapper.formats.{copied} import {copied}\n" in formats


def test_the_example_of_a_look_uses_what_there_is() -> None:
    """Its rule names tokens that exist, and the words around it name the same look."""
    text = section("CONTRIBUTING.md", "A look")
    css = ROOT / "src" / "mapper" / "web" / "css"
    rule = block(text, "css")
    (look,) = re.findall(r"\.look-([a-z-]+)", rule)

    tokens = set(re.findall(r"(--[\w-]+):", (css / "tokens.css").read_text("utf-8")))
    used = set(re.findall(r"var\((--[\w-]+)\)", rule))

    assert used
    assert used <= tokens
    assert look not in assets.looks()
    looks, drawings = (css / "looks.css").read_text("utf-8"), assets.symbols()
    for name in re.findall(r"`\.(look-[a-z-]+)` is", text):
        assert re.search(rf"^\.{name} \{{", looks, re.MULTILINE), name
    for name in re.findall(r"copy `(s-[a-z]+)`", text):
        assert f'id="{name}"' in drawings
