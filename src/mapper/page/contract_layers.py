"""The part of the contract that is drawn: shapes, features, layers, and the columns of big ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

Text = Annotated[
    Mapping[str, str],
    Meta(
        title="Text",
        description="Words by language code. The first language of the atlas is always there.",
    ),
]
Bounds = Annotated[
    tuple[float, float, float, float],
    Meta(title="Bounds", description="West, south, east, north in degrees."),
]
Days = Annotated[
    tuple[int | None, int | None, int | None, int | None],
    Meta(
        title="Days",
        description="Days since 1970-01-01: earliest start, latest start, earliest end, latest "
        "end; null = open or unknown.",
    ),
]
LonLat = Annotated[
    tuple[float, float], Meta(title="LonLat", description="Longitude, latitude in degrees.")
]
Run = Annotated[
    Sequence[int],
    Meta(
        title="Run",
        description="Positions as whole numbers, degrees times 10 ** decimals of the layer: flat, "
        "lon before lat; after the first each is the difference to the one before.",
    ),
]


class PointShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="Point"):
    at: Run
    """One position."""


class LineShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="LineString"):
    at: Run


class PointsShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="MultiPoint"):
    at: Sequence[Run]


class LinesShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="MultiLineString"):
    at: Sequence[Run]


class AreaShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="Polygon"):
    at: Sequence[Run]


class AreasShape(Struct, frozen=True, kw_only=True, tag_field="type", tag="MultiPolygon"):
    at: Sequence[Sequence[Run]]


Shape = Annotated[
    PointShape | LineShape | PointsShape | LinesShape | AreaShape | AreasShape,
    Meta(title="Shape", description="A geometry with its positions as runs."),
]

SHAPES = {
    "Point": PointShape,
    "LineString": LineShape,
    "MultiPoint": PointsShape,
    "MultiLineString": LinesShape,
    "Polygon": AreaShape,
    "MultiPolygon": AreasShape,
}
"""Type of a GeoJSON geometry → its shape."""


class Feature(Struct, frozen=True, kw_only=True):
    id: str
    name: Text
    kind: str
    """Word for the legend's rows and the accessible name: garrison, air base, pass."""
    look: str
    rank: int
    shape: Shape
    point: LonLat
    """Where its symbol, popup and focus belong."""
    precision: str
    within: float | UnsetType = UNSET
    """Of a point that is only approximate: how far off it may lie, km."""
    value: str | UnsetType = UNSET
    """By what value of a column it is drawn, where its layer is drawn by one."""
    tone: str | UnsetType = UNSET
    """The CSS class of its colour, where its layer is coloured by a column."""
    from_: Days | UnsetType = field(default=UNSET, name="from")
    """When it came to be in use; absent = not known."""
    until: Days | UnsetType = UNSET
    """When it ceased to be in use; absent = not known."""
    used: Sequence[Days] | UnsetType = UNSET
    """The dates at which sources have it in use."""
    now: str | UnsetType = UNSET
    """Its name today, where that is another."""
    badge: str | UnsetType = UNSET
    """A letter or two on a shield at the middle of a line, and in the key; on one of a route."""
    km: float | UnsetType = UNSET
    """Of a line: its geodesic length; the map key adds them up."""


class Looks(Struct, frozen=True, kw_only=True):
    """The column that a layer is drawn by, and its values that have a look, in their order."""

    by: str
    title: Text
    values: Sequence[str]


class Class(Struct, frozen=True, kw_only=True):
    """One colour of a layer; without value and bounds it is that of features without a value.

    Or it is `class-others`: that of values which the manifest gives no colour.
    """

    tone: str
    """CSS classes."""
    value: str | UnsetType = UNSET
    bounds: tuple[float, float] | UnsetType = UNSET
    """It holds the lower one and not the upper; the last class holds both."""


class Colour(Struct, frozen=True, kw_only=True):
    title: Text
    unit: str
    """What stands behind a value."""
    classes: Sequence[Class]


class Stream(Struct, frozen=True, kw_only=True):
    """How whole numbers are written, see `streams`. `all`: each is this, and takes no bytes."""

    bytes: int | UnsetType = UNSET
    bits: int | UnsetType = UNSET
    base: int | UnsetType = UNSET
    delta: bool | UnsetType = UNSET
    signed: bool | UnsetType = UNSET
    all: int | UnsetType = UNSET


class Column(Struct, frozen=True, kw_only=True):
    """One property of all features. Missing ones have a bit set in the first `missing` bytes.

    They have no number and no text.
    """

    name: str
    as_: Literal["numbers", "floats", "words", "days", "counted", "texts"] = field(name="as")
    json: bool | UnsetType = UNSET
    """Values of several types, each as JSON."""
    missing: int | UnsetType = UNSET
    ints: Stream | UnsetType = UNSET
    bytes: int | UnsetType = UNSET
    decimals: int | UnsetType = UNSET
    prefix: str | UnsetType = UNSET
    width: int | UnsetType = UNSET


class Streams(Struct, frozen=True, kw_only=True):
    kinds: Stream
    parts: Stream
    rings: Stream
    sizes: Stream
    lon: Stream
    lat: Stream


class Big(Struct, frozen=True, kw_only=True):
    """A layer of many features. Its bytes, deflated, are text in the script `columns-<id>`."""

    count: int
    bounds: Bounds
    bytes: int
    """How many bytes its streams are together."""
    packed: int
    """How many, deflated."""
    sum: int
    """Adler-32 (RFC 1950) of the deflated bytes: a page that came damaged is told by it."""
    types: Sequence[str]
    """The types of geometry that `shape.kinds` counts from 0."""
    shape: Streams
    ids: Column
    columns: Sequence[Column]
    look: str
    """Of features that name none."""
    samples: Sequence[Feature]
    """The first feature of each look, for the map key."""
    first: Stream | UnsetType = UNSET
    """The first day on which each may have been there; absent = days place none."""
    last: Stream | UnsetType = UNSET


class States(Struct, frozen=True, kw_only=True):
    """How the features of a layer are in time, and what that is called."""

    of: Sequence[Literal["there", "leaving", "unsure", "gone", "unknown"]]
    """The states that they are in on some day while on the map, in reading order."""
    passes: bool | UnsetType = UNSET
    """They are there on their days alone, and not on the map before and after."""
    goes_on: bool | UnsetType = field(default=UNSET, name="goesOn")
    """What has begun and has no end is there."""
    words: Mapping[str, Text] | UnsetType = UNSET
    """The layer's own words by state: forms for counts (one | few | many), if there are several."""


class Tiles(Struct, frozen=True, kw_only=True):
    count: int
    look: str
    sum: int
    """Adler-32 of the first 16,384 bytes of its archive, by which a page knows its own."""


class Picture(Struct, frozen=True, kw_only=True):
    """A picture under the map: the image `overlay-<id>` of the page, in Web Mercator."""

    bounds: Bounds
    opacity: float
    """At first; the reader may change it."""
    credit: str
    """What its licence asks to be named while it is on; empty = nothing."""


class Layer(Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    group: str
    shown: bool
    ground: bool
    """Part of the base map: drawn first, not stepped through, popup only on click."""
    timed: bool
    """The layer's features have states in time."""
    states: States | UnsetType = UNSET
    """Which; absent where they have none."""
    decimals: int
    cluster: bool | UnsetType = UNSET
    """Its near points are one circle with their count, until one zooms in."""
    looks: Looks | UnsetType = UNSET
    """By what its features are drawn; absent = by their own look or the layer's."""
    colour: Colour | UnsetType = UNSET
    """By what its features are coloured; absent = by their look alone."""
    features: Sequence[Feature]
    """Empty where there are so many that they travel as columns."""
    big: Big | UnsetType = UNSET
    tiles: Tiles | UnsetType = UNSET
    """All its features, of which the page holds a part, are in an archive: tiles/<id>.pmtiles."""
    picture: Picture | UnsetType = UNSET
    """It is a picture under all others, and has no features."""
