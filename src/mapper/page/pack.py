"""A big layer as the browser receives it: streams of whole numbers and text, in one compressed run.

`Big.shape` and each of `Big.columns` name their streams; they lie in the run one after another, in
the order of `STREAMS`, then column by column, last `first` and `last`. `streams.py` says how whole
numbers are written. A column writes only what is there: first come bits, a one for each row that
is missing. `web/src/big/unpack.ts` reads it all.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from math import log2
from typing import Any

import numpy as np
import orjson
from msgspec import UNSET
from numpy.typing import NDArray

from mapper.geometry import KINDS, Ragged, is_area, kinds_of_rings
from mapper.model import Bulk, Counted, Flags, Numbers, Texts, Words
from mapper.model import Column as Values
from mapper.page.contract_layers import Big, Bounds, Column, Feature, Streams
from mapper.page.letters import letters
from mapper.page.streams import Ints, Run

STREAMS = ("kinds", "parts", "rings", "sizes", "lon", "lat")

EXACT = 2**51
"""Whole numbers below are exact in the browser, and so are folded differences of two of them."""

DIGITS = 9
"""Numbers of at most so many decimals are written as whole numbers."""

SOME = 1000
"""So many numbers are looked at before all are."""

FEW = 1 << 12
"""Numbers of no more values may be written as words."""

WORD_BITS = 32
"""What a word of a list takes, about."""

LETTERS = len("1901-02-03")

Mask = NDArray[np.bool_]


def pack(
    features: Bulk,
    decimals: int,
    samples: Sequence[Feature],
    days: tuple[Ints, Ints] | None = None,
) -> tuple[Big, str]:
    """The columns of a layer: what describes them, and all streams as text (`letters.py`).

    Positions are rounded to `decimals`; those that fall on the one before are left out, but a line
    keeps 2 and a ring 4, of which the last is not sent. Attributes are exact; `name`s that every
    feature has stand among them. `samples` are the features that the map key draws,
    `days` the first and the last on which each feature was there.
    """
    run = Run()
    shapes = rounded(features.shapes, decimals)
    streams = {name: run.ints(values) for name, values in zip(STREAMS, shapes, strict=True)}
    ids = _column(run, "", features.ids)
    columns = [_column(run, name, values) for name, values in sorted(features.columns.items())]
    turns = [run.ints(each) for each in days or ()]
    packed = run.deflated()
    big = Big(
        count=len(features),
        bounds=_bounds(features.shapes),
        bytes=run.size,
        packed=len(packed),
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
    return big, letters(packed)


def rounded(shapes: Ragged, decimals: int) -> tuple[Ints, ...]:
    """The streams of shapes, in the order of `STREAMS`: degrees times 10 ** decimals."""
    xy = np.round(shapes.xy * 10**decimals).astype(np.int64)
    kinds, sizes = shapes.kinds.astype(np.int64), shapes.sizes
    if len(xy) > len(sizes):  # else each ring is one position
        kept = _kept(shapes, xy)
        ring = np.repeat(np.arange(len(sizes)), sizes)
        sizes = np.bincount(ring[kept], minlength=len(sizes))
        xy = xy[kept]
    return kinds, shapes.parts, shapes.rings, sizes, xy[:, 0], xy[:, 1]


def _kept(shapes: Ragged, xy: Ints) -> Mask:
    """Which positions are sent."""
    kinds = kinds_of_rings(shapes)
    area = is_area(kinds)
    starts, sizes = shapes.starts[:-1], shapes.sizes
    repeats = np.zeros(len(xy), bool)
    repeats[1:] = (xy[1:] == xy[:-1]).all(axis=1)
    repeats[starts[sizes > 0]] = False
    if repeats.any():
        ring = np.repeat(np.arange(len(sizes)), sizes)
        repeats &= (kinds != KINDS.index("MultiPoint"))[ring]
        left = np.bincount(ring[~repeats], minlength=len(sizes))
        repeats &= (left >= np.where(area, 4, 2))[ring]
    # Where the last position repeats the one before, the ring's end is there already.
    repeats[(starts + sizes - 1)[area & (sizes > 0)]] = True
    return ~repeats


def _bounds(shapes: Ragged) -> Bounds:
    west, south, east, north = (round(value, 6) for value in shapes.extent)
    return west, south, east, north


def _column(run: Run, name: str, values: Values) -> Column:
    """Write one property: as numbers, words of a list or texts; as JSON where it is mixed."""
    there = None if values.gone is None else ~values.gone
    bits = UNSET if there is None else run.raw(np.packbits(~there, bitorder="little"))
    match values:
        case Numbers():
            way = _numbers(run, _present(values.values, there))
        case Flags():
            way = _words(run, ["false", "true"], _present(values.values.astype(np.int64), there))
            way["json"] = True
        case Words():
            way = _words(run, values.words, _present(values.codes, there))
        case Counted():
            numbers = run.ints(_present(values.numbers, there))
            way = {"as_": "counted", "prefix": values.prefix, "width": values.width}
            way["ints"] = numbers
        case Texts():
            way = _texts(run, values, there)
        case _:
            raise TypeError(f"{type(values).__name__} cannot be packed")
    return Column(name=name, missing=bits, **way)


def _present(values: NDArray[Any], there: Mask | None) -> NDArray[Any]:
    return values if there is None else values[there]


def _numbers(run: Run, values: NDArray[Any]) -> dict[str, Any]:
    """As whole numbers with so many decimals if that is exact, else bit by bit.

    As JSON if there are whole numbers that the browser does not hold exactly.
    """
    most = max(abs(float(values.min())), abs(float(values.max()))) if len(values) else 0
    if values.dtype == np.int64:
        if most < EXACT:
            return _whole(run, values, values, 0)
        texts = [b"%d" % value for value in values.tolist()]
        ends = np.cumsum(list(map(len, texts)))
        whole = Texts(data=np.frombuffer(b"".join(texts), np.uint8), ends=ends, json=True)
        return _texts(run, whole, None)
    for digits in range(DIGITS + 1):
        if most * 10**digits >= EXACT:
            break
        if all(
            (np.round(some * 10**digits) / 10**digits == some).all()
            for some in (values[:SOME], values)
        ):
            whole = np.round(values * 10**digits).astype(np.int64)
            return _whole(run, values, whole, digits)
    planes = values.astype("<f8").view(np.uint8).reshape(-1, 8).T
    return {"as_": "floats", "bytes": sum(run.raw(np.ascontiguousarray(each)) for each in planes)}


def _whole(run: Run, values: NDArray[Any], whole: Ints, digits: int) -> dict[str, Any]:
    """Numbers that are whole ones with so many decimals; as words where they are of few."""
    if len(np.unique(whole[:SOME])) * 4 < len(whole[:SOME]):
        different, codes = np.unique(whole, return_inverse=True)
        span = int(different[-1] - different[0]) + 1
        spared = len(whole) * log2(span / len(different))
        if len(different) <= FEW and span > 16 and spared > len(different) * WORD_BITS:
            return _words(run, np.unique(values).tolist(), codes)
    return {"as_": "numbers", "decimals": digits, "ints": run.ints(whole)}


def _words(run: Run, words: Sequence[Any], codes: Ints) -> dict[str, Any]:
    """Words of a list; as days where all of them are."""
    times = np.bincount(codes, minlength=len(words))
    # Those that come most often have the least numbers.
    order = np.argsort(-times, kind="stable")
    codes = np.argsort(order)[codes]
    said = [words[code] for code in order[: np.count_nonzero(times)].tolist()]
    joined = "".join(map(str, said)).encode()
    days = _days(joined, len(said)) if len(joined) == len(said) * LETTERS else None
    if days is not None and len(said) > 1:
        span = int(np.ptp(days)) + 1
        if len(codes) * log2(span / len(said)) < len(said) * WORD_BITS:
            return {"as_": "days", "ints": run.ints(days[codes])}
    return {"as_": "words", "ints": run.ints(codes), "bytes": run.raw(orjson.dumps(said))}


def _texts(run: Run, values: Texts, there: Mask | None) -> dict[str, Any]:
    """Texts as they are; as days where all of them are. What is missing has no bytes."""
    sizes, data = _present(values.sizes, there), values.data
    if there is not None:
        data = data[np.repeat(there, values.sizes)]
    if values.json:
        return {"as_": "texts", "ints": run.ints(sizes), "bytes": run.raw(data), "json": True}
    days = _days(data.tobytes(), len(sizes)) if (sizes == LETTERS).all() else None
    if days is not None:
        return {"as_": "days", "ints": run.ints(days)}
    return {"as_": "texts", "ints": run.ints(sizes), "bytes": run.raw(data)}


def _days(data: bytes, count: int) -> Ints | None:
    """Dates as ISO 8601 writes them, as days since 1970; None if not all of them are that."""
    letters = np.frombuffer(data, np.uint8).reshape(count, LETTERS)
    hyphens = (letters[:, (4, 7)] == ord("-")).all()
    digits = letters[:, (0, 1, 2, 3, 5, 6, 8, 9)] - np.uint8(ord("0"))
    if not (count and hyphens and (digits <= 9).all()):
        return None
    try:
        days = np.frombuffer(data, f"S{LETTERS}").astype("datetime64[D]")
    except ValueError:  # there is no such day
        return None
    return days.astype(np.int64)
