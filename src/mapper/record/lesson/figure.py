"""Figures of a lesson: a state of the map as a picture, or a picture file of the project folder."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import Field

from mapper.model import Atlas, Line
from mapper.problems import Problem, guess
from mapper.record.narrative import Block

FOLDERS = ("lessons", "pictures")
"""Below `data/`: pictures lie in these."""

ENDINGS = (".jpeg", ".jpg", ".png", ".webp")

MOST = 500_000
"""Bytes of a picture: it stands in the page itself, and larger by a third there."""


class FigureBlock(Block):
    """What a `figure` block may say: a state as a `map` block does, or a file."""

    feature: str = ""
    file: str = Field("", description="A picture below data/: pictures/gate.jpg.")
    alt: Line = Field(description="What it shows, in words, for those who do not see it.")
    caption: str = ""

    @property
    def has_state(self) -> bool:
        return bool(self.date or self.feature or self.layers or self.view)


@dataclass(frozen=True)
class Picture:
    """A picture file as it stands in a page."""

    source: str
    alt: str
    caption: str


def picture(block: FigureBlock, atlas: Atlas) -> Picture:
    """The file, which has to be sound, as a `data:` address."""
    data = atlas.pictures[f"data/{block.file}"]
    return Picture(
        f"data:image/{_kind(data)};base64,{b64encode(data).decode()}", block.alt, block.caption
    )


def picture_is_sound(block: FigureBlock, atlas: Atlas, file: str, place: str) -> Iterator[Problem]:
    """What is wrong with the file that a figure names."""
    path, place = PurePosixPath(block.file), f"{place}, file"
    whole = f"data/{block.file}"
    if block.has_state:
        mend = "Keep the file, or the keys of the map."
        yield Problem(file, place, "stands beside a state of the map.", mend)
    if path.suffix.lower() == ".svg":
        mend = "Save it as PNG or WebP."
        yield Problem(file, place, "SVG files can hold script, so none is taken.", mend)
    elif path.suffix.lower() not in ENDINGS:
        mend = "Pictures are .png, .jpg or .webp."
        yield Problem(file, place, f'"{block.file}" is no picture.', mend)
    elif ".." in path.parts or path.parts[0] not in FOLDERS or len(path.parts) != 2:
        mend = "Put it into data/pictures/ and write pictures/ before its name."
        yield Problem(file, place, f'"{block.file}" lies elsewhere.', mend)
    elif whole not in atlas.pictures:
        known = [each.removeprefix("data/") for each in atlas.pictures]
        mend = guess(block.file, known) or "Put it there."
        yield Problem(file, place, f'no picture "{whole}".', mend)
    else:
        yield from _bytes_are_sound(atlas.pictures[whole], whole, file, place)


def _bytes_are_sound(data: bytes, whole: str, file: str, place: str) -> Iterator[Problem]:
    if not _kind(data):
        what = f'"{whole}" does not begin as a picture does.'
        yield Problem(file, place, what, "Save it anew as PNG, JPEG or WebP.")
    if len(data) > MOST:
        what = f'"{whole}" has {len(data) / 1000:,.0f} kB, more than {MOST / 1000:.0f}.'
        mend = "Make it smaller: 1,200 px across are enough."
        yield Problem(file, place, what, mend)


def _kind(data: bytes) -> str:
    """By its first bytes; empty if they are of no picture."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
