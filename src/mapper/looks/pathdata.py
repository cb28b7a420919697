"""Path data of SVG → curves: SVG 2, chapter 9."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tan

from mapper.looks.curves import (
    NUMBER,
    Cubic,
    Curve,
    Matrix,
    OutlineError,
    Point,
    at,
    joined,
    numbers,
    straight,
)

_STEP = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_FLAGS = re.compile(rf"[\s,]*+({NUMBER})" * 3 + r"[\s,]*+([01])" * 2)
_END = re.compile(rf"[\s,]*+({NUMBER})" * 2)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


def read_path(data: str) -> Iterator[Curve]:
    """Its curves. Where the data breaks off, so does the path.

    Raises:
        OutlineError: it does not begin with a place.
    """
    if data.strip() and not re.match(r"\s*[Mm]", data):
        raise OutlineError(data[:20])
    pen = _Pen()
    for command, rest in _STEP.findall(data):
        yield from pen.go(command, rest)
    yield from pen.lift(closed=False)


class _Pen:
    """Draws the commands of path data one by one."""

    def __init__(self) -> None:
        self.here = self.start = self.handle = (0.0, 0.0)
        self.last = ""
        self.cubics: list[Cubic] = []

    def lift(self, closed: bool) -> Iterator[Curve]:
        if self.cubics:
            yield Curve(self.start, tuple(self.cubics), closed)
        self.cubics = []

    def go(self, command: str, rest: str) -> Iterator[Curve]:
        kind = command.upper()
        if kind == "Z":
            yield from self.lift(closed=True)
            self.here, self.last = self.start, kind
            return
        given = list(_arcs(rest)) if kind == "A" else numbers(rest)
        size = _TAKES[kind]
        for index in range(0, len(given) - size + 1, size):
            part = given[index : index + size]
            if kind == "M" and index == 0:
                yield from self.lift(closed=False)
                self.here = self.start = self._points(part, command.islower())[0]
                self.last = "M"
            else:
                self._draw("L" if kind == "M" else kind, part, command.islower())

    def _points(self, flat: Sequence[float], relative: bool) -> list[Point]:
        x, y = self.here if relative else (0.0, 0.0)
        return [(x + dx, y + dy) for dx, dy in zip(flat[::2], flat[1::2], strict=True)]

    def _draw(self, kind: str, part: Sequence[float], relative: bool) -> None:
        if not self.cubics:
            self.start = self.here
        here = self.here
        if kind in "HV":
            x, y = here if relative else (0.0, 0.0)
            end = (x + part[0], here[1]) if kind == "H" else (here[0], y + part[0])
            self._to(*straight(here, end))
        elif kind == "L":
            self._to(*straight(here, self._points(part, relative)[0]))
        elif kind == "A":
            (end,) = self._points(part[5:], relative)
            for cubic in _arc(here, end, part):
                self._to(*cubic)
        elif kind in "CS":
            points = self._points(part, relative)
            first = points[0] if kind == "C" else self._mirrored("CS")
            self._to(first, *points[-2:])
            self.handle = points[-2]
        else:
            points = self._points(part, relative)
            bend, end = points[0] if kind == "Q" else self._mirrored("QT"), points[-1]
            one, two = (
                (p[0] + 2 / 3 * (bend[0] - p[0]), p[1] + 2 / 3 * (bend[1] - p[1]))
                for p in (here, end)
            )
            self._to(one, two, end)
            self.handle = bend
        self.last = kind

    def _to(self, one: Point, two: Point, end: Point) -> None:
        self.cubics.append((one, two, end))
        self.here = end

    def _mirrored(self, after: str) -> Point:
        """The handle of the curve before, on the other side."""
        if self.last not in after or not self.last:
            return self.here
        return 2 * self.here[0] - self.handle[0], 2 * self.here[1] - self.handle[1]


def _arcs(text: str) -> Iterator[float]:
    """The numbers of arcs, whose two flags need nothing between them and what follows."""
    place = 0
    while found := _FLAGS.match(text, place):
        end = _END.match(text, found.end())
        if not end:
            return
        yield from map(float, (*found.groups(), *end.groups()))
        place = end.end()


def _arc(start: Point, end: Point, part: Sequence[float]) -> Iterator[Cubic]:
    """An elliptical arc as cubics, each of at most a quarter: SVG 2, appendix B.2."""
    rx, ry, turn = abs(part[0]), abs(part[1]), radians(part[2] % 360)
    if start == end:
        return
    if not rx or not ry:
        yield straight(start, end)
        return
    (x1, y1), (x2, y2) = start, end
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    x = cos(turn) * dx + sin(turn) * dy
    y = cos(turn) * dy - sin(turn) * dx
    grow = hypot(x / rx, y / ry)
    rx, ry = (rx * grow, ry * grow) if grow > 1 else (rx, ry)
    under = (x / rx) ** 2 + (y / ry) ** 2
    away = sqrt(max(0.0, 1 / under - 1)) * (-1 if part[3] == part[4] else 1)
    u, v = away * y / ry, -away * x / rx
    by: Matrix = (
        *(rx * cos(turn), rx * sin(turn), -ry * sin(turn), ry * cos(turn)),
        *((x1 + x2) / 2, (y1 + y2) / 2),
    )
    by = joined(by, (1, 0, 0, 1, u, v))  # now it is an arc of the unit circle
    first, last = atan2(y / ry - v, x / rx - u), atan2(-y / ry - v, -x / rx - u)
    sweep = (last - first) % (2 * pi)
    sweep -= 0 if part[4] else 2 * pi
    count = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    reach = 4 / 3 * tan(sweep / count / 4)
    for n in range(count):
        a, b = (first + sweep * (n + k) / count for k in (0, 1))
        one = cos(a) - reach * sin(a), sin(a) + reach * cos(a)
        two = cos(b) + reach * sin(b), sin(b) - reach * cos(b)
        stop = end if n == count - 1 else at(by, (cos(b), sin(b)))
        yield at(by, one), at(by, two), stop
