"""What a new layer is where nobody says otherwise: its title, look and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import orjson

from mapper.formats.tidy.cleaning import one_line
from mapper.formats.tidy.lines import joined
from mapper.formats.tidy.tidy import LOOKS


def collection(features: Iterable[Mapping[str, Any]]) -> bytes:
    """The text of a file of `geo/`."""
    return joined(orjson.dumps(feature) for feature in features)


def with_looks(
    features: Sequence[dict[str, Any]], by_kind: Mapping[str, str] = LOOKS
) -> tuple[tuple[dict[str, Any], ...], str]:
    """The features and the look of their layer; those of another kind name their own."""
    fit = [by_kind[feature["geometry"]["type"].removeprefix("Multi")] for feature in features]
    most = Counter(fit).most_common(1)[0][0]
    return tuple(
        feature
        if own == most or "look" in feature["properties"]
        else feature | {"properties": feature["properties"] | {"look": own}}
        for feature, own in zip(features, fit, strict=True)
    ), most


def title_of(file: str, own: str, id: str) -> str:
    """The file's own title, else its name as words: "old_wells-north" → "Old wells north"."""
    words = re.sub(r"[_\-\s]+", " ", PurePath(file).stem).strip()
    return one_line(own or words[:1].upper() + words[1:]) or id
