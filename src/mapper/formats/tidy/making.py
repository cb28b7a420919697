"""A foreign record → a feature, by the rules of its layer-to-be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import orjson

from mapper.formats.source import Foreign, Project, Record, part_of
from mapper.formats.tidy.cleaning import Cleaner, one_line, one_lines
from mapper.formats.tidy.dating import Dates
from mapper.formats.tidy.ids import Ids, mark_of, no_id
from mapper.formats.tidy.repair import repair
from mapper.geometry import Bounds, Geometry, bounds_of, doubts, faults
from mapper.jsontext import brief
from mapper.messages import note
from mapper.model import Bulk
from mapper.problems import Problem, Severity, errors

OnProgress = Callable[[str, float], None]
"""Is told what is being done, and which share of it is: 0 to 1."""


@dataclass(frozen=True)
class Rules:
    """What every feature of a layer is made by; `tidy` has what most of these words mean.

    Attributes:
        names: of each record, empty where it has none.
        most: the look of most features.
        look: whether that was asked for, so that none names its own.
    """

    foreign: Foreign
    title: str
    names: Sequence[str]
    language: str
    bounds: Bounds | None
    most: str
    look: bool
    by_kind: Mapping[str, str]
    dates: Dates
    clean: Cleaner
    ids: Ids
    on_progress: OnProgress

    @cached_property
    def shown_names(self) -> Sequence[str]:
        """The names of the features that are made of them."""
        if all(self.names):
            return self.names
        return [name or f"{self.title} {row}" for row, name in enumerate(self.names, start=1)]

    def look_of(self, kind: str) -> str:
        """The look that a feature of a kind of geometry names as its own; empty if none."""
        own = self.by_kind[kind.removeprefix("Multi")]
        return "" if self.look or own == self.most else own


@dataclass
class Made:
    """What has been made so far; notes stand in the order in which they first apply.

    `features` are what reading the lines would come to, where that is at hand.
    """

    lines: Sequence[bytes] = ()
    features: Bulk | None = None
    extent: Bounds | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, tuple[Record, Sequence[Problem]]] = field(default_factory=dict)

    def note(self, what: str, times: int = 1) -> None:
        self.notes[what] = self.notes.get(what, 0) + times

    def reach(self, bounds: Bounds) -> None:
        """Grow the extent by these bounds."""
        if self.extent is not None:
            (west, south, east, north), (w, s, e, n) = bounds, self.extent
            bounds = min(west, w), min(south, s), max(east, e), max(north, n)
        self.extent = bounds


def one_by_one(rules: Rules) -> Made:
    """The features of records, each by itself."""
    made, lines = Made(), list[bytes]()
    foreign = rules.foreign
    records = foreign.records
    for row, (record, project) in enumerate(in_degrees(records, foreign.project)):
        if (row + 1) % 5000 == 0:
            rules.on_progress("Checking", (row + 1) / len(records))
        geometry, repairs, wrong = mended(record, project, rules)
        wrong += rules.dates.read(record, foreign.file)
        made.problems += [*wrong, *no_id(record, foreign.file)]
        if errors(wrong):
            made.wrong[record.place] = record, wrong
            continue
        last = rules.dates.last
        properties, cleanings = rules.clean.record({**record.properties, **last})
        id = rules.ids.give(row, partial(mark_of, record.properties, geometry))
        properties = named(properties, rules.shown_names[row], rules.language)
        for what in (*repairs, *cleanings, *(() if rules.names[row] else (note("note.unnamed"),))):
            made.note(what)
        own = rules.look_of(geometry["type"])
        if own and "look" not in properties:
            properties["look"] = own
        made.reach(bounds_of(geometry))
        # A copy, for what orjson gives keeps the kilobytes that it was written in.
        lines.append(bytes(bytearray(orjson.dumps(feature(id, properties, geometry)))))
    made.lines = tuple(lines)
    return made


def feature(id: str, properties: Mapping[str, Any], geometry: Geometry) -> dict[str, Any]:
    """A feature as it stands in the file."""
    return {"type": "Feature", "id": id, "properties": properties, "geometry": geometry}


def mended(
    record: Record, project: Project | None, rules: Rules
) -> tuple[dict[str, Any], list[str], list[Problem]]:
    """The geometry of a record, what was repaired, and what is wrong with it all the same."""
    geometry, repairs = repair(record.geometry, project)
    return geometry, repairs, _wrong(geometry, record, rules.bounds, rules.foreign.file)


def in_degrees(
    records: Iterable[Record], project: Project | None
) -> Iterator[tuple[Record, Project | None]]:
    """Each record, and what has yet to make degrees of its coordinates: of points, all at once."""
    if project is None:
        yield from ((record, None) for record in records)
        return
    records = [*records]
    points = [_point(record.geometry) for record in records]
    good = [point for point in points if point]
    lons, lats = project([x for x, _ in good], [y for _, y in good]) if good else ([], [])
    found = zip(lons, lats, strict=True)
    for record, point in zip(records, points, strict=True):
        if point:
            geometry = {"type": "Point", "coordinates": list(next(found))}
            yield Record(record.place, record.id, record.properties, geometry), None
        else:
            yield record, project


def _point(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    position = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(position, list) or len(position) < 2:
        return None
    x, y = position[:2]
    return (x, y) if type(x) in (int, float) and type(y) in (int, float) else None


def _wrong(
    geometry: Mapping[str, Any], record: Record, bounds: Bounds | None, file: str
) -> list[Problem]:
    found = faults(geometry, bounds)
    severity: Severity = "error" if found else "warning"
    faulty = found or doubts(geometry)
    if not faulty:
        return []
    start = record.place if record.id is None else f"{record.place} {brief(record.id)}"
    return [
        Problem(file, part_of(start, where), what, mend, severity) for where, what, mend in faulty
    ]


def word(value: Any) -> str:
    """A value as it may stand for a name; empty if it may not."""
    return one_line(str(value)) if type(value) in (str, int, float) else ""


def words(values: Sequence[Any]) -> Sequence[str]:
    """The same of very many values."""
    return one_lines(values) if {*map(type, values)} == {str} else [*map(word, values)]


def is_displaced(key: str, language: str) -> bool:
    """Whether a property stands where the name of a feature has to."""
    return key[:4].casefold() == "name" and key.casefold() in ("name", f"name_{language}")


def named(properties: Mapping[str, Any], name: str, language: str) -> dict[str, Any]:
    """The properties with `name` first; another name that would stand in its place is kept."""
    found = {"name": name}
    for key, value in properties.items():
        if not is_displaced(key, language):
            found[key] = value
        elif word(value) not in ("", name):
            found[f"original_{key}"] = value
    return found
