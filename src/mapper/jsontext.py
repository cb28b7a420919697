"""JSON text from anywhere → its value, strictly, with plain words for what is wrong with it."""

from __future__ import annotations

import json
import re
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
    text, notes = _text(data, file)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        what, mend = _words(text, error)
        place = f"line {error.lineno}, column {error.colno}"
        raise MapperError([Problem(file, place, what, mend)]) from error
    return value, notes, [_twice(key, file) for key in _repeated(text)]


def brief(value: object) -> str:
    """A value as JSON text, cut off if it is long."""
    text = orjson.dumps(value).decode()
    return text if len(text) <= 40 else f"{text[:39]}…"


def _text(data: bytes, file: str) -> tuple[str, list[str]]:
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


def _words(text: str, error: orjson.JSONDecodeError) -> tuple[str, str]:
    """What is wrong with the text, and how to mend it."""
    if text.lstrip().startswith("<"):
        return say("json.xml")
    if match := re.match(r"-?(NaN|Infinity)", text[error.pos :], re.IGNORECASE):
        return say("json.nan", value=match[0])
    if "depth limit" in error.msg:
        return say("json.deep")
    if "unexpected end" in error.msg:
        return say("json.end")
    return say("json.other", reason=error.msg)


def _twice(key: str, file: str) -> Problem:
    return Problem(file, "", *say("json.twice", key=brief(key)), "warning")


def _repeated(text: str) -> list[str]:
    """Keys that stand twice in one object: orjson keeps the last and says nothing."""
    found: dict[str, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            keys = [key for key, _ in pairs]
            found.update(dict.fromkeys(key for key in keys if keys.count(key) > 1))

    json.loads(text, object_pairs_hook=look)
    return list(found)
