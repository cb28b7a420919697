"""Routes: lists of places -> lines. Nothing here is surveyed, and every line says so.

Roads are straight joins between named places. Of the two flights only an end or the direction is
known; they are bowed so that nobody takes them for a road.
"""

from typing import Any

import numpy as np
import shapely
from corrections import Point
from geojson import Feature
from shapely.geometry.base import BaseGeometry
from tables import Row, read_rows

ARC_POINTS = 15
BOW = 0.10  # height of an arc, as a share of its length
# Points that were digitised with the frontier; the bridge is named once.
CROSSINGS = {"bridge-middle": "Friendship Bridge", "kushka-crossing": "Torghundi–Kushka crossing"}


def route_features(
    places: dict[str, Row], at: dict[str, Point], country: BaseGeometry
) -> list[Feature]:
    """The rows of routes.csv as lines; the ends of a road are exactly the places it names."""
    names = {key: row["name"] for key, row in places.items()} | CROSSINGS
    flights = {
        "air-kabul-north": (at["kabul-airfield"], north_to_frontier(at["kabul-airfield"], country)),
    }
    return [
        Feature(
            key,
            route_properties(row, names),
            arc(*flights[key]) if key in flights else road(row, at),
        )
        for key, row in read_rows("routes.csv").items()
    ]


def route_properties(row: Row, names: dict[str, str]) -> dict[str, Any]:
    """What a popup of a route says; how well a flight's course is known no number can say."""
    copied = (
        "name",
        "name_ru",
        "name_fa",
        "kind",
        "look",
        "route",
        "badge",
        "from",
        "to",
        "position",
    )
    return {key: row[key] for key in copied} | {
        "order": int(row["order"]),
        "via": [names[key] for key in row["via"].split() if key in names],
        "precision": "schematic",
        "precision_km": None if row["kind"] == "flight" else 5,
    }


def road(row: Row, at: dict[str, Point]) -> BaseGeometry:
    """Straight joins from place to place."""
    return shapely.LineString([at[key] for key in (row["from"], *row["via"].split(), row["to"])])


def north_to_frontier(start: Point, country: BaseGeometry) -> Point:
    """Where one who goes due north from a point first leaves the country."""
    meridian = shapely.LineString([start, (start[0], 90)])
    exits = shapely.get_coordinates(shapely.intersection(meridian, shapely.boundary(country)))
    return start[0], float(exits[:, 1].min())


def arc(start: Point, end: Point) -> BaseGeometry:
    """A parabola that bows to the right of its direction."""
    a, b = np.array(start), np.array(end)
    squeeze = np.array([np.cos(np.radians((a[1] + b[1]) / 2)), 1])  # a degree east is shorter
    along = (b - a) * squeeze
    across = np.array([along[1], -along[0]]) * BOW / squeeze
    t = np.linspace(0, 1, ARC_POINTS)[:, None]
    return shapely.LineString(a + (b - a) * t + across * 4 * t * (1 - t))
