"""How features are drawn: a new look by the steps of CONTRIBUTING."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, until
from playwright.sync_api import Page
from test_docs import block, section

from mapper import assets
from mapper.viewer import refresh

RULE = block(section("CONTRIBUTING.md", "A look"), "css")
SPRING = '<g id="s-spring"><circle class="sy-halo" r="6"/><circle class="sy-solid" r="6"/></g>'

LINE = {"type": "LineString", "coordinates": [[-2.9, 59.7], [-2.4, 59.5]]}
POINT = {"type": "Point", "coordinates": [-2.2, 59.7]}


def add_layer(
    harbour: Path, id: str, features: list[tuple[str, dict[str, object], object]], entry: str
) -> None:
    """Write a layer of (id, properties, geometry), and its entry above the fields."""
    items = [
        {"type": "Feature", "id": each, "properties": properties, "geometry": geometry}
        for each, properties, geometry in features
    ]
    (harbour / "geo" / f"{id}.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": items}), "utf-8"
    )
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    made = f'[[layer]]\nid = "{id}"\ntitle = "{id.title()}"\nlicence = "CC0"\n{entry}\n'
    manifest.write_text(text.replace("[fields.built]", f"{made}\n[fields.built]", 1), "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, to change."""
    whole = ROOT / "src" / "mapper"
    made = tmp_path / "src" / "mapper"
    for path in whole.rglob("*"):
        within = path.relative_to(whole)
        if {"node_modules", "__pycache__"} & set(within.parts) or not path.is_file():
            continue
        (made / within).parent.mkdir(parents=True, exist_ok=True)
        (made / within).write_bytes(path.read_bytes())
    (made / "web" / "node_modules").symlink_to(whole / "web" / "node_modules")
    return made


def test_a_look_is_one_rule_and_one_word(copy: Path, harbour: Path, page: Page) -> None:
    """Map, key, static picture and paper draw it, by the rule and the word alone."""
    with (copy / "web" / "css" / "looks.css").open("a", encoding="utf-8") as sheet:
        sheet.write(RULE)
    symbols = copy / "web" / "symbols.svg"
    text = symbols.read_text("utf-8")
    symbols.write_text(text.replace("</defs>", f"{SPRING}\n</defs>"), "utf-8")
    assert refresh(copy / "web")
    add_layer(harbour, "trails", [("old-trail", {"name": "Old Trail"}, LINE)], 'look = "trail"')
    add_layer(harbour, "springs", [("well", {"name": "Well"}, POINT)], 'look = "spring"')

    command = [sys.executable, "-m", "mapper", "build", str(harbour)]
    path = os.environ | {"PYTHONPATH": str(copy.parent)}
    done = subprocess.run(command, env=path, capture_output=True, text=True, cwd=harbour)
    assert done.returncode == 0, done.stdout + done.stderr
    page.goto((harbour / "site" / "index.html").as_uri())
    until(page, "document.querySelector('[data-drawn]') !== null", 15_000)

    drawn = """each => ["strokeDasharray", "strokeLinecap", "stroke", "fill"].map(
        name => getComputedStyle(each)[name])"""
    wanted = ["6px, 3px", "butt", "rgb(163, 23, 43)", "none"]
    key = page.locator(".key-row").filter(has=page.get_by_role("checkbox", name="Trails"))
    assert page.locator(".mark[data-feature=old-trail]").evaluate(drawn) == wanted
    assert key.locator(".look-trail").evaluate(drawn) == wanted
    assert page.locator("#static-map .look-trail").evaluate(drawn) == wanted
    assert page.locator(".mark[data-feature=well] use").get_attribute("href") == "#s-spring"
    assert page.locator("#static-map use.look-spring").get_attribute("href") == "#s-spring"
    page.emulate_media(media="print")
    assert page.locator("#static-map .look-trail").evaluate(drawn)[0] == "6px, 3px"


def test_every_drawing_is_a_look_and_no_icon_is() -> None:
    drawn = set(re.findall(r'id="s-([a-z]+)', assets.symbols())) - {"ui"}

    assert drawn <= assets.looks()
    assert not any(look.startswith("ui-") or look.endswith("-held") for look in assets.looks())
