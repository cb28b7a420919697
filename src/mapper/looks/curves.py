"""Curves of lines and cubic Béziers, moved and scaled as one likes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point]
"""Two handles and the end; it starts where the one before ends."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f as in SVG: x' = ax + cy + e, y' = bx + dy + f."""

PLAIN: Matrix = (1, 0, 0, 1, 0, 0)

NUMBER = r"(?>[-+]?(?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?\d++)?+)"
"""Never shared out again, so that no text takes long."""

_NUMBER = re.compile(NUMBER)


class OutlineError(ValueError):
    """What is written is no shape."""


@dataclass(frozen=True)
class Curve:
    """One stroke of the pen: it starts somewhere and goes by cubics; a line is one, too."""

    start: Point
    cubics: tuple[Cubic, ...]
    closed: bool

    def placed(self, by: Matrix) -> Curve:
        cubics = tuple((at(by, one), at(by, two), at(by, end)) for one, two, end in self.cubics)
        return Curve(at(by, self.start), cubics, self.closed)

    def points(self) -> Iterator[Point]:
        """Some points along it, from which its bounds can be told."""
        here = self.start
        yield here
        for one, two, end in self.cubics:
            for step in range(1, 9):
                t = step / 8
                parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                four = (here, one, two, end)
                x, y = (sum(w * p[i] for w, p in zip(parts, four, strict=True)) for i in range(2))
                yield x, y
            here = end

    def data(self) -> str:
        """As path data, to a hundredth."""
        found = [f"M{_said(self.start)}"]
        here = self.start
        for one, two, end in self.cubics:
            is_straight = one == here and two == end
            found.append(f"L{_said(end)}" if is_straight else f"C{_said(one, two, end)}")
            here = end
        return "".join(found) + ("Z" if self.closed else "")


def at(by: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = by
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def joined(outer: Matrix, inner: Matrix) -> Matrix:
    """What does the inner first, then the outer."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        *(a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j),
        *(a * k + c * m + e, b * k + d * m + f),
    )


def times(by: Matrix) -> float:
    """How many times as large it makes things, by the root of their areas."""
    return sqrt(abs(by[0] * by[3] - by[1] * by[2]))


def numbers(text: str) -> list[float]:
    """The numbers of a list."""
    return [float(each) for each in _NUMBER.findall(text)]


def straight(start: Point, end: Point) -> Cubic:
    return start, end, end


def _said(*points: Point) -> str:
    """Numbers to a hundredth, with no more between them than is needed."""
    flat = (f"{each:.2f}".rstrip("0").rstrip(".") for point in points for each in point)
    return " ".join("0" if each == "-0" else each for each in flat).replace(" -", "-")
