"""A big layer as the browser receives it: streams of whole numbers and text, in one compressed run.

`Big.shape` and each of `Big.columns` name their streams; they lie in the run one after another, in
the order of `STREAMS`, then column by column, last `first` and `last`. A `Stream` says how many
bytes it takes and how its numbers are written; `all` says that all its numbers are the same, and
takes no room in the run. A number is written seven bits a byte, the lowest first, the eighth bit
saying that more follow (LEB128); with `signed`, 0 -1 1 -2 … are written as 0 1 2 3 …; with `delta`,
each is the difference to the one before. `web/src/big/unpack.ts` reads it all.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import orjson
from msgspec import UNSET, UnsetType
from numpy.typing import NDArray

from mapper.geometry import KINDS, Ragged, is_area, kinds_of_rings
from mapper.model import MISSING, Bulk, Missing
from mapper.page.contract_layers import Big, Bounds, Column, Feature, Stream, Streams

STREAMS = ("kinds", "parts", "rings", "sizes", "lon", "lat")

EXACT = 2**51
"""Whole numbers below are exact in the browser, and so are folded differences of two of them."""

DIGITS = 9
"""Numbers of at most so many decimals are written as whole numbers."""

LEVEL = 6
"""Of zlib: 9 takes three times as long, and saves a hundredth."""

CHUNK = 50_000
"""After so many texts it is seen whether they still are of few words."""

Ints = NDArray[np.int64]


@dataclass
class _Run:
    """The streams written so far."""

    pieces: list[bytes] = field(default_factory=list)

    def raw(self, data: bytes) -> int:
        self.pieces.append(data)
        return len(data)

    def ints(self, values: Ints) -> Stream:
        """Write whole numbers the shorter way; how it was done."""
        if len(values) and (values == values[0]).all():
            return Stream(all=int(values[0]))
        plain, steps = _folded(values), _folded(np.diff(values, prepend=0))
        delta = bool(steps.lengths.sum() < plain.lengths.sum())
        chosen = steps if delta else plain
        return Stream(bytes=self.raw(_varint(chosen)), delta=delta, signed=chosen.signed)


def pack(
    features: Bulk,
    decimals: int,
    samples: Sequence[Feature],
    days: tuple[Ints, Ints] | None = None,
) -> tuple[Big, str]:
    """The columns of a layer: what describes them, and all streams as base64.

    Positions are rounded to `decimals`; those that fall on the one before are left out, but a line
    keeps 2 and a ring 4, of which the last is not sent. Attributes are exact; `name`s that every
    feature has stand among them. `samples` are the features that the map key draws,
    `days` the first and the last on which each feature was there.
    """
    run = _Run()
    shapes = rounded(features.shapes, decimals)
    streams = {name: run.ints(values) for name, values in zip(STREAMS, shapes, strict=True)}
    ids = _column(run, "", features.ids.tolist())
    columns = [
        _column(run, name, values.tolist()) for name, values in sorted(features.columns.items())
    ]
    turns = [run.ints(each) for each in days or ()]
    data = b"".join(run.pieces)
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(data) + deflate.flush()
    big = Big(
        count=len(features),
        bounds=_bounds(features.shapes),
        bytes=len(data),
        sum=zlib.adler32(packed),
        types=KINDS,
        shape=Streams(**streams),
        ids=ids,
        columns=columns,
        look=features.look,
        samples=samples,
        first=turns[0] if turns else UNSET,
        last=turns[1] if turns else UNSET,
    )
    return big, b64encode(packed).decode()


def rounded(shapes: Ragged, decimals: int) -> tuple[Ints, ...]:
    """The streams of shapes, in the order of `STREAMS`: degrees times 10 ** decimals."""
    xy = np.round(shapes.xy * 10**decimals).astype(np.int64)
    kinds = kinds_of_rings(shapes)
    area = is_area(kinds)
    ring = np.repeat(np.arange(len(shapes.sizes)), shapes.sizes)
    place = np.arange(len(xy)) - shapes.starts[ring]
    repeats = np.zeros(len(xy), bool)
    repeats[1:] = (xy[1:] == xy[:-1]).all(axis=1)
    repeats &= (place > 0) & (kinds[ring] != KINDS.index("MultiPoint"))
    left = np.bincount(ring[~repeats], minlength=len(shapes.sizes))
    repeats &= (left >= np.where(area, 4, 2))[ring]
    closes = area[ring] & (place == shapes.sizes[ring] - 1)
    # Where the last position repeats the one before, the ring's end is there already.
    kept = ~(repeats | closes)
    sizes = np.bincount(ring[kept], minlength=len(shapes.sizes))
    lon, lat = xy[kept].T
    return shapes.kinds.astype(np.int64), shapes.parts, shapes.rings, sizes, lon, lat


def _bounds(shapes: Ragged) -> Bounds:
    least, most = shapes.xy.min(axis=0), shapes.xy.max(axis=0)
    west, south, east, north = (round(float(value), 6) for value in (*least, *most))
    return west, south, east, north


def _column(run: _Run, name: str, values: list[Any]) -> Column:
    """Write one property: as numbers, words of a list or texts; as JSON where it is mixed."""
    kinds = set(map(type, values))
    gaps = Missing in kinds
    bits: int | UnsetType = UNSET
    if gaps:
        kinds.remove(Missing)
        missing = np.fromiter((value is MISSING for value in values), bool, len(values))
        bits = run.raw(np.packbits(missing, bitorder="little").tobytes())
    if kinds <= {int, float}:
        numbers = _numbers(run, [0 if v is MISSING else v for v in values] if gaps else values)
        if numbers:
            return Column(name=name, missing=bits, **numbers)
    if kinds == {str}:
        texts = ["" if value is MISSING else value for value in values] if gaps else values
        return Column(name=name, missing=bits, **_texts(run, texts, gaps))
    texts = ["" if value is MISSING else orjson.dumps(value).decode() for value in values]
    return Column(name=name, missing=bits, json=True, **_texts(run, texts, gaps))


def _numbers(run: _Run, values: list[Any]) -> dict[str, Any] | None:
    """As whole numbers with so many decimals if that is exact, else bit by bit.

    None if there are whole numbers that the browser does not hold exactly.
    """
    if max(map(abs, values), default=0) >= EXACT and any(type(value) is int for value in values):
        return None
    exact = np.array(values, float)
    for digits in range(DIGITS + 1):
        whole = np.round(exact * 10**digits)
        if np.abs(whole).max(initial=0) >= EXACT:
            break
        if (whole / 10**digits == exact).all():
            return {"as_": "numbers", "decimals": digits, "ints": run.ints(whole.astype(np.int64))}
    planes = exact.astype("<f8").view(np.uint8).reshape(-1, 8).T
    return {"as_": "floats", "bytes": run.raw(planes.tobytes())}


def _texts(run: _Run, texts: list[str], gaps: bool) -> dict[str, Any]:
    counted = None if gaps else _counted(texts)
    most = max(16, len(texts) // 4)
    if counted and np.count_nonzero(np.diff(np.sort(counted[2]))) >= most:
        prefix, width, numbers = counted
        return {"as_": "counted", "prefix": prefix, "width": width, "ints": run.ints(numbers)}
    coded = _coded(texts, most)
    if coded:
        words, codes = coded
        return {"as_": "words", "ints": run.ints(codes), "bytes": run.raw(orjson.dumps(words))}
    encoded = [text.encode() for text in texts]
    sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return {"as_": "texts", "ints": run.ints(sizes), "bytes": run.raw(b"".join(encoded))}


def _coded(texts: list[str], most: int) -> tuple[list[str], Ints] | None:
    """The words that texts are of, and which of them each is; None if they are of more words."""
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    found = []
    for start in range(0, len(texts), CHUNK):
        some = texts[start : start + CHUNK]
        found.append(np.fromiter(map(codes.__getitem__, some), np.int64, len(some)))
        if len(codes) > most:
            return None
    return list(codes), np.concatenate(found)


def _counted(texts: list[str]) -> tuple[str, int, Ints] | None:
    """Texts that all are one prefix and a number, perhaps of a fixed width: "well-0042"."""
    prefix = texts[0].rstrip("0123456789")
    lengths = set(map(len, texts))
    if min(lengths) <= len(prefix) or max(lengths) > len(prefix) + 15:
        return None
    # As one text, which is looked at, cut and read all at once.
    lines = "\n".join(("", *texts))
    if not lines.count("\n") == lines.count(f"\n{prefix}") == len(texts):
        return None
    ends = lines.replace(f"\n{prefix}", ",")[1:]
    if not (ends.isascii() and ends.replace(",", "").isdigit()):
        return None
    width = lengths.pop() - len(prefix) if len(lengths) == 1 else 0
    if not width and ",0" in f",{ends}" and re.search(r"\b0\d", ends):
        return None
    return prefix, width, np.fromstring(ends, np.int64, sep=",")


@dataclass(frozen=True)
class _Folded:
    """Whole numbers with their signs folded in, if there are any, and how many bytes each takes."""

    values: NDArray[np.uint64]
    lengths: Ints
    signed: bool


def _folded(values: Ints) -> _Folded:
    signed = bool(values.min(initial=0) < 0)
    folded = ((values << 1) ^ (values >> 63) if signed else values).astype(np.uint64)
    lengths = np.ones(len(folded), np.int64)
    for bits in range(7, int(folded.max(initial=0)).bit_length(), 7):
        lengths += folded >> np.uint64(bits) != 0
    return _Folded(folded, lengths, signed)


def _varint(numbers: _Folded) -> bytes:
    """LEB128."""
    folded, lengths = numbers.values, numbers.lengths
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for byte in range(int(lengths.max(initial=0))):
        has = lengths > byte
        septet = (folded[has] >> np.uint64(7 * byte)) & np.uint64(127)
        follow = np.where(lengths[has] > byte + 1, 128, 0).astype(np.uint64)
        out[(ends - lengths)[has] + byte] = (septet | follow).astype(np.uint8)
    return out.tobytes()
