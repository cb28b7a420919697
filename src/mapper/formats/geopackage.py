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
        _leave_views(path, source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reading says it again
            listed = pyogrio.list_layers(path)
        layers = {str(name): _kind(kind) for name, kind in listed if kind is not None}
        return read(path, "GPKG", chosen(source, layers), source)


def _leave_views(path: Path, source: Source) -> None:
    """Take views out of our copy, for GDAL looks at all of them and a view may compute for ever.

    Refused is one that is the layer to be read, and other virtual tables than indices.
    """
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
        views = {str(name) for name, kind, _ in rows if kind == "view"}
        virtual = {
            str(name)
            for name, _, sql in rows
            if str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
            and not str(name).startswith("rtree_")
        }
        if not views | virtual:
            return
        found = base.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall()
        layers = {str(name) for (name,) in found}
        asked = {source.reading.layer} if source.reading.layer in views else set()
        if layers <= views:
            asked |= layers
        for name in sorted(map(str, virtual | asked)):
            mend = "Export that layer as a table of its own: in QGIS, 'Save Features As'."
            refuse(source.file, name, "is a view, not a table.", mend)
        triggers = [str(name) for name, kind, _ in rows if kind == "trigger"]
        for kind, names in (("TRIGGER", triggers), ("VIEW", sorted(views))):
            for name in names:
                quoted = name.replace('"', '""')
                base.execute(f'DROP {kind} IF EXISTS "{quoted}"')
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            base.executemany(
                f"DELETE FROM {table} WHERE table_name = ?",  # noqa: S608 # one of these two
                [(name,) for name in sorted(views)],
            )
        base.commit()


def _kind(kind: str) -> str:
    return "" if kind == "Unknown" else kind.removeprefix("2.5D ").lower()
