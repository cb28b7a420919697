"""A file from elsewhere → records as it holds them, and what was odd about it.

Each format is one function in `READERS`. Text formats are parsed here and never handed to GDAL,
which looks at what is in a file, not at its name: an `evil.geojson` can make it read other files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from mapper import jsontext
from mapper.jsontext import brief
from mapper.positions import DEPTH
from mapper.problems import MapperError, Problem

LIMIT = 50_000_000
"""Bytes: the largest file that is read. 240,000 points take about 40 s and 1.6 GB to add."""

Project = Callable[[Sequence[float], Sequence[float]], tuple[list[float], list[float]]]
"""n first and n second coordinates of some system → n longitudes and n latitudes, WGS 84."""


@dataclass(frozen=True)
class Record:
    """One feature as the file holds it, unchecked. `place` is where in the file it stands."""

    place: str
    id: object
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any]


@dataclass(frozen=True)
class Foreign:
    """A file as it was read: its records, what it calls itself, what was put right, what is wrong.

    `project` turns its coordinates into degrees; None where they are degrees already.
    """

    file: str
    records: tuple[Record, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    project: Project | None = None


def read_file(path: str | Path, limit: int = LIMIT) -> Foreign:
    """Read a file in one of the formats of `READERS`, which its name's ending chooses.

    Args:
        path: a file of this computer; it may lie anywhere.
        limit: bytes; a larger file is refused.

    Raises:
        MapperError: the file cannot be read at all. What is wrong with single records stands in
            `Foreign.problems`.
    """
    file = str(path)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]", file):
        _refuse(
            file, "", "is an address, not a file.", "Download it, look at it, then add the file."
        )
    if re.match(r"[/\\]+vsi\w+[/\\]", file):
        _refuse(file, "", "is not a file of this computer.", "Unpack or download it first.")
    data = _bytes(Path(file), limit)
    ending = Path(file).suffix.lower()
    if ending not in READERS:
        mend = f"Save it as GeoJSON (.geojson). Endings are {', '.join(READERS)}."
        _refuse(file, "", f'the ending "{ending}" names no format that is read.', mend)
    return READERS[ending](data, file)


def geojson(data: bytes, file: str) -> Foreign:
    """GeoJSON text: a FeatureCollection, a Feature, a geometry, or a list of them.

    Raises:
        MapperError: it is not JSON, not GeoJSON, empty, or in an unknown coordinate system.
    """
    content, notes, problems = jsontext.parse(data, file)
    frame = content if isinstance(content, dict) else {}
    project = _projection(frame.get("crs"), file, notes)
    unread = set(frame.keys() - _FRAME) if frame.get("type") == "FeatureCollection" else set()
    records: list[Record] = []
    for place, item in _items(content, file, notes):
        record, wrong = _record(item, place, file)
        problems += wrong
        if record:
            unread |= item.keys() - _FEATURE if record.geometry is not item else set()
            records += _parts(record, notes)
    if unread:
        names = ", ".join(f'"{name}"' for name in sorted(unread))
        notes.append(f"Left out what stood beside the features and their properties: {names}.")
    if not records and not problems:
        _refuse(file, "features", "there are none.", "Check that the right file was saved.")
    name = frame.get("name")
    return Foreign(
        file,
        records=tuple(records),
        title=name if isinstance(name, str) else "",
        notes=tuple(dict.fromkeys(notes)),
        problems=tuple(problems),
        project=project,
    )


READERS: Mapping[str, Callable[[bytes, str], Foreign]] = {".geojson": geojson, ".json": geojson}
"""Ending of the file's name → reader of (bytes, name in problems)."""

_FRAME = {"type", "features", "name", "crs", "bbox"}
_FEATURE = {"type", "id", "properties", "geometry", "bbox", "crs"}

_EPSG = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(?:EPSG[:/](?:[\d.]*[:/])?)?(\d{4,6})",
    re.IGNORECASE,
)


def _bytes(path: Path, limit: int) -> bytes:
    file = str(path)
    try:
        if path.is_dir():
            _refuse(file, "", "is a folder.", "Name one file in it.")
        if path.exists() and not path.is_file():
            _refuse(file, "", "is a device or a pipe.", "Name a file.")
        with path.open("rb") as opened:
            data = opened.read(limit + 1)  # not by its stated size, which may be growing
    except FileNotFoundError:
        _refuse(file, "", "is not there.", "Check the name and the folder.")
    except OSError as error:
        _refuse(file, "", f"cannot be read: {error.strerror}.", "Check that you may read it.")
    if len(data) > limit:
        what = f"is larger than {limit / 1e6:,.0f} MB."
        _refuse(file, "", what, "Leave out columns or details, or split it.")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        _refuse(file, "", "is empty.", "Save it anew.")
    return data


def _items(content: Any, file: str, notes: list[str]) -> Iterator[tuple[str, Any]]:
    """What ought to be features, each with its place."""
    if isinstance(content, list):
        notes.append("Put the list into a FeatureCollection.")
        yield from ((f"[{index}]", item) for index, item in enumerate(content))
        return
    value = content if isinstance(content, dict) else {}
    kind = value.get("type")
    if kind == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            _refuse(file, "features", "is missing or not a list.", 'Write "features": […].')
        yield from ((f"features[{index}]", item) for index, item in enumerate(features))
    elif kind == "Feature" or _is_geometry(content):
        notes.append(f"Put the single {kind} into a FeatureCollection.")
        yield str(kind), content
    elif kind == "Topology":
        _refuse(file, "type", "is TopoJSON.", "Save it as GeoJSON, for example with mapshaper.org.")
    elif str(value.get("geometryType", "")).startswith("esri"):
        _refuse(file, "geometryType", "is ArcGIS JSON.", "Export it as GeoJSON.")
    else:
        mend = 'GeoJSON begins with {"type": "FeatureCollection", "features": [.'
        _refuse(file, "type", f"is {brief(kind)}: this is JSON, but not GeoJSON.", mend)


def _record(item: Any, place: str, file: str) -> tuple[Record | None, list[Problem]]:
    if _is_geometry(item):
        return Record(place, None, {}, item), []
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return None, [Problem(file, place, "is not a Feature.", 'Its type has to be "Feature".')]
    properties, geometry = item.get("properties"), item.get("geometry")
    if properties is not None and not isinstance(properties, dict):
        what = f"is {brief(properties)}, not an object."
        return None, [Problem(file, f"{place}.properties", what, 'Write "properties": {…}.')]
    if geometry is None or (isinstance(geometry, dict) and geometry.get("coordinates") == []):
        mend = "Give it a position and add the file again, if it belongs on the map."
        return None, [Problem(file, place, "has no position and was left out.", mend, "warning")]
    if not isinstance(geometry, dict):
        what = f"is {brief(geometry)}, not an object."
        return None, [Problem(file, f"{place}.geometry", what, 'Write "geometry": {…}.')]
    return Record(place, item.get("id"), properties or {}, geometry), []


def _parts(record: Record, notes: list[str]) -> Iterator[Record]:
    """A GeometryCollection as a record for each of its parts; anything else as it is."""
    parts = record.geometry.get("geometries")
    if record.geometry.get("type") != "GeometryCollection" or not isinstance(parts, list):
        yield record
        return
    notes.append("Made each part of a GeometryCollection a feature of its own.")
    for index, part in enumerate(parts):
        place = f"{record.place}.geometries[{index}]"
        geometry = part if isinstance(part, dict) else {"type": part}
        yield from _parts(Record(place, record.id, record.properties, geometry), notes)


def _projection(crs: Any, file: str, notes: list[str]) -> Project | None:
    """What the `crs` of old GeoJSON asks for: None if that is WGS 84."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties if isinstance(properties, dict) else {}
    name = str(named.get("name") or named.get("code") or "")
    code = _EPSG.fullmatch(name)
    if crs is None or "CRS84" in name or (code and code[1] == "4326"):
        return None
    mend = "Convert the file to WGS 84 (EPSG:4326)."
    if not code:
        _refuse(file, "crs", f"{brief(name or crs)} is not an EPSG code.", mend)
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        transformer = Transformer.from_crs(int(code[1]), 4326, always_xy=True)
    except ProjError:
        _refuse(file, "crs", f"no coordinate system EPSG:{code[1]} is known.", mend)

    def project(first: Sequence[float], second: Sequence[float]) -> tuple[list[float], list[float]]:
        lons, lats = transformer.transform(list(first), list(second))
        return list(lons), list(lats)

    notes.append(f"Converted coordinates from EPSG:{code[1]} to WGS 84.")
    return project


def _is_geometry(item: Any) -> bool:
    kind = item.get("type") if isinstance(item, dict) else None
    return isinstance(kind, str) and (kind in DEPTH or kind == "GeometryCollection")


def _refuse(file: str, place: str, what: str, mend: str) -> NoReturn:
    raise MapperError([Problem(file, place, what, mend)])
