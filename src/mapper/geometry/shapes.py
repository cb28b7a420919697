"""Shapes: what is wrong with them, how long and how wide they are, where their names belong.

A geometry is the parsed GeoJSON object of RFC 7946. Positions are (lon, lat) in degrees, WGS 84;
bounds are west, south, east, north; lengths are geodesic, on the WGS 84 ellipsoid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import cos, hypot, radians
from typing import Any

import numpy as np
import shapely
from pyproj import Geod

from mapper.geometry.geos import shape_of
from mapper.geometry.positions import DEPTH, Fault, misfits
from mapper.geometry.types import Bounds, Geometry, Position, Run
from mapper.jsontext import brief
from mapper.messages import say

WGS84 = Geod(ellps="WGS84")


def faults(geometry: object, bounds: Bounds | None = None) -> list[Fault]:
    """What makes a geometry unfit to be drawn, each kind once, with its first place and a count.

    With `bounds`, so is a geometry that lies outside them but inside with its axes swapped.
    Heights (a third number) are allowed; nothing here draws them.
    """
    if not isinstance(geometry, Mapping):
        return [Fault("", *say("geometry.missing"))]
    kind = geometry.get("type")
    if kind == "Point" and _on_globe(geometry.get("coordinates")):
        return list(_swapped(geometry, bounds))
    if kind == "GeometryCollection":
        return [Fault("type", *say("geometry.collection"))]
    if not isinstance(kind, str) or kind not in DEPTH:
        return [Fault("type", *say("geometry.type", value=brief(kind), types=", ".join(DEPTH)))]
    return misfits(geometry.get("coordinates"), kind) or [
        *_crossings(geometry),
        *_swapped(geometry, bounds),
    ]


def _on_globe(position: object) -> bool:
    """Whether a position is sound beyond doubt, as that of nearly all points of a layer is."""
    if type(position) is not list or len(position) != 2:
        return False
    lon, lat = position
    return type(lon) is type(lat) is float and -180 <= lon <= 180 and -90 <= lat <= 90


def doubts(geometry: Geometry) -> list[Fault]:
    """What is worth a warning in a geometry without faults: perhaps it is not as meant."""
    found: list[Fault] = []
    if geometry["type"] == "Point" and len(geometry["coordinates"]) == 2:
        if not any(geometry["coordinates"]):
            found.append(Fault("coordinates", *say("geometry.zero")))
        return found
    # Part by part: what is split at the 180th meridian already spans the world and is right.
    width = max(max(lons) - min(lons) for lons, _ in map(_columns, runs(geometry)))
    if width > 180:
        found.append(Fault("coordinates", *say("geometry.wide", degrees=f"{width:.0f}")))
    if geometry["type"].endswith("LineString") and any(
        all(position == run[0] for position in run) for run in runs(geometry)
    ):
        found.append(Fault("coordinates", *say("geometry.short")))
    if any(len(position) > 2 for run in runs(geometry) for position in run):
        found.append(
            Fault(
                "coordinates",
                "heights are left out.",
                "The map is flat: give heights as a property.",
            )
        )
    return found


def runs(geometry: Geometry) -> Iterator[Run]:
    """The runs of positions of a geometry: points one by one, lines, rings of polygons."""

    def walk(coordinates: Any, depth: int) -> Iterator[Run]:
        if depth == 0:
            yield [coordinates]
        elif depth == 1:
            yield coordinates
        else:
            for part in coordinates:
                yield from walk(part, depth - 1)

    kind = geometry["type"]
    for run in walk(geometry["coordinates"], DEPTH[kind]):
        if kind == "MultiPoint":
            yield from ([position] for position in run)
        else:
            yield run


def bounds_of(*geometries: Geometry) -> Bounds:
    """West, south, east, north of geometries. Raises ValueError if there is no position."""
    if len(geometries) == 1 and geometries[0]["type"] == "Point":  # nearly always in large layers
        lon, lat = geometries[0]["coordinates"][:2]
        return lon, lat, lon, lat
    positions = [position for geometry in geometries for run in runs(geometry) for position in run]
    lons = [position[0] for position in positions]
    lats = [position[1] for position in positions]
    return min(lons), min(lats), max(lons), max(lats)


def decimals_of(*geometries: Geometry) -> int:
    """How many decimals positions are given with, at most 6 (about 10 cm)."""
    each = (position[:2] for geometry in geometries for run in runs(geometry) for position in run)
    given = np.array([*chain.from_iterable(each)], float)
    return next((few for few in range(6) if (given.round(few) == given).all()), 6)


def length_km(geometry: Geometry) -> float:
    """The length of lines, the perimeter of polygons (holes too), 0 for points; kilometres."""
    metres = sum(WGS84.line_length(*_columns(run)) for run in runs(geometry) if len(run) > 1)
    return float(metres) / 1000


def midpoint(line: Run) -> Position:
    """The position halfway along a line, by length."""
    lons, lats = _columns(line)
    lengths = WGS84.line_lengths(lons, lats)
    left = sum(lengths) / 2
    for i, length in enumerate(lengths):
        if left <= length and length > 0:
            share = left / length
            return lons[i] + share * (lons[i + 1] - lons[i]), lats[i] + share * (
                lats[i + 1] - lats[i]
            )
        left -= length
    return lons[0], lats[0]


def label_point(geometry: Geometry) -> Position:
    """Where the symbol, the name and the popup of a geometry belong.

    A point: itself (of several, the first). A line: halfway along its longest part. A polygon: the
    centre of the largest circle that fits into its largest part, longitudes being shortened as they
    are there (GEOS's maximum inscribed circle, after Garcia-Castellanos and Lombardo 2007).
    """
    if geometry["type"].endswith("Point"):
        lon, lat = next(runs(geometry))[0][:2]
        return float(lon), float(lat)
    if geometry["type"].endswith("LineString"):
        return midpoint(max(runs(geometry), key=lambda run: WGS84.line_length(*_columns(run))))
    shape = shape_of(geometry)
    part = max(shapely.get_parts(shape), key=shapely.area)
    squeeze = cos(radians(part.centroid.y))
    squeezed = shapely.transform(part, lambda xy: xy * [squeeze, 1])
    reach = hypot(*np.ptp(shapely.get_coordinates(squeezed), axis=0))
    circle = shapely.maximum_inscribed_circle(squeezed, tolerance=reach / 50)
    lon, lat = shapely.get_coordinates(circle)[0]
    return float(lon / squeeze), float(lat)


def contains(polygon: Geometry, point: Position) -> bool:
    """Is the position in the polygon, or on its edge?"""
    return bool(shapely.intersects_xy(shape_of(polygon), *point))


def holds(polygon: Geometry, boxes: Sequence[Bounds]) -> list[bool]:
    """For each of n boxes (bounds): does it lie wholly in the polygon?"""
    shape = shape_of(polygon)
    shapely.prepare(shape)
    return (
        [bool(held) for held in shapely.contains(shape, shapely.box(*np.array(boxes).T))]
        if boxes
        else []
    )


def inside_points(polygon: Geometry, bounds: Bounds, step: float) -> list[Position]:
    """The points of a grid of `step` degrees that lie in both the polygon and the bounds."""
    shape = shape_of(polygon)
    shapely.prepare(shape)
    west, south, east, north = (
        pick(mine, theirs)
        for pick, mine, theirs in zip((max, max, min, min), bounds_of(polygon), bounds, strict=True)
    )
    lons, lats = np.meshgrid(
        np.arange(np.ceil(west / step), east / step) * step,
        np.arange(np.ceil(south / step), north / step) * step,
    )
    held = shapely.contains_xy(shape, lons, lats)
    return [(float(lon), float(lat)) for lon, lat in zip(lons[held], lats[held], strict=True)]


def _columns(run: Run) -> tuple[list[float], list[float]]:
    return [position[0] for position in run], [position[1] for position in run]


def _crossings(geometry: Geometry) -> Iterator[Fault]:
    """What GEOS finds invalid in a polygon, in plain words."""
    if not geometry["type"].endswith("Polygon"):
        return
    shape = shape_of(geometry)
    if shapely.is_valid(shape):
        return
    reason = str(shapely.is_valid_reason(shape))
    where = re.search(r"\[(\S+) (\S+)\]", reason)
    near = f" near {float(where[1]):.5g}, {float(where[2]):.5g}" if where else ""
    what = {
        "Self-intersection": "the outline crosses itself",
        "Ring Self-intersection": "a ring touches or crosses itself",
        "Hole lies outside shell": "a hole lies outside its polygon",
        "Holes are nested": "a hole lies in a hole",
        "Interior is disconnected": "holes cut the polygon in two",
        "Nested shells": "a part lies in another part",
        "Duplicate Rings": "a ring stands there twice",
    }.get(reason.split("[")[0], reason.split("[")[0].lower())
    yield Fault(
        "coordinates", f"{what}{near}.", "Redraw it there; most editors have a 'fix geometry' tool."
    )


def _swapped(geometry: Geometry, bounds: Bounds | None) -> Iterator[Fault]:
    """A geometry that would lie in the bounds if longitude and latitude changed places."""
    if bounds is None:
        return
    west, south, east, north = bounds
    w, s, e, n = bounds_of(geometry)
    outside = w > east or e < west or s > north or n < south
    if outside and west <= s and n <= east and south <= w and e <= north:
        yield Fault("coordinates", *say("geometry.swapped"))
