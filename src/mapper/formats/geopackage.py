"""GeoPackage → records (OGC 12-128r19)."""

from __future__ import annotations

import sqlite3
import warnings
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import ParseError  # the name alone: nothing is parsed

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mapper.formats.decode.xmltext import local, words
from mapper.formats.gdal import alone, read, refuse_other
from mapper.formats.kept import about, joined
from mapper.formats.source import About, Foreign, Source, chosen, refuse


def geopackage(source: Source) -> Foreign:
    """One layer of a GeoPackage.

    Raises:
        MapperError: it is none, is damaged, or holds several layers and none was named.
    """
    import pyogrio  # type: ignore[import-untyped]  # slow to import

    refuse_other(source, b"SQLite format 3\0", "a GeoPackage")
    with alone({"data.gpkg": source.data}, source.file) as path:
        _leave_views(path, source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reading says it again
            listed = pyogrio.list_layers(path)
        layers = {str(name): _kind(kind) for name, kind in listed if kind is not None}
        name = chosen(source, layers)
        told = _about(path, name, source)
        return replace(read(path, "GPKG", name, source), title=told.title, about=told)


def _about(path: Path, layer: str, source: Source) -> About:
    """What the tables of contents and of metadata say of a layer, and then of the whole."""
    languages = source.reading.languages
    with closing(sqlite3.connect(path)) as base:
        base.text_factory = lambda data: data.decode("utf-8", "replace")
        contents = _rows(
            base, "SELECT identifier, description FROM gpkg_contents WHERE table_name = ?", layer
        )
        identifier, description = next(iter(contents), ("", ""))
        own = {"title": identifier if identifier != layer else "", "description": description}
        texts = _rows(
            base,
            "SELECT m.metadata FROM gpkg_metadata AS m JOIN gpkg_metadata_reference AS r"
            " ON r.md_file_id = m.id WHERE lower(r.table_name) = lower(?)"
            " OR r.reference_scope = 'geopackage' ORDER BY r.reference_scope = 'geopackage', m.id",
            layer,
        )
    found = about(own, languages)
    for (text,) in texts[:10]:
        found = joined(found, about(_members(str(text)), languages))
    return found


_MEMBERS = {
    "abstract": "description",
    "license": "licence",
    "licence": "licence",
    "useLimitation": "rights",
    "rights": "copyright",
    "credit": "attribution",
    "title": "title",
}
"""Elements of the metadata of QGIS, of ISO 19139 and of Dublin Core → what they say."""


def _members(text: str) -> dict[str, str]:
    """What metadata in XML say; of any other text nobody knows what it is about."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    found: dict[str, str] = {}
    for element in root.iter():
        key = _MEMBERS.get(local(element))
        if key and (value := words(element)):
            found.setdefault(key, value)
    return found


def _rows(base: sqlite3.Connection, query: str, layer: str) -> list[tuple[object, ...]]:
    """What a query finds; nothing where the table is not there or damaged."""
    try:
        return base.execute(query, (layer,) * query.count("?")).fetchall()
    except sqlite3.Error:
        return []


def _leave_views(path: Path, source: Source) -> None:
    """Take views and virtual tables out of our copy, for GDAL looks at all and one may never end.

    Refused is one that is the layer to be read. The indices of the format stay.
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
        hidden = views | virtual
        if not hidden:
            return
        found = base.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall()
        layers = {str(name) for (name,) in found}
        asked = {source.reading.layer} if source.reading.layer in hidden else set()
        if layers <= hidden:
            asked |= layers
        for name in sorted(map(str, asked)):
            mend = "Export that layer as a table of its own: in QGIS, 'Save Features As'."
            refuse(source.file, name, "is a view, not a table.", mend)
        triggers = [str(name) for name, kind, _ in rows if kind == "trigger"]
        for kind, names in (("TRIGGER", triggers), ("VIEW", sorted(views))):
            for name in names:
                quoted = name.replace('"', '""')
                base.execute(f'DROP {kind} IF EXISTS "{quoted}"')
        # DROP would run the code of a virtual table, which may not even be at hand. Beside it lie
        # tables that hold what it shows: an index of words, for example.
        held = {
            str(name)
            for name, *_ in rows
            if name not in layers and str(name).startswith(tuple(f"{each}_" for each in virtual))
        }
        base.execute("PRAGMA writable_schema = ON")
        base.executemany(
            "DELETE FROM sqlite_master WHERE tbl_name = ?",
            [(name,) for name in sorted(virtual | held)],
        )
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            base.executemany(
                f"DELETE FROM {table} WHERE table_name = ?",  # noqa: S608 # one of these two
                [(name,) for name in sorted(hidden)],
            )
        base.commit()


def _kind(kind: str) -> str:
    return "" if kind == "Unknown" else kind.removeprefix("2.5D ").lower()
