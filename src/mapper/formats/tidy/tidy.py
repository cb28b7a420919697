"""Foreign records → features fit for `geo/`: sound shapes, stable ids, names, clean attributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson

from mapper.formats.source import Foreign, Project, Record, part_of
from mapper.formats.tidy.columns import OWN, columns, name_columns
from mapper.formats.tidy.dating import dates_of
from mapper.formats.tidy.ids import Ids, given_id, mark_of, no_id
from mapper.formats.tidy.repair import repair
from mapper.formats.tidy.skipped import Wrong
from mapper.geometry import Bounds, bounds_of, doubts, faults
from mapper.jsontext import brief
from mapper.messages import note, say
from mapper.model import Days
from mapper.problems import Problem, Severity, errors, guess

LOOKS = {"Point": "point", "LineString": "line", "Polygon": "area"}
"""Kind of geometry → the neutral look that is chosen for it, if no other is given."""

OnProgress = Callable[[str, float], None]
"""Is told what is being done, and which share of it is: 0 to 1."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Tidy:
    """Features as they will stand in the file, what was put right, and what is wrong.

    `lines` are GeoJSON features as text, for a million of them take a fifth of the room so; `look`
    is that of most of them; `extent` and `dates` are their bounds and the first and last of their
    dates, None where there are none; `wrong` the records that are not among them.
    """

    lines: tuple[bytes, ...]
    look: str
    extent: Bounds | None
    dates: tuple[str, str] | None
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    wrong: Wrong = field(default_factory=dict)


def tidy(
    foreign: Foreign,
    layer: str,
    title: str,
    *,
    label: str | None = None,
    date: Sequence[str] = (),
    calendar: str | None = None,
    period: Days | None = None,
    look: str | None = None,
    language: str = "en",
    bounds: Bounds | None = None,
    taken: Collection[str] = (),
    looks: Collection[str] = (),
    by_kind: Mapping[str, str] = LOOKS,
    on_progress: OnProgress = lambda what, share: None,
) -> Tidy:
    """The features of a layer-to-be; each is {type, id, properties, geometry} and has a name.

    Args:
        layer, title: the layer's id and title, for features that have no id or name of their own.
        label: the column that holds the names; guessed if None.
        date: columns that hold dates, which are written in EDTF.
        calendar: that of the dates; if None, Gregorian, unless they look like another.
        period: the atlas's, in days, to find dates of other calendars.
        look: how features are drawn; if None, that of most, and the others name their own.
        language: the atlas's first language, that of `name`.
        bounds: west, south, east, north of the study area, to find swapped axes.
        taken: ids that the atlas has already.
        looks: the looks there are.
        by_kind: kind of geometry → the look for it, where `look` is None.
        on_progress: is told how far it is.
    """
    records = foreign.records
    known = columns(records)
    problems = [*foreign.problems, *_no_such_column(label, date, known, foreign)]
    named = name_columns(records, known, label or foreign.roles.get("name"))
    most = look or _look_of_most(records, by_kind)
    done: Counter[str] = Counter()
    wanted = ((given_id(each), _name(each.properties, named)) for each in records)
    ids, extent = Ids(layer, taken, wanted), _Extent()
    dates = dates_of(records, date, foreign.file, calendar, period)
    problems += dates.problems
    clean = _cleaner(known, looks)
    lines: list[bytes] = []
    unfit: dict[str, tuple[Record, list[Problem]]] = {}
    for number, (record, project) in enumerate(_in_degrees(foreign), start=1):
        if number % 5000 == 0:
            on_progress("Checking", number / len(records))
        geometry, repairs = repair(record.geometry, project)
        wrong = [*_wrong(geometry, record, bounds, foreign.file), *dates.read(record, foreign.file)]
        problems += [*wrong, *no_id(record, foreign.file)]
        if errors(wrong):
            unfit[record.place] = record, wrong
            continue
        properties, cleanings = clean(
            {**record.properties, **dates.last} if dates.last else record.properties
        )
        name = _name(record.properties, named)
        mark = partial(mark_of, record.properties, geometry)
        id = ids.give(given_id(record), name, mark)
        properties = _named(properties, name or f"{title} {number}", language)
        for what in (*repairs, *cleanings, *(() if name else (note("note.unnamed"),))):
            done[what] += 1
        own = by_kind[geometry["type"].removeprefix("Multi")]
        if look is None and own != most and "look" not in properties:
            properties["look"] = own
        extent.add(geometry)
        feature = {"type": "Feature", "id": id, "properties": properties, "geometry": geometry}
        # A copy, for what orjson gives keeps the kilobytes that it was written in.
        lines.append(bytes(bytearray(orjson.dumps(feature))))
    if not records and not errors(problems):
        problems.append(Problem(foreign.file, "", *say("file.unplaced")))
    if lines and not named and known:
        mend = f"Choose one of its columns with --label: {', '.join(sorted(known)[:20])}."
        problems.append(Problem(foreign.file, "", "no column looks like a name.", mend, "warning"))
    counted = (f"{what} ({_count(n)})." for what, n in done.items())
    notes = (*foreign.notes, *dates.notes, *counted, *ids.notes())
    return Tidy(tuple(lines), most, extent.bounds, dates.range, notes, tuple(problems), unfit)


def one_line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join((text if text.isprintable() else _CONTROL.sub("", text)).split())


class _Extent:
    """Grows by geometries."""

    def __init__(self) -> None:
        self.bounds: Bounds | None = None

    def add(self, geometry: Mapping[str, Any]) -> None:
        west, south, east, north = bounds_of(geometry)
        if self.bounds is not None:
            w, s, e, n = self.bounds
            west, south, east, north = min(west, w), min(south, s), max(east, e), max(north, n)
        self.bounds = west, south, east, north


def _in_degrees(foreign: Foreign) -> Iterator[tuple[Record, Project | None]]:
    """Each record, and what has yet to make degrees of its coordinates: of points, all at once."""
    project = foreign.project
    if project is None:
        yield from ((record, None) for record in foreign.records)
        return
    points = [_point(record.geometry) for record in foreign.records]
    good = [point for point in points if point]
    lons, lats = project([x for x, _ in good], [y for _, y in good]) if good else ([], [])
    found = zip(lons, lats, strict=True)
    for record, point in zip(foreign.records, points, strict=True):
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


def _look_of_most(records: Iterable[Record], by_kind: Mapping[str, str]) -> str:
    kinds = Counter(str(record.geometry.get("type")).removeprefix("Multi") for record in records)
    most = (kind for kind, _ in kinds.most_common() if kind in by_kind)
    return by_kind[next(most, "Point")]


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


def _no_such_column(
    label: str | None, date: Sequence[str], known: Sequence[str], foreign: Foreign
) -> Iterator[Problem]:
    for option, column in (("--label", label), *(("--date", each) for each in date)):
        if column is not None and foreign.records and column not in known:
            mend = guess(column, known) or f"Columns are {', '.join(sorted(known))}."
            yield Problem(foreign.file, option, f'no column "{column}".', mend)


def _name(properties: Mapping[str, Any], columns: Iterable[str]) -> str:
    values = (properties.get(column) for column in columns)
    return next(filter(None, map(_word, values)), "")


def _word(value: Any) -> str:
    """A value as it may stand for a name; empty if it may not."""
    return one_line(str(value)) if type(value) in (str, int, float) else ""


def _named(properties: Mapping[str, Any], name: str, language: str) -> dict[str, Any]:
    """The properties with `name` first; another name that would stand in its place is kept."""
    named = {"name": name}
    for key, value in properties.items():
        if key[:4].casefold() != "name" or key.casefold() not in ("name", f"name_{language}"):
            named[key] = value
        elif _word(value) not in ("", name):
            named[f"original_{key}"] = value
    return named


def _cleaner(
    known: Iterable[str], looks: Collection[str]
) -> Callable[[Mapping[str, Any]], tuple[dict[str, Any], list[str]]]:
    """Properties → flat values that the map can show, and what had to be done for it.

    Args:
        known: the names of all columns.
        looks: the looks there are.
    """
    fits: Mapping[str, Callable[[Any], bool]] = {**OWN, "look": lambda value: value in looks}
    keys = {column: one_line(column) or "column" for column in known}
    odd = {column for column, key in keys.items() if column != key or key in fits}

    def clean(properties: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        found: dict[str, Any] = {}
        done: dict[str, None] = {}
        for column, given in properties.items():
            kind = type(given)
            if given is None:
                done[note("note.empty")] = None
                continue
            key, value = keys[column], given
            if kind is list and key == "also" and all(type(each) is str for each in value):
                value = [one_line(each) for each in value]
            elif kind is dict or kind is list:
                done[note("note.nested", column=f'"{key}"')] = None
                value = orjson.dumps(value, default=str).decode()
            elif kind is str and not value.isprintable():
                value = _CONTROL.sub("", value)
            if key != column or (kind is str and value != given):
                done[note("note.control")] = None
            if column in odd and key in fits and not fits[key](value):
                done[note("note.renamed", column=f'"{key}"', new=f'"{key}_given"')] = None
                key = f"{key}_given"
            while key in found:
                key = f"{key}_again"
            found[key] = value
        return found, list(done)

    return clean


def _count(number: int) -> str:
    return f"{number:,} feature{'s' if number != 1 else ''}"
