"""The frozen nouns of an atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as set_to
from functools import cached_property
from typing import Any, Literal

from mapper.model.dates import Date
from mapper.model.manifest import FieldEntry, LayerEntry, Manifest
from mapper.model.overlay import Overlay

Text = Mapping[str, str]
"""The same words by language code; the atlas's first language is always there unless empty."""

MANY = 2000
"""A layer of more features is a big one."""

Certainty = Literal["high", "medium", "low", ""]
"""high: primary, or two independent; medium: one decent; low: weak; empty only for `unknown`."""


@dataclass(frozen=True)
class Feature:
    """One GeoJSON Feature. `geometry` is the parsed GeoJSON object; positions are lon, lat.

    `tone` is the CSS class of its colour, where its layer is coloured by a column.
    """

    id: str
    name: Text
    look: str
    geometry: Mapping[str, Any]
    properties: Mapping[str, Any]
    tone: str = ""


@dataclass(frozen=True)
class Layer:
    """One file of `geo/` and its entry in the manifest."""

    entry: LayerEntry
    features: Sequence[Feature]

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def ids(self) -> Sequence[str]:
        """The ids of its features, in their order."""
        # A big layer's are kept as a column (`model.bulk`): no feature has to be made for them.
        kept: Sequence[str] | None = getattr(self.features, "ids", None)
        return [feature.id for feature in self.features] if kept is None else kept

    @property
    def is_big(self) -> bool:
        """It travels as columns, is drawn as one picture, and nothing in it waits or is lettered.

        The record tells only of those features that facts or events name. What comes as columns
        (`model.bulk`) is big, however few there are."""
        return len(self.features) > MANY or hasattr(self.features, "shapes")

    @property
    def is_backdrop(self) -> bool:
        """Ground that is to be looked at alone: it has no names on the map, and no attributes."""
        return self.entry.ground and not (
            self.entry.labels or any(f.properties for f in self.features)
        )


@dataclass(frozen=True)
class Cite:
    """A source, and the place in it if it was seen."""

    key: str
    locator: str = ""


@dataclass(frozen=True)
class Row:
    """What every row of a register shares. `row` is its line in the file, the header being 1."""

    row: int
    id: str
    cites: tuple[Cite, ...] = ()
    certainty: Certainty = ""
    note: Text = set_to(default_factory=dict)


@dataclass(frozen=True)
class Fact(Row):
    """One sourced statement. `date` is when it holds, `value_date` the value of a date field."""

    subject: str = ""
    field: str = ""
    value: Text = set_to(default_factory=dict)
    date: Date | None = None
    value_date: Date | None = None

    @property
    def unknown(self) -> bool:
        """Not a claim: the note says where one looked."""
        return "unknown" in self.value.values()


@dataclass(frozen=True)
class Event(Row):
    """Something dated, at a feature (`subject`) or off the map (`where`)."""

    date: Date | None = None
    subject: str = ""
    where: Text = set_to(default_factory=dict)
    title: Text = set_to(default_factory=dict)
    text: Text = set_to(default_factory=dict)


@dataclass(frozen=True)
class Subject(Row):
    """A row of a register that facts may refer to: a unit, a person, a phase, a term, a myth."""

    register: str = ""
    name: Text = set_to(default_factory=dict)
    text: Text = set_to(default_factory=dict)
    date: Date | None = None
    detail: Mapping[str, str] = set_to(default_factory=dict)
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Strength(Row):
    """One dated figure of a series, reported or worked out."""

    date: Date | None = None
    value: int = 0
    kind: Literal["reported", "worked-out"] = "reported"
    series: str = ""
    who: Text = set_to(default_factory=dict)


@dataclass(frozen=True)
class Correction(Row):
    """What an earlier version said, of a subject or of the whole, and what stands now.

    `note` tells why.
    """

    date: Date | None = None
    subject: str = ""
    was: Text = set_to(default_factory=dict)
    now: Text = set_to(default_factory=dict)


@dataclass(frozen=True)
class Medium(Row):
    """A picture of `media/`: what it shows, whose it is, under which licence, where it is from."""

    file: str = ""
    alt: Text = set_to(default_factory=dict)
    credit: Text = set_to(default_factory=dict)
    licence: Text = set_to(default_factory=dict)
    source: Text = set_to(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A bibliography entry: its BibTeX text, whose word it is, and how much of it was read.

    `side` is whose it is, as they called themselves; `origin` who publishes it or, in whichever
    paper, the news agency; `after` the key of the source that it follows or is cited in.
    """

    key: str
    bibtex: str
    kind: str
    title: str
    read: str
    read_date: str
    url: str = ""
    who: str = ""
    author: str = ""
    """As BibTeX has it."""
    date: str = ""
    """A day, a month or a year; empty if none is known."""
    language: str = ""
    """As BibLaTeX names it: russian; empty for the atlas's own."""
    side: str = ""
    origin: str = ""
    after: str = ""


@dataclass(frozen=True)
class Lesson:
    """A Markdown page of `data/lessons/`, as text."""

    id: str
    file: str
    text: str


@dataclass(frozen=True)
class Story:
    """The Markdown of `data/story.md`, as text."""

    file: str
    text: str


@dataclass(frozen=True)
class Atlas:
    """The whole of one project folder."""

    manifest: Manifest
    layers: tuple[Layer, ...] = ()
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    registers: Mapping[str, tuple[Subject, ...]] = set_to(default_factory=dict)
    strength: tuple[Strength, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    story: Story | None = None
    pictures: Mapping[str, bytes] = set_to(default_factory=dict, repr=False)
    """Those that lessons may show: file → content."""
    media: tuple[Medium, ...] = ()
    images: Mapping[str, bytes] = set_to(default_factory=dict, repr=False)
    """Those of `media/` that records may show: file below it → content."""
    relief: bytes = b""
    overlays: tuple[Overlay, ...] = ()
    """Those whose picture could be read and placed, the last on top."""
    symbols: Mapping[str, str] = set_to(default_factory=dict, repr=False)
    """The drawings of its own looks, clean: id → `<g>` for the sheet of symbols."""
    archives: Mapping[str, bytes] = set_to(default_factory=dict, repr=False)
    """The tiles of layers that have them, by the layer's id."""
    left_out: Mapping[str, int] = set_to(default_factory=dict)
    """How many rows of a layer's file could not be read and are left out, by the layer's id."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read in full: what refers to them cannot be judged."""

    @property
    def switched(self) -> tuple[str, ...]:
        """The ids of what may be on or off, from the ground up: overlays and layers."""
        overlays = (entry.id for entry in self.manifest.overlay)
        return (*overlays, *(layer.id for layer in self.layers))

    @property
    def features(self) -> tuple[Feature, ...]:
        return tuple(feature for layer in self.layers for feature in layer.features)

    @cached_property
    def works(self) -> Mapping[str, Source]:
        """Key → source."""
        return {source.key: source for source in self.sources}

    @cached_property
    def dated(self) -> Mapping[tuple[str, str], tuple[Date, ...]]:
        """Subject and field → the dates that facts say it is, where they say one."""
        found: dict[tuple[str, str], tuple[Date, ...]] = {}
        for fact in self.facts:
            if fact.value_date is not None:
                key = fact.subject, fact.field
                found[key] = (*found.get(key, ()), fact.value_date)
        return found

    @cached_property
    def facts_of(self) -> Mapping[str, tuple[Fact, ...]]:
        """Subject → its facts, in their order."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.subject, []).append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all subjects and events, and `atlas`."""
        rows = (row for register in self.registers.values() for row in register)
        others = {each.id for part in (self.events, rows) for each in part}
        return frozenset({"atlas"}.union(others, *(layer.ids for layer in self.layers)))

    @property
    def has_time(self) -> bool:
        """Is anything another on another day: a state, a use, an event, a figure, a phase?"""
        dated = any(layer.entry.when or layer.entry.used for layer in self.layers)
        return bool(dated or self.events or self.strength or self.registers.get("phases"))

    @property
    def small_features(self) -> tuple[Feature, ...]:
        """Those that are drawn one by one: of all layers but the big ones."""
        small = (layer for layer in self.layers if not layer.is_big)
        return tuple(feature for layer in small for feature in layer.features)

    @property
    def field_entries(self) -> Mapping[str, FieldEntry]:
        return self.manifest.fields

    @property
    def language(self) -> str:
        return self.manifest.atlas.languages[0]
