"""GeoJSON, or nearly, in the wrapping of another format: JSON → GeoJSON and what is said of it.

uMap, OpenStreetMap's JSON, map data of Commons, JSON of ArcGIS, places of Google's Takeout, and any
object that holds a FeatureCollection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapper.formats.kept import about
from mapper.formats.source import Source, chosen
from mapper.formats.wrapped.commons import commons, is_commons
from mapper.formats.wrapped.esri import esri, is_esri
from mapper.formats.wrapped.inner import Inner, holding
from mapper.formats.wrapped.osm import is_osm, osm
from mapper.formats.wrapped.takeout import is_takeout, refuse_history, takeout
from mapper.formats.wrapped.umap import is_umap, umap

__all__ = ["Inner", "unwrapped"]

DEEP = 3
"""How deep in other objects a FeatureCollection is looked for."""


def unwrapped(content: Any, source: Source) -> Inner | None:
    """What lies in a wrapping that is known; None if there is none.

    Raises:
        MapperError: it holds several layers and none was named, or nothing that is a place.
    """
    refuse_history(content, source)
    if not isinstance(content, dict):
        return None
    if is_umap(content):
        return umap(content, source)
    if is_osm(content):
        return osm(content, source)
    if is_commons(content):
        return commons(content, source)
    if is_esri(content):
        return esri(content, source)
    if is_takeout(content):
        return takeout(content)
    if isinstance(content.get("type"), str):
        return None
    found = dict(_within(content, DEEP))
    if not found:
        return None
    held = {name: holding(each["features"]) for name, each in found.items()}
    name = chosen(source, held)
    told = about({key: value for key, value in content.items() if not isinstance(value, dict)})
    note = f'Took the GeoJSON that stands under "{name}".'
    return Inner(found[name], told, (note,))


def _within(value: dict[str, Any], depth: int, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each FeatureCollection below an object, by the keys that lead to it."""
    for key, each in value.items():
        if isinstance(each, dict):
            name = f"{path}{key}"
            if each.get("type") == "FeatureCollection" and isinstance(each.get("features"), list):
                yield name, each
            elif depth > 1:
                yield from _within(each, depth - 1, f"{name}.")
