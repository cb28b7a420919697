"""TopoJSON → records. The format is https://github.com/topojson/topojson-specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from mapper.formats.decode import systems
from mapper.formats.source import Foreign, Record, Source, chosen, refuse, without_position
from mapper.problems import Problem

_ARCS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around the number of an arc."""


def decoded(
    content: Mapping[str, Any], source: Source, notes: list[str], problems: list[Problem]
) -> Foreign:
    """The features of one object of a Topology, with their lines and rings put together.

    Raises:
        MapperError: it holds several objects and none was named, or it is not TopoJSON.
    """
    file, objects = source.file, content.get("objects")
    if not isinstance(objects, dict):
        refuse(file, "objects", "is missing or not an object.", "Save the file anew.")
    name = chosen(source, {key: _words(value) for key, value in objects.items()}, "object")
    topology = _Topology(content, file)
    project, note = None, ""
    if source.reading.epsg is not None:
        project, note = systems.of_code(source.reading.epsg, file, "--crs")
    records = []
    for place, item in _items(objects[name], f"objects.{name}"):
        try:
            geometry = topology.geometry(item)
        except (TypeError, ValueError, IndexError, KeyError, AttributeError) as error:
            what = f"its arcs or coordinates cannot be put together: {error}."
            problems.append(Problem(file, place, what, "Save the file anew."))
            continue
        properties = item.get("properties")
        if geometry is None:
            problems.append(without_position(file, place))
        else:
            attributes = properties if isinstance(properties, dict) else {}
            records.append(Record(place, item.get("id"), attributes, geometry))
    if not records and not problems:
        refuse(file, f"objects.{name}", "is empty.", "Check that the right file was saved.")
    notes += ["Put lines and rings together from the arcs of TopoJSON.", *([note] if note else [])]
    return Foreign(file, tuple(records), name, tuple(notes), tuple(problems), project)


def _items(item: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The geometries of an object: of a GeometryCollection each."""
    if not isinstance(item, dict):
        return
    parts = item.get("geometries")
    if item.get("type") == "GeometryCollection" and isinstance(parts, list):
        for index, part in enumerate(parts):
            yield from _items(part, f"{place}.geometries[{index}]")
    else:
        yield place, item


def _words(value: Any) -> str:
    count = sum(1 for _ in _items(value, ""))
    return f"{count:,} feature{'s' if count != 1 else ''}"


class _Topology:
    """Arcs as positions, each once, in the coordinates of the file."""

    def __init__(self, content: Mapping[str, Any], file: str) -> None:
        transform = content.get("transform")
        arcs = content.get("arcs", [])
        self.scale, self.move = (1.0, 1.0), (0.0, 0.0)
        self.quantised = transform is not None
        try:
            if transform is not None:
                x, y = map(float, transform["scale"][:2])
                self.scale = (x, y)
                x, y = map(float, transform["translate"][:2])
                self.move = (x, y)
            self.arcs = [self._arc(arc) for arc in arcs]
        except (TypeError, ValueError, IndexError, KeyError) as error:
            refuse(file, "arcs", f"are not those of TopoJSON: {error}.", "Save the file anew.")

    def geometry(self, item: Mapping[str, Any]) -> dict[str, Any] | None:
        """The GeoJSON geometry; None where the type is null."""
        kind = item.get("type")
        if kind is None:
            return None
        if kind in ("Point", "MultiPoint"):
            given = item["coordinates"]
            points = given if kind == "MultiPoint" else [given]
            found = [self._position(*point[:2]) for point in points]
            return {"type": kind, "coordinates": found if kind == "MultiPoint" else found[0]}
        if kind not in _ARCS:
            return {"type": kind}
        return {"type": kind, "coordinates": self._joined(item["arcs"], _ARCS[kind])}

    def _arc(self, arc: list[list[float]]) -> list[list[float]]:
        """The positions of an arc: with a transform, each is told by its step from the last."""
        columns = [[float(position[axis]) for position in arc] for axis in (0, 1)]
        if self.quantised:
            columns = [list(accumulate(column)) for column in columns]
        return [self._position(x, y) for x, y in zip(*columns, strict=True)]

    def _position(self, x: float, y: float) -> list[float]:
        return [x * self.scale[0] + self.move[0], y * self.scale[1] + self.move[1]]

    def _joined(self, part: Any, depth: int) -> list[Any]:
        if depth > 1:
            return [self._joined(inner, depth - 1) for inner in part]
        line: list[list[float]] = []
        for number in part:  # ~number is that arc turned round
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            line += arc[1:] if line else arc
        return line
