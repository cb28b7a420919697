"""Very many records are kept as columns: what is made and said of them is what records come to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

import geopandas
import pytest
import shapely

from mapper.folder import read_features
from mapper.formats.many import replaced
from mapper.formats.read import read_file
from mapper.formats.source import Foreign, Reading
from mapper.formats.tidy.ids import slug, slugs
from mapper.formats.tidy.lines import BLOCK, Lines, joined
from mapper.formats.tidy.skipped import left_out
from mapper.formats.tidy.tidy import Tidy, tidy
from mapper.geometry import sound
from mapper.model import parse_date
from mapper.problems import MapperError

HERE = Path(__file__).parent
FILES = [
    path
    for folder in ("inputs", "both")
    for path in sorted((HERE / folder).iterdir())
    if path.suffix not in (".tsv", ".dbf")
]

OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"bounds": (0.0, 40.0, 20.0, 60.0), "taken": {"gate", "taken", "x3"}},
    {"look": "well", "looks": ("well", "point"), "language": "ru"},
    {"date": ("built", "date"), "looks": ("well",)},
    {"label": "kind"},
)


Geometry = dict[str, Any] | None


def ring(x: float, y: float, reach: float, corners: int, turn: int = 1) -> list[list[float]]:
    """A closed ring round a place, counter-clockwise, or clockwise if `turn` is -1."""
    turns = (2 * pi * turn * at / corners for at in range(corners))
    found = [[x + reach * cos(each), y + reach * sin(each)] for each in turns]
    return [*found, found[0]]


def shape(kind: str, at: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": at}


SHAPES: tuple[Callable[[float, float], Geometry], ...] = (
    lambda x, y: shape("Point", [x, y]),
    lambda x, y: shape("Point", [round(x, 5), round(y, 5)]),
    lambda x, y: shape("Point", [round(x, 4) + 0.000005, round(y, 4) + 0.000015]),
    lambda x, y: shape("Point", [int(x), int(y)]),
    lambda x, y: shape("Point", [x, y, 12.5]),
    lambda x, y: shape("Point", [y, x]),
    lambda x, y: shape("Point", [x + 360, y]),
    lambda x, y: shape("Point", [0.0, 0.0]),
    lambda x, y: shape("Point", [500000.5, 4000000.25]),
    lambda x, y: shape("Point", []),
    lambda x, y: shape("Point", [x, "north"]),
    lambda x, y: {**shape("Point", [x, y]), "bbox": [x, y, x, y]},
    lambda x, y: shape("MultiPoint", [[x, y], [x + 1, y]]),
    lambda x, y: shape("LineString", [[x, y], [x + 1, y + 1]]),
    lambda x, y: shape("LineString", [[x, y], [x, y]]),
    lambda x, y: shape("LineString", [[x, y]]),
    lambda x, y: shape("LineString", [[x, y], [x + 1e-4, y], [x + 2e-4, y + 1e-4]]),
    lambda x, y: shape("LineString", [[-170.5, y], [170.5, y]]),
    lambda x, y: shape("LineString", [[170.5, y], [190.5, y]]),
    lambda x, y: shape("MultiLineString", [[[x, y], [x + 1, y]], [[x, y, 3], [x + 1, y + 1, 4]]]),
    lambda x, y: shape("Polygon", [ring(x, y, 1, 12)]),
    lambda x, y: shape("Polygon", [ring(x, y, 1, 12, -1)]),
    lambda x, y: shape("Polygon", [ring(x, y, 1, 12), ring(x, y, 0.5, 7, -1)]),
    lambda x, y: shape("Polygon", [ring(x, y, 1, 12), ring(x, y, 0.5, 7)]),
    lambda x, y: shape("Polygon", [ring(x, y, 1, 12)[:-1]]),
    lambda x, y: shape("Polygon", [ring(x, y, 12, 12), ring(x, y, 0.5, 3, -1)]),
    lambda x, y: shape("Polygon", [[[x, y], [x + 1, y + 1], [x + 1, y], [x, y + 1], [x, y]]]),
    lambda x, y: shape("Polygon", [[[x, y]] * 4]),
    lambda x, y: shape("Polygon", [ring(x, y, 2e-6, 12)]),
    lambda x, y: shape("Polygon", [ring(x, y, 3e-4, 12)]),
    lambda x, y: shape("MultiPolygon", [[ring(x, y, 1, 9)], [ring(x + 3, y, 1, 5, -1)]]),
    lambda x, y: shape("MultiPolygon", [[ring(x, y, 1, 9)], [ring(x + 0.5, y, 1, 5)]]),
    lambda x, y: shape("Sphere", [x, y]),
    lambda x, y: None,
    lambda x, y: {
        "type": "GeometryCollection",
        "geometries": [shape("Point", [x, y]), shape("Point", [x, y + 1])],
    },
)

VALUES: dict[str, tuple[Any, ...]] = {
    "name": ("Gate", "Герат", "Same", "", "A\u0001b", None, 5, "two  spaces ", "line\nbreak"),
    "id": (None, 7, "id-7", "Id 7", "taken", "8", 7.5),
    "kind": ("well", "ford", None, 3, ["a"]),
    "rank": (1, 5, 9, "x", None),
    "height": ("12", "13,5", "14.5", 12, "", None, "n/a"),
    "date": ("1905-03", "1906", "x", None, 1907),
    "built": ("1905-03", "1906", None, 1907, ""),
    "look": ("well", "nope", None),
    "Name": ("n", "Gate", None),
    "nested": ({"a": 1, "b": "}, {"}, [{"c": 1}, {"c": 2}], None, 1, 'a "}, {" in text'),
    "also": (["a"], ["b\u0001"], "c", None),
    "bad\u0001column": (True, 1),
    "name_ru": ("Имя", None),
}


def features(count: int, seed: int, points: bool = False, shuffled: bool = False) -> list[Any]:
    """GeoJSON features, and what is none.

    Args:
        points: whether nothing but sound points is in them.
        shuffled: whether each names its properties in an order of its own.
    """
    random = Random(seed)  # noqa: S311 # no secret
    found: list[Any] = []
    for row in range(count):
        x, y = random.uniform(-20, 30), random.uniform(30, 65)
        keys = [key for key in VALUES if random.random() > 0.15]
        if shuffled:
            random.shuffle(keys)
        properties = {key: random.choice(VALUES[key]) for key in keys}
        if isinstance(properties.get("name"), str) and random.random() < 0.7:
            properties["name"] += f" {row}"
        make = SHAPES[0] if points else random.choice(SHAPES)
        each: Any = {"type": "Feature", "properties": properties, "geometry": make(x, y)}
        if not points and random.random() < 0.3:
            each["id"] = random.choice([row, f"x{row}", {"a": 1}, True, None, 1.5])
        odd = 1.0 if points else random.random()
        if odd < 0.01:
            each["properties"] = random.choice([None, [1]])
        elif odd < 0.02:
            each = random.choice([5, {**each, "type": "Feat"}, {**each, "extra": 1}])
        found.append(each)
    return found


@pytest.fixture
def as_columns(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes columns of however few records there are, in pieces of a few kilobytes."""

    def switch() -> None:
        for name, key, value in (
            ("many.gather", "MANY", 0),
            ("many.gather", "PIECE", 7),
            ("geojson", "MANY", 0),
            ("geojson", "LARGE", 0),
            ("geojson", "LINES", 7),
            ("pieces", "PIECE", 900),
            ("decode.wellknown", "AT_ONCE", 7),
            ("tidy.held", "MANY", 0),
            ("tidy.held", "AT_ONCE", 7),
        ):
            monkeypatch.setattr(sys.modules[f"mapper.formats.{name}"], key, value)

    return switch


def said(path: Path, reading: Reading) -> Iterator[Any]:
    """All that becomes of a file, by what was asked for."""
    try:
        foreign = read_file(path, reading)
    except MapperError as error:
        yield error.problems
        return
    yield as_read(foreign)
    for options in OPTIONS:
        period = parse_date("1900/1910").days
        found = tidy(foreign, "wells", "Wells", period=period, **options)
        held_is_what_is_read(found, **options)
        yield joined(found.lines), found.look, found.extent, found.dates
        yield found.notes
        yield found.problems
        yield {
            place: (record.id, dict(record.properties), record.geometry, problems)
            for place, (record, problems) in found.wrong.items()
        }
        rows, mended = left_out(foreign, found.wrong)
        yield [(row.place, row.why, dict(row.cells)) for row in rows], mended


def held_is_what_is_read(found: Tidy, **options: Any) -> None:
    """The columns of features that were just made are those that the written text comes to."""
    held, bounds = found.features, options.get("bounds", (-180.0, -90.0, 180.0, 90.0))
    if held is None:
        return
    text, language = joined(found.lines), options.get("language", "en")
    read, problems = read_features(text, "wells.geojson", found.look, language, bounds)
    assert (not problems) == sound(held.shapes, bounds)
    if not problems:
        assert [*held] == [*read]
        assert held.columns.keys() == {key for each in read for key in each.properties}


def as_read(foreign: Foreign) -> Any:
    records = [(r.place, r.id, [*r.properties.items()], r.geometry) for r in foreign.records]
    return records, foreign.notes, foreign.problems, foreign.told, foreign.parted, foreign.about


def both(path: Path, switch: Any, **reading: Any) -> None:
    asked = Reading(languages=("en", "ru"), **reading)
    one = [*map(repr, said(path, asked))]
    switch()
    other = [*map(repr, said(path, asked))]
    for here, there in zip(one, other, strict=True):
        assert here == there


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_files(path: Path, as_columns: Any) -> None:
    both(path, as_columns)


@pytest.mark.parametrize("options", [{}, {"points": True}, {"shuffled": True}], ids=str)
@pytest.mark.parametrize("skip", [False, True])
def test_messy_geojson(tmp_path: Path, as_columns: Any, options: Any, skip: bool) -> None:
    found = features(300, 3, **options)
    text = json.dumps({"note": 1, "title": "T", "features": found, "type": "FeatureCollection"})
    path = tmp_path / "messy.geojson"
    path.write_text(text)
    both(path, as_columns, skip_bad=skip)


@pytest.mark.parametrize("epsg", [None, 32642])
def test_messy_lines(tmp_path: Path, as_columns: Any, epsg: int | None) -> None:
    path = tmp_path / "messy.geojsonl"
    lines = [*map(json.dumps, features(200, 5)), "{broken", "[1]"]
    path.write_text("\n".join(lines))
    both(path, as_columns, epsg=epsg)


@pytest.mark.parametrize(
    "part",
    ['"a": 1, "a": 2', '"b": "\ud800"', '"c": NaN', '"d": {"e": 1, "e": 2}'],
    ids=["twice", "surrogate", "nan", "twice within"],
)
def test_what_no_reader_takes_in_pieces(tmp_path: Path, as_columns: Any, part: str) -> None:
    point = '{"type": "Point", "coordinates": [1.5, 2.5]}'
    each = f'{{"type": "Feature", "properties": {{%s}}, "geometry": {point}}}'
    rows = [each % f'"name": "N{row}"' for row in range(40)] + [each % part]
    path = tmp_path / "odd.geojson"
    text = f'{{"type": "FeatureCollection", "features": [{", ".join(rows)}]}}'
    path.write_text(text, "utf-8", "surrogatepass")
    both(path, as_columns)


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("sign", [",", ";"])
def test_messy_table(tmp_path: Path, as_columns: Any, skip: bool, sign: str) -> None:
    chosen = Random(4)  # noqa: S311 # no secret
    rows = [["name", "kind", "height", "built", "id", "lat", "lon"]]
    for row in range(150):
        lat = chosen.choice([f"{chosen.uniform(30, 60):.7f}", "34°31′12″N", "", "x"])
        built = chosen.choice(["1905", "1906-02", "3/4/1905", ""])
        height = chosen.choice([f"{row}.5", str(row), "", "#N/A"])
        name, id = chosen.choice([f"P {row}", "Same", ""]), chosen.choice([str(row), f"a{row}", ""])
        rows.append([name, "well", height, built, id, lat, f"{chosen.uniform(0, 20):.6f}"])
    path = tmp_path / "messy.csv"
    path.write_text("\n".join(map(sign.join, rows)))
    both(path, as_columns, skip_bad=skip)


@pytest.mark.parametrize("ending", ["gpkg", "parquet", "fgb", "shp"])
@pytest.mark.parametrize("kind", ["Point", "LineString", "Polygon", "all"])
def test_messy_binary(tmp_path: Path, as_columns: Any, ending: str, kind: str) -> None:
    chosen = Random(6)  # noqa: S311 # no secret
    shapes, rows = [], []
    while len(shapes) < 80:
        given = chosen.choice(SHAPES)(chosen.uniform(-20, 30), chosen.uniform(30, 65))
        own = "" if given is None else given["type"]
        fits = own.removeprefix("Multi") == kind or (kind == "all" and own != "Sphere")
        if not fits or "north" in str(given):
            continue
        try:
            shapes.append(shapely.force_2d(shapely.from_geojson(json.dumps(given))))
        except shapely.errors.GEOSException:
            continue
        row = len(shapes)
        name = chosen.choice([f"P {row}", "Same", None])
        rows.append({"name": name, "built": chosen.choice(VALUES["built"][:2]), "t": str(row % 5)})
    shapes[7] = None
    frame = geopandas.GeoDataFrame(rows, geometry=shapes, crs=4326)
    path = tmp_path / f"messy.{ending}"
    if ending == "parquet":
        frame.to_parquet(path)
    else:
        if ending == "shp":  # of one kind each
            kinds = frame.geometry.geom_type
            frame = frame[kinds == "Polygon" if kind == "all" else kinds != "MultiPoint"]
        frame.to_file(path, **({"SPATIAL_INDEX": "NO"} if ending == "fgb" else {}))
    both(path, as_columns)


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options) or "none")
def test_columns_are_at_hand(tmp_path: Path, as_columns: Any, options: Any) -> None:
    """Or nothing above would have been held against what is read."""
    path = tmp_path / "messy.geojson"
    path.write_text(json.dumps({"features": features(300, 3), "type": "FeatureCollection"}))
    as_columns()

    found = tidy(read_file(path, Reading(skip_bad=True)), "wells", "Wells", **options)

    assert found.features is not None
    assert len(found.features) == len(found.lines) > 100


def test_what_is_no_number_is_left_to_be_read(as_columns: Any, tmp_path: Path) -> None:
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"features": features(50, 3, True), "type": "FeatureCollection"}))
    as_columns()
    foreign = read_file(path)
    columns = {**foreign.records.columns, "odd": [float("nan"), *range(49)]}  # type: ignore[attr-defined]

    assert tidy(foreign, "wells", "Wells").features
    assert not tidy(replace(foreign, records=replaced(foreign.records, columns)), "w", "W").features  # type: ignore[arg-type]


def test_slugs_are_slugs() -> None:
    ascii = ["A  B", "-a--b", "", "x.y_z", "A" * 70, "1/2"]
    assert slugs(ascii) == [*map(slug, ascii)]
    texts = ["Étang de l'Est", "Герат", "", "!", "-a-", "北京", "x" * 70, "a" * 59 + " b", "Straße"]
    assert slugs(texts) == [*map(slug, texts)]
    assert slugs([*texts, "two\nlines"]) == [*map(slug, [*texts, "two\nlines"])]


def test_lines_are_a_sequence() -> None:
    every = [b"%d" % row for row in range(BLOCK * 2 + 5)]
    blocks = [b",\n".join(every[start : start + BLOCK]) for start in range(0, len(every), BLOCK)]
    lines = Lines(tuple(blocks), len(every))
    assert [*lines] == every
    assert joined(lines) == joined(every)
    assert [lines[BLOCK + 3], lines[-1]] == [every[BLOCK + 3], every[-1]]
    for part in (slice(0, BLOCK), slice(BLOCK, None), slice(3, 9), slice(None, None, 500)):
        assert [*lines[part]] == every[part]
