"""The record as it is read: one article a subject, with values in words and numbered sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mapper.looks import measures
from mapper.model import (
    Atlas,
    Cite,
    Date,
    Event,
    Fact,
    Feature,
    LayerEntry,
    Subject,
    Text,
    date_words,
    text,
    told_features,
)
from mapper.record.entries import Entry, property_date


@dataclass(frozen=True)
class Reference:
    """A source as it is cited: its number in the bibliography, and the place in it."""

    number: int
    key: str
    locator: str


Referencer = Callable[[tuple[Cite, ...]], tuple[Reference, ...]]


@dataclass(frozen=True)
class Claim:
    """One statement in words. `id` is its anchor, `link` the subject that its value is."""

    id: str
    value: str
    link: str
    date: str
    remark: str
    certainty: str
    references: tuple[Reference, ...]
    edtf: str = ""
    """The date, or the value that is one, as it was written; empty for a plain day."""


@dataclass(frozen=True)
class Statement:
    """All that is said under one label: one claim, several that disagree, or nothing known."""

    label: str
    claims: tuple[Claim, ...]
    disputed: bool
    unknown: bool


@dataclass(frozen=True)
class Article:
    """Everything that stands under one subject. `silent`: it ought to be dated, and nothing is.

    `province` and `subjects` are ids with their names.
    """

    id: str
    name: str
    names: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    text: str = ""
    statements: tuple[Statement, ...] = ()
    events: tuple[tuple[str, str, str], ...] = ()
    detail: Mapping[str, str] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    certainty: str = ""
    date: str = ""
    subjects: tuple[tuple[str, str], ...] = ()
    province: tuple[str, str] | None = None
    now: str = ""
    position: str = ""
    measures: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    silent: bool = False


def articles(
    atlas: Atlas, references: Referencer, entries: Mapping[str, Sequence[Entry]]
) -> Mapping[str, Article]:
    """Subject → its article, for every register's row, the atlas itself, and every feature.

    Of a big layer, only those features have one that facts, events or registers name.
    """
    writer = _Writer(atlas, references, entries)
    found = {"atlas": writer.article("atlas", {atlas.language: atlas.manifest.atlas.title})}
    for layer in atlas.layers:
        found |= {
            each.id: replace(
                writer.feature(each, layer.entry), measures=tuple(measures(each, layer.entry))
            )
            for each in writer.told[layer.id]
        }
    for rows in atlas.registers.values():
        found |= {row.id: writer.subject(row) for row in rows}
    return found


def referencer(bibliography: Iterable[str]) -> Referencer:
    """Cites → references, numbered in the order of the bibliography's keys."""
    numbers = {key: number for number, key in enumerate(bibliography, 1)}
    return lambda cites: tuple(
        Reference(numbers[cite.key], cite.key, cite.locator) for cite in cites
    )


def unsaid(date: Date | None) -> str:
    """EDTF of what is no plain day: a day can be read back from its words."""
    return "" if date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", date.text) else date.text


def claims_by_source(
    articles: Mapping[str, Article],
) -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """Source key → for each subject: the anchor of the first claim on it, the name, how many."""
    found: dict[str, dict[str, tuple[str, str, int]]] = {}
    for id, article in articles.items():
        for anchor, references in _resting(article):
            for key in dict.fromkeys(reference.key for reference in references):
                listed = found.setdefault(key, {})
                first, name, count = listed.get(id, (anchor, article.name, 0))
                listed[id] = (first, name, count + 1)
    return {key: tuple(listed.values()) for key, listed in found.items()}


def _resting(article: Article) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """The anchors of an article, and what each rests on."""
    yield f"record-{article.id}", article.references
    for statement in article.statements:
        for claim in statement.claims:
            yield claim.id, claim.references


class _Writer:
    """Holds what every article is written from."""

    def __init__(
        self, atlas: Atlas, references: Referencer, entries: Mapping[str, Sequence[Entry]]
    ) -> None:
        self.atlas = atlas
        self.references = references
        self.entries = entries
        self.told = told_features(atlas)
        self.names = {
            feature.id: self.first(feature.name)
            for features in self.told.values()
            for feature in features
        }
        for rows in atlas.registers.values():
            self.names |= {row.id: self.first(row.name) for row in rows}
        self.events: dict[str, list[Event]] = {}
        for event in sorted(atlas.events, key=first_day):
            self.events.setdefault(event.subject, []).append(event)

    def first(self, words: Text) -> str:
        return words.get(self.atlas.language, "")

    def feature(self, feature: Feature, layer: LayerEntry) -> Article:
        properties = feature.properties
        also = properties.get("also", ())
        known = any(not entry.unknown for entry in self.entries.get(feature.id, ()))
        return replace(
            self.article(feature.id, feature.name),
            also=tuple(
                str(word)
                for word in (also if isinstance(also, list) else ())
                if word not in feature.name.values()
            ),
            detail={"kind": str(properties["kind"])} if "kind" in properties else {},
            province=self.named(str(properties.get("province", ""))),
            now=str(properties.get("now", "")),
            position=_position(properties),
            properties=tuple(self.shown(feature, layer)),
            silent=bool(layer.when) and not known and feature.id not in self.events,
        )

    def named(self, id: str) -> tuple[str, str] | None:
        return (id, self.names[id]) if id in self.names else None

    def shown(self, feature: Feature, layer: LayerEntry) -> Iterator[tuple[str, str]]:
        """The label and the value in words of each property that the layer's records show."""
        dated = (layer.when.start, layer.when.end) if layer.when else ()
        for key in layer.popup:
            value = feature.properties.get(key)
            if value in (None, "") or isinstance(value, dict | list):
                continue
            declared = self.atlas.field_entries.get(key)
            label = self.first(text(declared, "label", self.atlas.language)) if declared else ""
            unit = self.first(text(declared, "unit", self.atlas.language)) if declared else ""
            date = property_date(self.atlas, feature, key) if key in dated else ()
            yield (
                label or _label(key),
                date_words(date[0]) if date else f"{_plain(value)} {unit}".strip(),
            )

    def subject(self, row: Subject) -> Article:
        return replace(
            self.article(row.id, row.name),
            text=self.first(row.text),
            detail=row.detail,
            references=self.references(row.cites),
            certainty=row.certainty,
            date=date_words(row.date) if row.date else "",
            subjects=tuple((id, self.names.get(id, id)) for id in row.subjects),
        )

    def article(self, id: str, name: Text) -> Article:
        language = self.atlas.language
        return Article(
            id=id,
            name=self.first(name),
            names=tuple((other, word) for other, word in name.items() if other != language),
            statements=tuple(map(self.statement, self.entries.get(id, ()))),
            events=tuple(
                (event.id, date_words(event.date) if event.date else "", self.first(event.title))
                for event in self.events.get(id, ())
            ),
        )

    def statement(self, entry: Entry) -> Statement:
        declared = self.atlas.field_entries.get(entry.field)
        label = text(declared, "label", self.atlas.language) if declared else {}
        claims = tuple(map(self.claim, entry.claims))
        return Statement(self.first(label), claims, entry.disputed, entry.unknown)

    def claim(self, fact: Fact) -> Claim:
        value, link = self.value(fact)
        return Claim(
            id=f"claim-{fact.row}",
            value=value,
            link=link,
            date=date_words(fact.date) if fact.date else "",
            remark=self.first(fact.note),
            certainty=fact.certainty,
            references=self.references(fact.cites),
            edtf=unsaid(fact.date or fact.value_date),
        )

    def value(self, fact: Fact) -> tuple[str, str]:
        """The value in words, and the subject it leads to, if it is one."""
        value = self.first(fact.value)
        declared = self.atlas.field_entries.get(fact.field)
        if declared is None or fact.unknown:
            return value, ""
        if declared.kind == "subject":
            return self.names.get(value, value), value
        if declared.kind == "date" and fact.value_date:
            return date_words(fact.value_date), ""
        if declared.kind == "number":
            unit = self.first(text(declared, "unit", self.atlas.language))
            return f"{float(value):,.10g} {unit}".strip(), ""
        return value, ""


def first_day(event: Event) -> tuple[int, int]:
    """What events are sorted by: the first day they may have begun, then their row."""
    start = event.date.days[0] if event.date else None
    return (start if start is not None else 0, event.row)


def _label(key: str) -> str:
    """The name of a property as a label: "depth_m" → "Depth m"."""
    label = key.replace("_", " ").strip()
    return label[:1].upper() + label[1:]


def _plain(value: object) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _position(properties: Mapping[str, Any]) -> str:
    """Where a position comes from and how good it is, in one or two sentences."""
    source = str(properties.get("position", "")).strip()
    within = properties.get("precision_km")
    precision = str(properties.get("precision", ""))
    good = f"{precision.capitalize()}, within about {within} km." if precision and within else ""
    sentences = [f"Position: {source.rstrip('.')}." if source else "", good]
    return " ".join(filter(None, sentences))
