"""One page of the same layers: by plain folium, by `geopandas.explore()`, or by ourselves.

`python bench/peers.py folium|explore|mapper|add GEO OUT` writes the page OUT, the peers' as one
would with a few lines of one's own: every layer of the folder GEO, popups of names (folium) or
tooltips of all columns (explore, its default). Neither asks for tiles: no network is in the
measure. Ours is the site of the project folder that GEO is in, written to OUT's folder. `add` in
place of a name adds each layer of GEO to an atlas without any, and writes no page.

Prints how many seconds it took without the imports: those of a large library cost the same for one
feature as for a million.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

CENTRE = (34.0, 67.5)
"""Of the map, lat and lon; with the zoom, all layers are in view on a large screen."""
ZOOM = 6

Work = Callable[[Path, Path], None]
"""From the layers' folder to the page."""


def main(name: str, geo: str, out: str) -> None:
    work = {"folium": by_folium, "explore": by_explore, "mapper": by_mapper, "add": by_add}[name]()
    start = perf_counter()
    work(Path(geo), Path(out))
    print(perf_counter() - start)


def layers(geo: Path) -> Sequence[Path]:
    return sorted(geo.glob("*.geojson"))


def features(geo: Path) -> int:
    """How many features the layers hold; each peer draws one mark or path for each."""
    return sum(len(json.loads(path.read_bytes())["features"]) for path in layers(geo))


# Each imports what it needs, also what would be imported on the way, and no more than that.


def by_folium() -> Work:
    import folium

    def work(geo: Path, out: Path) -> None:
        map_ = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)
        for path in layers(geo):
            popup = folium.GeoJsonPopup(fields=["name"], labels=False)
            folium.GeoJson(json.loads(path.read_bytes()), name=path.stem, popup=popup).add_to(map_)
        folium.LayerControl().add_to(map_)
        map_.save(out)

    return work


def by_explore() -> Work:
    import folium
    import geopandas
    import mapclassify  # type: ignore[import-not-found] # noqa: F401 # explore() asks for it
    import matplotlib.pyplot  # type: ignore[import-not-found] # noqa: F401 # so does it for this
    import pyogrio  # noqa: F401

    def work(geo: Path, out: Path) -> None:
        map_ = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)
        for path in layers(geo):
            geopandas.read_file(path).explore(m=map_, name=path.stem)
        folium.LayerControl().add_to(map_)
        map_.save(out)

    return work


def by_mapper() -> Work:
    import pypandoc  # noqa: F401

    import mapper.page.lesson
    import mapper.page.page

    def work(geo: Path, out: Path) -> None:
        mapper.build(geo.parent, out.parent)

    return work


def by_add() -> Work:
    import mapper.edit
    import mapper.formats.read

    def work(geo: Path, out: Path) -> None:
        manifest = (geo.parent / "data" / "atlas.toml").read_text("utf-8")
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            for name in ("data", "geo"):
                Path(folder, name).mkdir()
            bare = manifest.partition("[[layer]]")[0]
            Path(folder, "data", "atlas.toml").write_text(bare, "utf-8")
            for path in layers(geo):
                mapper.edit.add(folder, path, id=path.stem)

    return work


if __name__ == "__main__":
    main(*sys.argv[1:])
