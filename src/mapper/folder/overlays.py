"""The `[[overlay]]`s of a manifest → pictures that were read and whose place is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mapper.folder.files import Folder
from mapper.geometry import Bounds
from mapper.model import MANIFEST, Atlas, Manifest, Overlay, OverlayEntry, Place
from mapper.overlay import ENDINGS, Beside, find_place, is_scan, look, misfit, misplaced
from mapper.problems import MapperError, Problem, errors, guess
from mapper.record import no_source

LARGE = 0.03
"""Points that are so much off, as a share of what they span, are worth a warning."""


def overlays(reader: Folder, manifest: Manifest) -> tuple[Overlay, ...]:
    """Those of the manifest that can be laid; what is wrong with others goes to the reader."""
    found = []
    for index, entry in enumerate(manifest.overlay):
        try:
            overlay, problems = placed(reader, entry, f"overlay[{index}]", manifest.atlas.bounds)
        except MapperError as error:
            overlay, problems = None, list(error.problems)
        reader.problems += problems
        if overlay:
            found.append(overlay)
    return tuple(found)


def placed(
    reader: Folder, entry: OverlayEntry, at: str, area: Bounds
) -> tuple[Overlay | None, list[Problem]]:
    """One of them, and what is wrong with it; None if it cannot be laid.

    Args:
        reader: reads the folder that `entry.file` starts from.
        at: the place of the entry in the manifest, for problems.
        area: the study area.

    Raises:
        MapperError: its picture cannot be read, or its place is not understood.
    """
    file = entry.file
    if not is_scan(file):
        what = f'"{file}" is no picture by its name.'
        mend = f"It may end in {', '.join(ENDINGS)}."
        return None, [Problem(MANIFEST, f"{at}.file", what, mend)]
    data = reader.bytes(file)
    if not data:
        known = any(each.file == file for each in reader.problems)
        return None, [] if known else [Problem(file, "", "is empty.", "Save it anew.")]
    scan = look(data, file)
    folder = str(PurePosixPath(file).parent)
    names = (name.removeprefix("./") for name in reader.names(folder))
    beside = Beside(tuple(names), lambda name: reader.bytes(name, needed=False))
    place, problems = find_place(entry, at, scan, beside)
    size = scan.seen if place.upright else scan.size
    problems += misplaced(place, size, area)
    if errors(problems):
        return None, problems
    return Overlay(entry, place, data), [*problems, *_unfit(place)]


def overlays_name_what_exists(atlas: Atlas) -> Iterator[Problem]:
    """Their groups and sources; and that each has an id of its own among the layers."""
    groups = {group.id for group in atlas.manifest.group}
    taken = {layer.id for layer in atlas.layers}
    for index, entry in enumerate(atlas.manifest.overlay):
        place = f"overlay[{index}]"
        if entry.id in taken:
            what = f'a layer or an overlay before it has the id "{entry.id}".'
            yield Problem(MANIFEST, f"{place}.id", what, "Give each its own.")
        taken.add(entry.id)
        if entry.group and entry.group not in groups:
            mend = guess(entry.group, groups) or "Declare it as a [[group]]."
            yield Problem(MANIFEST, f"{place}.group", f'no group "{entry.group}".', mend)
        for key in entry.sources:
            yield from no_source(key, MANIFEST, f"{place}.sources", atlas)


def fit_words(overlay: Overlay) -> str:
    """How its points fit, in words; empty where nobody has measured any, or all have to fit."""
    place = overlay.place
    count = len(place.pixels)
    if not place.measured or place.method == "thin-plate" or count <= 2:
        return ""
    metres = misfit(place).metres
    if metres < 0.05:
        return ""
    return f"{count} points, which fit within {metres_words(metres)} on average"


def metres_words(metres: float) -> str:
    return f"{metres:.2g} m" if metres < 10 else f"{metres:,.0f} m"


def _unfit(place: Place) -> Iterator[Problem]:
    """A warning where measured points fit badly, or one of them is far off."""
    if not place.measured:
        return
    found = misfit(place)
    if found.off:
        number, metres = found.off
        what = f"point {number} lies {metres_words(metres)} from where the others put it."
        yield Problem(place.file, place.at, what, "Correct it, or take it out.", "warning")
    elif found.share > LARGE:
        what = (
            f"its points fit badly: {metres_words(found.metres)} off on average, {found.share:.0%}"
        )
        mend = 'Check them; where paper is warped, try method = "thin-plate".'
        yield Problem(place.file, place.at, f"{what} of what they span.", mend, "warning")
