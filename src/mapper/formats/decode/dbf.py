"""A dBase table (.dbf) → its text, and whether that is in the encoding that stands beside it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from mapper.formats.decode.rawtext import whole

LANGUAGE = 29
"""The byte that says the code page, 0 if none."""

_HEAD = 32


def texts(table: bytes) -> tuple[bytes, int]:
    """The names of its columns and the cells that are text, a line each, where not all ASCII.

    And how many of them fill their column to the end and lost the rest of a letter there, in UTF-8.
    """
    start, width = (int.from_bytes(table[at : at + 2], "little") for at in (8, 10))
    body = table[start:]
    found = list(_names(table[_HEAD:start]))
    if width and not body.isascii():
        spans = [(at, end) for kind, at, end in _fields(table[_HEAD:start]) if kind == b"C"]
        for row in range(0, len(body), width):
            if not body[row : row + width].isascii():
                found += [body[row + at : row + end] for at, end in spans]
    kept = [each.strip(b" \0") for each in found if not each.isascii()]
    cut = {each for each in kept if each in found and whole(each) != each}
    return b"\n".join(whole(each) if each in cut else each for each in kept), len(cut)


def is_in(text: bytes, label: str) -> bool | None:
    """Whether the text is in the encoding that a .cpg names; None if nobody knows that name."""
    name = re.sub(r"(?i)^(ansi|oem|cp|windows)?[ -]?(?=\d{3,4}$)", "cp", label.strip())
    name = re.sub(r"(?i)^(?:iso)?[ -]?8859[ -]?(?=\d{1,2}$)", "iso-8859-", name)
    try:
        return not re.search("[\x80-\x9f]", text.decode(codecs.lookup(name).name))
    except UnicodeError:
        return False
    except (LookupError, ValueError):  # of a name that is damaged
        return None


def _names(fields: bytes) -> Iterator[bytes]:
    for at in range(0, len(fields) - _HEAD + 1, _HEAD):
        yield fields[at : at + 11].partition(b"\0")[0]


def _fields(fields: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each column, and from where to where it stands in a row."""
    end = 1  # behind the mark of rows that are deleted
    for at in range(0, len(fields) - _HEAD + 1, _HEAD):
        start, end = end, end + fields[at + 16]
        yield fields[at + 11 : at + 12], start, end
