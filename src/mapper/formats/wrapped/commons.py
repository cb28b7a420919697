"""Map data of Wikimedia Commons (Data:….map) → the GeoJSON in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from mapper.formats.kept import about
from mapper.formats.source import Source
from mapper.formats.wrapped.inner import Inner, collection, object_of

_PLACED = {"license", "latitude", "longitude", "zoom", "sources", "description"}


def is_commons(content: Mapping[str, Any]) -> bool:
    """Whether GeoJSON lies under `data`, and beside it what Commons puts there."""
    return isinstance(content.get("data"), dict | list) and len(_PLACED & content.keys()) > 1


def commons(content: Mapping[str, Any], source: Source) -> Inner:
    """The features, with texts in languages as columns of their own."""
    languages = source.reading.languages
    data = content["data"]
    parts = data if isinstance(data, list) else [data]
    features: list[Any] = []
    for part in parts:
        inner = object_of(part).get("features")
        features += inner if isinstance(inner, list) else [part]
    told = about({key: value for key, value in content.items() if key != "data"}, languages)
    stem = PurePath(source.file).name.split(".")[0].replace("_", " ").strip()
    title = told.title or stem[:1].upper() + stem[1:]
    found = [_in_languages(each, languages) for each in features]
    return Inner(collection(found), replace(told, title=title))


def _in_languages(feature: Any, languages: Sequence[str]) -> Any:
    properties = object_of(feature).get("properties")
    if not isinstance(properties, dict):
        return feature
    found: dict[str, Any] = {}
    for key, value in properties.items():
        if key in ("title", "name", "description") and isinstance(value, dict):
            texts = {code: text for code, text in value.items() if isinstance(text, str)}
            first = next((code for code in (*languages, "en", *texts) if code in texts), "")
            found |= {f"{key}_{code}".replace("title_", "name_"): texts[code] for code in texts}
            found[key] = texts.get(first)
        else:
            found[key] = value
    return {**feature, "properties": found}
