"""Paper: the one sheet shows what is on the screen, and leaves the screen as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from invented import add_layer
from places import ATLASES

Open = Callable[..., Page]

BEFORE = "window.dispatchEvent(new Event('beforeprint'))"
AFTER = "window.dispatchEvent(new Event('afterprint'))"

PAPERS = {"A4": (1047, 718), "Letter": (980, 740)}
"""What margins leave of them on their side, in CSS pixels."""

CUT = """() => {
  const sheet = document.querySelector(".situation").getBoundingClientRect();
  return [...document.querySelectorAll("#static-map, #situation p, #situation li, #situation tr")]
    .filter(part => !part.closest("#static-map > *") && part.getClientRects().length)
    .filter(part => {
      const {left, top, right, bottom} = part.getBoundingClientRect();
      return left < sheet.left - 1 || top < sheet.top - 1 ||
        right > sheet.right + 1 || bottom > sheet.bottom + 1;
    })
    .map(part => part.textContent || part.id);
}"""
"""What of the sheet stands beyond its edges."""


@pytest.fixture
def printed(open_atlas: Open) -> Iterator[Open]:
    """The atlas at a hash, as it is while it is printed."""
    opened: list[Page] = []

    def at(hash: str = "", **options: object) -> Page:
        page = open_atlas(hash, **options)
        opened.append(page)
        page.evaluate(BEFORE)
        page.emulate_media(media="print")
        return page

    yield at
    for page in opened:
        page.evaluate(AFTER)


def sheets(page: Page) -> int:
    pdf = page.pdf(format="A4", landscape=True, print_background=True)
    return len(re.findall(rb"/MediaBox", pdf))


def numbered(page: Page) -> dict[str, str]:
    """Number in the list → what it is about."""
    pairs = page.locator(".handout-events li:has(b)").evaluate_all(
        "items => items.map(each => [each.querySelector('b').innerText, each.innerText])"
    )
    return {number: text.removeprefix(number).strip() for number, text in pairs}


# How much is printed.


def test_printing_gives_one_sheet_and_the_record_only_to_who_reads_it(open_atlas: Open) -> None:
    page = open_atlas("")
    assert sheets(page) == 1
    page.evaluate("document.querySelector('[href=\"#text\"]:not(.skip)').click()")
    assert sheets(page) > 20
    page.evaluate("document.querySelector('.to-map [data-do=map]').click()")


def test_the_sheet_alone_promises_nothing_that_follows(printed: Open) -> None:
    page = printed("")
    said = page.locator("#situation").inner_text()
    assert "next pages" not in said
    assert "no public address" not in said
    page.evaluate("document.documentElement.classList.add('print-whole')")
    expect(page.locator(".handout-next")).to_be_visible()


# The map on it.


def test_a_view_of_ones_own_is_printed_with_the_map_of_the_screen(printed: Open) -> None:
    page = printed("d=1989-02-15&v=8/36.9/67.6")
    expect(page.locator("#static-map > svg")).to_be_hidden()
    frame = page.locator("#static-map").bounding_box()
    drawn = page.locator("#static-map > div.map").bounding_box()
    assert frame
    assert drawn
    assert drawn["x"] <= frame["x"] + 1
    assert drawn["y"] <= frame["y"] + 1
    assert drawn["x"] + drawn["width"] >= frame["x"] + frame["width"] - 1
    assert drawn["y"] + drawn["height"] >= frame["y"] + frame["height"] - 1
    west, east = page.evaluate("(b => [b.getWest(), b.getEast()])(map_atlas.getBounds())")
    assert west < 67.6 < east
    assert east - west < 9
    expect(page.locator("#static-map .mark-point[data-of=hairatan-bridge]")).to_be_visible()


@pytest.mark.parametrize("hash", ["v=8/36.9/67.6", "s=jalalabad", "d=1988-08-12&lang=fa"])
def test_after_printing_the_screen_is_as_it_was(open_atlas: Open, hash: str) -> None:
    page = open_atlas(hash)
    look = """() => {
      const size = map_atlas.getContainer().getBoundingClientRect();
      const view = new URLSearchParams(location.hash.slice(1)).get('v');
      return [view, document.documentElement.className, map_atlas.getZoom(),
        size.width, size.height,
        document.querySelector("#text").lang, document.querySelector("#text h1").textContent,
        document.querySelector("#map_atlas").parentNode.className,
        document.querySelector(".handout-foot").textContent, document.activeElement.className];
    }"""
    page.evaluate("document.querySelector('#map_atlas [data-feature][tabindex=\"0\"]').focus()")
    place = "(({x, y}) => [x, y])(map_atlas.latLngToContainerPoint([34.5, 69.2]))"
    page.evaluate(BEFORE + ";" + AFTER)  # the sheet has now been filled once
    before, stood = page.evaluate(look), page.evaluate(place)
    page.evaluate(BEFORE)
    assert page.evaluate(look) != before
    page.evaluate(AFTER)
    assert page.evaluate(look) == before
    assert page.evaluate(place) == pytest.approx(stood, abs=1)


def test_the_frame_is_as_wide_as_what_is_drawn_in_it(printed: Open) -> None:
    """No white bands beside the static map."""
    page = printed("")
    page.set_viewport_size({"width": 1047, "height": 718})
    shape, drawn = page.locator("#static-map > svg").evaluate(
        """map => {
          const {width, height} = map.getBoundingClientRect(), {baseVal} = map.viewBox;
          return [baseVal.width / baseVal.height, width / height];
        }"""
    )
    assert drawn == pytest.approx(shape, rel=0.01)


# What is said around it.


@pytest.mark.parametrize("hash", ["d=1989-02-15", "d=1989-02-15&v=8/36.9/67.6"])
def test_events_are_numbered_on_the_map_as_in_the_list(printed: Open, hash: str) -> None:
    page = printed(hash)
    told = numbered(page)
    assert told["1"] == "Gromov crosses the bridge"
    signs = page.locator("#static-map .happening .number:visible, .event-sign .sign-number:visible")
    on_map = [number for text in signs.all_text_contents() for number in text.split(", ")]
    assert sorted(on_map) == sorted(told) == [str(n + 1) for n in range(len(told))]
    assert page.locator(".handout-events li").count() > len(told)  # one has no place on the map


def test_the_step_that_is_told_is_on_the_sheet(printed: Open) -> None:
    page = printed("s=jalalabad")
    step = page.locator(".handout-step")
    expect(step.locator(".step-name")).to_have_text(
        page.locator("#step-jalalabad .step-name").inner_text()
    )
    expect(step.locator("sup").first).to_be_hidden()  # the sources are on no page of this
    expect(page.locator("#static-map > div.map")).to_be_visible()
    page.evaluate(AFTER)
    expect(step).to_be_hidden()


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_cut_off_whatever_is_told(open_atlas: Open, paper: str) -> None:
    """Every step of the story, the opening view, the busiest day."""
    page = open_atlas("")
    steps = page.locator("#story .step").evaluate_all("all => all.map(each => each.id.slice(5))")
    assert len(steps) > 10
    for hash in ["", "d=1989-02-15", "lang=fa", "lang=ru&s=jalalabad", *(f"s={s}" for s in steps)]:
        page.evaluate("hash => { location.hash = hash; }", hash)
        page.wait_for_function("() => document.querySelector('[data-ready]')")
        page.evaluate(BEFORE)
        page.emulate_media(media="print")
        page.set_viewport_size(dict(zip(("width", "height"), PAPERS[paper], strict=True)))
        assert page.evaluate(CUT) == [], hash
        page.emulate_media(media="null")
        page.set_viewport_size({"width": 1440, "height": 900})
        page.evaluate(AFTER)


def test_it_speaks_the_readers_language(printed: Open) -> None:
    page = printed("lang=fa")
    expect(page.locator("#text")).to_have_attribute("dir", "rtl")
    told = page.locator("#text > .text-head, .handout-side table, .handout-samples")
    words = [word for text in told.all_inner_texts() for word in re.findall(r"[A-Za-z]{2,}", text)]
    assert set(words) <= {"km"}


# Two layers in time.


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """The tiny atlas with fights, which end, and wells, which do not."""
    folder = Path(copytree(ATLASES / "harbour", tmp_path_factory.mktemp("dated") / "harbour"))

    def spot(lon: float) -> dict[str, object]:
        return {"type": "Point", "coordinates": [lon, 59.6]}

    def on(name: str, **days: str) -> dict[str, str]:
        return {"name": name, **days}

    fights = [
        ("first", on("First fight", begin="1741-04-30", end="1741-05-01"), spot(-2.6)),
        ("second", on("Second fight", begin="1741-07-01", end="1741-07-03"), spot(-2.2)),
        ("third", on("Third fight", begin="1741-09-08", end="1741-09-08"), spot(-1.8)),
    ]
    wells = [
        ("old", on("Old well", opened="1740"), spot(-1.6)),
        ("new", on("New well", opened="1742"), spot(-1.3)),
    ]
    looks = 'group = "all"\nlook = "point"\n'
    add_layer(folder, "fights", fights, looks + 'when = { from = "begin", until = "end" }')
    add_layer(folder, "wells", wells, looks + 'when = { from = "opened" }')
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(f"{mapper.build(folder).page.as_uri()}#d=1741-07-02")
    page.wait_for_selector("[data-drawn]", state="attached")
    page.evaluate(BEFORE)
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.parametrize("layer", ["fights", "wells"])
def test_each_layer_counts_its_own(dated: Page, layer: str) -> None:
    """As the key on the screen does, and under the layer's title where kinds are not told."""
    table = dated.locator(f"#situation .matrix[data-in={layer}]")
    counts = table.locator("tfoot td").all_inner_texts()
    on_screen = dated.locator("#panel-key .matrix", has_text=layer.title()).locator("tfoot td")
    assert counts == on_screen.all_text_contents()
    assert sum(map(int, counts)) == (2 if layer == "fights" else 1)
    expect(table.locator("tbody th")).to_have_text(layer.title())


def test_no_name_stands_without_its_point(dated: Page) -> None:
    expect(dated.locator("#static-map [data-name=second]")).to_be_visible()
    expect(dated.locator("#static-map [data-name=third]")).to_be_hidden()
    expect(dated.locator("#map_atlas .label:not([hidden]) [data-name=second]")).to_have_count(1)
    expect(dated.locator("#map_atlas .label:not([hidden]) [data-name=third]")).to_have_count(0)


def test_what_never_ends_lacks_no_end(dated: Page) -> None:
    """One quay has no date for its end; the wells have no field for one."""
    expect(dated.locator("[data-handout=undated]")).to_have_text("Of 1 place no end is dated.")
