"""The features and the record of an atlas as one GeoPackage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.export.tables import plain, record
from mapper.model import Atlas, Layer


def gpkg(atlas: Atlas) -> dict[str, bytes]:
    """One GeoPackage: a table of features for each layer, and the tables of the record.

    A layer that has the name of one of these is called `layer_<id>`.
    """
    from mapper.export.gpkg_file import Sheet, geopackage  # here, for it takes 0.2 s

    tables = record(atlas)
    taken = {table.name for table in tables}
    layers = (
        Sheet(
            name=f"layer_{layer.id}" if layer.id in taken else layer.id,
            columns=_columns(layer),
            geometries=tuple(feature.geometry for feature in layer.features),
        )
        for layer in atlas.layers
        if layer.features
    )
    others = (
        Sheet(table.name, {column: table.cells(column) for column in table.header})
        for table in tables
    )
    info = atlas.manifest.atlas
    return {f"{info.id}.gpkg": geopackage((*layers, *others), info.date)}


def _columns(layer: Layer) -> Mapping[str, list[Any]]:
    """The ids and properties of the features by column; one with text in it is all text."""
    rows = [feature.properties for feature in layer.features]
    keys = dict.fromkeys(key for row in rows for key in row if key != "id")
    columns: dict[str, list[Any]] = {"id": [feature.id for feature in layer.features]}
    for key in keys:
        cells = [row.get(key) for row in rows]
        known = [cell for cell in cells if cell is not None]
        numbers = all(type(cell) in (int, float) for cell in known)
        columns[key] = (
            cells if numbers else [None if cell is None else plain(cell) for cell in cells]
        )
    return columns
