"""Web Mercator, as the map in the browser has it (EPSG:3857): degrees ⇄ pixels of the whole world.

At zoom z the world is a square of 256 · 2 ** z pixels; x grows to the east and y to the south.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asinh, atan, cos, degrees, floor, log2, pi, radians, sinh, tan

import numpy as np
from numpy.typing import NDArray

from mapper.geometry.types import Bounds

Pixel = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

LIMIT = 85.0511287798
"""The latitude at which the square ends."""


def pixel(lon: float, lat: float, zoom: float) -> Pixel:
    """Degrees → pixels. Latitudes beyond the square are drawn on its edge."""
    size = world(zoom)
    lat = max(-LIMIT, min(LIMIT, lat))
    return (lon + 180) / 360 * size, (1 - asinh(tan(radians(lat))) / pi) / 2 * size


def pixel_arrays(positions: NDArray[np.float64], zoom: float) -> NDArray[np.float64]:
    """What `pixel` does, for many at once: (n, 2) degrees → (n, 2) pixels."""
    lon, lat = positions.T
    north = np.arcsinh(np.tan(np.radians(np.clip(lat, -LIMIT, LIMIT))))
    east, south = (lon + 180) / 360, (1 - north / np.pi) / 2
    return np.stack((east, south), axis=1) * world(zoom)


def position(x: float, y: float, zoom: float) -> tuple[float, float]:
    """Pixels → lon, lat."""
    size = world(zoom)
    return x / size * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y / size))))


def pixels(run: Sequence[Sequence[float]], zoom: float) -> list[Pixel]:
    """A run of positions → pixels."""
    return [pixel(position[0], position[1], zoom) for position in run]


def box_of(bounds: Bounds, zoom: float) -> Box:
    """West, south, east, north → left, top, right, bottom."""
    west, south, east, north = bounds
    return *pixel(west, north, zoom), *pixel(east, south, zoom)


def zoom_that_fits(bounds: Bounds, width_px: float) -> float:
    """The greatest half zoom at which the bounds are at most so wide."""
    share = max(bounds[2] - bounds[0], 1e-9) / 360
    return floor(2 * log2(width_px / (share * world(0)))) / 2


def km_per_pixel(lat: float, zoom: float) -> float:
    """At a latitude; on the sphere of 6378.137 km that Web Mercator assumes."""
    return 2 * pi * 6378.137 * cos(radians(lat)) / world(zoom)


def overlap(one: Box, other: Box) -> bool:
    """Do two boxes share ground?"""
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def world(zoom: float) -> float:
    """The side of the world's square in pixels."""
    return float(256 * 2**zoom)
