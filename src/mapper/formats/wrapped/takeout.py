"""Places that Google's Takeout gives back → GeoJSON; a history of where somebody was is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.formats.kept import about
from mapper.formats.source import Source, refuse
from mapper.formats.wrapped.inner import Inner, collection, object_of

_HISTORY = ("locations", "timelineObjects", "semanticSegments", "rawSignals")
_NAMED = ("location", "Location", "Title", "name")
_LINKS = ("google_maps_url", "Google Maps URL")


def is_takeout(content: Mapping[str, Any]) -> bool:
    features = content.get("features")
    first = object_of(features[0]) if isinstance(features, list) and features else {}
    properties = object_of(first.get("properties"))
    return any(key in properties for key in _LINKS)


def refuse_history(content: Any, source: Source) -> None:
    """Say what it is, if it is the history of somebody's phone: it is no layer of places."""
    first = content[0] if isinstance(content, list) and content else None
    visits = isinstance(first, dict) and "startTime" in first and {"visit", "activity"} & {*first}
    if visits or (isinstance(content, dict) and any(key in content for key in _HISTORY)):
        what = "is the location history of a phone, not a list of places."
        mend = "Add Saved Places.json of the same Takeout, or make a table of the places you mean."
        refuse(source.file, "", what, mend)


def takeout(content: Mapping[str, Any]) -> Inner:
    """Saved places with name and address; those at 0, 0 have no position."""
    return Inner(collection([_place(each) for each in content["features"]]), about(content))


def _place(feature: Any) -> Any:
    given = object_of(object_of(feature).get("properties"))
    if not given:
        return feature
    found = {key: value for key, value in given.items() if key not in _NAMED}
    place = object_of(given.get("location") or given.get("Location"))
    plain = {key.casefold().replace(" ", "_"): value for key, value in place.items()}
    names = (given.get("Title"), plain.get("name"), plain.get("business_name"), given.get("name"))
    name = next((each for each in names if isinstance(each, str) and each), plain.get("address"))
    at = object_of(plain.pop("geo_coordinates", None))
    more = {k: v for k, v in plain.items() if isinstance(v, str) and k != "name"}
    geometry = feature.get("geometry")
    if object_of(geometry).get("coordinates") in ([0, 0], [0.0, 0.0]):
        position = [_number(at.get("Longitude")), _number(at.get("Latitude"))]
        found_there = None not in position
        geometry = {"type": "Point", "coordinates": position} if found_there else None
    named = {"name": name} if name else {}
    return {**feature, "properties": {**named, **found, **more}, "geometry": geometry}


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
