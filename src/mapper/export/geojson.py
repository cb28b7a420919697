"""The features of an atlas as GeoJSON (RFC 7946), a file a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.export.tables import cited, collection, disputed, texts
from mapper.model import Atlas, Fact, FieldEntry, Layer, text


def geojson(atlas: Atlas) -> dict[str, bytes]:
    """A FeatureCollection for each layer, and `sources.bib`.

    To the properties of a feature come `facts`: field → what is said of it, each with value, date,
    certainty, sources (`key[locator]`, keys of `sources.bib`) and note; `disputed` where sources
    disagree. Beside the features stand the layer's title, licence and attribution (RFC 7946, 6.1),
    and what another atlas needs to take them in: `fields` as the manifest declares them, the
    `bibliography` of these facts in BibTeX, and `entry`, how the layer is shown.
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


SHOWN = ("look", "looks", "colour", "when", "used", "states", "labels", "cluster", "popup")
"""Keys of a layer's entry that another atlas can do something with."""


def _elsewhere(
    layer: Layer, said: Mapping[str, Mapping[str, list[Mapping[str, Any]]]], atlas: Atlas
) -> dict[str, Any]:
    """What `mapper add` needs to bring the facts along."""
    manifest = atlas.manifest.model_dump(by_alias=True, exclude_defaults=True)
    # A file that was dropped into geo/ has no entry yet.
    entry = {each["id"]: each for each in manifest.get("layer", ())}.get(layer.id, {})
    used = {field for id in layer.ids for field in said.get(id, ())} | {*layer.entry.used}
    # Of what says when, nothing may be known yet, and the entry names it all the same.
    used |= {*entry.get("when", {}).values()}
    declared = manifest.get("fields", {})
    fields = {
        name: {**declared[name], **_translated(atlas.field_entries[name], atlas.language)}
        for name in sorted(used & declared.keys())
    }
    cited = {
        cite.key for id in layer.ids for fact in atlas.facts_of.get(id, ()) for cite in fact.cites
    }
    keys = _followed({*cited, *layer.entry.sources}, atlas)
    works = "\n\n".join(each.bibtex.strip() for each in atlas.sources if each.key in keys)
    shown = {key: entry[key] for key in SHOWN if key in entry}
    sources = {"sources": list(layer.entry.sources)} if layer.entry.sources else {}
    found = {"fields": fields, "bibliography": works, "entry": {**shown, **sources}}
    summary = texts("summary", text(layer.entry, "summary", atlas.language), atlas.language)
    return {**{key: word for key, word in summary.items() if word}, **found}


def _translated(entry: FieldEntry, first: str) -> dict[str, str]:
    """The texts of a field in the other languages: `label_ru`."""
    words = {**texts("label", text(entry, "label", first), first)}
    words |= texts("unit", text(entry, "unit", first), first)
    return {key: word for key, word in words.items() if key not in ("label", "unit")}


def _followed(keys: set[str], atlas: Atlas) -> set[str]:
    """The sources, and those that they follow or are cited in."""
    found: set[str] = set()
    left = [*keys]
    while left:
        key = left.pop()
        if key in atlas.works and key not in found:
            found.add(key)
            left.append(atlas.works[key].after)
    return found


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
        **_elsewhere(layer, said, atlas),
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
