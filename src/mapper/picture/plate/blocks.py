"""What stands beside the map of a picture: words in lines, symbols and the states they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from mapper.picture.lettering import width_of
from mapper.picture.svgtext import tag

STATE_PX = 24.0
"""From one row of states to the next."""


def said(words: str, dress: str, size: float, at: tuple[str, str], rtl: bool) -> Markup:
    """One line of words of a class and a font size, where it begins."""
    attributes = {"class": dress, "font-size": f"{size:g}", "x": at[0], "y": at[1]}
    return tag("text", attributes | ({"direction": "rtl"} if rtl else {}), escape(words))


@dataclass(frozen=True)
class Lines:
    """Words of one kind: a class, a font size, and lines already broken."""

    dress: str
    size: float
    lines: tuple[str, ...]
    gap: float = 6.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * 1.3 + self.gap

    def draw(self, x: float, y: float, rtl: bool) -> Iterator[Markup]:
        for n, line in enumerate(self.lines):
            at = f"{x:g}", f"{y + n * self.size * 1.3 + self.size:.4g}"
            yield said(line, self.dress, self.size, at, rtl)


@dataclass(frozen=True)
class States:
    """Symbols, each with what it stands for, in rows."""

    rows: tuple[tuple[tuple[float, str, str], ...], ...]
    size: float
    gap: float = 6.0

    @property
    def height(self) -> float:
        return len(self.rows) * STATE_PX + self.gap if self.rows else 0.0

    def draw(self, x: float, y: float, rtl: bool) -> Iterator[Markup]:
        for n, row in enumerate(self.rows):
            middle = y + (n + 0.5) * STATE_PX
            for along, symbol, word in row:
                at = x - along if rtl else x + along
                side = -1 if rtl else 1
                place = {"x": f"{at + 11 * side:g}", "y": f"{middle:g}"}
                yield tag("use", {"href": f"#{symbol}", **place})
                begins = f"{at + 27 * side:g}", f"{middle + 0.35 * self.size:.4g}"
                yield said(word, "plate-said", self.size, begins, rtl)


def broken(words: str, size: float, room: float, most: int = 99) -> tuple[str, ...]:
    """The words in lines that fit; what is beyond the last line is left out, and that is shown."""
    lines = [""]
    for word in words.split(" "):  # others than plain spaces break no line
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
        while width_of(lines[-1], size) > room and len(lines[-1]) > 1:
            first = _fitting(lines[-1], size, room)
            lines[-1:] = [first, lines[-1][len(first) :]]
    if len(lines) <= most:
        return tuple(lines)
    *kept, last = lines[:most]
    short = last
    while short and width_of(f"{short} …", size) > room:
        short = short.rpartition(" ")[0]
    short = short or _fitting(last, size, room - width_of(" …", size))
    return (*kept, f"{short.rstrip('.,;:')} …")


def _fitting(word: str, size: float, room: float) -> str:
    """As much of a word that is longer than a line as fits; one letter at least."""
    end = len(word)
    while end > 1 and width_of(word[:end], size) > room:
        end -= 1
    return word[:end]
