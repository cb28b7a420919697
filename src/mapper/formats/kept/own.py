"""What an atlas exported with its features: facts, fields, sources, and how the layer is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from mapper.formats.many import cells
from mapper.formats.source import Brought, Record
from mapper.model import LayerEntry

FACTS = "facts"
BESIDE = frozenset(("fields", "bibliography", "entry"))
"""What stands beside the features for this: declarations, BibTeX, keys of the layer's entry."""

SHOWN = (
    "look",
    "looks",
    "colour",
    "when",
    "used",
    "states",
    "labels",
    "cluster",
    "popup",
    "sources",
)
"""Keys of an entry that another atlas hands on."""


def brought(
    records: Sequence[Record], beside: Mapping[str, Any]
) -> tuple[Sequence[Record], Brought | None]:
    """The records without their facts, and those; None if no atlas exported them."""
    found = cells(records, FACTS)
    if not found or not all(map(_are_facts, found)):
        return records, None
    if not any(found) and not BESIDE & beside.keys():
        return records, None
    bare = [
        replace(each, properties={k: v for k, v in each.properties.items() if k != FACTS})
        for each in records
    ]
    told = {k: v for k, v in beside.items() if k.startswith("title_")}
    told |= _object(beside.get("entry"))
    return bare, Brought(
        facts=tuple(each if isinstance(each, dict) else {} for each in found),
        fields=_object(beside.get("fields")),
        bibtex=str(beside.get("bibliography") or ""),
        entry={key: value for key, value in told.items() if _fits(key, value)},
    )


def _fits(key: str, value: Any) -> bool:
    """Whether an entry may have this key with this value."""
    if re.fullmatch(r"title_[a-z]{2,3}", key):
        return isinstance(value, str)
    needed = {"id": "x", "title": "x", "look": "x", "licence": "x"}
    try:
        LayerEntry.model_validate({**needed, key: value})
    except ValidationError:
        return False
    return key in SHOWN


def _are_facts(value: Any) -> bool:
    """Whether this is field → claims, each with its value, as `mapper export` writes them."""
    return value is None or (
        isinstance(value, dict)
        and all(
            isinstance(claims, list)
            and all(isinstance(each, dict) and "value" in each for each in claims)
            for claims in value.values()
        )
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
