"""A big layer in the text version: what it is, how far it reaches, and how it begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from mapper.geometry import KINDS
from mapper.model import LANGUAGE, MISSING, Atlas, Bulk, Layer, bulk_of
from mapper.page.decimals import decimals_sent

ROWS = 20
"""A table of a hundred thousand rows is of no use to anyone."""

METRES = 111_320
"""Of a degree of latitude, about."""


@dataclass(frozen=True)
class Excerpt:
    """`kinds`: its types of geometry in words. `rounding` is empty where nothing is lost."""

    count: int
    kinds: str
    extent: str
    rounding: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[str]]]
    """Id, name, and a value for each of the columns."""


def excerpt(layer: Layer, atlas: Atlas) -> Excerpt:
    features = bulk_of(layer, atlas.language)
    columns = [name for name in features.columns if name != "name" and not LANGUAGE.match(name)]
    west, south = features.shapes.xy.min(axis=0)
    east, north = features.shapes.xy.max(axis=0)
    return Excerpt(
        count=len(features),
        kinds=_kinds(features),
        extent=f"{_place(south, 'SN')} to {_place(north, 'SN')}, "
        f"{_place(west, 'WE')} to {_place(east, 'WE')}",
        rounding=_rounding(features.shapes.decimals, decimals_sent(atlas, layer)),
        columns=[label(name) for name in columns],
        rows=[
            (
                id,
                str(features.columns["name"][index]),
                [said(features.columns[name][index]) for name in columns],
            )
            for index, id in enumerate(features.ids[:ROWS])
        ],
    )


def label(name: str) -> str:
    """A property's name as a heading: "built_in" → "Built in"."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def said(value: Any) -> str:
    """A value in words; nothing for one that is not there."""
    if value is MISSING:
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _kinds(features: Bulk) -> str:
    words = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
    used = [KINDS[kind].removeprefix("Multi") for kind in np.unique(features.shapes.kinds)]
    return " and ".join(words[kind] for kind in words if kind in used)


def _place(degrees: float, signs: str) -> str:
    return f"{abs(degrees):.2f}° {signs[int(degrees >= 0)]}"


def _rounding(given: int, sent: int) -> str:
    """What is lost on the way into the page."""
    if sent >= given:
        return ""
    metres = METRES / 10**sent / 2
    within = f"{metres:.2g} m" if metres < 1000 else f"{metres / 1000:.2g} km"
    return (
        f"On the interactive map its positions are rounded to {sent} decimals of a degree "
        f"(within {within}); names, ids, order and attributes are as given"
    )
