"""Atlases of very many features, invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from playwright.sync_api import Page

import mapper

HOSTILE = [
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    "{{7*7}}{% print 1 %}",
    "${window.hurt=1}`\\",
]

MANIFEST = """\
[atlas]
id = "many"
title = "Many things"
summary = "Invented, to test with."
period = "1741/1742"
bounds = [-3.0, 59.0, -1.0, 60.0]
zoom = [5, 12]
languages = ["en", "de"]
date = "2026-11-25"

[[layer]]
id = "land"
title = "Land"
look = "country"
ground = true
licence = "CC0-1.0"
"""

LAYER = """
[[layer]]
id = "{id}"
title = "{id}"
look = "{look}"
licence = "CC0-1.0"
"""

LAND = [[-3, 59], [-1, 59], [-1, 60], [-3, 60], [-3, 59]]


def points(n: int) -> list[dict[str, Any]]:
    """On a grid of 100 columns; the first ones with hostile texts; every other without a depth."""
    rows = -(-n // 100)
    return [
        {
            "type": "Feature",
            "id": f"well-{index}",
            "properties": {
                "name": HOSTILE[index] if index < len(HOSTILE) else f"Well {index}",
                "name_de": f"Brunnen {index}",
                "kind": HOSTILE[0] if index < len(HOSTILE) else "well",
                "depth_m": index / 10 if index % 2 else None,
                "remark": HOSTILE[index % 4],
            },
            "geometry": {
                "type": "Point",
                "coordinates": [
                    round(-2.98 + 1.96 * (index % 100) / 99, 7),
                    round(59.02 + 0.96 * (index // 100) / rows, 7),
                ],
            },
        }
        for index in range(n)
    ]


def build_many(folder: Path, **layers: tuple[str, list[dict[str, Any]]]) -> Path:
    """The page of an atlas with these layers, each a look and features, over one land."""
    (folder / "data").mkdir(parents=True)
    (folder / "geo").mkdir()
    land = {
        "type": "Feature",
        "id": "land-itself",
        "properties": {"name": "Land"},
        "geometry": {"type": "Polygon", "coordinates": [LAND]},
    }
    manifest = MANIFEST
    for id, (look, features) in ({"land": ("country", [land])} | layers).items():
        manifest += "" if id == "land" else LAYER.format(id=id, look=look)
        lines = b",\n".join(map(orjson.dumps, features))
        text = b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"
        (folder / "geo" / f"{id}.geojson").write_bytes(text)
    (folder / "data" / "atlas.toml").write_text(manifest, "utf-8")
    facts = "subject,field,value,date,sources,certainty,note\n"
    (folder / "data" / "facts.csv").write_text(facts, "utf-8")
    return mapper.build(folder).page


def drawn(page: Page) -> dict[str, int]:
    """By layer, how many features its picture says it shows."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.many canvas')].map("
        "canvas => [canvas.parentNode.dataset.layer, Number(canvas.dataset.drawn)]))"
    )


def place(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a position lies on the screen."""
    x, y = page.evaluate(
        """([lon, lat]) => {
          const { x, y } = map_atlas.latLngToContainerPoint([lat, lon]);
          const box = map_atlas.getContainer().getBoundingClientRect();
          return [box.x + x, box.y + y];
        }""",
        [lon, lat],
    )
    return x, y
