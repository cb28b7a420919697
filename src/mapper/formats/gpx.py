"""GPX 1.0 and 1.1 → records: way points, routes and tracks (https://www.topografix.com/gpx.asp)."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element  # the type alone: nothing is parsed

from mapper.formats.decode.xmltext import child, elements, local, words
from mapper.formats.kept import about
from mapper.formats.source import About, Foreign, Record, Source, refuse
from mapper.problems import Problem

_SKIPPED = {"trkseg", "rtept", "extensions", "link", "number"}


def gpx(source: Source) -> Foreign:
    """A way point is a point, a route a line, a track as many lines as it has segments.

    Raises:
        MapperError: it is not XML, not GPX, or holds nothing.
    """
    file = source.file
    records: list[Record] = []
    problems: list[Problem] = []
    told = About()
    counts: dict[str, int] = {}
    for around, element in elements(source.data, file, "gpx", ("wpt", "rte", "trk", "metadata")):
        kind = local(element)
        if kind == "metadata":
            told = _about(element, source)
            continue
        counts[kind] = counts.get(kind, -1) + 1
        place = f"{kind}[{counts[kind]}]"
        if len(around) != 1:
            continue
        try:
            geometry = _geometry(element)
        except (TypeError, ValueError):
            mend = 'Each has lat="…" and lon="…" in degrees.'
            problems.append(Problem(file, place, "a position is not two numbers.", mend))
            continue
        if geometry is None:
            mend = "A line needs two positions."
            what = "has too few positions and was left out."
            problems.append(Problem(file, place, what, mend, "warning"))
        else:
            records.append(Record(place, None, _properties(element), geometry))
    if not records and not problems:
        refuse(
            file, "", "holds no way points, routes or tracks.", "Check that it is the right file."
        )
    return Foreign(file, tuple(records), told.title, problems=tuple(problems), about=told)


def _about(metadata: Element, source: Source) -> About:
    """What `<metadata>` says; the copyright names who has it, the year and the licence."""
    held, author = child(metadata, "copyright"), child(metadata, "author")
    members: dict[str, Any] = {
        "name": words(child(metadata, "name")),
        "description": words(child(metadata, "desc")),
        "author": words(author if author is None else child(author, "name")),
    }
    if held is not None:
        who = held.attrib.get("author", "").strip()
        year, licence = words(child(held, "year")), words(child(held, "license"))
        members |= {"licence": licence, "copyright": " ".join(filter(None, ("©", year, who)))}
        if not who:
            del members["copyright"]
        elif who == members["author"] or "openstreetmap" in who.casefold():
            del members["author"]
    return about(members, source.reading.languages)


def _geometry(element: Element) -> dict[str, Any] | None:
    if local(element) == "wpt":
        return {"type": "Point", "coordinates": _position(element)}
    if local(element) == "rte":
        lines = [[_position(each) for each in element if local(each) == "rtept"]]
    else:
        segments = [each for each in element if local(each) == "trkseg"]
        lines = [[_position(each) for each in part if local(each) == "trkpt"] for part in segments]
    lines = [line for line in lines if len(line) > 1]
    if len(lines) > 1:
        return {"type": "MultiLineString", "coordinates": lines}
    return {"type": "LineString", "coordinates": lines[0]} if lines else None


def _position(element: Element) -> list[float]:
    return [float(element.attrib.get("lon", "")), float(element.attrib.get("lat", ""))]


def _properties(element: Element) -> dict[str, Any]:
    """The texts of the children, and of those of the extensions, where they have no further."""
    extensions = child(element, "extensions")
    found: dict[str, Any] = {}
    for each in (*element, *(extensions if extensions is not None else ())):
        key = local(each)
        if key not in _SKIPPED and not len(each) and (value := words(each)):
            found.setdefault(key, value)
    texts = dict.fromkeys(text for key in ("desc", "cmt") if (text := found.pop(key, "")))
    if texts:
        found["description"] = "\n\n".join(texts)
    if local(element) == "trk":
        times = [words(each) for each in element.iter() if local(each) == "time" and words(each)]
        found |= {"begin": times[0], "end": times[-1]} if times else {}
    return found
