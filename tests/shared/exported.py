"""What an export holds, read back."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely

from mapper.export import write
from mapper.model.atlas import Feature

HOSTILE = (
    "=1+1 <script>alert(1)</script> ]]> {{7*7}} ${x} ` \\ "
    '"q" \'; DROP TABLE facts;-- &amp; & \u202e'
)

ILLEGAL = "bell \x07 and nought \x00"

KEY = 'k"; DROP TABLE quays;--'


def shape(feature: Feature) -> Any:
    """The feature's geometry in two dimensions."""
    return shapely.force_2d(shapely.geometry.shape(feature.geometry))


def saved(files: Mapping[str, bytes], folder: Path) -> Path:
    """The only file of an export, on the disk."""
    (name,) = write(files, folder)
    return folder / name


KML = "{http://www.opengis.net/kml/2.2}"


def text(element: ET.Element, tag: str) -> str:
    found = element.find(f"{KML}{tag}")
    assert found is not None
    return found.text or ""
