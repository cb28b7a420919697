"""Frames of geopandas to explore, and what their pages hold."""

from __future__ import annotations

import json
import re
from typing import Any

import geopandas as gpd
from shapely import Point

from mapper.frames import Page
from mapper.model import Layer


def points(count: int = 4, **columns: Any) -> gpd.GeoDataFrame:
    """So many points on a diagonal of degrees, with columns."""
    at = [Point(each, each + 40) for each in range(count)]
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


def data_layer(page: Page) -> Layer:
    """The last layer, which is that of the last frame."""
    return page.atlas.layers[-1]


def payload(page: Page) -> Any:
    """What the page sends to the browser."""
    found = re.search(r"<script id=payload type=application/json>(.*?)</script>", page.html, re.S)
    assert found
    return json.loads(found[1])


def key_rows(page: Page) -> list[str]:
    """What the map key says of the last layer's classes, in its order."""
    looks = data_layer(page).entry.looks
    return [*looks.of] if looks else []


def colours(page: Page) -> list[str]:
    """The colours of the last layer's classes, in the order of the key; of all rows without one."""
    layer = data_layer(page)
    looks = layer.entry.looks
    names = looks.of.values() if looks else dict.fromkeys(each.look for each in layer.features)
    worn = page.drawn[-1].looks
    return [worn[name][1].colour for name in names]
