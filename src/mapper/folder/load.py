"""A project folder → `Atlas`; every error of its files becomes a Problem with its address."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from mapper.folder.drop import drops
from mapper.folder.features import read_features
from mapper.folder.files import Folder, other_form
from mapper.folder.images import read_images
from mapper.folder.manuscript import is_utf16, manifest_text
from mapper.folder.overlays import overlays
from mapper.geometry import sound
from mapper.looks import coloured, drawn_by, kinds_by, looked, looks_given, read_symbol
from mapper.model import (
    MANIFEST,
    Atlas,
    AtlasEntry,
    DateError,
    Layer,
    LayerEntry,
    Lesson,
    Manifest,
    Story,
    day_number,
    parse_date,
    validate,
)
from mapper.problems import MapperError, Problem, errors
from mapper.record import PICTURE_ENDINGS, PICTURE_FOLDERS, read_bib, read_tables

STORY = "data/story.md"
SOURCES = "data/sources.bib"


def load(folder: str | Path) -> Atlas:
    """Read a project folder.

    Raises:
        MapperError: with every problem that keeps the folder from being read.
    """
    atlas, problems = read(folder)
    if errors(problems):
        raise MapperError(problems)
    return atlas


def read(folder: str | Path | Folder, dropped: bool = True) -> tuple[Atlas, list[Problem]]:
    """As much of a project folder as can be read, and everything wrong with it.

    Args:
        folder: the project folder, or what reads one.
        dropped: whether files of `geo/` that the manifest does not name are layers too.

    Raises:
        MapperError: when there is no readable manifest, for then nothing else can be read.
    """
    reader = folder if isinstance(folder, Folder) else Folder(Path(folder))
    manifest = _manifest(reader)
    reader.languages = tuple(manifest.atlas.languages)

    def text_of(file: str) -> str:
        return reader.text(file, needed=False)

    sources, problems = read_bib(text_of(SOURCES), SOURCES)
    tables, wrong = read_tables(text_of, manifest)
    reader.problems += [*problems, *wrong]
    atlas = Atlas(
        manifest=manifest,
        layers=_layers(reader, manifest),
        facts=tables.facts,
        events=tables.events,
        registers=tables.registers,
        strength=tables.strength,
        corrections=tables.corrections,
        sources=sources,
        lessons=_lessons(reader),
        story=_story(reader),
        pictures=_pictures(reader),
        media=tables.media,
        images=read_images(reader, tables.media),
        archives={entry.id: reader.bytes(entry.archive) for entry in manifest.layer if entry.tiles},
        symbols=_symbols(reader, manifest),
        left_out=_left_out(reader, manifest),
        relief=reader.bytes(manifest.relief.file) if manifest.relief else b"",
        overlays=overlays(reader, manifest),
    )
    if dropped and not any(each.file == MANIFEST for each in errors(reader.problems)):
        found = tuple(drop.layer for drop in drops(reader, atlas))
        atlas = replace(atlas, layers=(*atlas.layers, *found))
    unread = frozenset(problem.file for problem in errors(reader.problems))
    return replace(atlas, unread=unread), reader.problems


def _manifest(reader: Folder) -> Manifest:
    if not reader.has(MANIFEST):
        what = f"is not there, so {reader.root} is no project folder."
        mend = f"Name one that is, or make one: mapper new {reader.root}"
        if reader.root == Path():
            what, mend = (
                "is not there.",
                "Go to a project folder, or name it; mapper new makes one.",
            )
        raise MapperError([Problem(MANIFEST, "", what, mend)])
    data = reader.bytes(MANIFEST)
    try:
        content = manifest_text(data)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(MANIFEST, f"line {line}", "is not UTF-8.", "Save it as UTF-8.")
        raise MapperError([problem]) from error
    if is_utf16(data):
        reader.problems.append(other_form(MANIFEST, "UTF-16"))
    if not content:
        mend = "A project folder holds data/atlas.toml and geo/."
        raise MapperError(reader.problems or [Problem(MANIFEST, "", "is empty.", mend)])
    try:
        value = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise MapperError([Problem(MANIFEST, "", f"is not TOML: {error}.")]) from error
    manifest, problems = validate(Manifest, value, MANIFEST)
    reader.problems += problems
    if manifest is None:
        raise MapperError(reader.problems)
    readable = {}
    for key in ("period", "opens"):
        wrong = _day_problem(key, getattr(manifest.atlas, key))
        if wrong:
            reader.problems.append(wrong)
            readable[key] = ANY_TIME[key]
    manifest = manifest.model_copy(update={"atlas": manifest.atlas.model_copy(update=readable)})
    reader.problems += _still_problems(manifest.atlas)
    return manifest.model_copy(update={"kinds": {**kinds_by(manifest), **manifest.kinds}})


ANY_TIME = {"period": "0001/9999", "opens": ""}
"""What stands for dates that cannot be read, so that all else that is wrong is found, too."""


def _day_problem(key: str, text: str) -> Problem | None:
    """What is wrong with a date of the manifest; the period has two ends."""
    try:
        first, _, _, last = parse_date(text).days if text else (0, 0, 0, 0)
    except DateError as error:
        return Problem(MANIFEST, f"atlas.{key}", str(error))
    if key == "period" and (first is None or last is None):
        mend = "Write both ends of the time that the atlas tells of: 1850/1860."
        return Problem(MANIFEST, f"atlas.{key}", f'"{text}": has an open end.', mend)
    return None


def _still_problems(info: AtlasEntry) -> Iterator[Problem]:
    """Each is a day, of the period."""
    first, _, _, last = parse_date(info.period).days
    for place, day in enumerate(info.stills):
        address = f"atlas.stills[{place}]"
        try:
            number = day_number(day)
        except DateError as error:
            yield Problem(MANIFEST, address, str(error))
            continue
        if (first is not None and number < first) or (last is not None and number > last):
            yield Problem(MANIFEST, address, f'"{day}": lies outside the period {info.period}.')


def _layers(reader: Folder, manifest: Manifest) -> tuple[Layer, ...]:
    read = looks_given([looked(_layer(reader, entry, manifest)) for entry in manifest.layer])
    return tuple(coloured(drawn_by(layer, manifest.symbol)) for layer in read)


def _symbols(reader: Folder, manifest: Manifest) -> dict[str, str]:
    found = {}
    for entry in manifest.symbol:
        data = reader.bytes(entry.file)
        if data:
            found[entry.id], problems = read_symbol(entry.id, data, entry.file)
            reader.problems += problems
    return found


def _layer(reader: Folder, entry: LayerEntry, manifest: Manifest) -> Layer:
    file = entry.path
    language, bounds = manifest.atlas.languages[0], manifest.atlas.bounds
    known = reader.columns(file)
    if known is not None and sound(known.shapes, bounds):
        return Layer(entry, replace(known, look=entry.look, language=language))
    data = reader.bytes(file)
    if not data:
        return Layer(entry, ())
    features, problems = read_features(data, file, entry.look, language, bounds)
    reader.problems += problems
    return Layer(entry, features)


def _left_out(reader: Folder, manifest: Manifest) -> dict[str, int]:
    """How many rows stand in the tables of what was left out."""
    found = {}
    for entry in manifest.layer:
        if text := reader.bytes(entry.left_out, needed=False).decode("utf-8-sig", "replace"):
            rows = csv.reader(text.splitlines(keepends=True))
            found[entry.id] = sum(any(row) for row in rows) - 1
    return found


def _lessons(reader: Folder) -> tuple[Lesson, ...]:
    files = [file for file in reader.names("data/lessons") if file.endswith(".md")]
    return tuple(Lesson(Path(file).stem, file, reader.text(file)) for file in files)


def _pictures(reader: Folder) -> dict[str, bytes]:
    names = [name for folder in PICTURE_FOLDERS for name in reader.names(f"data/{folder}")]
    return {
        name: reader.bytes(name)
        for name in names
        if PurePosixPath(name).suffix.lower() in PICTURE_ENDINGS
    }


def _story(reader: Folder) -> Story | None:
    text = reader.text(STORY, needed=False)
    return Story(STORY, text) if text else None
