"""A picture under the map: it lies where it has to, is switched, dimmed, credited and printed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from audit import violations
from browsing import until
from invented import CORNERS, PAPER, SPOTS, TURNED, nearest, with_overlay
from mapper import assets, build
from places import ATLASES
from using import address, box, go, zoomed

Open = Callable[..., Page]

RIGHT, BOTTOM = TURNED.at(640, 0), TURNED.at(640, 480)

ENTRY = f"""
corners = {[list(TURNED.at(*at)) for at in ((0, 0), (640, 0), (640, 480), (0, 480))]}
epsg = {TURNED.code}
opacity = 1
attribution = "Plan: the town's archive"
group = "all"
"""

AT = "v=9.5/59.94/-1.96"
"""Where the whole plan is in view."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pictures, of which the second is off at first and lies elsewhere."""
    folder = Path(shutil.copytree(ATLASES / "harbour", tmp_path_factory.mktemp("plan") / "h"))
    with_overlay(folder, ENTRY)
    with_overlay(folder, f"{CORNERS}\nshown = false", "other.png", id="other")
    return build(folder).folder


@pytest.fixture
def open_plan(site: Path, open_many: Open) -> Open:
    return partial(open_many, site / "index.html")


def colour(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """The colour on the screen at a pixel of the plan."""
    lon, lat = TURNED.degrees(x, y)
    across, down = page.evaluate(
        """([lon, lat]) => {
            const box = map_atlas.getContainer().getBoundingClientRect();
            const at = map_atlas.latLngToContainerPoint([lat, lon]);
            return [box.x + at.x, box.y + at.y];
        }""",
        [lon, lat],
    )
    clip = {"x": round(across) - 1, "y": round(down) - 1, "width": 3, "height": 3}
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip, animations="allow")))
    red, green, blue = shot.convert("RGB").getpixel((1, 1))  # type: ignore[misc]
    return red, green, blue


def lies_right(page: Page, among: object = SPOTS) -> None:
    seen = {at: nearest(colour(page, *at)) for at in SPOTS if at in among}  # type: ignore[operator]
    assert seen == {at: SPOTS[at] for at in seen}
    assert nearest(colour(page, 260, 100)) in (PAPER, (205, 205, 205))


def pictures(page: Page) -> Locator:
    return page.locator("#map_atlas .overlay-picture")


def credit(page: Page) -> Locator:
    return page.locator(".credits .credit", has_text="Plan: the town's archive")


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Opacity of Plan of 1738")


def test_it_lies_where_it_has_to_after_zoom_and_pan(open_plan: Open) -> None:
    page = open_plan(AT, reduced_motion="reduce")
    lies_right(page)

    page.get_by_role("button", name="Zoom in").click()
    zoomed(page, 10.5)
    lies_right(page, [(320, 240), (180, 330)])

    box = page.locator("#map_atlas").bounding_box()
    assert box
    x, y = box["x"] + 150, box["y"] + 250
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 90, steps=4)
    # Under way it follows: it is part of what is moved.
    assert nearest(colour(page, 320, 240)) == SPOTS[320, 240]
    page.mouse.up()
    lies_right(page, [(320, 240)])


def test_it_lies_below_the_layers(open_plan: Open) -> None:
    page = open_plan(AT)

    height = "name => Number(getComputedStyle(document.querySelector(name)).zIndex)"
    mine = page.evaluate(height, ".stratum-overlay")
    assert page.evaluate(height, ".stratum-relief") < mine
    assert page.evaluate(height, ".stratum-veil") < mine < page.evaluate(height, ".stratum-lines")
    page.locator(".mark-point").first.click()
    expect(page.locator(".popup")).to_be_visible()


def test_the_key_switches_it_and_the_link_says_so(open_plan: Open) -> None:
    page = open_plan(AT)
    assert box("plan", page).is_checked()
    assert pictures(page).count() == 1

    box("plan", page).uncheck()
    assert pictures(page).count() == 0
    expect(credit(page)).to_be_hidden()
    assert not slider(page).is_visible()
    until(page, "location.hash.includes('l=quays,roads')")

    go(page, "#d=1741-03-01&l=other,quays")
    expect(box("other", page)).to_be_checked()
    assert pictures(page).count() == 1
    assert address(page)["l"] == "other,quays"
    box("plan", page).check()
    expect(credit(page)).to_be_visible()


def test_the_last_one_in_the_manifest_lies_on_top(open_plan: Open) -> None:
    """Whichever is switched on last."""
    page = open_plan(f"l=other&{AT}")
    box("plan", page).check()

    heights = pictures(page).evaluate_all("all => all.map(each => Number(each.style.zIndex))")
    assert heights == [2, 1]


def test_how_much_it_covers_by_keyboard(open_plan: Open) -> None:
    page = open_plan(AT)
    before = colour(page, 180, 330)

    slider(page).focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")

    assert slider(page).get_attribute("aria-valuetext") == "50%"
    assert pictures(page).evaluate("each => each.style.opacity") == "0.5"
    assert sum(colour(page, 180, 330)) > sum(before) + 200
    page.keyboard.press("Home")
    assert slider(page).input_value() == "10"
    # It stays as it was set when it is switched off and on.
    box("plan", page).uncheck()
    box("plan", page).check()
    assert pictures(page).evaluate("each => each.style.opacity") == "0.1"


def test_the_button_brings_it_into_view(open_plan: Open) -> None:
    page = open_plan("v=12/59.1/-1.2", reduced_motion="reduce")

    page.get_by_role("button", name="Zoom to Plan of 1738").first.click()
    page.wait_for_timeout(300)

    lies_right(page)


def test_a_finger_finds_the_slider(open_plan: Open) -> None:
    page = open_plan(has_touch=True, is_mobile=True, viewport={"width": 320, "height": 640})
    page.locator("[data-sheet=key]").click()
    slider(page).scroll_into_view_if_needed()

    found = slider(page).bounding_box()
    assert found
    assert found["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(open_plan: Open, scheme: str) -> None:
    page = open_plan(AT, color_scheme=scheme)

    assert violations(page) == []


def test_it_speaks_the_readers_language(tmp_path: Path, open_many: Open) -> None:
    folder = Path(shutil.copytree(ATLASES / "harbour", tmp_path / "h"))
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"de"]', '"fa", "ru"]'), "utf-8")
    with_overlay(folder, f'{ENTRY}\ntitle_fa = "نقشه"')

    page = open_many(build(folder).page, "lang=fa")

    named = page.locator(".overlay-opacity input")
    assert named.get_attribute("aria-label") == "پوشانندگی نقشه"
    assert named.get_attribute("aria-valuetext") == "۱۰۰٪"
    page.get_by_role("button", name="Русский").click()
    assert named.get_attribute("aria-label") == "Непрозрачность: Plan of 1738"
    assert page.locator(".credits .credit").all_inner_texts() == ["Plan: the town's archive"]


def test_two_maps_side_by_side_show_it(open_plan: Open) -> None:
    page = open_plan(f"c=1741-06-01&{AT}")

    assert page.locator(".overlay-picture").count() == 2
    slider(page).focus()
    page.keyboard.press("ArrowLeft")
    drawn = page.locator(".overlay-picture").evaluate_all("all => all.map(e => e.style.opacity)")
    assert drawn == ["0.9", "0.9"]
    box("plan", page).uncheck()
    assert page.locator(".overlay-picture").count() == 0


def on_paper(page: Page) -> Image.Image:
    """The sheet's map, as it goes to the printer."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(300)
    return Image.open(io.BytesIO(page.locator("#static-map").screenshot())).convert("RGB")


def colours_in(image: Image.Image) -> set[tuple[int, int, int]]:
    """Which of the plan's squares are seen in it."""
    found = {colour for _, colour in image.getcolors(1_000_000) or ()}
    return {
        spot
        for spot in SPOTS.values()
        if any(sum(abs(a - b) for a, b in zip(spot, c, strict=True)) < 30 for c in found)  # type: ignore[arg-type]
    }


def test_the_sheet_shows_it_in_the_opening_view(open_plan: Open) -> None:
    page = open_plan()

    assert colours_in(on_paper(page)) >= {*SPOTS.values()} - {(20, 20, 20)}
    swatches = page.locator(".handout-samples li[data-in=plan]")
    assert swatches.inner_text().strip() == "Plan of 1738"
    assert "Plan: the town's archive" in page.locator(".handout-more").inner_text()


def test_the_sheet_leaves_it_out_when_it_is_off(open_plan: Open) -> None:
    page = open_plan()
    box("plan", page).uncheck()

    assert colours_in(on_paper(page)) <= {(20, 20, 20)}
    assert not page.locator(".handout-samples li[data-in=plan]").is_visible()


def test_the_sheet_shows_it_in_any_other_view(open_plan: Open) -> None:
    page = open_plan(AT)

    assert colours_in(on_paper(page)) >= {*SPOTS.values()} - {(20, 20, 20)}


def test_without_script_it_is_seen_and_told_of(open_plan: Open, site: Path, browser) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())

    image = Image.open(io.BytesIO(page.locator("#static-map").screenshot())).convert("RGB")
    assert colours_in(image) >= {*SPOTS.values()} - {(20, 20, 20)}
    licences = page.locator(".licences").inner_text()
    assert "Plan of 1738: CC BY 4.0. Plan: the town's archive" in licences
    context.close()


def test_a_lesson_shows_it(site: Path, open_many: Open) -> None:
    html = (site / "lessons" / "storm.html").read_text("utf-8")
    still, brought = html.split("id=lesson-map")

    assert still.count("data:image/webp;base64,") == 1
    assert still.count("href=#overlay-plan") >= 1
    assert "overlay-plan" in brought


def test_it_is_in_the_page_once_and_only_in_pages_that_have_one(
    site: Path, tiny_page: Path
) -> None:
    with_it, without = (path.read_text("utf-8") for path in (site / "index.html", tiny_page))

    start = "mapper.extras.overlay="
    assert start in assets.built("overlay.js")
    assert start in with_it
    assert with_it.count("data:image/webp;base64,") == 2  # there are two
    assert start not in without
    assert ".overlay-opacity" not in without
    assert "overlay.opacity" not in without
    assert len(assets.built("overlay.js")) < 4000
