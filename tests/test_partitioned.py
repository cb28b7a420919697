"""A set too large for one machine: prepared in parts by several processes, then added."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from distributed import Client
from shapely.geometry import Point
from typer.testing import CliRunner

import mapper
from mapper.cli import app
from places import ROOT

SCRIPT = str(ROOT / "examples" / "partitioned.py")
PARTS, EACH = 6, 50


@pytest.fixture(scope="module")
def wells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partitioned set in metres: six strips from west to east, the last far away, with gaps."""
    folder = tmp_path_factory.mktemp("set") / "wells.parquet"
    folder.mkdir()
    for part in range(PARTS):
        west = 30.0 if part == PARTS - 1 else -2.9 + part * 0.3
        numbers = np.arange(EACH)
        points = [Point(west + 0.005 * each, 59.2 + 0.02 * each) for each in numbers]
        frame = gpd.GeoDataFrame(
            {
                "name": [f"Well {part}-{each}" for each in numbers],
                "depth": numbers.astype(float),
                "noise": "x",
            },
            geometry=points,
            crs=4326,
        ).to_crs(3857)
        frame.loc[0, "geometry"] = None
        frame.loc[1, "geometry"] = Point()
        frame.to_parquet(folder / f"part.{part}.parquet")
    return folder


def test_several_workers_prepare_a_set_and_add_takes_it(
    wells: Path, harbour: Path, tmp_path: Path
) -> None:
    """Run for real: two processes, in the order of the set; then it is a layer of the atlas."""
    target = tmp_path / "wells.geojsonl"
    asked = ["--within", "-3", "59", "-1", "60.5", "--where", "depth >= 10", "--columns", "name"]

    done = subprocess.run(
        [sys.executable, SCRIPT, str(wells), str(target), *asked, "--workers", "2"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    # Of six partitions one lies elsewhere, and is not read.
    assert "200 features of 5 partitions by 2 workers" in done.stdout
    features = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    expected = [f"Well {part}-{each}" for part in range(PARTS - 1) for each in range(10, EACH)]
    assert [each["properties"] for each in features] == [{"name": name} for name in expected]
    lon, lat = features[0]["geometry"]["coordinates"]
    assert (round(lon, 6), round(lat, 6)) == (-2.85, 59.4)
    assert list(tmp_path.glob(".*")) == []

    added = CliRunner().invoke(
        app, ["add", str(target), "--folder", str(harbour), "--title", "Wells"]
    )
    assert added.exit_code == 0, added.output
    (layer,) = [each for each in mapper.load(harbour).layers if each.id == "wells"]
    assert [feature.name["en"] for feature in layer.features] == expected


@pytest.mark.filterwarnings("ignore")  # of dask's own, about itself
def test_what_goes_wrong_leaves_no_half_file(wells: Path, tmp_path: Path) -> None:
    prepare = runpy.run_path(SCRIPT)["prepare"]
    target = tmp_path / "wells.geojsonl"
    target.write_text("as it was\n", "utf-8")

    with (
        Client(processes=False, n_workers=1, dashboard_address=None) as client,
        pytest.raises(KeyError, match="nome"),
    ):
        prepare(str(wells), target, client, columns=["nome"])

    assert target.read_text("utf-8") == "as it was\n"
    assert list(tmp_path.glob(".*")) == []
