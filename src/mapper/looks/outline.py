"""The shapes of SVG → curves.

What comes out is made of numbers, so that nothing else of a file can come along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, isfinite, radians, sin, tan

from mapper.looks.curves import (
    NUMBER,
    PLAIN,
    Curve,
    Matrix,
    OutlineError,
    Point,
    joined,
    numbers,
    straight,
)
from mapper.looks.pathdata import read_path

_CALL = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")

ROUND = 0.5522847498
"""How far the handles of a quarter of a circle reach, of its radius."""


def read_transform(text: str) -> Matrix:
    """The value of an attribute `transform`.

    Raises:
        OutlineError: it is none.
    """
    found = PLAIN
    if _CALL.sub("", text).strip(" ,\t\r\n"):
        raise OutlineError(text)
    for name, inner in _CALL.findall(text):
        found = joined(found, _call(name, numbers(inner)))
    return found


def length(text: str | None, usual: float = 0.0) -> float:
    """A length in units of the drawing, without px; percents and other units count as none."""
    found = re.fullmatch(rf"({NUMBER})(?:px)?", (text or "").strip())
    return float(found[1]) if found else usual


def read_shape(name: str, given: Mapping[str, str]) -> tuple[Curve, ...]:
    """The curves of an element, by its name and attributes.

    Raises:
        OutlineError: what it says is no shape.
    """
    curves = tuple(_curves(name, given))
    for curve in curves:
        if not all(isfinite(each) for point in curve.points() for each in point):
            raise OutlineError(name)
    return curves


def _curves(name: str, given: Mapping[str, str]) -> Iterator[Curve]:
    if name == "path":
        yield from read_path(given.get("d", ""))
    elif name in ("circle", "ellipse"):
        rx = length(given.get("r" if name == "circle" else "rx"))
        ry = rx if name == "circle" else length(given.get("ry"))
        if rx > 0 and ry > 0:
            yield _ellipse(length(given.get("cx")), length(given.get("cy")), rx, ry)
    elif name == "rect":
        yield from _rect(given)
    elif name == "line":
        ends = [(length(given.get(f"x{n}")), length(given.get(f"y{n}"))) for n in (1, 2)]
        yield _polyline(ends, closed=False)
    else:
        flat = numbers(given.get("points", ""))
        points = list(zip(flat[::2], flat[1::2], strict=False))
        if points:
            yield _polyline(points, closed=name == "polygon")


def _call(name: str, given: list[float]) -> Matrix:
    one, two = [*given, 0.0, 0.0][:2]
    if not given or not all(map(isfinite, given)):
        raise OutlineError(name)
    if name == "matrix":
        if len(given) != 6:
            raise OutlineError(name)
        a, b, c, d, e, f = given
        return a, b, c, d, e, f
    if name == "translate":
        return 1, 0, 0, 1, one, two
    if name == "scale":
        return one, 0, 0, two if len(given) > 1 else one, 0, 0
    turn = radians(one)
    if name == "skewX":
        return 1, 0, tan(turn), 1, 0, 0
    if name == "skewY":
        return 1, tan(turn), 0, 1, 0, 0
    spin: Matrix = (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
    if len(given) < 3:
        return spin
    x, y = given[1:3]
    return joined(joined((1, 0, 0, 1, x, y), spin), (1, 0, 0, 1, -x, -y))


def _rect(given: Mapping[str, str]) -> Iterator[Curve]:
    x, y, width, height = (length(given.get(each)) for each in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return
    rx, ry = length(given.get("rx"), -1), length(given.get("ry"), -1)
    rx, ry = (rx if rx >= 0 else ry), (ry if ry >= 0 else rx)
    rx, ry = min(max(rx, 0), width / 2), min(max(ry, 0), height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        yield _polyline([(x, y), (right, y), (right, bottom), (x, bottom)], closed=True)
        return
    kx, ky = rx * (1 - ROUND), ry * (1 - ROUND)
    yield Curve(
        (x + rx, y),
        (
            straight((x + rx, y), (right - rx, y)),
            ((right - kx, y), (right, y + ky), (right, y + ry)),
            straight((right, y + ry), (right, bottom - ry)),
            ((right, bottom - ky), (right - kx, bottom), (right - rx, bottom)),
            straight((right - rx, bottom), (x + rx, bottom)),
            ((x + kx, bottom), (x, bottom - ky), (x, bottom - ry)),
            straight((x, bottom - ry), (x, y + ry)),
            ((x, y + ky), (x + kx, y), (x + rx, y)),
        ),
        closed=True,
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> Curve:
    kx, ky = rx * ROUND, ry * ROUND
    return Curve(
        (x + rx, y),
        (
            ((x + rx, y + ky), (x + kx, y + ry), (x, y + ry)),
            ((x - kx, y + ry), (x - rx, y + ky), (x - rx, y)),
            ((x - rx, y - ky), (x - kx, y - ry), (x, y - ry)),
            ((x + kx, y - ry), (x + rx, y - ky), (x + rx, y)),
        ),
        closed=True,
    )


def _polyline(points: Sequence[Point], closed: bool) -> Curve:
    return Curve(points[0], tuple(straight(*each) for each in pairwise(points)), closed)
