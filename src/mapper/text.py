"""The text version: an atlas and its articles → plain values for `record.html.j2`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapper.article import Article, Referencer, claims_by_source, first_day
from mapper.cite import Citations, cite_this, with_short_links
from mapper.colours import measure, title_of
from mapper.dates import iso, parse, words
from mapper.model import Atlas, Cite, Event, Layer, Source, Strength, Text
from mapper.narrative import narrative
from mapper.record import coverage

REGISTERS = (
    ("phases", "Phases", ""),
    ("myths", "What is often said, and what the sources say", "Said: "),
    ("units", "Units", ""),
    ("people", "People", ""),
    ("glossary", "Glossary", ""),
)
"""Register, its heading, and what stands before each name."""

_READ = {
    "full": "Read in full",
    "part": "Read in part",
    "opening": "Opening read",
}


def text_version(
    atlas: Atlas,
    articles: Mapping[str, Article],
    references: Referencer,
    citations: Citations,
    day: int,
) -> dict[str, Any]:
    """Everything that `record.html.j2` names; `day` is the one that the static map shows."""
    info = atlas.manifest.atlas
    writer = _Writer(atlas, articles, references, citations)
    events = sorted(atlas.events, key=first_day)
    chronology = [writer.row(event) for event in events]
    strength = [writer.row(row) for row in atlas.strength]
    registers = [
        {"id": id, "title": title, "prefix": prefix, "ids": [row.id for row in rows]}
        for id, title, prefix in REGISTERS
        if (rows := atlas.registers.get(id, ()))
    ]
    layers = [writer.layer(layer) for layer in atlas.layers]
    contents = [
        ("frame", "In brief") if articles["atlas"].statements else None,
        ("chronology", "Chronology") if events else None,
        ("strength", "Strength") if strength else None,
        *((f"layer-{layer['id']}", layer["title"]) for layer in layers),
        *((register["id"], register["title"]) for register in registers),
        ("sources", "Sources") if atlas.sources else None,
        ("about", "About this map"),
    ]
    return {
        "info": info,
        "title": info.title,
        "contents": [entry for entry in contents if entry],
        "record": articles,
        "atlas": atlas,
        "chronology": chronology,
        "strength": strength,
        "layers": layers,
        "registers": registers,
        "sources": writer.sources(),
        "cite_this": cite_this(info),
        "relief": atlas.manifest.relief,
        "lessons": [narrative(lesson, atlas)[0] for lesson in atlas.lessons],
        "situation": words(parse(iso(day))),
        "cover": coverage(atlas),
        "contact_href": _contact(info.contact),
    }


@dataclass(frozen=True)
class _Writer:
    atlas: Atlas
    articles: Mapping[str, Article]
    references: Referencer
    citations: Citations

    def first(self, words: Text) -> str:
        return words.get(self.atlas.language, "")

    def row(self, row: Event | Strength) -> dict[str, Any]:
        """An event or a figure with every value in words."""
        values: dict[str, Any] = {
            key: self.first(value) if isinstance(value, Mapping) else value
            for key, value in vars(row).items()
        }
        values |= {
            "date": words(row.date) if row.date else "",
            "references": self.references(row.cites),
            "remark": self.first(row.note),
        }
        if isinstance(row, Event):
            values["where"] = self.where(values["where"], row.subject)
        else:
            values["value"] = f"{row.value:,}"
            values["kind"] = row.kind.replace("-", " ").capitalize()
        return values

    def where(self, words: str, subject: str) -> str:
        return words or (self.articles[subject].name if subject in self.articles else "")

    def layer(self, layer: Layer) -> dict[str, Any]:
        """One table: a row a feature, a column for whatever at least one of them has."""
        rows = [self.articles[feature.id] for feature in layer.features]
        columns: list[tuple[str, list[str]]] = [
            ("Kind", [row.detail.get("kind", "") for row in rows]),
            ("Province", [row.province[1] if row.province else "" for row in rows]),
            *_measures(layer),
            ("Claims", [str(_claims(row) or "") for row in rows]),
        ]
        used = [(name, values) for name, values in columns if any(values)]
        entry = layer.entry
        return {
            "id": layer.id,
            "title": entry.title,
            "summary": entry.summary,
            "columns": [name for name, _ in used],
            "rows": [
                {"id": row.id, "name": row.name, "cells": [values[index] for _, values in used]}
                for index, row in enumerate(rows)
            ],
            "source": entry.source,
            "licence": entry.licence,
            "attribution": entry.attribution,
        }

    def sources(self) -> list[dict[str, Any]]:
        resting = claims_by_source(self.articles)
        by_key = {source.key: source for source in self.atlas.sources}
        return [
            {
                "key": key,
                "kind": by_key[key].kind,
                "html": with_short_links(html),
                "note": self.citations.notes[(Cite(key),)],
                "read": _read(by_key[key]),
                "claims": resting.get(key, ()),
            }
            for key, html in self.citations.bibliography.items()
        ]


def _measures(layer: Layer) -> Iterator[tuple[str, list[str]]]:
    """The column that a layer is coloured by, so that no colour says what the text does not."""
    if colour := layer.entry.colour:
        yield title_of(colour), [measure(each, colour) for each in layer.features]


def _claims(article: Article) -> int:
    return sum(len(statement.claims) for statement in article.statements if not statement.unknown)


def _read(source: Source) -> str:
    if source.read.startswith("cited-in:"):
        return f"Not seen itself: cited in {source.read.removeprefix('cited-in:')}."
    return f"{_READ.get(source.read, source.read)}, {source.read_date}."


def _contact(contact: str) -> str:
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
