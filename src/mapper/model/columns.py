"""Columns made: of plain values, of texts, and of several columns one behind the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count
from typing import Any

import numpy as np
import orjson

from mapper.model.values import Column, Counted, Flags, Ints, Mask, Missing, Numbers, Texts, Words

EXACT = 2**53
"""Whole numbers below are the same as floats, which is all that a browser has of them."""

CHUNK = 50_000
"""After so many texts it is seen whether they still are of few words."""

DIGITS = 15
"""Of a number at the end of a text: a browser holds them exactly."""


def nothing(length: int) -> Column:
    """A property that none of so many features has."""
    return Numbers(values=np.zeros(length, np.int64), gone=np.ones(length, bool))


def column(values: Sequence[Any]) -> Column:
    """Plain values, as JSON has them, as a column; None and `MISSING` are not there."""
    kinds = set(map(type, values))
    gone = None
    if kinds & {type(None), Missing}:
        away = (type(None), Missing)
        gone = np.fromiter((isinstance(each, away) for each in values), bool, len(values))
        kinds -= {type(None), Missing}
        if not kinds:
            return nothing(len(values))
        blank: Any = "" if kinds == {str} else 0
        values = [blank if isinstance(each, away) else each for each in values]
    if kinds == {str}:
        return texts(values, gone)
    if kinds == {bool}:
        return Flags(values=np.array(values, bool), gone=gone)
    found = _numbers(values, kinds, gone) if kinds and kinds <= {int, float} else None
    return found or _run(list(map(orjson.dumps, values)), gone, json=True)


def texts(values: Sequence[str], gone: Mask | None = None) -> Column:
    """Texts as what takes the least room: words of a list, a prefix and numbers, or as they are."""
    whole = _run(list(map(str.encode, values))) if gone is None and _seem_counted(values) else None
    numbered = whole and counted(whole)
    if numbered:
        return numbered
    coded = _coded(values, few(len(values)))
    if coded:
        return Words(words=coded[0], codes=coded[1], gone=gone)
    return whole or _run(list(map(str.encode, values)), gone)


def few(length: int) -> int:
    """Texts of no more words are kept as words."""
    return max(16, length // 4)


def _seem_counted(values: Sequence[str]) -> bool:
    """Do the first and the last differ in their number alone?"""
    ends = values[:1] and {values[at].rstrip("0123456789") for at in (0, len(values) // 2, -1)}
    return len(ends) == 1 and values[0][-1:].isdigit() and values[0] != values[-1]


def are_texts(values: Column) -> bool:
    """Is each a text, and none empty?"""
    match values:
        case Counted(gone=None):
            return True
        case Words(gone=None):
            return all(values.words)
        case Texts(gone=None, json=False):
            return bool(values.sizes.all())
    return False


def counted(found: Texts) -> Counted | None:
    """Texts as a prefix and numbers, if all of them are that, and not of few."""
    data, sizes = found.data, found.sizes
    if not len(found):
        return None
    prefix = found.at(0).rstrip("0123456789")
    head = prefix.encode()
    least, most = int(sizes.min()), int(sizes.max())
    if least <= len(head) or most > len(head) + DIGITS:
        return None
    starts = found.ends - sizes
    if any(np.any(data[starts + at] != letter) for at, letter in enumerate(head)):
        return None
    digits = sizes - len(head)
    numbers = np.zeros(len(found), np.int64)
    zero = data[starts + len(head)] == ord("0")
    for at in range(most - len(head)):
        has = digits > at
        # Behind the last text nothing is read.
        letters = data[np.where(has, starts + len(head) + at, 0)].astype(np.int64) - ord("0")
        if np.any(has & ((letters < 0) | (letters > 9))):
            return None
        numbers = np.where(has, numbers * 10 + letters, numbers)
    width = most - len(head) if least == most and zero.any() and most > len(head) + 1 else 0
    if not width and np.any(zero & (digits > 1)):
        return None
    if np.any(np.diff(numbers) <= 0):  # else each is another one
        different = 1 + np.count_nonzero(np.diff(np.sort(numbers)))
        if different <= few(len(numbers)):
            return None
    return Counted(prefix=prefix, numbers=numbers, width=width)


def joined_columns(pieces: Sequence[Column]) -> Column:
    """Several as one, in their order."""
    lengths = list(map(len, pieces))
    there = [each for each in pieces if not _is_nothing(each)]
    if not there:
        return nothing(sum(lengths))
    if len({type(each) for each in there}) == 1 and len(there) == len(pieces):
        found = _alike(there, _gone(pieces))
        if found is not None:
            return found
    return column(list(chain.from_iterable(each.tolist() for each in pieces)))


def _alike(pieces: Sequence[Any], gone: Mask | None) -> Column | None:
    """Columns of one class as one; None where they do not go together as they are."""
    first = pieces[0]
    match first:
        case Words():
            codes: defaultdict[str, int] = defaultdict(count().__next__)
            rows = [
                np.array([codes[word] for word in each.words], np.int64)[each.codes]
                for each in pieces
            ]
            found = np.concatenate(rows)
            if len(codes) > few(len(found)):
                return None
            return Words(words=list(codes), codes=found, gone=gone)
        case Counted():
            width = max(each.width for each in pieces)
            if {each.prefix for each in pieces} != {first.prefix}:
                return None
            numbers = np.concatenate([each.numbers for each in pieces])
            if width and any(each.width != width and not _fills(each, width) for each in pieces):
                return None
            return Counted(prefix=first.prefix, numbers=numbers, width=width)
        case Numbers():
            if len({(each.values.dtype, each.whole is None) for each in pieces}) > 1:
                return None
            whole = None if first.whole is None else np.concatenate([e.whole for e in pieces])
            values = np.concatenate([each.values for each in pieces])
            return Numbers(values=values, whole=whole, gone=gone)
        case Flags():
            return Flags(values=np.concatenate([each.values for each in pieces]), gone=gone)
        case Texts(json=True):
            if not all(each.json for each in pieces):
                return None
            ends = np.cumsum(np.concatenate([each.sizes for each in pieces]))
            data = np.concatenate([each.data for each in pieces])
            return Texts(data=data, ends=ends, json=True, gone=gone)
    return None


def _fills(piece: Counted, width: int) -> bool:
    """Has each number so many digits?"""
    least, most = int(piece.numbers.min()), int(piece.numbers.max())
    return len(str(least)) == len(str(most)) == width


def _is_nothing(piece: Column) -> bool:
    return piece.gone is not None and bool(piece.gone.all())


def _gone(pieces: Sequence[Column]) -> Mask | None:
    if all(each.gone is None for each in pieces):
        return None
    return np.concatenate(
        [np.zeros(len(each), bool) if each.gone is None else each.gone for each in pieces]
    )


def _numbers(values: Sequence[Any], kinds: set[type], gone: Mask | None) -> Numbers | None:
    """None if there are whole numbers that no array holds exactly."""
    try:
        if kinds == {int}:
            return Numbers(values=np.array(values, np.int64), gone=gone)
        floats = np.array(values, float)
    except OverflowError:
        return None
    if kinds == {float} and gone is None:
        return Numbers(values=floats)
    whole = np.fromiter((type(each) is int for each in values), bool, len(values))
    if gone is not None:
        whole &= ~gone
    if np.abs(floats[whole]).max(initial=0) >= EXACT:
        return None
    return Numbers(values=floats, whole=whole if whole.any() else None, gone=gone)


def _coded(values: Sequence[str], most: int) -> tuple[list[str], Ints] | None:
    """The words that texts are of, and which of them each is; None if they are of more words."""
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    found = []
    for start in range(0, len(values), CHUNK):
        some = values[start : start + CHUNK]
        found.append(np.fromiter(map(codes.__getitem__, some), np.int64, len(some)))
        if len(codes) > most:
            return None
    return list(codes), np.concatenate(found or [np.zeros(0, np.int64)])


def _run(values: Sequence[bytes], gone: Mask | None = None, json: bool = False) -> Texts:
    """Texts one behind the other."""
    ends = np.cumsum(np.fromiter(map(len, values), np.int64, len(values)))
    data = np.frombuffer(b"".join(values), np.uint8)
    return Texts(data=data, ends=ends, json=json, gone=gone)
