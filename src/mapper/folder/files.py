"""Reads files of one project folder and none outside it."""

from __future__ import annotations

from pathlib import Path

from mapper.problems import Problem


class Folder:
    """Reads files of one folder and none outside it; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def names(self, part: str) -> list[str]:
        """The files that lie in a folder of it, hidden ones aside: geo → geo/a.geojson, …"""
        paths = (self.root / part).glob("[!.]*")
        return sorted(f"{part}/{path.name}" for path in paths if path.is_file())

    def bytes(self, file: str, needed: bool = True) -> bytes:
        path = self.root / file
        if not path.resolve().is_relative_to(self.root.resolve()):
            mend = "Put the file into the project folder."
            self.problems.append(Problem(file, "", "lies outside the project folder.", mend))
            return b""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            if needed:
                mend = "Put it there, or take its entry out of data/atlas.toml."
                self.problems.append(Problem(file, "", "is not there.", mend))
        except OSError as error:
            mend = "Check that it is a file and that you may read it."
            self.problems.append(Problem(file, "", f"cannot be read: {error.strerror}.", mend))
        return b""

    def text(self, file: str, needed: bool = True) -> str:
        data = self.bytes(file, needed)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            mend = "Save it as UTF-8."
            self.problems.append(Problem(file, f"line {line}", "is not UTF-8.", mend))
            return ""
