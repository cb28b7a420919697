"""Tables → one GeoPackage (OGC 12-128r19), the same bytes every time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio  # type: ignore[import-untyped]
import shapely
from pyogrio import raw


@dataclass(frozen=True)
class Sheet:
    """A table to be written: column → n cells, each text, a number or None; n geometries or none.

    A column holds text, or numbers, not both. Geometries are GeoJSON objects, lon and lat, WGS 84.
    """

    name: str
    columns: Mapping[str, Sequence[Any]]
    geometries: Sequence[Mapping[str, Any]] = ()


def geopackage(tables: Sequence[Sheet], date: str) -> bytes:
    """The tables as one GeoPackage, without heights; tables without rows are left out.

    Args:
        date: the day that the file says it was changed on, as 2004-05-15: with the day of writing
            in it, no two files would be the same.
    """
    clock = "OGR_CURRENT_DATE"
    before = pyogrio.get_gdal_config_option(clock)
    pyogrio.set_gdal_config_options({clock: f"{date}T00:00:00.000Z"})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "tables.gpkg")
            for table in tables:
                if any(table.columns.values()):
                    _append(path, table)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({clock: before})


def _append(path: Path, table: Sheet) -> None:
    shapes = [shapely.geometry.shape(geometry) for geometry in table.geometries]
    kinds = {shape.geom_type for shape in shapes}
    fields, masks = zip(*map(_cells, table.columns.values()), strict=True)
    raw.write(
        path,
        shapely.to_wkb(shapely.force_2d(shapes)) if shapes else None,
        field_data=fields,
        fields=_unique(table.columns, taken={"fid", "geom"}),
        field_mask=masks,
        layer=table.name,
        driver="GPKG",
        geometry_type=(kinds.pop() if len(kinds) == 1 else "Unknown") if shapes else None,
        crs="EPSG:4326" if shapes else None,
        promote_to_multi=False,
        append=path.exists(),
    )


def _cells(cells: Sequence[Any]) -> tuple[Any, Any]:
    """The cells of a column as an array, and which of them are empty."""
    empty = np.array([cell is None for cell in cells])
    known = [cell for cell in cells if cell is not None]
    if any(isinstance(cell, str) for cell in known) or not known:
        words = [None if cell is None else cell.replace("\0", "\ufffd") for cell in cells]
        return np.array(words, dtype=object), empty
    whole = all(isinstance(cell, int) and abs(cell) < 2**63 for cell in known)
    kind = np.int64 if whole else np.float64
    return np.array([0 if cell is None else cell for cell in cells], dtype=kind), empty


def _unique(names: Iterable[str], taken: set[str]) -> list[str]:
    """The names of columns, made different where only their case is: to SQL it is one."""
    found: list[str] = []
    for name in names:
        name = name.replace("\0", "\ufffd") or "column"
        other, number = name, 2
        while other.lower() in taken:
            other, number = f"{name}_{number}", number + 1
        taken.add(other.lower())
        found.append(other)
    return found
