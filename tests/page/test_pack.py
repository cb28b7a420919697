"""Big layers on their way to the browser: Python packs, the viewer's own code in Node unpacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mapper
from mapper.folder.features import read_features
from mapper.geometry.ragged import Ragged, geometry, ragged, unfit
from mapper.geometry.shapes import runs
from mapper.model.atlas import Layer
from mapper.model.bulk import MISSING, Bulk, bulk
from mapper.model.manifest import LayerEntry
from mapper.picture.thinning import firsts_in_cells
from mapper.record.properties import known_properties
from sending import packed, unpacked

HOSTILE = ["</script><img src=x onerror=alert(1)>", "{{7*7}}", "${1}", "\u2028`\\", "نام", ""]

number = st.floats(-85, 85, allow_nan=False)
position = st.tuples(number, number).map(list)
line = st.lists(position, min_size=2, max_size=9)
ring = st.lists(position, min_size=3, max_size=9).map(lambda run: [*run, run[0]])
shapes = st.one_of(
    st.tuples(st.just("Point"), position),
    st.tuples(st.just("MultiPoint"), st.lists(position, min_size=1, max_size=4)),
    st.tuples(st.just("LineString"), line),
    st.tuples(st.just("MultiLineString"), st.lists(line, min_size=1, max_size=3)),
    st.tuples(st.just("Polygon"), st.lists(ring, min_size=1, max_size=3)),
    st.tuples(
        st.just("MultiPolygon"),
        st.lists(st.lists(ring, min_size=1, max_size=2), min_size=1, max_size=3),
    ),
).map(lambda pair: {"type": pair[0], "coordinates": pair[1]})
values = st.one_of(
    st.none(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=9),
    st.booleans(),
    st.lists(st.text(max_size=3), max_size=3),
)
whole = st.one_of(st.none(), st.integers(-(2**40), 2**40))
fixed = st.one_of(st.none(), st.integers(-(10**6), 10**6).map(lambda cents: cents / 100))
word = st.sampled_from([*HOSTILE, None])
layers = st.lists(
    st.fixed_dictionaries(
        {"geometry": shapes},
        optional={"any": values, "whole": whole, "fixed": fixed, "word": word, "text": st.text()},
    ),
    min_size=1,
    max_size=12,
)


def made(rows: list[dict[str, Any]]) -> Bulk:
    items = [
        {
            "id": f"n-{index}",
            "geometry": row["geometry"],
            "properties": {key: value for key, value in row.items() if key != "geometry"},
        }
        for index, row in enumerate(rows)
    ]
    return bulk(items, "point", "en")


def said(value: Any) -> str | None:
    """A value as the viewer says it."""
    if value is MISSING or isinstance(value, str):
        return None if value is MISSING else value
    if isinstance(value, list):
        return ", ".join(value)
    return None if value is None else orjson.dumps(value).decode()


@settings(max_examples=settings().max_examples // 16)  # each holds several layers, and starts node
@given(st.lists(st.tuples(layers, st.integers(0, 6)), min_size=4, max_size=8))
def test_what_is_packed_comes_back(samples: list[tuple[list[dict[str, Any]], int]]) -> None:
    """Ids, order, missing values and attributes exactly; positions to within half a unit."""
    bulks = [made(rows) for rows, _ in samples]
    packs = [
        (decimals, packed(each, decimals))
        for each, (_, decimals) in zip(bulks, samples, strict=True)
    ]
    for sent, back, (_, decimals) in zip(bulks, unpacked(*packs), samples, strict=True):
        assert back["ids"] == sent.ids.tolist()
        for name, column in sent.columns.items():
            for before, after in zip(column, back["columns"][name], strict=True):
                if type(before) in (int, float):
                    assert after is not None
                    assert float(after) == float(before)
                else:
                    assert after == said(before)
        for index, feature in enumerate(sent):
            near(feature.geometry, back["runs"][index], 0.5 * 10**-decimals + 1e-9)


def near(geometry: dict[str, Any], back: list[list[list[float]]], within: float) -> None:
    """Every position of a geometry is there; those that rounding made one may be one."""
    before = list(runs(geometry))
    if geometry["type"] == "MultiPoint":
        before = [[position for run in before for position in run]]
    assert len(before) == len(back)
    for sent, got in zip(before, back, strict=True):
        off = np.abs(np.array(sent)[:, None, :2] - np.array(got)[None]).max(axis=2).min(axis=1)
        assert (off <= within).all()


def test_nothing_is_lost_of_numbers_words_and_texts() -> None:
    """Each way to write a column, with the way it takes."""
    n = 400
    point = {"type": "Point", "coordinates": [1.5, 2.5]}
    columns: dict[str, list[Any]] = {
        "name": [f"Well {index:04d}" for index in range(n)],
        "decimal": [index / 8 for index in range(n)],
        "float": [1 / (index + 1) for index in range(n)],
        "huge": [2**60 + index for index in range(n)],
        "gaps": [None if index % 3 else index for index in range(n)],
        "none": [None] * n,
        "word": [HOSTILE[index % 6] for index in range(n)],
        "text": [f"{HOSTILE[index % 6]}{index * 7919 % 1000}" for index in range(n)],
        "yes": [index % 2 == 0 for index in range(n)],
    }
    rows = [
        {"geometry": point} | {name: values[index] for name, values in columns.items()}
        for index in range(n)
    ]
    written = packed(made(rows), 1)
    [back] = unpacked((1, written))
    ways = {column["name"]: column["as"] for column in written["columns"]}

    assert ways == {
        "name": "counted",
        "decimal": "numbers",
        "float": "floats",
        "huge": "texts",
        "gaps": "numbers",
        "none": "numbers",
        "word": "words",
        "text": "texts",
        "yes": "words",
    }
    for name in ("name", "word", "text"):
        assert back["columns"][name] == columns[name]
    assert back["columns"]["huge"] == [str(value) for value in columns["huge"]]
    assert back["columns"]["none"] == [None] * n
    assert back["columns"]["yes"][:2] == ["true", "false"]
    assert list(map(float, back["columns"]["float"])) == columns["float"]
    assert list(map(float, back["columns"]["decimal"])) == columns["decimal"]
    assert [text if text is None else int(text) for text in back["columns"]["gaps"]] == columns[
        "gaps"
    ]
    assert back["entries"][1]["feature"]["name"] == {"en": "Well 0001"}
    assert ["Word", "{{7*7}}"] in back["entries"][1]["feature"]["rows"]
    assert "None" not in dict(back["entries"][1]["feature"]["rows"])


@given(st.lists(shapes, min_size=1, max_size=6))
def test_ragged_arrays_give_the_geometries_back(geometries: list[dict[str, Any]]) -> None:
    whole = ragged(geometries)

    assert [geometry(whole, index) for index in range(len(whole))] == geometries
    assert not unfit(whole)


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("Point", [181, 0]),
        ("Point", [0, float("nan")]),
        ("LineString", [[0, 0]]),
        ("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
        ("Polygon", []),
    ],
)
def test_what_is_unfit_is_seen(kind: str, at: list[Any]) -> None:
    assert unfit(ragged([{"type": kind, "coordinates": at}]))


def test_decimals_are_those_given() -> None:
    points: Ragged = ragged([{"type": "Point", "coordinates": [1.25, 2]}])

    assert points.decimals == 2


def collection(n: int, change: dict[int, dict[str, Any]] | None = None) -> bytes:
    """A file of n points, one a line; some changed."""
    items = [
        {
            "type": "Feature",
            "id": f"n-{index}",
            "properties": {"name": f"N {index}", "depth": index},
            "geometry": {"type": "Point", "coordinates": [index / n, 1.0]},
        }
        | (change or {}).get(index, {})
        for index in range(n)
    ]
    lines = b",\n".join(map(orjson.dumps, items))
    return b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"


def test_a_large_file_is_read_as_columns_and_says_the_same() -> None:
    found, problems = read_features(
        collection(2001), "geo/n.geojson", "point", "en", (-9, -9, 9, 9)
    )
    few, _ = read_features(collection(1999), "geo/n.geojson", "point", "en", (-9, -9, 9, 9))

    assert not problems
    assert isinstance(found, Bulk)
    assert isinstance(few, tuple)
    assert len(found) == 2001
    assert found[7].properties == few[7].properties
    assert found[-1].id == "n-2000"
    assert found[7].name == {"en": "N 7"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"id": 7}, "has the id 7."),
        ({"properties": {}}, "is missing."),
        ({"geometry": {"type": "Point", "coordinates": [0, 91]}}, "the latitude is out of range"),
        ({"geometry": None}, "is missing."),
        ({"type": "feature"}, "is not a Feature."),
    ],
)
def test_what_is_wrong_in_a_large_file_is_said_as_in_a_small_one(
    change: dict[str, Any], what: str
) -> None:
    data = collection(2500, {2200: change})
    found, problems = read_features(data, "geo/n.geojson", "point", "en", (-9, -9, 9, 9))

    [problem] = problems
    assert problem.place.startswith("features[2200]")
    assert what in problem.what
    assert len(found) == 2499


def test_a_large_file_may_be_written_in_any_way() -> None:
    data = orjson.dumps(orjson.loads(collection(2100)), option=orjson.OPT_INDENT_2)
    found, problems = read_features(data, "geo/n.geojson", "point", "en", (-9, -9, 9, 9))

    assert not problems
    assert isinstance(found, Bulk)
    assert len(found) == 2100


def test_the_checks_take_a_big_layer_as_a_whole(harbour: Path) -> None:
    """Strays are told of once; its features may have days; facts still find their subject."""
    data = collection(2100, {7: {"geometry": {"type": "Point", "coordinates": [50.0, 1.0]}}})
    (harbour / "geo" / "quays.geojson").write_bytes(data)
    atlas = mapper.load(harbour)
    found = {str(problem.place): problem for problem in mapper.check(atlas)}

    assert 'features[0] "n-0"' not in found
    assert '"n-0" and 2,099 more' in found
    assert "layer[0].when" not in found
    assert any('no subject "' in problem.what for problem in found.values())


@given(
    st.lists(st.tuples(st.floats(0, 40), st.floats(0, 40)), min_size=1, max_size=60),
    st.sampled_from((3.0, 3.75, 50.0)),
)
def test_of_a_cell_the_first_point_stands_for_all(
    places: list[tuple[float, float]], cell: float
) -> None:
    x, y = np.array(places).T
    seen: dict[tuple[float, float], int] = {}
    for index, (left, top) in enumerate(places):
        seen.setdefault((left // cell, top // cell), index)

    assert firsts_in_cells(x, y, cell).tolist() == sorted(seen.values())


def test_the_columns_of_a_big_layer_are_known_without_making_its_features() -> None:
    point = {"type": "Point", "coordinates": [1.5, 2.5]}
    features = made([{"geometry": point, "name": "a"}, {"geometry": point, "depth": 2}])
    entry = LayerEntry(id="wells", title="Wells", look="point", licence="CC0-1.0")

    assert known_properties(Layer(entry, features)) == {"name", "depth"}
    assert [*features.columns["depth"]] == [MISSING, 2]
