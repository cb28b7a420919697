"""The static picture: what it holds, that text stays text, how much it weighs."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from invented import feature, make, point, square
from mapper.looks.marks import hidden, marks_of, opening_zoom
from mapper.model.atlas import Atlas, Feature
from mapper.picture.labels import labels
from mapper.picture.svg import svg
from mapper.record.days import opening_day, state_on

SVG = "{http://www.w3.org/2000/svg}"


def drawn(atlas: Atlas, state: str = "") -> ElementTree.Element:
    text = svg(atlas, labels(atlas), lambda _: state)
    assert isinstance(text, Markup)
    return ElementTree.fromstring(text)  # noqa: S314 # our own text: here it is to be well-formed


@pytest.fixture(scope="module")
def picture(atlas: Atlas) -> str:
    return svg(atlas, labels(atlas), state_on(atlas, opening_day(atlas)))


def without_insets(picture: str) -> ElementTree.Element:
    root = ElementTree.fromstring(picture)  # noqa: S314
    for inset in root.findall(f"{SVG}g[@class='inset']"):
        root.remove(inset)
    return root


def classes(root: ElementTree.Element, prefix: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if each.get("class", "").startswith(prefix)]


def test_every_feature_of_the_shown_layers_is_one_element(atlas: Atlas, picture: str) -> None:
    root = without_insets(picture)
    shown = [each for layer in atlas.layers if layer.entry.shown for each in layer.features]
    titles = [each.findtext(f"{SVG}title") for each in classes(root, "look-")]
    assert sorted(titles) == sorted(each.name[atlas.language] for each in shown)


def test_symbols_that_wait_are_there_but_not_drawn(atlas: Atlas, picture: str) -> None:
    root = without_insets(picture)
    waits = hidden(marks_of(atlas), opening_zoom(atlas))
    unseen = [each for each in classes(root, "look-") if each.get("display") == "none"]
    assert len(unseen) == len(waits)


def test_the_picture_is_light(picture: str) -> None:
    assert len(re.sub('base64,[^"]*', "", picture)) < 115_000


def test_the_relief_is_embedded_once(atlas: Atlas, picture: str) -> None:
    root = ElementTree.fromstring(picture)  # noqa: S314
    (image,) = root.iter(f"{SVG}image")
    assert image.get("class") == "relief"
    assert image.get("href", "").startswith("data:image/webp;base64,")
    assert picture.count("base64,") == 1


def test_nothing_in_it_needs_leave_to_run_or_to_be_fetched(picture: str) -> None:
    root = ElementTree.fromstring(picture)  # noqa: S314
    for each in root.iter():
        assert each.tag.removeprefix(SVG) not in ("script", "style", "foreignObject", "a")
        assert not [key for key in each.attrib if key == "style" or key.startswith("on")]
        assert each.get("href", "#").startswith(("#", "data:image/"))


def test_it_has_a_name_and_a_summary(atlas: Atlas, picture: str) -> None:
    root = ElementTree.fromstring(picture)  # noqa: S314
    assert root.get("role") == "img"
    assert root[0].text == atlas.manifest.atlas.title
    assert root[1].text == atlas.manifest.atlas.summary


def test_the_same_atlas_makes_the_same_picture(atlas: Atlas, picture: str) -> None:
    assert svg(atlas, labels(atlas), state_on(atlas, opening_day(atlas))) == picture


@pytest.mark.parametrize(
    "hostile", ["<script>run()</script>", "a\"b'c&amp;", "]]>", "{{7*7}}", "</title>"]
)
def test_text_stays_text(hostile: str) -> None:
    mill = Feature(
        "mill",
        {"en": hostile},
        "town",
        {"type": "Point", "coordinates": [8, 51]},
        {"precision": hostile, "badge": hostile},
    )
    road = Feature(
        "road",
        {"en": hostile},
        "trunk-1",
        {"type": "LineString", "coordinates": [[1, 51], [9, 55]]},
        {"precision": hostile, "badge": hostile},
    )
    root = drawn(make(mill, road))
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert texts.count(hostile) == 2  # the name and the badge
    assert [each.findtext(f"{SVG}title") for each in classes(root, "look-")] == [hostile] * 2
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize(
    ("look", "state", "href"),
    [
        ("garrison", "leaving", "#s-garrison-leaving"),
        ("garrison", "", "#s-garrison-there"),
        ("bridge", "", "#s-bridge"),
        ("town", "there", "#s-town-there"),
        ("windmill", "", "#s-town"),
    ],
)
def test_symbols_follow_look_and_state(look: str, state: str, href: str) -> None:
    root = drawn(make(point("mill", 5, 53, look)), state)
    (use,) = classes(root, "look-")
    assert use.get("href") == href
    assert use.get("class") == f"look-{look}"


def test_a_look_with_a_symbol_draws_it_whatever_the_geometry() -> None:
    span = {"type": "LineString", "coordinates": [[5, 53], [5.2, 53]]}
    (use,) = classes(drawn(make(feature("b", "Bridge", "bridge", span, 1))), "look-")
    assert use.tag == f"{SVG}use"


def test_paths_are_whole_numbers_relative_and_closed() -> None:
    ring = classes(drawn(make(feature("f", "Field", "province", square(4, 52, 1)))), "look-")
    assert re.fullmatch(r"M\d+ \d+l-?\d+( |-)[\d -]*z", ring[0].get("d", ""))


def test_a_cased_line_has_its_casing_under_it() -> None:
    line = {"type": "LineString", "coordinates": [[1, 51], [9, 55]]}
    root = drawn(make(feature("r", "Road", "trunk-1", line)))
    routes = next(each for each in root.iter() if each.get("class") == "stratum-routes")
    assert [each.get("class") for each in routes] == ["casing casing-trunk-1", "look-trunk-1"]
    arrows = [each for each in root.iter() if each.get("class") == "arrow-head"]
    assert 1 <= len(arrows) <= 9


def test_names_that_would_be_cut_are_left_out() -> None:
    atlas = make(point("middle", 5, 53), point("edge", 9.9, 53, name="A long name at the edge"))
    texts = [each.text for each in classes(drawn(atlas), "label")]
    assert "middle" in texts


def test_the_scale_bar_is_true() -> None:
    root = drawn(make(point("mill", 5, 53)))
    scale = next(each for each in root if each.get("class") == "scale")
    assert scale.findtext(f"{SVG}text") == "50 km"


def test_an_empty_atlas_is_an_empty_picture() -> None:
    assert drawn(make()).get("role") == "img"
