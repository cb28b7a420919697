"""A geometry as a foreign file holds it → the same as RFC 7946 wants it, and what was repaired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mapper.formats.decode.wellknown import made_valid
from mapper.formats.source import Project
from mapper.formats.tidy.meridian import at_meridian
from mapper.geometry import DEPTH, bounds_of, faults
from mapper.messages import note

HEIGHTS, CLOSED, TURNED, ROUNDED, EXACT = map(
    note, ("note.heights", "note.closed", "note.turned", "note.rounded", "note.exact")
)
VALID = "Redrew outlines that crossed or touched themselves, as areas that cover the same"

SMALL = 0.001
"""Degrees, about 100 m: shapes that small get a sixth decimal."""

Run = list[list[float]]


def repair(
    geometry: Mapping[str, Any], project: Project | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The geometry repaired where that is safe, and the repairs (constants of this module).

    What cannot be repaired is left as it was, for `geometry.faults` to find. `project` turns the
    coordinates into degrees.
    """
    kind = geometry.get("type")
    if kind == "Point" and project is None and (point := _sound(geometry.get("coordinates"))):
        return {"type": kind, "coordinates": point[0]}, point[1]
    if not isinstance(kind, str) or kind not in DEPTH:
        return dict(geometry), []
    done: dict[str, None] = {}

    def whole(run: Run, hole: bool) -> Run:
        return _whole(run, kind.endswith("Polygon"), hole, project, done)

    mended = {"type": kind, "coordinates": _runs(geometry.get("coordinates"), DEPTH[kind], whole)}
    if found := at_meridian(mended):
        mended, said = found
        done[said] = None
        mended["coordinates"] = _runs(
            mended["coordinates"],
            DEPTH[mended["type"]],
            lambda run, hole: _whole(run, mended["type"].endswith("Polygon"), hole, None, {}),
        )
    if kind.endswith("Polygon") and (valid := made_valid(mended)):
        mended, done[VALID] = valid, None
    return _rounded(mended, done), list(done)


def _sound(position: Any) -> tuple[list[float], list[str]] | None:
    """A point that lies on the globe, rounded, and what that was: the quick way, for most layers
    are nothing else. None for what has to be looked at closely."""
    if type(position) is not list or len(position) != 2:
        return None
    lon, lat = position
    if (
        type(lon) is not float
        or type(lat) is not float
        or not (-180 <= lon <= 180 and -90 <= lat <= 90)
    ):
        return None
    found = [round(lon, 5), round(lat, 5)]
    return found, [] if found == position else [ROUNDED]


def _rounded(geometry: dict[str, Any], done: dict[str, None]) -> dict[str, Any]:
    """The geometry with no more decimals than it needs, and never broken by that."""
    for decimals in (5, 6):
        found = _to(decimals, geometry)
        if not faults(found) and not (decimals == 5 and _is_small(found)):
            if found != geometry:
                done[ROUNDED] = None
            return found
    if not faults(geometry):
        done[EXACT] = None
    return geometry


def _is_small(geometry: Mapping[str, Any]) -> bool:
    if geometry["type"] == "Point":
        return False
    west, south, east, north = bounds_of(geometry)
    return max(east - west, north - south) < SMALL


def _to(decimals: int, geometry: dict[str, Any]) -> dict[str, Any]:
    def fewer(run: Run, hole: bool) -> Run:
        return [[round(number, decimals) for number in position] for position in run]

    kind = geometry["type"]
    return {"type": kind, "coordinates": _runs(geometry["coordinates"], DEPTH[kind], fewer)}


def _runs(part: Any, depth: int, change: Callable[[Run, bool], Run], hole: bool = False) -> Any:
    """The coordinates with each run of positions changed; what is no run stays as it is."""
    if depth == 0:
        return change([part], False)[0] if _is_run([part]) else part
    if depth == 1:
        return change(part, hole) if _is_run(part) else part
    if not isinstance(part, list):
        return part
    rings = depth == 2
    return [
        _runs(inner, depth - 1, change, rings and index > 0) for index, inner in enumerate(part)
    ]


def _is_run(part: Any) -> bool:
    return (
        isinstance(part, list)
        and bool(part)
        and all(
            isinstance(position, list)
            and len(position) >= 2
            and all(type(number) in (int, float) for number in position[:2])
            for position in part
        )
    )


def _whole(run: Run, ring: bool, hole: bool, project: Project | None, done: dict[str, None]) -> Run:
    if any(len(position) > 2 for position in run):
        done[HEIGHTS] = None
        run = [position[:2] for position in run]
    if project:
        lons, lats = project([position[0] for position in run], [position[1] for position in run])
        run = [[lon, lat] for lon, lat in zip(lons, lats, strict=True)]
    if ring and len(run) > 2 and run[0] != run[-1]:
        done[CLOSED] = None
        run = [*run, run[0]]
    if ring and (_turn(run) > 0 if hole else _turn(run) < 0):
        done[TURNED] = None
        run = run[::-1]
    return run


def _turn(ring: Sequence[Sequence[float]]) -> float:
    """Twice the signed area in square degrees: positive when the ring runs counter-clockwise."""
    x, y = ring[0][:2]  # measured from there, so that small rings far from 0, 0 keep their sign
    return sum(
        (one[0] - x) * (two[1] - y) - (two[0] - x) * (one[1] - y) for one, two in pairwise(ring)
    )
