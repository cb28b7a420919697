"""A whole map of uMap (.umap) → one of its layers as GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.formats.kept import about, joined
from mapper.formats.source import Source, chosen, refuse
from mapper.formats.wrapped.inner import Inner, holding, object_of

_OPTIONS = ("_umap_options", "_storage", "_storage_options")


def is_umap(content: Mapping[str, Any]) -> bool:
    return content.get("type") == "umap" and isinstance(content.get("layers"), list)


def umap(content: Mapping[str, Any], source: Source) -> Inner:
    """The layer that is asked for, or the one there is; its colour is that of its features.

    Raises:
        MapperError: there are several layers and none was named, or it has none of its own.
    """
    whole = object_of(content.get("properties"))
    layers: dict[str, Mapping[str, Any]] = {}
    for number, layer in enumerate(map(object_of, content["layers"]), start=1):
        name = str(_options(layer).get("name") or f"Layer {number}")
        layers[name if name not in layers else f"{name} {number}"] = layer
    name = chosen(source, {name: holding(_features(layer)) for name, layer in layers.items()})
    layer, options = layers[name], _options(layers[name])
    if not _features(layer) and options.get("remoteData"):
        what = "shows what lies at another address, which was not fetched."
        refuse(source.file, name, what, "Download that, and add it as a file of its own.")
    credits = {"attribution": whole.get("longCredit") or whole.get("shortCredit")}
    languages = source.reading.languages
    own = about({"name": name if len(layers) > 1 else None, **_described(options)}, languages)
    features = [_coloured(each, options.get("color")) for each in _features(layer)]
    return Inner(
        {"type": "FeatureCollection", "features": features},
        joined(own, about({**whole, **credits}, languages)),
    )


def _described(options: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": options.get("description")}


def _options(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((object_of(part[key]) for key in _OPTIONS if key in part), {})


def _features(layer: Mapping[str, Any]) -> list[Any]:
    found = layer.get("features")
    return found if isinstance(found, list) else []


def _coloured(feature: Any, colour: object) -> Any:
    """The feature with the colour of its layer, if it has none of its own."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict | None):
        return feature
    properties = feature.get("properties") or {}
    options = {**_options(feature), **_options(properties)}
    if colour and not options.get("color"):
        options["color"] = colour
    told = {key: value for key, value in properties.items() if key not in _OPTIONS}
    kept = {key: value for key, value in feature.items() if key not in _OPTIONS}
    return {**kept, "properties": {**told, "_umap_options": options} if options else told}
