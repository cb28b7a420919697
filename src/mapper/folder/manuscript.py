"""The manifest's bytes → its text, and back, in the encoding in which somebody saved it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


def manifest_text(data: bytes) -> str:
    """The text of a manifest that was read before: so it is UTF-8, or has a mark that says else."""
    mark, codec = _form(data)
    return data.removeprefix(mark).decode(codec)


def saved_like(data: bytes, text: str) -> bytes:
    """A text as bytes of the form that `data` has."""
    mark, codec = _form(data)
    return mark + text.encode(codec)


def is_utf16(data: bytes) -> bool:
    return _form(data)[1] != "utf-8"


def _form(data: bytes) -> tuple[bytes, str]:
    return next(each for each in _MARKS if data.startswith(each[0]))
