"""How features are drawn: a new look by the steps of CONTRIBUTING, looks by a column."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from browsing import opened, until
from documents import block, section
from invented import add_layer
from mapper import MapperError, assets, build, check, load
from mapper.looks.by_column import looked
from mapper.model.atlas import MANY
from mapper.picture.labels import labels
from mapper.serve.bundle import refresh
from places import ATLASES, ROOT
from sending import contract_of

RULE = block(section("CONTRIBUTING.md", "A look"), "css")
SPRING = '<g id="s-spring"><circle class="sy-halo" r="6"/><circle class="sy-solid" r="6"/></g>'

LINE = {"type": "LineString", "coordinates": [[-2.9, 59.7], [-2.4, 59.5]]}
POINT = {"type": "Point", "coordinates": [-2.2, 59.7]}


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
    drawn = set(re.findall(r'id="s-([a-z]+)', assets.symbols())) - {"ui", "plane"}

    assert drawn <= assets.looks()
    assert not any(look.startswith("ui-") or look.endswith("-there") for look in assets.looks())


# Looks by a column.

WELLS: list[tuple[str, dict[str, object], object]] = [
    (
        f"well-{number}",
        {"name": f"Well {number}", "kind": "well", "use": use} | more,
        {"type": "Point", "coordinates": [-2.8 + number / 10, 59.3]},
    )
    for number, (use, more) in enumerate(
        (
            ("drinking", {}),
            ("cattle", {}),
            ("drinking", {"look": "cross"}),
            ("dry", {}),
            (None, {}),
            (7, {}),
        )
    )
]
BY_USE = """look = "point"
looks = { by = "use", of = { cattle = "square", drinking = "circle", 7 = "ring" } }"""

PATHS: list[tuple[str, dict[str, object], object]] = [
    (
        f"path-{number}",
        {"name": f"Path {number}", "kind": kind},
        {"type": "LineString", "coordinates": [[-2.8, 59.4 + number / 20], [-2.2, 59.45]]},
    )
    for number, kind in enumerate(("cart track", "footpath", "ferry"))
]
BY_KIND = """look = "line"
looks = { by = "kind", of = { footpath = "dotted", "cart track" = "dashed" } }"""


def test_a_feature_has_the_look_of_its_value(harbour: Path) -> None:
    """One that names a look itself keeps it; one of another value has the layer's."""
    add_layer(harbour, "wells", WELLS, BY_USE)

    atlas = load(harbour)
    wells = atlas.layers[-1].features
    sent = contract_of(atlas, labels(atlas))["layers"][-1]

    assert [each.look for each in wells] == ["circle", "square", "cross", "point", "point", "ring"]
    assert [each.get("value") for each in sent["features"]] == [
        *("drinking", "cattle", None, None, None, "7")
    ]
    assert sent["looks"] == {
        "by": "use",
        "title": {"en": "use"},
        "values": ["cattle", "drinking", "7"],
    }
    assert "looks" not in contract_of(atlas, labels(atlas))["layers"][0]
    assert check(load(harbour)) == []


def test_a_big_layer_is_drawn_by_its_column_too(harbour: Path) -> None:
    """As columns; the map key samples each value once, and all others."""
    many = [
        (
            f"well-{number}",
            {"name": f"Well {number}", "use": ("drinking", "cattle", "dry")[number % 3]},
            {"type": "Point", "coordinates": [-2.9 + number % 50 / 40, 59.2 + number // 50 / 50]},
        )
        for number in range(MANY + 1)
    ]
    add_layer(harbour, "wells", many, BY_USE.replace(", 7 =", ', dry = "circle", 7 ='))

    layer = load(harbour).layers[-1]
    sent = contract_of(load(harbour))["layers"][-1]

    assert layer.is_big
    assert [layer.features[index].look for index in range(3)] == ["circle", "square", "circle"]
    assert [(each["value"], each["look"]) for each in sent["big"]["samples"]] == [
        *(("cattle", "square"), ("drinking", "circle"), ("dry", "circle"))
    ]


def test_look_and_colour_of_one_column_are_told_once(harbour: Path) -> None:
    """The key's colours are then drawn as the features are."""
    add_layer(harbour, "wells", WELLS, f'{BY_USE}\ncolour = {{ by = "use" }}')

    atlas = load(harbour)
    sent = contract_of(atlas, labels(atlas))["layers"][-1]

    assert "looks" not in sent
    assert len(sent["colour"]["classes"]) == 5


def test_without_looks_a_layer_stays_as_it_is(atlas) -> None:
    assert all(looked(layer) is layer for layer in atlas.layers)


WRONG = {  # the entry: words
    "no such column": (
        'looks = { by = "uses", of = { dry = "ring" } }',
        'layer[2].looks: no feature has a value of "uses". Did you mean "use"?',
    ),
    "no such look": (
        'looks = { by = "use", of = { cattle = "sqare" } }',
        'layer[2].looks.of: no look "sqare". Did you mean "square"?',
    ),
    "no looks": ('looks = { by = "use", of = {} }', "layer[2].looks.of"),
    "another spelling": ('looks = { by = "use", off = { dry = "ring" } }', 'Did you mean "of"?'),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(harbour: Path, case: str) -> None:
    entry, words = WRONG[case]
    add_layer(harbour, "wells", WELLS, f'look = "point"\n{entry}')

    with pytest.raises(MapperError) as caught:
        build(harbour)
    assert words in str(caught.value)


def test_a_value_that_no_feature_has_is_said_and_the_map_built(harbour: Path) -> None:
    add_layer(harbour, "wells", WELLS, BY_USE.replace("cattle", "catle"))

    (problem,) = check(load(harbour))

    assert problem.severity == "warning"
    assert str(problem) == (
        'data/atlas.toml: layer[2].looks: no feature\'s "use" is "catle". Did you mean "cattle"?'
    )
    assert build(harbour).page.is_file()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(ATLASES / "harbour", tmp_path_factory.mktemp("drawn") / "h"))
    add_layer(folder, "wells", WELLS, BY_USE)
    add_layer(folder, "paths", PATHS, BY_KIND)
    more = [(f"s-{id}", properties, place) for id, properties, place in WELLS]
    add_layer(folder, "springs", more, f'{BY_USE}\ncolour = {{ by = "kind" }}')
    return build(folder).page


def test_map_and_key_draw_each_value(drawn: Path, page: Page) -> None:
    """Points by symbol, lines by pattern; what is not listed is told together."""
    opened(page, drawn.as_uri())

    def row(name: str) -> Locator:
        return page.locator(".key-row").filter(has=page.get_by_role("checkbox", name=name))

    href = "each => each.getAttribute('href')"
    wells = row("Wells")
    assert wells.locator(".key-measure").all_inner_texts() == ["Use"]
    assert wells.locator(".key-name").all_inner_texts() == [
        *("Wells", "Cattle", "Drinking", "7", "All others")
    ]
    keyed = [each.get_attribute("href") for each in wells.locator(".key-parts use").all()]
    assert keyed == ["#s-square", "#s-circle", "#s-ring", "#s-cross"]
    for number, symbol in ((0, "circle"), (1, "square"), (2, "cross"), (3, "town"), (5, "ring")):
        mark = page.locator(f".mark[data-feature=well-{number}] use")
        assert mark.evaluate(href) == f"#s-{symbol}"

    paths = row("Paths")
    assert paths.locator(".key-measure").count() == 0  # what they are is what they are called
    names = paths.locator(".key-parts .key-name").all_inner_texts()
    assert names == ["Footpath", "Cart track", "All others"]
    dash = "each => getComputedStyle(each).strokeDasharray"
    for number, index in ((1, 0), (0, 1), (2, 2)):
        line = page.locator(f".mark[data-feature=path-{number}]").evaluate(dash)
        sample = paths.locator(".key-sample path").nth(index).evaluate(dash)
        static = page.locator("#static-map path[class^=look-]").filter(has_text=f"Path {number}")
        assert line == sample == static.evaluate(dash)
    assert (
        len({page.locator(f".mark[data-feature=path-{n}]").evaluate(dash) for n in range(3)}) == 3
    )

    springs = row("Springs")
    assert springs.locator(".key-measure").all_inner_texts() == ["Use", "Kind"]
    assert springs.locator(".key-name").all_inner_texts()[-2:] == ["All others", "well"]


def test_name_record_and_table_say_the_value(drawn: Path, page: Page) -> None:
    opened(page, f"{drawn.as_uri()}#f=well-1")

    said = page.locator(".mark[data-feature=well-1]").get_attribute("aria-label")
    assert said == "Well 1, use cattle"
    path = page.locator(".mark[data-feature=path-1]").get_attribute("aria-label")
    assert path == "Path 1, footpath"
    assert page.locator(".popup .record-measure").inner_text() == "Use: cattle"
    page.goto(f"{drawn.as_uri()}#layer-wells")
    table = page.locator("#layer-wells table")
    assert "Use" in table.locator("th[scope=col]").all_inner_texts()


def test_paper_has_a_row_for_each_value(drawn: Path) -> None:
    html = drawn.read_text("utf-8")
    key = html[html.index("handout") :]

    for word in ("Cattle", "Drinking", "Footpath", "Cart track", "All others"):
        assert word in key


def test_a_symbol_is_told_from_another_without_colour() -> None:
    """Each shape is a path of its own."""
    shapes = {
        name: re.search(rf'id="s-{name}">.*?\sd="([^"]+)"', assets.symbols())[1]
        for name in ("circle", "square", "triangle", "diamond", "cross")
    }

    assert len(set(shapes.values())) == len(shapes)
