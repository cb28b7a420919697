"""The names of columns, and what stands below → which of them say where a feature is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapper.formats.decode.called import called
from mapper.formats.decode.digits import latin
from mapper.formats.decode.pairs import pair
from mapper.messages import columns as names_of

LAT, LON, X, Y, BOTH = map(names_of, ("lat", "lon", "x", "y", "both"))
WKT = ("wkt", "geometry", "geom", "thegeom", "wktgeom", "wktgeometry", "shape", "геометрия")

_WKT = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI|CURVE|COMPOUND|CIRCULAR)?"
    r"(POINT|LINESTRING|STRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """The columns that say where a feature is; `kind` is degrees, xy, both or wkt."""

    kind: str
    columns: tuple[int, ...]

    def named(self, names: Sequence[str]) -> list[str]:
        """The names of these columns."""
        return [names[column] for column in self.columns]


def placed(
    row: Sequence[str],
    sample: Sequence[Sequence[str]],
    wanted: Sequence[str] = (),
    tags: Mapping[str, int] | None = None,
) -> Place | None:
    """The columns of the position, if this row may hold their names.

    Args:
        row: what may be names of columns.
        sample: the cells of rows below it.
        wanted: the columns that somebody named: latitude and longitude, or one.
        tags: what the file says of its columns otherwise: lat, lon or both → which it is.
    """
    if wanted:
        return _asked(row, wanted, sample)
    if tags and {"lat", "lon"} <= tags.keys():
        return Place("degrees", (tags["lat"], tags["lon"]))
    if tags and "both" in tags:
        return Place(_kind(_cells(sample, tags["both"])) or "both", (tags["both"],))

    def column(known: Sequence[str]) -> int | None:
        found = called(row, known)
        return row.index(found[0]) if found else None

    for kind, both in (("degrees", (LAT, LON)), ("xy", (Y, X))):
        columns = tuple(at for names in both if (at := column(names)) is not None)
        if len({*columns}) == 2:
            return Place(kind, columns)
    for names in (WKT, BOTH):
        at = column(names)
        kind = "" if at is None else _kind(_cells(sample, at), names is WKT)
        if at is not None and kind:
            return Place(kind, (at,))
    # A question of a form: What is its latitude?
    columns = tuple(at for names in (LAT, LON) if (at := _asking(row, names)) is not None)
    if len({*columns}) == 2:
        return Place("degrees", columns)
    # Whatever it is called: two numbers in each of its cells, that are no span of years. One cell
    # alone tells only where it is in words: Point(69.2 34.5).
    for at, name in enumerate(row):
        texts = _cells(sample, at)
        kind = _kind(texts) if name and len(texts) > 1 - any(map(_is_wkt, texts)) else ""
        if kind and all(map(_is_sure, texts)):
            return Place(kind, (at,))
    return None


def _asking(row: Sequence[str], known: Sequence[str]) -> int | None:
    """The column in whose name one of these words stands among others; short ones say nothing."""
    words = [{*called(re.findall(r"[^\W\d_]{5,}", name), known)} for name in row]
    return next((at for at, found in enumerate(words) if found), None)


def _asked(
    row: Sequence[str], wanted: Sequence[str], sample: Sequence[Sequence[str]]
) -> Place | None:
    """The columns of --position, which this row may name."""
    names = [" ".join(name.split()) for name in row]
    if not set(wanted) <= set(names):
        return None
    columns = tuple(names.index(name) for name in wanted)
    if len(columns) == 2:
        return Place("degrees", columns)
    return Place(_kind(_cells(sample, columns[0])) or "both", columns)


def _cells(sample: Sequence[Sequence[str]], at: int) -> list[str]:
    return [cells[at] for cells in sample if at < len(cells) and cells[at]]


def _kind(texts: Sequence[str], is_wkt: bool = False) -> str:
    """What stands in most cells of a column: WKT, or latitude and longitude; empty if neither."""
    if texts and (is_wkt or 2 * sum(map(_is_wkt, texts)) > len(texts)):
        return "wkt"
    return "both" if 2 * sum(pair(text) is not None for text in texts) > len(texts) else ""


def _is_sure(text: str) -> bool:
    """Is it WKT, or two numbers that fit the globe, each with a decimal, a degree or a side?"""
    lat, lon = pair(text) or (91.0, 0.0)
    signs = re.findall(r"\d\.\d|[°º]|[^\W\d_]", latin(text))
    return _is_wkt(text) or (len(signs) > 1 and abs(lat) <= 90 and abs(lon) <= 180)


def _is_wkt(text: str) -> bool:
    return bool(_WKT.match(text))
