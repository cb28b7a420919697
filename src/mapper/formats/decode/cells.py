"""Texts of a table → numbers where a whole column holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from mapper.formats.decode.digits import latin
from mapper.formats.source import Record

_WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,14})")
_POINT = re.compile(r"[-+]?(0|[1-9]\d{0,14})?\.\d+([eE][-+]?\d{1,3})?|[-+]?(0|[1-9]\d{0,14})")
_COMMA = re.compile(r"[-+]?(0|[1-9]\d{0,14})(,\d+)?")

Reading = Callable[[str], int | float]

_KINDS: Sequence[tuple[re.Pattern[str], Reading]] = (
    (_WHOLE, lambda text: int(latin(text))),
    (_POINT, lambda text: float(latin(text))),
    (_COMMA, lambda text: float(latin(text).replace(",", "."))),
)


def reading(texts: Iterable[str]) -> Reading | None:
    """How to read the texts of a column as numbers, if all that are not empty are such.

    Digits may be of any script. Numbers with noughts before them, as of telephones, stay text, and
    so do those of more than 15 digits, which no float holds.
    """
    kinds = list(_KINDS)
    seen = False
    for text in texts:
        if not text:
            continue
        seen, text = True, latin(text)
        kinds = [each for each in kinds if each[0].fullmatch(text)]
        if not kinds:
            return None
    return kinds[0][1] if seen and kinds else None


def typed(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records with numbers for texts in columns that hold nothing else, but for names."""
    listed = tuple(records)
    columns: dict[str, list[str]] = {}
    for record in listed:
        for key, value in record.properties.items():
            columns.setdefault(key, []).append(value)
    readings = {
        key: found
        for key, texts in columns.items()
        if key.casefold() != "name" and (found := reading(texts))
    }
    if not readings:
        return listed
    return tuple(replace(each, properties=_read(each.properties, readings)) for each in listed)


def _read(properties: Mapping[str, str], readings: Mapping[str, Reading]) -> dict[str, object]:
    """The properties with their numbers; what is empty among numbers is left out."""
    return {
        key: readings[key](value) if key in readings else value
        for key, value in properties.items()
        if value or key not in readings
    }
