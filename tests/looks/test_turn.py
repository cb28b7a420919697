"""Layers that name no look have one in turn; files that are added have one that is new."""

import json
import re

import pytest

from adding import point, shaped
from coloured import put_symbol
from invented import add_layer
from mapper import add, load
from mapper.edit import renew
from mapper.looks.marks import DOT
from mapper.looks.turn import TURN

AREA = [[[-2, 59.5], [-1.9, 59.5], [-1.9, 59.6], [-2, 59.5]]]
LINE = [[-2, 59.5], [-1.8, 59.6]]
SHAPES = {"Point": LINE[0], "LineString": LINE, "Polygon": AREA}


def file(tmp_path, name, *features):
    path = tmp_path / f"{name}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


@pytest.mark.parametrize("kind", SHAPES)
def test_layers_without_a_look_differ(harbour, kind):
    """As many as there are looks of the kind, then from the first; what is named is passed by."""
    known = "square" if kind == "Point" else TURN[kind][0]
    add_layer(
        harbour,
        "named",
        [("named-1", {"name": "N"}, {"type": kind, "coordinates": SHAPES[kind]})],
        f'look = "{known}"',
    )
    for n in range(len(TURN[kind])):
        feature = (f"f-{n}", {"name": "F"}, {"type": kind, "coordinates": SHAPES[kind]})
        add_layer(harbour, f"layer-{n}", [feature], "")
    layers = load(harbour).layers[3:]

    looks = [layer.entry.look for layer in layers]
    assert looks[:-1] == [look for look in TURN[kind] if look != known]
    assert looks[-1] == TURN[kind][0]
    assert [each.look for layer in layers for each in layer.features] == looks


def test_two_tables_added_one_after_another_can_be_told_apart(harbour, tmp_path):
    table = tmp_path / "first.csv"
    table.write_text("name,lat,lon\nA,59.5,-2\nB,59.6,-2.1\n", "utf-8")
    (tmp_path / "second.csv").write_bytes(table.read_bytes())

    first, second = (add(harbour, tmp_path / f"{name}.csv") for name in ("first", "second"))

    # The quays of this atlas are squares already, by another name.
    assert [re.findall(r'look = "(.*)"', each.entry) for each in (first, second)] == [
        ["circle"],
        ["triangle"],
    ]
    assert 'Look "triangle", by most geometries: --look' in second.guessed


def test_a_mixed_file_has_a_new_look_for_each_kind(harbour, tmp_path):
    mixed = [point("P", -2, 59.5), point("Q", -2.1, 59.5), shaped("Polygon", AREA, "A")]
    add(harbour, file(tmp_path, "one", *mixed))
    add(harbour, file(tmp_path, "two", *mixed))

    assert [[each.look for each in layer.features] for layer in load(harbour).layers[2:]] == [
        ["circle", "circle", "area"],
        ["triangle", "triangle", "area-shaded"],
    ]


def test_a_new_version_keeps_the_looks(harbour, tmp_path):
    mixed = [point("P", -2, 59.5), point("Q", -2.1, 59.5), shaped("Polygon", AREA, "A")]
    for name in ("one", "two"):
        add(harbour, file(tmp_path, name, *mixed))
    newer = [*mixed, shaped("Polygon", AREA, "B"), point("R", -2.2, 59.5)]
    renewed = renew(harbour, file(tmp_path, "newer", *newer), "two")
    layer = load(harbour).layers[-1]

    assert layer.entry.look == "triangle"
    assert {each.name["en"]: each.look for each in layer.features} == {
        **dict.fromkeys("PQR", "triangle"),
        **dict.fromkeys("AB", "area-shaded"),
    }
    assert not renewed.changes.changed


def test_very_many_points_are_dots(harbour, tmp_path):
    many = [point(f"P {n}", -2 + n / 9000, 59.5) for n in range(2001)]

    assert 'look = "point"' in add(harbour, file(tmp_path, "many", *many)).entry
    assert DOT not in {look for looks in TURN.values() for look in looks}


def test_a_symbol_of_the_atlas_can_be_asked_for(harbour, tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    put_symbol(harbour, "mill", svg)
    given = [point("P", -2, 59.5), point("Q", -2.1, 59.5, look="mill")]
    add(harbour, file(tmp_path, "one", *given))
    add(harbour, file(tmp_path, "two", point("R", -2.1, 59.6)), look="mill")

    assert [[each.look for each in layer.features] for layer in load(harbour).layers[2:]] == [
        ["circle", "own-mill"],
        ["own-mill"],
    ]
