"""The record as flat tables of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from mapper.geometry import label_point
from mapper.looks import look_named
from mapper.model import Atlas, Cite, Date, Row, Text, iso, text
from mapper.record import cite, entries

Cells = Mapping[str, str]
"""Column → cell of one row."""

CLAIM = "sources certainty note"


@dataclass(frozen=True)
class Table:
    """Rows by column. `columns` come first and are there without any row; translations follow."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]

    @property
    def header(self) -> tuple[str, ...]:
        more = {column for row in self.rows for column in row} - set(self.columns)
        return (*self.columns, *sorted(more))

    def cells(self, column: str) -> tuple[str, ...]:
        return tuple(row.get(column, "") for row in self.rows)


def record(atlas: Atlas) -> tuple[Table, ...]:
    """Everything but the features, a table for each kind of row.

    Sources stand as `key[locator]; key`; dates in EDTF as they were written. The `earliest` and
    `latest` day of an event are the first that it may have begun and the last it may have ended on.
    """
    return tuple(
        Table(name, tuple(columns.split()), tuple(rows(atlas)))
        for name, columns, rows in (
            (
                "facts",
                f"id subject subject_name field label value unit date disputed {CLAIM}",
                _facts,
            ),
            (
                "events",
                f"id date earliest latest subject subject_name where title text {CLAIM}",
                _events,
            ),
            (
                "subjects",
                f"id register name text date kind parent side role subjects {CLAIM}",
                _subjects,
            ),
            ("strength", f"date value kind series who {CLAIM}", _strength),
            ("corrections", "date subject was now why sources", _corrections),
            ("sources", "key kind side title reference language url read read_date", _sources),
            ("layers", "id title licence attribution source sources", _layers),
        )
    )


def features(atlas: Atlas) -> Table:
    """A row a feature, with the position of its symbol in degrees, WGS 84, and its properties.

    Properties that are no text stand as JSON.
    """
    columns = ("id", "layer", "name", "look", "geometry", "lon", "lat")
    return Table("features", columns, tuple(_features(atlas)))


def _features(atlas: Atlas) -> Iterator[Cells]:
    for layer in atlas.layers:
        for feature in layer.features:
            lon, lat = label_point(feature.geometry)
            yield {
                **{key: plain(value) for key, value in feature.properties.items()},
                **texts("name", feature.name, atlas.language),
                "id": feature.id,
                "layer": layer.id,
                "look": look_named(feature),
                "geometry": feature.geometry["type"],
                "lon": str(round(lon, 5)),
                "lat": str(round(lat, 5)),
            }


def plain(value: object) -> str:
    """A value of a property as text: JSON if it is neither text nor nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def texts(key: str, words: Text, first: str) -> dict[str, str]:
    """A text in its columns: `key` in the atlas's first language, `key_<language>` in others."""
    others = {f"{key}_{language}": word for language, word in words.items() if language != first}
    return {key: words.get(first, ""), **others}


def cited(cites: Iterable[Cite]) -> list[str]:
    """Each source as it is written in the tables: key[locator], or key."""
    return [f"{each.key}[{each.locator}]" if each.locator else each.key for each in cites]


def bibliography(atlas: Atlas) -> dict[str, str]:
    """Source key → its entry in Chicago style, as plain text."""
    listed = cite(atlas.sources, ()).bibliography
    return {key: entry.striptags() for key, entry in listed.items()}


def disputed(atlas: Atlas) -> frozenset[int]:
    """The rows of the facts that another fact disagrees with."""
    listed = (entry for found in entries(atlas).values() for entry in found)
    return frozenset(fact.row for entry in listed if entry.disputed for fact in entry.claims)


def names_of(atlas: Atlas) -> dict[str, str]:
    """Id → name in the atlas's first language, of features, rows of registers and the atlas."""
    names = {feature.id: feature.name for feature in atlas.features}
    names |= {row.id: row.name for rows in atlas.registers.values() for row in rows}
    found = {id: name.get(atlas.language, "") for id, name in names.items()}
    return {"atlas": atlas.manifest.atlas.title, **found}


def collection(about: Mapping[str, Any], features: Iterable[Mapping[str, Any]]) -> bytes:
    """A GeoJSON FeatureCollection, one feature a line, so that two versions can be compared."""
    head = orjson.dumps({"type": "FeatureCollection", **about})[:-1]
    lines = map(orjson.dumps, features)
    return head + b',"features":[\n' + b",\n".join(lines) + b"\n]}\n"


def _facts(atlas: Atlas) -> Iterator[Cells]:
    first, names = atlas.language, names_of(atlas)
    rows = disputed(atlas)
    for fact in atlas.facts:
        declared = atlas.field_entries.get(fact.field)
        yield {
            "id": fact.id,
            "subject": fact.subject,
            "subject_name": names.get(fact.subject, ""),
            "field": fact.field,
            **texts("label", text(declared, "label", first) if declared else {}, first),
            **texts("value", fact.value, first),
            **texts("unit", text(declared, "unit", first) if declared else {}, first),
            "date": _edtf(fact.date),
            "disputed": "yes" if fact.row in rows else "",
            **_claimed(fact, first),
        }


def _events(atlas: Atlas) -> Iterator[Cells]:
    first, names = atlas.language, names_of(atlas)
    for event in atlas.events:
        days = event.date.days if event.date else (None,) * 4
        yield {
            "id": event.id,
            "date": _edtf(event.date),
            "earliest": "" if days[0] is None else iso(days[0]),
            "latest": "" if days[3] is None else iso(days[3]),
            "subject": event.subject,
            "subject_name": names.get(event.subject, ""),
            **texts("where", event.where, first),
            **texts("title", event.title, first),
            **texts("text", event.text, first),
            **_claimed(event, first),
        }


def _subjects(atlas: Atlas) -> Iterator[Cells]:
    first = atlas.language
    for register, rows in atlas.registers.items():
        for row in rows:
            yield {
                "id": row.id,
                "register": register,
                **texts("name", row.name, first),
                **texts("text", row.text, first),
                "date": _edtf(row.date),
                **row.detail,
                "subjects": "; ".join(row.subjects),
                **_claimed(row, first),
            }


def _strength(atlas: Atlas) -> Iterator[Cells]:
    for row in atlas.strength:
        yield {
            "date": _edtf(row.date),
            "value": str(row.value),
            "kind": row.kind,
            "series": row.series,
            **texts("who", row.who, atlas.language),
            **_claimed(row, atlas.language),
        }


def _corrections(atlas: Atlas) -> Iterator[Cells]:
    first = atlas.language
    for row in atlas.corrections:
        yield {
            "date": _edtf(row.date),
            "subject": row.subject,
            **texts("was", row.was, first),
            **texts("now", row.now, first),
            **texts("why", row.note, first),
            "sources": "; ".join(cited(row.cites)),
        }


def _sources(atlas: Atlas) -> Iterator[Cells]:
    references = bibliography(atlas)
    for source in atlas.sources:
        yield {
            "key": source.key,
            "kind": source.kind,
            "side": source.side,
            "title": source.title,
            "reference": references[source.key],
            "language": source.language,
            "url": source.url,
            "read": source.read,
            "read_date": source.read_date,
        }


def _layers(atlas: Atlas) -> Iterator[Cells]:
    for layer in atlas.layers:
        yield {
            "id": layer.id,
            **texts("title", text(layer.entry, "title", atlas.language), atlas.language),
            "licence": layer.entry.licence,
            "attribution": layer.entry.attribution,
            "source": layer.entry.source,
            "sources": "; ".join(layer.entry.sources),
        }


def _edtf(date: Date | None) -> str:
    return date.text if date else ""


def _claimed(row: Row, first: str) -> dict[str, str]:
    """What every row of the record ends with."""
    return {
        "sources": "; ".join(cited(row.cites)),
        "certainty": row.certainty,
        **texts("note", row.note, first),
    }
