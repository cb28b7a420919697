"""Latitude and longitude that stand in one text → degrees."""

from __future__ import annotations

import re

from mapper.formats.decode.degrees import degrees, side
from mapper.formats.decode.digits import latin

Pair = tuple[float, float]

_POINT = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*\(\s*(\S+)\s+([^\s)]+)\s*\)", re.IGNORECASE)


def pair(text: str) -> Pair | None:
    """Latitude and longitude; None if that is no position.

    Latitude stands first, but where the sides of the world say otherwise, and in WKT:
    34.5, 69.2; 34,5 69,2; 34°31′N 69°11′E; 69°11′E, 34°31′N; POINT (69.2 34.5).
    """
    text = latin(text).strip("()[] ")
    if point := _POINT.fullmatch(f"{text})" if "(" in text else text):
        lon, lat = degrees(point[1]), degrees(point[2])
        return (lat, lon) if lat is not None and lon is not None else None
    for parts in _ways(text):
        one, two = map(degrees, parts)
        if one is not None and two is not None:
            first, second = map(side, parts)
            if first == second != "":
                return None
            return (two, one) if first == "lon" or second == "lat" else (one, two)
    return None


def _ways(text: str) -> list[list[str]]:
    """The text in two, in every way that a separator offers, the surest first."""
    found = [re.split(sign, text) for sign in (r"\s*[;/|]\s*", r"\s*,\s+", r",", r"\s+(?=[-+\d])")]
    # 34°31′N 69°11′E, N 34 31 E 69 11: behind a side, or before the second.
    found.append(re.split(r"(?<=[^\W\d_])\s*,?\s*(?=\d)", text))
    found.append(re.split(r"(?<=[\d′″'\"°])\s*,?\s*(?=[^\W\d_])", text))
    return [parts for parts in found if len(parts) == 2 and all(parts)]
