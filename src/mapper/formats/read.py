"""A file from elsewhere → records as it holds them, and what was odd about it.

Each format is one function in `READERS`. Text formats are parsed here or by a library that follows
no links, and never handed to GDAL, which looks at what is in a file, not at its name: an
`evil.geojson` can make it read other files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

import orjson

from mapper.formats.csv import csv
from mapper.formats.decode.cells import with_numbers
from mapper.formats.decode.encodings import known
from mapper.formats.decode.unzip import Archive
from mapper.formats.flatgeobuf import flatgeobuf
from mapper.formats.geojson import geojson, sequence
from mapper.formats.geopackage import geopackage
from mapper.formats.gpx import gpx
from mapper.formats.kept import keep
from mapper.formats.kml import kml, kmz
from mapper.formats.parquet import parquet
from mapper.formats.shapefile import shapefile
from mapper.formats.source import Foreign, Reading, Source, chosen, refuse
from mapper.formats.xlsx import xlsx

LIMIT = 500_000_000
"""Bytes: the largest file that is read at all. What it takes in memory is limited besides."""

_NOTHING = b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"

Reader = Callable[[Source], Foreign]


def read_file(
    path: str | Path,
    reading: Reading | None = None,
    *,
    limit: int = LIMIT,
) -> Foreign:
    """Read a file in one of the formats of `READERS`, which its name's ending chooses.

    Args:
        path: a file of this computer; it may lie anywhere.
        reading: how, where the file does not say it itself.
        limit: bytes; a larger file is refused.

    Raises:
        MapperError: the file cannot be read at all. What is wrong with single records stands in
            `Foreign.problems`.
    """
    file, reading = str(path), reading or Reading()
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]", file):
        refuse(
            file, "", "is an address, not a file.", "Download it, look at it, then add the file."
        )
    if re.match(r"[/\\]+vsi\w+[/\\]", file):
        refuse(file, "", "is not a file of this computer.", "Unpack or download it first.")
    _refuse_elsewhere(file, file)
    data = _bytes(Path(file), limit)
    reader = _reader(file, file)
    if reading.layer is not None and Path(file).suffix.lower() not in LAYERED:
        refuse(file, "--layer", "files of this format have no layers.", "Leave --layer out.")

    def beside(ending: str) -> bytes:
        sibling = _sibling(Path(file), ending)
        return _bytes(sibling, limit) if sibling else b""

    if reader not in (*TABLES, zipped):
        for option, said, what in (
            ("position", reading.position, "columns of positions; this file has its own"),
            ("header", reading.header, "a row with the names of its columns"),
        ):
            if said:
                mend = f"Leave --{option} out."
                refuse(file, f"--{option}", f"only a table has {what}.", mend)
    codec = known(reading.encoding) if reading.encoding else None
    found = _decided(reader, Source(file, data, replace(reading, encoding=codec), beside))
    return keep(found, reading.languages)


def zipped(source: Source) -> Foreign:
    """The one file in an archive that is in a format of `READERS`, or the one that is asked for.

    Raises:
        MapperError: it is damaged or too large, holds no such file, or several and none was named.
    """
    archive = Archive(source.data, source.file)
    found = [name for name in archive if PurePosixPath(name).suffix.lower() in READERS]
    several = {name: "" for name in found if not _belongs(name, found)}
    names = {str(PurePosixPath(name).with_suffix("")): name for name in several}
    if len(several) == 1 and source.reading.layer not in {*several, *names}:
        (name,), inner = several, source.reading.layer  # it may name a layer in there
    else:
        asked = names.get(source.reading.layer or "", source.reading.layer)
        name, inner = chosen(_of_layer(source, asked), several, "file", " that can be read"), None
    data = archive[name]
    file = f"{source.file}/{name}"
    if not data:
        refuse(file, "", "is empty.", "Save it anew.")
    reader = _reader(name, file)
    if reader is zipped:
        refuse(file, "", "is an archive in an archive.", "Unpack the outer one first.")

    def beside(ending: str) -> bytes:
        return archive.beside(name, ending)

    within = replace(_of_layer(source, inner), file=file, data=data, beside=beside)
    return _decided(reader, within)


READERS: Mapping[str, Reader] = {
    ".geojson": geojson,
    ".json": geojson,
    ".geojsonl": sequence,
    ".geojsons": sequence,
    ".ndjson": sequence,
    ".topojson": geojson,
    ".umap": geojson,
    ".map": geojson,
    ".csv": csv,
    ".tsv": csv,
    ".txt": csv,
    ".xlsx": xlsx,
    ".kml": kml,
    ".kmz": kmz,
    ".gpx": gpx,
    ".gpkg": geopackage,
    ".shp": shapefile,
    ".fgb": flatgeobuf,
    ".parquet": parquet,
    ".geoparquet": parquet,
    ".zip": zipped,
}
"""Ending of the file's name → its reader."""

TABLES = (csv, xlsx)
"""Readers of tables."""

ENCODED = (csv, flatgeobuf, geopackage, shapefile, zipped)
"""Readers of files whose text may be in any encoding."""

LAYERED = (".geojson", ".gpkg", ".json", ".map", ".topojson", ".umap", ".xlsx", ".zip")
"""Endings of files that may have several layers."""


def _of_layer(source: Source, layer: str | None) -> Source:
    return replace(source, reading=replace(source.reading, layer=layer))


def _decided(reader: Reader, source: Source) -> Foreign:
    """What a reader makes of it, if the encoding that was said can be that of such a file."""
    if source.reading.encoding and reader not in ENCODED:
        what = "files of this format say themselves how their text is encoded."
        refuse(source.file, "--encoding", what, "Leave --encoding out.")
    foreign = reader(source)
    return foreign if reader in (*TABLES, zipped) else with_numbers(foreign, source)


def _reader(name: str, file: str) -> Reader:
    ending = PurePosixPath(name).suffix.lower()
    if ending in (".shx", ".dbf", ".prj", ".cpg"):
        mend = f"Add {PurePosixPath(name).stem}.shp, which stands beside it."
        refuse(file, "", "is one part of a Shapefile.", mend)
    _refuse_elsewhere(name, file)
    if ending not in READERS:
        mend = f"Save it as GeoJSON (.geojson). Endings are {', '.join(READERS)}."
        refuse(file, "", f'the ending "{ending}" names no format that is read.', mend)
    return READERS[ending]


def _refuse_elsewhere(name: str, file: str) -> None:
    """Say how to get something readable out of a file that another program keeps for itself."""
    ending = PurePosixPath(name.rstrip("/")).suffix.lower()
    if told := _elsewhere().get(ending):
        what, mend = told
        refuse(file, "", f"is {what}.", mend)


@cache
def _elsewhere() -> Mapping[str, tuple[str, str]]:
    """Ending → what such a file is, and what to do with it."""
    found: Mapping[str, tuple[str, str]] = orjson.loads(
        (Path(__file__).parent / "elsewhere.json").read_bytes()
    )
    return found


def _belongs(name: str, names: list[str]) -> bool:
    """Whether a file goes with another: a read-me beside what it tells of."""
    return name.lower().endswith((".txt", ".json")) and any(
        not other.lower().endswith((".txt", ".json")) for other in names
    )


def _sibling(path: Path, ending: str) -> Path | None:
    """The file beside that has the same name but for its ending, whatever the case."""
    for each in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        if each.is_file():
            return each
    return None


def _bytes(path: Path, limit: int) -> bytes:
    file = str(path)
    try:
        if path.is_dir():
            refuse(file, "", "is a folder.", "Name one file in it.")
        if path.exists() and not path.is_file():
            refuse(file, "", "is a device or a pipe.", "Name a file.")
        with path.open("rb") as opened:
            data = opened.read(limit + 1)  # not by its stated size, which may be growing
    except FileNotFoundError:
        refuse(file, "", "is not there.", "Check the name and the folder.")
    except OSError as error:
        refuse(file, "", f"cannot be read: {error.strerror}.", "Check that you may read it.")
    if len(data) > limit:
        what = f"is larger than {limit / 1e6:,.0f} MB."
        refuse(file, "", what, "Leave out columns or details, or split it.")
    if not data[:1_000].strip(_NOTHING) and not data.strip(_NOTHING):
        refuse(file, "", "is empty.", "Save it anew.")
    return data
