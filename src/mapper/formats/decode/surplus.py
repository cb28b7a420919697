"""Rows of a table that are no data: totals, notes at the end, the heading again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from mapper.formats.decode.called import plain
from mapper.formats.decode.headings import Heading, Row, rows_of
from mapper.messages import table_words

_MARK = re.compile(r"[*†‡§¹²³⁴]|\(?\d\)\s|\d\.\s")


def without_surplus(
    rows: Sequence[Row], heading: Heading, is_placed: Callable[[Sequence[str]], bool]
) -> tuple[list[Row], list[str]]:
    """The rows that hold data, and which were left out.

    No row that has a position is left out, whatever it is called.

    Args:
        rows: those below the heading.
        heading: what stands above them.
        is_placed: whether a position stands in these cells.
    """
    heads = {_filled(row) for row in heading.rows} | {_filled(heading.names)}
    kept: list[Row] = []
    found: dict[str, list[Row]] = {}
    for number, row in rows:
        if is_placed(row):
            kept.append((number, row))
            continue
        filled = _filled(row)
        if len(filled) > 1 and filled in heads:
            kind = "the heading again"
        elif _starts(row, "total"):
            kind = "totals"
        else:
            kept.append((number, row))
            continue
        found.setdefault(kind, []).append((number, row))
    end = len(kept)
    while end and _is_note(kept[end - 1][1], is_placed):
        end -= 1
    if notes := kept[end:]:
        found["notes"] = notes
    notes_of = [
        f"Left out {rows_of([number for number, _ in left])}, {kind}{_example(kind, left)}."
        for kind, left in found.items()
    ]
    return kept[:end], notes_of


def _is_note(row: Sequence[str], is_placed: Callable[[Sequence[str]], bool]) -> bool:
    """Whether a row at the end is a note: a sentence, a mark, or a word such as "Source"."""
    filled = [cell for cell in row if cell]
    if is_placed(row) or len({*filled}) > 2:
        return False
    first = filled[0]
    if _MARK.match(first) or _starts(row, "footnote"):
        return True
    return len({*filled}) == 1 and (len(first.split()) > 4 or first.endswith((".", ":")))


def _starts(row: Sequence[str], kind: str) -> bool:
    """Whether the first cell that is not empty is such a word, or begins with it."""
    first = next(filter(None, row), "").casefold().strip(" :.*").replace("sub-", "sub")
    words = table_words(kind)
    head = re.split(r"\s*[:：]", first)[0]
    if first in words or head in words:
        return True
    return kind == "total" and _first_word(first) in words


def _first_word(text: str) -> str:
    return next(iter(re.findall(r"[^\W\d_]+", text)), "")


def _example(kind: str, left: Collection[Row]) -> str:
    if kind == "the heading again":
        return ""
    text = " ".join("; ".join(filter(None, next(iter(left))[1])).split())
    return f': "{text[:60]}{"…" if len(text) > 60 else ""}"'


def _filled(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(cell) or cell for cell in row if cell)
