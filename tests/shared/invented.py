"""Small invented atlases: of given features, one layer more in a folder, or frames to explore."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.model.atlas import Atlas, Feature, Layer
from mapper.model.manifest import LayerEntry, Manifest

if TYPE_CHECKING:
    import geopandas as gpd

    from mapper.frames import Page

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


def points(count: int = 4, **columns: Any) -> gpd.GeoDataFrame:
    """So many points on a diagonal of degrees, with columns."""
    import geopandas as gpd  # here, for it is slow to import, and few tests want a frame
    from shapely import Point

    at = [Point(each, each + 40) for each in range(count)]
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


def data_layer(page: Page) -> Layer:
    """The last layer, which is that of the last frame."""
    return page.atlas.layers[-1]


def payload(page: Page) -> Any:
    """What the page sends to the browser."""
    found = re.search(r"<script id=payload type=application/json>(.*?)</script>", page.html, re.S)
    assert found
    return json.loads(found[1])


def key_rows(page: Page) -> list[str]:
    """What the map key says of the last layer's classes, in its order."""
    looks = data_layer(page).entry.looks
    return [*looks.of] if looks else []


def colours(page: Page) -> list[str]:
    """The colours of the last layer's classes, in the order of the key; of all rows without one."""
    layer = data_layer(page)
    looks = layer.entry.looks
    names = looks.of.values() if looks else dict.fromkeys(each.look for each in layer.features)
    worn = page.drawn[-1].looks
    return [worn[name][1].colour for name in names]
