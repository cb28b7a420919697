"""Small invented atlases: of given features, or one layer more in a folder."""

from __future__ import annotations

import json
from pathlib import Path

from mapper.model.atlas import Atlas, Feature, Layer
from mapper.model.manifest import LayerEntry, Manifest

AREA = [0.0, 50.0, 10.0, 56.0]


def feature(id: str, name: str, look: str, geometry: object, rank: int | None = None) -> Feature:
    properties = {"rank": rank} if rank else {}
    return Feature(id, {"en": name}, look, geometry, properties)


def point(
    id: str, lon: float, lat: float, look: str = "town", rank: int = 5, name: str = ""
) -> Feature:
    return feature(id, name or id, look, {"type": "Point", "coordinates": [lon, lat]}, rank)


def square(west: float, south: float, size: float) -> dict[str, object]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make(*features: Feature, **entry: object) -> Atlas:
    """An invented atlas of one layer."""
    info = {"id": "a", "title": "A", "period": "1741/1742", "date": "1741-01-01", "bounds": AREA}
    info["zoom"] = [5, 12]
    manifest = Manifest.model_validate({"atlas": info})
    kept = LayerEntry(id="places", title="Places", look="town", licence="CC0", **entry)
    return Atlas(manifest, (Layer(kept, features),))


def add_layer(
    harbour: Path, id: str, features: list[tuple[str, dict[str, object], object]], entry: str
) -> None:
    """Write a layer of (id, properties, geometry), and its entry above the fields."""
    items = [
        {"type": "Feature", "id": each, "properties": properties, "geometry": geometry}
        for each, properties, geometry in features
    ]
    (harbour / "geo" / f"{id}.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": items}), "utf-8"
    )
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    made = f'[[layer]]\nid = "{id}"\ntitle = "{id.title()}"\nlicence = "CC0"\n{entry}\n'
    manifest.write_text(text.replace("[fields.built]", f"{made}\n[fields.built]", 1), "utf-8")


FIELDS = """
[fields.photo]
label = "Photograph"
kind = "image"

[fields.drawing]
label = "Drawing"
kind = "image"

[fields.site]
label = "Website"
kind = "link"
"""

MEDIA = "file,alt,credit,licence,source\nquay.jpg,The quay from the south,A. Maker,CC BY 4.0,\n"


def pictured(folder: Path, media: str = MEDIA, facts: str = "", **properties: object) -> Path:
    """The tiny atlas with fields of pictures and links: `properties` are those of its north quay.

    `facts` are rows more of its table; the files in `media/` are for the caller to draw.
    """
    manifest = folder / "data" / "atlas.toml"
    words = manifest.read_text("utf-8")
    shown = ", ".join(f'"{name}"' for name in properties)
    words = words.replace('title = "Quays"', f'title = "Quays"\npopup = [{shown}]')
    manifest.write_text(words + FIELDS, "utf-8")
    quays = folder / "geo" / "quays.geojson"
    more = json.dumps(properties, ensure_ascii=False)[1:-1]
    text = quays.read_text("utf-8")
    quays.write_text(text.replace('"rank":1', f'"rank":1{more and ","}{more}'), "utf-8")
    with (folder / "data" / "facts.csv").open("a", encoding="utf-8") as table:
        table.write(facts)
    (folder / "data" / "media.csv").write_text(media, "utf-8")
    return folder
