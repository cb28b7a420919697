"""Do the coordinates of a geometry have the nesting, numbers and rings its type asks for?"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

from mapper.jsontext import brief
from mapper.messages import note, say

DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists stand around a position, by type of geometry (RFC 7946, 3.1)."""

LEAST = {"MultiPoint": 1, "LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""How many positions a run has at least; a ring counts its first twice."""


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
        first._replace(what=f"{first.what[:-1]}{_more(len(rest))}.")
        for first, *rest in found.values()
    ]


def _more(count: int) -> str:
    return f" (and {count} more like it)" if count else ""


def _walk(part: object, kind: str, depth: int, place: str) -> Iterator[Fault]:
    if depth == 0:
        if not _good(part):
            yield _bad(part, place)
        return
    if not isinstance(part, list | tuple):
        nesting = note(f"nesting.{kind}")
        yield Fault(place, *say("shape.list", value=brief(part), kind=kind, nesting=nesting))
        return
    if not part:
        yield Fault(place, *say("shape.empty"))
        return
    if depth > 1 or not _all_good(part):
        for index, inner in enumerate(part):
            yield from _walk(inner, kind, depth - 1, f"{place}[{index}]")
    if depth == 1:
        yield from _run(part, kind, place)


def _run(run: list[object] | tuple[object, ...], kind: str, place: str) -> Iterator[Fault]:
    ring = kind.endswith("Polygon")
    if len(run) < LEAST[kind]:
        short = "shape.short-ring" if ring else "shape.short-line"
        yield Fault(place, *say(short, least=LEAST[kind], count=len(run)))
    elif ring and run[0] != run[-1]:
        yield Fault(place, *say("shape.open"))


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
        return Fault(place, *say("position.list", value=brief(position)))
    if position and isinstance(position[0], list | tuple):
        return Fault(place, *say("position.brackets"))
    if not 2 <= len(position) <= 3:
        return Fault(place, *say("position.count", count=len(position)))
    for number in position:
        if type(number) not in (int, float):
            return Fault(place, *say("position.number", value=brief(number)))
        if not abs(number) < float("inf"):
            return Fault(place, *say("position.infinite", value=number))
    lon, lat = position[:2]
    if abs(lon) > 180:
        wrong = "position.metres" if abs(lon) > 1000 else "position.lon"
        return Fault(place, *say(wrong, value=_plain(lon)))
    wrong = "position.swapped" if abs(lon) <= 90 else "position.lat"
    return Fault(place, *say(wrong, value=_plain(lat)))


def _plain(number: float) -> str:
    """As JSON text has it: 500000 whether it was read as a whole number or not."""
    return f"{number:.15g}"
