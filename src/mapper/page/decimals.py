"""How finely positions are sent: as given, but no finer than the map can show."""

from __future__ import annotations

from math import ceil, log10

from mapper.geometry import decimals_of
from mapper.model import Atlas, Layer, bulk_of


def decimals_needed(zoom: int) -> int:
    """Decimals of a degree that are finer than a pixel of Web Mercator's 256-pixel tiles."""
    return ceil(log10(256 * 2**zoom / 360))


def decimals_sent(atlas: Atlas, layer: Layer) -> int:
    """Decimals of a degree in the page: as given, but no finer than the map can show."""
    if layer.is_big:
        given = bulk_of(layer, atlas.language).shapes.decimals
    else:
        given = decimals_of(*(feature.geometry for feature in layer.features))
    return min(given, decimals_needed(atlas.manifest.atlas.zoom[1]))
