"""A shaded-relief picture of the world -> shading alone, for the study area, in Web Mercator.

What is left is light and shadow: colour and the brightness of whole regions are divided out and
flat land is lifted to near white, so the picture can be multiplied onto any ground.
"""

import io
from math import asinh, degrees, radians, sinh, tan
from pathlib import Path

import numpy as np
from fetch import fetch
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates

BOUNDS = (56.0, 26.5, 79.0, 41.5)  # west, south, east, north; corners of the picture exactly
WIDTH_PX = 1104
BLUR_DEG = 1.0
FLAT = 0.97  # brightness of flat land, 1 = white
FAINTEST = 0.02  # smaller differences are traces of the source's JPEG blocks, not relief
CONTRAST = 0.95
DARKEST = 0.42
QUALITY = 24
MARGIN_DEG = 4.0  # of the source around the study area, so that the blur has no edge

Grey = NDArray[np.float64]


def write_relief(path: Path) -> None:
    """Write the shading as WebP with the corners BOUNDS."""
    shading = warp(normalise(*crop(read_source())))
    Image.fromarray((shading * 255).round().astype(np.uint8)).convert("RGB").save(
        path, "WEBP", quality=QUALITY, method=6
    )


def read_source() -> Grey:
    """The world in grey, 0 to 1; rows from north to south, columns from 180 W to 180 E."""
    Image.MAX_IMAGE_PIXELS = None  # the pinned picture is large and known
    picture = Image.open(io.BytesIO(fetch("shading"))).convert("L")
    return np.asarray(picture, dtype=float) / 255


def crop(world: Grey) -> tuple[Grey, float]:
    """The study area with its margin, and the number of pixels in a degree."""
    west, south, east, north = BOUNDS
    per_degree = world.shape[1] / 360
    rows = slice(
        round((90 - north - MARGIN_DEG) * per_degree), round((90 - south + MARGIN_DEG) * per_degree)
    )
    columns = slice(
        round((180 + west - MARGIN_DEG) * per_degree), round((180 + east + MARGIN_DEG) * per_degree)
    )
    return world[rows, columns], per_degree


def normalise(grey: Grey, per_degree: float) -> tuple[Grey, float]:
    """Light and shadow around FLAT, whatever the brightness of the region."""
    region = gaussian_filter(grey, BLUR_DEG * per_degree)
    ratio = grey / region - 1
    relief = np.sign(ratio) * np.maximum(np.abs(ratio) - FAINTEST, 0)
    return np.clip(FLAT + CONTRAST * relief, DARKEST, 1), per_degree


def warp(shading_and_scale: tuple[Grey, float]) -> Grey:
    """Resample to rows at equal steps of Web Mercator, without the margin."""
    shading, per_degree = shading_and_scale
    west, south, east, north = BOUNDS
    top, bottom = mercator(north), mercator(south)
    height_px = round(WIDTH_PX * (top - bottom) / radians(east - west))
    y = top + (np.arange(height_px) + 0.5) / height_px * (bottom - top)
    lats = np.array([degrees(np.arctan(sinh(value))) for value in y])
    lons = west + (np.arange(WIDTH_PX) + 0.5) / WIDTH_PX * (east - west)
    rows = (north + MARGIN_DEG - lats) * per_degree - 0.5
    columns = (lons - west + MARGIN_DEG) * per_degree - 0.5
    grid = np.meshgrid(rows, columns, indexing="ij")
    resampled: Grey = np.clip(map_coordinates(shading, grid, order=3, mode="nearest"), 0, 1)
    return resampled


def mercator(lat: float) -> float:
    """Northing on a globe of radius 1."""
    return asinh(tan(radians(lat)))
