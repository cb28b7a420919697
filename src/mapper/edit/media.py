"""Pictures that were gathered → what is to be written, and the atlas as it then is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mapper.edit.pictures import FOLDER, Gathered
from mapper.edit.transaction import Change
from mapper.folder import Folder
from mapper.formats import Foreign, cells, one_line
from mapper.model import Atlas
from mapper.problems import MapperError, errors
from mapper.record import label_of, read_tables, with_media_rows

TABLE = "data/media.csv"


def hung(gathered: Gathered, root: Path, atlas: Atlas) -> tuple[Atlas, tuple[Change, ...]]:
    """The atlas with the pictures in it, and the files that make it so.

    Raises:
        MapperError: `data/media.csv` cannot be read as it is; it would not be safe to add to it.
    """
    if not gathered.known and not gathered.rows:
        return atlas, ()
    changes = [Change(f"{FOLDER}/{name}", None, data) for name, data in gathered.new.items()]
    media = atlas.media
    if gathered.rows:
        old, text = _held(root, atlas)
        more = with_media_rows(text, gathered.rows)
        tables, wrong = read_tables(lambda file: more if file == TABLE else "", atlas.manifest)
        if errors(wrong):
            raise MapperError(wrong)
        media = tables.media
        changes.append(Change(TABLE, old, more.encode()))
    return replace(atlas, media=media, images={**atlas.images, **gathered.known}), tuple(changes)


def _held(root: Path, atlas: Atlas) -> tuple[bytes | None, str]:
    """The table as it is: None and nothing, if there is none."""
    path = root / TABLE
    if not path.exists():
        return None, ""
    reader = Folder(root)
    reader.languages = tuple(atlas.manifest.atlas.languages)
    text = reader.text(TABLE)
    _, wrong = read_tables(lambda file: text if file == TABLE else "", atlas.manifest)
    if found := errors([*reader.problems, *wrong]):
        raise MapperError(found)
    return path.read_bytes(), text


def within(gathered: Gathered, foreign: Foreign) -> Gathered:
    """What was gathered of those features alone: pictures of others stay where they lie."""
    shown = {value for column in gathered.images for value in cells(foreign.records, column)}
    return replace(
        gathered,
        foreign=foreign,
        known={name: data for name, data in gathered.known.items() if name in shown},
        new={name: data for name, data in gathered.new.items() if name in shown},
        rows=tuple(row for row in gathered.rows if row["file"] in shown),
    )


def new_fields(gathered: Gathered, atlas: Atlas) -> Mapping[str, Mapping[str, str]]:
    """The fields that the manifest does not declare yet, with what it shall say of them."""
    kinds = dict.fromkeys(gathered.images, "image")
    kinds |= dict.fromkeys(gathered.links, "link")
    return {
        one_line(column): {"label": label_of(one_line(column)), "kind": kind}
        for column, kind in kinds.items()
        if one_line(column) not in atlas.field_entries
    }


def told(gathered: Gathered, fields: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What became of the pictures, in sentences."""
    if gathered.images:
        named = ", ".join(f'"{column}"' for column in gathered.images)
        columns = "columns" if len(gathered.images) > 1 else "column"
        rows = "row" if len(gathered.rows) == 1 else "rows"
        yield (
            f"Pictures from the {columns} {named}: {len(gathered.new):,} new in {FOLDER}/,"
            f" {len(gathered.rows):,} new {rows} in {TABLE}"
        )
    if fields:
        kinds = (f"{name} (kind {said['kind']})" for name, said in fields.items())
        yield f"New fields: {', '.join(kinds)}"
