"""Pictures that a foreign file names → `media/`, with a row each in `data/media.csv`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from mapper.edit.captions import NEEDED, captions
from mapper.edit.skip import without
from mapper.formats import Foreign, cells, columns, one_line
from mapper.model import MANY, Atlas
from mapper.problems import Problem, of_disk
from mapper.record import MEDIA_ENDINGS, MEDIA_MOST, named, picture_fault, read_link

FOLDER = "media"


@dataclass(frozen=True)
class Gathered:
    """A file whose pictures bear the names that they have in `media/`, and what comes with them.

    `images` and `links` are its columns of these kinds, `said` those whose words stand below the
    pictures. `known` are the pictures that the atlas did not know: file → content; `new` those of
    them that are not in `media/` yet; `rows` are for `data/media.csv`.
    """

    foreign: Foreign
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    known: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    new: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    rows: tuple[Mapping[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def gather(
    foreign: Foreign, file: Path, root: Path, atlas: Atlas, wanted: Sequence[str] | None = None
) -> Gathered:
    """Find the pictures that columns of a file name, and the links.

    A column is one of pictures if most of what stands in it ends as they do, and one of them lies
    beside the file, in a folder beside it, or in `media/`; one of links if nothing else is in it.
    A field that is declared as another kind stays what it is. Nothing is fetched, nothing written.

    Args:
        file: where the file lies.
        wanted: the columns that records will show; None if all may.
    """
    texts = {
        column: values
        for column in columns(foreign.records)
        if (wanted is None or column in wanted) and (values := _texts(foreign, column))
    }
    links = tuple(
        column
        for column, values in texts.items()
        if _may_be(column, "link", atlas) and all(map(read_link, values))
    )
    named_so = [
        column
        for column, values in texts.items()
        if _may_be(column, "image", atlas) and _are_names(values)
    ]
    if not named_so:
        return Gathered(foreign, links=links)
    shelf = _Shelf(file, root)
    images = [each for each in named_so if any(map(shelf.find, texts[each]))]
    lost = [_nowhere(foreign, each) for each in named_so if each not in images]
    if len(foreign.records) > MANY:
        lost, images = [_too_many(foreign, each) for each in named_so], []
    if not images:
        return Gathered(foreign, links=links, problems=tuple(lost))
    found = _Finder(foreign, shelf, atlas)
    for column in images:
        found.take(column)
    parted, others = _parted(replace(foreign, records=tuple(found.records)), found.problems)
    return Gathered(
        foreign=parted,
        images=tuple(images),
        links=links,
        said=frozenset(found.said),
        known=found.known,
        new={name: found.known[name] for name in found.new},
        rows=tuple(found.rows.values()),
        problems=(*lost, *others),
    )


def _parted(foreign: Foreign, problems: Sequence[Problem]) -> tuple[Foreign, tuple[Problem, ...]]:
    """The file without the features whose pictures are amiss; and what is wrong besides.

    What is wrong with a row is a problem of the file then, as a row without a position is.
    """
    places = {record.place for record in foreign.records}
    own = [each for each in problems if each.place.split(", ")[0] in places]
    bad = {each.place.split(", ")[0] for each in own}
    cells = {
        record.place: {key: str(value) for key, value in record.properties.items()}
        for record in foreign.records
        if record.place in bad and record.place not in foreign.cells
    }
    fewer = replace(
        without(bad, foreign),
        problems=(*foreign.problems, *own),
        cells={**foreign.cells, **cells},
    )
    return fewer, tuple(each for each in problems if each not in own)


class _Shelf:
    """The pictures that lie beside a file, in folders beside it, and in `media/`."""

    def __init__(self, file: Path, root: Path) -> None:
        self.media = root / FOLDER
        self.paths: dict[str, list[Path]] = {}
        beside = file.resolve().parent
        folders = [beside, *sorted(path for path in beside.glob("[!.]*") if path.is_dir())]
        for folder in folders:
            for path in sorted(folder.glob("[!.]*")):
                if _is_name(path.name) and path.is_file():
                    inner = [path.name] if folder == beside else []
                    for name in inner or (f"{folder.name}/{path.name}", path.name):
                        self.paths.setdefault(_key(name), []).append(path)
        # What lies beside the file itself is meant before what lies in a folder of that name.
        for found in self.paths.values():
            found[:] = [each for each in found if each.parent == beside] or found
        self.taken = {
            _key(path.relative_to(self.media).as_posix()): path
            for path in sorted(self.media.rglob("*"))
            if path.is_file()
        }

    def find(self, value: str) -> list[Path]:
        """The files that a value may mean; those in `media/` only where no other lies nearer."""
        key = _key(value.strip().replace("\\", "/").removeprefix("./"))
        kept = self.taken.get(_key(named(key)))
        # A place on somebody's computer says nothing here; the name does.
        bare = PurePosixPath(key).name if re.match(r"[a-z]:/|/", key) else key
        return self.paths.get(bare) or ([kept] if kept else [])


class _Finder:
    """Goes through the columns, and keeps what it finds."""

    def __init__(self, foreign: Foreign, shelf: _Shelf, atlas: Atlas) -> None:
        self.file, self.shelf, self.atlas = foreign.file, shelf, atlas
        self.records = list(foreign.records)
        self.names: dict[Path, str] = {}
        self.known: dict[str, bytes] = {}
        self.new: list[str] = []
        self.said: set[str] = set()
        self.rows: dict[str, Mapping[str, str]] = {}
        self.problems: list[Problem] = []

    def take(self, column: str) -> None:
        """The pictures that a column names."""
        says = captions(column, columns(self.records), self.atlas.manifest.atlas.languages)
        self.said |= {*says.values()}
        told = {named(row.file) for row in self.atlas.media}
        lacking: list[str] = []
        for index, record in enumerate(self.records):
            value = record.properties.get(column)
            if not isinstance(value, str) or not value.strip():
                continue
            path = self._path(value, record.place, column)
            name = path and self._name(path)
            if not name:
                continue
            self.records[index] = replace(record, properties={**record.properties, column: name})
            if name not in told and name not in self.rows:
                words = {kind: _said(record.properties.get(of)) for kind, of in says.items()}
                self.rows[name] = {"file": name, **words}
                lacking.append(name)
                self.problems += self._unsaid(says, words, record.place, name)
        missing = [kind for kind in NEEDED if kind not in says]
        if lacking and missing:
            names = " and ".join(f"{one_line(column)}_{kind}" for kind in missing)
            noun = "column" if len(missing) == 1 else "columns"
            what = "a picture needs what it shows, whose it is and under which licence."
            mend = f"Add the {noun} {names}, or give it a row in data/media.csv."
            self.problems.append(Problem(self.file, f'column "{column}"', what, mend))

    def _path(self, value: str, place: str, column: str) -> Path | None:
        found = self.shelf.find(value)
        where = f"{place}, {column}"
        if len(found) > 1 and len({self._data(path) for path in found}) > 1:
            listed = " and ".join(f"{path.parent.name}/{path.name}" for path in found)
            what = f'"{value}" may be {listed}.'
            self.problems.append(Problem(self.file, where, what, "Write the folder before it."))
        elif not found and _is_name(value):
            mend = "Put it beside the file, or leave the cell empty."
            what = f'no picture "{value}" lies beside the file or in {FOLDER}/.'
            self.problems.append(Problem(self.file, where, what, mend))
        elif not found:
            mend = "Leave the cell empty."
            self.problems.append(Problem(self.file, where, f'"{value}" is no picture.', mend))
        return found[0] if found else None

    def _name(self, path: Path) -> str:
        """Its name below `media/`, where no other file is lost; empty if it is no picture."""
        if path in self.names:
            return self.names[path]
        data = self._data(path)
        if data is None:
            self.names[path] = ""
        elif wrong := picture_fault(data, str(path)):
            self.problems.append(wrong)
            self.names[path] = ""
        elif path.is_relative_to(self.shelf.media):
            self.names[path] = path.relative_to(self.shelf.media).as_posix()
        else:
            self.names[path] = self._free(path.name, data)
        if data is not None and (name := self.names[path]):
            self.known[name] = data
        return self.names[path]

    def _data(self, path: Path) -> bytes | None:
        """Its content, of which no more is read than can be used; None if that is refused."""
        try:
            with path.open("rb") as file:
                return file.read(MEDIA_MOST + 1)
        except OSError as error:
            self.problems.append(of_disk(error, str(path), "cannot be read"))
            return None

    def _free(self, given: str, data: bytes) -> str:
        """The name, with a mark made of the content if another file has it."""
        name = PurePosixPath(unicodedata.normalize("NFC", given))
        mark = hashlib.sha256(data).hexdigest()[:8]
        for each in (name.name, f"{name.stem}-{mark}{name.suffix}"):
            kept = self.shelf.taken.get(_key(each))
            if kept is not None and kept.read_bytes() == data:
                return kept.relative_to(self.shelf.media).as_posix()
            same = [other for other in self.new if _key(other) == _key(each)]
            if same and self.known[same[0]] == data:
                return same[0]
            if kept is None and not same:
                self.new.append(each)
                return each
        return name.name  # what has the mark in its name has this content

    def _unsaid(
        self, says: Mapping[str, str], words: Mapping[str, str], place: str, name: str
    ) -> Iterator[Problem]:
        for kind in NEEDED:
            if kind in says and not words[kind]:
                mend = f'Fill it in: the picture "{name}" needs it.'
                yield Problem(self.file, f"{place}, {says[kind]}", "is empty.", mend)


def _texts(foreign: Foreign, column: str) -> list[str]:
    """What stands in a column; nothing if that is not all text."""
    values = cells(foreign.records, column)
    if not set(map(type, values)) <= {str, type(None)}:
        return []
    return [value for value in values if value]


def _are_names(values: Sequence[str]) -> bool:
    """Whether most texts are names of pictures; of nearly all columns none is."""
    whole = "\n".join(values).lower()
    is_likely = any(ending in whole for ending in MEDIA_ENDINGS)
    return is_likely and 2 * sum(map(_is_name, values)) >= len(values)


def _may_be(column: str, kind: str, atlas: Atlas) -> bool:
    entry = atlas.field_entries.get(one_line(column))
    return entry is None or entry.kind == kind


def _is_name(value: str) -> bool:
    """Does it end as the name of a picture does, and is no address?"""
    ending = PurePosixPath(value.strip()).suffix.lower()
    return ending in MEDIA_ENDINGS and "://" not in value


def _key(name: str) -> str:
    """Names that a person takes for one: capitals and the form of accents do not matter."""
    return unicodedata.normalize("NFC", name).casefold()


def _said(value: object) -> str:
    return "" if value is None else str(value).strip()


def _nowhere(foreign: Foreign, column: str) -> Problem:
    what = "names pictures, but none lies beside the file or in media/; it stays text."
    mend = "Put them beside the file and add it again, if they are to be shown."
    return Problem(foreign.file, f'column "{column}"', what, mend, "warning")


def _too_many(foreign: Foreign, column: str) -> Problem:
    what = f"names pictures, which a layer of more than {MANY:,} features does not show."
    mend = "Make a smaller layer of those that have one."
    return Problem(foreign.file, f'column "{column}"', what, mend, "warning")
