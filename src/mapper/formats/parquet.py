"""GeoParquet → records (OGC GeoParquet 1.1). Needs pyarrow: pip install 'mapper[parquet]'."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import orjson

from mapper.formats.decode import systems
from mapper.formats.decode.wellknown import of_wkb, records_of
from mapper.formats.many import Numbered
from mapper.formats.source import (
    OF_FEATURE,
    OF_FIELD,
    ONE_BY_ONE,
    Foreign,
    Source,
    refuse,
    refuse_size,
)
from mapper.problems import MapperError


def parquet(source: Source) -> Foreign:
    """The features of a GeoParquet file, whose metadata say which column holds the geometries.

    Raises:
        MapperError: it is none, is damaged, or pyarrow is not there.
    """
    file = source.file
    if not source.data.startswith(b"PAR1"):
        refuse(file, "", "is not Parquet, whatever its name says.", "Check how it was saved.")
    try:
        from pyarrow import parquet as arrow
    except ImportError:
        mend = "Install it: pip install 'mapper[parquet]'. Or save the file as GeoPackage."
        refuse(file, "", "GeoParquet is read with pyarrow, which is not installed.", mend)
    try:
        opened = arrow.ParquetFile(BytesIO(source.data))
        geo = orjson.loads((opened.schema_arrow.metadata or {}).get(b"geo", b"{}"))
        column, described = _described(geo, file)
        size = opened.metadata.num_rows * (OF_FEATURE + OF_FIELD * len(opened.schema_arrow.names))
        refuse_size(file, size)
        unpacked = [
            opened.metadata.row_group(i).total_byte_size for i in range(opened.num_row_groups)
        ]
        refuse_size(file, ONE_BY_ONE * 3.0 * sum(unpacked))
        table = opened.read()
        blobs = table.column(column).to_pylist()
        covering = described.get("covering") or {}
        boxes = {str(paths[0]) for box in covering.values() for paths in box.values()}
        columns = {
            name: [_plain(value) for value in table.column(name).to_pylist()]
            for name in table.column_names
            if name not in {column, *boxes}
        }
    except (MapperError, MemoryError):
        raise
    except Exception as error:  # of what is not as it should be, pyarrow raises whatever
        words = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:160]
        what = f"is damaged: {words}."
        refuse(file, "", what, "Download or save it anew.")
    project, note = None, ""
    if source.reading.epsg is not None:
        project, note = systems.of_code(source.reading.epsg, file, "--crs")
    elif described.get("crs"):
        words = orjson.dumps(described["crs"]).decode()
        project, note = systems.of_words(words, file)
    places = Numbered("row ", range(1, len(blobs) + 1))
    geometries = of_wkb(blobs, project)
    records, problems = records_of(geometries, columns, places, file)
    if (
        source.reading.epsg is None and described.get("crs", "") is None
    ):  # left out, it means degrees
        problems += systems.unnamed(geometries.bounds, file, "it names no coordinate system")
    if not records and not problems:
        refuse(file, "", "holds no features.", "Check that the right file was saved.")
    return Foreign(file, records, "", (note,) if note else (), tuple(problems))


def _described(geo: Any, file: str) -> tuple[str, dict[str, Any]]:
    """The column with the geometries, and what is said of it."""
    name = geo.get("primary_column")
    described = (geo.get("columns") or {}).get(name)
    if not isinstance(described, dict):
        mend = "Save it with geopandas or GDAL as GeoParquet."
        refuse(file, "", "is Parquet without geometries, not GeoParquet.", mend)
    if described.get("encoding") != "WKB":
        what = f"its geometries are encoded as {described.get('encoding')}."
        refuse(file, "", what, "Save it anew with the encoding WKB.")
    return str(name), described


def _plain(value: Any) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return None if isinstance(value, bytes) else str(value)
