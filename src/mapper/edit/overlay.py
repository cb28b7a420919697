"""A picture whose place is known → an overlay of the project folder: its file and its entry."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit

from mapper.edit.fresh import fresh
from mapper.edit.remove import Removed, keep, shelved
from mapper.edit.transaction import commit, refuse_place, rewrite
from mapper.folder import (
    Folder,
    at_end,
    check,
    fit_words,
    manifest_text,
    placed,
    read,
    saved_like,
    without_entry,
)
from mapper.formats import slug, title_of
from mapper.messages import note
from mapper.model import MANIFEST, Atlas, Manifest, Overlay, OverlayEntry, Place, validate
from mapper.overlay import Beside, extent, look
from mapper.problems import MapperError, Problem, errors, folded

FOLDER = "media"
"""Where pictures lie."""

UNSTATED = "not stated"


@dataclass(frozen=True)
class Overlaid:
    """What was added, or with a dry run would be.

    `files` are those that were copied; `found` says in sentences where the picture lies and how
    that is known; `entry` is the text for the manifest.
    """

    id: str
    files: tuple[str, ...]
    found: tuple[str, ...]
    warnings: tuple[Problem, ...]
    entry: str
    next_step: str
    written: bool


def add_overlay(
    folder: str | Path,
    file: str | Path,
    *,
    id: str | None = None,
    title: str | None = None,
    group: str | None = None,
    licence: str | None = None,
    corners: str = "",
    epsg: int | None = None,
    dry_run: bool = False,
) -> Overlaid:
    """Lay a picture under the layers: copy it into `media/`, with the file that says its place.

    Args:
        folder: the project folder.
        file: a PNG, JPEG, WebP or TIFF; it is left as it is.
        id, title: of the overlay; made of the file's name if left out.
        group: the id of a [[group]] of the manifest.
        licence: of the picture; to be filled in later if left out.
        corners: top left, top right, bottom right, bottom left, each LON,LAT, between blanks; found
            with the picture if left out.
        epsg: the code of the system that the coordinates are in.
        dry_run: find out everything, write nothing.

    Raises:
        MapperError: with every problem; then nothing is written. Nothing is ever overwritten.
    """
    root, path = Path(folder), Path(file)
    atlas, known = read(root, dropped=False)
    new_id = (slug(path.stem) or "overlay") if id is None else id
    target = f"{FOLDER}/{new_id}{path.suffix.lower()}"
    values: dict[str, Any] = {
        "id": new_id,
        "title": title_of(str(file), title or "", new_id),
        "group": group,
        "file": target,
        "corners": _corners(corners) if corners else None,
        "epsg": epsg,
        "licence": licence,
    }
    overlay, size, problems = _placed(path, values, atlas)
    problems = [*_refusals(new_id, atlas), *problems]
    if errors(problems) or overlay is None:
        raise MapperError(folded(problems))
    place, beside = overlay.place, _beside(overlay, path)
    if epsg is None and (code := _code_of_prj(place, path)):
        values["epsg"] = code  # so that the .prj need not come along
    entry = _text({key: value for key, value in values.items() if value is not None})
    old = (root / MANIFEST).read_bytes()
    new = saved_like(old, _with_entry(manifest_text(old), entry))
    found = _new_problems(atlas, known, tomllib.loads(manifest_text(new)))
    if errors(found):
        raise MapperError(folded([*problems, *found]))
    companion = (
        (f"{FOLDER}/{new_id}{beside.suffix.lower()}", beside.read_bytes()) if beside else None
    )
    if dry_run:
        refuse_place(root, target, overlay.data)
        if companion:
            refuse_place(root, *companion)
    else:
        further = [companion] if companion else []
        commit(root, target, overlay.data, MANIFEST, old, new, beside=further)
    return Overlaid(
        id=new_id,
        files=(target, *([companion[0]] if companion else [])),
        found=tuple(_found(overlay, size)),
        warnings=tuple(folded([*problems, *found])),
        entry=entry,
        next_step="Next: mapper build"
        if licence
        else f'Fill in the licence of "{new_id}" in {MANIFEST}, then: mapper build',
        written=not dry_run,
    )


def remove_overlay(folder: str | Path, id: str, dry_run: bool = False) -> Removed | None:
    """Take an overlay out of the manifest; its picture stays in `media/`, where it is not shown.

    Its entry is kept in `geo/removed/`, for positions that somebody has measured. None if there is
    none of that id.

    Raises:
        MapperError: the story or a lesson still names it; then nothing is changed.
    """
    root = Path(folder)
    atlas, known = read(root)
    if wrong := [each for each in errors(known) if each.file == MANIFEST]:
        raise MapperError(wrong)
    ids = [entry.id for entry in atlas.manifest.overlay]
    if id not in ids:
        return None
    index = ids.index(id)
    old = (root / MANIFEST).read_bytes()
    text, entry = without_entry(manifest_text(old), index, MANIFEST, "overlay")
    found = _new_problems(atlas, known, tomllib.loads(text))
    if errors(found):
        raise MapperError(folded(found))
    file = atlas.manifest.overlay[index].file
    kept = shelved(root, f"geo/{id}.toml")
    if not dry_run:
        keep(root / kept, entry, file)  # first: a kill may come at any moment
        rewrite(root, MANIFEST, old, saved_like(old, text))
    return Removed(entry, file, file, tuple(folded(found)), not dry_run, kept)


def _placed(
    path: Path, values: Mapping[str, Any], atlas: Atlas
) -> tuple[Overlay | None, tuple[int, int], list[Problem]]:
    """The picture where it lies now, laid; its size; what is wrong with it, in words of options."""
    if not path.is_file():
        mend = "Check the path."
        raise MapperError([Problem(str(path), "", "is not there, or is no file.", mend)])
    keys = {key: value for key, value in values.items() if key in ("corners", "epsg") and value}
    named = {"id": "new", "title": "new", "file": path.name, "licence": UNSTATED}
    entry, wrong = validate(OverlayEntry, named | keys, MANIFEST)
    if entry is None or wrong:
        raise MapperError([_as_option(each) for each in wrong])
    reader = Folder(path.parent)
    try:
        overlay, problems = placed(reader, entry, "overlay", atlas.manifest.atlas.bounds)
    except MapperError as error:
        raise MapperError([_as_option(each) for each in error.problems]) from error
    problems = [_as_option(each) for each in (*reader.problems, *problems)]
    if overlay is None:
        return None, (0, 0), problems
    scan = look(overlay.data, path.name, whole=False)
    return overlay, scan.seen if overlay.place.upright else scan.size, problems


def _as_option(problem: Problem) -> Problem:
    """What is wrong with a key of the entry is wrong with the option that says it."""
    option = {"overlay.corners": "--corners", "overlay.epsg": "--crs"}.get(problem.place)
    option = "--corners" if problem.place.startswith("corners") else option
    if problem.file != MANIFEST or option is None:
        return problem
    return replace(problem, file=option, place="")


def _corners(text: str) -> list[list[float]]:
    """LON,LAT LON,LAT LON,LAT LON,LAT → pairs."""
    try:
        pairs = [[float(each) for each in pair.split(",")] for pair in text.split()]
    except ValueError:
        pairs = []
    if len(pairs) != 4 or any(len(pair) != 2 for pair in pairs):
        mend = "Write top left, top right, bottom right, bottom left:"
        mend += ' --corners "10.1,50.2 10.3,50.2 10.3,50.1 10.1,50.1".'
        raise MapperError([Problem("--corners", "", f'"{text}" is not four positions.', mend)])
    return pairs


def _refusals(id: str, atlas: Atlas) -> Iterator[Problem]:
    """What speaks against the id."""
    if slug(id) != id or not id:
        mend = "Use lower-case letters, digits and single hyphens: --id old-plan."
        yield Problem("--id", "", f'"{id}" is not an id.', mend)
    elif id in atlas.switched:
        mend = f"Choose another, as --id {id}-2."
        yield Problem(MANIFEST, "", f'a layer or an overlay "{id}" is there already.', mend)


def _beside(overlay: Overlay, path: Path) -> Path | None:
    """The file that says where the picture lies, if it does not do so itself."""
    file = overlay.place.file
    return None if file in (MANIFEST, path.name) else path.parent / file


def _code_of_prj(place: Place, path: Path) -> int | None:
    """The EPSG code of the system that a .prj beside the picture describes, if it counts."""
    beside = Beside(tuple(each.name for each in path.parent.glob("[!.]*")), lambda name: b"")
    name = beside.find(path.name, (".prj", ".qpj"))
    if place.measured or place.file == MANIFEST or not name:
        return None
    if place.system.startswith("EPSG:"):
        return int(place.system.removeprefix("EPSG:"))
    mend = "Look it up on https://epsg.io, and name it: --crs 32642, for example."
    raise MapperError([Problem(name, "", "describes a system whose EPSG code it lacks.", mend)])


def _text(values: Mapping[str, Any]) -> str:
    table = tomlkit.table()
    for key, value in values.items():
        table[key] = value
    if "licence" not in values:
        table["licence"] = UNSTATED
        table["licence"].comment(note("entry.licence"))
    tables = tomlkit.aot()
    tables.append(table)
    return tomlkit.dumps({"overlay": tables})


def _with_entry(manifest: str, entry: str) -> str:
    """The manifest's text with the entry at its end: what comes of it is read again.

    Raises:
        MapperError: the overlays stand in one inline list.
    """
    before = tomllib.loads(manifest)
    wanted = before | {"overlay": [*before.get("overlay", []), *tomllib.loads(entry)["overlay"]]}
    mend = f"Write them as [[overlay]] tables, or put this in by hand:\n{entry}"
    refusal = Problem(MANIFEST, "overlay", "no further one can be written here.", mend)
    return at_end(manifest, entry, wanted, refusal)


def _new_problems(atlas: Atlas, known: list[Problem], manifest: Mapping[str, Any]) -> list[Problem]:
    """What would be wrong with the atlas that is not wrong with it now."""
    whole, problems = validate(Manifest, manifest, MANIFEST)
    if whole is None:
        return problems
    more = replace(atlas, manifest=whole)
    return fresh((*known, *check(atlas)), (*problems, *check(more)))


def _found(overlay: Overlay, size: tuple[int, int]) -> Iterator[str]:
    """Where it lies, and who says so."""
    place = overlay.place
    west, south, east, north = extent(place, size)
    by = "--corners" if place.file == MANIFEST else place.file
    fit = fit_words(overlay)
    yield f"Its place is said by {by}{f': {fit}' if fit else ''}"
    yield (
        f"{size[0]:,} × {size[1]:,} pixels, {west:.5g} to {east:.5g} east,"
        f" {south:.5g} to {north:.5g} north"
    )
