"""A picture under the map: what the manifest says of it, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as set_to
from typing import Literal

from pydantic import Field

from mapper.model.entry import Id, Line, Translated

Method = Literal["similarity", "affine", "projective", "polynomial2", "thin-plate"]


class OverlayEntry(Translated):
    """`[[overlay]]`: a scan or a photograph of `media/`, laid under the layers."""

    id: Id
    title: Line
    file: Line = Field(description="The picture: a PNG, JPEG, WebP or TIFF in `media/`.")
    bounds: tuple[float, float, float, float] | None = Field(
        None, description="Where its edges lie: west, south, east, north."
    )
    corners: tuple[tuple[float, float], ...] = Field(
        (), description="Where its corners lie: top left, top right, bottom right, bottom left."
    )
    points: tuple[tuple[float, float, float, float], ...] | str = Field(
        (), description="Points in it and where they lie, or the name of a file that has them."
    )
    epsg: int | None = Field(None, description="The system of the coordinates, if not degrees.")
    method: Method | None = Field(None, description="How it is laid by its points.")
    clip: tuple[tuple[float, float], ...] = Field(
        (), description="What is shown of it: an outline in pixels, as to cut off the margin."
    )
    opacity: float = Field(0.8, ge=0.1, le=1, description="How much it covers what lies below.")
    shown: bool = True
    group: str = ""
    summary: str = ""
    licence: Line
    attribution: str = Field("", description="The credit that the licence asks for.")
    source: str = Field("", description="Where the picture is from.")
    sources: tuple[str, ...] = Field((), description="Keys of sources.bib.")


@dataclass(frozen=True)
class Place:
    """Where a picture lies: pixels of it, each with its position in a coordinate system.

    Pixels are counted across and down from the upper left corner of the first one. `positions` are
    first and second coordinate in `system`, which is what pyproj calls it; between them the picture
    is laid by `method`. `file` and `at` are where it is said, for problems.
    """

    system: str
    pixels: tuple[tuple[float, float], ...]
    positions: tuple[tuple[float, float], ...]
    method: Method
    file: str
    at: str = ""
    measured: bool = False
    """Somebody has set the points one by one, so they need not fit."""
    upright: bool = False
    """Pixels are counted as it is seen, not as a camera that lay on its side has stored them."""
    clip: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Overlay:
    """An `[[overlay]]` whose picture was read and whose place is known."""

    entry: OverlayEntry
    place: Place
    data: bytes = set_to(repr=False)

    @property
    def id(self) -> str:
        return self.entry.id
