"""A picture of the atlas shows the pictures under the map: each embedded once, below all lines."""

import io

import pytest
from PIL import Image

from invented import CORNERS, SPOTS, with_overlay
from mapper.folder.load import load
from mapper.picture import View, draw_blank, draw_plate, draw_views, labels, picture, png

EMBEDDED = "data:image/webp;base64,"


def state(feature):
    """On any day of these tests, all is there."""
    return "there"


@pytest.fixture
def planned(harbour):
    with_overlay(harbour, f"{CORNERS}\nopacity = 1\nattribution = 'The archive'")
    return load(with_overlay(harbour, f"{CORNERS}\nshown = false", "other.png", id="other"))


def seen(svg):
    """Which squares of the plan are seen."""
    image = Image.open(io.BytesIO(png(svg))).convert("RGB")
    found = {colour for _, colour in image.getcolors(1_000_000)}
    return {
        spot
        for spot in SPOTS.values()
        if any(sum(abs(a - b) for a, b in zip(spot, each, strict=True)) < 25 for each in found)
    }


def test_the_static_map_holds_all_and_shows_those_that_are_on(planned):
    svg = picture(planned, labels(planned), state).svg

    assert svg.count(EMBEDDED) == 2
    assert 'data-in="plan" href="#overlay-plan"' in svg
    assert 'href="#overlay-other"' not in svg
    assert svg.index('href="#overlay-plan"') < svg.index('class="stratum-routes"')


def test_a_picture_that_is_a_file_holds_what_it_shows(planned):
    with_it, without, other = (
        draw_plate(planned, View(state, "", shown), 0, (700, 900)).svg
        for shown in ((), ("quays",), ("quays", "other"))
    )

    assert seen(with_it) >= {*SPOTS.values()} - {(20, 20, 20)}
    assert "The\N{NO-BREAK SPACE}archive" in with_it
    assert EMBEDDED not in without
    assert "archive" not in without
    assert 'id="overlay-other"' in other
    assert 'id="overlay-plan"' not in other


def test_several_views_share_one(planned):
    views = [View(state, "", shown) for shown in (("quays",), ("quays", "plan"), ())]

    first, second, third = (each.svg for each in draw_views(planned, views))

    assert [first.count(EMBEDDED), second.count(EMBEDDED), third.count(EMBEDDED)] == [1, 0, 0]
    assert 'data-in="plan"' not in first
    assert 'data-in="plan"' in second
    assert 'data-in="plan"' in third


def test_a_blank_map_stays_blank(planned):
    assert "overlay" not in draw_blank(planned, (), "Blank", "blank")


def test_an_atlas_without_any_has_nothing_of_it(harbour):
    atlas = load(harbour)

    assert "overlay" not in picture(atlas, labels(atlas), state).svg
