"""Invented layers to measure with: the same features for every tool, five attributes each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

BOUNDS = (60.0, 29.0, 75.0, 39.0)
"""West, south, east, north."""
VERTICES = 50
"""Positions of a polygon, the first one twice."""
KINDS = ("well", "farm", "mill", "ford", "shrine", "school", "kiln", "tower")

MANIFEST = """\
[atlas]
id = "made"
title = "Many {kind}"
period = "1900/1910"
bounds = [60.0, 29.0, 75.0, 39.0]
date = "2026-11-25"

[[layer]]
id = "many"
title = "Many {kind}"
look = "{look}"
licence = "CC0-1.0"
"""


def write(kind: str, count: int, atlas: Path) -> Path:
    """An atlas of one layer of points or polygons; returns the layer's folder."""
    geo = atlas / "geo"
    for folder in (geo, atlas / "data"):
        folder.mkdir(parents=True)
    look = {"points": "point", "polygons": "area"}[kind]
    (atlas / "data" / "atlas.toml").write_text(MANIFEST.format(kind=kind, look=look), "utf-8")
    with (geo / "many.geojson").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for index, item in enumerate(features(kind, count)):
            file.write(",\n" * bool(index) + json.dumps(item, separators=(",", ":")))
        file.write("\n]}\n")
    return geo


def features(kind: str, count: int) -> Iterator[dict[str, Any]]:
    """The same each time."""
    random = Random(7)  # noqa: S311 # no secret
    for index in range(1, count + 1):
        lon, lat = random.uniform(60.1, 74.9), random.uniform(29.1, 38.9)
        shape = {"points": point, "polygons": polygon}[kind](lon, lat, random)
        properties = {
            "name": f"Place {index}",
            "kind": random.choice(KINDS),
            "height": random.randint(200, 5000),
            "flow": round(random.uniform(0, 90), 2),
            "built": f"{random.randint(1850, 1910)}-{random.randint(1, 12):02d}",
        }
        yield {
            "type": "Feature",
            "id": f"many-{index}",
            "properties": properties,
            "geometry": shape,
        }


def point(lon: float, lat: float, random: Random) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}


def polygon(lon: float, lat: float, random: Random) -> dict[str, Any]:
    """A star round its middle, so that it never crosses itself."""
    ring = []
    for step in range(VERTICES - 1):
        turn, reach = step / (VERTICES - 1) * 2 * pi, random.uniform(0.028, 0.04)
        ring.append([round(lon + reach * cos(turn), 5), round(lat + reach * sin(turn), 5)])
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
