"""What was found in another format's wrapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mapper.formats.source import About
from mapper.problems import Problem


@dataclass(frozen=True)
class Inner:
    """GeoJSON, what its wrapping says of it, and what was odd.

    `system` is its coordinate system in words; empty if it is as GeoJSON has it.
    """

    content: Mapping[str, Any]
    about: About = field(default_factory=About)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    system: str = ""


def object_of(value: Any) -> Mapping[str, Any]:
    """The value, if it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """The value, if it is a list; else an empty one."""
    return value if isinstance(value, list) else []


def holding(features: list[Any]) -> str:
    """How many features there are, in words."""
    return f"{len(features):,} feature{'s' if len(features) != 1 else ''}"


def feature(
    properties: Mapping[str, Any], geometry: Mapping[str, Any] | None, id: object = None
) -> dict[str, Any]:
    """A GeoJSON feature."""
    given = {} if id is None else {"id": id}
    return {"type": "Feature", **given, "properties": dict(properties), "geometry": geometry}


def collection(features: list[Any]) -> dict[str, Any]:
    """A GeoJSON collection."""
    return {"type": "FeatureCollection", "features": features}
