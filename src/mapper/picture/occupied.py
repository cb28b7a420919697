"""The map at one zoom while names are placed on it: what is taken already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, dist, hypot

from mapper.geometry import Box, Pixel

CELL = 64.0
"""Side of the squares by which neighbours are found, px; a little less than a name is wide."""

SAMPLE = 8.0
"""Lines are remembered by a point every so many px."""

_Disc = tuple[float, float, float]


class Occupied:
    """Boxes and discs that names must keep off, and lines they had better not cross; all in px.

    Discs and lines are drawn before names are tried, again and again at the same places: so what
    is found under a place is kept.
    """

    def __init__(self, edge: Box) -> None:
        self.edge = edge
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._discs: dict[tuple[int, int], list[_Disc]] = defaultdict(list)
        self._lines: dict[tuple[int, int], list[Pixel]] = defaultdict(list)
        self._clear: dict[Box, bool] = {}
        self._crossed: dict[Box, int] = {}

    def add_disc(self, x: float, y: float, radius: float) -> None:
        self._clear.clear()
        for cell in _cells((x - radius, y - radius, x + radius, y + radius)):
            self._discs[cell].append((x, y, radius))

    def add_line(self, line: Sequence[Pixel]) -> None:
        self._crossed.clear()
        for one, other in pairwise(line):
            steps = max(1, ceil(dist(one, other) / SAMPLE))
            for step in range(steps):
                share = step / steps
                x, y = one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
                self._lines[int(x // CELL), int(y // CELL)].append((x, y))

    def take(self, boxes: Iterable[Box]) -> None:
        for box in boxes:
            for cell in _cells(box):
                self._boxes[cell].append(box)

    def forget(self) -> None:
        """Gives all boxes back; discs and lines stay."""
        self._boxes.clear()

    def free(self, boxes: Iterable[Box]) -> bool:
        """Do the boxes lie on the paper, and hit neither a box nor a disc?"""
        return all(self._free(box) for box in boxes)

    def off_discs(self, box: Box) -> bool:
        """Does the box keep off all discs?"""
        if box not in self._clear:
            self._clear[box] = not any(
                _apart(box, x, y) < radius
                for cell in _cells(box)
                for x, y, radius in self._discs.get(cell, ())
            )
        return self._clear[box]

    def line_points(self, box: Box) -> int:
        """How many points of lines lie under the box: one for each `SAMPLE` px."""
        if box not in self._crossed:
            left, top, right, bottom = box
            self._crossed[box] = sum(
                left <= x <= right and top <= y <= bottom
                for cell in _cells(box)
                for x, y in self._lines.get(cell, ())
            )
        return self._crossed[box]

    def discs_near(self, box: Box, distance: float) -> int:
        """How many discs come so near to the box."""
        left, top, right, bottom = box
        near = (left - distance, top - distance, right + distance, bottom + distance)
        return len(
            {
                (x, y)
                for cell in _cells(near)
                for x, y, radius in self._discs.get(cell, ())
                if _apart(box, x, y) < radius + distance
            }
        )

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        if (
            left < self.edge[0]
            or top < self.edge[1]
            or right > self.edge[2]
            or bottom > self.edge[3]
        ):
            return False
        for cell in _cells(box):
            for taken in self._boxes.get(cell, ()):
                if left < taken[2] and right > taken[0] and top < taken[3] and bottom > taken[1]:
                    return False
        return self.off_discs(box)


def _apart(box: Box, x: float, y: float) -> float:
    """From a point to the nearest of the box."""
    left, top, right, bottom = box
    across = left - x if x < left else x - right if x > right else 0.0
    down = top - y if y < top else y - bottom if y > bottom else 0.0
    return hypot(across, down)


def _cells(box: Box) -> list[tuple[int, int]]:
    """The squares that a box touches."""
    left, top, right, bottom = box
    rows = range(int(top // CELL), int(bottom // CELL) + 1)
    return [(x, y) for x in range(int(left // CELL), int(right // CELL) + 1) for y in rows]
