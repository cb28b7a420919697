"""Large GeoJSON, piece by piece: what is made of it is never in memory whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import Any

import orjson

from mapper.jsontext import has_twice
from mapper.problems import Problem

PIECE = 500_000
"""Bytes of a piece, about: what it makes fits into a cache."""

TRIES = 20
"""Places at which a piece may end that are tried: nearly always it is the first."""

_FEATURES = re.compile(rb'"features"\s*:\s*\[\s*(?=\{)')
_BETWEEN = re.compile(rb"\}\s*,\s*(?=\{)")
_HEAD = 100_000
"""Bytes in which the list of features has to begin."""


def by_pieces(data: bytes, take: Callable[[list[Any]], None]) -> dict[str, Any] | None:
    """Hand out the features of a FeatureCollection, some at a time; what stands beside them.

    None if it is none, is not UTF-8, is not JSON, or names something twice: then nothing that was
    handed out counts.
    """
    head = _FEATURES.search(data, 0, _HEAD)
    if head is None or json.detect_encoding(data[:4]) not in ("utf-8", "utf-8-sig"):
        return None
    start = head.end()
    for text, items, end in _pieces(data, start):
        if has_twice(text, items):
            return None
        take(items)
        start = end
    rest = _last(data, start)
    if rest is None:
        return None
    text, items, end = rest
    beside = data[: head.end()].removeprefix(b"\xef\xbb\xbf") + data[end:]
    try:
        frame = orjson.loads(beside)
    except orjson.JSONDecodeError:
        return None
    if has_twice(text, items) or has_twice(beside, frame):
        return None
    if not isinstance(frame, dict) or frame.pop("features", None) != []:
        return None
    take(items)
    return frame


def of_lines(
    lines: Sequence[tuple[int, str]], file: str
) -> tuple[list[tuple[int, Any]], list[Problem]]:
    """The value of each line, by its number; and what is wrong with the others."""
    if all(text[0] == "{" and text[-1] == "}" for _, text in lines):
        with suppress(orjson.JSONDecodeError):  # all at once, as nearly always
            values = orjson.loads(f"[{','.join(text for _, text in lines)}]")
            if len(values) == len(lines):
                return [(n, value) for (n, _), value in zip(lines, values, strict=True)], []
    items, problems = [], []
    for number, text in lines:
        try:
            items.append((number, orjson.loads(text)))
        except orjson.JSONDecodeError as error:
            mend = "Each line has to hold one whole feature."
            what = f"is not JSON: {error.msg}."
            problems.append(Problem(file, f"line {number}", what, mend))
    return items, problems


def are_plain(items: Sequence[Any]) -> bool:
    """Whether all are Features with properties and one geometry, so that nothing is to be said."""
    try:
        kinds, properties, geometries = (
            [*map(itemgetter(key), items)] for key in ("type", "properties", "geometry")
        )
        if {*map(type, kinds)} != {str} or {*kinds} != {"Feature"}:
            return False
        if {*map(type, properties)} | {*map(type, geometries)} != {dict}:
            return False
        shapes, places = ([*map(itemgetter(key), geometries)] for key in ("type", "coordinates"))
    except (KeyError, TypeError):
        return False
    return all(map([].__ne__, places)) and "GeometryCollection" not in shapes


def _pieces(data: bytes, start: int) -> Iterator[tuple[bytes, list[Any], int]]:
    """All pieces but the last: the text, its values, where the next one begins."""
    while start + PIECE < len(data):
        at = start + PIECE
        for _ in range(TRIES):
            between = _BETWEEN.search(data, at)
            if between is None:
                return
            text = data[start : between.start() + 1]
            if (items := _values(text)) is not None:
                break
            at = between.end()
        else:
            return
        yield text, items, between.end()
        start = between.end()


def _last(data: bytes, start: int) -> tuple[bytes, list[Any], int] | None:
    """The same of the last piece, and where the list of features ends."""
    end = len(data)
    for _ in range(TRIES):
        end = data.rfind(b"]", start, end)
        if end < 0:
            return None
        text = data[start:end]
        if (items := _values(text)) is not None:
            return text, items, end
    return None


def _values(text: bytes) -> list[Any] | None:
    """What stands between commas; None if that is no such text: it ends amid a value.

    A text that begins where a value does, and is one of whole values, ends where one does.
    """
    try:
        found: list[Any] = orjson.loads(b"[%s]" % text)
    except orjson.JSONDecodeError:
        return None
    return found
