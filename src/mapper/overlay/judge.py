"""Whether a place can be right: what is wrong with it, and how well measured points fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mapper.geometry import LIMIT, Bounds
from mapper.model import Method, Place
from mapper.overlay.fit import NEEDS, Fit, fit, fitted
from mapper.overlay.systems import DEGREES, MERCATOR, converted, distances_m
from mapper.problems import Problem

THIN = 0.002
"""Points that reach so much less far across than along lie on one line."""

OFF, WORSE = 0.05, 4.0
"""A point is off if the others put it so far away, as a share of what they span, and fit so many
times as well without it. Old maps are off by two or three hundredths themselves."""

MANY = 100
"""Among more points none is looked for that is off: one would hardly be seen."""

ORDER = "Write the corners in this order: top left, top right, bottom right, bottom left."

EDGE = 24
"""So many places along each edge say how far a picture reaches."""


@dataclass(frozen=True)
class Misfit:
    """How far points lie from where the picture is laid: on average (the root of the mean square),
    and as a share of what they span; and the one that is off, counted from 1, with its distance."""

    metres: float
    share: float
    off: tuple[int, float] | None = None


def misplaced(place: Place, size: tuple[int, int], bounds: Bounds) -> Iterator[Problem]:
    """What cannot be right, if anything: the first that is found.

    Args:
        size: of the picture, width and height in pixels.
        bounds: the study area.
    """
    wrong = _of_points(place, size) or _of_ground(place, size, bounds)
    if wrong:
        yield Problem(place.file, place.at, *wrong)


def misfit(place: Place) -> Misfit:
    """How well points fit. All do with thin plates, so there it is told of an affine laying."""
    import numpy as np

    pixels, positions = np.array(place.pixels), np.array(place.positions)
    method: Method = "affine" if place.method == "thin-plate" else place.method
    far = _apart(fitted(pixels, positions, method), pixels, positions, place.system)
    middle = np.broadcast_to(positions.mean(axis=0), positions.shape)
    span = 2 * _mean(distances_m(middle, positions, place.system))
    known = 0.0 if place.method == "thin-plate" else _mean(far)
    return Misfit(known, known / span, _off(pixels, positions, place.system, method, span, far))


def outline(place: Place, size: tuple[int, int], fit: Fit) -> Any:
    """Where the edge of what is shown lies, in metres of Web Mercator: n × 2."""
    import numpy as np

    width, height = size
    corners = np.array(place.clip or ((0, 0), (width, 0), (width, height), (0, height)), float)
    share = np.linspace(0, 1, EDGE, endpoint=False)[:, None]
    after = np.roll(corners, -1, axis=0)
    runs = [a + (b - a) * share for a, b in zip(corners, after, strict=True)]
    return converted(fit.there(np.vstack(runs)), place.system, MERCATOR)


def extent(place: Place, size: tuple[int, int]) -> Bounds:
    """West, south, east, north of what is shown, in degrees."""
    lons, lats = converted(outline(place, size, fit(place)), MERCATOR, DEGREES).T
    return float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())


def _of_points(place: Place, size: tuple[int, int]) -> tuple[str, str] | None:
    """What is wrong with the points themselves, and how to mend it."""
    import numpy as np

    pixels, positions = np.array(place.pixels), np.array(place.positions)
    needed = NEEDS[place.method]
    if len(pixels) < needed:
        have = f"{len(pixels)} point{'' if len(pixels) == 1 else 's'}"
        return f"{have} cannot lay it, {place.method} takes {needed}.", "Set more of them."
    if not np.isfinite(positions).all() or not np.isfinite(pixels).all():
        return "holds what is no number.", "Write numbers."
    for first, second in _twice(place):
        what = f"points {first} and {second} are one place in the picture or on the ground."
        return what, "Take one of them out, or correct it."
    if place.measured:
        for number, (x, y) in enumerate(place.pixels, 1):
            if not (-size[0] <= x <= 2 * size[0] and -size[1] <= y <= 2 * size[1]):
                what = f"point {number} lies far outside the picture of {size[0]} × {size[1]} px."
                return what, "Count pixels from its upper left corner, to the right and down."
    if place.method == "similarity":
        return None
    if _is_thin(pixels) or _is_thin(positions):
        return "all points lie on one line.", "Set one that lies well beside it."
    if place.method == "projective" and not place.measured and not _goes_round(positions):
        return "its edges cross, or one corner lies inside the others.", ORDER
    if _is_mirrored(pixels, positions) and (place.measured or place.method == "projective"):
        mend = f"Are longitude and latitude swapped? {ORDER}"
        if place.measured:
            mend = "Are longitude and latitude swapped? Pixels are counted to the right and down."
        return "would show it mirrored.", mend
    return None


def _of_ground(place: Place, size: tuple[int, int], bounds: Bounds) -> tuple[str, str] | None:
    """What is wrong with where the picture comes to lie."""
    import numpy as np

    edge = outline(place, size, fit(place))
    lons, lats = converted(edge, MERCATOR, DEGREES).T
    beyond = not np.isfinite(edge).all() or np.abs(lats).max() > LIMIT
    # From one side of the map to the other: it lies across the 180th meridian, or a pole is in it.
    if beyond or np.abs(np.diff(lons, append=lons[:1])).max() > 180:
        what = f"it would reach beyond {LIMIT:.0f}° north or south, or 180° east or west, where the"
        return f"{what} map ends.", "Check the positions and their coordinate system (epsg)."
    west, south, east, north = bounds
    left, bottom, right, top = lons.min(), lats.min(), lons.max(), lats.max()
    if right <= west or left >= east or top <= south or bottom >= north:
        where = f"{left:.5g} to {right:.5g} east, {bottom:.5g} to {top:.5g} north"
        swapped = bottom < east and top > west and left < north and right > south
        hint = "Are longitude and latitude swapped? " if swapped else ""
        what = f"it would lie outside the study area, at {where}."
        return what, f"{hint}Correct its place, or widen atlas.bounds."
    return None


def _twice(place: Place) -> Iterator[tuple[int, int]]:
    """Pairs of points, counted from 1, that share their pixel or their position."""
    for values in (place.pixels, place.positions):
        seen: dict[tuple[float, float], int] = {}
        for number, value in enumerate(values, 1):
            if value in seen:
                yield seen[value], number
            seen.setdefault(value, number)


def _is_thin(values: Any) -> bool:
    import numpy as np

    long, short = np.linalg.svd(values - values.mean(axis=0), compute_uv=False)[:2]
    return bool(short <= THIN * long)


def _is_mirrored(pixels: Any, positions: Any) -> bool:
    """Rows run down and positions up: so what is not mirrored turns about."""
    import numpy as np

    middle = pixels.mean(axis=0)
    there = fitted(pixels, positions, "affine").there
    at, right, down = there(middle + np.array([(0, 0), (1, 0), (0, 1)]))
    (a, b), (c, d) = right - at, down - at
    return bool(a * d - b * c > 0)


def _goes_round(corners: Any) -> bool:
    """Whether one turns the same way at each corner."""
    import numpy as np

    before, after = np.roll(corners, 1, axis=0) - corners, np.roll(corners, -1, axis=0) - corners
    turns = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    return bool((turns > 0).all() or (turns < 0).all())


def _apart(fit: Fit, pixels: Any, positions: Any, system: str) -> Any:
    return distances_m(fit.there(pixels), positions, system)


def _mean(values: Any) -> float:
    return float((values**2).mean() ** 0.5)


def _off(
    pixels: Any, positions: Any, system: str, method: Method, span: float, far: Any
) -> tuple[int, float] | None:
    """The one point without which the others fit, and how far from it they put it."""
    import numpy as np

    if not NEEDS[method] + 2 <= len(pixels) <= MANY or _mean(far) == 0:
        return None
    found = []
    for index in range(len(pixels)):
        rest = np.arange(len(pixels)) != index
        others = fitted(pixels[rest], positions[rest], method)
        alike = _mean(_apart(others, pixels[rest], positions[rest], system))
        its = _apart(others, pixels[~rest], positions[~rest], system)[0]
        found.append((alike, index + 1, float(its)))
    alike, number, its = min(found)
    return (number, its) if its > OFF * span and alike * WORSE < _mean(far) else None
