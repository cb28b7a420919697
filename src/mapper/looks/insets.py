"""How large an inset is: a crowded part of the map, drawn again in a corner of it."""

from __future__ import annotations

from math import log2

from mapper.geometry import Bounds, box_of
from mapper.model import InsetEntry

HEAD_PX = 20
"""The strip above an inset that holds its title."""

MOST = 0.6
"""An inset takes at most this share of the map's width, and of its height."""


def zoom_of(entry: InsetEntry, opens: float, greatest: float) -> float:
    """The half zoom nearest to the scale, for names are placed at half zooms."""
    return min(opens + max(1, round(2 * log2(entry.scale))) / 2, greatest)


def share_taken(entry: InsetEntry, view: Bounds, opens: float, greatest: float) -> float:
    """The greater share of the map's width or height that an inset would take."""
    left, top, right, bottom = box_of(entry.bounds, zoom_of(entry, opens, greatest))
    west, north, east, south = box_of(view, opens)
    return max((right - left) / (east - west), (bottom - top + HEAD_PX) / (south - north))
