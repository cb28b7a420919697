"""Do the coordinates of a geometry have the nesting, numbers and rings its type asks for?"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists stand around a position, by type of geometry (RFC 7946, 3.1)."""

_LEAST = {"MultiPoint": 1, "LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_ORDER = "Write [longitude, latitude], in degrees."


class Fault(NamedTuple):
    """What is wrong with a geometry: where in it, what, and how to mend it."""

    place: str
    what: str
    mend: str


def misfits(coordinates: object, kind: str) -> list[Fault]:
    """Faults of nesting, positions and runs: each kind once, with its first place and a count.

    `kind` is a key of `DEPTH`. A third number (height) is allowed.
    """
    found: dict[str, list[Fault]] = {}
    for fault in _walk(coordinates, kind, DEPTH[kind], "coordinates"):
        found.setdefault(fault.what, []).append(fault)
    return [
        first._replace(what=f"{first.what}{_more(len(rest))}.") for first, *rest in found.values()
    ]


def _more(count: int) -> str:
    return f" (and {count} more like it)" if count else ""


def _walk(part: object, kind: str, depth: int, place: str) -> Iterator[Fault]:
    if depth == 0:
        if not _good(part):
            yield _bad(part, place)
        return
    if not isinstance(part, list | tuple):
        yield Fault(
            place, f"a list is expected, not {_brief(part)}", f"A {kind} has {_nesting(kind)}."
        )
        return
    if not part:
        yield Fault(place, "is empty", "Give it positions, or leave the feature out.")
        return
    if depth > 1 or not _all_good(part):
        for index, inner in enumerate(part):
            yield from _walk(inner, kind, depth - 1, f"{place}[{index}]")
    if depth == 1:
        yield from _run(part, kind, place)


def _run(run: list[object] | tuple[object, ...], kind: str, place: str) -> Iterator[Fault]:
    ring = kind.endswith("Polygon")
    if len(run) < _LEAST[kind]:
        what = f"a {'ring' if ring else 'line'} needs {_LEAST[kind]} positions, not {len(run)}"
        yield Fault(place, what, "Add what is missing.")
    elif ring and run[0] != run[-1]:
        yield Fault(place, "the ring is not closed", "Repeat its first position at the end.")


def _all_good(run: list[object] | tuple[object, ...]) -> bool:
    """Is every position two numbers in range? The quick way, for nearly all runs there are."""
    try:
        lons, lats = zip(*run, strict=True)
        numbers = set(map(type, lons + lats)) <= {int, float} and isfinite(sum(lons + lats))
    except (TypeError, ValueError, OverflowError):
        return False
    return (
        numbers and min(lons) >= -180 and max(lons) <= 180 and min(lats) >= -90 and max(lats) <= 90
    )


def _good(position: object) -> bool:
    """Two or three numbers in range. NaN compares false, so it is not good either."""
    return (
        isinstance(position, list | tuple)
        and 2 <= len(position) <= 3
        and all(type(number) in (int, float) for number in position)
        and -180 <= position[0] <= 180
        and -90 <= position[1] <= 90
        and abs(position[-1]) < float("inf")
    )


def _bad(position: object, place: str) -> Fault:
    """What is wrong with a position that is not good."""
    if not isinstance(position, list | tuple):
        return Fault(place, f"a position is expected, not {_brief(position)}", _ORDER)
    if position and isinstance(position[0], list | tuple):
        return Fault(place, "has too many brackets", "A position is [longitude, latitude].")
    if not 2 <= len(position) <= 3:
        return Fault(place, f"a position has {len(position)} numbers", _ORDER)
    for number in position:
        if type(number) not in (int, float):
            return Fault(place, f"{_brief(number)} is not a number", _ORDER)
        if not abs(number) < float("inf"):
            return Fault(place, f"{number} is not a place", _ORDER)
    lon, lat = position[:2]
    if abs(lon) > 1000:
        mend = "Metres, perhaps: convert the file to WGS 84 (EPSG:4326)."
        return Fault(place, "the longitude is out of range", f"{lon} is not degrees. {mend}")
    if abs(lon) > 180:
        return Fault(place, "the longitude is out of range", f"{lon} is not from -180 to 180.")
    mend = "Perhaps the axes are swapped: longitude comes first." if abs(lon) <= 90 else ""
    return Fault(
        place, "the latitude is out of range", f"{lat} is not from -90 to 90. {mend}".strip()
    )


def _brief(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _nesting(kind: str) -> str:
    return {
        "MultiPoint": "a list of positions",
        "LineString": "a list of positions",
        "MultiLineString": "a list of lines",
        "Polygon": "a list of rings",
        "MultiPolygon": "a list of polygons, each a list of rings",
    }[kind]
