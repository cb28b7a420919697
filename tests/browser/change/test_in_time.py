"""A small atlas in time: strikes that pass, wells from then on, stations that last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from invented import add_layer
from many import drawn
from mapper.edit import add
from places import ATLASES

BEFORE = "window.dispatchEvent(new Event('beforeprint'))"
AFTER = "window.dispatchEvent(new Event('afterprint'))"
OPENS = ("1741-04-01", "1741-07-02", "1741-09-20")
STRIKES = (
    "name,lat,lon,begin,end\nFirst,59.5,-2.6,1741-04-01,1741-04-20\nLast,59.3,-1.4,1741-09-08,\n"
)
WELLS = "name,lat,lon,dug\nOld well,59.7,-2.2,1740\nNew well,59.7,-1.5,1741-07-01\n"
MANY = 2_400


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    folder = Path(copytree(ATLASES / "harbour", tmp_path_factory.mktemp("time") / "harbour"))
    for name, text in (("strikes", STRIKES), ("wells", WELLS)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    add(folder, folder / "strikes.csv", look="square", date=("begin", "end"), states="passing")
    add(folder, folder / "wells.csv", look="circle", date=("dug",))
    line = {"type": "LineString", "coordinates": [[-2.8, 59.2], [-2.2, 59.3]]}
    add_layer(
        folder,
        "rails",
        [("rail", {"name": "Rail", "a": "1740", "b": "1741-06"}, line)],
        'look = "trunk-1"\nwhen = { from = "a", until = "b" }\n',
    )
    spots = [
        (
            f"lamp-{n}",
            {"name": f"Lamp {n}", "lit": f"1741-{3 + n % 6:02}-01"},
            {"type": "Point", "coordinates": [-2.9 + n % 60 / 40, 59.1 + n // 60 / 50]},
        )
        for n in range(MANY)
    ]
    add_layer(folder, "lamps", spots, 'look = "point"\nwhen = { from = "lit" }\n')
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(mapper.build(folder).page.as_uri())
    page.wait_for_selector("[data-ready]", state="attached")
    yield page
    context.close()


def on(page: Page, day: str) -> Page:
    page.evaluate("day => { location.hash = `d=${day}` }", day)
    expect(page.locator("#map_atlas")).to_be_visible()
    page.wait_for_function(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        ".then(() => true)"
    )
    return page


def key(page: Page, title: str) -> dict[str, str]:
    """Of a layer's table in the key on the screen: head → count."""
    table = page.locator("#panel-key .matrix").filter(has=page.get_by_text(title, exact=True))
    heads = table.locator("thead th:not(:first-child), thead td ~ th").all_inner_texts()
    return dict(zip(heads, table.locator("tfoot td").all_inner_texts(), strict=True))


@pytest.mark.parametrize(
    ("day", "strikes", "wells", "lamps"),
    [
        (OPENS[0], "1", "1", "800"),
        (OPENS[1], "0", "2", "2,000"),
        (OPENS[2], "0", "2", "2,400"),
    ],
)
def test_the_key_has_what_can_be_and_counts_it(
    page: Page, day: str, strikes: str, wells: str, lamps: str
) -> None:
    on(page, day)

    assert key(page, "Strikes") == {"There": strikes}
    assert key(page, "Wells")["There"] == wells
    assert "Ending" not in key(page, "Wells")
    assert key(page, "Lamps") == {"There": lamps}
    page.wait_for_function(
        "n => document.querySelector('.many canvas')?.dataset.drawn === n",
        arg=lamps.replace(",", ""),
    )
    assert drawn(page) == {"lamps": int(lamps.replace(",", ""))}


def test_what_is_not_there_has_neither_point_nor_name(page: Page) -> None:
    on(page, OPENS[1])

    for feature in ("first", "last"):
        expect(page.locator(f"#map_atlas .mark[data-feature={feature}]")).to_be_hidden()
        name = page.locator(f"#map_atlas .label:not([hidden]) [data-of={feature}]")
        expect(name).to_have_count(0)
    expect(page.locator("#map_atlas .mark[data-feature=new-well]")).to_be_visible()


def test_each_state_of_a_plain_shape_is_drawn_otherwise(page: Page) -> None:
    row = page.locator("#panel-key .matrix").filter(has=page.get_by_text("Wells", exact=True))
    drawings = row.locator("tbody use").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )
    assert drawings == ["#s-circle-there", "#s-circle-unsure"]

    rail = page.locator("#map_atlas path.mark[data-feature=rail]")
    looks = []
    for day in ("1741-04-01", "1741-06-15", "1741-07-02"):
        on(page, day)
        looks.append(
            rail.evaluate(
                "it => { const { strokeDasharray, strokeOpacity } = getComputedStyle(it);"
                " return [strokeDasharray, strokeOpacity].join() }"
            )
        )
    assert len({*looks}) == 3


SEEN = "all => all.filter(it => getComputedStyle(it).display !== 'none').map(it => it.dataset.{})"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (OPENS[0], {"first", "old-well"}),
        (OPENS[1], {"old-well", "new-well"}),
        (OPENS[2], {"old-well", "new-well"}),
    ],
)
def test_paper_counts_as_the_screen_does_and_names_only_what_it_draws(
    page: Page, day: str, there: set[str]
) -> None:
    on(page, day)
    page.evaluate(BEFORE)
    try:
        for layer in ("strikes", "wells", "rails"):
            printed = page.locator(
                f"#situation .matrix[data-in={layer}] tfoot td"
            ).all_text_contents()
            assert printed == [*key(page, layer.title()).values()]
            heading = page.locator(f"#situation .matrix[data-in={layer}] [data-title]").first
            assert heading.text_content() == layer.title()
        paper = page.locator("#static-map")
        points = {*paper.locator("use[data-f]").evaluate_all(SEEN.format("f"))}
        names = {*paper.locator("text[data-name]").evaluate_all(SEEN.format("name"))}
        assert points & {"first", "last", "old-well", "new-well"} == there
        assert names - {"rail"} <= points
        assert there <= names
    finally:
        page.evaluate(AFTER)


def test_a_record_says_it_in_words(page: Page) -> None:
    on(page, OPENS[1])

    label = (
        page.locator("#map_atlas .mark[data-feature=new-well]").get_attribute("aria-label") or ""
    )
    assert "there on 2 July 1741" in label
    says = page.locator("#map-says").inner_text()
    assert "Wells: 2 there." in says
    assert "Lamps: 2,000 there." in says
