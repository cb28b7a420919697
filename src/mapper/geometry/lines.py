"""How far along a line a place lies."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

import numpy as np

from mapper.geometry.shapes import WGS84
from mapper.geometry.types import Position, Run


def along(line: Run, points: Sequence[Position]) -> list[tuple[float, float]]:
    """For each point: how far along a line its nearest spot is, and how far off; kilometres.

    The spot is found on a plane on which longitudes are shortened as they are at the point.
    """
    lons, lats = np.array([position[:2] for position in line], dtype=float).T
    steps = np.array(WGS84.line_lengths(lons, lats)) / 1000
    starts = np.concatenate([[0.0], np.cumsum(steps)])
    found = []
    for lon, lat in points:
        x, y = (lons - lon) * cos(radians(lat)), lats - lat
        dx, dy = np.diff(x), np.diff(y)
        length = np.maximum(dx**2 + dy**2, 1e-18)
        share = np.clip(-(x[:-1] * dx + y[:-1] * dy) / length, 0, 1)
        off = np.hypot(x[:-1] + share * dx, y[:-1] + share * dy)
        i = int(np.argmin(off))
        at = lons[i] + share[i] * (lons[i + 1] - lons[i]), lats[i] + share[i] * dy[i]
        *_, metres = WGS84.inv(lon, lat, *at)
        found.append((float(starts[i] + share[i] * steps[i]), float(metres) / 1000))
    return found
