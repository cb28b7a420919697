"""Whole numbers and bytes as streams of one compressed run, each near the least room it can take.

A stream of whole numbers says each as one of `bits` bits: of fewer than 8 several share a byte, the
first in its lowest bits; of more the first bytes of all of them, the lowest, stand before their
second ones, and so on, for bytes that mean the same are alike. To each `base` is added; with
`delta` each is the step from the one before, and `base` what comes before the first; with `signed`
the steps 0 -1 1 -2 … are written as 0 1 2 3 …; `all` says that all are the same, and takes no room.

Bytes are deflated piece by piece, each with codes of its own: where repeats are of no use, none are
looked for. Together the pieces are one run of raw deflate.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mapper.page.contract_layers import Stream

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

LEVEL = 6
"""Of zlib: 9 takes three times as long, and saves a hundredth."""

SAMPLE = 1 << 14
"""So many bytes of a piece tell whether it has repeats."""

RANDOM = 7.97
"""Bits of a byte: what has as many is as short as it is."""

END = b"\x03\x00"
"""The last block of raw deflate, with nothing in it."""


@dataclass
class Run:
    """The pieces written so far."""

    pieces: list[Bytes] = field(default_factory=list)

    def raw(self, data: bytes | Bytes) -> int:
        """Write bytes; how many they are."""
        piece = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
        self.pieces.append(piece)
        return len(piece)

    def ints(self, values: Ints) -> Stream:
        """Write whole numbers the shorter way; how it was done."""
        if not len(values):
            return Stream(all=0)
        least = int(values.min())
        if least == values.max():
            return Stream(all=0, base=least)
        steps = np.diff(values)
        steps = np.concatenate((steps[:1], steps))
        before = int(values[0] - steps[0])
        if (steps == steps[0]).all():
            return Stream(all=int(steps[0]), base=before, delta=True)
        signed = bool(steps.min() < 0)
        plain = _Written(values - least)
        delta = _Written((steps << 1) ^ (steps >> 63) if signed else steps)
        if plain.cost <= delta.cost:
            return Stream(bytes=self._write(plain), bits=plain.bits, base=least)
        size = self._write(delta)
        return Stream(bytes=size, bits=delta.bits, base=before, delta=True, signed=signed)

    def _write(self, written: _Written) -> int:
        return sum(map(self.raw, written.planes))

    @property
    def size(self) -> int:
        """Bytes of all pieces."""
        return sum(map(len, self.pieces))

    def deflated(self) -> bytes:
        """All of it, compressed."""
        return b"".join([*map(_deflated, self.pieces), END])


class _Written:
    """Whole numbers that are not negative, as bytes, and how many bits these would take at best."""

    def __init__(self, values: Ints) -> None:
        most = int(values.max())
        self.bits = next(bits for bits in (1, 2, 4, *range(8, 65, 8)) if most < 1 << bits)
        if self.bits < 8:
            each = 8 // self.bits
            spread = np.zeros(-(-len(values) // each) * each, np.uint8)
            spread[: len(values)] = values
            shifts = np.arange(each, dtype=np.uint8) * np.uint8(self.bits)
            shared = spread.reshape(-1, each) << shifts
            self.planes = [np.bitwise_or.reduce(shared, axis=1)]
        else:
            table = values.astype("<i8").view(np.uint8).reshape(-1, 8)
            self.planes = [np.ascontiguousarray(table[:, at]) for at in range(self.bits // 8)]
        self.cost = sum(len(plane) * entropy(plane) for plane in self.planes)


def entropy(data: Bytes) -> float:
    """Bits that a byte takes at best, if it is told by how often it comes alone."""
    if not len(data):
        return 0.0
    shares = np.bincount(data, minlength=256) / len(data)
    shares = shares[shares > 0]
    return float(-(shares * np.log2(shares)).sum())


def _deflated(piece: Bytes) -> bytes:
    """A piece as blocks of raw deflate, of which none is the last."""
    if not len(piece):
        return b""
    if len(piece) > SAMPLE and entropy(piece) > RANDOM:
        return _blocks(piece, 0, zlib.Z_DEFAULT_STRATEGY)
    middle = (len(piece) - SAMPLE) // 2 if len(piece) > SAMPLE else 0
    sample = piece[middle : middle + SAMPLE]
    found = _blocks(sample, LEVEL, zlib.Z_DEFAULT_STRATEGY)
    plain = _blocks(sample, 1, zlib.Z_HUFFMAN_ONLY)
    repeats = len(found) < 0.995 * len(plain)
    if len(sample) == len(piece):
        return min(found, plain, key=len)
    strategy = zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY
    return _blocks(piece, LEVEL, strategy)


def _blocks(piece: Bytes, level: int, strategy: int) -> bytes:
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 9, strategy)
    return deflate.compress(piece.data) + deflate.flush(zlib.Z_SYNC_FLUSH)
