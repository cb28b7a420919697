"""Paper: the sheet says the day and the layers on the screen, and is whole without script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import segno
from markupsafe import Markup
from playwright.sync_api import Browser, Page, expect

import mapper
from invented import make, point
from mapper import assets
from mapper.looks.marks import half_zooms, opening_zoom
from mapper.model.atlas import Atlas
from mapper.picture.handout import handout, qr, strength_words
from mapper.picture.inset import insets
from mapper.picture.labels import Label, labels
from mapper.picture.numbers import numbered
from mapper.picture.scene import names_in
from mapper.picture.svg import Picture, picture, scene_of
from mapper.picture.tongue import tongue
from mapper.record.days import opening_day, state_on

SVG = "{http://www.w3.org/2000/svg}"
Open = Callable[[str], Page]
LATE = 6954  # 1989-01-15


@pytest.fixture
def printed(open_atlas: Open) -> Callable[[str], Page]:
    """The atlas at a hash, as it is while it is printed."""

    def opened(hash: str = "") -> Page:
        page = open_atlas(hash)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        return page

    return opened


@pytest.fixture(scope="module")
def placed(atlas: Atlas) -> tuple[Label, ...]:
    return labels(atlas)


def pages(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


# What has no room on the map.


def test_whatever_has_a_symbol_is_named_on_the_sheet(
    atlas: Atlas, placed: tuple[Label, ...]
) -> None:
    """On the map, in an inset, at a number, or behind another: each once or more."""
    scene = scene_of(atlas, lambda _: "")
    step = half_zooms(atlas).index(opening_zoom(atlas))
    boxed = insets(scene, names_in(scene, placed, step), [])
    names = names_in(scene, placed, step, [inset.box for inset in boxed])
    entries = numbered(scene, names, boxed)
    said = {name.label.feature for name in names}
    said |= {name.label.feature for inset in boxed for name in inset.names}
    said |= {other.id for entry in entries for other in entry.others}
    said |= {entry.mark.feature.id for entry in entries if entry.number}
    bearing = {name.label.beside for name in names}  # a garrison that bears its town's name
    width, height = scene.frame.size
    drawn, waits = scene.marks()
    inside = {
        mark.feature.id
        for mark in drawn
        if 0 <= scene.frame.at(mark.lon, mark.lat)[0] <= width
        and 0 <= scene.frame.at(mark.lon, mark.lat)[1] <= height
    }
    inside |= {id for id, hosts in waits.items() if hosts[0].feature.id in inside}
    assert inside - said - bearing == set()


def test_numbers_run_from_one_and_stand_on_the_map(atlas: Atlas, placed: tuple[Label, ...]) -> None:
    drawn = picture(atlas, placed, lambda _: "")
    numbers = [entry.number for entry in drawn.key if entry.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314
    texts = [each.text for each in root.iter(f"{SVG}text") if each.get("class") == "number"]
    assert texts == [str(number) for number in numbers]


def test_a_name_without_room_becomes_a_number() -> None:
    mills = [point("edge", 9.98, 53, name="A name too long for the edge of this map")]
    atlas = make(*mills, point("middle", 5, 53, name="Middle"))
    for entry in picture(atlas, labels(atlas), lambda _: "").key:
        assert (entry.number, entry.title) == (1, "A name too long for the edge of this map")


# The sheet as it is built.


def test_strength_is_quoted_with_its_date_and_never_worked_out(atlas: Atlas) -> None:
    english = tongue("en")
    figures = {f"{row.value:,}" for row in atlas.strength}
    for day in range(6678, 6988, 31):
        told = re.findall(r"\d{1,3}(?:,\d{3})+", strength_words(atlas, day, english))
        assert told
        assert set(told) <= figures
    assert strength_words(make(point("mill", 5, 53)), 0, english) == ""


def test_without_an_address_there_is_no_code_and_nothing_said_of_it(
    atlas: Atlas, site: Path
) -> None:
    day, drawn = opening_day(atlas), Picture(Markup(""), (1, 1))
    assert handout(atlas, drawn, state_on(atlas, day), day, assets.words()["en"])["qr"] == ""
    page = re.sub(r"(?s)<style>.*?</style>", "", (site / "index.html").read_text("utf-8"))
    assert "handout-link" not in page


def test_the_code_is_the_address(atlas: Atlas) -> None:
    """The modules drawn are those of the address; a quiet edge of 2 and no style attribute."""
    address = "https://example.org/atlas/?a=1&b=2"
    drawn = qr(address)
    expected = segno.make(address, error="m", micro=False)
    root = ElementTree.fromstring(drawn)  # noqa: S314
    size = len(list(expected.matrix)) + 4
    assert root.get("viewBox") == f"0 0 {size} {size}"
    assert "style=" not in drawn
    dark, (x, y) = 0, (0.0, 0.0)
    for move, dx, dy, run in re.findall(r"([Mm])(-?[\d.]+) ?(-?[\d.]+)|h(\d+)", drawn_path(root)):
        x, y = (float(dx), float(dy)) if move == "M" else (x, y)
        dark += int(run or 0)
    assert dark == sum(map(sum, ([bool(cell) for cell in row] for row in expected.matrix)))


def drawn_path(root: ElementTree.Element) -> str:
    (path,) = [each for each in root.iter() if each.tag.endswith("path")]
    return path.get("d", "")


def test_a_published_atlas_shows_link_and_code(harbour: Path) -> None:
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    address = "https://example.org/harbour/"
    manifest.write_text(text.replace("[atlas]", f'[atlas]\naddress = "{address}"', 1), "utf-8")
    page = (mapper.build(harbour).folder / "index.html").read_text("utf-8")
    assert f"{address}</a>" in page
    assert "class=qr" in page


# As it is printed.


def test_the_opening_day_prints_as_it_was_built(open_atlas: Open) -> None:
    page = open_atlas("")
    built = page.locator("#static-map > svg").evaluate("map => map.outerHTML")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#static-map > svg").evaluate("map => map.outerHTML") == built


def test_it_shows_the_chosen_day(printed: Callable[[str], Page], atlas: Atlas) -> None:
    page = printed("d=1989-01-15")
    assert page.locator(".text-head .handout-day").inner_text() == "Situation on 15 January 1989"
    (layer,) = [layer for layer in atlas.layers if layer.entry.when]
    state = state_on(atlas, LATE)
    drawn = dict(
        page.locator("#static-map .stratum-symbols use").evaluate_all(
            "uses => uses.map(use => [use.dataset.f, use.getAttribute('href')])"
        )
    )
    for feature in layer.features:
        assert drawn[feature.id] == f"#s-{feature.look}-{state(feature)}"
    counts = Counter(map(state, layer.features))
    for each in page.locator("[data-handout=count]").all():
        assert each.inner_text() == str(counts[each.get_attribute("data-state") or ""])


def test_layers_that_are_off_are_not_printed(printed: Callable[[str], Page]) -> None:
    page = printed("l=towns")
    assert page.locator("#static-map [data-in=routes]:visible").count() == 0
    assert page.locator("#static-map use[data-f$=-garrison]:visible").count() == 0
    assert page.locator("#handout .matrix:visible").count() == 0
    # Towns that stood behind a garrison come out from behind it.
    assert page.locator("#static-map > svg > .stratum-symbols > use[data-f=herat]:visible").count()


def test_after_printing_it_shows_the_opening_day_again(printed: Callable[[str], Page]) -> None:
    page = printed("d=1989-01-15&l=towns")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "1989" not in page.locator(".text-head .handout-day").inner_text()
    assert page.locator("#static-map [data-in=routes].is-off").count() == 0


@pytest.mark.parametrize(("paper", "size"), [("A4", (841.9, 595.3)), ("Letter", (792, 612))])
def test_the_sheet_fits_one_page(
    browser: Browser, site: Path, paper: str, size: tuple[float, float]
) -> None:
    """A dark screen, a late day: the sheet with the map alone is one page of the paper."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, color_scheme="dark"
    )
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#d=1989-01-15")
    page.wait_for_selector("[data-ready]")
    found = pages(page.pdf(format=paper, landscape=True, print_background=True))
    context.close()
    assert len(found) == 1
    assert found[0] == pytest.approx(size, abs=2)


def test_it_is_black_and_grey_and_light(printed: Callable[[str], Page]) -> None:
    """No colour among what is drawn; the two roads differ by their dashes alone."""
    page = printed("")
    colours = page.locator("#situation *").evaluate_all(
        """parts => [...new Set(parts.flatMap(part => {
          const {color, fill, stroke, backgroundColor} = getComputedStyle(part);
          return [color, fill, stroke, backgroundColor];
        }))]"""
    )
    for colour in colours:
        values = re.findall(r"[\d.]+", colour)[:3]
        assert len(set(values)) <= 1, colour
    dashes = {
        look: page.locator(f"#static-map path.look-{look}").first.evaluate(
            "path => getComputedStyle(path).strokeDasharray"
        )
        for look in ("trunk-1", "trunk-2", "air")
    }
    assert len(set(dashes.values())) == 3


@pytest.fixture
def plain(browser: Browser, site: Path) -> Iterator[Page]:
    """The page without script, on paper."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.emulate_media(media="print")
    yield page
    context.close()


def test_without_script_it_is_the_opening_situation(plain: Page, atlas: Atlas) -> None:
    expect(plain.locator(".text-head .handout-day")).to_have_text("Situation on 7 August 1988")
    expect(plain.locator("#handout .matrix")).to_be_visible()
    expect(plain.locator("#chronology")).to_be_visible()
    expect(plain.locator(".no-script")).to_be_hidden()
    assert plain.locator(".sources > li").count() == len(atlas.sources)


@pytest.mark.parametrize(
    ("name", "papers"), [("The map on one sheet", 1), ("The map and the whole record", 10)]
)
def test_the_button_prints_as_much_as_is_asked_for(
    open_atlas: Open, name: str, papers: int
) -> None:
    page = open_atlas("")
    page.evaluate(
        """window.print = () => {
          window.dispatchEvent(new Event('beforeprint'));
          window.asked = document.querySelector('.handout-day').textContent;
        }"""
    )
    page.get_by_role("button", name="Print").click()
    page.get_by_role("button", name=name).click()
    assert page.evaluate("window.asked") == "Situation on 7 August 1988"
    expect(page.get_by_role("dialog")).to_have_count(0)

    printed = len(pages(page.pdf(format="A4", landscape=True, print_background=True)))
    assert printed == 1 if papers == 1 else printed >= papers
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("html.print-whole").count() == 0


def test_where_a_frame_bars_printing_it_says_so(page: Page, site: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    source = (site / "index.html").as_uri()
    host.write_text(f'<iframe sandbox="allow-scripts" src="{source}" width="1200" height="800">')
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    frame.get_by_role("button", name="Print").click()
    frame.get_by_role("button", name="The map on one sheet").click()
    expect(frame.get_by_role("dialog")).to_contain_text("does not let the page print")
