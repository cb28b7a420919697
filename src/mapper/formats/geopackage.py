"""GeoPackage → records (OGC 12-128r19)."""

from __future__ import annotations

import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import pyogrio  # type: ignore[import-untyped]

from mapper.formats.gdal import alone, read, refuse_other
from mapper.formats.source import Foreign, Source, chosen, refuse


def geopackage(source: Source) -> Foreign:
    """One layer of a GeoPackage.

    Raises:
        MapperError: it is none, is damaged, or holds several layers and none was named.
    """
    refuse_other(source, b"SQLite format 3\0", "a GeoPackage")
    with alone({"data.gpkg": source.data}, source.file) as path:
        _refuse_views(path, source.file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reading says it again
            listed = pyogrio.list_layers(path)
        layers = {str(name): _kind(kind) for name, kind in listed if kind is not None}
        return read(path, "GPKG", chosen(source, layers), source)


def _refuse_views(path: Path, file: str) -> None:
    """Refuse a GeoPackage with a layer that is no plain table: a view may compute for ever."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        rows = base.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
    for name, kind, sql in rows:
        virtual = str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
        if kind == "view" or (virtual and not str(name).startswith("rtree_")):
            mend = "Export that layer as a table of its own: in QGIS, 'Save Features As'."
            refuse(file, str(name), "is a view, not a table.", mend)


def _kind(kind: str) -> str:
    return "" if kind == "Unknown" else kind.removeprefix("2.5D ").lower()
