"""The record as it is read: one article a subject, with values in words and numbered sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from mapper.looks import measures
from mapper.model import (
    Atlas,
    Cite,
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
from mapper.record.media import Gallery, Link, Picture, Said, place_of
from mapper.record.narrative import DESCRIPTION, UNSAID, description_of
from mapper.record.order import earliest, in_order, is_folded, surely, unsaid
from mapper.record.wording import label_of, plain, position


@dataclass(frozen=True)
class Reference:
    """A source as it is cited: its number in the bibliography, and the place in it."""

    number: int
    key: str
    locator: str


Referencer = Callable[[tuple[Cite, ...]], tuple[Reference, ...]]


@dataclass(frozen=True)
class Claim:
    """One statement in words. `id` is its anchor, `link` the subject that its value is.

    `address` is where a link leads, `picture` what is shown. `who` says so, and `on` are the days
    on which it surely holds (`order.surely`).
    """

    id: str
    value: str
    link: str
    date: str
    remark: str
    certainty: str
    references: tuple[Reference, ...]
    who: str
    on: str
    edtf: str = ""
    """The date, or the value that is one, as it was written; empty for a plain day."""
    address: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Statement:
    """All that is said under one label: claims, claims that disagree, or nothing known.

    `field` is the key that the manifest declares, `day` the first that one of them may be of.
    """

    field: str
    label: str
    claims: tuple[Claim, ...]
    disputed: bool
    unknown: bool
    folded: bool
    day: int | None


@dataclass(frozen=True)
class Article:
    """Everything that stands under one subject. `silent`: it ought to be dated, and nothing is.

    `province` and `subjects` are ids with their names; `among` is what it is one of, or a part
    of, where neither a province nor its kind says so.
    """

    id: str
    name: str
    names: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    text: str = ""
    statements: tuple[Statement, ...] = ()
    events: tuple[tuple[str, str, str, str], ...] = ()
    among: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    certainty: str = ""
    date: str = ""
    subjects: tuple[tuple[str, str], ...] = ()
    province: tuple[str, str] | None = None
    now: str = ""
    position: str = ""
    measures: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, Said], ...] = ()
    description: Markup = UNSAID
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


class _Writer:
    """Holds what every article is written from."""

    def __init__(
        self, atlas: Atlas, references: Referencer, entries: Mapping[str, Sequence[Entry]]
    ) -> None:
        self.atlas = atlas
        self.references = references
        self.entries = entries
        self.fields = atlas.field_entries
        self.gallery = Gallery(atlas)
        self.who = {source.key: source.who for source in atlas.sources}
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
            among=_among(properties, layer),
            now=str(properties.get("now", "")),
            position=position(properties),
            properties=tuple(self.shown(feature, layer)),
            description=description_of(feature, layer),
            silent=bool(layer.when) and not known and feature.id not in self.events,
        )

    def named(self, id: str) -> tuple[str, str] | None:
        return (id, self.names[id]) if id in self.names else None

    def shown(self, feature: Feature, layer: LayerEntry) -> Iterator[tuple[str, Said]]:
        """The label and the value in words of each property that the layer's records show."""
        dated = (layer.when.start, layer.when.end) if layer.when else ()
        measured = {each.by for each in (layer.colour, layer.looks) if each}
        for key in layer.popup:
            if key in measured or key == DESCRIPTION:
                continue
            value = feature.properties.get(key)
            if value in (None, "") or isinstance(value, dict | list):
                continue
            declared = self.fields.get(key)
            label = self.first(text(declared, "label", self.atlas.language)) if declared else ""
            unit = self.first(text(declared, "unit", self.atlas.language)) if declared else ""
            date = property_date(self.atlas, feature, key) if key in dated else ()
            words = date_words(date[0]) if date else f"{plain(value)} {unit}".strip()
            yield label or label_of(key), self.gallery.said(words, declared, place_of(feature, key))

    def subject(self, row: Subject) -> Article:
        return replace(
            self.article(row.id, row.name),
            text=self.first(row.text),
            detail=row.detail,
            among=self.names.get(row.detail.get("parent", ""), ""),
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
            statements=tuple(map(self.statement, in_order(self.entries.get(id, ()), self.fields))),
            events=tuple(
                (
                    event.id,
                    date_words(event.date) if event.date else "",
                    self.first(event.title),
                    surely(event.date),
                )
                for event in self.events.get(id, ())
            ),
        )

    def statement(self, entry: Entry) -> Statement:
        declared = self.fields.get(entry.field)
        label = text(declared, "label", self.atlas.language) if declared else {}
        claims = tuple(map(self.claim, entry.claims))
        folded = is_folded(entry.field, self.fields)
        return Statement(
            entry.field,
            self.first(label),
            claims,
            entry.disputed,
            entry.unknown,
            folded,
            earliest(entry),
        )

    def claim(self, fact: Fact) -> Claim:
        value, link = self.value(fact)
        declared = None if fact.unknown else self.fields.get(fact.field)
        said = self.gallery.said(value, declared, fact.id)
        return Claim(
            id=fact.id,
            value=said.words if isinstance(said, Link) else value,
            link=link,
            date=date_words(fact.date) if fact.date else "",
            remark=self.first(fact.note),
            certainty=fact.certainty,
            references=self.references(fact.cites),
            who="; ".join(dict.fromkeys(filter(None, (self.who[cite.key] for cite in fact.cites)))),
            on=surely(None if fact.unknown else fact.value_date or fact.date),
            edtf=unsaid(fact.date or fact.value_date),
            address=said.address if isinstance(said, Link) else "",
            picture=said if isinstance(said, Picture) else None,
        )

    def value(self, fact: Fact) -> tuple[str, str]:
        """The value in words, and the subject it leads to, if it is one."""
        value = self.first(fact.value)
        declared = self.fields.get(fact.field)
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


def _among(properties: Mapping[str, Any], layer: LayerEntry) -> str:
    """The layer's title, unless its own kind says as much: no "river" among "Rivers"."""
    kind = str(properties.get("kind", "")).lower()
    said = layer.ground or not kind or kind in layer.title.lower()
    return "" if said or properties.get("province") else layer.title


def first_day(event: Event) -> tuple[int, int]:
    """What events are sorted by: the first day they may have begun, then their row."""
    start = event.date.days[0] if event.date else None
    return (start if start is not None else 0, event.row)
