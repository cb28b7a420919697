"""Archives from anywhere → their members, in memory, and never more than fits there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from lzma import LZMAError
from pathlib import PurePosixPath
from struct import error as StructError  # noqa: N812 # it is an exception's class
from typing import NoReturn
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from mapper.formats.source import UNPACKED, refuse

DAMAGED = (
    BadZipFile,
    EOFError,
    IndexError,
    LZMAError,
    NotImplementedError,
    OSError,
    StructError,
    ValueError,
    ZlibError,
)
"""What is raised for an archive that is not as it should be."""

RATIO = 200
"""How many times its packed size a member may unpack to: tables take 5 to 20, much repeated 100."""

SMALL = 50_000_000
"""Bytes: what unpacks to no more is unpacked at any ratio."""


class Archive(Mapping[str, bytes]):
    """Name of each member → its bytes, unpacked when they are asked for.

    Nothing is written to the disk, so no name of a member can lead anywhere.

    Raises:
        MapperError: it is damaged, locked, or would unpack to more than `limit` bytes, or one of
            its members to more than `SMALL`, and than `RATIO` times its size.
    """

    def __init__(self, data: bytes, file: str, limit: int = UNPACKED) -> None:
        self.file, self.limit = file, limit
        try:
            self.zip = ZipFile(BytesIO(data))
            listed = [each for each in self.zip.infolist() if not each.is_dir()]
        except DAMAGED as error:
            self.refuse_damaged(error)
        self.names = [each.filename for each in listed if not _is_hidden(each.filename)]
        size = sum(each.file_size for each in listed)
        if size > limit:
            what = f"would unpack to {size / 1e6:,.0f} MB."
            mend = f"At most {limit / 1e6:,.0f} MB are unpacked: add its files one by one."
            refuse(file, "", what, mend)
        for each in listed:
            if each.file_size > max(SMALL, RATIO * each.compress_size):
                times = each.file_size // max(1, each.compress_size)
                what = f"would unpack to {each.file_size / 1e6:,.0f} MB, {times:,} times its size."
                mend = f"At most {RATIO} times is unpacked. Unpack it, and look at what it is."
                refuse(file, each.filename, what, mend)

    def __getitem__(self, name: str) -> bytes:
        # zipfile gives out no more bytes than the member is said to hold, and checks their sum.
        try:
            return self.zip.read(name)
        except RuntimeError as error:  # what zipfile raises for a password
            if isinstance(error, NotImplementedError):
                self.refuse_damaged(error)
            refuse(self.file, name, f"cannot be unpacked: {_said(error)}.", "Unpack it first.")
        except DAMAGED as error:
            self.refuse_damaged(error)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def beside(self, name: str, ending: str) -> bytes:
        """The member of the same name but for its ending, whatever the case; empty if none."""
        wanted = str(PurePosixPath(name).with_suffix(ending)).casefold()
        return next((self[each] for each in self if each.casefold() == wanted), b"")

    def refuse_damaged(self, error: Exception) -> NoReturn:
        is_archive = self.file.casefold().endswith(".zip")
        more = ", or unpack it and add what is in it." if is_archive else "."
        mend = f"Download or save it anew{more}"
        refuse(self.file, "", f"is damaged: it is not a whole zip archive: {_said(error)}.", mend)


def _said(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _is_hidden(name: str) -> bool:
    """What systems put into archives for themselves."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")
