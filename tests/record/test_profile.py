"""Profiles of routes: which places lie on a line, how far, how high, and how one walks along it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from invented import feature, make, point
from mapper.folder.check import check
from mapper.geometry.lines import along
from mapper.geometry.shapes import length_km
from mapper.model.atlas import Atlas, Cite, Fact, Feature
from mapper.model.manifest import FieldEntry
from mapper.record.profile import profiles

Open = Callable[[str], Page]
LEG = "road-kabul-salang"
DISPUTED = "salang-tunnel"


def line(id: str, *positions: list[float], **properties: object) -> Feature:
    made = feature(id, id, "trunk-1", {"type": "LineString", "coordinates": list(positions)})
    return replace(made, properties=properties)


def height(row: int, subject: str, value: str) -> Fact:
    return Fact(
        row, "", (Cite("book"),), "medium", subject=subject, field="up", value={"en": value}
    )


def route(*features: Feature, facts: tuple[Fact, ...] = ()) -> Atlas:
    """An invented atlas whose lines have profiles of the field "up"."""
    atlas = make(*features, profile="up")
    fields = {"up": FieldEntry(label="Up", kind="number", unit="m")}
    manifest = atlas.manifest.model_copy(update={"fields": fields})
    return replace(atlas, manifest=manifest, facts=facts)


ENDS = (height(2, "start", "100"), height(3, "end", "300"))


# Along a line.


@pytest.mark.parametrize(
    ("at", "share", "off_km"),
    [((0.5, 50), 0.25, 0), ((-1, 50), 0, 71.7), ((1, 50.01), 0.5, 1.11), ((2, 50), 1, 0)],
)
def test_a_point_is_found_along_a_line(
    at: tuple[float, float], share: float, off_km: float
) -> None:
    straight = [[0, 50], [1, 50], [2, 50]]
    whole = length_km({"type": "LineString", "coordinates": straight})
    ((km, off),) = along(straight, [at])
    assert km == pytest.approx(share * whole, abs=0.5)
    assert off == pytest.approx(off_km, abs=0.3)


def test_legs_are_joined_where_one_begins_at_the_end_of_another() -> None:
    legs = (
        line("b", [5, 52], [6, 52], route="r", order=2),
        line("a", [4, 52], [5, 52], route="r", order=1),
        line("c", [8, 52], [9, 52], route="r", order=3),
    )
    places = (point("start", 4, 52), point("end", 6, 52))
    (profile,) = profiles(route(*legs, *places, facts=ENDS))
    assert [leg.feature.id for leg in profile.legs] == ["a", "b"]
    assert profile.legs[0].end_km == profile.legs[1].start_km
    assert profile.km == pytest.approx(137.3, abs=0.5)


def test_a_line_with_fewer_than_two_heights_has_no_profile() -> None:
    places = (point("start", 4, 52), point("end", 6, 52))
    assert not profiles(route(line("a", [4, 52], [6, 52]), *places, facts=ENDS[:1]))


def test_places_off_the_line_are_not_on_it_and_one_spot_is_one_place() -> None:
    places = (
        point("start", 4, 52),
        point("double", 4.001, 52, rank=1),  # weightier, but no height
        point("aside", 5, 52.01),  # a kilometre off
        point("gap", 5.5, 52),
        point("end", 6, 52),
    )
    (profile,) = profiles(route(line("a", [4, 52], [6, 52]), *places, facts=ENDS))
    assert [each.feature.id for each in profile.waypoints] == ["start", "gap", "end"]
    assert [each.heights for each in profile.waypoints] == [(100,), (), (300,)]


def test_heights_that_disagree_all_stand(atlas: Atlas) -> None:
    (way,) = {
        each.heights
        for profile in profiles(atlas)
        for each in profile.waypoints
        if each.feature.id == DISPUTED
    }
    assert way == tuple(sorted(way))
    assert len(way) > 2


def test_every_height_has_a_source_and_is_of_a_place_on_the_line(atlas: Atlas) -> None:
    found = profiles(atlas)
    assert len(found) > 3
    for profile in found:
        kms = [each.km for each in profile.waypoints]
        assert kms == sorted(kms)
        assert kms[0] == pytest.approx(0, abs=0.5)
        assert kms[-1] == pytest.approx(profile.km, abs=0.5)
        for each in profile.waypoints:
            assert all(fact.cites and fact.subject == each.feature.id for fact in each.claims)
            assert all(200 < height < 4000 for height in each.heights)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (None, 'data/atlas.toml: layer[0].profile: no field "up".'),
        ("date", 'data/atlas.toml: layer[0].profile: the field "up" holds no numbers.'),
    ],
)
def test_a_profile_of_no_numbers_is_a_problem(entry: str | None, said: str) -> None:
    atlas = make(point("mill", 5, 53), profile="up")
    fields = {"up": FieldEntry(label="Up", kind=entry)} if entry else {}
    manifest = atlas.manifest.model_copy(update={"fields": fields})
    assert any(str(each).startswith(said) for each in check(replace(atlas, manifest=manifest)))


# In the text version.


def test_the_text_version_has_a_table_with_every_height(
    site: Path, page: Page, atlas: Atlas
) -> None:
    page.goto((site / "index.html").as_uri())
    tables = page.locator(".profile-table")
    found = profiles(atlas)
    expect(tables).to_have_count(len(found))
    for table, profile in zip(tables.all(), found, strict=True):
        rows = table.locator("tbody tr").evaluate_all("rows => rows.map(row => row.textContent)")
        assert len(rows) == len(profile.waypoints)
        for row, each in zip(rows, profile.waypoints, strict=True):
            assert all(f"{height:,.0f}" in row for height in each.heights)
            assert ("Not known" in row) == (not each.heights)
            assert ("≠" in row) == (len(each.heights) > 1)
    cites = sum(
        len(fact.cites) for profile in found for each in profile.waypoints for fact in each.claims
    )
    assert tables.locator("sup a").count() == cites


# In the browser.


@pytest.fixture
def chart(open_atlas: Open) -> Locator:
    chart = open_atlas(f"f={LEG}").locator(".profile-chart")
    chart.scroll_into_view_if_needed()
    return chart


def value(chart: Locator) -> str:
    return chart.get_attribute("aria-valuetext") or ""


def test_it_opens_at_the_start_of_its_leg(chart: Locator) -> None:
    assert value(chart).startswith("Kabul, ")
    expect(chart).to_have_attribute("aria-label", "Heights from Jalalabad to Termez, 543 km")


def test_keys_walk_from_place_to_place_and_mark_it_on_the_map(chart: Locator, atlas: Atlas) -> None:
    """To the last place and back to the first; the sign on the map stands at each."""
    page, profile = chart.page, profiles(atlas)[0]
    chart.focus()
    page.keyboard.press("Home")
    sign = page.locator(".pointer-sign")
    for each in profile.waypoints:
        name = each.feature.name["en"]
        assert value(chart).startswith(f"{name}, ")
        assert ("not known" in value(chart)) == (not each.heights)
        assert ("disagree" in value(chart)) == (len(each.heights) > 1)
        expect(sign).to_have_count(1)
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert value(chart).startswith(profile.waypoints[0].feature.name["en"])


def test_the_sign_stands_at_the_place(chart: Locator) -> None:
    page = chart.page
    chart.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert value(chart).startswith("Salang Tunnel")
    off = page.evaluate(
        """() => {
          const middle = part => {
            const {x, y, width, height} = document.querySelector(part).getBoundingClientRect();
            return [x + width / 2, y + height / 2];
          };
          const [a, b] = [middle('.pointer-sign'), middle('[data-feature=salang-tunnel]')];
          return Math.hypot(a[0] - b[0], a[1] - b[1]);
        }"""
    )
    assert off < 4


def test_enter_opens_the_record_of_the_place(chart: Locator) -> None:
    page = chart.page
    chart.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".popup .record-name")).to_have_text("Salang Tunnel")
    expect(page.locator(".pointer-sign")).to_have_count(0)


def test_the_pointer_marks_the_line_and_says_the_nearest_place(chart: Locator) -> None:
    page, box = chart.page, chart.bounding_box()
    assert box
    signs = []
    for share in (0.3, 0.45, 0.6):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        signs.append(page.locator(".pointer-sign").evaluate("sign => sign.style.transform"))
    assert len(set(signs)) == 3
    expect(page.locator(".profile-said button")).to_have_text("Pul-i-Khumri", timeout=1000)
    page.mouse.move(5, 5)
    expect(page.locator(".pointer-sign")).to_have_count(0)


def test_a_click_chooses_a_place_and_its_name_opens_it(chart: Locator) -> None:
    page, box = chart.page, chart.bounding_box()
    assert box
    chart.click(position={"x": box["width"] - 12, "y": 40})
    page.locator(".profile-said button").click()
    expect(page.locator(".popup .record-name")).to_have_text("Termez")


def test_gaps_are_dotted_and_disputes_have_both_bounds(chart: Locator) -> None:
    assert chart.locator(".profile-line.is-gap").count() > 0
    expect(chart.locator(".profile-whisker")).to_have_count(1)
    expect(chart.locator(".profile-sign")).to_have_text("≠")


def test_a_place_has_no_profile(open_atlas: Open) -> None:
    expect(open_atlas(f"f={DISPUTED}").locator(".profile-chart")).to_have_count(0)
