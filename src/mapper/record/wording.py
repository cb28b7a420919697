"""What the properties of a feature say, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def label_of(key: str) -> str:
    """The name of a property as a label: "depth_m" → "Depth m"."""
    label = key.replace("_", " ").strip()
    return label[:1].upper() + label[1:]


def plain(value: object) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def position(properties: Mapping[str, Any]) -> str:
    """Where a position comes from and how good it is, in one or two sentences."""
    source = str(properties.get("position", "")).strip()
    within = properties.get("precision_km")
    precision = str(properties.get("precision", ""))
    good = f"{precision.capitalize()}, within about {within} km." if precision and within else ""
    sentences = [f"Position: {source.rstrip('.')}." if source else "", good]
    return " ".join(filter(None, sentences))
