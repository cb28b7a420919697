"""Foreign records → features fit for `geo/`: sound shapes, stable ids, names, clean attributes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from mapper.formats import Foreign, Record
from mapper.geometry import doubts, faults
from mapper.jsontext import brief
from mapper.manifest import Bounds
from mapper.messages import columns as names_of
from mapper.messages import note
from mapper.problems import Problem, Severity, errors, guess
from mapper.repair import repair

NAMES = names_of("name")
"""Columns that look like a name, the best first; capitals do not matter."""

OWN: Mapping[str, Callable[[Any], bool]] = {
    "kind": lambda value: isinstance(value, str),
    "province": lambda value: isinstance(value, str),
    "also": lambda value: isinstance(value, str),
    "position": lambda value: isinstance(value, str),
    "precision": lambda value: isinstance(value, str) and bool(re.fullmatch(r"[a-z]+", value)),
    "precision_km": lambda value: type(value) in (int, float),
    "rank": lambda value: type(value) is int and 1 <= value <= 6,
}
"""Columns that the map reads for itself, and what it can read there."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Tidy:
    """Features as they will stand in the file, what was put right, and what is wrong."""

    features: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def tidy(
    foreign: Foreign,
    layer: str,
    title: str,
    *,
    label: str | None = None,
    language: str = "en",
    bounds: Bounds | None = None,
    taken: Collection[str] = (),
    looks: Collection[str] = (),
) -> Tidy:
    """The features of a layer-to-be; each is {type, id, properties, geometry} and has a name.

    Args:
        layer, title: the layer's id and title, for features that have no id or name of their own.
        label: the column that holds the names; guessed if None.
        language: the atlas's first language, that of `name`.
        bounds: west, south, east, north of the study area, to find swapped axes.
        taken: ids that the atlas has already.
        looks: the looks there are.
    """
    records = foreign.records
    problems = [*foreign.problems, *_no_such_label(label, foreign)]
    columns = _name_columns(records, label)
    done: Counter[str] = Counter()
    ids = _Ids(layer, taken)
    features = []
    for number, record in enumerate(records, start=1):
        geometry, repairs = repair(record.geometry, foreign.project)
        wrong = _wrong(geometry, record, bounds, foreign.file)
        problems += wrong
        if errors(wrong):
            continue
        properties, cleanings = _clean(record.properties, looks)
        name = _name(record.properties, columns)
        given = record.properties.get("id") if record.id is None else record.id
        id = ids.give(given, name, number)
        unnamed = [] if name else [note("note.unnamed")]
        properties = _named(properties, name or f"{title} {number}", language)
        done.update([*repairs, *cleanings, *unnamed])
        feature = {"type": "Feature", "id": id, "properties": properties, "geometry": geometry}
        features.append(feature)
    if features and not columns and any(record.properties for record in records):
        known = ", ".join(sorted({key for record in records for key in record.properties})[:20])
        mend = f"Choose one of its columns with --label: {known}."
        problems.append(Problem(foreign.file, "", "no column looks like a name.", mend, "warning"))
    notes = (*foreign.notes, *(f"{what} ({_count(n)})." for what, n in done.items()), *ids.notes())
    return Tidy(tuple(features), notes, tuple(problems))


def slug(text: str) -> str:
    """An id made of a text: "Étang de l'Est" → "etang-de-l-est". Empty without Latin letters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")


def line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(_CONTROL.sub("", text).split())


class _Ids:
    """Gives ids, each once, and remembers which it had to make or change."""

    def __init__(self, layer: str, taken: Collection[str]) -> None:
        self.layer, self.taken = layer, frozenset(taken)
        self.used: set[str] = set(taken)
        self.last: Counter[str] = Counter()
        self.changes: dict[str, list[str]] = {}

    def give(self, given: object, name: str, number: int) -> str:
        """An id for the record: its own, else made of its name, else the layer's and a number."""
        text = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
        own = slug(text)
        if own and not own.isdigit():
            id, why = own, "" if own == given else note("note.ids-fit")
        else:
            id, why = slug(name), note("note.ids-named")
            if not id or id.isdigit():
                id, why = f"{self.layer}-{own or number}", note("note.ids-numbered")
        if id in self.taken:
            id, why = f"{id}-{self.layer}", note("note.ids-taken")
        if id in self.used:
            id, why = self._numbered(id), note("note.ids-twice")
        self.used.add(id)
        if why:
            self.changes.setdefault(why, []).append(f"{text} → {id}" if text else id)
        return id

    def notes(self) -> list[str]:
        return [f"{why}: {_few(ids)}." for why, ids in self.changes.items()]

    def _numbered(self, id: str) -> str:
        self.last[id] = max(self.last[id], 1)
        while True:
            self.last[id] += 1
            if (found := f"{id}-{self.last[id]}") not in self.used:
                return found


def _wrong(
    geometry: Mapping[str, Any], record: Record, bounds: Bounds | None, file: str
) -> list[Problem]:
    found = faults(geometry, bounds)
    severity: Severity = "error" if found else "warning"
    start = record.place if record.id is None else f"{record.place} {brief(record.id)}"
    return [
        Problem(file, f"{start}.{where}" if where else start, what, mend, severity)
        for where, what, mend in found or doubts(geometry)
    ]


def _no_such_label(label: str | None, foreign: Foreign) -> Iterator[Problem]:
    columns = {key for record in foreign.records for key in record.properties}
    if label is not None and foreign.records and label not in columns:
        mend = guess(label, columns) or f"Columns are {', '.join(sorted(columns))}."
        yield Problem(foreign.file, "--label", f'no column "{label}".', mend)


def _name_columns(records: Iterable[Record], label: str | None) -> list[str]:
    """The columns to look for a name in, the best first."""
    if label is not None:
        return [label]
    columns = {key for record in records for key in record.properties}
    wanted = {name: rank for rank, name in enumerate(NAMES)}
    found = [key for key in columns if key.casefold() in wanted]
    return sorted(found, key=lambda key: (wanted[key.casefold()], key))


def _name(properties: Mapping[str, Any], columns: Iterable[str]) -> str:
    values = (properties.get(column) for column in columns)
    return next(filter(None, map(_word, values)), "")


def _word(value: Any) -> str:
    """A value as it may stand for a name; empty if it may not."""
    fit = isinstance(value, str | int | float) and not isinstance(value, bool)
    return line(str(value)) if fit else ""


def _named(properties: Mapping[str, Any], name: str, language: str) -> dict[str, Any]:
    """The properties with `name` first; another name that would stand in its place is kept."""
    named = {"name": name}
    for key, value in properties.items():
        if key.casefold() not in ("name", f"name_{language}"):
            named[key] = value
        elif _word(value) not in ("", name):
            named[f"original_{key}"] = value
    return named


def _clean(
    properties: Mapping[str, Any], looks: Collection[str]
) -> tuple[dict[str, Any], list[str]]:
    """The properties as flat values that the map can show, and what had to be done for it."""
    fits: Mapping[str, Callable[[Any], bool]] = {**OWN, "look": lambda value: value in looks}
    clean: dict[str, Any] = {}
    done: dict[str, None] = {}
    for column, given in properties.items():
        if given is None:
            done[note("note.empty")] = None
            continue
        key, value = line(column) or "column", given
        if isinstance(value, dict | list):
            done[note("note.nested", column=f'"{key}"')] = None
            value = orjson.dumps(value).decode()
        elif isinstance(value, str):
            value = _CONTROL.sub("", value)
        if key != column or (isinstance(given, str) and value != given):
            done[note("note.control")] = None
        if key in fits and not fits[key](value):
            done[note("note.renamed", column=f'"{key}"', new=f'"{key}_given"')] = None
            key = f"{key}_given"
        while key in clean:
            key = f"{key}_again"
        clean[key] = value
    return clean, list(done)


def _count(number: int) -> str:
    return f"{number:,} feature{'s' if number != 1 else ''}"


def _few(items: list[str]) -> str:
    more = f" and {len(items) - 3:,} more" if len(items) > 3 else ""
    return f"{', '.join(items[:3])}{more}"
