"""Rows of the tables, and what they are called."""

from __future__ import annotations

from mapper.folder import load
from mapper.record.tables import read_tables
from places import ATLASES

HEAD = "subject,field,value,date,sources,certainty,note\n"
QUAY = "north-quay,repaired,By the town,1741,ledger1741,high,\n"
GATE = "north-gate,repaired,By the town,1741,ledger1741,high,\n"


def ids(facts: str) -> list[str]:
    manifest = load(ATLASES / "harbour").manifest
    tables, _ = read_tables(lambda file: facts if file == "data/facts.csv" else "", manifest)
    return [fact.id for fact in tables.facts]


def test_a_claim_keeps_its_id_wherever_it_stands() -> None:
    """Another row before it, another source, another certainty: what it says is the same."""
    (quay,) = ids(HEAD + QUAY)
    other = QUAY.replace("ledger1741", "letter1741").replace("high", "low")

    assert ids(HEAD + GATE + other)[1] == quay
    assert ids(HEAD + GATE + other)[0] != quay


def test_what_says_something_else_has_another_id() -> None:
    (quay,) = ids(HEAD + QUAY)
    changed = [QUAY.replace("the town", "the guild"), QUAY.replace("1741", "1742", 1)]

    assert quay not in {id for each in changed for id in ids(HEAD + each)}


def test_what_is_said_twice_has_two_ids() -> None:
    first, second = ids(HEAD + QUAY + QUAY)

    assert second == f"{first}-2"
