"""Coordinate systems of pictures: their coordinates ⇄ metres of Web Mercator, degrees."""

from __future__ import annotations

from functools import cache
from typing import Any

from mapper.overlay.scan import refuse

DEGREES, MERCATOR = "EPSG:4326", "EPSG:3857"

ASK = "Name the coordinate system: epsg = 32642, for example."


def converted(values: Any, source: str, target: str) -> Any:
    """Coordinates, n × 2, from one system to another; where there are none, infinite."""
    import numpy as np

    if source == target:
        return values
    first, second = _transformer(source, target).transform(values[:, 0], values[:, 1])
    return np.column_stack([first, second])


def distances_m(one: Any, other: Any, system: str) -> Any:
    """From each place to its counterpart, on the ground, in metres; places are n × 2."""
    from pyproj import Geod

    (a, b), (c, d) = (converted(each, system, DEGREES).T for each in (one, other))
    return Geod(ellps="WGS84").inv(a, b, c, d)[2]


def of_code(code: int, file: str, at: str) -> str:
    """EPSG:`code`, if there is such a system."""
    return described(f"EPSG:{code}", file, at, f"no coordinate system EPSG:{code} is known.")


def described(words: str, file: str, at: str = "", unknown: str = "") -> str:
    """What pyproj calls a system that is described at length, or by its code."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(words)
    except (CRSError, UnicodeError):
        refuse(file, at, unknown or "names no coordinate system that is known.", ASK)
    if not (system.is_projected or system.is_geographic):
        what = f"{system.name or 'its system'} is neither projected nor geographic."
        refuse(file, at, what, ASK)
    code = system.to_epsg()
    return f"EPSG:{code}" if code else str(system.to_wkt())


@cache
def _transformer(source: str, target: str) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)
