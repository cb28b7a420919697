"""One file of `geo/`: GeoJSON text (RFC 7946) → features, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from mapper.geometry import faults
from mapper.manifest import ID, Bounds
from mapper.model import Feature, Text
from mapper.problems import Problem

_ID = re.compile(ID)
_LANGUAGE = re.compile(r"^name_([a-z]{2,3})$")


def features(
    data: bytes, file: str, look: str, language: str, bounds: Bounds
) -> tuple[tuple[Feature, ...], list[Problem]]:
    """The features of a FeatureCollection, and every problem of the file.

    Args:
        data: the file's bytes, UTF-8.
        file: its name in problems.
        look: the look of features that name none.
        language: the atlas's first language, that of `name`.
        bounds: west, south, east, north of the study area.
    """
    try:
        content = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        mend = "Open it in an editor that checks JSON, or save it anew as GeoJSON in UTF-8."
        return (), [Problem(file, place, f"is not JSON: {error.msg}.", mend)]
    problems = _frame(content, file)
    if problems:
        return (), problems
    found: list[Feature] = []
    for index, item in enumerate(content["features"]):
        feature, wrong = _feature(item, f"features[{index}]", file, look, language, bounds)
        problems += wrong
        if feature is not None:
            found.append(feature)
    if not content["features"]:
        mend = "Add a feature, or take the layer out of data/atlas.toml."
        problems.append(Problem(file, "features", "is empty.", mend))
    return tuple(found), problems


def _frame(content: Any, file: str) -> list[Problem]:
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        kind = content.get("type") if isinstance(content, dict) else type(content).__name__
        mend = 'Wrap it: {"type": "FeatureCollection", "features": […]}.'
        return [Problem(file, "type", f'is "{kind}", not a FeatureCollection.', mend)]
    if "crs" in content:
        name = content["crs"]
        if isinstance(name, dict):
            name = (name.get("properties") or {}).get("name", name)
        if "CRS84" not in str(name) and "4326" not in str(name):
            mend = "Reproject it to WGS 84 (EPSG:4326) and take `crs` out: RFC 7946 knows no other."
            return [Problem(file, "crs", f'is "{name}".', mend)]
    if not isinstance(content.get("features"), list):
        return [Problem(file, "features", "is missing or not a list.", 'Write "features": […].')]
    return []


def _feature(
    item: Any, place: str, file: str, look: str, language: str, bounds: Bounds
) -> tuple[Feature | None, list[Problem]]:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return None, [Problem(file, place, "is not a Feature.", 'Its type has to be "Feature".')]
    id = item.get("id")
    if not isinstance(id, str) or not _ID.match(id):
        what = "has no id." if id is None else f"has the id {orjson.dumps(id).decode()}."
        mend = 'Give it a text id of lower-case letters, digits and hyphens: "north-gate".'
        return None, [Problem(file, place, what, mend)]
    place = f'{place} "{id}"'
    properties = item.get("properties") or {}
    if not isinstance(properties, dict):
        mend = 'Write "properties": {…}.'
        return None, [Problem(file, f"{place}.properties", "is not an object.", mend)]
    geometry = item.get("geometry")
    if not isinstance(geometry, dict):
        mend = "Give it a geometry, or take the feature out."
        return None, [Problem(file, f"{place}.geometry", "is missing.", mend)]
    problems = [
        Problem(file, f"{place}.{where}", what, mend)
        for where, what, mend in faults(geometry, bounds)
    ]
    name = names(properties, language)
    if not name:
        problems.append(Problem(file, f"{place}.name", "is missing.", "Give it a name."))
    if problems:
        return None, problems
    own = str(properties.get("look") or look)
    return Feature(id, name, own, geometry, properties), []


def names(properties: Mapping[str, Any], language: str) -> Text:
    """`name` and its `name_<language>`s, where they are text."""
    found = {language: properties.get("name")}
    found |= {
        match[1]: value for key, value in properties.items() if (match := _LANGUAGE.match(key))
    }
    return {key: value for key, value in found.items() if isinstance(value, str) and value}
