"""Layers to colour by a column."""

import json
from pathlib import Path

from mapper.model.atlas import Feature


def feature(number, value=None, geometry=None):
    place = {"type": "Point", "coordinates": [-2.5 + number / 20, 59.6]}
    properties = {"name": f"Place {number}"} | ({} if value is None else {"by": value})
    return Feature(
        f"place-{number}", {"en": f"Place {number}"}, "point", geometry or place, properties
    )


def folder(harbour: Path, colour: str, values=(10, 20, 30, 40, None), extra=()) -> Path:
    """The tiny atlas with a coloured layer of points, and further features."""
    shapes = [*(feature(n, value) for n, value in enumerate(values)), *extra]
    items = [
        {
            "type": "Feature",
            "id": each.id,
            "properties": dict(each.properties),
            "geometry": dict(each.geometry),
        }
        for each in shapes
    ]
    (harbour / "geo" / "wells.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": items})
    )
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    entry = f'[[layer]]\nid = "wells"\ntitle = "Wells"\nlook = "point"\nlicence = "CC0"\n{colour}\n'
    manifest.write_text(text.replace("[fields.built]", f"{entry}\n[fields.built]", 1), "utf-8")
    return harbour


def put_symbol(harbour: Path, id: str, svg: str | None, more: str = "") -> None:
    """A `[[symbol]]` of the tiny atlas, and its file if it has one."""
    (harbour / "media").mkdir(exist_ok=True)
    if svg is not None:
        (harbour / "media" / f"{id}.svg").write_text(svg, "utf-8")
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    entry = f'[[symbol]]\nid = "{id}"\nfile = "media/{id}.svg"\n{more}\n'
    manifest.write_text(text.replace("[fields.built]", f"{entry}\n[fields.built]", 1), "utf-8")
