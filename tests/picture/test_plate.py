"""A picture that stands alone: whole, in its size, with words; the same in a browser and as PNG."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser, Page

import mapper
from invented import make, point
from mapper import assets
from mapper.model import Atlas, parse_date
from mapper.picture import View, draw_plate, png
from mapper.picture.plate import Plate
from mapper.record import state_on
from places import ROOT

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(1200, 630), (800, 600), (400, 300), (300, 900)]


def drawn(
    atlas: Atlas, date: str = "", size: tuple[int, int] = (800, 600), **view: object
) -> Plate:
    day = parse_date(date or "1741-05-01").days[0] or 0
    return draw_plate(atlas, View(state_on(atlas, day), "", **view), day, size)  # type: ignore[arg-type]


def words_of(root: Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


DIFFERENCE = """async images => {
  const draw = (image, width, height) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d").imageSmoothingQuality = "high";
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return canvas;
  };
  const made = await Promise.all(images.map(async ([kind, data]) => {
    const image = new Image();
    image.src = `data:image/${kind};base64,${data}`;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const small = draw(draw(image, width, height), width / 10, height / 10);
    const { data: values } = small.getContext("2d").getImageData(0, 0, width / 10, height / 10);
    return { size: [width, height], values };
  }));
  const [one, other] = made.map(each => each.values);
  const apart = Array.from(one, (value, index) => Math.abs(value - other[index]));
  return [...made.map(each => each.size), Math.max(...apart)];
}"""
"""The sizes of two pictures, and how far they differ at most in a square of 10 px, of 255."""


@pytest.mark.parametrize("size", SIZES)
def test_it_needs_nothing_but_itself(atlas: Atlas, size: tuple[int, int]) -> None:
    svg = drawn(atlas, "1988-08-07", size).svg

    root = fromstring(svg)
    ids = {each.get("id") for each in root.iter()}
    used = {each.get("href", "") for each in root.iter() if each.tag == f"{SVG}use"}
    assert used, "there are symbols"
    assert {href.removeprefix("#") for href in used} <= ids
    assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))
    assert not re.search(
        r"var\(|calc\(|\bclass=|data-(?!uri)[a-z]+=|<style|https?://(?!www\.w3)", svg
    )
    (image,) = root.iter(f"{SVG}image")
    assert image.get("href", "").startswith("data:image/webp;base64,")


def test_it_says_what_it_shows_and_whose_data_it_is(atlas: Atlas) -> None:
    plate = drawn(atlas, "1988-08-07", (1200, 630))

    root = fromstring(plate.svg)
    title, desc, *_ = root
    assert root.get("role") == "img"
    assert (title.tag, title.text) == (f"{SVG}title", atlas.manifest.atlas.title)
    assert (desc.tag, desc.text) == (f"{SVG}desc", plate.says)
    assert plate.says.startswith("7 August 1988. Garrisons and bases: 14 held, 7 unsure")
    told = " ".join(words_of(root)).replace("\N{NO-BREAK SPACE}", " ")
    for layer in atlas.layers:
        if layer.entry.shown:
            assert layer.entry.attribution in told
    assert "Relief: Tom Patterson, Natural Earth" in told
    assert {"7 August 1988.", "Held", "Unsure", "Vacated", "200 km"} <= set(words_of(root))


def test_each_state_is_drawn(atlas: Atlas) -> None:
    for date in ("1988-05-15", "1989-02-15"):
        state = state_on(atlas, parse_date(date).days[0] or 0)
        (layer,) = [each for each in atlas.layers if each.id == "garrisons"]

        svg = drawn(atlas, date).svg

        # Symbols of other layers have other drawings.
        drawings = {f"s-{each.look}-{state(each)}" for each in layer.features}
        assert set(re.findall(r'<g id="(s-(?:garrison|hq|airbase)-[a-z]+)"', svg)) <= drawings
        assert len(re.findall(r'href="#s-garrison-', svg)) > 5


def test_ways_in_use_on_the_day_are_lit(atlas: Atlas) -> None:
    amber = re.search(r"--leaving: ?(#\w+)", assets.built("picture.css"))
    assert amber
    lit = f'stroke="{amber[1]}" stroke-dasharray="9 7" stroke-width="11"'

    assert drawn(atlas, "1988-08-07").svg.count(lit) == 4
    assert drawn(atlas, "1988-05-15").svg.count(lit) == 0


def test_no_name_lies_over_another_or_the_scale(atlas: Atlas, browser: Browser) -> None:
    for size in SIZES:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_content(drawn(atlas, "1988-08-07", size).svg)
        boxes = page.eval_on_selector_all(
            "svg svg text:not([transform]), svg svg path[d*=h][fill=none]:not([stroke-linejoin])",
            "found => found.filter(each => each.textContent !== '').map(each => {"
            " const box = each.getBoundingClientRect();"
            " return [box.left, box.top + 3, box.right, box.bottom - 3, each.textContent]; })",
        )
        page.close()

        assert len(boxes) > 5
        for n, (left, top, right, bottom, name) in enumerate(boxes):
            assert left >= 0, name
            assert right <= size[0], name
            for l2, t2, r2, b2, other in boxes[:n]:
                apart = r2 <= left + 1 or right <= l2 + 1 or b2 <= top or bottom <= t2
                assert apart, (size, name, other)


@pytest.mark.parametrize("name", ["harbour", "atlas"])
def test_a_png_is_what_a_browser_draws(atlas: Atlas, harbour: Path, page: Page, name: str) -> None:
    """All but the letters, whose edges differ."""
    svg = drawn(atlas, "1988-08-07").svg if name == "atlas" else drawn(mapper.load(harbour)).svg
    svg = re.sub(r"<text.*?</text>", "", svg)
    images = [("svg+xml", svg.encode()), ("png", png(svg))]

    *sizes, most = page.evaluate(
        DIFFERENCE, [(kind, b64encode(data).decode()) for kind, data in images]
    )

    assert sizes == [[800, 600], [800, 600]]
    assert most < 10


def test_it_is_drawn_the_same_each_time() -> None:
    """In a process of its own too: no order hangs on a hash."""
    code = (
        "import mapper\nfrom mapper.picture import Asked, picture_file\nfrom pathlib import Path\n"
        "print(picture_file(mapper.load('.'), Asked(), Path('no-such.svg')).decode(), end='')"
    )

    one, other = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"), "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )

    assert one == other
    assert one.startswith(b"<svg ")


def test_hostile_words_are_words() -> None:
    hostile = '</text><script>alert(1)</script>&"\x07\x00'
    atlas = make(point("a", 5, 53, name=hostile), attribution=hostile)

    root = fromstring(drawn(atlas).svg)

    assert not list(root.iter(f"{SVG}script"))
    assert hostile[:-2] in words_of(root)


def test_colours_by_a_column_reach_the_symbols() -> None:
    toned = [
        replace(point(id, lon, 53), tone=f"class-{n}")
        for n, (id, lon) in enumerate((("a", 2), ("b", 5), ("c", 8)), 1)
    ]

    svg = drawn(make(*toned)).svg

    for n in (1, 2, 3):
        colour = re.search(rf"--class-{n}: ?(#\w+)", assets.built("picture.css"))
        assert colour
        assert f'r="5" fill="{colour[1]}"' in svg


def test_an_atlas_written_from_right_to_left_has_its_words_there(harbour: Path) -> None:
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace('languages = ["en", "de"]', 'languages = ["fa"]')
    manifest.write_text(re.sub(r"(?m)^title_de = .*\n", "", text), "utf-8")

    root = fromstring(drawn(mapper.load(harbour)).svg)

    (title,) = [each for each in root.iter(f"{SVG}text") if each.get("font-size") == "19"]
    assert (title.get("text-anchor"), title.get("x")) == ("end", "786")
