"""What a reader of a foreign format is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from mapper.problems import MapperError, Problem

MEMORY = 2_500_000_000
"""Bytes that a file may take at most while it is read, checked and written, beside the program.

Two million points with four attributes each take 1.8 billion as GeoJSON, 2.4 billion as a table.
"""

ONE_BY_ONE = 1.5
"""Records that are no columns take, to be checked and written, half as much again as when read."""

OF_FEATURE, OF_FIELD = 600.0, 100.0
"""Bytes that a point of a binary format takes so, and each of its attributes."""

UNPACKED = 800_000_000
"""Bytes: the most that is unpacked from one archive."""

Project = Callable[[Sequence[float], Sequence[float]], tuple[list[float], list[float]]]
"""n first and n second coordinates of some system → n longitudes and n latitudes, WGS 84."""


@dataclass(frozen=True, slots=True)
class Record:
    """One feature as the file holds it, unchecked. `place` is where in the file it stands."""

    place: str
    id: object
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """How a file is to be read, so far as somebody said it; what is left out, the file has to say.

    Attributes:
        layer: which of its layers, sheets or files, if there are several.
        epsg: the code of the coordinate system it is in, whatever it says itself.
        position: the columns of a table with latitude and longitude, or the one with both.
        encoding: of its text, by any name that Python knows, whatever it says itself.
        languages: those that are to be expected in it: they help to guess the encoding.
        header: the rows of a table in which the names of its columns stand, counted from 1.
        decimal: what parts decimals in numbers that are text: "." or ",".
        skip_bad: whether what has an error is left out, instead of refusing the file.
    """

    layer: str | None = None
    epsg: int | None = None
    position: tuple[str, ...] = ()
    encoding: str | None = None
    languages: tuple[str, ...] = ()
    header: tuple[int, ...] = ()
    decimal: str = ""
    skip_bad: bool = False


@dataclass(frozen=True)
class Source:
    """A file that was asked for.

    Attributes:
        file: its name in problems.
        data: its bytes.
        reading: how it is to be read.
        beside: ending → the bytes of the file of the same name with that ending, empty if there is
            none: a Shapefile is several files.
    """

    file: str
    data: bytes
    reading: Reading = field(default_factory=Reading)
    beside: Callable[[str], bytes] = lambda ending: b""


@dataclass(frozen=True)
class About:
    """What a file says of itself as a whole, each in one line; empty what it does not say."""

    title: str = ""
    summary: str = ""
    licence: str = ""
    attribution: str = ""
    source: str = ""


@dataclass(frozen=True)
class Brought:
    """What an atlas says of features that it exported.

    Attributes:
        facts: of each record: field → what is said of it.
        fields: the fields of these facts, as its manifest declares them.
        bibtex: its sources.
        entry: further keys of the layer's entry: `look`, `when`, `title_<language>`.
    """

    facts: tuple[Mapping[str, Any], ...]
    fields: Mapping[str, Any]
    bibtex: str
    entry: Mapping[str, Any]


@dataclass(frozen=True)
class Foreign:
    """A file as it was read: its records, what it calls itself, what was put right, what is wrong.

    Attributes:
        project: turns its coordinates into degrees; None where they are degrees already.
        about: what it says of itself.
        told: columns that stand in the records, however few features have them.
        parted: the column by which colours part its features; empty if there is none.
        colours: value of that column → the colour that the file gives it, as #rrggbb, if it does.
        brought: what an atlas says of the features, if one exported them.
        roles: what the file itself says of columns: name, date → the column.
        cells: what stands at the places of problems, column → text.
    """

    file: str
    records: Sequence[Record]
    title: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    project: Project | None = None
    about: About = field(default_factory=About)
    told: tuple[str, ...] = ()
    parted: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    brought: Brought | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def part_of(place: str, part: str) -> str:
    """Where in a record: a column of a row, a member of a feature; of a row's position the row."""
    if not place.startswith("row "):
        return f"{place}.{part}" if part else place
    return place if part.startswith("coordinates") or not part else f"{place}, column {part}"


def without_position(file: str, place: str) -> Problem:
    """The warning for a feature that is left out because it has no position."""
    mend = "Give it a position and add the file again, if it belongs on the map."
    return Problem(file, place, "has no position and was left out.", mend, "warning")


def refuse(file: str, place: str, what: str, mend: str) -> NoReturn:
    """Raise the one problem for which a file cannot be read at all."""
    raise MapperError([Problem(file, place, what, mend)])


def refuse_size(file: str, bytes: float) -> None:
    """Refuse a file that would take more than `MEMORY`."""
    if bytes > MEMORY:
        what = f"is too large: read, it would take about {bytes / 1e9:,.1f} GB of memory."
        mend = "Leave out columns or details, or split it into several layers."
        refuse(file, "", what, mend)


def chosen(source: Source, layers: Mapping[str, str], noun: str = "layer", that: str = "") -> str:
    """The layer that is wanted of those that a file holds: name → what is in it, in a few words.

    Args:
        noun, that: what the layers are called, and what stands behind that, if anything.

    Raises:
        MapperError: there is none of that name, or none was named and there are several.
    """
    if not layers:
        refuse(source.file, "", f"holds no {noun}{that}.", "Check that the right file was saved.")
    listed = ", ".join(f"{name} ({words})" if words else name for name, words in layers.items())
    if source.reading.layer is not None:
        if source.reading.layer not in layers:
            what = f'no {noun} "{source.reading.layer}".'
            refuse(source.file, "--layer", what, f"The {noun}s are {listed}.")
        return source.reading.layer
    if len(layers) > 1:
        what = f"holds {len(layers)} {noun}s{that}: {listed}."
        first = next(iter(layers))
        refuse(source.file, "", what, f'Choose one: --layer "{first}".')
    return next(iter(layers))
