"""One reader's whole way through the page, the same in each browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dropping import geojson
from many import build_many, points
from reader import AT_REST, Reader, heard

HERAT = '#map_atlas [data-feature="herat-garrison"]'
RECORD = ".popup .record-name"
DATE = "document.querySelector('.time-date').textContent"


@pytest.fixture
def reader(desk: Reader) -> Iterator[Reader]:
    desk.go("d=1988-08-07")
    desk.sees(".time-date", "7 August 1988")
    desk.click("#tab-key")
    yield desk
    assert desk.ask("wrong") == []


def test_the_map_is_drawn(reader: Reader) -> None:
    reader.sees(HERAT)
    reader.misses("#text, .needs")
    assert reader.ask("document.querySelectorAll('#map_atlas .mark').length") > 100


def test_a_record_is_opened_by_a_click_and_by_a_key(reader: Reader) -> None:
    reader.opens(HERAT, RECORD, "Herat")
    reader.press("Escape")
    reader.misses(".popup")
    reader.is_at(HERAT)

    reader.press("Enter")
    reader.sees(RECORD, "Herat")
    reader.click(".popup-close")
    reader.misses(".popup")
    reader.is_at(HERAT)


def test_the_arrow_keys_lead_from_feature_to_feature(reader: Reader) -> None:
    reader.click(HERAT)
    reader.sees(RECORD)
    reader.press("Escape")
    reader.is_at(HERAT)
    for key in ("ArrowRight", "PageDown"):
        before = reader.ask("document.activeElement.dataset.feature")
        reader.press(key)
        reader.until("document.activeElement.dataset.feature !== arguments[0]", before)
        reader.is_at("#map_atlas [data-feature]")
    reader.press("Enter")
    reader.sees(RECORD)
    reader.press("Escape")
    reader.misses(".popup")


def test_the_map_zooms_by_key(reader: Reader) -> None:
    zoom = reader.ask("map_atlas.getZoom()")
    reader.click(HERAT)
    reader.press("Escape")
    reader.is_at(HERAT)
    reader.press("+")
    reader.until("map_atlas.getZoom() > arguments[0]", zoom)
    reader.until(AT_REST)
    reader.press("0")
    reader.until("map_atlas.getZoom() === arguments[0]", zoom)


def test_the_day_is_chosen_by_mouse_and_keys_and_played(reader: Reader) -> None:
    reader.click(".time-slider.is-from")
    reader.until(f"{DATE} !== '7 August 1988'")
    reader.press("Home")
    first = reader.until(f"{DATE} !== '7 August 1988' && {DATE}")
    reader.press("ArrowRight")
    second = reader.until(f"{DATE} !== arguments[0] && {DATE}", first)
    reader.until("location.hash.includes('d=1988-')")

    reader.click(".time-play")
    reader.until(f"{DATE} !== arguments[0]", second)
    reader.click(".time-play")
    reader.sees(".time-play", "Play")


def test_the_story_is_begun_led_on_and_left(reader: Reader) -> None:
    reader.click("#tab-story")
    reader.click(".story-begin")
    reader.is_at(".is-here .story-headline")
    first = reader.ask("document.activeElement.textContent")
    reader.click(".story-next")
    here = "document.querySelector('.is-here .story-headline')"
    reader.until(f"{here} && {here}.textContent !== arguments[0]", first)
    reader.click(".story-leave")
    reader.until("!location.hash.includes('s=')")
    reader.sees(".story-begin")


def test_a_name_is_searched_for_and_found(reader: Reader) -> None:
    reader.click(HERAT)
    reader.press("Escape")
    reader.is_at(HERAT)
    reader.press("/")
    reader.is_at(".finder-input")
    reader.type("salang tunnel")
    reader.sees(".finder-results [role=option]", "Salang Tunnel")
    reader.press("ArrowDown")
    reader.press("Enter")
    reader.sees(RECORD, "Salang")
    reader.press("Escape")
    reader.misses(".popup")


def test_two_days_are_compared(reader: Reader) -> None:
    reader.click("[aria-label='Compare with another day']")
    reader.sees(".compare .map [data-feature='herat-garrison']")
    [one, other] = reader.ask(
        "['#map_atlas', '.compare .map'].map(name => document.querySelector(name))"
        ".map(map => [map.clientWidth, map.clientHeight])"
    )
    assert other == pytest.approx(one, abs=2)
    reader.click("[aria-label='End the comparison']")
    reader.misses(".compare")


def test_a_file_of_ones_own_is_shown(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "wells.geojson"
    file.write_text(geojson("Upper well").replace("-2.5, 59.3", "64.5, 33.5"), "utf-8")
    reader.click(".own-add")
    reader.give("input[type=file]", file)
    reader.sees(".own-report")
    reader.press("Escape")
    reader.misses("dialog")
    reader.opens("#map_atlas [data-feature^='own/']", RECORD, "Upper well")
    reader.press("Escape")
    reader.misses(".popup")


def test_paper(reader: Reader) -> None:
    pdf = reader.pdf()
    if pdf is None:
        pytest.skip("The driver of WebKitGTK does not print.")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 50_000
    reader.sees(HERAT)


def test_a_frame_that_allows_no_more_than_scripts(
    anyone: Reader, heard_page: Path, tmp_path: Path
) -> None:
    host = tmp_path / "host.html"
    frame = (
        f'<iframe sandbox="allow-scripts" src="{heard_page.as_uri()}" width="1200" height="700">'
    )
    host.write_text(frame, "utf-8")
    anyone.load(host)
    anyone.enter("iframe")
    anyone.until("document.querySelector('[data-ready]')")
    anyone.opens(HERAT, RECORD, "Herat")
    anyone.press("Escape")
    anyone.is_at(HERAT)
    assert anyone.ask("wrong") == []


def test_the_map_of_a_lesson_goes_where_one_reads(anyone: Reader, site: Path) -> None:
    """It is moved, or, where the browser cannot move a frame, loaded anew."""
    anyone.load(site / "lessons" / "last-man.html")
    for place in (0, 1, 0):
        anyone.ask("document.querySelectorAll('.lesson-map')[arguments[0]].scrollIntoView()", place)
        anyone.until(
            """document.querySelectorAll('.lesson-view')[arguments[0]]
                .querySelector('iframe[data-state="drawn"]')""",
            place,
        )
    anyone.click(".question summary")
    anyone.sees(".question details[open] > p")


def test_a_layer_of_very_many_features(anyone: Reader, tmp_path: Path) -> None:
    page = build_many(tmp_path / "atlas", wells=("point", points(5000)))
    anyone.open(heard(page, tmp_path))
    anyone.until("Number(document.querySelector('.many canvas')?.dataset.drawn) === 5000")
    place = anyone.ask(
        """(([lat, lon]) => {
          const { x, y } = map_atlas.latLngToContainerPoint([lat, lon]);
          const box = map_atlas.getContainer().getBoundingClientRect();
          return [Math.round(box.x + x), Math.round(box.y + y)];
        })(arguments[0])""",
        [59.02 + 0.96 * 25 / 50, -2.98 + 1.96 * 50 / 99],
    )
    anyone.point_at(*place)
    anyone.sees(RECORD, "Well 2550")
    assert anyone.ask("wrong") == []
