"""Curves in well-known text → straight pieces: the map, as GeoJSON, has no others."""

from __future__ import annotations

import re
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin, tau

STEP = pi / 36
"""Radians: the most that one piece turns, 5 degrees."""

_CURVED = re.compile(r"\b(CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE)\b")

Point = tuple[float, float]


def is_curved(text: str) -> bool:
    return bool(_CURVED.search(text.upper()))


def straightened(text: str) -> str:
    """The same without curves. What is not well formed stays so, for whoever reads it to say."""
    text = re.sub(r"\s+", " ", text.strip().upper())
    text = re.sub(r"\b(ZM|Z|M)\b ?(?=\()", "", text)
    text = re.sub(r"\bCIRCULARSTRING ?\(([^()]*)\)", lambda arcs: f"({_arcs(arcs[1])})", text)
    text = re.sub(r"\bLINESTRING ?(?=\()", "", text)
    runs = r"((?: ?\([^()]*\) ?,?)+)"
    text = re.sub(rf"\bCOMPOUNDCURVE ?\({runs}\)", lambda curve: f"({_joined(curve[1])})", text)
    for curved, straight in (("CURVE", "LINESTRING"), ("SURFACE", "POLYGON")):
        text = text.replace(f"MULTI{curved}", f"MULTI{straight}")
    if text.startswith("("):
        return f"LINESTRING {text}"
    return re.sub(r"(?<!^)\b(CURVE)?POLYGON ?(?=\()", "", text).replace("CURVEPOLYGON", "POLYGON")


def _joined(runs: str) -> str:
    """Several runs as one; each begins where the one before it ends."""
    points: list[str] = []
    for run in re.findall(r"\(([^()]*)\)", runs):
        for point in (" ".join(each.split()) for each in run.split(",")):
            if points[-1:] != [point]:
                points.append(point)
    return ", ".join(points)


def _arcs(text: str) -> str:
    """Arcs by three positions each, the last of one being the first of the next."""
    try:
        points = [tuple(map(float, each.split()[:2])) for each in text.split(",")]
        flat = [(x, y) for x, y in points]
    except ValueError:
        return text
    if len(flat) < 3 or len(flat) % 2 == 0:
        return "EMPTY"  # which cannot be read, and is said so
    found = [flat[0]]
    for at in range(0, len(flat) - 2, 2):
        found += _arc(*flat[at : at + 3])
    return ", ".join(f"{x!r} {y!r}" for x, y in found)


def _arc(start: Point, middle: Point, end: Point) -> list[Point]:
    """The positions of an arc behind its first; those that were given are among them."""
    if start == end:  # a whole circle, of which the middle is the far side
        x, y = (start[0] + middle[0]) / 2, (start[1] + middle[1]) / 2
    else:
        (ax, ay), (bx, by) = ((p[0] - start[0], p[1] - start[1]) for p in (middle, end))
        cross = 2 * (ax * by - ay * bx)
        if abs(cross) < 1e-15:
            return [middle, end]
        a, b = ax * ax + ay * ay, bx * bx + by * by
        x, y = start[0] + (by * a - ay * b) / cross, start[1] + (ax * b - bx * a) / cross
    radius = hypot(start[0] - x, start[1] - y)
    angles = [atan2(each[1] - y, each[0] - x) for each in (start, middle, end)]
    turns = (angles[1] - angles[0]) % tau <= ((angles[2] - angles[0]) % tau or tau)
    found: list[Point] = []
    for (one, two), given in zip(pairwise(angles), (middle, end), strict=True):
        sweep = (two - one) % tau if turns else -((one - two) % tau)
        pieces = max(1, ceil(abs(sweep) / STEP))
        between = (one + sweep * piece / pieces for piece in range(1, pieces))
        found += [(x + radius * cos(angle), y + radius * sin(angle)) for angle in between]
        found.append(given)
    return found
