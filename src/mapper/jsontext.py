"""JSON text from anywhere → its value, strictly, with plain words for what is wrong with it."""

from __future__ import annotations

import json
import re
from operator import itemgetter
from typing import Any

import orjson

from mapper.messages import note, say
from mapper.problems import MapperError, Problem


def parse(data: bytes, file: str) -> tuple[Any, list[str], list[Problem]]:
    """The value, notes of what was odd but put right, and warnings.

    Args:
        data: UTF-8, with or without a byte order mark, UTF-16 or UTF-32.
        file: its name in problems.

    Raises:
        MapperError: it is not JSON. NaN is not, and neither is what nests more than 1,024 deep.
    """
    text, notes = decoded(data, file)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        what, mend = _words(text, error)
        place = f"line {error.lineno}, column {error.colno}"
        raise MapperError([Problem(file, place, what, mend)]) from error
    return value, notes, [_twice(key, file) for key in _repeated(text, value)]


def weight(data: bytes) -> float:
    """About how many bytes the value of a JSON text takes in memory, at most.

    Counted are brackets and commas, wherever they stand: a list takes 64 bytes and 8 for each
    value, an object with its room for more about 190, a number or a short text about 50.
    """
    return len(data) + 64 * data.count(b"[") + 190 * data.count(b"{") + 58.0 * data.count(b",")


def is_sequence(data: bytes) -> bool:
    """Whether this looks like one JSON object a line, rather than one JSON text."""
    start = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    end = data.find(b"\n")
    return start.startswith(b"\x1e") or (
        start.startswith(b"{")
        and data[:end].rstrip().endswith(b"}")
        and data[end : end + 100].lstrip()[:1] in (b"{", b"\x1e")
    )


def brief(value: object) -> str:
    """A value as JSON text, cut off if it is long."""
    text = orjson.dumps(value, default=str).decode()
    return text if len(text) <= 40 else f"{text[:39]}…"


def decoded(data: bytes, file: str) -> tuple[str, list[str]]:
    """The text in its encoding, and a note if that is not plain UTF-8.

    Raises:
        MapperError: it is not in the encoding that it seems to be in.
    """
    encoding = json.detect_encoding(data)
    notes = {
        "utf-8": [],
        "utf-8-sig": [note("note.bom")],
    }.get(encoding, [note("note.encoding", encoding=encoding.upper())])
    try:
        return data.decode(encoding).removeprefix("\ufeff"), notes
    except UnicodeDecodeError as error:
        lines = data[: error.start].count(b"\n")
        wrong = say("json.encoding", encoding=encoding.removesuffix("-sig").upper())
        raise MapperError([Problem(file, f"line {lines + 1}", *wrong)]) from error


def has_twice(text: bytes, value: Any) -> bool:
    """Whether a key may stand twice in one object of a JSON text, of which this is the value."""
    return text.count(b'":') != _keys(value)


def _words(text: str, error: orjson.JSONDecodeError) -> tuple[str, str]:
    """What is wrong with the text, and how to mend it."""
    if text.lstrip().startswith("<"):
        return say("json.xml")
    if match := re.match(r"-?(NaN|Infinity)", text[error.pos : error.pos + 9], re.IGNORECASE):
        return say("json.nan", value=match[0])
    if "depth limit" in error.msg:
        return say("json.deep")
    if "unexpected end" in error.msg:
        return say("json.end")
    return say("json.other", reason=error.msg)


def _twice(key: str, file: str) -> Problem:
    return Problem(file, "", *say("json.twice", key=brief(key)), "warning")


def _repeated(text: str, value: Any) -> list[str]:
    """Keys that stand twice in one object: orjson keeps the last and says nothing."""
    if text.count('":') == _keys(value):  # as nearly always; a second reading would cost a lot
        return []
    found: dict[str, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            keys = [key for key, _ in pairs]
            found.update(dict.fromkeys(key for key in keys if keys.count(key) > 1))

    json.loads(text, object_pairs_hook=look)
    return list(found)


def _keys(value: Any) -> int:
    """How many keys all objects in the value have, those in `coordinates` left out."""
    count, left = 0, [[value]]
    while left:
        part = left.pop()
        objects = part if set(map(type, part)) == {dict} else [x for x in part if type(x) is dict]
        count += sum(map(len, objects))
        left += _inside(objects)
        left += [x for x in part if type(x) is list] if len(objects) < len(part) else []
    return count


def _inside(objects: list[dict[str, Any]]) -> list[list[Any]]:
    """The values in objects, where there are objects or lists among them, without coordinates."""
    if not objects:
        return []
    names = objects[0].keys()
    if set(map(len, objects)) != {len(names)}:
        return [[x for key, x in each.items() if key != "coordinates"] for each in objects]
    try:  # all at once, for they may be very many
        columns = [list(map(itemgetter(name), objects)) for name in names if name != "coordinates"]
    except KeyError:
        return [[x for key, x in each.items() if key != "coordinates"] for each in objects]
    return [values for values in columns if not {dict, list}.isdisjoint(map(type, values))]
