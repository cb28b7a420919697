"""Bytes of a text whose encoding nobody wrote down → the text, and what was guessed."""

from __future__ import annotations

import codecs
import re

from mapper.formats.source import refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, file: str) -> tuple[str, list[str]]:
    """The text, and notes of what was guessed or turned.

    Raises:
        MapperError: it is in no encoding that is known here, or no text at all.
    """
    encoding, notes = guessed(data)
    try:
        return data.decode(encoding), notes
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"is not {encoding.upper()}, though it begins so."
        refuse(file, f"line {line}", what, "Save it as UTF-8.")


def guessed(data: bytes) -> tuple[str, list[str]]:
    """The encoding, and notes if it is not plain UTF-8.

    A mark at the start says it, or every second byte being 0. What is not UTF-8 then is taken for
    Windows's Cyrillic or Western letters: Cyrillic words are nearly all made of bytes from 0xC0,
    Western ones have single such bytes between others.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                return encoding, []
            return encoding, [f"Turned {encoding.upper()} into UTF-8."]
    start = data[:400]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return encoding, [f"Turned {encoding.upper()} into UTF-8."]
    try:
        data.decode()
        return "utf-8", []
    except UnicodeDecodeError:
        high = len(re.findall(rb"[\x80-\xff]", data))
        joined = sum(map(len, re.findall(rb"[\xa8\xb8\xc0-\xff]{2,}", data)))
        cyrillic = joined > 0.6 * high
        western = "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "cp1252"
        encoding, name = ("cp1251", "Cyrillic") if cyrillic else (western, "Western")
        return encoding, [f"Guessed that it is {name} ({encoding}), for it is not UTF-8."]
