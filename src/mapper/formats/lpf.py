"""Linked Places Format → records: names, types and times of a gazetteer as plain properties.

Linked Places format 1.3: https://github.com/LinkedPasts/linked-places-format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapper.formats.decode import systems
from mapper.formats.source import Foreign, Record, Source, refuse, without_position
from mapper.problems import Problem

_READ = {"type", "@id", "id", "properties", "geometry", "names", "types", "when", "descriptions"}


def is_lpf(content: Any) -> bool:
    """Whether parsed JSON is Linked Places Format: by its context, or by what its places hold."""
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        return False
    if "linkedplaces" in str(content.get("@context", "")).casefold().replace("-", ""):
        return True
    features = content.get("features")
    first = features[0] if isinstance(features, list) and features else None
    return isinstance(first, dict) and "@id" in first and isinstance(first.get("names"), list)


def decoded(
    content: Mapping[str, Any], source: Source, notes: list[str], problems: list[Problem]
) -> Foreign:
    """The places, each geometry of a place as a feature of its own.

    Their title becomes `name`, their names by language `name_<language>`, the others `other_names`,
    their types `kind`, the ends of their time `start` and `end`, which --date can name.
    """
    file, features = source.file, content.get("features")
    if not isinstance(features, list):
        refuse(file, "features", "is missing or not a list.", 'Write "features": […].')
    records: list[Record] = []
    unread: set[str] = set()
    for index, place in enumerate(features):
        where = f"features[{index}]"
        if not isinstance(place, dict):
            mend = 'Its type has to be "Feature".'
            problems.append(Problem(file, where, "is not a Feature.", mend))
            continue
        unread |= place.keys() - _READ
        found = list(_geometries(place.get("geometry"), f"{where}.geometry"))
        if not found:
            problems.append(without_position(file, where))
        properties = _properties(place)
        id = re.split(r"[/#=:]", str(place.get("@id") or place.get("id") or "").rstrip("/"))[-1]
        records += (Record(at, id or None, properties, geometry) for at, geometry in found)
    if unread:
        names = ", ".join(f'"{name}"' for name in sorted(unread))
        notes.append(f"Left out what the map has no place for: {names}.")
    if not records and not problems:
        refuse(file, "features", "there are none.", "Check that the right file was saved.")
    project, note = None, ""
    if source.reading.epsg is not None:
        project, note = systems.of_code(source.reading.epsg, file, "--crs")
    notes += [note] if note else []
    return Foreign(file, tuple(records), "", tuple(notes), tuple(problems), project)


def _geometries(geometry: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(geometry, dict):
        return
    parts = geometry.get("geometries")
    if isinstance(parts, list):
        for index, part in enumerate(parts):
            yield from _geometries(part, f"{place}.geometries[{index}]")
    elif geometry.get("coordinates") != []:
        yield place, {key: geometry.get(key) for key in ("type", "coordinates")}


def _properties(place: Mapping[str, Any]) -> dict[str, Any]:
    given = place.get("properties")
    found = dict(given) if isinstance(given, dict) else {}
    title = found.pop("title", None)
    names = [name for name in _dicts(place.get("names")) if isinstance(name.get("toponym"), str)]
    name = title or (names[0]["toponym"] if names else None)
    codes = found.pop("ccodes", None)
    if isinstance(codes, list) and codes:
        found["ccodes"] = ", ".join(map(str, codes))
    result: dict[str, Any] = {"name": name} if name else {}
    also: list[str] = []
    for each in names:
        language = str(each.get("lang", ""))
        key = f"name_{language}"
        if each["toponym"] == name:
            continue
        if language.isalpha() and len(language) in (2, 3) and key not in result:
            result[key] = each["toponym"]
        else:
            also.append(each["toponym"])
    labels = [str(each["label"]) for each in _dicts(place.get("types")) if each.get("label")]
    texts = [str(each["value"]) for each in _dicts(place.get("descriptions")) if each.get("value")]
    start, end = _span(place.get("when"))
    extra = {
        "other_names": ", ".join(also),
        "kind": ", ".join(labels),
        "description": " ".join(texts),
        "start": start,
        "end": end,
    }
    return result | {key: value for key, value in extra.items() if value} | found


def _span(when: Any) -> tuple[str, str]:
    """The first start and the last end of the timespans, in EDTF; empty where not said."""
    spans = _dicts(when.get("timespans")) if isinstance(when, dict) else []
    starts = [date for span in spans if (date := _date(span.get("start")))]
    ends = [date for span in spans if (date := _date(span.get("end")))]
    return min(starts, default=""), max(ends, default="")


def _date(end: Any) -> str:
    """One end of a timespan: in a year, or between two."""
    if not isinstance(end, dict):
        return ""
    if end.get("in"):
        return str(end["in"])
    first, last = str(end.get("earliest") or ""), str(end.get("latest") or "")
    return (first if first == last else f"[{first}..{last}]") if first or last else ""


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
