"""Longitudes beyond 180 degrees → from -180 to 180; shapes across that meridian → in parts.

Web maps write them where a shape goes on across the meridian; RFC 7946, 3.1.9, wants parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

import orjson
import shapely

from mapper.geometry import bounds_of, clipped
from mapper.messages import note

SHIFTED = note("note.shifted")
SPLIT = "Split shapes at the 180th meridian, as RFC 7946 asks"

MOST = 360
"""Degrees: beyond these they are metres, or mistyped."""


def at_meridian(geometry: Mapping[str, Any]) -> tuple[dict[str, Any], str] | None:
    """The geometry from -180 to 180, and what was done for that; None if nothing, or if it is not
    sure what it means."""
    try:
        west, south, east, north = bounds_of(geometry)
        inside = west >= -180 and east <= 180
        meant = max(-west, east, east - west) <= MOST and max(-south, north) <= 90
    except (TypeError, ValueError, LookupError):
        return None  # which is said elsewhere
    if inside or not meant:
        return None
    turn = floor((west + 180) / 360)
    if east - 360 * turn <= 180:
        coordinates = _shifted(geometry["coordinates"], -360 * turn)
        return {"type": geometry["type"], "coordinates": coordinates}, SHIFTED
    kind = geometry["type"].removeprefix("Multi")
    parts: list[Any] = []
    for each in (turn, turn + 1):
        box = (360.0 * each - 180, -90.0, 360.0 * each + 180, 90.0)
        try:
            part = clipped(geometry, box)
        except (shapely.errors.ShapelyError, ValueError):
            return None  # an outline that crosses itself, or is none
        if part:
            found = orjson.loads(orjson.dumps(_shifted(part["coordinates"], -360 * each)))
            parts += found if part["type"].startswith("Multi") else [found]
    if len(parts) == 1:
        return {"type": kind, "coordinates": parts[0]}, SPLIT
    return {"type": f"Multi{kind}", "coordinates": parts}, SHIFTED if kind == "Point" else SPLIT


def _shifted(part: Any, by: float) -> Any:
    if isinstance(part[0], int | float):
        return [part[0] + by, *part[1:]]
    return [_shifted(each, by) for each in part]
