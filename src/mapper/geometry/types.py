"""What geometry speaks of: degrees of WGS 84, longitude before latitude (RFC 7946)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Position = tuple[float, float]
Run = Sequence[Sequence[float]]
Geometry = Mapping[str, Any]
"""The parsed GeoJSON object."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""
