"""Coordinate systems: an EPSG code or a description → how to make degrees of its coordinates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mapper.formats.source import Project, refuse
from mapper.geometry import Bounds
from mapper.jsontext import brief
from mapper.problems import Problem

_EPSG = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(?:EPSG[:/](?:[\d.]*[:/])?)?(\d{4,6})",
    re.IGNORECASE,
)
_MEND = "Convert the file to WGS 84 (EPSG:4326), or name its system with --crs."


def of_code(code: int, file: str, place: str = "crs") -> tuple[Project | None, str]:
    """How to make degrees of coordinates in EPSG:`code`, x before y, and what to say of it.

    None and nothing to say for WGS 84.
    """
    if code == 4326:
        return None, ""
    return _project(f"EPSG:{code}", file, place, f"EPSG:{code}")


def of_geojson(crs: Any, file: str) -> tuple[Project | None, str]:
    """The same for the `crs` member of old GeoJSON; None is WGS 84."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties if isinstance(properties, dict) else {}
    name = str(named.get("name") or named.get("code") or "")
    code = _EPSG.fullmatch(name)
    if crs is None or "CRS84" in name:
        return None, ""
    if not code:
        refuse(file, "crs", f"{brief(name or crs)} is not an EPSG code.", _MEND)
    return of_code(int(code[1]), file)


def of_words(words: str, file: str, place: str = "crs") -> tuple[Project | None, str]:
    """The same for a system described at length: WKT, of any kind, PROJJSON, or an EPSG code."""
    if code := _EPSG.fullmatch(words.strip()):
        return of_code(int(code[1]), file, place)
    return _project(words, file, place, "")


def unnamed(bounds: Bounds | None, file: str, missing: str) -> list[Problem]:
    """Coordinates without a system are taken for degrees, with a warning, if they can be.

    Args:
        bounds: of all of them; None if there are none.
    """
    west, south, east, north = bounds or (0.0, 0.0, 0.0, 0.0)
    if max(-west, east) > 180 or max(-south, north) > 90:
        what = f"{missing}, and its coordinates are not degrees."
        refuse(file, "", what, "Name its coordinate system: --crs 32642, for example.")
    mend = "Name its system with --crs if they are not."
    what = f"{missing}: took its coordinates for degrees, WGS 84."
    return [Problem(file, "", what, mend, "warning")]


def _project(words: str, file: str, place: str, name: str) -> tuple[Project | None, str]:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        system = CRS.from_user_input(words)
        known = name or system.name or "its coordinate system"
        if system.to_epsg() in (4326, 4979) or "CRS84" in str(system.to_authority()):
            return None, ""
        transformer = Transformer.from_crs(system, 4326, always_xy=True)
    except ProjError:
        what = f"no coordinate system {name} is known." if name else "cannot be understood."
        refuse(file, place, what, _MEND)

    def project(first: Sequence[float], second: Sequence[float]) -> tuple[list[float], list[float]]:
        lons, lats = transformer.transform(list(first), list(second))
        return list(lons), list(lats)

    return project, f"Converted coordinates from {known} to WGS 84."
