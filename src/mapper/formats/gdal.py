"""What the readers of binary formats of GIS programs share: GDAL, by pyogrio, kept on a short lead.

GDAL looks at what is in a file, not at its name, and some of its formats read other files. So it is
handed only what begins as its format begins, alone in a folder of its own, under a name that we
give; and what it took that for is looked at before anything is read.
"""

from __future__ import annotations

import math
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mapper.formats.decode import systems
from mapper.formats.decode.encodings import guessed
from mapper.formats.decode.rawtext import BYTEWISE, reader, reread, stray
from mapper.formats.decode.wellknown import of_wkb, records_of
from mapper.formats.many import Numbered
from mapper.formats.source import (
    OF_FEATURE,
    OF_FIELD,
    Foreign,
    Project,
    Source,
    refuse,
    refuse_size,
)
from mapper.problems import MapperError, Problem

_WHOLE = {"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"}


def refuse_other(source: Source, start: bytes, name: str) -> None:
    if not source.data.startswith(start):
        mend = "Check how it was saved or downloaded."
        refuse(source.file, "", f"is not {name}, whatever its name says.", mend)


@contextmanager
def alone(files: Mapping[str, bytes], file: str) -> Iterator[Path]:
    """The first of the files, in a folder that holds nothing else; GDAL's errors in plain words."""
    import pyogrio  # type: ignore[import-untyped]  # slow to import

    rebuild = "SHAPE_RESTORE_SHX"
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        before = pyogrio.get_gdal_config_option(rebuild)
        pyogrio.set_gdal_config_options({rebuild: True})
        try:
            yield Path(folder, next(iter(files)))
        except (MapperError, MemoryError):
            raise
        except UnicodeDecodeError:
            what = "holds a name that is in no encoding that can be told."
            refuse(file, "", what, "Save it anew as UTF-8.")
        except Exception as no:  # of what is not as it should be, its libraries raise whatever
            words = str(no).replace(f"{folder}/", "").rstrip(".") or type(no).__name__
            what = f"is damaged, or not what its name says: {words[:160]}."
            refuse(file, "", what, "Download or save it anew.")
        finally:
            pyogrio.set_gdal_config_options({rebuild: before})


def read(
    path: Path,
    driver: str,
    layer: str | None,
    source: Source,
    encoding: str | None = None,
    missing: str = "it names no coordinate system",
) -> Foreign:
    """The records of a layer.

    Args:
        encoding: of all its text, which GDAL takes for Latin-1; None if it states that itself.
        missing: what is wrong if no coordinate system is stated.
    """
    import pyogrio

    file = source.file
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        if not len(pyogrio.list_layers(path)):
            what = "is damaged, or not what its name says: holds no layer."
            refuse(file, "", what, "Download or save it anew.")
        bytewise = BYTEWISE if source.reading.encoding and not encoding else None
        try:
            info, found = _columns(path, driver, layer, file, bytewise)
        except UnicodeDecodeError:  # though the format wants UTF-8
            bytewise = BYTEWISE
            info, found = _columns(path, driver, layer, file, bytewise)
    meta, ids, blobs, columns = found
    names, notes = meta["fields"], list[str]()
    if bytewise or encoding:
        cells = [text for column in (names, *columns) if column.dtype == object for text in column]
        codec = encoding or source.reading.encoding
        if not codec and (odd := stray(cells)):
            codec, notes = guessed(odd, file, source.reading.languages)
        words = reader(codec or "utf-8", mixed=not encoding)
        try:
            names, *columns = (reread(column, words) for column in (names, *columns))
        except UnicodeDecodeError as no:
            what = f"holds text that is not {no.encoding.upper()}."
            refuse(file, "", what, "Name its encoding: --encoding cp1252, for example.")
    problems = [
        Problem(file, "", f"GDAL says: {words}.", "", "warning")
        for words in dict.fromkeys(str(each.message).rstrip(".")[:200] for each in said)
        if str(path.parent) not in words
    ]
    project, note = _system(meta["crs"], source)
    notes += [note] if note else []
    if "Z" in str(meta["geometry_type"]) or "2.5D" in str(meta["geometry_type"]):
        notes.append("Left out heights, for the map is flat.")
    if blobs is None:
        refuse(file, "", "holds no geometries.", "Check that the right file was saved.")
    geometries = of_wkb(blobs, project)
    if not meta["crs"] and source.reading.epsg is None:
        problems += systems.unnamed(geometries.bounds, file, missing)
    fields = dict(zip(names, columns, strict=True))
    values = {
        str(name): _values(column, info["dtypes"][at])
        for at, (name, column) in enumerate(fields.items())
    }
    places = Numbered("feature ", ids.tolist())
    records, wrong = records_of(geometries, values, places, file)
    problems += wrong
    if len(blobs) == 0 and info["features"] > 0:
        what = f"is damaged: none of its {info['features']:,} features can be read."
        refuse(file, "", what, "Download or save it anew.")
    if not records and not problems:
        refuse(file, "", "holds no features.", "Check that the right file was saved.")
    return Foreign(file, records, "", tuple(notes), tuple(problems))


def _columns(path: Path, driver: str, layer: str | None, file: str, encoding: str | None) -> Any:
    """What GDAL says of a layer, and what it reads of it."""
    import pyogrio
    from pyogrio import raw

    info = pyogrio.read_info(path, layer=layer, encoding=encoding)
    if info["driver"] != driver:
        refuse(file, "", "is not what its name says.", "Check how it was saved.")
    refuse_size(file, max(0, info["features"]) * (OF_FEATURE + OF_FIELD * len(info["fields"])))
    return info, raw.read(
        path,
        layer=layer,
        encoding=encoding,
        force_2d=True,
        datetime_as_string=True,
        return_fids=True,
    )


def _system(crs: str | None, source: Source) -> tuple[Project | None, str]:
    if source.reading.epsg is not None:
        return systems.of_code(source.reading.epsg, source.file, "--crs")
    return systems.of_words(crs, source.file) if crs else (None, "")


def _values(column: Any, kind: str) -> list[Any]:
    """The cells of a column as plain values; None where they are empty.

    numpy has no empty whole number, so pyogrio gives such columns as fractions.
    """
    cells: list[Any] = column.tolist()
    if kind in _WHOLE and column.dtype.kind == "f":
        return [None if math.isnan(cell) else int(cell) for cell in cells]
    if column.dtype.kind == "f":
        return [cell if math.isfinite(cell) else None for cell in cells]
    if column.dtype.kind in "bi" or ({*map(type, cells)} <= {str, int, bool} and "" not in cells):
        return cells
    return [_plain(cell) for cell in cells]


def _plain(cell: Any) -> Any:
    if isinstance(cell, bytes):
        return None  # pictures and the like
    if hasattr(cell, "tolist"):
        return cell.tolist()
    return cell if cell != "" else None
