"""Names by language, other names, and what OpenStreetMap keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from mapper.formats.many import Many, cells, replaced
from mapper.formats.source import Record

_TAGGED = re.compile(r"name(?::([a-z]{2,3})| ?\(([a-z]{2,3})\)|[_.-]([a-z]{2}))", re.IGNORECASE)


def named(
    records: Sequence[Record], columns: Iterable[str], languages: Sequence[str]
) -> tuple[Sequence[Record], list[str]]:
    """The records with `name:ru` as `name_ru`, `alt_name` in `also`; and what was done.

    The name in the first of `languages` is the one that the map shows; the one that stood there
    is kept in `also`. A missing name is that of the next language.
    """
    columns = [*columns]
    renamed = {
        key: new for key in columns if (new := _in_language(key, languages)) not in ("", key)
    }
    others = [key for key in columns if key.casefold() in _table()["also"]]
    first = f"name_{languages[0]}" if languages else ""
    if not renamed and not others:
        return records, []
    notes = []
    if renamed:
        tongues = sorted({new.removeprefix("name_") for new in renamed.values()})
        notes.append(f"Took names in languages from the file: {', '.join(tongues[:12])}.")
    order = [f"name_{each}" for each in languages]
    return [_named(each, renamed, others, first, order) for each in records], notes


def without_noise(
    records: Sequence[Record], columns: Iterable[str], osm: bool
) -> tuple[Sequence[Record], list[str]]:
    """The records without what editors of OpenStreetMap keep beside the tags, if there is any.

    Args:
        osm: whether the file says that it comes from there: then "version" is one of these.
    """
    columns = [*columns]
    at = {key for key in columns if key.startswith("@")}
    if not at and not osm:
        return records, []
    noise = at | {key for key in columns if key in _table()["osm"]}
    if not noise:
        return records, []
    told = ", ".join(sorted(noise))
    note = f"Left out what OpenStreetMap keeps for itself: {told}."
    if isinstance(records, Many):
        given = cells(records, "@id")
        ids = given if records.ids is None else records.ids
        ids = [at if id is None else id for id, at in zip(ids, given, strict=True)]
        kept = {name: column for name, column in records.columns.items() if name not in noise}
        return replaced(records, kept, ids), [note]
    return [
        replace(
            each,
            id=each.properties.get("@id") if each.id is None else each.id,
            properties={key: value for key, value in each.properties.items() if key not in noise},
        )
        for each in records
    ], [note]


def _in_language(key: str, languages: Sequence[str]) -> str:
    """`name_ru` for a column of names in Russian, however it is called; empty if it is none.

    That NAME_NO is in Norwegian, and no number, is sure only where the atlas has that language.
    """
    match = _TAGGED.fullmatch(key)
    if match is None:
        return ""
    code = next(filter(None, match.groups())).casefold()
    known = languages if match[3] else _table()["languages"]
    return f"name_{code}" if match[1] or code in known else ""


def _named(
    record: Record,
    renamed: Mapping[str, str],
    others: Sequence[str],
    first: str,
    order: Sequence[str],
) -> Record:
    found: dict[str, Any] = {}
    also: list[str] = []
    given = record.properties.get("also")
    also += given if isinstance(given, list) else [given] if isinstance(given, str) else []
    for key, value in record.properties.items():
        if key in others:
            also += str(value).split(";") if isinstance(value, str | int | float) else []
        elif key != "also":
            found.setdefault(renamed.get(key, key), value)
    name = found.get("name")
    if isinstance(wanted := found.get(first), str) and wanted.strip() and renamed:
        del found[first]
        if isinstance(name, str) and name != wanted:
            also.insert(0, name)
        found = {"name": wanted, **{key: value for key, value in found.items() if key != "name"}}
    elif not name and (rest := [key for key in (*order, *found) if _is_name(found, key)]):
        found = {"name": found[rest[0]], **found}
    names = {str(value) for key, value in found.items() if key == "name" or key[:5] == "name_"}
    more = [word for each in also if (word := str(each).strip()) and word not in names]
    return replace(record, properties={**found, "also": [*dict.fromkeys(more)]} if more else found)


def _is_name(found: Mapping[str, Any], key: str) -> bool:
    return key.startswith("name_") and isinstance(found.get(key), str) and bool(found[key].strip())


@cache
def _table() -> Mapping[str, frozenset[str]]:
    found = orjson.loads((Path(__file__).parent / "names.json").read_bytes())
    return {
        key: frozenset(value.split() if isinstance(value, str) else value)
        for key, value in found.items()
    }
