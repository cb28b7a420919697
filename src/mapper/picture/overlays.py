"""Pictures under the map, in a picture of it: each is embedded once, and shown where it is on.

The interactive map takes them from the static one.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from mapper.geometry import Box, box_of
from mapper.model import Atlas, Overlay
from mapper.overlay import Laid, warp
from mapper.picture.svgtext import tag


def laid(atlas: Atlas, overlay: Overlay) -> Laid:
    """The picture as it is laid in this atlas."""
    info, entry = atlas.manifest.atlas, overlay.entry
    return warp(overlay.data, entry.file, overlay.place, info.bounds, info.zoom[1])


def embedded(atlas: Atlas, ids: Iterable[str] | None = None) -> Markup:
    """The pictures, to be shown again by `shown_again`: those with these ids, all if None."""
    wanted = None if ids is None else set(ids)
    kept = [each for each in atlas.overlays if wanted is None or each.id in wanted]
    return tag("defs", {}, *(_image(atlas, each) for each in kept)) if kept else Markup("")


def shown_again(atlas: Atlas, zoom: float, box: Box) -> Iterator[Markup]:
    """The pictures that are on, in a part of the world at a zoom."""
    for overlay in atlas.overlays:
        if overlay.entry.shown:
            picture = laid(atlas, overlay)
            left, top, right, bottom = box_of(picture.bounds, zoom)
            width, height = picture.size
            place = f"translate({left - box[0]:.2f} {top - box[1]:.2f})"
            size = f"scale({(right - left) / width:.7g} {(bottom - top) / height:.7g})"
            attributes = {
                "class": "overlay",
                "data-in": overlay.id,
                "href": f"#{_id(overlay)}",
                "opacity": f"{overlay.entry.opacity:g}",
                "transform": place + size,
            }
            yield tag("use", attributes)


def overlay_samples(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """What `key.html.j2` shows of those that are on, the uppermost first."""
    for overlay in reversed(atlas.overlays):
        if overlay.entry.shown:
            width, height = laid(atlas, overlay).size
            attributes = {
                "class": "swatch",
                "viewBox": f"0 0 {width} {height}",
                "aria-hidden": "true",
            }
            drawing = tag("svg", attributes, tag("use", {"href": f"#{_id(overlay)}"}))
            title = overlay.entry.title
            yield {"layer": overlay.id, "word": title, "kind": "", "drawing": drawing, "km": ""}


def _image(atlas: Atlas, overlay: Overlay) -> Markup:
    picture = laid(atlas, overlay)
    attributes = {
        "id": _id(overlay),
        "href": f"data:image/webp;base64,{b64encode(picture.data).decode()}",
        "width": picture.size[0],
        "height": picture.size[1],
        "preserveAspectRatio": "none",
    }
    return tag("image", attributes)


def _id(overlay: Overlay) -> str:
    return f"overlay-{overlay.id}"
