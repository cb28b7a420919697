"""Natural Earth's provinces -> the 31 of August 1988, the country, its neighbours, its frontier.

All polygons are simplified together as one coverage, so a border between two of them is one line
in both. What touches Afghanistan keeps its detail; the rest, context only, is drawn coarser.
"""

import json
from typing import Any

import shapely
from corrections import CORRECTIONS, splice
from fetch import fetch
from geojson import Feature, round_to
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from tables import Row, read_rows, split_list

STUDY_AREA = shapely.box(56, 26.5, 79, 41.5)  # west, south, east, north
FINE_DEG = 0.010  # a corner goes when its triangle is smaller than about this squared
COARSE_DEG = 0.05
SMALLEST_PART_DEG2 = 0.002  # islands and clipped corners below this are specks on the map
DECIMALS = 3  # about 100 m: the frontiers themselves are good to some 500 m
SOURCE = "Natural Earth 1:10m admin-1, dissolved and simplified."
CLIPPED = "Clipped to the map."
NEUTRAL = "Natural Earth's line is drawn as it stands; the map takes no position on any claim."

Areas = dict[str, BaseGeometry]
Unit = tuple[str, str, BaseGeometry]  # country code, Natural Earth id, polygon


def border_layers() -> dict[str, list[Feature]]:
    """The layers country, provinces, republics, neighbours and frontier.

    Raises ValueError when the areas are not a clean coverage (gaps, overlaps, unshared vertices).
    """
    rows = read_rows("areas.csv")
    areas = build_areas({key: row for key, row in rows.items() if row["layer"] != "country"})
    provinces = [area for key, area in areas.items() if rows[key]["layer"] == "provinces"]
    areas["afghanistan"] = country = shapely.coverage_union_all(provinces)
    layers: dict[str, list[Feature]] = {}
    for key, row in rows.items():
        layers.setdefault(row["layer"], []).append(area_feature(row, areas[key]))
    layers["frontier"] = [
        frontier_feature(row, shared_line(country, areas[key]))
        for key, row in rows.items()
        if row["frontier"]
    ]
    return layers


def build_areas(rows: dict[str, Row]) -> Areas:
    """Every area by its id: dissolved, clipped, simplified, corrected and rounded."""
    units = load_units()
    whole = {key: clip(dissolve(row, units)) for key, row in rows.items()}
    fine = dict(zip(whole, shapely.coverage_simplify([*whole.values()], FINE_DEG), strict=True))
    context = [key for key, row in rows.items() if row["adm0"] != "AFG"]
    coarse = shapely.coverage_simplify(
        [fine[key] for key in context], COARSE_DEG, simplify_boundary=False
    )
    areas = fine | dict(zip(context, coarse, strict=True))
    corrected = {key: round_to(correct(area), DECIMALS) for key, area in areas.items()}
    if not shapely.coverage_is_valid([*corrected.values()]):
        raise ValueError("borders: the areas overlap or do not share their vertices")
    return corrected


def load_units() -> list[Unit]:
    """Every unit of Natural Earth that touches the study area."""
    units = [
        (unit["properties"]["adm0_a3"], str(unit["properties"]["ne_id"]), shape(unit["geometry"]))
        for unit in json.loads(fetch("boundaries"))["features"]
        if unit["geometry"]
    ]
    return [unit for unit in units if unit[2].intersects(STUDY_AREA)]


def dissolve(row: Row, units: list[Unit]) -> BaseGeometry:
    """The union of the units a row names, or of its whole country if it names none."""
    wanted = row["ne_ids"].split()
    parts = [
        polygon
        for adm0, ne_id, polygon in units
        if adm0 == row["adm0"] and (not wanted or ne_id in wanted)
    ]
    if not parts or (wanted and len(parts) != len(wanted)):
        raise ValueError(f"areas.csv {row['id']}: found {len(parts)} units of Natural Earth")
    return shapely.coverage_union_all(parts)


def clip(area: BaseGeometry) -> BaseGeometry:
    """The part inside the study area, without specks."""
    inside = shapely.intersection(area, STUDY_AREA)
    parts = [part for part in shapely.get_parts(inside) if part.area >= SMALLEST_PART_DEG2]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def correct(area: BaseGeometry) -> BaseGeometry:
    """Put our corrections of the frontier into every ring that runs along the old line."""
    polygons = [
        shapely.Polygon(
            correct_ring(part.exterior), [correct_ring(hole) for hole in part.interiors]
        )
        for part in shapely.get_parts(area)
    ]
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def correct_ring(ring: BaseGeometry) -> list[tuple[float, float]]:
    """The points of a ring after all corrections."""
    points = [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(ring)]
    for correction in CORRECTIONS.values():
        points = splice(points, correction)
    return points


def shared_line(country: BaseGeometry, neighbour: BaseGeometry) -> BaseGeometry:
    """The border two areas share, along the vertices they share."""
    shared = shapely.intersection(shapely.boundary(country), shapely.boundary(neighbour))
    lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.multilinestrings(lines))


def area_feature(row: Row, area: BaseGeometry) -> Feature:
    """A row of areas.csv with its polygon."""
    context = row["layer"] in ("republics", "neighbours")
    sentences = [SOURCE, row["note"], CLIPPED if context else "", NEUTRAL if context else ""]
    names = {key: row[key] for key in ("name", "name_ru", "name_fa", "now", "kind", "look")}
    return Feature(row["id"], names | common(row["also"], sentences), area)


def frontier_feature(row: Row, line: BaseGeometry) -> Feature:
    """Afghanistan's frontier with one neighbour."""
    properties = {
        "name": row["frontier"],
        "name_ru": row["frontier_ru"],
        "name_fa": row["frontier_fa"],
        "kind": "frontier",
        "look": "frontier",
    } | common(row["frontier_also"], [SOURCE, row["frontier_note"], NEUTRAL])
    return Feature(f"frontier-{row['id']}", properties, line)


def common(also: str, sentences: list[str]) -> dict[str, Any]:
    """What areas and frontiers say alike."""
    return {
        "also": split_list(also),
        "precision": "approximate",
        "precision_km": 2,
        "position": " ".join(filter(None, sentences)),
    }
