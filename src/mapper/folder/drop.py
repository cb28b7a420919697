"""A file that was dropped into `geo/`, without an entry in the manifest → a layer all the same."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import PurePosixPath
from typing import Any

import orjson

from mapper.folder.entry import UNSTATED, entry_of
from mapper.folder.features import read_features
from mapper.folder.files import Folder
from mapper.formats import Source, joined, keep, read_geojson, slug, tidy, title_of, with_looks
from mapper.looks import drawn_by, looks_in_turn, looks_there
from mapper.model import Atlas, Layer, LayerEntry
from mapper.problems import MapperError, Problem, errors, folded

FOREIGN = (
    *(".csv", ".tsv", ".xlsx", ".kml", ".kmz", ".gpx", ".gpkg", ".shp", ".zip", ".fgb"),
    *(".umap", ".map", ".topojson", ".geojsonl", ".geojsons", ".ndjson", ".parquet", ".geoparquet"),
)
"""Endings of files that may hold a layer, which `mapper add` makes of them.

They are those of `formats/read.py`, which is slow to import, without GeoJSON and plain text.
"""


LEFT_OUT = ".left-out.csv"
"""How a table ends that `mapper add` wrote itself, of what it left out."""


@dataclass(frozen=True)
class Drop:
    """A file of `geo/` without an entry, and the layer that it is meanwhile.

    `entry` is the text that the manifest lacks; `new` what the file has to hold for that, None if
    it holds it already; `notes` say in sentences how the two differ.
    """

    file: str
    layer: Layer
    entry: str
    new: bytes | None = None
    notes: tuple[str, ...] = ()

    @property
    def notice(self) -> Problem:
        """What is said of it until it has an entry."""
        number, entry = len(self.layer.features), self.layer.entry
        what = f'has no entry in data/atlas.toml; it is shown above the others as "{entry.title}": '
        what += f"{number:,} {'feature' if number == 1 else 'features'}, "
        what += f'look "{entry.look}", licence {entry.licence}.'
        mend = "Run mapper add --adopt, or put this there:"
        if self.new is not None:
            mend = (
                f"{' '.join(self.notes)} Run mapper add --adopt: it writes the file so, and enters:"
            )
        return Problem(self.file, "", what, f"{mend}\n\n{self.entry}", "warning")


def drops(folder: Folder, atlas: Atlas) -> tuple[Drop, ...]:
    """The layers of files that the manifest does not name, by the names of the files.

    A file that cannot be a layer becomes a problem of the folder. What may hold a layer but is not
    GeoJSON is not read: a warning says how to add it. Hidden files, folders in `geo/`, and files
    that hold no layer are left alone.
    """
    relief = atlas.manifest.relief
    known = {PurePosixPath(entry.path) for entry in atlas.manifest.layer}
    known |= {PurePosixPath(relief.file)} if relief else set()
    files = [file for file in folder.names("geo") if PurePosixPath(file) not in known]
    layers = {entry.id for entry in atlas.manifest.layer}
    taken = set(atlas.ids) if files else set()
    found: list[Drop] = []
    for file in files:
        if file.lower().endswith((".geojson", ".json")):
            drop = _drop(folder, file, _free(_slug(file) or "layer", layers), atlas, taken, found)
            if drop is not None:
                found.append(drop)
                layers.add(drop.layer.id)
                taken |= {feature.id for feature in drop.layer.features}
    for file in files:
        if file.lower().endswith(LEFT_OUT):
            continue
        if file.lower().endswith(FOREIGN) and _slug(file) not in layers:
            folder.problems.append(_not_yet(file))
    return tuple(found)


def _drop(
    folder: Folder,
    file: str,
    id: str,
    atlas: Atlas,
    taken: Collection[str],
    before: Sequence[Drop],
) -> Drop | None:
    data = folder.bytes(file)
    if not data.strip():
        unread = any(problem.file == file for problem in folder.problems)
        mend = "Save it anew, or take it away."
        folder.problems += [] if unread else [Problem(file, "", "is empty.", mend)]
        return None
    try:
        foreign = keep(read_geojson(Source(file, data)), atlas.manifest.atlas.languages)
    except MapperError as error:
        foreign_json = file.lower().endswith(".json")
        folder.problems += [_not_yet(file)] if foreign_json else error.problems
        return None
    language, bounds = atlas.language, atlas.manifest.atlas.bounds
    title = title_of(file, foreign.title, id)
    new: bytes | None = None
    notes: tuple[str, ...] = ()
    problems = foreign.problems
    others = (*atlas.layers, *(drop.layer for drop in before))
    by_kind = looks_in_turn(others, len(foreign.records))
    if not _fits(data, file, atlas, taken):
        tidied = tidy(
            foreign,
            id,
            title,
            language=language,
            bounds=bounds,
            taken=taken,
            looks=looks_there(atlas.manifest),
            by_kind=by_kind,
        )
        new, notes, problems = joined(tidied.lines), tidied.notes, tidied.problems
    folder.problems += folded(problems)
    if errors(problems):
        return None
    look = with_looks(_items(new or data), by_kind)[1]
    features, wrong = read_features(new or data, file, look, language, bounds)
    folder.problems += wrong
    own = "" if file == f"geo/{id}.geojson" else file
    said = {key: text for key, text in asdict(foreign.about).items() if text and key != "title"}
    layer = LayerEntry(
        **{"id": id, "title": title, "file": own, "look": look, "licence": UNSTATED, **said}
    )
    entry = entry_of(id, title, look, file=own or None, more=said)
    shown = drawn_by(Layer(layer, features), atlas.manifest.symbol)
    drop = Drop(file, shown, entry, new, notes)
    folder.problems.append(drop.notice)
    return drop


def _fits(data: bytes, file: str, atlas: Atlas, taken: Collection[str]) -> bool:
    """Whether an entry is all that a file lacks: it reads, and ids and looks are what they seem."""
    features, wrong = read_features(data, file, "", atlas.language, atlas.manifest.atlas.bounds)
    ids = [feature.id for feature in features]
    if wrong or len(ids) > len({*ids}.difference(taken)):
        return False
    items = _items(data)
    named = {feature.look for feature in features} - {""}
    return named <= looks_there(atlas.manifest) and with_looks(items)[0] == items


def _items(data: bytes) -> tuple[dict[str, Any], ...]:
    """The features of a text that reads, as they stand in it."""
    found = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))["features"]
    return tuple(item | {"properties": item.get("properties") or {}} for item in found)


def _not_yet(file: str) -> Problem:
    mend = f"Run mapper add {shlex.quote(file)}, or move it to another folder."
    return Problem(file, "", "is not a layer yet.", mend, "warning")


def _slug(file: str) -> str:
    return slug(PurePosixPath(file).stem)


def _free(id: str, taken: Collection[str]) -> str:
    """The id, with the first number that makes it new if it is taken."""
    return next(each for n in count(1) if (each := id if n == 1 else f"{id}-{n}") not in taken)
