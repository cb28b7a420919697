"""Ground that a map does not open with: fewer positions, hardly elsewhere."""

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from mapper.geometry import runs
from mapper.ground import FINE, coarser, ground

BOUNDS = (-12.0, 34.0, 30.0, 60.0)
SEEN = (5.0, 44.0, 15.0, 52.0)
BY = 0.03
GIVEN = ground(BOUNDS, FINE, ("land", "borders", "lakes", "rivers")).shapes
LEFT = coarser(GIVEN, SEEN, BY)


def positions(name: str, shapes: dict) -> np.ndarray:
    return np.vstack([np.array(run) for run in runs(shapes[name])])


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_beyond_what_is_seen_there_are_fewer(name: str) -> None:
    assert len(positions(name, LEFT)) < 0.9 * len(positions(name, GIVEN))


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_what_is_seen_is_as_it_was(name: str) -> None:
    west, south, east, north = SEEN
    inside = []
    for shapes in (GIVEN, LEFT):
        at = positions(name, shapes)
        lon, lat = at.T
        inside.append(at[(lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)])
    assert inside[0].tolist() == inside[1].tolist()


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_no_line_is_further_off_than_asked(name: str) -> None:
    for before, after in zip(runs(GIVEN[name]), runs(LEFT[name]), strict=True):
        off = shapely.hausdorff_distance(shapely.LineString(before), shapely.LineString(after))
        assert off <= BY + 1e-9


def test_every_island_stays_and_is_closed() -> None:
    assert len(LEFT["land"]["coordinates"]) == len(GIVEN["land"]["coordinates"])
    for ring in runs(LEFT["land"]):
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
    area = [shape(each["land"]).buffer(0).area for each in (GIVEN, LEFT)]
    assert area[1] == pytest.approx(area[0], rel=0.01)


def test_of_nothing_there_is_nothing() -> None:
    assert coarser({}, SEEN, BY) == {}
