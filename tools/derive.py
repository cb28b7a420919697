"""Write every layer of geo/ from pinned open data and the tables beside this file.

Run by hand when a table or a pin changes (see README.md); an ordinary build never runs it.
"""

import shapely
from borders import border_layers
from geojson import write_layer
from relief import write_relief
from rivers import river_features
from routes import route_features
from tables import HERE, read_rows

from places import check_places, crossing_features, garrison_features, place_features, positions

GEO = HERE.parent / "geo"


def derive() -> None:
    """Derive all layers; nothing is written before all of them have been computed."""
    places = read_rows("places.csv")
    check_places(places)
    at = positions(places)
    layers = border_layers()
    (country,) = layers["country"]
    frontier = shapely.line_merge(shapely.union_all([line.geometry for line in layers["frontier"]]))
    layers |= {
        "rivers": river_features(at),
        "towns": place_features("towns", places, at),
        "passes": place_features("passes", places, at),
        "garrisons": garrison_features(places, at),
        "crossings": crossing_features(at, frontier),
        "routes": route_features(places, at, country.geometry),
    }
    GEO.mkdir(exist_ok=True)
    for layer, features in layers.items():
        write_layer(GEO / f"{layer}.geojson", features)
    write_relief(GEO / "relief.webp")


if __name__ == "__main__":
    derive()
