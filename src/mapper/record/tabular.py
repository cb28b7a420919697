"""Tables of the record: subjects down, fields across, as `[[table]]` asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapper.model import MANIFEST, Atlas, Subject, TableEntry, text
from mapper.problems import Problem, guess
from mapper.record.article import Article, Statement


@dataclass(frozen=True)
class Line:
    """A subject, how many of those above it in the table it is a part of, and its cells.

    A cell holds the statements of a field; an empty one says that no source read tells.
    """

    id: str
    name: str
    depth: int
    cells: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True)
class Tabulated:
    """A table. `columns` are the labels of its fields."""

    id: str
    title: str
    summary: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def tabulate(atlas: Atlas, articles: Mapping[str, Article]) -> tuple[Tabulated, ...]:
    """The tables, in the order of the manifest."""
    return tuple(_table(atlas, entry, articles) for entry in atlas.manifest.table)


def _table(atlas: Atlas, entry: TableEntry, articles: Mapping[str, Article]) -> Tabulated:
    language, fields = atlas.language, atlas.field_entries
    return Tabulated(
        id=entry.id,
        title=entry.title,
        summary=entry.summary,
        columns=tuple(text(fields[each], "label", language)[language] for each in entry.columns),
        lines=tuple(
            Line(
                id,
                articles[id].name,
                depth,
                tuple(
                    tuple(said for said in articles[id].statements if said.field == column)
                    for column in entry.columns
                ),
            )
            for id, depth in _rows(atlas, entry)
            if id in articles
        ),
    )


def _rows(atlas: Atlas, entry: TableEntry) -> Iterator[tuple[str, int]]:
    """The rows of a layer or register that belong to `under`, each below what it is a part of.

    Of a big layer only those have an article that the record names; the table has no others.
    """
    parents = _parents(atlas, entry.rows)
    parts: dict[str, list[str]] = {}
    for id, parent in parents.items():
        parts.setdefault(parent if parent in parents else "", []).append(id)

    shown: set[str] = set()

    def below(ids: Sequence[str], depth: int) -> Iterator[tuple[str, int]]:
        for id in ids:
            if id not in shown:  # parts of each other would go on for ever
                shown.add(id)
                yield id, depth
                yield from below(parts.get(id, ()), depth + 1)

    yield from below(entry.under or parts.get("", ()), 0)


def _parents(atlas: Atlas, rows: str) -> Mapping[str, str]:
    """Id → id of what it is a part of, of a register's rows; a layer's features have none."""
    register: tuple[Subject, ...] = atlas.registers.get(rows, ())
    if register:
        return {row.id: row.detail.get("parent", "") for row in register}
    return {id: "" for layer in atlas.layers if layer.id == rows for id in layer.ids}


def tables_can_be_made(atlas: Atlas) -> Iterator[Problem]:
    """The check of `[[table]]`: layers, registers, rows and fields that are asked for exist."""
    for id, count in Counter(entry.id for entry in atlas.manifest.table).items():
        if count > 1:
            yield Problem(
                MANIFEST, "table", f'{count} tables have the id "{id}".', "Give each its own."
            )
    for index, entry in enumerate(atlas.manifest.table):
        asked: list[tuple[str, str, str, Iterable[str]]] = []
        parents, place = _parents(atlas, entry.rows), f"table[{index}]"
        if not parents:
            filled = [name for name, rows in atlas.registers.items() if rows]
            there = [layer.id for layer in atlas.layers] + filled
            asked.append(("rows", "layer or register", entry.rows, there))
        else:
            asked += [("under", f"row of {entry.rows}", id, parents) for id in entry.under]
        asked += [("columns", "field", column, atlas.field_entries) for column in entry.columns]
        for key, kind, name, known in asked:
            if name not in known:
                mend = guess(name, known) or f"Choose among {', '.join(list(known)[:12])}."
                yield Problem(MANIFEST, f"{place}.{key}", f'no {kind} "{name}".', mend)
