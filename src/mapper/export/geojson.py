"""The features of an atlas as GeoJSON (RFC 7946), a file a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.export.tables import cited, collection, disputed, texts
from mapper.model import Atlas, Fact, Layer, text


def geojson(atlas: Atlas) -> dict[str, bytes]:
    """A FeatureCollection for each layer, and `sources.bib`.

    To the properties of a feature come `facts`: field → what is said of it, each with value, date,
    certainty, sources (`key[locator]`, keys of `sources.bib`) and note; `disputed` where sources
    disagree. Beside the features stand the layer's title, licence and attribution (RFC 7946, 6.1).
    """
    said = _said(atlas)
    files = {f"{layer.id}.geojson": _collection(layer, said, atlas) for layer in atlas.layers}
    sources = "\n\n".join(source.bibtex.strip() for source in atlas.sources)
    return {**files, "sources.bib": f"{sources}\n".encode()}


def _said(atlas: Atlas) -> Mapping[str, Mapping[str, list[Mapping[str, Any]]]]:
    """Subject → field → what is said."""
    rows = disputed(atlas)
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for fact in atlas.facts:
        said = found.setdefault(fact.subject, {}).setdefault(fact.field, [])
        said.append(_claim(fact, fact.row in rows, atlas.language))
    return found


def _claim(fact: Fact, disagreed: bool, first: str) -> Mapping[str, Any]:
    claim = {
        **texts("value", fact.value, first),
        "date": fact.date.text if fact.date else "",
        "certainty": fact.certainty,
        "sources": cited(fact.cites),
        **texts("note", fact.note, first),
    }
    return {**claim, "disputed": True} if disagreed else claim


def _collection(
    layer: Layer, said: Mapping[str, Mapping[str, list[Mapping[str, Any]]]], atlas: Atlas
) -> bytes:
    entry, first = layer.entry, atlas.language
    about = {
        "name": layer.id,
        **texts("title", text(entry, "title", first), first),
        "licence": entry.licence,
        "attribution": entry.attribution,
        "source": entry.source,
    }
    features = (
        {
            "type": "Feature",
            "id": feature.id,
            "properties": {**feature.properties, "facts": said.get(feature.id, {})},
            "geometry": feature.geometry,
        }
        for feature in layer.features
    )
    return collection(about, features)
