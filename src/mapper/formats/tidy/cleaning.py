"""Attributes of foreign records → flat values that the map can show, each under a sound name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson

from mapper.formats.many import ABSENT
from mapper.formats.tidy.columns import OWN
from mapper.messages import note

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

Cell = tuple[str, Any, tuple[str, ...]]
"""Its name and value, and what had to be done for it; without either where it is left out."""


def one_line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join((text if text.isprintable() else _CONTROL.sub("", text)).split())


def one_lines(texts: Sequence[str]) -> Sequence[str]:
    """The same of very many texts, most of which are on one line."""
    whole = "\n".join(texts)
    double = ("  ", "\n ", " \n")
    is_clean = "".join(texts).isprintable() and whole == whole.strip(" ")
    if is_clean and not any(each in whole for each in double):
        return texts
    return [*map(one_line, texts)]


class Cleaner:
    """Knows how attributes of a file are named and what may stand in them.

    Args:
        known: the names of all columns.
        looks: the looks there are.
    """

    def __init__(self, known: Iterable[str], looks: Collection[str]) -> None:
        self.fits: Mapping[str, Callable[[Any], bool]] = {**OWN, "look": lambda v: v in looks}
        self.keys = {column: one_line(column) or "column" for column in known}
        self.odd = {
            column for column, key in self.keys.items() if column != key or key in self.fits
        }

    def cell(self, column: str, given: Any) -> Cell:
        """What becomes of one value."""
        if given is None:
            return "", ABSENT, (note("note.empty"),)
        kind = type(given)
        key, value = self.keys[column], given
        done: tuple[str, ...] = ()
        if kind is list and key == "also" and all(type(each) is str for each in value):
            value = [one_line(each) for each in value]
        elif kind is dict or kind is list:
            done = (note("note.nested", column=f'"{key}"'),)
            value = orjson.dumps(value, default=str).decode()
        elif kind is str and not value.isprintable():
            value = _CONTROL.sub("", value)
        if key != column or (kind is str and value != given):
            done += (note("note.control"),)
        if column in self.odd and key in self.fits and not self.fits[key](value):
            done += (note("note.renamed", column=f'"{key}"', new=f'"{key}_given"'),)
            key = f"{key}_given"
        return key, value, done

    def record(self, properties: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """The properties of a record, and what had to be done for that."""
        found: dict[str, Any] = {}
        done: dict[str, None] = {}
        for column, given in properties.items():
            key, value, said = self.cell(column, given)
            done |= dict.fromkeys(said)
            if value is ABSENT:
                continue
            while key in found:
                key = f"{key}_again"
            found[key] = value
        return found, list(done)

    def column(
        self, column: str, values: Sequence[Any]
    ) -> tuple[dict[str, list[Any]], dict[str, list[int]]]:
        """The same of a whole column: names → values, and what was done → the rows of it.

        It has several names where only some of its values may stand under its own.
        """
        rows = self._doubtful(column, values)
        key = self.keys[column]
        found = {key: [*values]}
        done: dict[str, list[int]] = {}
        known: dict[str, Cell] = {}  # most texts of such a column stand there many times
        for row in rows:
            given = values[row]
            if type(given) is str:
                cell = known.get(given) or known.setdefault(given, self.cell(column, given))
            else:
                cell = self.cell(column, given)
            new, value, said = cell
            for what in said:
                done.setdefault(what, []).append(row)
            if new == key:
                found[key][row] = value
                continue
            found[key][row] = ABSENT
            if new:
                found.setdefault(new, [ABSENT] * len(values))[row] = value
        return found, done

    def _doubtful(self, column: str, values: Sequence[Any]) -> Sequence[int]:
        """The rows whose values may have to be changed; of the others none has."""
        if column in self.odd:
            return [row for row, value in enumerate(values) if value is not ABSENT]
        kinds = set(map(type, values))
        texts = values if kinds == {str} else [value for value in values if type(value) is str]
        plain = "".join(texts).isprintable()
        if plain and not kinds & {type(None), list, dict}:
            return ()
        return [
            row
            for row, value in enumerate(values)
            if value is None
            or type(value) in (list, dict)
            or (type(value) is str and not value.isprintable())
        ]
