"""Georeference annotations of IIIF, as Allmaps writes them: points, outline, way of laying.

https://iiif.io/api/extension/georef/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from mapper.model import Method
from mapper.overlay.scan import refuse

_MEND = "Save the annotation of this one map from Allmaps or another georeferencer."

_METHODS: Mapping[str, Method] = {
    "helmert": "similarity",
    "projective": "projective",
    "thinPlateSpline": "thin-plate",
}

ALIKE = 0.02
"""The picture may be another size of the annotated one; its sides differ by at most this share."""


@dataclass(frozen=True)
class Annotated:
    """Pixels of the picture at hand, their longitudes and latitudes, the outline of what is shown,
    and the way of laying, None if it names none that is known."""

    pixels: tuple[tuple[float, float], ...]
    positions: tuple[tuple[float, float], ...]
    clip: tuple[tuple[float, float], ...]
    method: Method | None


def is_annotation(data: bytes) -> bool:
    """Whether a JSON file is one at all."""
    return b"georeferencing" in data and (b"resourceCoords" in data or b"pixelCoords" in data)


def read_annotation(data: bytes, size: tuple[int, int], file: str) -> Annotated:
    """What an annotation, or a page with one of them, says of a picture of this size."""
    try:
        whole = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        refuse(file, f"line {error.lineno}", f"is not JSON: {error.msg}.", _MEND)
    items = whole.get("items", [whole]) if isinstance(whole, dict) else []
    if len(items) != 1:
        refuse(file, "items", f"holds {len(items)} maps instead of one.", _MEND)
    try:
        return _read(items[0], size, file)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        refuse(file, "", f"is no georeference annotation: {error}.", _MEND)


def _read(item: Any, size: tuple[int, int], file: str) -> Annotated:
    target, body = item["target"], item["body"]
    source = target.get("source", target) if isinstance(target, dict) else {}
    source = source if isinstance(source, dict) else {}
    full = float(source.get("width", size[0])), float(source.get("height", size[1]))
    across, down = size[0] / full[0], size[1] / full[1]
    if abs(across / down - 1) > ALIKE:
        what = f"is of a picture of {full[0]:.0f} × {full[1]:.0f} px, but this one has"
        what += f" {size[0]} × {size[1]}."
        refuse(file, "target", what, "Take the whole picture, of any size, not a part of it.")

    def scaled(x: Any, y: Any) -> tuple[float, float]:
        return float(x) * across, float(y) * down

    pixels, positions = [], []
    for feature in body["features"]:
        properties = feature["properties"]
        named = "resourceCoords" if "resourceCoords" in properties else "pixelCoords"
        pixels.append(scaled(*properties[named]))
        lon, lat, *_ = feature["geometry"]["coordinates"]
        positions.append((float(lon), float(lat)))
    clip = tuple(scaled(x, y) for x, y in _outline(target, file))
    return Annotated(tuple(pixels), tuple(positions), clip, _method(body.get("transformation")))


def _method(transformation: Any) -> Method | None:
    if not isinstance(transformation, dict):
        return None
    name, options = transformation.get("type"), transformation.get("options") or {}
    if name == "polynomial":
        orders: Mapping[int, Method] = {1: "affine", 2: "polynomial2"}
        return orders.get(options.get("order", 1))
    return _METHODS.get(str(name))


def _outline(target: Any, file: str) -> list[list[str]]:
    """The polygon of an SvgSelector."""
    from defusedxml.ElementTree import fromstring

    selector = target.get("selector") if isinstance(target, dict) else None
    svg = selector.get("value") if isinstance(selector, dict) else None
    if not svg:
        return []
    try:
        root = fromstring(str(svg))
    except Exception as error:  # expat's own, and defusedxml's, which share no ancestor
        refuse(file, "target.selector", f"is not SVG: {str(error)[:80]}.", _MEND)
    shapes = [each for each in root.iter() if str(each.tag).rpartition("}")[2] == "polygon"]
    points = str(shapes[0].get("points", "")) if shapes else ""
    numbers = points.replace(",", " ").split()
    return [numbers[n : n + 2] for n in range(0, len(numbers) - 1, 2)]
