"""Natural Earth's land, borders, lakes and rivers at two scales -> the ground under any map.

Run by hand as derive.py is; it writes src/mapper/ground/. The land is one, without countries; a
border is what two countries share. `mapper/ground/shapes.py` reads what is written here, and says
how.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from fetch import fetch
from shapely.geometry.base import BaseGeometry
from tables import HERE

GROUND = HERE.parent / "src" / "mapper" / "ground"
SCALES = ("110m", "50m")
STEPS = 100  # to a degree: about 1 km, finer than either scale is good for
SMALLEST_LAKE_DEG2 = {"110m": 0.0, "50m": 0.02}  # about 200 km2

Topology = dict[str, Any]


def write_ground() -> None:
    """Write both scales; nothing is written before both have been computed."""
    packed = {scale: pack(*parts(scale)) for scale in SCALES}
    for scale, data in packed.items():
        (GROUND / f"{scale}.bin").write_bytes(data)


def parts(scale: str) -> tuple[list[BaseGeometry], ...]:
    """Land, borders, lakes, rivers: polygons or lines, in hundredths of a degree."""
    lands, waters = json.loads(fetch(f"ground-{scale}")), json.loads(fetch(f"waters-{scale}"))
    lakes = [each for each in areas(waters, "lakes") if each.area >= SMALLEST_LAKE_DEG2[scale]]
    rivers = [line(waters, arcs) for arcs in runs(waters, "rivers")]
    shared = shapely.line_merge(shapely.multilinestrings(borders(lands)))
    found = areas(lands, "land"), shapely.get_parts(shared), lakes, rivers
    return tuple(whole(each) for each in found)


def areas(topology: Topology, name: str) -> list[BaseGeometry]:
    """The polygons of one object, those of a multipolygon each by itself."""
    polygons = []
    for each in topology["objects"][name]["geometries"]:
        polygons += [each["arcs"]] if each["type"] == "Polygon" else each["arcs"]
    return [part for rings in polygons for part in cut(*(line(topology, arcs) for arcs in rings))]


def cut(*rings: BaseGeometry) -> Iterable[BaseGeometry]:
    """A polygon of such rings, in parts where it goes on across the 180th meridian.

    World Atlas joins what Natural Earth had cut there, and leaves the South Pole open.
    """
    outer, *holes = (shapely.get_coordinates(ring) for ring in rings)
    outer[:, 0] = np.unwrap(outer[:, 0], period=360)
    (first, _), (last, _) = outer[0], outer[-1]
    if abs(last - first) > 1:
        outer = np.vstack([outer, [last, -90], [first, -90], outer[0]])
    whole = shapely.make_valid(shapely.Polygon(outer, holes), method="structure")
    for turn in (-360, 0, 360):
        part = shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))
        for each in shapely.get_parts(part):
            if each.geom_type == "Polygon" and each.area > 0:
                yield shapely.transform(each, lambda at, turn=turn: at - (turn, 0))


def runs(topology: Topology, name: str) -> Iterable[Sequence[int]]:
    """The arcs of every line of one object."""
    for each in topology["objects"][name]["geometries"]:
        yield from [each["arcs"]] if each["type"] == "LineString" else each["arcs"]


def borders(topology: Topology) -> list[BaseGeometry]:
    """The arcs that more than one country has."""
    owners: Counter[int] = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        rings = country["arcs"]
        polygons = [rings] if country["type"] == "Polygon" else rings
        owners.update({max(arc, ~arc) for each in polygons for ring in each for arc in ring})
    shared = sorted(arc for arc, count in owners.items() if count > 1)
    return [line(topology, [arc]) for arc in shared]


def line(topology: Topology, arcs: Sequence[int]) -> BaseGeometry:
    """Arcs joined; one that is given as ~n runs backwards (TopoJSON 1.0, 2.1.3 and 2.1.4)."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    found: list[Any] = []
    for arc in arcs:
        points = np.cumsum(topology["arcs"][max(arc, ~arc)], axis=0) * scale + move
        points = points[::-1] if arc < 0 else points
        found += list(points[1:] if found else points)
    return shapely.LineString(found)


def whole(shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """In whole steps; what comes to nothing then is left out."""
    stepped = shapely.transform(np.array(list(shapes)), lambda at: (at * STEPS).round())
    if len(stepped) and stepped[0].geom_type == "Polygon":
        # Rings that touch themselves now: what they enclose stays, on the same positions.
        mended = shapely.make_valid(stepped, method="structure", keep_collapsed=False)
        stepped = shapely.transform(shapely.get_parts(mended), np.round)
        return [each for each in shapely.remove_repeated_points(stepped) if each.area > 0]
    return [each for each in shapely.remove_repeated_points(stepped) if each.length > 0]


def pack(*found: Sequence[BaseGeometry]) -> bytes:
    """See `mapper/ground/shapes.py`."""
    numbers = []
    for shapes in found:
        rings = [list(map(shapely.get_coordinates, ringed_of(each))) for each in shapes]
        runs = [run for each in rings for run in each]
        at = np.concatenate(runs) if runs else np.empty((0, 2))
        steps = np.diff(at, axis=0, prepend=0).astype(int)
        numbers += [[len(shapes)], [*map(len, rings)], [*map(len, runs)], *steps.T]
    words = np.concatenate([np.asarray(each, "<i4") for each in numbers])
    planes = words.view(np.uint8).reshape(-1, 4).T
    return zlib.compress(np.ascontiguousarray(planes).tobytes(), 9)


def ringed_of(shape: BaseGeometry) -> list[BaseGeometry]:
    """A polygon's rings, the outer one first; of a line, itself."""
    return [shape.exterior, *shape.interiors] if shape.geom_type == "Polygon" else [shape]


if __name__ == "__main__":
    write_ground()
