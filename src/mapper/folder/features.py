"""One file of `geo/`: GeoJSON text (RFC 7946) → features, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson

from mapper.geometry import Bounds, faults, sound
from mapper.model import ID, MANY, Bulk, Feature, are_texts, bulk, feature_names, gathered
from mapper.pause_gc import pause_gc
from mapper.problems import Problem

PIECE = 500_000
"""Large files are read in pieces of about so many bytes: what they make fits into a cache."""

_ID = re.compile(ID)


def read_features(
    data: bytes, file: str, look: str, language: str, bounds: Bounds
) -> tuple[Sequence[Feature], list[Problem]]:
    """The features of a FeatureCollection, and every problem of the file.

    Many features without a problem come as columns: see `model.bulk`.

    Args:
        data: the file's bytes, UTF-8.
        file: its name in problems.
        look: the look of features that name none.
        language: the atlas's first language, that of `name`.
        bounds: west, south, east, north of the study area.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    with pause_gc():
        return _features(data, _Maker(file, look, language, bounds))


def _features(data: bytes, maker: _Maker) -> tuple[Sequence[Feature], list[Problem]]:
    quick = _by_line(data, maker)
    if quick is not None:
        return quick
    file = maker.file
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        mend = "Open it in an editor that checks JSON, or save it anew as GeoJSON in UTF-8."
        return (), [Problem(file, place, f"is not JSON: {error.msg}.", mend)]
    problems = _frame(content, file)
    if problems:
        return (), problems
    items = content["features"]
    if len(items) > MANY:
        found = maker.quick(items)
        if found is not None and sound(found.shapes, maker.bounds):
            return found, []
    made, problems = maker.features(items)
    if not items:
        mend = "Add a feature, or take the layer out of data/atlas.toml."
        problems.append(Problem(file, "features", "is empty.", mend))
    return made, problems


@dataclass(frozen=True)
class _Maker:
    """What every feature of a file is made with; `features` has what these words mean."""

    file: str
    look: str
    language: str
    bounds: Bounds

    def features(self, items: Sequence[Any]) -> tuple[tuple[Feature, ...], list[Problem]]:
        """The features without a fault, and every problem of the others, one by one."""
        found: list[Feature] = []
        problems: list[Problem] = []
        for index, item in enumerate(items):
            place = f"features[{index}]"
            feature, wrong = _feature(item, place, self.file, self.look, self.language, self.bounds)
            problems += wrong
            if feature is not None:
                found.append(feature)
        return tuple(found), problems

    def quick(self, items: Sequence[Any]) -> Bulk | None:
        """All of them as columns; None if anything but a geometry is wrong: `features` says what.

        The geometries are left for `sound`, which takes as long for a few as for thousands.
        """
        try:
            if set(map(itemgetter("type"), items)) != {"Feature"}:
                return None
            made = bulk(items, self.look, self.language)
            names = made.columns["name"]
            sound_names = are_texts(names)
            sound_ids = all(map(_ID.fullmatch, map(itemgetter("id"), items)))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return made if sound_names and sound_ids else None


def _by_line(data: bytes, maker: _Maker) -> tuple[Bulk, list[Problem]] | None:
    """A large file of one feature a line, read piece by piece: so it is never in memory whole.

    None if it is not such a file, or anything in it is wrong.
    """
    start, end = data.find(b"[") + 1, data.rfind(b"]")
    if data.count(b"\n", start, end) <= MANY:
        return None
    pieces = []
    try:
        if _frame(orjson.loads(data[:start] + data[end:]), maker.file):
            return None
        while start < end:
            stop = data.find(b"\n", min(start + PIECE, end), end)
            stop = end if stop < 0 else stop
            lines = data[start:stop].strip().removesuffix(b",")
            items = orjson.loads(b"[%s]" % lines)
            found = maker.quick(items) if items else None
            if found is None:
                return None
            pieces.append(found)
            start = stop
    except orjson.JSONDecodeError:
        return None
    whole = gathered(pieces)
    fit = len(whole) > MANY and sound(whole.shapes, maker.bounds)
    return (whole, []) if fit else None


def _frame(content: Any, file: str) -> list[Problem]:
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        kind = content.get("type") if isinstance(content, dict) else type(content).__name__
        mend = 'Wrap it: {"type": "FeatureCollection", "features": […]}.'
        return [Problem(file, "type", f'is "{kind}", not a FeatureCollection.', mend)]
    if "crs" in content:
        name = content["crs"]
        if isinstance(name, dict):
            name = (name.get("properties") or {}).get("name", name)
        if "CRS84" not in str(name) and "4326" not in str(name):
            mend = "Reproject it to WGS 84 (EPSG:4326) and take `crs` out: RFC 7946 knows no other."
            return [Problem(file, "crs", f'is "{name}".', mend)]
    if not isinstance(content.get("features"), list):
        return [Problem(file, "features", "is missing or not a list.", 'Write "features": […].')]
    return []


def _feature(
    item: Any, place: str, file: str, look: str, language: str, bounds: Bounds
) -> tuple[Feature | None, list[Problem]]:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return None, [Problem(file, place, "is not a Feature.", 'Its type has to be "Feature".')]
    id = item.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        what = "has no id." if id is None else f"has the id {orjson.dumps(id).decode()}."
        mend = 'Give it a text id of lower-case letters, digits and hyphens: "north-gate".'
        return None, [Problem(file, place, what, mend)]
    place = f'{place} "{id}"'
    properties = item.get("properties") or {}
    if not isinstance(properties, dict):
        mend = 'Write "properties": {…}.'
        return None, [Problem(file, f"{place}.properties", "is not an object.", mend)]
    geometry = item.get("geometry")
    if not isinstance(geometry, dict):
        mend = "Give it a geometry, or take the feature out."
        return None, [Problem(file, f"{place}.geometry", "is missing.", mend)]
    problems = [
        Problem(file, f"{place}.{where}", what, mend)
        for where, what, mend in faults(geometry, bounds)
    ]
    name = feature_names(properties, language)
    if not name:
        problems.append(Problem(file, f"{place}.name", "is missing.", "Give it a name."))
    if problems:
        return None, problems
    own = str(properties.get("look") or look)
    return Feature(id, name, own, geometry, properties), []
