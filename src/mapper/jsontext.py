"""JSON text from anywhere → its value, strictly, with plain words for what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

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
        "utf-8-sig": ["Left out the byte order mark at the start."],
    }.get(encoding, [f"Turned {encoding.upper()} into UTF-8."])
    try:
        return data.decode(encoding).removeprefix("\ufeff"), notes
    except UnicodeDecodeError as error:
        lines = data[: error.start].count(b"\n")
        what = f"is not {encoding.removesuffix('-sig').upper()}."
        problem = Problem(file, f"line {lines + 1}", what, "Save it as UTF-8.")
        raise MapperError([problem]) from error


def _words(text: str, error: orjson.JSONDecodeError) -> tuple[str, str]:
    """What is wrong with the text, and how to mend it."""
    if text.lstrip().startswith("<"):
        return "is not JSON but XML or HTML, whatever its name says.", "Save it as GeoJSON."
    if match := re.match(r"-?(NaN|Infinity)", text[error.pos :], re.IGNORECASE):
        return f"{match[0]} is not JSON.", "Write null, or leave the value out."
    if "depth limit" in error.msg:
        return "nests more than a thousand deep.", "No map needs that: check where it comes from."
    if "unexpected end" in error.msg:
        return "ends in the middle.", "It was cut off: download or save it anew."
    mend = "Open it in an editor that checks JSON, or save it anew as GeoJSON."
    return f"is not JSON: {error.msg}.", mend


def _twice(key: str, file: str) -> Problem:
    what = f"the key {brief(key)} stands twice in one object; the last was kept."
    return Problem(file, "", what, "Take one out if the other was meant.", "warning")


def _repeated(text: str) -> list[str]:
    """Keys that stand twice in one object: orjson keeps the last and says nothing."""
    found: dict[str, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            keys = [key for key, _ in pairs]
            found.update(dict.fromkeys(key for key in keys if keys.count(key) > 1))

    json.loads(text, object_pairs_hook=look)
    return list(found)
