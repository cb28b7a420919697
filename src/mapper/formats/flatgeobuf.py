"""FlatGeobuf → records (https://flatgeobuf.org)."""

from __future__ import annotations

from mapper.formats.gdal import alone, read, refuse_other
from mapper.formats.source import Foreign, Source


def flatgeobuf(source: Source) -> Foreign:
    """A FlatGeobuf file.

    Raises:
        MapperError: it is none, or is damaged.
    """
    refuse_other(source, b"fgb\x03", "FlatGeobuf")
    with alone({"data.fgb": source.data}, source.file) as path:
        return read(path, "FlatGeobuf", None, source)
