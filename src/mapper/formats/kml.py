"""KML and KMZ → records (OGC 12-007r2). Read here, so that no link in it is ever followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element  # the type alone: nothing is parsed

from mapper.formats.decode.unzip import Archive
from mapper.formats.decode.xmltext import child, elements, local, words
from mapper.formats.kept import MOST, about, joined
from mapper.formats.placemark import Shared, properties
from mapper.formats.source import About, Foreign, Record, Source, refuse, without_position
from mapper.problems import Problem

DEPTH = 50
"""How deep geometries may nest in each other."""

_SHARED = ("Style", "StyleMap")
_LEFT_OUT = ("GroundOverlay", "PhotoOverlay", "ScreenOverlay")
_GEOMETRIES = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiGeometry",
    "Track",
    "MultiTrack",
)


def kmz(source: Source) -> Foreign:
    """The first .kml of the archive, which is what Google Earth shows."""
    archive = Archive(source.data, source.file)
    names = [name for name in archive if name.casefold().endswith(".kml")]
    if not names:
        refuse(source.file, "", "holds no .kml.", "Check that the right file was saved.")
    name = "doc.kml" if "doc.kml" in names else names[0]
    return kml(replace(source, file=f"{source.file}/{name}", data=archive[name]))


def kml(source: Source) -> Foreign:
    """Placemarks with their geometry, name, description, times, data and the colours of styles.

    Raises:
        MapperError: it is not XML, not KML, or holds no placemark.
    """
    file = source.file
    records: list[Record] = []
    problems: list[Problem] = []
    notes: dict[str, None] = {}
    shared, told, count = Shared(), About(), -1
    wanted = ("Placemark", "NetworkLink", *_SHARED, *_LEFT_OUT)
    for around, element in elements(source.data, file, "kml", wanted):
        if local(element) in _SHARED:
            if not {"Placemark", "StyleMap"} & {*map(local, around)}:
                shared.learn(element, around)
            continue
        if local(element) != "Placemark":
            problems.append(_unread(element, file))
            continue
        count += 1
        documents = [each for each in around if local(each) == "Document"]
        told = joined(told, _about(documents[0], source)) if documents and not told.title else told
        place = f"Placemark[{count}]"
        shapes = [each for each in element if local(each) in _GEOMETRIES]
        said = properties(element, around, shared, notes)
        try:
            found = [geometry for shape in shapes for geometry in _joined(list(_parts(shape)))]
        except (TypeError, ValueError) as error:
            mend = "Positions are written lon,lat or lon,lat,height, with spaces between them."
            problems.append(Problem(file, place, f"{error}.", mend))
            continue
        if not found:
            problems.append(without_position(file, place))
        if len(found) > 1:
            notes["Made each kind of geometry of a placemark a feature of its own."] = None
        records += [Record(place, None, said, geometry) for geometry in found]
    if not records:
        mend = "Open it where it comes from, and save the places themselves."
        problems.append(Problem(file, "", "holds no placemark with a position.", mend))
    return Foreign(
        file,
        shared.finished(_in_folders(records)),
        told.title,
        tuple(notes),
        tuple(problems),
        about=told,
        told=shared.told(),
        parted=_by_folder(records),
    )


def _by_folder(records: list[Record]) -> str:
    """The column of folders, if they are few enough to be told apart by colours."""
    found = {record.properties.get("folder") for record in records} - {None}
    return "folder" if 1 < len(found) <= MOST else ""


def _about(document: Element, source: Source) -> About:
    author = child(document, "author")
    members = {
        "name": words(child(document, "name")),
        "description": words(child(document, "description")),
        "author": words(author if author is None else child(author, "name")),
    }
    return about(members, source.reading.languages)


def _in_folders(records: list[Record]) -> Iterator[Record]:
    """The records; where all lie in one folder, its name says nothing and is left out."""
    several = len({record.properties.get("folder") for record in records}) > 1
    for each in records:
        told = {k: v for k, v in each.properties.items() if several or k != "folder"}
        yield replace(each, properties=told)


def _unread(element: Element, file: str) -> Problem:
    if local(element) == "NetworkLink":
        link = next((each for each in element.iter() if local(each) == "href"), None)
        what = f'links to "{words(link)[:80]}", which was not fetched.'
        mend = "Download that, and add it as a file of its own."
        return Problem(file, "NetworkLink", what, mend, "warning")
    mend = "Only shapes are read, no pictures."
    return Problem(file, local(element), "was left out.", mend, "warning")


def _parts(shape: Element, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Type and coordinates of each plain geometry in a KML geometry."""
    kind = local(shape)
    if depth > DEPTH:
        raise ValueError(f"geometries nest more than {DEPTH} deep")
    if kind in ("MultiGeometry", "MultiTrack"):
        for each in shape:
            if local(each) in _GEOMETRIES:
                yield from _parts(each, depth + 1)
    elif kind == "Polygon":
        rings = [each for each in shape if local(each) in ("outerBoundaryIs", "innerBoundaryIs")]
        rings.sort(key=lambda each: local(each) == "innerBoundaryIs")
        yield kind, [_positions(ring) for boundary in rings for ring in boundary]
    elif kind == "Track":
        coords = [words(each).split() for each in shape if local(each) == "coord"]
        yield "LineString", [list(map(_number, each)) for each in coords]
    else:
        positions = _positions(shape)
        if positions and kind == "Point":
            yield kind, positions[0]
        elif positions:
            yield "LineString", positions


def _joined(parts: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Parts as geometries: those of one type become one Multi… of it."""
    kinds = dict.fromkeys(kind for kind, _ in parts)
    found = []
    for kind in kinds:
        same = [coordinates for each, coordinates in parts if each == kind]
        found.append(
            {"type": f"Multi{kind}", "coordinates": same}
            if len(same) > 1
            else {"type": kind, "coordinates": same[0]}
        )
    return found


def _positions(element: Element) -> list[list[float]]:
    text = re.sub(r"\s*,\s*", ",", words(child(element, "coordinates")))
    return [list(map(_number, each.rstrip(",").split(","))) for each in text.split()]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a number') from None
