"""GeoTIFF: where a TIFF says that it lies. OGC GeoTIFF 1.1, https://docs.ogc.org/is/19-008r4/"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mapper.overlay.scan import refuse

_SCALE, _TIES, _MATRIX, _KEYS = 33550, 33922, 34264, 34735

_RASTER, _GEOGRAPHIC, _PROJECTED = 1025, 2048, 3072
_IS_POINT, _OWN = 2, 32767

_MEND = "Save it anew from a GIS, or say its place in the manifest: corners = […]."

Pairs = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Tagged:
    """Pixels and positions, and the EPSG code that is named. `measured`: they are single points."""

    pixels: Pairs
    positions: Pairs
    measured: bool
    epsg: int | None


def read_tags(tags: Mapping[int, Any], size: tuple[int, int], file: str) -> Tagged | None:
    """What the tags say; None if they say nothing of a place.

    Raises:
        MapperError: they are not as they have to be.
    """
    try:
        keys = _keys(tags.get(_KEYS, ()))
        # Where pixels are points, a position is that of a pixel's middle.
        half = 0.5 if keys.get(_RASTER) == _IS_POINT else 0.0
        code = keys.get(_PROJECTED) or keys.get(_GEOGRAPHIC) or _OWN
        epsg = None if code == _OWN else code
        if _MATRIX in tags:
            a, b, _, c, d, e, _, f, *_ = (float(each) for each in tags[_MATRIX])
        elif _TIES in tags and _SCALE in tags:
            scale_x, scale_y, *_ = (float(each) for each in tags[_SCALE])
            i, j, _, x, y, _, *_ = (float(each) for each in tags[_TIES])
            a, b, c, d, e, f = scale_x, 0.0, x - i * scale_x, 0.0, -scale_y, y + j * scale_y
        elif _TIES in tags:
            ties = [float(each) for each in tags[_TIES]]
            sixes = [ties[n : n + 6] for n in range(0, len(ties) - 5, 6)]
            pixels = tuple((i + half, j + half) for i, j, *_ in sixes)
            return Tagged(pixels, tuple((x, y) for _, _, _, x, y, _ in sixes), True, epsg)
        else:
            return None
    except (TypeError, ValueError, IndexError):
        refuse(file, "", "says where it lies, but not as a GeoTIFF does.", _MEND)
    width, height = size
    corners = ((0.0, 0.0), (float(width), 0.0), (0.0, float(height)))
    return Tagged(
        tuple((i + half, j + half) for i, j in corners),
        tuple((a * i + b * j + c, d * i + e * j + f) for i, j in corners),
        False,
        epsg,
    )


def _keys(directory: Any) -> dict[int, int]:
    """Key → its value, of those whose value stands in the directory itself."""
    rows = [directory[n : n + 4] for n in range(4, len(directory) - 3, 4)]
    return {key: value for key, location, _, value in rows if location == 0}
