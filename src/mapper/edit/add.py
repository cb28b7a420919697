"""A file from elsewhere → a layer of the project folder: its GeoJSON and its manifest entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mapper.edit.along import along
from mapper.edit.empty import said_by_first, seen_with
from mapper.edit.fresh import with_layer
from mapper.edit.guesses import guesses_of, shown_columns
from mapper.edit.keeping import as_elsewhere, colour_of, of_file, said
from mapper.edit.media import hung, new_fields, told, within
from mapper.edit.pictures import gather
from mapper.edit.skip import as_table, reported, without, without_bad
from mapper.edit.tiles import archive, generalised, program
from mapper.edit.transaction import commit, refuse_changed, refuse_place
from mapper.folder import (
    LEFT_OUT,
    check,
    entry_of,
    manifest_text,
    read,
    saved_like,
    with_entry,
    with_fields,
)
from mapper.formats import (
    OnProgress,
    Reading,
    joined,
    one_line,
    slug,
    tidy,
    title_of,
)
from mapper.geometry import Bounds
from mapper.looks import looks_in_turn, looks_there
from mapper.model import MANIFEST, Atlas, parse_date
from mapper.pause_gc import pause_gc
from mapper.problems import MapperError, Problem, errors, folded


@dataclass(frozen=True)
class Added:
    """What was added, or with a dry run would be.

    `extent` is west, south, east, north in degrees; `dates` the first and the last, in EDTF, None
    if no column holds dates; `entry` is the text for the manifest; `repaired` says in sentences
    what was changed in the data, `guessed` what was chosen that nobody asked for, and which option
    chooses otherwise; `left_out` what was not read, in words.
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
    left_out: tuple[str, ...] = ()


@pause_gc()
def add(
    folder: str | Path,
    file: str | Path,
    reading: Reading | None = None,
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
    licence: str | None = None,
    colour: str | None = None,
    tiles: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress = lambda what, share: None,
) -> Added:
    """Add a file to a project folder as a new layer, drawn above the others.

    Args:
        folder: the project folder.
        file: any file that `formats.read_file` reads; it is left as it is.
        reading: how it is to be read, where it does not say it itself.
        id, title: of the layer; made of the file's name if left out.
        group: the id of a [[group]] of the manifest.
        look: how features are drawn; if left out, by their geometry, as no other layer is yet.
        label: the column that holds the features' names; guessed if left out.
        date: the column that says from when a feature is there, and perhaps the one until when.
        states: how features are in time: lasting, passing or onward; by the columns if left out.
        calendar: that of these dates, a key of `formats.tidy.calendars.CALENDARS`.
        popup: the columns that stand in a feature's record; guessed if None.
        licence: of the data; what the file says if None.
        colour: the column that features are coloured by; what the file has if None.
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
    foreign = read_file(file, expecting(reading, atlas))
    gathered = gather(foreign, Path(file), root, atlas, popup)
    foreign = gathered.foreign
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
        looks=looks_there(atlas.manifest),
        by_kind=looks_in_turn(atlas.layers, len(foreign.records)),
        on_progress=on_progress,
    )
    left, remaining = without_bad(foreign, tidied, reading, gathered.problems)
    shown, wrong = shown_columns(gathered, popup, date, label)
    coloured, unfit = colour_of(foreign, colour)
    problems = [*refused, *remaining, *gathered.problems, *wrong, *unfit]
    if errors(problems) or tidied.extent is None:
        raise MapperError(folded(problems))
    foreign = without({row.place for row in left}, foreign)
    gathered = within(gathered, foreign)
    extra = along(root, atlas, foreign, tidied.lines, new_id, Path(file))
    own = as_elsewhere(foreign, extra.sources, extra.names)
    theirs = own.pop("look", None)
    look = look or theirs
    given = {"title": title, "look": look, "label": label, "popup": popup, "date": date or None}
    guesses = guesses_of(foreign, name, tidied.look, label, shown)
    guessed = (
        *(f"{words}: --{option}" for option, words in guesses if given[option.split()[0]] is None),
        *said(foreign, coloured if colour is None else None, licence),
    )
    whole = len(tidied.lines) if tiles else None
    lines = generalised(tidied.lines) if tiles else tidied.lines
    foreign = replace(foreign, records=())  # very many of them take a lot of room
    gathered = replace(gathered, foreign=foreign)
    when = dict(zip(("from", "until"), map(one_line, date), strict=False))
    when = when or own.pop("when", {})
    popups = [one_line(column) for column in shown]
    more = {**own, **({"colour": coloured} if coloured else {}), **of_file(foreign.about, licence)}
    entry = entry_of(
        new_id,
        name,
        look or tidied.look,
        group=group,
        when=when,
        states={"are": states} if states else own.pop("states", None),
        popup=popups,
        tiles=whole,
        more=more,
    )
    old = (root / MANIFEST).read_bytes()
    text, by_first = manifest_text(old), tuple[str, ...]()
    if not atlas.manifest.layer:
        seen = seen_with(tidied.extent, atlas.overlays)
        text, by_first = said_by_first(text, seen, tidied.dates)
    fields = {**extra.fields, **new_fields(gathered, atlas)}
    entered = with_entry(text, entry, MANIFEST)
    new = saved_like(old, with_fields(entered, fields, MANIFEST))
    pictured, pictures = hung(gathered, root, atlas)
    changes = (*pictures, *extra.changes)
    before = {*known, *check(atlas)}
    made = None if tiles else tidied.features
    fresh = with_layer(pictured, before, new, lines, foreign.file, on_progress, extra, made)
    doubts = [*remaining, *gathered.problems, *extra.problems]
    if errors(fresh):
        raise MapperError(folded([*doubts, *fresh]))
    target, data = f"geo/{new_id}.geojson", joined(lines)
    table = f"geo/{new_id}{LEFT_OUT}"
    beside = [(table, as_table(left))] if left else []
    if tiles:
        on_progress("Making tiles", 0)
        zoom = atlas.manifest.atlas.zoom[1]
        beside.append((f"geo/{new_id}.pmtiles", archive(tidied.lines, new_id, zoom, on_progress)))
    on_progress("Writing", 1)
    if dry_run:
        refuse_place(root, target, data)
        refuse_changed(root, changes)
    else:
        commit(root, target, data, MANIFEST, old, new, beside=beside, more=changes)
    return Added(
        id=new_id,
        file=root / target,
        features=len(tidied.lines),
        extent=tidied.extent,
        dates=tidied.dates,
        guessed=(*guessed, *by_first),
        repaired=(
            *tidied.notes,
            *extra.notes,
            *told(gathered, new_fields(gathered, atlas)),
            *_parted(new_id, len(tidied.lines), len(lines), tiles),
        ),
        warnings=tuple(folded([*doubts, *fresh])),
        entry=entry,
        next_step="Next: mapper build"
        if "licence" in more
        else f'Fill in the licence of "{new_id}" in {MANIFEST}, then: mapper build',
        written=not dry_run,
        left_out=tuple(reported(left, len(left) + len(tidied.lines), table)),
    )


def _parted(layer: str, every: int, held: int, tiles: bool) -> Iterator[str]:
    """What is where, if there are tiles."""
    if tiles:
        yield (
            f"All {every:,} are in geo/{layer}.pmtiles, which lies beside the page in the site;"
            f" {held:,} of them, which the page itself holds, in geo/{layer}.geojson"
        )


def expecting(reading: Reading | None, atlas: Atlas) -> Reading:
    """How a file is to be read for an atlas: its languages are to be expected in it."""
    return replace(reading or Reading(), languages=tuple(atlas.manifest.atlas.languages))


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
