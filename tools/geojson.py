"""The form every layer of geo/ has: one feature a line, fixed key order, rounded coordinates."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

DECIMALS = 5  # about a metre; lines that are worth less were rounded where they were made
# Order in which properties are written; what is empty is left out.
PROPERTIES = (
    "name", "name_ru", "name_fa", "also", "then", "now", "kind", "look", "rank", "province",
    "elevation_m", "route", "badge", "order", "from", "to", "via", "precision", "precision_km",
    "position",
)  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """One line of a layer."""

    id: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry


def write_layer(path: Path, features: Iterable[Feature]) -> None:
    """Write a FeatureCollection in which a change to one feature changes one line.

    Raises ValueError for a property this module does not know: it would be lost in silence.
    """
    lines = ",\n".join(feature_line(feature) for feature in features)
    text = '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def feature_line(feature: Feature) -> str:
    """One feature as compact JSON."""
    unknown = set(feature.properties) - set(PROPERTIES)
    if unknown:
        raise ValueError(f"{feature.id}: unknown properties {sorted(unknown)}")
    given = ((key, feature.properties.get(key)) for key in PROPERTIES)
    document = {
        "type": "Feature",
        "id": feature.id,
        "properties": {key: value for key, value in given if value not in (None, "", [])},
        "geometry": geometry_json(feature.geometry),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def geometry_json(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON geometry, rounded; outer rings run counter-clockwise as RFC 7946 asks."""
    document: dict[str, Any] = mapping(shapely.orient_polygons(round_to(geometry, DECIMALS)))
    return document


def round_to(geometry: BaseGeometry, decimals: int) -> BaseGeometry:
    """Round every vertex by itself, so that vertices shared before are shared after."""
    rounded = shapely.transform(geometry, lambda points: points.round(decimals))
    return shapely.remove_repeated_points(rounded)
