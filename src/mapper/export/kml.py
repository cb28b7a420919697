"""The features of an atlas as KML (OGC 12-007r2), for Google Earth and its like.

Written here and not by GDAL: its LIBKML puts text with a `<` into CDATA as it stands, so that a
name with `]]>` in it ends the file or adds elements of its own, and it gives every point a height.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mapper.export.tables import bibliography, texts
from mapper.model import Atlas, Feature, text
from mapper.record import Article, Statement, articles, entries, referencer


def kml(atlas: Atlas) -> dict[str, bytes]:
    """One file: a folder for each layer, in it a placemark for each feature.

    A placemark has the feature's id and name, its names in other languages and its kind as data,
    and what is known of it, with its sources, as a description. KML takes descriptions for HTML, so
    theirs is escaped as that: what a reader sees is the text as it was written.
    """
    info, references = atlas.manifest.atlas, bibliography(atlas)
    said = articles(atlas, referencer(references), entries(atlas))
    root = Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = SubElement(root, "Document")
    _text(document, "name", info.title)
    _text(document, "description", _html(f"{info.summary}\n{info.licence}, version {info.version}"))
    for layer in atlas.layers:
        entry = layer.entry
        folder = SubElement(document, "Folder")
        _text(folder, "name", text(entry, "title", atlas.language)[atlas.language])
        _text(folder, "visibility", str(int(entry.shown)))
        credits = (entry.summary, entry.source, entry.attribution, f"Licence: {entry.licence}")
        _text(folder, "description", _html("\n".join(filter(None, credits))))
        for feature in layer.features:
            # Of very many features those alone have an article that something is said of.
            article = said.get(feature.id)
            account = "\n".join(_account(article, references)) if article else ""
            folder.append(_placemark(feature, account, atlas.language))
    indent(root, " ")
    content = tostring(root, encoding="UTF-8", xml_declaration=True)
    return {f"{info.id}.kml": content + b"\n"}


def _placemark(feature: Feature, account: str, first: str) -> Element:
    placemark = Element("Placemark", id=feature.id)
    _text(placemark, "name", feature.name.get(first, ""))
    _text(placemark, "description", _html(account))
    data = SubElement(placemark, "ExtendedData")
    names = texts("name", feature.name, first)
    names.pop("name")
    for key, value in {**names, "kind": str(feature.properties.get("kind", ""))}.items():
        _text(SubElement(data, "Data", name=key), "value", value)
    placemark.append(_geometry(feature.geometry["type"], feature.geometry["coordinates"]))
    return placemark


def _account(article: Article, references: Mapping[str, str]) -> Iterator[str]:
    """What is said of a feature, in plain lines, with numbered sources."""
    cited: dict[int, str] = {}
    for statement in article.statements:
        for claim in statement.claims:
            cited |= {each.number: references[each.key] for each in claim.references}
        yield from _lines(statement)
    if article.events:
        yield "Events:"
        yield from (f"{date}: {title}" for _, date, title, _ in article.events)
    if article.position:
        yield article.position
    if cited:
        yield "Sources:"
        yield from (f"[{number}] {cited[number]}" for number in sorted(cited))


def _lines(statement: Statement) -> Iterator[str]:
    for claim in statement.claims:
        value = "not known" if statement.unknown else claim.address or claim.value
        certainty = f"{claim.certainty} certainty" if claim.certainty else ""
        doubt = ", ".join(filter(None, ("disputed" if statement.disputed else "", certainty)))
        places = (
            f"{each.number}, {each.locator}" if each.locator else str(each.number)
            for each in claim.references
        )
        parts = (
            f"{statement.label}: {value}" + (f", {claim.date}" if claim.date else ""),
            f"({doubt})" if doubt else "",
            f"– {claim.remark}" if claim.remark else "",
            "".join(f"[{place}]" for place in places),
        )
        yield " ".join(filter(None, parts))


def _geometry(kind: str, coordinates: Any) -> Element:
    """The geometry in two dimensions; coordinates as GeoJSON has them."""
    if kind.startswith("Multi"):
        many = Element("MultiGeometry")
        many.extend(_geometry(kind.removeprefix("Multi"), part) for part in coordinates)
        return many
    shape = Element(kind)
    if kind == "Polygon":
        for index, ring in enumerate(coordinates):
            side = SubElement(shape, "innerBoundaryIs" if index else "outerBoundaryIs")
            side.append(_geometry("LinearRing", ring))
        return shape
    run = [coordinates] if kind == "Point" else coordinates
    _text(shape, "coordinates", " ".join(f"{position[0]},{position[1]}" for position in run))
    return shape


def _html(words: str) -> str:
    return escape(words, quote=False)


def _text(parent: Element, tag: str, words: str) -> None:
    """A child with text; signs that XML 1.0 cannot hold become U+FFFD."""
    SubElement(parent, tag).text = ILLEGAL.sub("\ufffd", words)


ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
