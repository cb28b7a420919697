"""Pictures of frames, and their keys on paper: each colour with what it stands for."""

from __future__ import annotations

import re
from io import BytesIO

import geopandas as gpd
import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from shapely.geometry import box

from invented import points
from mapper.frames import Page, explore

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(1200, 630), (960, 504), (700, 900)]


def words_of(page: Page, size: tuple[int, int] = (1200, 630)) -> list[str]:
    root = fromstring(page.to_svg(*size))
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def kinds(count: int, rows: int) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy(np.arange(rows) % 19, np.arange(rows) % 17)
    return gpd.GeoDataFrame(
        {"sort": [f"Sort {n % count:02d}" for n in range(rows)]}, geometry=at, crs=4326
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_choropleth_has_its_classes_beside_it(size: tuple[int, int]) -> None:
    cells = [box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)]
    frame = gpd.GeoDataFrame({"people": range(9)}, geometry=cells, crs=4326)
    page = explore(frame, "people", cmap=["#123456", "#fedcba"], title="Cells", sources="Census")

    said = words_of(page, size)

    assert {"Cells", "people"} <= set(said)
    assert sum("–" in each for each in said) == 7
    assert "Census" in " ".join(said)
    assert not any("not stated" in each for each in said)


@pytest.mark.parametrize("rows", [40, 400], ids=["marks", "columns"])
def test_dots_have_the_colour_of_their_kind_in_the_key(rows: int) -> None:
    page = explore(kinds(20, rows), "sort", cmap="tab20")
    svg = page.to_svg()
    said = words_of(page)
    shown = [each for each in said if each.startswith("Sort")]
    assert shown == [f"Sort {n:02d}" for n in range(20)]
    assert len(set(re.findall(r'href="#(s-town[^"]*)"', svg))) == 20


def test_what_the_key_has_no_room_for_is_counted() -> None:
    said = words_of(explore(kinds(60, 180), "sort", cmap="tab20"), (800, 300))
    shown = sum(each.startswith("Sort") for each in said)
    assert 5 < shown < 60
    assert f"{60 - shown} more" in said


def test_a_long_label_goes_on_in_a_second_line_and_no_further() -> None:
    label = "a very long label that goes on and on beyond what fits beside a map of this size, " * 2
    frame = points(4, sort=[f"{n} {label}" for n in range(4)])
    said = words_of(explore(frame, "sort", title="Long"))
    assert sum(bool(re.match(r"\d a very", each)) for each in said) == 4
    assert sum(each.endswith("…") for each in said) == 4
    unbroken = points(2, sort=["a" * 300, "b" * 300])
    assert sum(each.endswith("…") for each in words_of(explore(unbroken, "sort", title="x"))) == 2


@pytest.mark.filterwarnings("ignore:No row")
def test_nothing_to_tell_apart_needs_no_key() -> None:
    said = words_of(explore(points(3)))
    assert [each for each in said if "Data" in each] == ["Data", "On the map: Data (3)."]
    for frame in (points(1, v=[1.0]), points(3, v=[1.0, 2.0, 3.0]).iloc[:0]):
        assert explore(frame, "v").to_png()[:4] == b"\x89PNG"


def test_the_key_of_a_persian_picture_stands_on_its_right() -> None:
    frame = points(6, نوع=["چاه", "مزرعه", "آسیاب"] * 2)
    page = explore(frame, "نوع", title="چاه‌ها", language="fa")
    root = fromstring(page.to_svg())
    rows = {
        (text.text or "").strip("\u202b\u202c"): text
        for text in root.iter(f"{SVG}text")
        if text.get("text-anchor") != "middle"
    }
    assert {"چاه", "مزرعه", "آسیاب", "نوع"} <= set(rows)
    assert float(rows["چاه"].get("x", "0")) < float(rows["نوع"].get("x", "0"))


def test_letters_are_of_the_faces_that_the_sheet_names() -> None:
    families = set(re.findall(r'font-family="([^"]*)"', explore(points(3)).to_svg()))
    assert families
    assert not any("#34" in family for family in families)
    assert any("Liberation Sans" in family for family in families)


@pytest.mark.parametrize("rows", [40, 400], ids=["marks", "columns"])
def test_on_paper_dots_wear_the_colours_of_the_map(rows: int) -> None:
    html = explore(kinds(4, rows), "sort").html
    samples = html[html.index("handout-samples") :].split("</ul>")[0]
    assert set(re.findall(r"of-(data-\d)", samples)) == {f"data-{n}" for n in range(4)}


WORDS = {
    "ru": ("вид", ["колодец", "ферма"], "число"),
    "fa": ("نوع", ["چاه", "مزرعه"], "شمار"),
}
NAMES = {"JavaScript", "Chrome", "Edge", "Firefox", "Safari", "Natural", "Earth"}


@pytest.mark.filterwarnings("ignore:No row")
@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("rows", [0, 6, 300])
def test_the_text_version_is_in_the_language_of_the_page(language: str, rows: int) -> None:
    kind, values, number = WORDS[language]
    columns = {kind: [values[n % 2] for n in range(rows)], number: np.arange(rows) / 3}
    at = gpd.points_from_xy(np.arange(rows) % 19, np.arange(rows) % 17)
    frame = gpd.GeoDataFrame(columns, geometry=at, crs=4326)
    html = explore(frame, kind, title=values[0], language=language).html

    start = html.index("<main")
    text = re.sub(r"<(svg|code)\b.*?</\1>", "", html[start : html.index("</main>")], flags=re.S)
    seen = " ".join(
        [*re.findall(r">([^<]+)", text), *re.findall(r'aria-label=("[^"]*"|[^\s>]+)', text)]
    )
    english = set(re.findall(r"[A-Za-z]{2,}", seen)) - NAMES
    assert english == set()
    assert f"lang={language}" in text.split(">")[0]


def test_a_picture_far_wider_than_its_rows_has_land_to_its_edges() -> None:
    """The ground goes on above and below a row of points."""
    row = gpd.GeoDataFrame(
        {"v": range(6)},
        geometry=gpd.points_from_xy([5, 7, 9, 11, 13, 15], [50, 50.2, 50.1, 50, 50.3, 50]),
        crs=4326,
    )
    with Image.open(BytesIO(explore(row).to_png(1200, 630))) as picture:
        middle = [picture.convert("RGB").getpixel((800, y)) for y in range(10, 620)]
    land = max(set(middle), key=middle.count)
    assert middle.count(land) > 500
    assert land != (227, 226, 222)  # --land-out
