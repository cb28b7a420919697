"""Points: places.csv, garrisons.csv and crossings.csv -> towns, passes, garrisons, crossings.

places.csv is the record. Where a row names a gazetteer's entry, `check_places` holds it to that
entry, so that a coordinate in the record is never a slip of the pen.
"""

import csv
import gzip
import io
from typing import Any

import shapely
from corrections import BRIDGE_MIDDLE, BRIDGE_NORTH, BRIDGE_SOUTH, KUSHKA_CROSSING, Point
from fetch import fetch
from geojson import Feature
from shapely.geometry.base import BaseGeometry
from tables import Row, number, read_rows, split_list

AT_TOWN = "Drawn at the town: the exact site is not known."


def positions(places: dict[str, Row]) -> dict[str, Point]:
    """Coordinates by place id, with the points that were digitised together with the frontier."""
    listed = {key: (float(row["lon"]), float(row["lat"])) for key, row in places.items()}
    return listed | {
        "bridge-south": BRIDGE_SOUTH,
        "bridge-middle": BRIDGE_MIDDLE,
        "bridge-north": BRIDGE_NORTH,
        "kushka-crossing": KUSHKA_CROSSING,
    }


def check_places(places: dict[str, Row]) -> None:
    """Raise ValueError unless each row that names a gazetteer's entry has that entry's position."""
    published = gazetteer_positions() | airfield_positions()
    at = positions(places)
    wrong = [
        f"places.csv {key}: {row['source']} {row['record']} is not at {row['lon']}, {row['lat']}"
        for key, row in places.items()
        if row["source"] in ("geonames", "ourairports")
        and not same_point(at[key], published[row["record"]])
    ]
    if wrong:
        raise ValueError("\n".join(wrong))


def same_point(a: Point, b: Point) -> bool:
    """Equal to the fifth decimal, about a metre."""
    return abs(a[0] - b[0]) < 1e-5 and abs(a[1] - b[1]) < 1e-5


def gazetteer_positions() -> dict[str, Point]:
    """GeoNames id -> lon, lat."""
    rows = (line.split("\t") for line in fetch("gazetteer").decode("utf-8").splitlines())
    return {row[0]: (float(row[5]), float(row[4])) for row in rows}


def airfield_positions() -> dict[str, Point]:
    """OurAirports identifier -> lon, lat."""
    text = gzip.decompress(fetch("airfields")).decode("utf-8")
    return {
        row["ident"]: (float(row["longitude_deg"]), float(row["latitude_deg"]))
        for row in csv.DictReader(io.StringIO(text))
    }


def place_features(layer: str, places: dict[str, Row], at: dict[str, Point]) -> list[Feature]:
    """The rows of places.csv that are features of a layer."""
    return [
        Feature(key, point_properties(row), shapely.Point(at[key]))
        for key, row in places.items()
        if row["layer"] == layer
    ]


def garrison_features(places: dict[str, Row], at: dict[str, Point]) -> list[Feature]:
    """The rows of garrisons.csv, each at the place it names."""
    return [
        Feature(
            key, garrison_properties(row, places[row["place"]]), shapely.Point(at[row["place"]])
        )
        for key, row in read_rows("garrisons.csv").items()
    ]


def garrison_properties(row: Row, place: Row) -> dict[str, Any]:
    """What a popup of a garrison says; one drawn at its town is only known to be near it."""
    note = AT_TOWN if row["note"] == "town" else row["note"]
    own = {key: row[key] for key in ("name", "name_ru", "name_fa", "also", "kind", "look", "rank")}
    properties = point_properties(place | own | {"now": ""})
    if note:
        properties |= {"precision": "approximate", "precision_km": 5}
        properties["position"] += f" {note}"
    return properties


def crossing_features(at: dict[str, Point], frontier: BaseGeometry) -> list[Feature]:
    """The rows of crossings.csv; the pontoon is moved onto the frontier."""
    landing = shapely.Point(at["sherkhan-bandar"])
    along = shapely.line_locate_point(frontier, landing)
    shapes = {
        "hairatan-bridge": shapely.LineString([BRIDGE_SOUTH, BRIDGE_MIDDLE, BRIDGE_NORTH]),
        "torghundi-kushka": shapely.Point(KUSHKA_CROSSING),
        "sherkhan-bandar-crossing": shapely.line_interpolate_point(frontier, along),
    }
    return [
        Feature(key, point_properties(row), shapes[key])
        for key, row in read_rows("crossings.csv").items()
    ]


def point_properties(row: Row) -> dict[str, Any]:
    """What a popup of a place says."""
    copied = ("name", "name_ru", "name_fa", "now", "kind", "look", "province", "precision")
    return {key: row[key] for key in copied} | {
        "also": split_list(row["also"]),
        "rank": number(row["rank"]),
        "elevation_m": number(row["elevation_m"]),
        "precision_km": number(row["precision_km"]),
        "position": f"{row['provenance']}.",
    }
