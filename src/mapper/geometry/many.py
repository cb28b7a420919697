"""Which of many geometries are sound, at once. `faults` finds the same one by one, in words."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from mapper.geometry.ragged import Ragged, is_area, kinds_of_rings, unfit
from mapper.geometry.types import Bounds


def sound(shapes: Ragged, bounds: Bounds) -> bool:
    """Has none of many geometries a fault? A quick way to what `faults` finds one by one."""
    if unfit(shapes) or not valid(shapes).all():
        return False
    return not bool(swapped(shapes, bounds).any())


def valid(shapes: Ragged) -> NDArray[np.bool_]:
    """(n,): is it no area, or one that is valid in the eyes of GEOS? Its rings have to be rings."""
    found = np.ones(len(shapes), bool)
    areas = is_area(shapes.kinds)
    if not areas.any():
        return found
    of_rings, of_parts = is_area(kinds_of_rings(shapes)), np.repeat(areas, shapes.parts)
    xy = shapes.xy[np.repeat(of_rings, shapes.sizes)]
    rings = shapely.linearrings(
        xy, indices=np.repeat(np.arange(of_rings.sum()), shapes.sizes[of_rings])
    )
    counts = shapes.rings[of_parts]
    polygons = shapely.polygons(rings, indices=np.repeat(np.arange(len(counts)), counts))
    numbers = np.repeat(np.arange(areas.sum()), shapes.parts[areas])
    found[areas] = shapely.is_valid(shapely.multipolygons(polygons, indices=numbers))
    return found


def swapped(shapes: Ragged, bounds: Bounds) -> NDArray[np.bool_]:
    """(n,): does it lie outside the bounds, and would inside if its axes changed places?"""
    west, south, east, north = bounds
    w, s, e, n = shapes.bounds.T
    outside = (w > east) | (e < west) | (s > north) | (n < south)
    found: NDArray[np.bool_] = outside & ((west <= s) & (n <= east) & (south <= w) & (e <= north))
    return found
