"""Files → one zip, the same bytes each time: no clock, no order of a disk, no one's permissions."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""

READABLE = 0o100644 << 16
"""A file that its owner may write and all may read, as Unix has it."""

UNIX = 3
"""Which system's permissions those are; Python would name the one it runs on."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files by their names."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, LONG_AGO)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, data, ZIP_DEFLATED, 9)
    return packed.getvalue()
