"""Where a picture lies: what the manifest says, else the picture itself, else a file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from mapper.geometry import LIMIT
from mapper.model import MANIFEST, Method, OverlayEntry, Place
from mapper.overlay.annotation import is_annotation, read_annotation
from mapper.overlay.beside import Beside
from mapper.overlay.geotiff import read_tags
from mapper.overlay.qgispoints import read_points
from mapper.overlay.scan import Scan, refuse
from mapper.overlay.systems import ASK, DEGREES, MERCATOR, converted, described, of_code
from mapper.overlay.worldfile import read_world, world_endings
from mapper.problems import Problem

Pairs = tuple[tuple[float, float], ...]

WAYS = (
    "Name its corners (corners = […], or --corners for mapper add), its bounds, or points in it;"
    " or put a world file, a .points file of QGIS or a georeference annotation (.json) beside it."
)


def find_place(
    entry: OverlayEntry, at: str, scan: Scan, beside: Beside
) -> tuple[Place, list[Problem]]:
    """Where the picture lies, and warnings.

    Args:
        entry: what the manifest says of it.
        at: the place of the entry in the manifest, for problems: overlay[0].
        scan: what the picture says of itself.
        beside: the files in its folder.

    Raises:
        MapperError: its place is not said, or not in a way that can be understood.
    """
    finder = _Finder(entry, at, scan, beside)
    place, warnings = finder.place()
    if entry.clip:
        if len(entry.clip) < 3:
            refuse(
                MANIFEST, f"{at}.clip", "is no outline.", "Name three pixels or more: [[x, y], …]."
            )
        place = replace(place, clip=entry.clip)
    return place, warnings


class _Finder:
    def __init__(self, entry: OverlayEntry, at: str, scan: Scan, beside: Beside) -> None:
        self.entry, self.at, self.scan, self.beside = entry, at, scan, beside

    def place(self) -> tuple[Place, list[Problem]]:
        entry = self.entry
        said = [key for key in ("bounds", "corners", "points") if getattr(entry, key)]
        if len(said) > 1:
            what = f"says where it lies in {len(said)} ways: {' and '.join(said)}."
            refuse(MANIFEST, self.at, what, "Keep one of them.")
        if entry.method and (entry.bounds or entry.corners):
            refuse(
                MANIFEST, f"{self.at}.method", f"goes with points, not {said[0]}.", "Take it out."
            )
        if entry.bounds:
            return self.by_bounds(*entry.bounds), []
        if entry.corners:
            return self.by_corners(entry.corners), []
        if isinstance(entry.points, str) and entry.points:
            return self.by_file(entry.points)
        if entry.points:
            pixels = tuple((x, y) for x, y, _, _ in entry.points)
            positions = tuple((lon, lat) for _, _, lon, lat in entry.points)
            return self.by_points(
                pixels, positions, MANIFEST, f"{self.at}.points", upright=True
            ), []
        return self.by_itself()

    def by_bounds(self, west: float, south: float, east: float, north: float) -> Place:
        at = f"{self.at}.bounds"
        if west >= east or south >= north:
            what = "do not go from west to east and from south to north."
            refuse(MANIFEST, at, what, "Write west, south, east, north.")
        corners = ((west, north), (east, north), (east, south), (west, south))
        return self.framed(corners, "affine", at)

    def by_corners(self, corners: Pairs) -> Place:
        at = f"{self.at}.corners"
        if len(corners) != 4:
            mend = (
                "Write top left, top right, bottom right, bottom left, each [longitude, latitude]."
            )
            refuse(MANIFEST, at, f"are {len(corners)} instead of four.", mend)
        return self.framed(corners, "projective", at)

    def framed(self, corners: Pairs, method: Method, at: str) -> Place:
        """By the corners of the picture as it is seen."""
        width, height = self.scan.seen
        pixels = (
            (0.0, 0.0),
            (float(width), 0.0),
            (float(width), float(height)),
            (0.0, float(height)),
        )
        system, positions = self.said(corners, MANIFEST, at)
        return Place(system, pixels, positions, method, MANIFEST, at, upright=True)

    def by_points(
        self,
        pixels: Pairs,
        positions: Pairs,
        file: str,
        at: str = "",
        *,
        system: str = "",
        method: Method | None = None,
        upright: bool = False,
    ) -> Place:
        """By measured points, in the system that is named, else in degrees."""
        if not system:
            system, positions = self.said(positions, file, at)
        usual: Method = "similarity" if len(pixels) == 2 else "affine"
        how = self.entry.method or method or usual
        return Place(system, pixels, positions, how, file, at, measured=True, upright=upright)

    def by_file(self, name: str) -> tuple[Place, list[Problem]]:
        """By the points in a file that the manifest names."""
        own = str(PurePosixPath(self.entry.file).with_name(PurePosixPath(name).name))
        file = own if name not in self.beside.names and own in self.beside.names else name
        data = self.beside.read(file)
        if not data:
            what = f'there is no file "{name}".'
            refuse(MANIFEST, f"{self.at}.points", what, "Name one in media/: media/plan.points.")
        if file.lower().endswith(".json"):
            return self.by_annotation(file, data), []
        return self.by_list(file)

    def by_list(self, file: str) -> tuple[Place, list[Problem]]:
        listed = read_points(self.beside.text(file), file)
        if self.entry.epsg is not None:
            return self.by_points(listed.pixels, listed.positions, file), []
        system, warnings = listed.system, list[Problem]()
        if not system:
            system, warnings = self.unnamed(listed.positions, file)
        if system == DEGREES:  # what was measured in degrees need not be drawn in them
            return self.by_points(listed.pixels, listed.positions, file), warnings
        return self.by_points(listed.pixels, listed.positions, file, system=system), warnings

    def by_annotation(self, file: str, data: bytes) -> Place:
        found = read_annotation(data, self.scan.size, file)
        system, positions = MERCATOR, self.mercator(found.positions, file, "")
        place = self.by_points(found.pixels, positions, file, system=system, method=found.method)
        return replace(place, clip=found.clip if len(found.clip) > 2 else ())

    def by_itself(self) -> tuple[Place, list[Problem]]:
        """By what is found with the picture."""
        picture, find = self.entry.file, self.beside.find
        if tagged := read_tags(self.scan.tags, self.scan.size, picture):
            system, warnings = self.of_grid(tagged.positions, picture, tagged.epsg)
            if tagged.measured:
                return self.by_points(
                    tagged.pixels, tagged.positions, picture, system=system
                ), warnings
            return Place(system, tagged.pixels, tagged.positions, "affine", picture), warnings
        if name := find(picture, world_endings(picture)):
            a, d, b, e, c, f = read_world(self.beside.text(name), name)
            width, height = self.scan.size
            corners = ((0.0, 0.0), (float(width), 0.0), (0.0, float(height)))
            positions = tuple((a * i + b * j + c, d * i + e * j + f) for i, j in corners)
            # It counts from the middle of a pixel.
            pixels = tuple((i + 0.5, j + 0.5) for i, j in corners)
            system, warnings = self.of_grid(positions, name, None)
            return Place(system, pixels, positions, "affine", name), warnings
        if name := find(picture, (".points",)):
            return self.by_list(name)
        if (name := find(picture, (".json",))) and is_annotation(data := self.beside.read(name)):
            return self.by_annotation(name, data), []
        refuse(picture, "", "nothing says where it lies.", WAYS)

    def of_grid(self, positions: Pairs, file: str, code: int | None) -> tuple[str, list[Problem]]:
        """The system that a picture is even in: by the manifest, by itself, or by a .prj."""
        if self.entry.epsg is not None:
            return of_code(self.entry.epsg, MANIFEST, f"{self.at}.epsg"), []
        if code is not None:
            return of_code(code, file, ""), []
        if name := self.beside.find(self.entry.file, (".prj", ".qpj")):
            return described(self.beside.text(name).strip(), name), []
        return self.unnamed(positions, file)

    def unnamed(self, positions: Pairs, file: str) -> tuple[str, list[Problem]]:
        """Coordinates without a system are taken for degrees, with a warning, if they can be."""
        if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in positions):
            what = "names no coordinate system, and its coordinates are not degrees."
            refuse(file, "", what, f"{ASK} (mapper add: --crs 32642)")
        what = "names no coordinate system: took its coordinates for degrees, WGS 84."
        return DEGREES, [Problem(file, "", what, f"If they are not: {ASK}", "warning")]

    def said(self, positions: Pairs, file: str, at: str) -> tuple[str, Pairs]:
        """Positions in the system of the entry, else degrees, which are laid in Web Mercator."""
        if self.entry.epsg is not None:
            return of_code(self.entry.epsg, MANIFEST, f"{self.at}.epsg"), positions
        return MERCATOR, self.mercator(positions, file, at)

    def mercator(self, positions: Sequence[tuple[float, float]], file: str, at: str) -> Pairs:
        import numpy as np

        for lon, lat in positions:
            if not abs(lon) <= 180 or not abs(lat) <= 90:
                what = f"{lon:g}, {lat:g} is no longitude and latitude."
                refuse(file, at, what, f"Write degrees, longitude first. {ASK}")
            if abs(lat) > LIMIT:
                what = (
                    f"{lon:g}, {lat:g} lies beyond {LIMIT:.0f}° north or south, where the map ends."
                )
                refuse(file, at, what, "Check it, or cut the picture off there.")
        made = converted(np.array(positions, float).reshape(-1, 2), DEGREES, MERCATOR)
        return tuple((float(x), float(y)) for x, y in made)
