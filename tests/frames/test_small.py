"""The page of a small frame: how small it is, and what of the ground is in it."""

from __future__ import annotations

import gzip
import re

import geopandas as gpd
import numpy as np
import pytest

from mapper.frames import explore


@pytest.fixture(scope="module")
def html() -> str:
    random = np.random.default_rng(1)
    at = gpd.points_from_xy(random.uniform(5, 15, 100), random.uniform(45, 52, 100))
    columns = {"name": [f"Place {n}" for n in range(100)], "v": random.uniform(0, 100, 100)}
    return explore(gpd.GeoDataFrame(columns, geometry=at, crs=4326), "v").html


def test_it_is_small(html: str) -> None:
    """With the whole engine and the ground: at most 400 kB, 130 gzipped."""
    assert len(html.encode()) <= 400_000
    assert len(gzip.compress(html.encode(), 9)) <= 130_000


def test_the_ground_is_not_listed(html: str) -> None:
    assert "record-ground" not in html
    assert "layer-ground" not in html
    assert "record-data-99" in html


def test_the_static_map_has_of_the_ground_what_lies_in_its_frame(html: str) -> None:
    svg = re.search(r'<figure id="?static-map.*?</svg>', html, re.DOTALL)
    assert svg
    width, height = map(int, re.search(r'viewbox="0 0 (\d+) (\d+)"', svg[0], re.I).groups())  # type: ignore[union-attr]
    land = re.search(r'd="?(M[^">]*?)"? class="?look-land', svg[0]) or re.search(
        r'class="?look-land"? d="?(M[^">]*)', svg[0]
    )
    assert land
    for ring in land[1].split("M")[1:]:
        numbers = [int(each) for each in re.findall(r"-?\d+", ring)]
        x, y = np.cumsum(np.array([*zip(numbers[::2], numbers[1::2], strict=True)]), axis=0).T
        assert -20 <= x.min() < x.max() <= width + 20
        assert -20 <= y.min() < y.max() <= height + 20
