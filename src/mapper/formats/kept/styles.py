"""Styles of web maps, which are a wish for a colour and nothing that a record says.

simplestyle-spec 1.1 (https://github.com/mapbox/simplestyle-spec) and uMap's options; the reader of
KML writes its styles in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from mapper.formats.many import cells
from mapper.formats.source import Record

STYLE = "style"
"""The property that parts features by the colours of their file."""

MOST = 7
"""Colours that can be told apart."""

_COLOURS = ("marker-color", "stroke", "fill")
_OTHER = (
    *("marker-size", "marker-symbol", "stroke-width", "stroke-opacity", "fill-opacity"),
    *("marker-path", "icon", "icon-scale", "icon-color", "label-scale", "label-color"),
)
_OPTIONS = ("_umap_options", "_storage_options")
_OF: Mapping[str, tuple[str, ...]] = {
    "Point": ("marker-color", "fill", "stroke"),
    "LineString": ("stroke", "marker-color"),
    "Polygon": ("fill", "stroke", "marker-color"),
}
"""Kind of geometry → where its colour stands, the best first."""

Styled = tuple[Sequence[Record], Mapping[str, str], list[str]]


def styled(records: Sequence[Record], columns: Iterable[str]) -> Styled:
    """The records without styles; the colours of the property `style`; what to say of them.

    A few colours become words in that property. One that all have says nothing, and of more than
    `MOST` no eye tells which is which: they are left out.
    """
    taken = _taken(records, columns)
    if not taken:
        return records, {}, []
    wishes = [_wish(record, taken) for record in records]
    found = [*dict.fromkeys(filter(None, wishes))]
    bare = [
        replace(each, properties={k: v for k, v in each.properties.items() if k not in taken})
        for each in records
    ]
    if not found:
        return bare, {}, []
    if len(found) > MOST or (len(found) == 1 and all(wishes)):
        what = "the one colour" if len(found) == 1 else f"the {len(found):,} colours"
        told = f"Left out {what} of the file: --colour COLUMN colours features by what they say."
        return bare, {}, [told]
    words = _words(found)
    key = style_of(columns)
    parted = [
        replace(each, properties={**each.properties, key: words[wish]}) if wish else each
        for each, wish in zip(bare, wishes, strict=True)
    ]
    return parted, {word: colour for colour, word in words.items()}, []


def style_of(columns: Iterable[str]) -> str:
    """What the property is called; not as one that the file has."""
    return STYLE if STYLE not in columns else f"{STYLE}_colour"


def hex_of(value: object) -> str:
    """A colour in any notation of the web as #rrggbb; empty if it is none."""
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > 40:
        return ""
    if re.fullmatch(r"[0-9A-Fa-f]{6}", text):
        text = f"#{text}"
    from PIL import ImageColor  # slow to import

    try:
        red, green, blue = (min(255, each) for each in ImageColor.getrgb(text)[:3])
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}"


def _taken(records: Sequence[Record], columns: Iterable[str]) -> frozenset[str]:
    """The columns that are styles: "stroke" and "fill" may be words of something else."""
    columns = [*columns]
    plain = {key for key in columns if key in _COLOURS and _all_colours(records, key)}
    other = {key for key in columns if key in (*_OTHER[:5], *_OPTIONS)}
    if plain or "styleUrl" in columns:
        other |= {key for key in columns if key in _OTHER}
    return frozenset(plain | other)


def _all_colours(records: Sequence[Record], key: str) -> bool:
    values = {str(value or "") for value in cells(records, key)} - {""}
    return len(values) > 0 and (key == "marker-color" or all(map(hex_of, values)))


def _wish(record: Record, taken: frozenset[str]) -> str:
    """The colour that the file gives to a feature, as #rrggbb."""
    kind = str(record.geometry.get("type")).removeprefix("Multi")
    properties = record.properties
    for key in _OF.get(kind, _COLOURS):
        if key in taken and (colour := hex_of(properties.get(key))):
            return colour
    options: Any = next((properties[key] for key in _OPTIONS if key in properties), None)
    if isinstance(options, dict):
        keys = ("fillColor", "color") if kind == "Polygon" else ("color",)
        return next(filter(None, (hex_of(options.get(key)) for key in keys)), "")
    return ""


def _words(colours: Sequence[str]) -> dict[str, str]:
    """Colour → a word for it; where two would have one, the second has its number behind it."""
    found: dict[str, str] = {}
    for colour in colours:
        word = min(_named(), key=lambda name: _distance(colour, _named()[name]))
        found[colour] = word if word not in found.values() else f"{word} {colour}"
    return found


def _distance(one: str, other: str) -> float:
    """How unlike two colours look ("redmean", https://www.compuphase.com/cmetric.htm)."""
    a, b = ([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (one, other))
    red, (dr, dg, db) = (a[0] + b[0]) / 2, (x - y for x, y in zip(a, b, strict=True))
    return (2 + red / 256) * dr * dr + 4 * dg * dg + (2 + (255 - red) / 256) * db * db


@cache
def _named() -> Mapping[str, str]:
    found: Mapping[str, str] = orjson.loads((Path(__file__).parent / "colours.json").read_bytes())
    return found
