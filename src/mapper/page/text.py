"""The text version: an atlas and its articles → plain values for `record.html.j2`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapper.folder import fit_words
from mapper.model import (
    Atlas,
    Cite,
    Correction,
    Event,
    Layer,
    Source,
    Strength,
    Text,
    date_words,
    iso,
    parse_date,
    places,
)
from mapper.page.excerpt import excerpt
from mapper.page.gallery import gallery
from mapper.picture import Tongue, still_days
from mapper.record import (
    Account,
    Article,
    Citations,
    Profile,
    Referencer,
    Step,
    disputed_matters,
    first_day,
    read_lesson,
    records_by_source,
    tabulate,
    unsaid,
    with_short_links,
)

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
    "cited-in": "Cited elsewhere",
}

_CODES = {
    "arabic": "ar",
    "bulgarian": "bg",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "ngerman": "de",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "ukrainian": "uk",
}
"""Names that BibLaTeX gives to languages, and the codes that browsers know them by."""


def text_version(atlas: Atlas, told: Account, day: int, in_: Tongue) -> dict[str, Any]:
    """What `record.html.j2` names, but for how to cite the atlas.

    `day` is the one that the static map shows. What an atlas without a record has too is said `in_`
    the language of the page.
    """
    info = atlas.manifest.atlas
    articles, story = told.articles, told.story
    writer = _Writer(atlas, articles, told.references, told.citations, in_)
    events = sorted(atlas.events, key=first_day)
    chronology = [writer.row(event) for event in events]
    strength = [writer.row(row) for row in atlas.strength]
    registers = [
        {"id": id, "title": title, "prefix": prefix, "ids": [row.id for row in rows]}
        for id, title, prefix in REGISTERS
        if (rows := atlas.registers.get(id, ()))
    ]
    layers = [writer.layer(layer) for layer in atlas.layers]
    disputes = list(disputed_matters(articles))
    heights = [writer.profile(profile) for profile in told.profiles]
    tables = tabulate(atlas, articles)
    stills = "In stills" if in_.language == "en" else in_.words["page.stills"]
    contents = [
        ("stills", stills) if still_days(atlas) else None,
        ("story", "Story") if story else None,
        ("frame", "In brief") if articles["atlas"].statements else None,
        ("chronology", "Chronology") if events else None,
        ("strength", "Strength") if strength else None,
        ("disputes", "Where sources disagree") if disputes else None,
        *((f"table-{table.id}", table.title) for table in tables),
        *((f"layer-{layer['id']}", layer["title"]) for layer in layers if layer["is_listed"]),
        *((register["id"], register["title"]) for register in registers),
        ("sources", "Sources") if atlas.sources else None,
        ("about", in_.words["about.title"]),
    ]
    return {
        "info": info,
        "title": info.title,
        "contents": [entry for entry in contents if entry],
        "story": story,
        "record": articles,
        "atlas": atlas,
        "chronology": chronology,
        "strength": strength,
        "corrections": [writer.row(row) for row in atlas.corrections],
        "disputes": disputes,
        "tables": tables,
        "layers": layers,
        "profiles": heights,
        "registers": registers,
        **gallery(atlas, articles, layers, registers),
        "sources": writer.sources(told.steps),
        "relief": atlas.manifest.relief,
        "overlays": [(each.entry, fit_words(each)) for each in atlas.overlays],
        "lessons": [read_lesson(lesson, atlas)[0] for lesson in atlas.lessons],
        "has_time": atlas.has_time,
        "situation": date_words(parse_date(iso(day)), in_.language),
        "cover": told.cover,
        "words_of_read": _READ,
        "contact_href": _contact(info.contact),
    }


@dataclass(frozen=True)
class _Writer:
    atlas: Atlas
    articles: Mapping[str, Article]
    references: Referencer
    citations: Citations
    in_: Tongue

    def first(self, words: Text) -> str:
        return words.get(self.atlas.language, "")

    def row(self, row: Event | Strength | Correction) -> dict[str, Any]:
        """An event, a figure or a correction with every value in words."""
        values: dict[str, Any] = {
            key: self.first(value) if isinstance(value, Mapping) else value
            for key, value in vars(row).items()
        }
        values |= {
            "date": date_words(row.date) if row.date else "",
            "edtf": unsaid(row.date),
            "references": self.references(row.cites),
            "remark": self.first(row.note),
        }
        if isinstance(row, Event):
            values["where"] = self.where(values["where"], row.subject)
        elif isinstance(row, Strength):
            values["value"] = f"{row.value:,}"
            values["kind"] = row.kind.replace("-", " ").capitalize()
        return values

    def where(self, words: str, subject: str) -> str:
        return words or (self.articles[subject].name if subject in self.articles else "")

    def layer(self, layer: Layer) -> dict[str, Any]:
        """One table: a row a feature, a column for whatever at least one of them has."""
        rows = [self.articles[layer.ids[at]] for at in places(layer.ids, self.articles)]
        if layer.is_backdrop and not any(row.statements for row in rows):
            rows = []
        columns: list[tuple[str, list[str]]] = [
            (self.in_.words["explore.kind"], [row.detail.get("kind", "") for row in rows]),
            ("Province", [row.province[1] if row.province else "" for row in rows]),
            *_measures(rows),
            ("Claims", [str(_claims(row) or "") for row in rows]),
        ]
        used = [(name, values) for name, values in columns if any(values)]
        entry = layer.entry
        return {
            "id": layer.id,
            "file": entry.path,
            "is_listed": bool(rows) or not layer.is_backdrop,
            "ground": entry.ground,
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
            "tiles": entry.tiles,
            "held": len(layer.features),
            "left_out": self.atlas.left_out.get(layer.id, 0),
            "big": excerpt(layer, self.atlas, self.in_) if layer.is_big else None,
        }

    def profile(self, profile: Profile) -> dict[str, Any]:
        """One table: the places along a route, with every height and its source."""
        first, *_, last = profile.waypoints
        claims = {
            claim.id: claim
            for article in self.articles.values()
            for statement in article.statements
            for claim in statement.claims
        }
        return {
            "layer": profile.layer,
            "title": f"{self.first(first.feature.name)} to {self.first(last.feature.name)}",
            "km": int(round(profile.km, 1) + 0.5),
            "gaps": sum(not each.claims for each in profile.waypoints),
            "rows": [
                {
                    "id": each.feature.id,
                    "name": self.first(each.feature.name),
                    "km": int(round(each.km, 1) + 0.5),
                    "claims": [claims[fact.id] for fact in each.claims],
                }
                for each in profile.waypoints
            ],
        }

    def sources(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """The bibliography, each work with how many records rest on it."""
        resting = records_by_source(self.atlas, self.articles, steps)
        by_key = {source.key: source for source in self.atlas.sources}
        return [
            {
                "key": key,
                "kind": by_key[key].kind,
                "html": with_short_links(html),
                "note": self.citations.notes[(Cite(key),)],
                "how": by_key[key].read.split(":")[0],
                "read": _read(by_key[key]),
                "author": by_key[key].author,
                "date": by_key[key].date,
                "language": _CODES.get(by_key[key].language, by_key[key].language),
                "claims": resting[key],
            }
            for key, html in self.citations.bibliography.items()
        ]


def _measures(rows: Iterable[Article]) -> Iterator[tuple[str, list[str]]]:
    """The columns that a layer is drawn by, so that no colour says what the text does not."""
    told = [dict(row.measures) for row in rows]
    for title in dict.fromkeys(title for each in told for title in each):
        yield title, [each.get(title, "") for each in told]


def _claims(article: Article) -> int:
    return sum(len(statement.claims) for statement in article.statements if not statement.unknown)


def _read(source: Source) -> str:
    if source.read.startswith("cited-in:"):
        return f"Not seen itself: cited in {source.read.removeprefix('cited-in:')}."
    return f"{_READ.get(source.read, source.read)}, {source.read_date}."


def _contact(contact: str) -> str:
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
