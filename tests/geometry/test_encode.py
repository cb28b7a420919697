"""Geometries on their way to the browser and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.geometry.encode import decode, shape

number = st.floats(-90, 90, allow_nan=False)
position = st.tuples(number, number).map(list)
line = st.lists(position, min_size=2, max_size=12)
ring = st.lists(position, min_size=3, max_size=12).map(lambda run: [*run, run[0]])
geometry = st.one_of(
    st.builds(lambda at: {"type": "Point", "coordinates": at}, position),
    st.builds(lambda at: {"type": "LineString", "coordinates": at}, line),
    st.builds(
        lambda at: {"type": "MultiPoint", "coordinates": at},
        st.lists(position, min_size=1, max_size=5),
    ),
    st.builds(
        lambda at: {"type": "MultiLineString", "coordinates": at},
        st.lists(line, min_size=1, max_size=4),
    ),
    st.builds(
        lambda at: {"type": "Polygon", "coordinates": at}, st.lists(ring, min_size=1, max_size=4)
    ),
    st.builds(
        lambda at: {"type": "MultiPolygon", "coordinates": at},
        st.lists(st.lists(ring, min_size=1, max_size=3), min_size=1, max_size=3),
    ),
)


def runs(coordinates):
    """Every run of positions in a nest of coordinates."""
    if isinstance(coordinates[0], float):
        return [[coordinates]]
    if isinstance(coordinates[0][0], float):
        return [coordinates]
    return [run for part in coordinates for run in runs(part)]


@given(geometry, st.integers(0, 6))
def test_a_shape_comes_back_to_within_half_a_unit(geometry, decimals):
    back = decode(shape(geometry, decimals), decimals)
    half = 0.5000001 * 10**-decimals
    assert back["type"] == geometry["type"]
    sent, got = runs(geometry["coordinates"]), runs(back["coordinates"])
    assert len(sent) == len(got)
    for before, after in zip(sent, got, strict=True):
        for lon, lat in before:
            assert any(abs(lon - x) <= half and abs(lat - y) <= half for x, y in after)
        assert (
            max(
                abs(a - b)
                for a, b in zip(before[0] + before[-1], after[0] + after[-1], strict=True)
            )
            <= half
        )


@given(geometry, st.integers(0, 6))
def test_lines_keep_two_positions_and_rings_four(geometry, decimals):
    back = decode(shape(geometry, decimals), decimals)
    least = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}.get(
        back["type"], 1
    )
    assert all(len(run) >= least for run in runs(back["coordinates"]))


def test_a_run_is_flat_and_delta_coded():
    line = {
        "type": "LineString",
        "coordinates": [[67.4251, 37.2282], [67.4300, 37.2200], [67.43004, 37.22001]],
    }
    assert shape(line, 4) == {"type": "LineString", "at": [674251, 372282, 49, -82]}


def test_heights_are_dropped():
    assert shape({"type": "Point", "coordinates": [1.5, 2.5, 800]}, 1) == {
        "type": "Point",
        "at": [15, 25],
    }


def test_an_unknown_type_is_refused():
    with pytest.raises(ValueError, match="GeometryCollection has no shape"):
        shape({"type": "GeometryCollection", "geometries": []}, 5)
