"""Insets: where they stand, what they show, what is wrong with one, and the button on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from invented import AREA, feature, make, point, square
from mapper.folder.check import check
from mapper.geometry.geos import clipped
from mapper.geometry.projection import box_of, overlap
from mapper.looks.insets import HEAD_PX
from mapper.looks.marks import half_zooms, opening_zoom
from mapper.model.atlas import Atlas
from mapper.model.manifest import InsetEntry
from mapper.picture.inset import insets
from mapper.picture.labels import labels
from mapper.picture.scene import names_in
from mapper.picture.svg import scene_of, svg

SVG = "{http://www.w3.org/2000/svg}"

CROWD = (4.6, 52.6, 5.4, 53.2)


def with_inset(atlas: Atlas, bounds: object = CROWD, **entry: object) -> Atlas:
    kept = InsetEntry.model_validate({"id": "crowd", "title": "Crowd", "bounds": bounds} | entry)
    manifest = atlas.manifest.model_copy(update={"inset": (kept,)})
    return Atlas(manifest, atlas.layers)


def crowd() -> Atlas:
    """Five mills close together, one far off, a field under them."""
    mills = [point(f"mill-{n}", 5 + n / 20, 53, name=f"Mill {n}") for n in range(5)]
    field = feature("field", "Field", "province", square(4, 52, 2))
    return with_inset(make(field, *mills, point("far", 1, 51)))


def drawn(atlas: Atlas) -> ElementTree.Element:
    return ElementTree.fromstring(svg(atlas, labels(atlas), lambda _: ""))  # noqa: S314


def test_an_inset_shows_its_part_of_the_map_and_no_more() -> None:
    inset = drawn(crowd()).find(f"{SVG}g[@class='inset']")
    assert inset is not None
    titles = {each.text for each in inset.iter(f"{SVG}title")}
    assert titles == {"Field", *(f"Mill {n}" for n in range(5))}


def test_names_are_placed_anew_within_its_frame(atlas: Atlas) -> None:
    """Every name of an inset stands inside it, and more places are named than on the map there."""
    scene = scene_of(atlas, lambda _: "")
    step = half_zooms(atlas).index(opening_zoom(atlas))
    names = names_in(scene, labels(atlas), step)
    (inset,) = insets(scene, names, [])
    width, height = inset.scene.frame.size
    for name in inset.names:
        left, top, right, bottom = name.box
        assert left >= -1
        assert top >= -1
        assert right <= width + 1
        assert bottom <= height + 1
    there = {feature.id for feature in inset.scene.features}
    assert len(inset.names) > sum(name.label.feature in there for name in names) / 2
    within = {name.label.feature for name in inset.names}
    assert within - {name.label.feature for name in names}


def test_it_stands_in_a_corner_and_covers_no_name(atlas: Atlas) -> None:
    scene = scene_of(atlas, lambda _: "")
    step = half_zooms(atlas).index(opening_zoom(atlas))
    (inset,) = insets(scene, names_in(scene, labels(atlas), step), [])
    width, height = scene.frame.size
    assert inset.left in (10, width - inset.scene.frame.size[0] - 10)
    assert inset.top in (10, height - inset.scene.frame.size[1] - HEAD_PX - 10)
    kept = names_in(scene, labels(atlas), step, [inset.box])
    assert not [name for name in kept if overlap(name.box, inset.box)]
    drawn, _ = scene.marks()
    left, top, right, bottom = inset.box
    places = [scene.frame.at(mark.lon, mark.lat) for mark in drawn]
    assert not [at for at in places if left < at[0] < right and top < at[1] < bottom]


def test_two_insets_do_not_share_a_corner() -> None:
    atlas = crowd()
    other = InsetEntry(id="far", title="Far", bounds=(0.5, 50.5, 1.5, 51.5))
    manifest = atlas.manifest.model_copy(update={"inset": (*atlas.manifest.inset, other)})
    scene = scene_of(Atlas(manifest, atlas.layers), lambda _: "")
    one, two = insets(scene, [], [])
    assert not overlap(one.box, two.box)


def test_the_place_it_shows_is_outlined_on_the_map() -> None:
    atlas = crowd()
    outline = drawn(atlas).find(f"{SVG}rect[@class='inset-place']")
    assert outline is not None
    frame = scene_of(atlas, lambda _: "").frame
    left, top, right, _ = box_of(CROWD, frame.zoom)
    assert float(outline.get("width", "")) == pytest.approx(right - left, abs=1)
    assert float(outline.get("y", "")) == pytest.approx(top - frame.box[1], abs=1)


@pytest.mark.parametrize(("scale", "said"), [(3, "2.8 ×"), (2, "2 ×"), (4, "4 ×")])
def test_it_says_its_true_scale(scale: float, said: str) -> None:
    root = drawn(with_inset(crowd(), scale=scale))
    (text,) = [each for each in root.iter(f"{SVG}text") if each.get("class") == "inset-scale"]
    assert text.text == said


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((4, 52, 11, 53), "inset[0].bounds: reach beyond the study area."),
        ((6, 52, 6, 53), "inset[0].bounds: do not go from west to east"),
        (AREA, "inset[0]: would take 285% of the map"),
    ],
)
def test_what_is_wrong_with_an_inset_is_said(bounds: object, said: str) -> None:
    problems = [str(problem) for problem in check(with_inset(make(point("mill", 5, 53)), bounds))]
    assert [problem for problem in problems if f"data/atlas.toml: {said}" in problem]


def test_two_insets_of_one_id_are_a_problem() -> None:
    atlas = crowd()
    manifest = atlas.manifest.model_copy(update={"inset": atlas.manifest.inset * 2})
    (problem,) = check(Atlas(manifest, atlas.layers))
    assert str(problem).startswith("data/atlas.toml: inset[1].id: an inset before it has the id")


@pytest.mark.parametrize(
    ("geometry", "left"),
    [
        ({"type": "Point", "coordinates": [5, 53]}, "Point"),
        ({"type": "Point", "coordinates": [9, 53]}, None),
        ({"type": "LineString", "coordinates": [[0, 53], [9, 53]]}, "LineString"),
        (
            {"type": "LineString", "coordinates": [[4.7, 53], [5, 54], [5.2, 53], [5.3, 54]]},
            "MultiLineString",
        ),
        (square(4, 52, 2), "Polygon"),
        (square(5.4, 52, 2), None),  # touches the edge, and no more
    ],
)
def test_shapes_are_cut_at_the_edge(geometry: dict[str, object], left: str | None) -> None:
    part = clipped(geometry, CROWD)
    assert (part["type"] if part else None) == left


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("[data-ready]")
    yield page
    context.close()


def test_on_a_phone_a_button_goes_to_it(phone: Page, atlas: Atlas) -> None:
    (entry,) = atlas.manifest.inset
    phone.get_by_role("button", name=f"Closer: {entry.title}").click()
    west, south, east, north = phone.evaluate(
        "(b => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])(map_atlas.getBounds())"
    )
    left, bottom, right, top = entry.bounds
    assert west <= left < right <= east
    assert south <= bottom < top <= north
    assert east - west < 3 * (right - left)


def test_where_there_is_room_there_is_no_such_button(phone: Page, atlas: Atlas) -> None:
    phone.set_viewport_size({"width": 800, "height": 900})
    expect(phone.locator(".jump")).to_have_count(len(atlas.manifest.inset))
    expect(phone.locator(".jump:visible")).to_have_count(0)
