"""Names on the map: nothing overlaps, nothing flickers, nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from shapely import STRtree, affinity
from shapely.geometry import Point, Polygon, box

from invented import feature, make, point, square
from mapper.geometry.projection import box_of, pixel
from mapper.looks.marks import RADII, half_zooms, hidden, marks_of, waiting
from mapper.model.atlas import Atlas
from mapper.picture.labels import MARGIN_PX, Label, labels
from mapper.picture.lettering import PLACES, STYLES, anchor, room, style_of

Placed = list[tuple[float, list[tuple[Label, Polygon]]]]


@pytest.fixture(scope="module")
def at_each_zoom(atlas: Atlas) -> Placed:
    """Each zoom with its labels and the ground that the letters of each cover."""
    found = labels(atlas)
    return [
        (zoom, list(grounds(atlas, found, zoom, step)))
        for step, zoom in enumerate(half_zooms(atlas))
    ]


def grounds(
    atlas: Atlas, found: Iterable[Label], zoom: float, step: int
) -> Iterator[tuple[Label, Polygon]]:
    """The labels of a zoom, each with its ground, its margin taken off."""
    names = {each.id: each.name[atlas.language] for each in atlas.features}
    for label in found:
        letter = label.at[step]
        if letter != "-":
            width, half = room(names[label.feature], label.style)
            side, dx, dy = anchor(letter, label.reach, half)
            left = dx - {"start": 0, "middle": width / 2, "end": width}[side]
            ground = box(
                left + MARGIN_PX,
                dy - half + MARGIN_PX,
                left + width - MARGIN_PX,
                dy + half - MARGIN_PX,
            )
            x, y = pixel(label.lon, label.lat, zoom)
            ground = affinity.rotate(ground, label.angle or 0, origin=(0, 0))
            yield label, affinity.translate(ground, x, y)


def test_no_two_names_overlap_at_any_zoom(at_each_zoom: Placed) -> None:
    for zoom, found in at_each_zoom:
        taken = [ground for _, ground in found]
        pairs = STRtree(taken).query(taken, predicate="intersects").T
        hits = [
            (zoom, found[one][0].feature, found[other][0].feature)
            for one, other in pairs
            if one < other and taken[one].intersection(taken[other]).area > 0.01
        ]
        assert hits == []


def test_no_name_covers_a_drawn_symbol(atlas: Atlas, at_each_zoom: Placed) -> None:
    marks = marks_of(atlas)
    for zoom, found in at_each_zoom:
        waits = hidden(marks, zoom)
        discs = [
            Point(mark.at(zoom)).buffer(RADII.get(mark.feature.look, RADII["town"]) - 0.1)
            for mark in marks
            if mark.feature.id not in waits
        ]
        tree = STRtree(discs)
        hits = [label.feature for label, ground in found if len(tree.query(ground, "intersects"))]
        assert hits == [], zoom


def test_names_stay_in_the_study_area(atlas: Atlas, at_each_zoom: Placed) -> None:
    for zoom, found in at_each_zoom:
        edge = box(*box_of(atlas.manifest.atlas.bounds, zoom))
        assert all(edge.contains(ground) for label, ground in found if label.angle is None)


def test_a_feature_is_named_once_at_each_zoom(at_each_zoom: Placed) -> None:
    for _, found in at_each_zoom:
        named = [label.feature for label, _ in found]
        assert len(named) == len(set(named))


def test_every_label_is_of_the_contract(atlas: Atlas) -> None:
    ids = {each.id for each in atlas.features}
    for label in labels(atlas):
        assert label.feature in ids
        assert not label.beside or label.beside in ids
        assert len(label.at) == len(half_zooms(atlas))
        assert set(label.at) <= {*PLACES, "C", "-"}
        assert set(label.at) != {"-"}
        assert label.style in STYLES
        assert label.angle is None or (abs(label.angle) <= 60 and set(label.at) <= set("NS-"))


def test_strong_names_show_in_the_opening_view_and_close_up(atlas: Atlas) -> None:
    """The map is not lettered by leaving out what is hard: near all names show from zoom 9 on."""
    marks = [mark for mark in marks_of(atlas) if mark.layer.entry.labels]
    close = half_zooms(atlas).index(9.0)
    waits = hidden(marks_of(atlas), 9.0)
    named = {label.feature for label in labels(atlas) if label.at[close] != "-"}
    drawn = {mark.feature.id for mark in marks if mark.feature.id not in waits}
    told = {label.beside for label in labels(atlas) if label.at[close] != "-"}
    assert len(drawn - named - told) <= len(drawn) * 0.05


def test_the_same_atlas_is_lettered_the_same(atlas: Atlas) -> None:
    assert labels(atlas) == labels(atlas)


def test_a_lone_name_stands_to_the_right_at_all_zooms() -> None:
    (label,) = labels(make(point("mill", 5, 53)))
    assert label.at == "E" * 15
    assert (label.lon, label.lat, label.style, label.beside) == (5, 53, "town", "")


def test_names_take_their_room_in_the_order_of_rank() -> None:
    atlas = make(point("minor", 5, 53, rank=6), point("major", 5.6, 53, rank=2))
    first, second = labels(atlas)
    assert (first.feature, second.feature) == ("major", "minor")
    assert first.style == "garrison"


def test_a_name_that_fits_nowhere_waits() -> None:
    ring = [point(f"long-name-{i}", 5 + 0.9 * (i % 5), 52 + 0.4 * (i // 5)) for i in range(25)]
    found = {label.feature: label.at for label in labels(make(*ring))}
    assert any("-" in at for at in found.values())
    assert all(at.endswith("EEEEE") for at in found.values())


def test_a_name_keeps_off_a_road() -> None:
    road = {"type": "LineString", "coordinates": [[5, 53], [9, 53]]}
    atlas = make(point("mill", 5, 53), feature("road", "Road", "trunk-1", road))
    label = next(label for label in labels(atlas) if label.feature == "mill")
    assert not set(label.at) & set("Eef")


def test_a_covered_town_is_named_beside_the_symbol_that_bears_its_name() -> None:
    atlas = make(
        point("north-gate", 5, 53, rank=2, name="North Gate"),
        point("north-gate-depot", 5.02, 53, "garrison", 3, "Northgate depot"),
    )
    found = {(label.feature, label.beside): label for label in labels(atlas)}
    low, high = found["north-gate", "north-gate-depot"], found["north-gate", ""]
    assert (low.lon, low.style) == (5.02, "garrison")
    for one, other in zip(low.at, high.at, strict=True):
        assert (one == "-") != (other == "-")
    own = found["north-gate-depot", ""]
    assert all(a == "-" or b == "-" for a, b in zip(own.at, low.at, strict=True))


def test_a_town_under_a_crossing_keeps_its_name_and_loses_its_dot() -> None:
    atlas = make(point("ford", 5, 53), point("bridge", 5.4, 53, "bridge", 1, "Old Bridge"))
    assert waiting(atlas)["ford"].startswith("xx.")
    ford = next(label for label in labels(atlas) if label.feature == "ford")
    assert ford.beside == ""
    assert ford.at[0] != "-"


def test_other_covered_symbols_wait_and_their_names_too() -> None:
    atlas = make(point("a", 5, 53, "garrison", 2), point("b", 5.05, 53, "outpost", 3))
    waits = waiting(atlas)
    assert set(waits) == {"b"}
    drawn = next(label for label in labels(atlas) if label.feature == "b")
    for waiting_here, letter in zip(waits["b"], drawn.at, strict=True):
        assert waiting_here == "." or letter == "-"


def test_equal_symbols_wait_in_the_order_of_the_file() -> None:
    atlas = make(point("z", 5, 53, "garrison", 2), point("a", 5.05, 53, "garrison", 2))
    assert set(waiting(atlas)) == {"a"}


def test_an_area_is_named_only_where_its_name_lies_wholly_inside() -> None:
    atlas = make(feature("shire", "Shire", "province", square(4, 52, 1)))
    (label,) = labels(atlas)
    assert label.at.startswith("--")
    assert label.at.endswith("CCC")
    assert 4 < label.lon < 5
    assert 52 < label.lat < 53


def test_a_river_is_named_along_its_course() -> None:
    course = {"type": "LineString", "coordinates": [[2, 51], [8, 54]]}
    atlas = make(feature("beck", "Beck", "river", course))
    (label,) = labels(atlas)
    assert label.angle is not None
    assert -60 <= label.angle < 0
    assert set(label.at) <= set("NS-")


def test_a_steep_river_is_not_named() -> None:
    course = {"type": "LineString", "coordinates": [[5, 50.5], [5.1, 55.5]]}
    assert labels(make(feature("beck", "Beck", "river", course))) == ()


@pytest.mark.parametrize("entry", [{"shown": False}, {"labels": False}], ids=str)
def test_layers_that_want_no_names_have_none(entry: dict[str, bool]) -> None:
    assert labels(make(point("mill", 5, 53), **entry)) == ()


def test_a_layer_of_very_many_features_is_not_lettered() -> None:
    many = (point(f"p{i}", 1 + i / 1000, 52) for i in range(3000))
    assert labels(make(*many)) == ()
    assert labels(make()) == ()


def test_unknown_scripts_take_room_too() -> None:
    assert room("港", "town")[0] > room("l", "town")[0] > 0
    assert room("Кабул", "town")[0] == pytest.approx(room("Kabul", "town")[0], rel=0.5)
    assert room("Shire", "province")[0] > room("Shire", "town")[0]


@pytest.mark.parametrize(
    ("look", "rank", "style"),
    [("town", 1, "capital"), ("town", 5, "town"), ("garrison", 2, "garrison"), ("hq", 3, "post")],
)
def test_style_follows_look_and_rank(look: str, rank: int, style: str) -> None:
    assert style_of(look, rank) == style
    assert style_of("no such look", rank) == "town"
