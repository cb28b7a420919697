"""The contract: what the page sends to the viewer. `web/src/payload.ts` is made of it.

What is drawn of it (shapes, features, layers) is declared in `contract_layers.py`.

Fields that are UNSET are not sent. `make contract` writes the viewer's types anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from mapper.page.contract_layers import Bounds, Days, Layer, LonLat, Text


class Label(Struct, frozen=True, kw_only=True):
    """A name on the map: placed at build time for every half zoom."""

    feature: str
    layer: str
    style: str
    """CSS class without its prefix: capital, garrison, town, pass, river, province, country …"""
    point: LonLat
    at: str
    """One letter a half zoom, from the least to the greatest: E W N S, corners a (NE) b (SE) c (SW)
    d (NW), e f (E, 6 px up, down), w v (W, 6 px up, down), C centred on the point, - not shown."""
    reach: float | UnsetType = UNSET
    """How far the name keeps off its point, px; absent = as its own look asks."""
    beside: str | UnsetType = UNSET
    """The feature by whose symbol the name stands, where its own is covered."""
    angle: float | UnsetType = UNSET
    """Degrees clockwise, for names along lines; one number for all zooms."""


class Inset(Struct, frozen=True, kw_only=True):
    """A crowded part of the map: larger in a corner of the static one, a button on a phone."""

    id: str
    title: Text
    bounds: Bounds


class Base(Struct, frozen=True, kw_only=True):
    """A map of the world from the network."""

    id: str
    title: Text
    url: str
    """Of a tile: {z}, {x}, {y}, and where there are several hosts {s}."""
    subdomains: Sequence[str]
    hosts: Sequence[str]
    credits: Sequence[tuple[str, str]]
    """Words, and the address that they lead to, which may be empty."""
    zoom: tuple[int, int]
    """The least and greatest that there are tiles of."""
    shown: bool
    web: bool | UnsetType = UNSET
    """Its hosts answer websites only."""


class Event(Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    days: Days
    date: Text
    """The date in words, by language."""
    feature: str | UnsetType = UNSET


class Leg(Struct, frozen=True, kw_only=True):
    feature: str
    km: tuple[float, float]


class Waypoint(Struct, frozen=True, kw_only=True):
    feature: str
    km: float
    heights: Sequence[float]
    """Each once, ascending: none = no source says, several = sources disagree."""


class Profile(Struct, frozen=True, kw_only=True):
    """How high a route's places are; its lines are joined. Distances along the line, in km."""

    unit: Text
    """Of the heights; empty = none is said."""
    km: float
    legs: Sequence[Leg]
    waypoints: Sequence[Waypoint]


class Phase(Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    days: Days
    date: Text
    """The date in words, by language."""
    pause: bool | UnsetType = UNSET
    """What the atlas tells of stood still."""


class Strength(Struct, frozen=True, kw_only=True):
    days: Days
    date: Text
    """The date in words, by language."""
    value: int
    kind: Literal["reported", "worked-out"]
    series: str


class Away(Struct, frozen=True, kw_only=True):
    """A place that a step names and no feature stands for."""

    name: Text
    point: LonLat


class Step(Struct, frozen=True, kw_only=True):
    """A step of the story: what it asks of the map. Its text is at `step-<id>` in the page."""

    id: str
    day: int
    features: Sequence[str]
    """All others stand back; empty = none does."""
    layers: Sequence[str] | UnsetType = UNSET
    """All that are on; absent = those the atlas opens with."""
    view: tuple[float, float, float] | UnsetType = UNSET
    """Zoom, latitude, longitude, where there is room; absent = its features, or the opening."""
    away: Sequence[Away] | UnsetType = UNSET
    beyond: Literal["before", "after", "wide"] | UnsetType = UNSET
    """How the time it tells of leaves that of the atlas; absent = it does not."""


class About(Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    short: Text
    summary: Text
    address: str
    """Where the site is published; empty = nowhere that the manifest knows of."""
    languages: Sequence[str]
    period: tuple[int, int]
    opens: int
    """The day the map opens on."""
    bounds: Bounds
    view: Bounds
    narrow: Bounds
    zoom: tuple[int, int]
    cite: Mapping[str, str] | UnsetType = UNSET
    """How to cite a part of it, by style: U+E000 stands for its title, U+E001 for its address,
    U+E002 for the day it was seen; absent where the page says nothing of itself."""
    relief: Bounds | UnsetType = UNSET
    """Of the shaded picture that the static map carries; absent = there is none."""


class Group(Struct, frozen=True, kw_only=True):
    id: str
    title: Text


class Payload(Struct, frozen=True, kw_only=True):
    contract: Literal[1]
    atlas: About
    kinds: Mapping[str, Text]
    """What features are, in further languages: a feature's kind → language → word."""
    fields: Mapping[str, Text]
    """The names of facts' fields in further languages, by their name in the atlas's first."""
    texts: Mapping[str, Mapping[str, Text]]
    """What articles say in further languages: the id of its place → the part of it → words."""
    groups: Sequence[Group]
    insets: Sequence[Inset]
    bases: Sequence[Base] | UnsetType = UNSET
    """Absent where the page asks nobody for anything."""
    layers: Sequence[Layer]
    labels: Sequence[Label]
    events: Sequence[Event]
    phases: Sequence[Phase]
    strength: Sequence[Strength]
    """By certainty: of rivals the surest comes first."""
    story: Sequence[Step]
    profiles: Sequence[Profile]
    credits: Sequence[str]
    """What the licences ask to be named on the map, each once, in the order of the layers."""
    words: Mapping[str, Mapping[str, str]]
    """The interface's words: language → key → words, `{name}` standing for what is filled in."""
