"""The peers: the same layers by plain folium and by `geopandas.explore()`.

`python bench/peers.py folium|explore GEO OUT` writes one page, as one would with a few lines of
one's own: every layer of the folder GEO, popups of names (folium) or tooltips of all columns
(explore, its default). Neither asks for tiles: no network is in the measure.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import folium

CENTRE = (34.0, 67.5)
"""Of the map, lat and lon; with the zoom, all layers are in view on a large screen."""
ZOOM = 6


def main(peer: str, geo: str, out: str) -> None:
    map_ = {"folium": by_folium, "explore": by_explore}[peer](layers(Path(geo)))
    map_.save(out)


def layers(geo: Path) -> list[Path]:
    return sorted(geo.glob("*.geojson"))


def features(geo: Path) -> int:
    """How many features the layers hold; each peer draws one mark or path for each."""
    return sum(len(json.loads(path.read_bytes())["features"]) for path in layers(geo))


def by_folium(paths: Sequence[Path]) -> folium.Map:
    import folium  # here, so that each peer pays for its own imports alone

    map_ = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)
    for path in paths:
        popup = folium.GeoJsonPopup(fields=["name"], labels=False)
        folium.GeoJson(json.loads(path.read_bytes()), name=path.stem, popup=popup).add_to(map_)
    folium.LayerControl().add_to(map_)
    return map_


def by_explore(paths: Sequence[Path]) -> folium.Map:
    import folium
    import geopandas

    map_ = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)
    for path in paths:
        geopandas.read_file(path).explore(m=map_, name=path.stem)
    folium.LayerControl().add_to(map_)
    return map_


if __name__ == "__main__":
    main(*sys.argv[1:])
