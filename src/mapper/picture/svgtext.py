"""SVG as text: elements whose values are escaped, path data, and the classes of features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from mapper.model import Feature


def tag(name: str, attributes: Mapping[str, object], *content: str) -> Markup:
    """One element. Values of attributes are escaped here, and content that is not Markup."""
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    if not content:
        return Markup(f"<{name}{pairs}/>")
    return Markup(f"<{name}{pairs}>{''.join(map(escape, content))}</{name}>")


def group(stratum: str, content: Iterable[Markup]) -> Markup:
    """What lies in one stratum of the map; nothing where there is nothing."""
    inner = list(content)
    return tag("g", {"class": f"stratum-{stratum}"}, *inner) if inner else Markup("")


def classes(feature: Feature) -> str:
    precision = feature.properties.get("precision")
    kind = "area" if feature.geometry["type"].endswith("Polygon") else "line"
    return f"look-{feature.look}{f' is-{precision}' if precision else ''}{toned(feature, kind)}"


def toned(feature: Feature, kind: str) -> str:
    return f" toned-{kind} {feature.tone}" if feature.tone else ""


def way(spots: NDArray[np.int64], closed: bool) -> str:
    """Path data of a run of whole pixels, (n, 2): relative, without steps that come to nothing."""
    steps = np.diff(spots, axis=0)
    numbers = " ".join(map(str, steps[steps.any(axis=1)].ravel().tolist())) or "0 0"
    return f"M{spots[0, 0]} {spots[0, 1]}l{numbers}{'z' if closed else ''}".replace(" -", "-")
