"""What a KML placemark says besides where it is: names, times, data with their types, its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element  # the type alone: nothing is parsed

from mapper.formats.decode.xmltext import child, local, words
from mapper.formats.source import Record

STYLE = "styleUrl"
"""Stands among the properties until all styles are known: they may come after."""

TRACKS = "Drew tracks as lines; of the times of their points the first and the last were kept."

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_COLOURS = {"IconStyle": "marker-color", "LineStyle": "stroke", "PolyStyle": "fill"}
_WHITE = "#ffffff"
_MOST = 12
"""Columns of ExtendedData that stand in the records, even if few placemarks have them."""

Colours = Mapping[str, str]


@dataclass(frozen=True)
class Shared:
    """What placemarks share: grows while the file is read.

    `styles` is the id of a style → its colours, or the address of another; `data` are the columns
    of ExtendedData. What a Schema calls text may be numbers all the same: GDAL writes so.
    """

    styles: dict[str, Colours | str] = field(default_factory=dict)
    data: dict[str, None] = field(default_factory=dict)

    def learn(self, element: Element, around: tuple[Element, ...]) -> None:
        """Take a Style or a StyleMap of the document."""
        kind, id = local(element), _id(element) or (_id(around[-1]) if around else "")
        if kind == "StyleMap" and id:
            self.styles[id] = _normal(element)
        elif kind == "Style" and id:
            self.styles[id] = _colours(element)

    def finished(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """The records with their colours, and numbers where a column holds nothing else."""
        return tuple(replace(each, properties=self._painted(each.properties)) for each in records)

    def told(self) -> tuple[str, ...]:
        """The columns that stand in the records."""
        return tuple(self.data) if len(self.data) <= _MOST else ()

    def _painted(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """The properties with colours for the address of a style; those of its own come first."""
        found: Colours | str = str(properties.get(STYLE, ""))
        for _ in range(8):  # a style may lead to another, and that back
            if not isinstance(found, str):
                break
            found = self.styles.get(found.rpartition("#")[2], {})
        rest = {key: value for key, value in properties.items() if key != STYLE}
        return {**(found if isinstance(found, dict) else {}), **rest}


def properties(
    element: Element, around: tuple[Element, ...], shared: Shared, notes: dict[str, None]
) -> dict[str, Any]:
    """The name in every language, the description, the times, data, folder and style."""
    found: dict[str, Any] = {}
    for each in element:
        kind = local(each)
        if kind == "name" and words(each):
            tongue = each.attrib.get(_LANG, "").partition("-")[0].casefold()
            key = f"name_{tongue}" if tongue.isalpha() and len(tongue) < 4 else "name"
            found.setdefault(key, words(each))
        elif kind in ("address", "phoneNumber", "description", STYLE) and words(each):
            found[kind] = words(each)
        elif kind in ("TimeStamp", "TimeSpan"):
            found |= _times(each)
        elif kind in ("Track", "MultiTrack") and (times := [*_whens(each)]):
            found |= {"begin": times[0], "end": times[-1]}
            notes[TRACKS] = None
        elif kind == "ExtendedData":
            data = _data(each)
            shared.data.update(dict.fromkeys(data))
            found |= data
        elif kind == "Style":
            found |= _colours(each)
    if "name" not in found and (named := next((key for key in found if key[:5] == "name_"), "")):
        found["name"] = found[named]
    folder = [words(child(each, "name")) for each in around if local(each) == "Folder"]
    if any(folder):
        found.setdefault("folder", " / ".join(filter(None, folder)))
    return found


def _times(time: Element) -> dict[str, str]:
    """A moment is a span that ends when it begins."""
    found = {local(each): words(each) for each in time if words(each)}
    if when := found.pop("when", ""):
        return {"begin": when, "end": when}
    return found


def _whens(track: Element) -> Iterator[str]:
    yield from (words(each) for each in track.iter() if local(each) == "when" and words(each))


def _data(extended: Element) -> dict[str, Any]:
    """Untyped and typed data: name → text."""
    found = {}
    for each in extended.iter():
        if local(each) == "Data":
            value = words(child(each, "value"))
        elif local(each) == "SimpleData":
            value = words(each)
        else:
            continue
        if value:
            found[each.attrib.get("name", "data")] = value
    return found


def _id(element: Element) -> str:
    """The id of an element; Google Earth puts it into the namespace of KML."""
    return next((text for key, text in element.attrib.items() if key.endswith("id")), "")


def _normal(pairs: Element) -> Colours | str:
    """What a StyleMap says of a placemark that nobody points at."""
    for pair in pairs:
        if local(pair) == "Pair" and words(child(pair, "key")) == "normal":
            inline = child(pair, "Style")
            return words(child(pair, STYLE)) if inline is None else _colours(inline)
    return {}


def _colours(style: Element) -> dict[str, str]:
    """The colours of a Style in the words of simplestyle."""
    found = {}
    for each in style:
        key = _COLOURS.get(local(each))
        text = words(child(each, "color")).removeprefix("#")
        if key is None or not re.fullmatch(r"[0-9A-Fa-f]{8}", text):
            continue
        unseen = words(child(each, "fill")) == "0" or words(child(each, "colorMode")) == "random"
        colour = f"#{text[6:8]}{text[4:6]}{text[2:4]}".lower()  # written as aabbggrr
        # A white symbol is one in the colours of its picture, which is not read.
        if not unseen and not (key == "marker-color" and colour == _WHITE):
            found[key] = colour
    return found
