"""All of an atlas that checks look through, each with the file and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mapper.model import Atlas, Row

FACTS = "data/facts.csv"
EVENTS = "data/events.csv"
CORRECTIONS = "data/corrections.csv"


def count_of_ids(atlas: Atlas) -> int:
    """How many ids there are, that of the atlas too; one that is taken twice counts twice."""
    return 1 + sum(
        map(len, (*(layer.ids for layer in atlas.layers), *atlas.registers.values(), atlas.events))
    )


def ids_of(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    """File, place and id of everything that has an id."""
    for layer in atlas.layers:
        file = layer.entry.path
        for index, id in enumerate(layer.ids):
            yield file, f"features[{index}]", id
    for register, rows in atlas.registers.items():
        for row in rows:
            yield f"data/{register}.csv", f"row {row.row}", row.id
    for event in atlas.events:
        yield EVENTS, f"row {event.row}", event.id


def subjects_named(atlas: Atlas) -> Iterator[tuple[str, Row, str]]:
    """File, row and id of every subject that a row names."""
    yield from ((FACTS, fact, fact.subject) for fact in atlas.facts)
    yield from ((EVENTS, event, event.subject) for event in atlas.events)
    yield from ((CORRECTIONS, row, row.subject) for row in atlas.corrections)
    for register, rows in atlas.registers.items():
        for row in rows:
            for id in (*row.subjects, row.detail.get("parent", "")):
                yield f"data/{register}.csv", row, id


def lost(atlas: Atlas, *files: str) -> bool:
    """Whether such a file could not be read in full, so that nothing can be said of its ids."""
    return any(name.startswith(files) for name in atlas.unread)


def claims(atlas: Atlas) -> Iterator[tuple[str, Row]]:
    """Every row that has to have a source and a certainty."""
    yield from ((FACTS, fact) for fact in atlas.facts if not fact.unknown)
    yield from ((EVENTS, event) for event in atlas.events)
    yield from (("data/strength.csv", row) for row in atlas.strength)
    for register in ("phases", "myths"):
        yield from ((f"data/{register}.csv", row) for row in atlas.registers.get(register, ()))


def cited_rows(atlas: Atlas) -> Iterator[tuple[str, Row]]:
    registers = (
        (f"data/{register}.csv", row) for register, rows in atlas.registers.items() for row in rows
    )
    facts = ((FACTS, fact) for fact in atlas.facts)
    events = ((EVENTS, event) for event in atlas.events)
    strength = (("data/strength.csv", row) for row in atlas.strength)
    corrections = ((CORRECTIONS, row) for row in atlas.corrections)
    return chain(facts, events, strength, corrections, registers)
