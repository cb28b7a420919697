"""The values of one property of very many features: arrays, and no Python object a value.

A `Column` is read as a sequence of plain values, `MISSING` where there is none; whoever takes many
of them takes its arrays. Who has arrays makes of them `Numbers`, `Flags`, `Words`, `Texts` or
`Counted` as they are; `columns.py` makes columns of lists and of texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, overload

import numpy as np
import orjson
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Missing:
    """The value that is not there: null, or no such property."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True, eq=False, kw_only=True)
class Column(Sequence[Any]):
    """n values. `gone` (n,): which of them are `MISSING`; None where none is."""

    gone: Mask | None = None

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        return MISSING if self.gone is not None and self.gone[index] else self.at(index)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """All values, in a list."""
        found = self.all()
        for index in () if self.gone is None else np.flatnonzero(self.gone).tolist():
            found[index] = MISSING
        return found

    def at(self, index: int) -> Any:
        """The value at a place that is not gone."""
        raise NotImplementedError

    def all(self) -> list[Any]:
        """All values; anything where they are gone."""
        raise NotImplementedError

    def classes(self) -> tuple[list[Any], Ints]:
        """The different values in the order in which they come, and (n,) which of them each is."""
        keys, codes = self.keys()
        if self.gone is not None:
            keys, codes = [*keys, MISSING], np.where(self.gone, len(keys), codes)
        used, first, again = np.unique(codes, return_index=True, return_inverse=True)
        order = np.argsort(first, kind="stable")
        rank = np.empty(len(used), np.int64)
        rank[order] = np.arange(len(used))
        return [keys[code] for code in used[order].tolist()], rank[again]

    def keys(self) -> tuple[list[Any], Ints]:
        """Values, each once, and (n,) which of them each is; anything where it is gone."""
        found: dict[Any, int] = {}
        codes = [found.setdefault(value, len(found)) for value in self.all()]
        return list(found), np.array(codes, np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class Numbers(Column):
    """`values` (n,): int64, or float64 without NaN. `whole` (n,): floats that are whole numbers."""

    values: Ints | NDArray[np.float64]
    whole: Mask | None = None

    def __len__(self) -> int:
        return len(self.values)

    def at(self, index: int) -> Any:
        value = self.values[index].item()
        return int(value) if self.whole is not None and self.whole[index] else value

    def all(self) -> list[Any]:
        found: list[Any] = self.values.tolist()
        for index in () if self.whole is None else np.flatnonzero(self.whole).tolist():
            found[index] = int(found[index])
        return found

    def keys(self) -> tuple[list[Any], Ints]:
        if self.whole is not None:
            return super().keys()
        values, codes = np.unique(self.values, return_inverse=True)
        return values.tolist(), codes


@dataclass(frozen=True, eq=False, kw_only=True)
class Flags(Column):
    """`values` (n,): true or false."""

    values: Mask

    def __len__(self) -> int:
        return len(self.values)

    def at(self, index: int) -> bool:
        return bool(self.values[index])

    def all(self) -> list[Any]:
        found: list[Any] = self.values.tolist()
        return found

    def keys(self) -> tuple[list[Any], Ints]:
        return [False, True], self.values.astype(np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class Words(Column):
    """Texts of few: `words` has each once, `codes` (n,) says which, counted from 0.

    Where there are words at all, a value that is gone has a code of one of them.
    """

    words: Sequence[str]
    codes: Ints

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, index: int) -> Any:
        return self.words[self.codes[index]]

    def all(self) -> list[Any]:
        return list(map(self.words.__getitem__, self.codes.tolist()))

    def keys(self) -> tuple[list[Any], Ints]:
        return list(self.words), self.codes


@dataclass(frozen=True, eq=False, kw_only=True)
class Texts(Column):
    """Texts as UTF-8, one behind the other; `ends` (n,) says where each ends.

    With `json` each is a value of whatever kind as JSON.
    """

    data: NDArray[np.uint8]
    ends: Ints
    json: bool = False

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def sizes(self) -> Ints:
        """(n,): bytes of each."""
        return np.diff(self.ends, prepend=0)

    def at(self, index: int) -> Any:
        start = self.ends[index - 1] if index else 0
        text = self.data[start : self.ends[index]].tobytes()
        return orjson.loads(text) if self.json else text.decode()

    def all(self) -> list[Any]:
        whole, ends = self.data.tobytes(), self.ends.tolist()
        if not self.json and whole.isascii():
            text = whole.decode()
            return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        found = [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        if self.json:
            return [orjson.loads(each) if each else "" for each in found]
        return [each.decode() for each in found]

    def keys(self) -> tuple[list[Any], Ints]:
        if not self.json:
            return super().keys()
        # Lists are values too: they are told apart by how they are written.
        texts, codes = Texts(data=self.data, ends=self.ends).keys()
        return [orjson.loads(each) if each else "" for each in texts], codes


@dataclass(frozen=True, eq=False, kw_only=True)
class Counted(Column):
    """Texts that are one prefix and a number (n,), perhaps of a fixed width: "well-0042"."""

    prefix: str
    numbers: Ints
    width: int = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def at(self, index: int) -> str:
        return f"{self.prefix}{self.numbers[index]:0{self.width}}"

    def all(self) -> list[Any]:
        if not self.width:
            return [f"{self.prefix}{number}" for number in self.numbers.tolist()]
        return [f"{self.prefix}{number:0{self.width}}" for number in self.numbers.tolist()]
