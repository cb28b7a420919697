"""Where things are: positions, shapes, lines, the projection.

In go GeoJSON geometries (RFC 7946, degrees of WGS 84); out come what is wrong with them (swapped
axes too), lengths in km, bounds (west, south, east, north), label points, pixels of Web Mercator,
and whole numbers for the browser. Arrays of shapely geometries are sorted and flattened. Knows of
no atlas.
"""

from mapper.geometry.arrays import (
    DIMENSIONS,
    Found,
    Sorted,
    as_ragged,
    from_ragged,
    sort_shapes,
    total_bounds,
)
from mapper.geometry.encode import shape
from mapper.geometry.flat import flatten, is_flat
from mapper.geometry.geos import bends, clipped
from mapper.geometry.lines import along
from mapper.geometry.many import sound, swapped, valid
from mapper.geometry.positions import DEPTH, LEAST, misfits
from mapper.geometry.projection import (
    LIMIT,
    Box,
    Pixel,
    box_of,
    km_per_pixel,
    overlap,
    pixel,
    pixel_arrays,
    pixels,
    position,
    world,
    zoom_that_fits,
)
from mapper.geometry.ragged import (
    KINDS,
    Ragged,
    geometry,
    is_area,
    joined,
    kinds_of_rings,
    ragged,
    taken,
)
from mapper.geometry.shapes import (
    bounds_of,
    decimals_of,
    doubts,
    faults,
    holds,
    inside_points,
    label_point,
    length_km,
    runs,
)
from mapper.geometry.types import Bounds, Geometry

__all__ = [
    "DEPTH",
    "DIMENSIONS",
    "KINDS",
    "LEAST",
    "LIMIT",
    "Bounds",
    "Box",
    "Found",
    "Geometry",
    "Pixel",
    "Ragged",
    "Sorted",
    "along",
    "as_ragged",
    "bends",
    "bounds_of",
    "box_of",
    "clipped",
    "decimals_of",
    "doubts",
    "faults",
    "flatten",
    "from_ragged",
    "geometry",
    "holds",
    "inside_points",
    "is_area",
    "is_flat",
    "joined",
    "kinds_of_rings",
    "km_per_pixel",
    "label_point",
    "length_km",
    "misfits",
    "overlap",
    "pixel",
    "pixel_arrays",
    "pixels",
    "position",
    "ragged",
    "runs",
    "shape",
    "sort_shapes",
    "sound",
    "swapped",
    "taken",
    "total_bounds",
    "valid",
    "world",
    "zoom_that_fits",
]
