"""The geometries of very many records: flat arrays, and by themselves those that are odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import itemgetter
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from mapper.geometry import KINDS, Ragged, geometry, joined, taken

Geometry = Mapping[str, Any]

_NOWHERE: Geometry = {"type": "Point", "coordinates": [0.0, 0.0]}
"""What stands in the arrays for a geometry that is kept by itself."""


@dataclass(frozen=True, eq=False)
class Shapes(Sequence[Geometry]):
    """n geometries as a file has them: nobody has looked where they lie, or whether rings close.

    Flat are those that nest as they should, of positions with two numbers, both with a decimal
    point, or with a third one behind them. Any other stands in `odd`, by its row.

    Attributes:
        heights: the third number of each position of `flat`, None where there is none; or nothing
            at all where none has any.
    """

    flat: Ragged
    odd: Mapping[int, Geometry] = field(default_factory=dict)
    heights: Sequence[Any] | None = None

    def __len__(self) -> int:
        return len(self.flat)

    @overload
    def __getitem__(self, index: int) -> Geometry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Geometry]: ...
    def __getitem__(self, index: int | slice) -> Geometry | list[Geometry]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        if index in self.odd:
            return self.odd[index]
        found = geometry(self.flat, index)
        if self.heights is not None:
            third = iter(self.heights[self._first(index) : self._first(index + 1)])
            found["coordinates"] = _raised(found["coordinates"], third)
        return found

    def high(self) -> NDArray[np.bool_]:
        """(n,): whether any position has a third number."""
        found = np.zeros(len(self), bool)
        if self.heights is not None:
            third = np.array([each is not None for each in self.heights], bool)
            found = np.logical_or.reduceat(third, self.flat.first_positions)
        return found

    def kinds(self) -> list[str]:
        """The type of each, whatever stands there in words."""
        found = [KINDS[kind] for kind in self.flat.kinds.tolist()]
        for row, each in self.odd.items():
            found[row] = str(each.get("type"))
        return found

    def picked(self, rows: NDArray[np.int64]) -> Shapes:
        """Some of them, in order."""
        heights = None
        if self.heights is not None:
            stays = np.zeros(len(self), bool)
            stays[rows] = True
            sizes = np.diff(np.append(self.flat.first_positions, len(self.flat.xy)))
            heights = [*compress(self.heights, np.repeat(stays, sizes).tolist())]
        new = {row: at for at, row in enumerate(rows.tolist())} if self.odd else {}
        odd = {new[row]: each for row, each in self.odd.items() if row in new}
        return Shapes(taken(self.flat, rows), odd, heights)

    def _first(self, index: int) -> int:
        first = self.flat.first_positions
        return int(first[index]) if index < len(first) else len(self.flat.xy)


def shapes_of(given: Sequence[Geometry]) -> Shapes:
    """GeoJSON geometries as they were parsed; each is a mapping, whatever is in it."""
    if (points := _points(given)) is not None:
        return points
    odd = {}
    runs: list[list[list[Any]]] = []
    kinds, parts, rings = [], [], []
    for row, each in enumerate(given):
        found = _parts(each)
        if found is None or not all(_is_plain(run) for part in found for run in part):
            odd[row] = each
            each, found = _NOWHERE, [[[_NOWHERE["coordinates"]]]]
        kinds.append(KINDS.index(each["type"]))
        parts.append(len(found))
        for part in found:
            rings.append(len(part))
            runs += part
    positions = [*chain.from_iterable(runs)]
    heights = [each[2] if len(each) == 3 else None for each in positions]
    flat = Ragged(
        np.array(kinds, np.uint8),
        np.array(parts, np.int64),
        np.array(rings, np.int64),
        np.array([*map(len, runs)], np.int64),
        _xy([each[:2] for each in positions] if any(_not_none(heights)) else positions),
    )
    return Shapes(flat, odd, heights if any(_not_none(heights)) else None)


def gathered(pieces: Sequence[Shapes]) -> Shapes:
    """Several as one, in their order."""
    odd: dict[int, Geometry] = {}
    start = 0
    for piece in pieces:
        odd |= {start + row: each for row, each in piece.odd.items()}
        start += len(piece)
    heights: list[Any] | None = None
    if any(piece.heights is not None for piece in pieces):
        heights = []
        for piece in pieces:
            heights += piece.heights or [None] * len(piece.flat.xy)
    return Shapes(joined([piece.flat for piece in pieces]), odd, heights)


def _points(given: Sequence[Geometry]) -> Shapes | None:
    """The quick way, for most layers are nothing else: points of two numbers."""
    try:
        if set(map(itemgetter("type"), given)) != {"Point"} or set(map(len, given)) != {2}:
            return None
        positions = list(map(itemgetter("coordinates"), given))
        if set(map(type, positions)) != {list} or set(map(len, positions)) != {2}:
            return None
    except (KeyError, TypeError):
        return None
    odd = {}
    if set(map(type, chain.from_iterable(positions))) != {float}:
        odd = {row: each for row, each in enumerate(given) if not _is_plain([positions[row]])}
        for row in odd:
            positions[row] = _NOWHERE["coordinates"]
    return points_of(_xy(positions), odd)


def points_of(xy: NDArray[np.float64], odd: Mapping[int, Geometry] | None = None) -> Shapes:
    """n points, (n, 2)."""
    one = np.ones(len(xy), np.int64)
    return Shapes(Ragged(np.zeros(len(xy), np.uint8), one, one, one, xy), odd or {})


def _xy(positions: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    count = 2 * len(positions)
    return np.fromiter(chain.from_iterable(positions), float, count).reshape(-1, 2)


def _parts(geometry: Geometry) -> list[list[Any]] | None:
    """The parts of a geometry, each of runs of positions; None if it does not nest so."""
    kind, at = geometry.get("type"), geometry.get("coordinates")
    if len(geometry) != 2 or kind not in KINDS or not isinstance(at, list) or not at:
        return None
    match kind:
        case "Point":
            return [[[at]]]
        case "MultiPoint" | "LineString":
            return [[at]]
        case "MultiLineString":
            return [[line] for line in at] if all(map(_is_list, at)) else None
        case "Polygon":
            return [at] if all(map(_is_list, at)) else None
    fits = all(map(_is_list, at)) and all(_is_list(ring) for part in at for ring in part)
    return at if fits else None


def _is_list(part: object) -> bool:
    return type(part) is list and len(part) > 0


def _is_plain(run: list[Any]) -> bool:
    """Whether each position is two numbers with decimal points, or has a third one behind them."""
    if set(map(type, run)) != {list}:
        return False
    lengths = set(map(len, run))
    if lengths == {2}:
        return set(map(type, chain.from_iterable(run))) == {float}
    return lengths <= {2, 3} and all(
        type(each[0]) is type(each[1]) is float and (len(each) == 2 or each[2] is not None)
        for each in run
    )


def _not_none(values: Sequence[Any]) -> Sequence[bool]:
    return [value is not None for value in values]


def _raised(part: Any, third: Any) -> Any:
    """Positions, however deep they nest, each with its third number, if it has one."""
    if isinstance(part[0], float):
        height = next(third)
        return part if height is None else [*part, height]
    return [_raised(each, third) for each in part]
