"""Geometries as the browser receives them: whole numbers, each the difference to the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

RING = 4
"""A closed ring has at least so many positions (RFC 7946, 3.1.6)."""


def shape(geometry: Mapping[str, Any], decimals: int) -> dict[str, Any]:
    """A geometry as the `Shape` of the contract: degrees times 10 ** decimals, delta-coded.

    Positions that fall on the one before are left out, but a line keeps 2 and a ring 4. Heights
    are dropped.
    """
    kind, coordinates = geometry["type"], geometry.get("coordinates", ())
    scale = 10**decimals
    match kind:
        case "Point":
            at: Any = _run([coordinates], scale, 1)
        case "LineString":
            at = _run(coordinates, scale, 2)
        case "MultiPoint":
            at = [_run([position], scale, 1) for position in coordinates]
        case "MultiLineString":
            at = [_run(line, scale, 2) for line in coordinates]
        case "Polygon":
            at = [_run(ring, scale, RING) for ring in coordinates]
        case "MultiPolygon":
            at = [[_run(ring, scale, RING) for ring in polygon] for polygon in coordinates]
        case _:
            raise ValueError(f"{kind} has no shape")
    return {"type": kind, "at": at}


def decode(coded: Mapping[str, Any], decimals: int) -> dict[str, Any]:
    """The GeoJSON geometry of a shape: the inverse of `shape`, to within half a unit."""
    scale = 10**decimals
    match coded["type"]:
        case "Point":
            coordinates: Any = _positions(coded["at"], scale)[0]
        case "LineString":
            coordinates = _positions(coded["at"], scale)
        case "MultiPoint":
            coordinates = [_positions(run, scale)[0] for run in coded["at"]]
        case "MultiPolygon":
            coordinates = [[_positions(run, scale) for run in polygon] for polygon in coded["at"]]
        case _:
            coordinates = [_positions(run, scale) for run in coded["at"]]
    return {"type": coded["type"], "coordinates": coordinates}


def _run(positions: Sequence[Sequence[float]], scale: int, least: int) -> list[int]:
    """Flat differences, lon before lat. Where rounding would leave fewer than `least`, all stay."""
    whole = [(round(position[0] * scale), round(position[1] * scale)) for position in positions]
    kept = [spot for spot, before in zip(whole, [None, *whole], strict=False) if spot != before]
    at: list[int] = []
    lon = lat = 0
    for x, y in kept if len(kept) >= least else whole:
        at += (x - lon, y - lat)
        lon, lat = x, y
    return at


def _positions(run: Sequence[int], scale: int) -> list[list[float]]:
    lon = lat = 0
    positions = []
    for dx, dy in zip(run[::2], run[1::2], strict=True):
        lon, lat = lon + dx, lat + dy
        positions.append([lon / scale, lat / scale])
    return positions
