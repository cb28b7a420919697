"""The part of a file that a Range header asks for: RFC 9110, section 14."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.IGNORECASE)


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
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= stop:
        raise UnsatisfiableError(header)
    return range(start, stop)
