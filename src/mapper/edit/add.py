"""A file from elsewhere → a layer of the project folder: its GeoJSON and its manifest entry."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mapper import assets
from mapper.edit.tiles import archive, generalised, program
from mapper.edit.transaction import commit, refuse_place
from mapper.folder import (
    check,
    entry_of,
    manifest_text,
    read,
    read_features,
    saved_like,
    with_entry,
)
from mapper.formats import (
    Foreign,
    OnProgress,
    columns,
    date_column,
    joined,
    name_columns,
    one_line,
    popup_columns,
    slug,
    tidy,
    title_of,
)
from mapper.geometry import Bounds
from mapper.model import MANIFEST, Atlas, Layer, Manifest, parse_date, validate
from mapper.pause_gc import pause_gc
from mapper.problems import MapperError, Problem, errors, folded, guess

AT_ONCE = 20_000
"""Features that are checked together: all of a large layer at once would take gigabytes."""


@dataclass(frozen=True)
class Added:
    """What was added, or with a dry run would be.

    `extent` is west, south, east, north in degrees; `dates` the first and the last, in EDTF, None
    if no column holds dates; `entry` is the text for the manifest; `repaired` says in sentences
    what was changed in the data, `guessed` what was chosen that nobody asked for, and which option
    chooses otherwise.
    """

    id: str
    file: Path
    features: int
    extent: Bounds
    dates: tuple[str, str] | None
    guessed: tuple[str, ...]
    repaired: tuple[str, ...]
    warnings: tuple[Problem, ...]
    entry: str
    next_step: str
    written: bool


@pause_gc()
def add(
    folder: str | Path,
    file: str | Path,
    *,
    id: str | None = None,
    title: str | None = None,
    group: str | None = None,
    look: str | None = None,
    label: str | None = None,
    date: Sequence[str] = (),
    states: str | None = None,
    calendar: str | None = None,
    popup: Sequence[str] | None = None,
    layer: str | None = None,
    epsg: int | None = None,
    position: tuple[str, ...] = (),
    encoding: str | None = None,
    tiles: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress = lambda what, share: None,
) -> Added:
    """Add a file to a project folder as a new layer, drawn above the others.

    Args:
        folder: the project folder.
        file: any file that `formats.read_file` reads; it is left as it is.
        id, title: of the layer; made of the file's name if left out.
        group: the id of a [[group]] of the manifest.
        look: how features are drawn; chosen by their geometry if left out.
        label: the column that holds the features' names; guessed if left out.
        date: the column that says from when a feature is there, and perhaps the one until when.
        states: how features are in time: lasting, passing or onward; by the columns if left out.
        calendar: that of these dates, a key of `formats.tidy.calendars.CALENDARS`.
        popup: the columns that stand in a feature's record; guessed if None.
        layer: which of the layers or sheets in the file, if it has several.
        epsg: the code of its coordinate system, whatever it says itself.
        position: the columns of a table with latitude and longitude, or the one with both.
        encoding: of its text, whatever it says itself; guessed if left out.
        tiles: put all features into an archive of tiles, and a part of them into the layer's file.
        dry_run: find out everything, write nothing.
        on_progress: is told what is being done, and which share of it is.

    Raises:
        MapperError: with every problem; then nothing is written. Nothing is ever overwritten.
    """
    from mapper.formats import read_file  # here: its libraries are slow to import

    if tiles:
        program()
    root = Path(folder)
    atlas, known = read(root, dropped=False)
    on_progress(f"Reading {Path(file).name}", 0)
    foreign = read_file(
        file,
        layer=layer,
        epsg=epsg,
        position=position,
        encoding=encoding,
        languages=tuple(atlas.manifest.atlas.languages),
    )
    new_id = (slug(Path(file).stem) or "layer") if id is None else id
    name = title_of(str(file), title or foreign.title, new_id)
    refused = list(_refusals(new_id, atlas))
    tidied = tidy(
        foreign,
        new_id,
        name,
        label=label,
        date=date,
        calendar=calendar,
        period=parse_date(atlas.manifest.atlas.period).days,
        look=look,
        language=atlas.language,
        bounds=atlas.manifest.atlas.bounds,
        taken=atlas.ids,
        looks=assets.looks(),
        on_progress=on_progress,
    )
    shown, wrong = _shown(foreign, popup, date)
    problems = [*refused, *tidied.problems, *wrong]
    if errors(problems) or tidied.extent is None:
        raise MapperError(folded(problems))
    given = {"title": title, "look": look, "label": label, "popup": popup, "date": date or None}
    guesses = _guesses(foreign, name, tidied.look, label, shown)
    guessed = tuple(f"{words}: --{option}" for option, words in guesses if given[option] is None)
    foreign = replace(foreign, records=())  # a million of them take a gigabyte
    when = dict(zip(("from", "until"), map(one_line, date), strict=False))
    popups = [one_line(column) for column in shown]
    whole = len(tidied.lines) if tiles else None
    lines = generalised(tidied.lines) if tiles else tidied.lines
    entry = entry_of(
        new_id,
        name,
        tidied.look,
        group=group,
        when=when,
        states={"are": states} if states else None,
        popup=popups,
        tiles=whole,
    )
    old = (root / MANIFEST).read_bytes()
    new = saved_like(old, with_entry(manifest_text(old), entry, MANIFEST))
    fresh = _new_problems(atlas, known, new, lines, foreign.file, on_progress)
    if errors(fresh):
        raise MapperError(folded([*tidied.problems, *fresh]))
    target, data, beside = f"geo/{new_id}.geojson", joined(lines), None
    if tiles:
        on_progress("Making tiles", 0)
        zoom = atlas.manifest.atlas.zoom[1]
        beside = f"geo/{new_id}.pmtiles", archive(tidied.lines, new_id, zoom)
    on_progress("Writing", 1)
    if dry_run:
        refuse_place(root, target, data)
    else:
        commit(root, target, data, MANIFEST, old, new, beside=beside)
    return Added(
        id=new_id,
        file=root / target,
        features=len(tidied.lines),
        extent=tidied.extent,
        dates=tidied.dates,
        guessed=guessed,
        repaired=(*tidied.notes, *_parted(new_id, len(tidied.lines), len(lines), tiles)),
        warnings=tuple(folded([*tidied.problems, *fresh])),
        entry=entry,
        next_step=f'Fill in the licence of "{new_id}" in {MANIFEST}, then: mapper build',
        written=not dry_run,
    )


def _parted(layer: str, every: int, held: int, tiles: bool) -> Iterator[str]:
    """What is where, if there are tiles."""
    if tiles:
        yield (
            f"All {every:,} are in geo/{layer}.pmtiles, which needs a web server;"
            f" {held:,} of them, for a page opened from disk, in geo/{layer}.geojson"
        )


def _shown(
    foreign: Foreign, popup: Sequence[str] | None, date: Sequence[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """The columns that stand in the records, and those that were asked for and are not there."""
    known = columns(foreign.records)
    if popup is None:
        return tuple(dict.fromkeys((*date, *popup_columns(foreign.records, known)))), []
    return tuple(dict.fromkeys(popup)), [
        Problem(
            foreign.file,
            "--popup",
            f'no column "{column}".',
            guess(column, known) or f"Columns are {', '.join(sorted(known))}.",
        )
        for column in popup
        if column not in known
    ]


def _guesses(
    foreign: Foreign, name: str, look: str, label: str | None, shown: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Option → what was chosen for it, in words."""
    known = columns(foreign.records)
    yield "title", f'Title "{name}"'
    yield "look", f'Look "{look}", by most geometries'
    for column in name_columns(foreign.records, known, label)[:1]:
        yield "label", f'Names from the column "{column}"'
    if shown:
        yield "popup", f"In the records: {', '.join(shown)}"
    if column := date_column(foreign.records, known):
        yield "date", f'No dates, though the column "{column}" holds some'


def _refusals(layer: str, atlas: Atlas) -> Iterator[Problem]:
    """What speaks against the id."""
    if not layer:
        mend = "Give one: --id north-road."
        yield Problem("--id", "", "no id can be made of the file's name.", mend)
    elif slug(layer) != layer:
        mend = "Use lower-case letters, digits and single hyphens"
        mend += f": {slug(layer)}." if slug(layer) else "."
        yield Problem("--id", "", f'"{layer}" is not an id.', mend)
    for index, entry in enumerate(atlas.manifest.layer):
        if entry.id == layer:
            mend = (
                f"Choose another, as --id {layer}-2, or put this in its place: --replace {layer}."
            )
            yield Problem(MANIFEST, f"layer[{index}].id", f'"{layer}" is there already.', mend)


def _new_problems(
    atlas: Atlas,
    known: Iterable[Problem],
    manifest: bytes,
    lines: Sequence[bytes],
    file: str,
    on_progress: OnProgress,
) -> list[Problem]:
    """What would be wrong with the atlas that is not wrong with it now.

    What is wrong with the manifest has to be so with every part of the layer: a property that the
    records show may be missing in one.
    """
    whole, problems = validate(Manifest, tomllib.loads(manifest_text(manifest)), MANIFEST)
    if whole is None:
        return problems
    entry, info = whole.layer[-1], whole.atlas
    found: Counter[Problem] = Counter(dict.fromkeys(problems, 1))
    before, parts = {*known, *check(atlas)}, range(0, len(lines), AT_ONCE)
    for start in parts:
        on_progress("Checking the atlas", start / len(lines))
        data = joined(lines[start : start + AT_ONCE])
        features, wrong = read_features(data, file, entry.look, atlas.language, info.bounds)
        bigger = replace(atlas, manifest=whole, layers=(*atlas.layers, Layer(entry, features)))
        found.update(dict.fromkeys((*problems, *wrong, *check(bigger)), 1))
    return [
        replace(problem, file=file) if problem.file == entry.path else problem
        for problem, count in found.items()
        if problem not in before and not (problem.file == MANIFEST and count < len(parts))
    ]
