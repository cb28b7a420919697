"""The schema of `data/atlas.toml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from mapper.geometry import Bounds
from mapper.model.entry import Entry, Id, Line, Translated
from mapper.model.overlay import OverlayEntry

MANIFEST = "data/atlas.toml"

LANGUAGE = r"^[a-z]{2,3}$"
Language = Annotated[str, Field(pattern=LANGUAGE)]
WEB = r"^(https?://[^\s/?#]+\S*)?$"
WebAddress = Annotated[str, Field(pattern=WEB)]
"""What a link of the page may lead to; empty is none."""


def _in_order(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    if not (west <= east and -90 <= south <= north <= 90):
        raise PydanticCustomError("bounds_order", "are not west, south, east, north")
    return bounds


Box = Annotated[Bounds, AfterValidator(_in_order)]

UNSTATED = "–"
"""Stands for the licence where nothing says which: of a frame, of lines that are nobody's."""


class AtlasEntry(Translated):
    """`[atlas]`: what this atlas is."""

    id: Id
    title: Line
    short_title: str = Field("", description="For narrow screens; the title when left out.")
    summary: str = ""
    address: WebAddress = Field("", description="Where the site is published: https://…")
    contact: str = Field("", description="A mail or web address for corrections.")
    authors: tuple[Line, ...] = Field(
        (), description="Who made it, for citations: persons as `Family, Given`, or organisations."
    )
    publisher: str = Field("", description="Who publishes it, for citations.")
    period: Line = Field(description="The time the atlas tells of: an EDTF interval, a/b.")
    opens: str = Field(
        "", description="The day the map opens on; the start of the period if empty."
    )
    stills: tuple[str, ...] = Field(
        (), max_length=12, description="The days of the sheet of stills, up to twelve."
    )
    bounds: Box = Field(description="The study area: west, south, east, north.")
    view: Box | None = Field(None, description="What the map shows at first; bounds if left out.")
    view_narrow: Box | None = Field(None, description="The same on a phone.")
    zoom: tuple[int, int] = Field((5, 12), description="Least and greatest zoom.")
    languages: tuple[Language, ...] = Field(("en",), min_length=1)
    licence: Line = "CC BY 4.0"
    version: Line = "0.1.0"
    date: Line = Field(description="The date of the data, as 2026-11-23.")
    approximate_days: int = Field(7, ge=0, description="How far ~ widens a date, at each end.")
    uncertain: str = Field("", description="For the About panel: what is uncertain in this atlas.")


class ReliefEntry(Entry):
    """`[relief]`: a shaded picture under the map, in Web Mercator."""

    file: Line
    bounds: Box
    licence: Line
    attribution: str = ""


class BaseEntry(Translated):
    """`[[base]]`: a map of the world from the network, to be laid under the layers."""

    id: Id
    provider: str = Field("", description="A name that xyzservices knows: OpenTopoMap.")
    title: str = Field("", description="What the map key calls it; the provider if left out.")
    url: str = Field("", description="Instead of a provider: the address of a tile.")
    subdomains: tuple[str, ...] = Field((), description="What stands for {s} in it.")
    attribution: str = Field("", description="The credit that its makers ask for.")
    max_zoom: int = Field(18, ge=0, le=24, description="Its greatest zoom; beyond it is enlarged.")
    shown: bool = Field(False, description="Whether the map opens with it, and so asks its hosts.")


class InsetEntry(Translated):
    """`[[inset]]`: a crowded part of the map, drawn larger in a corner of the static map."""

    id: Id
    title: Line
    bounds: Box = Field(description="The part of the study area: west, south, east, north.")
    scale: float = Field(
        3, gt=1, le=32, description="How many times as large; to the nearest half zoom."
    )


class GroupEntry(Translated):
    """`[[group]]`: a heading of the map key."""

    id: Id
    title: Line


class When(Entry):
    """Which fields, or else properties, place a layer's features in time."""

    start: str | None = Field(None, alias="from")
    end: str | None = Field(None, alias="until")


class StatesEntry(Translated):
    """`states`: how a layer's features begin and end, and what their states are called."""

    are: Literal["lasting", "passing", "onward"] | None = Field(
        None, description="How they are in time; `onward` where `when` has only `from`."
    )
    without_end: Literal["there", "unknown"] = Field(
        "there", description="What is thought of one whose end nobody states."
    )
    there: str = ""
    leaving: str = ""
    unsure: str = ""
    gone: str = ""
    unknown: str = ""
    not_yet: str = ""


class ColourEntry(Translated):
    """`colour`: a layer whose features are coloured by what a column of its file says."""

    by: Line = Field(description="The column: a property of the features.")
    method: Literal[
        "categories",
        "quantile",
        "equal",
        "fisher-jenks",
        "head-tail-breaks",
        "maximum-breaks",
        "std-mean",
    ] = Field("categories", description="One colour a value, or classes of numbers.")
    classes: int = Field(5, ge=2, le=7, description="How many classes numbers are put in.")
    of: dict[str, Line] = Field(
        default_factory=dict, description="The colour of each value: a name of CSS, or hex."
    )
    title: str = Field("", description="What the map key calls it; the column's name if left out.")
    unit: str = Field("", description="What stands behind a value.")


class SymbolEntry(Translated):
    """`[[symbol]]`: a look of the atlas's own, drawn in an SVG file."""

    id: Id
    file: Line = Field(description="The drawing, from the project folder on: media/windmill.svg.")
    title: str = Field("", description="What a feature is that is drawn so and has no `kind`.")


class LooksEntry(Translated):
    """`looks`: a layer whose features are drawn by what a column of its file says."""

    by: Line = Field(description="The column: a property of the features.")
    of: dict[str, Line] = Field(min_length=1, description="The look of each value.")
    title: str = Field("", description="What the map key calls it; the column's name if left out.")


class LayerEntry(Translated):
    """`[[layer]]`: one file of `geo/`, in drawing order."""

    id: Id
    title: Line
    file: str = Field("", description="geo/<id>.geojson if left out.")
    group: str = ""
    look: str = Field("", description="How features are drawn that do not say so themselves.")
    looks: LooksEntry | None = Field(None, description="By which column features are drawn.")
    colour: ColourEntry | None = Field(None, description="By which column features are coloured.")
    cluster: bool = Field(
        False, description="Near points are one circle with their count, until one zooms in."
    )
    tiles: int = Field(
        0, ge=0, description="How many features the archive of tiles holds, if there is one."
    )
    shown: bool = True
    ground: bool = Field(False, description="Part of the base map: drawn, but not stepped through.")
    labels: bool = True
    summary: str = ""
    when: When | None = None
    states: StatesEntry | None = Field(
        None, description="How its features begin and end, and the words for their states."
    )
    used: tuple[Line, ...] = Field(
        (), description="Fields whose dated facts say when a feature was in use."
    )
    profile: str = Field(
        "", description="The field that says heights: draws profiles of its lines."
    )
    popup: tuple[str, ...] = Field((), description="Properties that its records show.")
    licence: Line
    attribution: str = Field("", description="The credit that the licence asks for.")
    source: str = Field("", description="What the layer derives from, and how.")
    sources: tuple[str, ...] = Field((), description="Keys of sources.bib.")

    @property
    def path(self) -> str:
        """The layer's file in the project folder."""
        return self.file or f"geo/{self.id}.geojson"

    @property
    def left_out(self) -> str:
        """The table of what its file held and could not be read, if that was left out."""
        return f"geo/{self.id}.left-out.csv"

    @property
    def are(self) -> Literal["lasting", "passing", "onward"]:
        """How its features are in time."""
        if self.states and self.states.are:
            return self.states.are
        return "onward" if self.when and not self.when.end else "lasting"

    @property
    def goes_on(self) -> bool:
        """Whether what has no end goes on, and is not merely unknown."""
        return self.states is None or self.states.without_end == "there"

    @property
    def archive(self) -> str:
        """The archive of tiles that holds all of its features, of which `path` holds a part."""
        return f"geo/{self.id}.pmtiles"


class TableEntry(Translated):
    """`[[table]]`: a table of the text version and of paper, subjects down, fields across."""

    id: Id
    title: Line
    rows: Line = Field(description="A layer or a register: units, people, phases.")
    under: tuple[Line, ...] = Field(
        (), description="Only these of its rows, and what by `parent` is a part of them."
    )
    columns: tuple[Line, ...] = Field(min_length=1, description="Fields of facts.")
    summary: str = ""


class FieldEntry(Translated):
    """`[fields.<name>]`: what facts of this field hold. Records name fields in this order."""

    label: Line
    kind: Literal["text", "number", "date", "subject", "image", "link"] = "text"
    unit: str = ""
    many: bool = Field(False, description="Several values stand beside each other undisputed.")
    fold: bool = Field(False, description="A record on the map folds it away.")

    @property
    def takes_many(self) -> bool:
        """Whether two values are no dispute: two pictures never are."""
        return self.many or self.kind in ("image", "link")


class Manifest(Entry):
    """The whole of `data/atlas.toml`."""

    atlas: AtlasEntry
    relief: ReliefEntry | None = None
    base: tuple[BaseEntry, ...] = ()
    inset: tuple[InsetEntry, ...] = ()
    group: tuple[GroupEntry, ...] = ()
    overlay: tuple[OverlayEntry, ...] = ()
    symbol: tuple[SymbolEntry, ...] = ()
    layer: tuple[LayerEntry, ...] = ()
    table: tuple[TableEntry, ...] = ()
    fields: dict[str, FieldEntry] = Field(default_factory=dict)
    kinds: dict[str, dict[Language, Line]] = Field(
        default_factory=dict, description="What features are, in further languages."
    )


def json_schema() -> dict[str, Any]:
    """The manifest's JSON Schema, for editors."""
    schema = Manifest.model_json_schema(by_alias=True)
    for entry in (schema, *schema["$defs"].values()):
        entry["properties"].pop("translations", None)
    return schema
