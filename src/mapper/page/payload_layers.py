"""The layers of an atlas as the contract has them."""

from __future__ import annotations

import zlib

from msgspec import UNSET, UnsetType

from mapper.geometry import label_point, length_km, shape
from mapper.looks import (
    classes,
    clusters,
    column_value,
    first_of_each_value,
    has_symbol,
    listed_values,
    rank,
)
from mapper.model import Atlas, Days, Overlay, bulk_of, first_of_each_look, text
from mapper.model import Feature as Place
from mapper.model import Layer as Source
from mapper.page.contract_layers import (
    SHAPES,
    Big,
    Class,
    Colour,
    Feature,
    Layer,
    Looks,
    Picture,
    Shape,
    States,
    Tiles,
)
from mapper.page.decimals import decimals_sent
from mapper.page.pack import pack
from mapper.picture import laid
from mapper.record import NOT_YET, STATES, spans, states_in, times, used_days

HEAD = 16_384
"""Bytes: header and first directory of a PMTiles archive, which tell every tile's size."""


def layer(atlas: Atlas, source: Source) -> tuple[Layer, str]:
    """A layer of the contract, and the columns of a big one as text, else nothing."""
    entry, decimals = source.entry, decimals_sent(atlas, source)
    big: Big | UnsetType = UNSET
    columns, features = "", []
    if source.is_big:
        bulk = bulk_of(source, atlas.language)
        shown = first_of_each_value(source) or first_of_each_look(bulk)
        samples = [_feature(atlas, source, it, decimals) for it in shown]
        big, columns = pack(bulk, decimals, samples, spans(atlas, source, bulk))
    else:
        features = [_feature(atlas, source, each, decimals) for each in source.features]
    sent = Layer(
        id=source.id,
        title=text(entry, "title", atlas.language),
        group=entry.group,
        shown=entry.shown,
        ground=entry.ground,
        timed=entry.when is not None,
        states=_states(atlas, source),
        decimals=decimals,
        cluster=clusters(source) or UNSET,
        looks=_looks(atlas, source),
        colour=UNSET if source.is_big else _colour(atlas, source),
        features=features,
        big=big,
        tiles=_tiles(atlas, source) if entry.tiles else UNSET,
    )
    return sent, columns


def _tiles(atlas: Atlas, source: Source) -> Tiles:
    """Of an archive of tiles, what the page has to know before it reads any."""
    head = zlib.adler32(atlas.archives.get(source.id, b"")[:HEAD])
    return Tiles(count=source.entry.tiles, look=source.entry.look, sum=head)


def overlay(atlas: Atlas, source: Overlay) -> Layer:
    """A picture under the map: ground, which says nothing and is not stepped through."""
    entry = source.entry
    return Layer(
        id=source.id,
        title=text(entry, "title", atlas.language),
        group=entry.group,
        shown=entry.shown,
        ground=True,
        timed=False,
        decimals=0,
        features=[],
        picture=Picture(
            bounds=laid(atlas, source).bounds, opacity=entry.opacity, credit=entry.attribution
        ),
    )


def _looks(atlas: Atlas, source: Source) -> Looks | UnsetType:
    """What a layer is drawn by, for the map key, unless its colours tell of the same."""
    looks, colour = source.entry.looks, source.entry.colour
    same = looks and colour and colour.by == looks.by and colour.method == "categories"
    if looks and colour and colour.of:
        same = same and set(looks.of) <= set(colour.of)
    if looks is None or same:
        return UNSET
    title = text(looks, "title", atlas.language) if looks.title else {atlas.language: looks.by}
    return Looks(by=looks.by, title=title, values=listed_values(source))


def _colour(atlas: Atlas, source: Source) -> Colour | UnsetType:
    """What a coloured layer's classes are, for the map key."""
    colour = source.entry.colour
    listed = [
        Class(
            tone=each.tone,
            value=UNSET if each.bounds else each.value or UNSET,
            bounds=each.bounds or UNSET,
        )
        for each in classes(source)
    ]
    if colour is None or not listed:
        return UNSET
    named = text(colour, "title", atlas.language) if colour.title else {}
    return Colour(title=named or {atlas.language: colour.by}, unit=colour.unit, classes=listed)


def _feature(atlas: Atlas, source: Source, place: Place, decimals: int) -> Feature:
    properties = place.properties
    lon, lat = label_point(place.geometry)
    precision, within = properties.get("precision", ""), properties.get("precision_km")
    near = precision == "approximate" and place.geometry["type"] == "Point"
    came, went = _times(atlas, source, place)
    return Feature(
        id=place.id,
        name=place.name,
        kind=properties.get("kind", ""),
        look=place.look,
        rank=rank(place),
        shape=_shape(place, decimals),
        point=(round(lon, 5), round(lat, 5)),
        precision=precision,
        within=within if within and near else UNSET,
        value=column_value(place, source.entry.looks) or UNSET,
        tone=place.tone or UNSET,
        from_=came,
        until=went,
        used=used_days(atlas, source, place) or UNSET,
        now=str(properties["now"]) if properties.get("now") else UNSET,
        badge=str(properties["badge"]) if properties.get("badge") else UNSET,
        km=_km(source, place),
    )


def _shape(place: Place, decimals: int) -> Shape:
    coded = shape(place.geometry, decimals)
    made: Shape = SHAPES[coded["type"]](at=coded["at"])
    return made


def _km(source: Source, place: Place) -> float | UnsetType:
    is_line = place.geometry["type"].endswith("LineString")
    if not is_line or source.entry.ground or has_symbol(place):
        return UNSET
    return round(length_km(place.geometry), 1)


def _times(atlas: Atlas, source: Source, place: Place) -> tuple[Days | UnsetType, Days | UnsetType]:
    came, went = times(atlas, source.entry, place) if source.entry.when else (None, None)
    return came or UNSET, went or UNSET


def _states(atlas: Atlas, source: Source) -> States | UnsetType:
    entry = source.entry
    if not entry.when:
        return UNSET
    named = {
        state: {language: word for language, word in words.items() if word}
        for state in (*STATES, NOT_YET)
        if entry.states
        for words in [text(entry.states, state.replace("-", "_"), atlas.language)]
    }
    return States(
        of=["there"] if source.is_big else states_in(atlas, source),
        passes=entry.are == "passing" or UNSET,
        goes_on=entry.goes_on or UNSET,
        words={state: words for state, words in named.items() if words} or UNSET,
    )
