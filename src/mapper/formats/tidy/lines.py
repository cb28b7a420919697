"""Very many lines of text, kept in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, overload

import orjson

BETWEEN = b",\n"
"""What stands between two lines; in JSON on one line it stands nowhere."""

BLOCK = 5_000
"""Lines in each block but the last."""


@dataclass(frozen=True)
class Lines(Sequence[bytes]):
    """n lines, in `blocks` of `BLOCK` each: so they take no more room than their text."""

    blocks: tuple[bytes, ...]
    number: int

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[bytes]:
        for block in self.blocks:
            yield from block.split(BETWEEN)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, int):
            index = range(self.number)[index]
            return self.blocks[index // BLOCK].split(BETWEEN)[index % BLOCK]
        start, stop, step = index.indices(self.number)
        if step == 1 and start % BLOCK == 0 and (stop % BLOCK == 0 or stop == self.number):
            blocks = self.blocks[start // BLOCK : -(-stop // BLOCK)]
            return Lines(blocks, max(0, stop - start))
        if step < 0:
            return [*self][index]
        return [*islice(self, start, stop, step)]


def block(features: Sequence[Mapping[str, Any]]) -> bytes:
    """The lines of features whose properties are flat: no object in them begins as they do."""
    whole = orjson.dumps(features)[1:-1]
    return whole.replace(b'},{"type":"Feature",', b'},\n{"type":"Feature",')


def joined(lines: Iterable[bytes]) -> bytes:
    """The text of a file of `geo/` of its features: one a line, so that one change changes one."""
    parts = lines.blocks if isinstance(lines, Lines) else lines
    between = chain.from_iterable((BETWEEN, part) for part in parts)
    start, end = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"
    return b"".join((start, *islice(between, 1, None), end))  # in one go: each copy takes its room
