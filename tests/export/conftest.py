"""What the tests of this folder begin with."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import mapper
from exported import HOSTILE, ILLEGAL, KEY
from mapper.export.write import FORMATS, export
from mapper.model.atlas import Atlas


@pytest.fixture(scope="session")
def exported(atlas: Atlas) -> Mapping[str, Mapping[str, bytes]]:
    """Format → the files of this project's atlas."""
    return {format: export(atlas, format) for format in FORMATS}


@pytest.fixture
def hostile(harbour: Path) -> Atlas:
    """The tiny atlas with text that means harm, a height, and columns that differ in case only."""
    quays = harbour / "geo" / "quays.geojson"
    content = json.loads(quays.read_text("utf-8"))
    north = content["features"][0]
    north["geometry"]["coordinates"].append(12.5)
    north["properties"] |= {"name": HOSTILE, "name_de": ILLEGAL, "kind": HOSTILE, KEY: HOSTILE}
    north["properties"] |= {"KIND": "a", "fid": "b", "geom": "c", "": "d", "also": [HOSTILE]}
    quays.write_text(json.dumps(content), "utf-8")
    with (harbour / "data" / "facts.csv").open("a", encoding="utf-8", newline="") as file:
        row = ("north-quay", "ships", "7", "1742", "ledger1741", "low", HOSTILE)
        csv.writer(file).writerow(row)
    return mapper.load(harbour)


@pytest.fixture(scope="session")
def places(exported: Mapping[str, Mapping[str, bytes]]) -> dict[str, Any]:
    (data,) = exported["lpf"].values()
    content: dict[str, Any] = json.loads(data)
    return content
