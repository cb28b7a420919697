"""A newer file of a layer that is there → its features; its entry stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from mapper.edit.add import expecting
from mapper.edit.compare import Changes, compared
from mapper.edit.fresh import fresh
from mapper.edit.media import hung, told, within
from mapper.edit.pictures import Gathered, gather
from mapper.edit.remove import SHELF, index_of, shelved
from mapper.edit.skip import as_table, reported, without, without_bad
from mapper.edit.transaction import Change, commit
from mapper.folder import LEFT_OUT, check, read, read_features
from mapper.formats import (
    LOOKS,
    Foreign,
    LeftOut,
    OnProgress,
    Reading,
    columns,
    joined,
    name_columns,
    one_line,
    tidy,
)
from mapper.looks import TURN, coloured, looked, looks_there
from mapper.model import MANIFEST, Atlas, Layer, LayerEntry, parse_date
from mapper.pause_gc import pause_gc
from mapper.problems import MapperError, Problem, errors, folded

NEUTRAL = {kind: {*looks, LOOKS[kind]} for kind, looks in TURN.items()}
"""Looks that are chosen by geometry: features of another kind than most name their own."""


@dataclass(frozen=True)
class Renewed:
    """What the new version brought, or with a dry run would bring.

    `kept` is where the version before lies, empty if nothing has changed; `repaired` says what was
    put right in the file; `left_out` what was not read, in words; `dangling` what refers to
    features that are gone, if that was allowed.
    """

    file: str
    changes: Changes
    repaired: tuple[str, ...]
    warnings: tuple[Problem, ...]
    dangling: tuple[Problem, ...]
    kept: str
    written: bool
    left_out: tuple[str, ...] = ()


@pause_gc()
def renew(
    folder: str | Path,
    file: str | Path,
    id: str,
    reading: Reading | None = None,
    *,
    label: str | None = None,
    calendar: str | None = None,
    drop: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress = lambda what, share: None,
) -> Renewed:
    """Put a newer file in the place of a layer's; what was there goes to `geo/removed/`.

    Args:
        folder: the project folder.
        file: any file that `formats.read_file` reads; it is left as it is.
        id: of the layer. All that the manifest says of it stays: title, look, records, dates.
        reading: how the file is to be read, where it does not say it itself.
        label: the column that holds the names; that from which they came before, if left out.
        calendar: of its dates, as for `add`.
        drop: write it even though something refers to features that are gone.
        dry_run: find out everything, write nothing.
        on_progress: is told what is being done, and which share of it is.

    Raises:
        MapperError: with every problem; then nothing is written.
    """
    from mapper.formats import read_file  # here: its libraries are slow to import

    root = Path(folder)
    atlas, known = read(root, dropped=False)
    if wrong := [each for each in errors(known) if each.file == MANIFEST]:
        raise MapperError(wrong)
    index = index_of(id, atlas)
    entry = atlas.layers[index].entry
    if wrong := [*_refusals(atlas, index), *(e for e in errors(known) if e.file == entry.path)]:
        raise MapperError(wrong)
    old = _features((root / entry.path).read_bytes())  # reading the atlas found nothing wrong
    on_progress(f"Reading {Path(file).name}", 0)
    notes: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    pictured = atlas
    more: tuple[Change, ...] = ()
    left: tuple[LeftOut, ...] = ()
    table = b""
    if Path(file).is_file() and Path(file).resolve().parent == (root / SHELF).resolve():
        # A version of before is as it should be: to tidy it would make text of its lists.
        new = _held(Path(file), entry, atlas)
        if (beside := Path(file).with_suffix(LEFT_OUT)).is_file():
            table = beside.read_bytes()
    else:
        foreign = read_file(file, expecting(reading, atlas))
        gathered = _gathered(foreign, Path(file), root, atlas, entry)
        foreign = gathered.foreign
        by_kind = _by_kind(entry.look, old)
        tidied = tidy(
            foreign,
            id,
            entry.title,
            label=_label(old, foreign) if label is None else label,
            date=_dates(entry, foreign),
            calendar=calendar,
            period=parse_date(atlas.manifest.atlas.period).days,
            look=None if by_kind else entry.look,
            language=atlas.language,
            bounds=atlas.manifest.atlas.bounds,
            taken={*atlas.ids}.difference(atlas.layers[index].ids),
            looks=looks_there(atlas.manifest),
            by_kind=by_kind or LOOKS,
            on_progress=on_progress,
        )
        left, remaining = without_bad(foreign, tidied, reading, gathered.problems)
        doubts = (*remaining, *gathered.problems)
        if errors(doubts) or tidied.extent is None:
            raise MapperError(folded(doubts))
        table = as_table(left) if left else b""
        gathered = within(gathered, without({row.place for row in left}, foreign))
        pictured, more = hung(gathered, root, atlas)
        new, notes = [*map(orjson.loads, tidied.lines)], (*tidied.notes, *told(gathered, {}))
        if foreign.brought and any(foreign.brought.facts):
            notes = (*notes, "Left out the facts of the file: they come along with a new layer.")
    changes = compared(old, new, entry.title)
    on_progress("Checking the atlas", 0)
    found = _made_wrong(atlas, known, index, changes.features, pictured)
    if wrong := [*_unfit(errors(found), entry, str(file)), *_taken_over(atlas, index, changes)]:
        raise MapperError(wrong)
    dangling = errors(found)
    if dangling and not drop:
        mend = "Take it out or name another there; with --drop the version is written all the same."
        raise MapperError([replace(each, mend=mend) for each in dangling])
    was = (root / entry.left_out).read_bytes() if (root / entry.left_out).is_file() else b""
    is_other = changes.new or changes.gone or changes.changed or was != table
    kept = shelved(root, entry.path) if is_other else ""
    if kept and not dry_run:
        on_progress("Writing", 1)
        manifest = (root / MANIFEST).read_bytes()
        data = joined(map(orjson.dumps, changes.features))
        away = str(PurePosixPath(kept).with_suffix(LEFT_OUT))
        commit(
            root,
            entry.path,
            data,
            MANIFEST,
            manifest,
            manifest,
            kept,
            beside=[(entry.left_out, table)] if table else [],
            moved={entry.left_out: away} if was else {},
            more=more,
        )
    warnings = (each for each in found if each not in dangling)
    return Renewed(
        file=entry.path,
        changes=changes,
        repaired=notes,
        warnings=tuple(folded([*doubts, *warnings])),
        dangling=tuple(replace(each, severity="warning") for each in dangling),
        kept=kept,
        written=bool(kept) and not dry_run,
        left_out=tuple(reported(left, len(left) + len(new), entry.left_out)),
    )


def _refusals(atlas: Atlas, index: int) -> Iterator[Problem]:
    """What speaks against a new version of the layer."""
    entry = atlas.layers[index].entry
    if entry.tiles:
        mend = f"Take the layer out (mapper remove {entry.id}), then add the file with --tiles."
        yield Problem(MANIFEST, f"layer[{index}].tiles", "is a layer of tiles.", mend)
    for other, layer in enumerate(atlas.layers):
        if other != index and layer.entry.path == entry.path:
            mend = f'Give "{entry.id}" a file of its own.'
            what = f'{entry.path} is the file of "{layer.id}" too.'
            yield Problem(MANIFEST, f"layer[{index}].file", what, mend)


def _held(path: Path, entry: LayerEntry, atlas: Atlas) -> list[dict[str, Any]]:
    """The features of a version of before, as they stand in it."""
    data, bounds = path.read_bytes(), atlas.manifest.atlas.bounds
    _, wrong = read_features(data, str(path), entry.look, atlas.language, bounds)
    if errors(wrong):
        raise MapperError(errors(wrong))
    return _features(data)


def _features(data: bytes) -> list[dict[str, Any]]:
    found = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))["features"]
    return [{**each, "properties": each.get("properties") or {}} for each in found]


def _label(old: Sequence[Mapping[str, Any]], foreign: Foreign) -> str | None:
    """The column that `--label` named: all names came from it, and nobody would look for it."""
    known = columns(foreign.records)
    usual = {"name", *name_columns(foreign.records, known, None)}
    names = [each["properties"].get("name") for each in old]
    for column in known:
        found = [each["properties"].get(column) for each in old]
        if column not in usual and [*map(str, found)] == [*map(str, names)]:
            return column
    return None


def _by_kind(look: str, old: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    """Kind of geometry → the look that features have so far; nothing if it was not so chosen."""
    found = {}
    for kind, neutral in NEUTRAL.items():
        if look in neutral:
            found = {**LOOKS, kind: look}
    for each in old:
        own, kind = each["properties"].get("look"), each["geometry"]["type"].removeprefix("Multi")
        if found and own in NEUTRAL[kind]:
            found[kind] = own
    return found


def _dates(entry: LayerEntry, foreign: Foreign) -> list[str]:
    """The columns of the file that the entry reads dates from."""
    wanted = {entry.when.start, entry.when.end} if entry.when else set()
    return [column for column in columns(foreign.records) if one_line(column) in wanted]


def _gathered(
    foreign: Foreign, file: Path, root: Path, atlas: Atlas, entry: LayerEntry
) -> Gathered:
    """The pictures of the columns that the layer's records show as such."""
    fields = atlas.field_entries
    shown = {name for name in entry.popup if name in fields and fields[name].kind == "image"}
    wanted = [column for column in columns(foreign.records) if one_line(column) in shown]
    return gather(foreign, file, root, atlas, wanted)


def _made_wrong(
    atlas: Atlas,
    known: Sequence[Problem],
    index: int,
    features: Sequence[Mapping[str, Any]],
    pictured: Atlas | None = None,
) -> list[Problem]:
    """What would be wrong with the atlas, its new pictures in it, that is not wrong with it now."""
    whole = replace(atlas, unread=frozenset())  # so that every dangling reference is found
    entry, info = atlas.layers[index].entry, atlas.manifest.atlas
    data = joined(map(orjson.dumps, features))
    found, wrong = read_features(data, entry.path, entry.look, atlas.language, info.bounds)
    layers = [*whole.layers]
    layers[index] = coloured(looked(Layer(entry, found)))
    newer = replace(pictured or atlas, layers=tuple(layers), unread=frozenset())
    return fresh((*known, *check(whole)), (*wrong, *check(newer)))


def _unfit(problems: Sequence[Problem], entry: LayerEntry, file: str) -> list[Problem]:
    """What the new version does not do that the entry, or any layer, asks for."""
    own = (each for each in problems if each.file in (MANIFEST, entry.path))
    return [replace(each, file=file) if each.file == entry.path else each for each in own]


def _taken_over(atlas: Atlas, index: int, changes: Changes) -> Iterator[Problem]:
    """What would be said of another place, because that has the id now."""
    if not changes.swapped:
        return
    others = [each for each in changes.features if each["id"] not in changes.swapped]
    for each in errors(_made_wrong(atlas, (), index, others)):
        for id, words in changes.swapped.items():
            if f'"{id}"' in each.what and each.file != MANIFEST:
                what = f'"{id}" would be another place: {words}.'
                mend = "Give the new place an id of its own, in a column id."
                yield Problem(each.file, each.place, what, mend)
