"""Ground control points as QGIS writes them: a table in a text, `.points`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from mapper.overlay.scan import refuse
from mapper.overlay.systems import described

_MEND = "Save the points anew from the Georeferencer of QGIS."


@dataclass(frozen=True)
class Listed:
    """Pixels and positions, and the system that is named; empty if none is."""

    pixels: tuple[tuple[float, float], ...]
    positions: tuple[tuple[float, float], ...]
    system: str


def read_points(text: str, file: str) -> Listed:
    """The points that are enabled. QGIS counts rows upward, so that below the top is negative."""
    lines = text.splitlines()
    named = next((each for each in lines if each.lower().startswith("#crs:")), "")
    system = described(words, file) if (words := named[5:].strip()) else ""
    rows = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not rows:
        refuse(file, "", "holds no points.", _MEND)
    heads = [each.strip().lower() for each in next(csv.reader([rows[0][1]]))]
    columns = [
        next((heads.index(name) for name in names if name in heads), -1)
        for names in (("mapx",), ("mapy",), ("sourcex", "pixelx"), ("sourcey", "pixely"))
    ]
    if min(columns) < 0:
        refuse(file, f"line {rows[0][0]}", "has no columns mapX, mapY, sourceX, sourceY.", _MEND)
    found = list(_rows(rows[1:], columns, heads, file))
    return Listed(
        tuple((x, abs(y)) for _, _, x, y in found),
        tuple((east, north) for east, north, _, _ in found),
        system,
    )


def _rows(
    rows: list[tuple[int, str]], columns: list[int], heads: list[str], file: str
) -> Iterator[tuple[float, float, float, float]]:
    enabled = heads.index("enable") if "enable" in heads else -1
    for number, line in rows:
        cells = next(csv.reader([line]))
        if enabled >= 0 and len(cells) > enabled and cells[enabled].strip() == "0":
            continue
        try:
            east, north, x, y = (float(cells[column]) for column in columns)
        except (ValueError, IndexError):
            refuse(file, f"line {number}", "does not hold four numbers.", _MEND)
        yield east, north, x, y
