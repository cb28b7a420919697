"""Text that GDAL handed out byte by byte → words: each byte came as one letter of Latin-1."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

BYTEWISE = "iso-8859-1"

Read = Callable[[bytes], str]


def stray(texts: Iterable[Any]) -> bytes:
    """The texts that are not UTF-8, a line each: what their encoding is guessed from."""
    raw = (text.encode(BYTEWISE) for text in texts if isinstance(text, str) and not text.isascii())
    return b"\n".join(each for each in raw if not _is_utf8(each))


def reader(codec: str, mixed: bool) -> Read:
    """How to read the bytes of one text; of a `mixed` file, only those that are not UTF-8 so."""

    def read(raw: bytes) -> str:
        used = "utf-8" if mixed and _is_utf8(raw) else codec
        return (whole(raw) if used == "utf-8" else raw).decode(used)

    return read


def reread(column: Any, read: Read) -> Any:
    """A column, or the names of columns, with its texts as they are meant."""
    if column.dtype != object:
        return column
    again = column.copy()
    for at, text in enumerate(column):
        if isinstance(text, str) and not text.isascii():
            again[at] = read(text.encode(BYTEWISE))
    return again


def whole(raw: bytes) -> bytes:
    """A text in UTF-8 without its last letter, if a column too narrow for it cut that off."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            return raw[: error.start]
    return raw


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
