"""A coordinate as people write it → degrees: decimal, or degrees, minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mapper.formats.decode.digits import latin
from mapper.messages import poles, sides

_SIDES = sides()
"""Words for the sides of the world → the sign. The letter O is East in German and West in French,
so it is none."""

_POLES = poles()

_NUMBER = r"\d+(?:[.,]\d+)?"
_PARTS = re.compile(
    rf"(?P<sign>[-+−–])?\s*(?P<d>{_NUMBER})\s*[°ºd*:\s]?\s*"
    rf"(?:(?P<m>{_NUMBER})\s*['′’‘´`m:\s]?\s*(?:(?P<s>{_NUMBER})\s*(?:\"|″|”|“|''|′′|’’|s)?)?)?"
)
_SIDE = re.compile(r"[^\W\d_](?:[^\W\d_]|\.\s*(?=[^\W\d_]))*\.?")


def degrees(text: str) -> float | None:
    """Degrees, south and west negative; None if that is no coordinate.

    Decimal with a point or a comma, or degrees with minutes and perhaps seconds; a sign or a side
    of the world before or behind, in one of several languages: 34.52, 34,52, 34°31′12″N, N 34 31.2,
    34:31:12 с. ш. Digits may be of any script.
    """
    try:
        return float(text)  # nearly always
    except ValueError:
        return _in_parts(text)


def all_degrees(texts: Sequence[str]) -> list[float | None]:
    """The same of very many."""
    try:
        return [*map(float, texts)]
    except ValueError:
        return [*map(degrees, texts)]


def _in_parts(text: str) -> float | None:
    rest, sign = latin(text).strip().casefold(), None
    for match in (_SIDE.match(rest), _last(rest)):
        side = re.sub(r"[.\s]", "", match[0]) if match else ""
        if match and side in _SIDES:
            if sign is not None:
                return None
            sign = _SIDES[side]
            rest = (rest[: match.start()] + rest[match.end() :]).strip()
    parts = _PARTS.fullmatch(rest)
    if not parts or (sign is not None and parts["sign"]):
        return None
    numbers = [float((parts[key] or "0").replace(",", ".")) for key in "dms"]
    whole = all(number.is_integer() for number in numbers[: 2 if parts["s"] else 1])
    if numbers[1] > 60 or numbers[2] > 60 or (parts["m"] and not whole):
        return None
    negative = sign == -1 or parts["sign"] in ("-", "−", "–")
    value = numbers[0] + numbers[1] / 60 + numbers[2] / 3600
    return -value if negative else value


def _last(text: str) -> re.Match[str] | None:
    """The last word of a text, if it ends in one."""
    found = None
    for found in _SIDE.finditer(text):  # noqa: B007 # the last is wanted
        pass
    return found if found and found.end() == len(text) and found.start() > 0 else None


def side(text: str) -> str:
    """Whether the side of the world in a coordinate makes it a "lat" or a "lon"; empty if none."""
    for word in re.findall(r"[^\W\d_]+", latin(text).casefold()):
        if word in _SIDES:
            return "lat" if word in _POLES else "lon"
    return ""
