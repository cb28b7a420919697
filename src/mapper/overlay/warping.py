"""A picture and its place → the same in Web Mercator, as a WebP of a bounded size.

For each pixel of the new picture it is asked where it lies in the old one (what is asked is a
lattice, between whose knots positions are interpolated), in blocks of rows, so that memory is
bounded. Pixels of the old one are first brought near the size of those of the new one, then four
are mixed. Nothing but pixels is taken over: what a camera or a scanner has noted is not.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mapper.geometry import Bounds, pixel, position, world
from mapper.model import Place
from mapper.overlay.fit import Fit, fit
from mapper.overlay.judge import outline
from mapper.overlay.scan import look, read_pixels
from mapper.overlay.systems import MERCATOR, converted

BUDGET = 400_000
"""Bytes: a picture has no more, else it gets smaller."""

MOST, SIDE = 4_000_000, 3000
"""Pixels of the new picture, and of its longer side."""

LEAST = 64
"""Pixels of the longer side of the smallest one."""

QUALITY = 78

ROWS = 128
"""So many are made at a time."""

STEPS, NEAR = (32, 8, 2), 0.1
"""Pixels between the knots, the widest first; a tenth of a pixel is near enough."""

AT_ONCE = 16_384
"""Knots: with a thin plate each asks every point."""

EDGE_M = 20037508.342789244
"""Half the side of the square of Web Mercator, metres."""


@dataclass(frozen=True)
class Laid:
    """A WebP, its size in pixels, and the bounds it is laid by, in degrees."""

    data: bytes
    size: tuple[int, int]
    bounds: Bounds


@dataclass(frozen=True)
class _Grid:
    """The new picture's pixels: its upper left corner and a pixel's sides in metres, its size."""

    left: float
    top: float
    across: float
    down: float
    size: tuple[int, int]

    def at(self, x: Any, y: Any) -> Any:
        """Pixels of it → metres of Web Mercator, n × 2."""
        import numpy as np

        return np.column_stack([self.left + x * self.across, self.top - y * self.down])


@lru_cache(maxsize=16)  # a site that is built at every save has the same ones again
def warp(data: bytes, file: str, place: Place, area: Bounds, zoom: int) -> Laid:
    """The picture as it is laid, cut off at the study area.

    Args:
        data, file: its bytes, and its name in problems.
        place: one that `misplaced` finds nothing wrong with.
        area: the study area.
        zoom: the greatest of the map: what is finer than half its pixels is never seen.

    Raises:
        MapperError: the picture cannot be read.
    """
    scan, how = look(data, file, whole=False), fit(place)
    size = scan.seen if place.upright else scan.size
    edge = outline(place, size, how)
    left, bottom, right, top = _extent(edge, area)
    finest = math.sqrt(_area(edge) / _area(_shown(place, size)))
    least = 2 * EDGE_M / world(zoom + 1)
    most = math.sqrt((right - left) * (top - bottom) / MOST)
    step = max(finest, least, most, (right - left) / SIDE, (top - bottom) / SIDE)
    width, height = (max(1, round(side / step)) for side in (right - left, top - bottom))
    grid = _Grid(left, top, (right - left) / width, (top - bottom) / height, (width, height))
    shrink = max(1, int(step / finest))
    pixels, shrunk = read_pixels(data, file, place.upright, shrink)
    back = _lattice(place, how, grid, shrink)
    made = _made(_clipped(pixels, shrunk, place), shrunk, size, back, grid.size)
    webp, smaller = _packed(made)
    west, north = position((left / EDGE_M + 1) * 128, (1 - top / EDGE_M) * 128, 0)
    east, south = position((right / EDGE_M + 1) * 128, (1 - bottom / EDGE_M) * 128, 0)
    bounds = tuple(round(side, 7) for side in (west, south, east, north))
    return Laid(webp, smaller, bounds)  # type: ignore[arg-type] # four they are


def _shown(place: Place, size: tuple[int, int]) -> Any:
    """The outline of what is shown, in pixels."""
    import numpy as np

    width, height = size
    return np.array(place.clip or ((0, 0), (width, 0), (width, height), (0, height)), float)


def _area(ring: Any) -> float:
    import numpy as np

    after, (x, y) = np.roll(ring, -1, axis=0), ring.T
    return max(abs(float((x * after[:, 1] - after[:, 0] * y).sum())) / 2, 1e-9)


def _extent(edge: Any, area: Bounds) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in metres: of the picture, as far as it lies in the study area."""
    x, top = pixel(area[0], area[3], 0)
    right, bottom = pixel(area[2], area[1], 0)
    west, east = ((each / 128 - 1) * EDGE_M for each in (x, right))
    south, north = ((1 - each / 128) * EDGE_M for each in (bottom, top))
    (least_x, least_y), (most_x, most_y) = edge.min(axis=0), edge.max(axis=0)
    return (
        max(west, float(least_x)),
        max(south, float(least_y)),
        min(east, float(most_x)),
        min(north, float(most_y)),
    )


def _lattice(place: Place, how: Fit, grid: _Grid, shrink: int) -> Callable[[int, int], Any]:
    """What says where rows of the new picture, from one to another, lie in the old one."""
    import numpy as np

    def asked(x: Any, y: Any) -> Any:
        """For each of `y` each of `x`: rows × columns × 2."""
        across, down = (each.ravel() for each in np.meshgrid(x, y))
        parts = range(0, len(across), AT_ONCE)
        found = [
            how.back(converted(grid.at(across[n:][:AT_ONCE], down[n:][:AT_ONCE]), MERCATOR, system))
            for n in parts
        ]
        return np.vstack(found).reshape(len(y), len(x), 2)

    system, width = place.system, grid.size[0]
    for step in STEPS:
        x, y = (np.arange(side // step + 2) * float(step) for side in grid.size)
        knots = asked(x, y)
        between = (knots[:-1, :-1] + knots[1:, :-1] + knots[:-1, 1:] + knots[1:, 1:]) / 4
        with np.errstate(invalid="ignore"):
            wrong = np.abs(asked(x[:-1] + step / 2, y[:-1] + step / 2) - between)
        if np.nanmax(np.where(np.isfinite(wrong), wrong, 0)) <= NEAR * shrink:
            break

    def rows(first: int, last: int) -> Any:
        def weigh(count: Any) -> tuple[Any, Any]:
            at = (count + 0.5) / step
            return at.astype(int), at - at.astype(int)

        (i, u), (j, v) = weigh(np.arange(width)), weigh(np.arange(first, last))
        with np.errstate(invalid="ignore"):
            above = knots[j] * (1 - v)[:, None, None] + knots[j + 1] * v[:, None, None]
            return above[:, i] * (1 - u)[None, :, None] + above[:, i + 1] * u[None, :, None]

    return rows


def _clipped(pixels: Any, shrunk: int, place: Place) -> Any:
    """The pixels, with nothing outside the outline that is shown."""
    import numpy as np
    from PIL import Image, ImageDraw

    if not place.clip:
        return pixels
    height, width = pixels.shape[:2]
    mask = Image.new("1", (width, height))
    ImageDraw.Draw(mask).polygon([(x / shrunk, y / shrunk) for x, y in place.clip], fill=1)
    return pixels * np.asarray(mask)[:, :, None]


def _made(
    pixels: Any,
    shrunk: int,
    size: tuple[int, int],
    back: Callable[[int, int], Any],
    new: tuple[int, int],
) -> Any:
    """The new picture, height × width × 4 bytes. Opacity is in the last alone, unlike `pixels`."""
    import numpy as np

    (width, height), (new_width, new_height) = size, new
    made = np.zeros((new_height, new_width, 4), np.uint8)
    most = np.array([pixels.shape[1] - 1, pixels.shape[0] - 1])
    for first in range(0, new_height, ROWS):
        last = min(first + ROWS, new_height)
        at = back(first, last)
        with np.errstate(invalid="ignore"):
            inside = ((at >= 0) & (at <= (width, height))).all(axis=2)
        at = np.clip(np.nan_to_num(at[inside] / shrunk - 0.5), 0, most)
        low = at.astype(int)
        high = np.minimum(low + 1, most)
        u, v = (at - low).astype(np.float32).T[:, :, None]
        (x, y), (right, down) = low.T, high.T
        mixed = (pixels[y, x] * (1 - u) + pixels[y, right] * u) * (1 - v)
        mixed += (pixels[down, x] * (1 - u) + pixels[down, right] * u) * v
        opaque = mixed[:, 3:]
        mixed[:, :3] *= 255 / np.maximum(opaque, 1)
        made[first:last][inside] = np.clip(mixed + 0.5, 0, 255).astype(np.uint8)
    made[made[:, :, 3] == 0] = 0
    return made


def _packed(made: Any) -> tuple[bytes, tuple[int, int]]:
    """A WebP of at most `BUDGET` bytes, smaller if it has to be, and its size."""
    from PIL import Image

    whole = Image.fromarray(made)
    if made[:, :, 3].min() == 255:
        whole = whole.convert("RGB")
    image = whole
    while True:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=QUALITY, method=4)
        data = out.getvalue()
        if len(data) <= BUDGET or max(image.size) <= LEAST:
            return data, image.size
        times = 0.97 * min(0.95, math.sqrt(BUDGET / len(data)))
        image = whole.resize(
            (max(1, int(image.width * times)), max(1, int(image.height * times))),
            Image.Resampling.LANCZOS,
        )
