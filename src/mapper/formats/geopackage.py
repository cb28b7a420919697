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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reading says it again
            listed = pyogrio.list_layers(path)
        layers = {str(name): _kind(kind) for name, kind in listed if kind is not None}
        views = _views(path)
        plain = {name: kind for name, kind in layers.items() if name not in views}
        wanted = layers if source.layer in views or not plain else plain
        name = chosen(source, wanted)
        if name in views:
            mend = "Export that layer as a table of its own: in QGIS, 'Save Features As'."
            refuse(source.file, name, "is a view, not a table.", mend)
        return read(path, "GPKG", name, source)


def _views(path: Path) -> set[str]:
    """What is no plain table, and not to be read: a view may compute for ever."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        rows = base.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
    return {
        str(name)
        for name, kind, sql in rows
        if kind == "view" or str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
    }


def _kind(kind: str) -> str:
    return "" if kind == "Unknown" else kind.removeprefix("2.5D ").lower()
