"""Styles of web maps: a wish for colours that is followed or told of, and no line of a record."""

import json
import tomllib

import pytest

import mapper
from adding import point, shaped
from mapper.edit.add import add

HUES = ("#f00", "#0f0", "#00f", "#ff0", "#0ff", "#f0f", "#000", "#888", "#964b00")


def added(project, source, *features, **options):
    found = add(project, source(*features, name="web.geojson"), **options)
    entry = tomllib.loads((project / "data" / "atlas.toml").read_text())["layer"][-1]
    lines = json.loads((project / "geo" / "web.geojson").read_text())["features"]
    return found, entry, [each["properties"] for each in lines]


def painted(*colours, key="marker-color"):
    return [point(f"P{n}", lat=50 + n / 10, **{key: hue}) for n, hue in enumerate(colours)]


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (painted("#d00", "#00d", "#0d0"), ["red", "blue", "green"]),
        (painted("DarkRed", "rgb(0, 0, 255)", "DarkRed"), ["dark red", "blue", "dark red"]),
        (painted("#e00", "#d00"), ["red", "red #dd0000"]),
        (
            [
                point("A", **{"marker-color": "#7e7e7e", "marker-symbol": "", "marker-size": "m"}),
                shaped("LineString", [[10, 50], [11, 51]], "B")
                | {"properties": {"name": "B", "stroke": "ff0000", "stroke-width": 4}},
            ],
            ["grey", "red"],
        ),
        (
            [
                point("A", _umap_options={"color": "Blue", "iconClass": "Ball"}),
                point("B", lat=51, _umap_options={"color": "Red"}),
            ],
            ["blue", "red"],
        ),
    ],
)
def test_a_few_colours_part_the_features(project, source, features, words):
    found, entry, properties = added(project, source, *features)

    assert [each.pop("style") for each in properties] == words
    assert entry["colour"]["by"] == "style"
    assert "popup" not in entry
    assert 'Coloured by "style", as in the file: --colour' in found.guessed
    assert not any({*each} - {"name", "look"} for each in properties)


@pytest.mark.parametrize(
    ("features", "said"),
    [
        (painted("#d00", "#d00"), "Left out the one colour of the file: --colour COLUMN"),
        (painted(*HUES), "Left out the 9 colours of the file: --colour COLUMN"),
    ],
)
def test_one_colour_or_very_many_are_told_of(project, source, features, said):
    found, entry, properties = added(project, source, *features)

    assert "colour" not in entry
    assert [each for each in found.repaired if said in each]
    assert all({*each} == {"name"} for each in properties)


def test_words_that_are_no_colours_stay(project, source):
    swimmers = painted("left", "right", key="stroke")

    _, entry, properties = added(project, source, *swimmers)

    assert [each["stroke"] for each in properties] == ["left", "right"]
    assert "colour" not in entry


def test_a_column_of_the_file_keeps_its_name(project, source):
    features = painted("#d00", "#00d")
    for feature in features:
        feature["properties"]["style"] = "baroque"

    _, entry, properties = added(project, source, *features)

    assert entry["colour"]["by"] == "style_colour"
    assert {each["style"] for each in properties} == {"baroque"}


@pytest.mark.parametrize("pale", ["#fffbe6", "#ffff00", "#f5f5f5"])
def test_the_entry_names_the_very_colours_though_the_map_may_draw_them_darker(
    project, source, pale
):
    _, entry, properties = added(project, source, *painted("#d00", pale))

    words = [each["style"] for each in properties]
    assert entry["colour"] == {
        "by": "style",
        "of": dict(zip(words, ["#dd0000", pale], strict=True)),
    }
    assert mapper.build(project).folder.is_dir()
