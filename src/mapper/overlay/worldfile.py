"""World files: six numbers in a text beside a picture. https://en.wikipedia.org/wiki/World_file"""

from __future__ import annotations

from math import isfinite
from pathlib import PurePosixPath

from mapper.overlay.scan import refuse

Six = tuple[float, float, float, float, float, float]

_MEND = "It has to hold six numbers, a line each. Save it anew from the program that made it."


def world_endings(picture: str) -> tuple[str, ...]:
    """What its world file may end in: .jpg → .jgw, .jpgw, .wld."""
    ending = PurePosixPath(picture).suffix.lower()
    return f".{ending[1]}{ending[-1]}w", f"{ending}w", ".wld"


def read_world(text: str, file: str) -> Six:
    """a, d, b, e, c, f: x = a · column + b · row + c, y = d · column + e · row + f.

    Columns and rows count from the middle of the upper left pixel.
    """
    try:
        numbers = [float(word.replace(",", ".")) for word in text.split()]
    except ValueError:
        numbers = []
    if len(numbers) != 6 or not all(map(isfinite, numbers)):
        refuse(file, "", "is no world file.", _MEND)
    a, d, b, e, c, f = numbers
    return a, d, b, e, c, f
