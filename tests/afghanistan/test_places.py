"""The places of the atlas: each layer of geo/ holds together, alone and with the others."""

from __future__ import annotations

import csv
import json
import re
from itertools import pairwise
from math import asinh, radians, tan
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from places import ROOT

LAYERS = sorted((ROOT / "geo").glob("*.geojson"))
GLOBE = Geod(ellps="WGS84")
Feature = dict[str, Any]


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def layer(name: str) -> list[Feature]:
    text = (ROOT / "geo" / f"{name}.geojson").read_text(encoding="utf-8")
    features: list[Feature] = json.loads(text)["features"]
    return features


def shapes(name: str) -> dict[str, BaseGeometry]:
    return {feature["id"]: shape(feature["geometry"]) for feature in layer(name)}


def points(name: str) -> dict[str, BaseGeometry]:
    return {key: geometry.centroid for key, geometry in shapes(name).items()}


def length_km(line: BaseGeometry) -> float:
    return float(GLOBE.geometry_length(line)) / 1000


def distance_km(a: BaseGeometry, b: BaseGeometry) -> float:
    return float(GLOBE.line_length(*zip(a.coords[0], b.coords[0], strict=True))) / 1000


PLACES = {row["id"]: row for row in rows("tools/places.csv")}
GARRISONS = rows("tools/garrisons.csv")
COUNTRY = shapes("country")["afghanistan"]
PROVINCES = shapes("provinces")
FRONTIER = shapely.union_all([*shapes("frontier").values()])
CROSSINGS = shapes("crossings")
ROUTES = {feature["id"]: feature for feature in layer("routes")}
ROADS = {
    key: shape(feature["geometry"])
    for key, feature in ROUTES.items()
    if feature["properties"]["kind"] != "flight"
}
POINTS = [*layer("towns"), *layer("passes"), *layer("garrisons")]


# The files


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_one_feature_stands_on_one_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"type":"FeatureCollection","features":['
    assert lines[-1] == "]}"
    for line in lines[1:-1]:
        feature = json.loads(line.removesuffix(","))
        assert list(feature) == ["type", "id", "properties", "geometry"]


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_coordinates_claim_no_more_than_a_metre(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, coordinates = line.partition('"coordinates":')
        assert not re.search(r"\.\d{6}", coordinates)


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_shapes_are_valid_and_lie_on_the_map(path: Path) -> None:
    for key, geometry in shapes(path.stem).items():
        assert geometry.is_valid, key
        assert shapely.box(56, 26.5, 79, 41.5).covers(geometry), key


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_every_feature_is_named_in_three_languages_and_says_where_it_comes_from(path: Path) -> None:
    for feature in layer(path.stem):
        said = feature["properties"]
        for key in ("name", "name_ru", "name_fa", "kind", "look", "precision", "position"):
            assert said.get(key), f"{feature['id']} has no {key}"
        assert said["position"].endswith("."), feature["id"]


def test_ids_are_unique_in_the_whole_atlas() -> None:
    ids = [feature["id"] for path in LAYERS for feature in layer(path.stem)]
    for register in ("units", "people", "phases", "glossary", "events", "myths"):
        ids += [row["id"] for row in rows(f"data/{register}.csv")]
    assert sorted(ids) == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in ids)


# Borders


def test_the_31_provinces_make_the_country() -> None:
    provinces = [*PROVINCES.values()]
    assert len(provinces) == 31
    assert shapely.coverage_is_valid(provinces)
    assert shapely.coverage_union_all(provinces).equals(COUNTRY)


def test_no_gap_and_no_overlap_with_the_neighbours() -> None:
    around = [*shapes("republics").values(), *shapes("neighbours").values()]
    assert shapely.coverage_is_valid([*PROVINCES.values(), *around])
    mainland_and_islands = shapely.get_parts(shapely.union_all([COUNTRY, *around]))
    assert not any(part.interiors for part in mainland_and_islands)


def test_the_frontier_is_the_edge_of_the_country() -> None:
    assert FRONTIER.normalize().equals(shapely.boundary(COUNTRY))


def point(place: str) -> BaseGeometry:
    row = PLACES[place]
    return shapely.Point(float(row["lon"]), float(row["lat"]))


BRIDGE = shapely.get_coordinates(CROSSINGS["hairatan-bridge"])


@pytest.mark.parametrize("place", ["torghundi", "torghundi-heliport", "hairatan", "ishkashim"])
def test_inside_the_country(place: str) -> None:
    assert COUNTRY.contains(point(place))


@pytest.mark.parametrize("place", ["kushka", "termez", "pyandzh", "khorog", "kerki"])
def test_outside_the_country(place: str) -> None:
    assert not COUNTRY.intersects(point(place))


def test_the_bridge_leads_out_of_the_country_once() -> None:
    bridge = CROSSINGS["hairatan-bridge"]
    assert COUNTRY.contains(shapely.Point(BRIDGE[0]))
    assert not COUNTRY.intersects(shapely.Point(BRIDGE[-1]))
    assert bridge.intersection(FRONTIER).geom_type == "Point"
    assert length_km(bridge) == pytest.approx(0.816, rel=0.05)


def test_the_bridge_spans_the_river() -> None:
    assert CROSSINGS["hairatan-bridge"].intersection(shapes("rivers")["amu-darya"])


@pytest.mark.parametrize(
    ("source", "lon", "lat"),
    [
        ("en.wikipedia", 67.4282, 37.2278),
        ("de.wikipedia", 67.427605, 37.228966),
        ("ru.wikipedia", 67.4264, 37.2325),
    ],
)
def test_the_bridge_passes_the_published_points(source: str, lon: float, lat: float) -> None:
    off = shapely.shortest_line(CROSSINGS["hairatan-bridge"], shapely.Point(lon, lat))
    assert length_km(off) < 0.05, source


@pytest.mark.parametrize("crossing", ["torghundi-kushka", "sherkhan-bandar-crossing"])
def test_a_crossing_lies_on_the_frontier(crossing: str) -> None:
    """To within half of the thousandth of a degree that the frontier is given in."""
    assert length_km(shapely.shortest_line(CROSSINGS[crossing], FRONTIER)) < 0.06


# Points


ON_A_BORDER_OF_PROVINCES = {"salang-tunnel"}  # it leads from Parwan into Baghlan


@pytest.mark.parametrize("feature", POINTS, ids=lambda feature: feature["id"])
def test_a_point_lies_in_the_province_it_names(feature: Feature) -> None:
    province, where = feature["properties"].get("province"), shape(feature["geometry"])
    if feature["id"] in ON_A_BORDER_OF_PROVINCES:
        assert length_km(shapely.shortest_line(PROVINCES[province], where)) < 3
    elif province:
        assert PROVINCES[province].contains(where)
    else:
        assert not COUNTRY.intersects(where)


@pytest.mark.parametrize("garrison", GARRISONS, ids=lambda row: row["id"])
def test_a_garrison_stands_at_its_place(garrison: dict[str, str]) -> None:
    assert points("garrisons")[garrison["id"]].equals(point(garrison["place"]))


@pytest.mark.parametrize(
    "garrison", [row for row in GARRISONS if row["look"] == "airbase"], ids=lambda row: row["id"]
)
def test_an_air_base_lies_where_ourairports_has_it(garrison: dict[str, str]) -> None:
    assert PLACES[garrison["place"]]["source"] == "ourairports"


def test_every_place_says_where_it_comes_from() -> None:
    for key, row in PLACES.items():
        assert row["provenance"], key
        assert bool(row["record"]) == (row["source"] != "own"), key


# Routes


@pytest.mark.parametrize("route", ["east", "west"])
def test_segments_of_a_trunk_road_join_in_marching_order(route: str) -> None:
    segments = [ROUTES[key] for key in ROADS if ROUTES[key]["properties"]["route"] == route]
    assert [segment["properties"]["order"] for segment in segments] == [1, 2, 3, 4, 5, 6]
    for before, after in pairwise(segments):
        assert before["properties"]["to"] == after["properties"]["from"]
        assert before["geometry"]["coordinates"][-1] == after["geometry"]["coordinates"][0]


@pytest.mark.parametrize("road", ROADS)
def test_a_road_runs_between_the_places_it_names(road: str) -> None:
    ends = points("towns") | points("passes")
    first, last = (shapely.Point(ROADS[road].coords[end]) for end in (0, -1))
    assert first.equals(ends[ROUTES[road]["properties"]["from"]])
    assert last.equals(ends[ROUTES[road]["properties"]["to"]])


@pytest.mark.parametrize(
    "road", ["road-jalalabad-kabul", "road-kabul-salang", "road-salang-pul-i-khumri"]
)
def test_a_mountain_road_has_a_vertex_every_15_km(road: str) -> None:
    for a, b in pairwise(shapely.points(shapely.get_coordinates(ROADS[road]))):
        assert distance_km(a, b) <= 15


@pytest.mark.parametrize("road", ROADS)
def test_roads_cross_the_frontier_only_at_the_crossings(road: str) -> None:
    out = {
        "road-hairatan-termez": CROSSINGS["hairatan-bridge"],
        "road-torghundi-kushka": CROSSINGS["torghundi-kushka"],
    }
    met = ROADS[road].intersection(FRONTIER)
    if road in out:
        assert met.geom_type == "Point"
        assert met.distance(out[road]) < 1e-9
    else:
        assert met.is_empty


def test_the_road_to_termez_runs_over_the_bridge() -> None:
    assert ROADS["road-hairatan-termez"].covers(CROSSINGS["hairatan-bridge"])


@pytest.mark.parametrize(
    ("route", "start", "at_least_km", "at_most_km"),
    [("east", "road-kabul-salang", 400, 460), ("west", "road-kandahar-gereshk", 610, 660)],
)
def test_trunk_roads_are_as_long_as_the_reports_say(
    route: str, start: str, at_least_km: float, at_most_km: float
) -> None:
    first = ROUTES[start]["properties"]["order"]
    marched = [
        line
        for key, line in ROADS.items()
        if ROUTES[key]["properties"]["route"] == route
        and ROUTES[key]["properties"]["order"] >= first
    ]
    assert at_least_km <= sum(length_km(line) for line in marched) <= at_most_km


# Relief


def test_the_relief_has_the_proportions_of_its_bounds_in_web_mercator() -> None:
    header = (ROOT / "geo" / "relief.webp").read_bytes()[:30]
    width, height = (int.from_bytes(header[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    rise = asinh(tan(radians(41.5))) - asinh(tan(radians(26.5)))
    assert height / width == pytest.approx(rise / radians(79 - 56), abs=0.5 / width)
