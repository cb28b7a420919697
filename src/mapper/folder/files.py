"""Reads files of one project folder and none outside it."""

from __future__ import annotations

from pathlib import Path

from mapper.formats import spelt
from mapper.model import Bulk
from mapper.problems import MapperError, Problem


class Folder:
    """Reads files of one folder and none outside it; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.languages: tuple[str, ...] = ()
        """Those of the atlas, once they are known: they help to guess in what a text is encoded."""

    def has(self, file: str) -> bool:
        return (self.root / file).exists()

    def names(self, part: str) -> list[str]:
        """The files that lie in a folder of it, hidden ones aside: geo → geo/a.geojson, …"""
        paths = (self.root / part).glob("[!.]*")
        return sorted(f"{part}/{path.name}" for path in paths if path.is_file())

    def below(self, part: str) -> list[str]:
        """The files that lie in a folder of it or deeper: media → media/a/b.jpg, …"""
        paths = sorted((self.root / part).rglob("*"))
        return [path.relative_to(self.root).as_posix() for path in paths if path.is_file()]

    def size(self, file: str) -> int:
        """In bytes, of a file that is there."""
        return (self.root / file).stat().st_size

    def leads_out(self, file: str, part: str = "") -> bool:
        """Whether a name, or a link, leads out of the folder, or out of a part of it."""
        return not (self.root / file).resolve().is_relative_to((self.root / part).resolve())

    def columns(self, file: str) -> Bulk | None:
        """The features of a layer's file, where they are known without reading it."""
        return None

    def bytes(self, file: str, needed: bool = True) -> bytes:
        path = self.root / file
        if self.leads_out(file):
            mend = "Put the file into the project folder."
            self.problems.append(Problem(file, "", "lies outside the project folder.", mend))
            return b""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            if needed:
                self.problems.append(not_there(file))
        except OSError as error:
            mend = "Check that it is a file and that you may read it."
            self.problems.append(Problem(file, "", f"cannot be read: {error.strerror}.", mend))
        return b""

    def text(self, file: str, needed: bool = True) -> str:
        """A text in whatever encoding it was saved; a warning says it if that is not UTF-8."""
        data = self.bytes(file, needed)
        try:
            text, encoding = spelt(data, file, self.languages)
        except MapperError as error:
            self.problems += error.problems
            return ""
        if encoding:
            self.problems.append(other_form(file, encoding))
        return text


def not_there(file: str) -> Problem:
    mend = "Put it there, or take its entry out of data/atlas.toml."
    return Problem(file, "", "is not there.", mend)


def other_form(file: str, encoding: str) -> Problem:
    """The warning for a text that is read, though it is not as it should be kept."""
    what = f"is not UTF-8 but {encoding}; it is read."
    return Problem(file, "", what, "The form to keep is UTF-8.", "warning")
