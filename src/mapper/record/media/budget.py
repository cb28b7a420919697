"""All pictures of a page → WebP, as large as they can be within what a page may take for them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from mapper.record.media.shrink import LARGEST, shrunk

BUDGET = 600_000
"""Bytes that all pictures of a page may take in it, as they stand there (in base64)."""

STEPS = (
    (LARGEST, 80),
    (LARGEST, 70),
    (800, 70),
    (640, 65),
    (520, 60),
    (400, 55),
    (320, 50),
    (240, 45),
    (160, 40),
)
"""Longer side in pixels and quality, the best first."""


@dataclass(frozen=True)
class Embedded:
    """A picture as it stands in a page: a `data:` address, and its size in pixels."""

    source: str
    width: int
    height: int


@dataclass(frozen=True)
class Album:
    """File → picture. `bytes` are those in the page, `largest` the longer side that they have."""

    pictures: Mapping[str, Embedded]
    bytes: int
    largest: int

    @property
    def said(self) -> str:
        """What a build prints of it."""
        spent = f"{ceil(self.bytes / 1000):,} kB of {BUDGET / 1000:.0f} kB"
        words = f"Pictures: {len(self.pictures)}, {spent}"
        if self.largest < LARGEST:
            words += f"; to fit, none has a side of more than {self.largest} px"
        if self.bytes > BUDGET:
            words += ", and still they are too many: leave some out, or make a second atlas"
        return words + "."


def album(images: Mapping[str, bytes]) -> Album:
    """Sound pictures, all at the first step at which they fit; at the last, if they never do."""
    found = Album({}, 0, LARGEST)
    for largest, quality in STEPS if images else ():
        pictures = {file: _embedded(data, largest, quality) for file, data in images.items()}
        size = sum(len(each.source) for each in pictures.values())
        found = Album(pictures, size, largest)
        if size <= BUDGET:
            break
    return found


def _embedded(data: bytes, largest: int, quality: int) -> Embedded:
    made, width, height = shrunk(data, largest, quality)
    return Embedded(f"data:image/webp;base64,{b64encode(made).decode()}", width, height)
