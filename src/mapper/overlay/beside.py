"""The files that lie beside a picture: those of its name, with another ending."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Beside:
    """The names of the files in the picture's folder, and what reads one of them."""

    names: tuple[str, ...]
    read: Callable[[str], bytes]

    def find(self, picture: str, endings: Iterable[str]) -> str:
        """The first with one of these endings, behind the picture's name or in place of its own.

        Capitals do not matter; empty if there is none.
        """
        path = PurePosixPath(picture)
        known = {PurePosixPath(name).name.lower(): name for name in self.names}
        for ending in endings:
            for stem in (path.stem, path.name):
                if found := known.get(f"{stem}{ending}".lower()):
                    return found
        return ""

    def text(self, name: str) -> str:
        data = self.read(name)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace")
        return data.decode("utf-8-sig", "replace")
