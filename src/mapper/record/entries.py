"""The record: what is said of each subject, by whose word, and where sources disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mapper.model import Atlas, Date, DateError, Days, Fact, Feature, Strength, hull, parse_date

_ORDER = {"high": 0, "medium": 1, "low": 2, "": 3}


@dataclass(frozen=True)
class Entry:
    """All that is said of one field of one subject."""

    subject: str
    field: str
    claims: tuple[Fact, ...]
    disputed: bool

    @property
    def unknown(self) -> bool:
        return all(fact.unknown for fact in self.claims)


def entries(atlas: Atlas) -> Mapping[str, tuple[Entry, ...]]:
    """Subject → its entries, in the order in which `facts.csv` first names their fields.

    Claims stand in the order of certainty, then date, then file. Facts are disputed when subject
    and field agree, the field is not declared `many`, their dates overlap and their values differ;
    undisputed claims that hold at different times make entries of their own.
    """
    grouped: dict[tuple[str, str], list[Fact]] = {}
    for fact in atlas.facts:
        grouped.setdefault((fact.subject, fact.field), []).append(fact)
    found: dict[str, list[Entry]] = {}
    for (subject, field), facts in grouped.items():
        entry = atlas.field_entries.get(field)
        many = entry is not None and entry.takes_many
        claims = [fact for fact in facts if not fact.unknown]
        if not claims:
            found.setdefault(subject, []).append(Entry(subject, field, tuple(facts), False))
            continue
        for cluster in [[claim] for claim in claims] if many else _clusters(claims):
            ordered = tuple(sorted(cluster, key=rank))
            found.setdefault(subject, []).append(Entry(subject, field, ordered, len(ordered) > 1))
    return {subject: tuple(listed) for subject, listed in found.items()}


def interval(atlas: Atlas, feature: Feature, field: str | None) -> Days | None:
    """The four days of a feature's date field; None when not known.

    The hull of all claims; where there are none, its property of that name: a layer may come with
    dates, and then nobody has to write a fact for each of its features.
    """
    if field is None:
        return None
    dates = atlas.dated.get((feature.id, field)) or property_date(atlas, feature, field)
    return hull(dates) if dates else None


def property_date(atlas: Atlas, feature: Feature, field: str) -> tuple[Date, ...]:
    """The date that a property of the feature holds, if it holds one."""
    value = feature.properties.get(field)
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ()
    try:
        return (parse_date(str(value), atlas.manifest.atlas.approximate_days),)
    except DateError:
        return ()


@dataclass(frozen=True)
class Coverage:
    """How much is said, how surely, and how far it was read."""

    claims: int
    sources_per_claim: float
    by_certainty: Mapping[str, int]
    disputed: int
    unknown: int
    events: int
    sources: int
    by_read: Mapping[str, int]
    by_side: Mapping[str, int]
    """Sources by whose they are, where they say so, the most first."""
    by_language: Mapping[str, int]
    """Sources in other languages than the atlas's first, the most first."""
    on_openings: int
    """Claims all of whose sources were read in their opening only."""


def coverage(atlas: Atlas, entries: Mapping[str, Sequence[Entry]]) -> Coverage:
    """Counts over the whole atlas and its entries. A claim is a fact that is not `unknown`."""
    claims = [fact for fact in atlas.facts if not fact.unknown]
    openings = {source.key for source in atlas.sources if source.read == "opening"}
    disputed = [entry for listed in entries.values() for entry in listed if entry.disputed]
    return Coverage(
        claims=len(claims),
        sources_per_claim=sum(len(fact.cites) for fact in claims) / max(1, len(claims)),
        by_certainty=_counted(fact.certainty for fact in claims),
        disputed=len(disputed),
        unknown=len(atlas.facts) - len(claims),
        events=len(atlas.events),
        sources=len(atlas.sources),
        by_read=_counted(source.read.split(":")[0] for source in atlas.sources),
        by_side=_ranked(source.side for source in atlas.sources if source.side),
        by_language=_ranked(source.language for source in atlas.sources if source.language),
        on_openings=sum(bool(fact.cites) and openings >= _keys(fact) for fact in claims),
    )


def _keys(fact: Fact) -> set[str]:
    return {cite.key for cite in fact.cites}


def _clusters(claims: list[Fact]) -> list[list[Fact]]:
    """Claims joined where two of them overlap in time and differ in value."""
    groups: list[list[Fact]] = []
    for claim in claims:
        rivals = [group for group in groups if any(_rival(claim, other) for other in group)]
        for group in rivals:
            groups.remove(group)
        groups.append([*(fact for group in rivals for fact in group), claim])
    return groups


def _rival(one: Fact, other: Fact) -> bool:
    return one.value != other.value and _overlap(one, other)


def _overlap(one: Fact, other: Fact) -> bool:
    """Whether both may hold on one day; a claim without a date holds always."""
    if one.date is None or other.date is None:
        return True
    (start, _, _, end), (start2, _, _, end2) = one.date.days, other.date.days
    return (end2 is None or start is None or start <= end2) and (
        end is None or start2 is None or start2 <= end
    )


def rank(said: Fact | Strength) -> tuple[int, int, int]:
    """Rivals stand in the order of certainty, then date, then file."""
    start = said.date.days[0] if said.date else None
    return _ORDER[said.certainty], start if start is not None else 0, said.row


def _counted(words: Iterable[str]) -> Mapping[str, int]:
    return dict(sorted(Counter(words).items()))


def _ranked(words: Iterable[str]) -> Mapping[str, int]:
    """The most first, equals by the alphabet."""
    return dict(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))
