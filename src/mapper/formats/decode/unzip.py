"""Archives from anywhere → their members, in memory, and never more than fits there."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from mapper.formats.source import UNPACKED, refuse


class Archive(Mapping[str, bytes]):
    """Name of each member → its bytes, unpacked when they are asked for.

    Nothing is written to the disk, so no name of a member can lead anywhere.

    Raises:
        MapperError: it is damaged, locked, or would unpack to more than `limit` bytes.
    """

    def __init__(self, data: bytes, file: str, limit: int = UNPACKED) -> None:
        self.file, self.limit = file, limit
        try:
            self.zip = ZipFile(BytesIO(data))
            listed = [each for each in self.zip.infolist() if not each.is_dir()]
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self._damaged(error)
        self.names = [each.filename for each in listed if not _is_hidden(each.filename)]
        size = sum(each.file_size for each in listed)
        if size > limit:
            what = f"would unpack to {size / 1e6:,.0f} MB."
            mend = f"At most {limit / 1e6:,.0f} MB are unpacked: add its files one by one."
            refuse(file, "", what, mend)

    def __getitem__(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as member:
                data = member.read(self.limit + 1)
        except RuntimeError as error:  # what zipfile raises for a password
            refuse(self.file, name, f"cannot be unpacked: {_said(error)}.", "Unpack it first.")
        except (
            BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            EOFError,
            zlib.error,
        ) as error:
            self._damaged(error)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def beside(self, name: str, ending: str) -> bytes:
        """The member of the same name but for its ending, whatever the case; empty if none."""
        wanted = str(PurePosixPath(name).with_suffix(ending)).casefold()
        return next((self[each] for each in self if each.casefold() == wanted), b"")

    def _damaged(self, error: Exception) -> Any:
        mend = "Download it anew, or unpack it and add what is in it."
        refuse(self.file, "", f"is not a whole zip archive: {_said(error)}.", mend)


def _said(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _is_hidden(name: str) -> bool:
    """What systems put into archives for themselves."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")
