"""Records with errors → rows of their own, for who wants the others without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from mapper.formats.source import Foreign, Record, without_position
from mapper.problems import Problem, errors

_PLACE = re.compile(r"(?:row|line) \d+|[A-Za-z]*\[\d+\](?:\.geometries\[\d+\])*")

Wrong = Mapping[str, tuple[Record, Sequence[Problem]]]
"""Place → the record that has errors, and all that is said of it."""


@dataclass(frozen=True)
class LeftOut:
    """Where in the file it stands, why it is left out, and what it holds: column → text."""

    place: str
    why: str
    cells: Mapping[str, str]


def left_out(foreign: Foreign, wrong: Wrong) -> tuple[tuple[LeftOut, ...], frozenset[Problem]]:
    """What is left out of a file so that the rest can be added; and the problems that this mends.

    Besides records with errors that is what never became a record: what has no position, too.
    """
    found: dict[str, list[Problem]] = {}
    for place, (_, problems) in wrong.items():
        found.setdefault(place, []).extend(problems)
    for each in foreign.problems:
        match = _PLACE.match(each.place)
        unplaced = each == without_position(each.file, each.place)
        if match and (unplaced or errors([each])):
            found.setdefault(match[0], []).append(each)
    rows = [
        LeftOut(place, " ".join(_words(place, problems)), _cells(foreign, wrong, place))
        for place, problems in found.items()
    ]
    mended = frozenset(each for problems in found.values() for each in problems)
    return tuple(sorted(rows, key=lambda row: _numbers(row.place))), mended


def _words(place: str, problems: Sequence[Problem]) -> Iterator[str]:
    for each in problems:
        inner = each.place[len(place) :].strip(" .,")
        yield f"{inner}: {each.what} {each.mend}".removeprefix(": ").strip()


def _cells(foreign: Foreign, wrong: Wrong, place: str) -> Mapping[str, str]:
    if place in foreign.cells:
        return foreign.cells[place]
    if place not in wrong:
        return {}
    record = wrong[place][0]
    cells = {name: _text(value) for name, value in record.properties.items() if value is not None}
    return {**cells, "geometry": _text(record.geometry)}


def _text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value, default=str).decode()


def _numbers(place: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place)]
