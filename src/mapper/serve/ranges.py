"""The part of a file that a Range header asks for: RFC 9110, section 14."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", re.IGNORECASE)

DIGITS = 20
"""A number of more is beyond the end of any file."""


class UnsatisfiableError(ValueError):
    """The file ends before the part begins."""


def part(header: str, size: int) -> range | None:
    """The bytes that are asked for; None for the whole file.

    What is no range of bytes, or several at once, may be answered with the whole.

    Args:
        header: `bytes=0-99` (both ends count), `bytes=100-` or `bytes=-100` (the last).
        size: of the file, in bytes.

    Raises:
        UnsatisfiableError: there is no such part.
    """
    found = _ONE.fullmatch(header)
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if first == "":
        start, stop = max(0, size - _number(last)), size
    else:
        start, stop = _number(first), min(_number(last) + 1, size) if last else size
        if last and _number(last) < start:
            return None
    if start >= size or start >= stop:
        raise UnsatisfiableError(header)
    return range(start, stop)


def _number(digits: str) -> int:
    """What they say, or what is beyond any file; Python reads no number of very many digits."""
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= DIGITS else 10**DIGITS
