"""Looks of an atlas's own: its features by their drawings, and the sheet that has these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mapper import assets
from mapper.assets import OWN
from mapper.model import Atlas, Feature, Layer, Manifest, SymbolEntry, text


def drawn_by(layer: Layer, symbols: Sequence[SymbolEntry]) -> Layer:
    """The layer with the atlas's own drawing in each feature whose look is one of its symbols.

    Such a feature without a `kind` is what the symbol is called. Big layers stay: they have dots.
    """
    by_id = {each.id: each for each in symbols}
    if layer.is_big or not by_id:
        return layer
    return replace(layer, features=tuple(_drawn(each, by_id) for each in layer.features))


def look_named(feature: Feature) -> str:
    """Its look by the name that the manifest or the file gives it."""
    return feature.look.removeprefix(OWN)


def looks_there(manifest: Manifest) -> frozenset[str]:
    """The names that may stand where a look can: those of the package and the atlas's own."""
    return assets.looks().union(each.id for each in manifest.symbol)


def kinds_by(manifest: Manifest) -> Mapping[str, Mapping[str, str]]:
    """What symbols are called, as `[kinds]` has it: in the first language → in the others."""
    first = manifest.atlas.languages[0]
    titles = (text(each, "title", first) for each in manifest.symbol if each.title)
    return {
        title[first]: {language: word for language, word in title.items() if language != first}
        for title in titles
    }


def with_own(sheet: str, atlas: Atlas) -> str:
    """A sheet of symbols with the atlas's own drawings, one a line as the others are."""
    drawings = "".join(f"{drawing}\n" for drawing in atlas.symbols.values())
    return sheet.replace("</defs>", f"{drawings}</defs>", 1)


def _drawn(feature: Feature, by_id: Mapping[str, SymbolEntry]) -> Feature:
    symbol = by_id.get(feature.look)
    if symbol is None:
        return feature
    properties = feature.properties
    if symbol.title and not properties.get("kind"):
        properties = {**properties, "kind": symbol.title}
    return replace(feature, look=f"{OWN}{symbol.id}", properties=properties)
