"""The ground under any map: what is land and what is not, cut to bounds, small, and whose."""

import csv
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

import mapper.ground
from mapper import assets
from mapper.ground import COARSE, FINE, PARTS, Ground, ground, scale_for

FILES = Path(mapper.ground.__file__).parent
TOOLS = Path(__file__).parents[2] / "tools"
WORLD = (-180.0, -90.0, 180.0, 90.0)


def part(scale: str, name: str) -> shapely.Geometry:
    return shape(ground(WORLD, scale).shapes[name])


@pytest.mark.parametrize("scale", [COARSE, FINE])
@pytest.mark.parametrize(
    ("name", "lon", "lat", "is_land"),
    [
        ("Paris", 2.35, 48.86, True),
        ("Nairobi", 36.82, -1.29, True),
        ("Santiago", -70.67, -33.45, True),
        ("Chukotka, beyond the 180th meridian", -175.0, 66.5, True),
        ("Kolyma, before it", 170.0, 67.0, True),
        ("the South Pole", 0.0, -90.0, True),
        ("the Gulf of Guinea", 0.0, 0.0, False),
        ("the middle of the Caspian Sea", 51.0, 42.0, False),
        ("the Pacific at the 180th meridian", 180.0, 0.0, False),
        ("the North Pole", 0.0, 90.0, False),
    ],
)
def test_known_places_are_on_land_or_are_not(
    scale: str, name: str, lon: float, lat: float, is_land: bool
) -> None:
    assert part(scale, "land").intersects(shapely.Point(lon, lat)) is is_land, name


@pytest.mark.parametrize("scale", [COARSE, FINE])
@pytest.mark.parametrize(("lon", "lat"), [(33.0, -1.0), (-87.5, 47.7)])
def test_great_lakes_are_lakes_on_land(scale: str, lon: float, lat: float) -> None:
    assert part(scale, "lakes").contains(shapely.Point(lon, lat))
    assert part(scale, "land").contains(shapely.Point(lon, lat))


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [("borders", 7.59, 47.59), ("rivers", 32.5, 15.6), ("rivers", 19.05, 47.5)],
)
def test_three_lands_meet_at_basel_and_rivers_flow_through_khartoum_and_budapest(
    name: str, lon: float, lat: float
) -> None:
    assert part(FINE, name).distance(shapely.Point(lon, lat)) < 0.25


@pytest.mark.parametrize("scale", [COARSE, FINE])
def test_every_shape_is_sound_and_no_shore_runs_along_the_edge_of_the_world(scale: str) -> None:
    found = ground(WORLD, scale).shapes
    assert set(found) == set(PARTS)
    for name in ("land", "lakes"):
        assert all(map(shapely.is_valid, shapely.get_parts(shape(found[name]))))
    for run in found["coast"]["coordinates"]:
        for (lon, lat), (lon2, lat2) in pairwise(run):
            assert not (abs(lon) == 180 and lon == lon2), "the 180th meridian is no coast"
            assert not (lat <= -89.9 and lat2 <= -89.9), "the South Pole is no coast"
            assert abs(lon - lon2) < 180, "no line leads around the world"


def test_only_what_lies_in_the_bounds_is_given_cut_at_their_edges() -> None:
    bounds = (60.0, 29.0, 75.0, 39.0)  # wholly inland
    found = ground(bounds)
    assert found.scale == FINE
    assert shape(found.shapes["land"]).equals(shapely.box(*bounds))
    assert "coast" not in found.shapes
    for geometry in found.shapes.values():
        west, south, east, north = shape(geometry).bounds
        assert west >= 60
        assert south >= 29
        assert east <= 75
        assert north <= 39
    assert ground((-30.0, 0.0, -28.0, 2.0)) == Ground(FINE, {}), "the open sea holds nothing"


def test_continents_are_coarse_and_what_is_smaller_fine() -> None:
    assert scale_for((-12, 34, 40, 72)) == COARSE
    assert scale_for((2, 41, 10, 48)) == FINE
    assert scale_for((170, -25, -170, -10)) == FINE, "20 degrees wide, not 340"


def test_bounds_across_the_180th_meridian_hold_what_lies_on_both_sides() -> None:
    across = shape(ground((176.0, -20.0, -178.0, -15.0)).shapes["land"])
    assert across.intersects(shapely.Point(178.0, -17.8)), "Viti Levu"
    assert across.intersects(shapely.Point(-179.92, -16.81)), "Taveuni"
    assert not across.intersects(shapely.box(-170, -20, 170, -15))


def test_what_is_written_within_bounds_has_two_decimals() -> None:
    for run in ground((2.123, 41.0, 10.0, 48.0)).shapes["coast"]["coordinates"]:
        for position in run:
            assert all(round(each, 2) == each for each in position)


def test_the_files_are_small_pinned_and_their_licence_is_written_down() -> None:
    sizes = [path.stat().st_size for path in FILES.glob("*.bin")]
    assert len(sizes) == 2
    assert sum(sizes) <= 300_000
    with (TOOLS / "packages.csv").open(encoding="utf-8", newline="") as file:
        pins = {row["key"]: row for row in csv.DictReader(file)}
    for scale in (COARSE, FINE):
        for kind in ("ground", "waters"):
            pin = pins[f"{kind}-{scale}"]
            assert len(pin["archive_sha256"]) == len(pin["member_sha256"]) == 64
    licences = (TOOLS / "LICENCES.md").read_text("utf-8")
    assert "src/mapper/ground/*.bin" in licences
    credit = assets.words()["en"]["explore.credit"]
    assert "Natural Earth" in credit
    assert "borders of today" in credit


def test_the_same_bounds_give_the_same_shapes() -> None:
    digests = {hashlib.sha256(repr(ground(WORLD)).encode()).digest() for _ in range(2)}
    assert len(digests) == 1
