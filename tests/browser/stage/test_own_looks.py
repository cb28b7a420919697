"""Own symbols and named colours as they are drawn; the map key: none, all, and groups that fold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from audit import violations
from coloured import put_symbol
from invented import add_layer
from places import ATLASES
from using import box, until

MILL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="window.ran = 1">'
    '<script>window.ran = 1</script><path d="M1 1h7v7H1z"/><image href="//evil.example/a.png"/>'
    "</svg>"
)
COLOUR = 'colour = { by = "sort", of = { "tower mill" = "navy", "post mill" = "yellow" } }'

Open = Callable[..., Page]


def spot(id: str, lon: float, **properties: str) -> tuple[str, dict[str, object], object]:
    place = {"type": "Point", "coordinates": [lon, 59.6]}
    return id, {"name": id.title(), **properties}, place


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an atlas with 14 layers in two groups and outside of them, one not shown."""
    folder = tmp_path_factory.mktemp("looks") / "harbour"
    shutil.copytree(ATLASES / "harbour", folder)
    put_symbol(folder, "mill", MILL, 'title = "windmill"')
    sorts = [spot("alpha", -2.6, sort="tower mill"), spot("beta", -2.3, sort="post mill")]
    add_layer(folder, "mills", sorts, f'group = "all"\nlook = "mill"\n{COLOUR}')
    for n in range(11):
        more = 'group = "other"\n' if n < 9 else ""
        more += "shown = false" if n == 0 else ""
        add_layer(folder, f"place-{n}", [spot(f"spot-{n}", -2 + n / 12)], more)
    manifest = folder / "data" / "atlas.toml"
    groups = '[[group]]\nid = "other"\ntitle = "Other things"\n\n[[layer]]'
    manifest.write_text(manifest.read_text("utf-8").replace("[[layer]]", groups, 1), "utf-8")
    return mapper.build(folder).page


@pytest.fixture
def opened_mills(browser: Browser, mills: Path) -> Iterator[Open]:
    contexts = []

    def opened(width: int = 1440, **options: Any) -> Page:
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(offline=True, viewport=size, **options))
        page = contexts[-1].new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(mills.as_uri())
        page.wait_for_selector("[data-ready]")
        if (key := page.locator('[data-sheet="key"]')).is_visible():
            key.click()
        assert asked == [mills.as_uri()]
        assert page.evaluate("window.ran") is None
        return page

    yield opened
    for context in contexts:
        context.close()


def fill(page: Page, place: str) -> str:
    """The fill of the solid part of a drawing, as the browser reckons it for a use of it."""
    return str(
        page.locator(place).evaluate(
            """use => {
              const tone = getComputedStyle(use).getPropertyValue("--tone").trim();
              const probe = document.createElement("canvas").getContext("2d");
              probe.fillStyle = tone;
              return probe.fillStyle;
            }"""
        )
    )


@pytest.mark.parametrize(
    ("scheme", "colours"),
    [("light", ["#000080", "#858500"]), ("dark", ["#8e8ec7", "#ffff00"])],
)
def test_a_symbol_and_its_colours_are_on_the_map_and_in_its_key(
    opened_mills: Open, scheme: str, colours: list[str]
) -> None:
    page = opened_mills(color_scheme=scheme)
    marks = [f'#map_atlas [data-feature="{id}"] use' for id in ("alpha", "beta")]
    rows = [f'.key-parts li:has-text("{word}") use' for word in ("tower mill", "post mill")]

    for places in (marks, rows):
        assert [page.locator(each).get_attribute("href") for each in places] == ["#s-own-mill"] * 2
        assert [fill(page, each) for each in places] == colours
    assert page.locator("#s-own-mill script, #s-own-mill image, [onload]").count() == 0
    assert page.locator('#map_atlas [data-feature="alpha"]').get_attribute("aria-label") == (
        "Alpha, windmill, sort tower mill"
    )


def test_on_paper_the_colours_are_those_of_a_light_map(opened_mills: Open) -> None:
    page = opened_mills(color_scheme="dark")
    page.emulate_media(media="print")

    for place in ('.map [data-f="alpha"]', ".handout-samples svg.dye-000080"):
        assert fill(page, place) == "#000080"


def test_none_all_and_what_the_map_opens_with(opened_mills: Open) -> None:
    """One press each; what is shown is heard; what the map opened with comes back."""
    page = opened_mills()
    boxes = page.locator('[data-part="key"] .key-switch input')
    heard = page.locator('[data-part="key"] [role=status]').first
    marks = page.locator("#map_atlas .mark-point:visible")
    at_first = marks.count()

    page.get_by_role("button", name="None", exact=True).click()
    expect(marks).to_have_count(0)
    expect(heard).to_have_text("0 of 14 shown.")
    expect(page.get_by_text("Every layer is off.", exact=True)).to_be_visible()

    page.get_by_role("button", name="All", exact=True).press("Enter")
    expect(heard).to_have_text("14 of 14 shown.")
    assert all(boxes.nth(n).is_checked() for n in range(14))
    expect(page.get_by_text("Every layer is off.", exact=True)).to_be_hidden()

    page.get_by_role("button", name="Show the layers this map opens with").press("Enter")
    expect(heard).to_have_text("13 of 14 shown.")
    expect(box("place-0", page)).not_to_be_checked()
    until(page, lambda: marks.count() == at_first)
    assert page.evaluate("document.activeElement.textContent").startswith("Show the layers")


@pytest.mark.parametrize(("width", "opens"), [(320, [False] * 3), (1440, [True, False, True])])
def test_a_long_key_folds_by_its_groups(opened_mills: Open, width: int, opens: list[bool]) -> None:
    """By keyboard too: its head says how many are on, and the link does not hold what is open."""
    page = opened_mills(width)
    groups = page.locator("details.key-group")
    is_open = "all => all.map(each => each.open)"

    assert groups.evaluate_all(is_open) == opens
    heads = groups.locator("summary").all_inner_texts()
    assert heads == [
        "Everything 3 of 3 shown.",
        "Other things 8 of 9 shown.",
        "All others 2 of 2 shown.",
    ]
    address = page.url
    groups.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(box("place-1", page)).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "place-8"
    page.keyboard.press("Space")
    expect(groups.nth(1).locator("summary")).to_have_text(re.compile("7 of 9 shown."))
    page.keyboard.press("Space")
    until(page, lambda: page.url == address)
    height = groups.nth(0).locator("summary").evaluate("each => each.offsetHeight")
    assert height >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_a_key_of_few_rows_does_not_fold(opened: Page) -> None:
    assert opened.locator("details.key-group").count() == 0
    assert opened.locator(".key-group h2").first.inner_text() == "Everything"
