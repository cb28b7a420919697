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
from mapper.picture import Tongue

ROWS = 20
"""A table of a hundred thousand rows is of no use to anyone."""

INNER = ("name", "look")
"""Columns that no table shows: the first stands before all, the other is how it is drawn."""

METRES = 111_320
"""Of a degree of latitude, about."""


@dataclass(frozen=True)
class Excerpt:
    """`says` and `rounding` are sentences; the latter is empty where nothing is lost.

    `kinds` and `extent` are what the English sentence of an atlas is made of.
    """

    count: int
    kinds: str
    extent: str
    says: str
    rounding: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[str]]]
    """Id, name, and a value for each of the columns."""


def excerpt(layer: Layer, atlas: Atlas, in_: Tongue) -> Excerpt:
    features = bulk_of(layer, atlas.language)
    columns = [name for name in features.columns if name not in INNER and not LANGUAGE.match(name)]
    west, south, east, north = features.shapes.extent
    return Excerpt(
        count=len(features),
        kinds=_kinds(features),
        extent=f"{_place(south, 'SN')} to {_place(north, 'SN')}, "
        f"{_place(west, 'WE')} to {_place(east, 'WE')}",
        says=_says(features, (south, north, west, east), in_),
        rounding=_rounding(features.shapes.decimals, decimals_sent(atlas, layer), in_),
        columns=[in_.words["explore.kind"] if name == "kind" else label(name) for name in columns],
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


def _says(features: Bulk, reach: Sequence[float], in_: Tongue) -> str:
    """The same in the language of the page, of a layer that has no file."""
    kinds = in_.words["says.joint"].join(in_.words[f"explore.{kind}"] for kind in _used(features))
    ways = (("south", "north"), ("south", "north"), ("west", "east"), ("west", "east"))
    south, north, west, east = (
        in_.say(f"explore.{way[int(degrees >= 0)]}", degrees=in_.decimal(f"{abs(degrees):.2f}"))
        for way, degrees in zip(ways, reach, strict=True)
    )
    return in_.say(
        "explore.big",
        kinds=kinds[:1].upper() + kinds[1:],
        count=len(features),
        rows=min(len(features), ROWS),
        south=south,
        north=north,
        west=west,
        east=east,
    )


def _kinds(features: Bulk) -> str:
    return " and ".join(_used(features))


def _used(features: Bulk) -> list[str]:
    words = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
    used = [KINDS[kind].removeprefix("Multi") for kind in np.unique(features.shapes.kinds)]
    return [words[kind] for kind in words if kind in used]


def _place(degrees: float, signs: str) -> str:
    return f"{abs(degrees):.2f}° {signs[int(degrees >= 0)]}"


def _rounding(given: int, sent: int, in_: Tongue) -> str:
    """What is lost on the way into the page."""
    if sent >= given:
        return ""
    metres = METRES / 10**sent / 2
    unit, value = ("metres", metres) if metres < 1000 else ("km", metres / 1000)
    within = in_.say(f"explore.{unit}", n_of=in_.decimal(f"{value:.2g}"))
    return in_.say("explore.rounded", decimals=sent, within=within)
