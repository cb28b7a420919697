"""What a project folder holds, in memory; and the folder's reader, which reads it there."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

from mapper.folder import Folder, not_there
from mapper.formats import joined
from mapper.memory.told import complete, manifest_bytes
from mapper.model import MANIFEST, MANY, Bulk
from mapper.pause_gc import pause_gc

TABLES = {
    "facts": ("subject", "field", "value", "date", "sources", "certainty", "note"),
    "events": (
        *("id", "date", "subject", "where", "title", "text"),
        *("sources", "certainty", "note"),
    ),
}
"""Table → the columns that it always has."""

Line = Mapping[str, str]
"""A row of a table: column → text."""


@dataclass(frozen=True)
class Parts:
    """What has been collected.

    `told` is the manifest as it stands in TOML, without what nobody has said; `files` all other
    files but tables and layers made here, which are `tables` and `layers`, by name and by file.
    `loose`: fields of facts whose kind is to be seen from their values. `text`: the manifest as it
    was read, while nothing of it has changed.
    """

    told: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)
    tables: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    layers: Mapping[str, Bulk] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    text: bytes | None = None

    def written(self) -> dict[str, bytes]:
        """The files that are no layers made here: name → content."""
        manifest = self.text
        if manifest is None:
            manifest = manifest_bytes(
                complete(self.told, self.layers.values(), self.tables, self.loose)
            )
        tables = {
            f"data/{name}.csv": _csv(lines, TABLES[name]) for name, lines in self.tables.items()
        }
        return {MANIFEST: manifest, **self.files, **tables}

    def without(self, file: str) -> Parts:
        """The same without a file, which something else takes the place of."""
        return replace(
            self, files={name: each for name, each in self.files.items() if name != file}
        )

    def all_files(self) -> dict[str, bytes]:
        """Every file of the folder."""
        return self.written() | {file: geojson(each) for file, each in self.layers.items()}


class Held(Folder):
    """Reads what is in memory as `Folder` reads a disk."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(Path())
        self.files = parts.written()
        self.layers = parts.layers

    def has(self, file: str) -> bool:
        return file in self.files or file in self.layers

    def names(self, part: str) -> list[str]:
        files = (file for file in self.below(part) if "/" not in file[len(part) + 1 :])
        return [file for file in files if not file[len(part) + 1 :].startswith(".")]

    def below(self, part: str) -> list[str]:
        return sorted(file for file in {*self.files, *self.layers} if file.startswith(f"{part}/"))

    def size(self, file: str) -> int:
        return len(self.files[file])

    def leads_out(self, file: str, part: str = "") -> bool:
        return ".." in Path(file).parts or Path(file).is_absolute()

    def columns(self, file: str) -> Bulk | None:
        found = self.layers.get(file)
        return found if found is not None and len(found) > MANY else None

    def bytes(self, file: str, needed: bool = True) -> bytes:
        if file in self.layers:
            return geojson(self.layers[file])
        if file not in self.files and needed:
            self.problems.append(not_there(file))
        return self.files.get(file, b"")


class Keeping(Folder):
    """Reads a folder of the disk, and keeps what it has read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.kept: dict[str, bytes] = {}

    def bytes(self, file: str, needed: bool = True) -> bytes:
        data = super().bytes(file, needed)
        if data or self.has(file):
            self.kept[file] = data
        return data


def geojson(layer: Bulk) -> bytes:
    """The features of a layer as the text of its file, one a line."""
    with pause_gc():
        lines = [
            orjson.dumps(
                {
                    "type": "Feature",
                    "id": each.id,
                    "properties": each.properties,
                    "geometry": each.geometry,
                }
            )
            for each in layer
        ]
    return joined(lines)


def _csv(lines: tuple[Line, ...], columns: tuple[str, ...]) -> bytes:
    names = list(dict.fromkeys((*columns, *(name for line in lines for name in line))))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([line.get(name, "") for name in names] for line in lines)
    return out.getvalue().encode()
