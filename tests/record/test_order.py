"""In which order a record speaks, on which days a claim holds, and whose word a source is."""

from __future__ import annotations

import pytest

from mapper.model import Fact, FieldEntry, parse_date
from mapper.record.entries import Entry
from mapper.record.order import in_order, surely
from mapper.record.speakers import speaker

FIELDS = {
    "built": FieldEntry(label="Built", kind="date", fold=True),
    "keeper": FieldEntry(label="Keeper"),
    "storm": FieldEntry(label="Storm", many=True),
    "flood": FieldEntry(label="Flood"),
}


def said(field: str, row: int, date: str = "", value: str = "so") -> Entry:
    on = parse_date(date) if date else None
    fact = Fact(row, f"fact-{row}", field=field, value={"en": value}, date=on)
    return Entry("mill", field, (fact,), False)


def test_it_speaks_in_time_then_of_what_is_undated_and_last_of_what_is_folded() -> None:
    told = [
        said("built", 2, "1820"),
        said("keeper", 3),
        said("storm", 4, "1850-03"),
        said("flood", 5, "1850-02-11~"),
        said("storm", 6, "1850-02-08"),
        said("flood", 7, value="unknown"),
    ]
    heard = [(e.field, [fact.row for fact in e.claims]) for e in in_order(told, FIELDS)]
    assert heard == [
        ("storm", [6, 4]),
        ("flood", [5]),
        ("keeper", [3]),
        ("flood", [7]),
        ("built", [2]),
    ]


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("1970-01-02", "1"),
        ("1970-01-02/1970-01-04", "1/3"),
        ("1970-01-02/..", "1/"),
        ("1970-01/1970-03-02", "30/60"),
        ("1970-01", ""),
        ("[1970-01-02..1970-01-04]", ""),
        ("1970-01-02~", ""),
        ("../1970-01-04", ""),
    ],
)
def test_only_the_days_on_which_it_surely_holds_are_said(date: str, days: str) -> None:
    assert surely(parse_date(date)) == days
    assert surely(None) == ""


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"author": "Mill, Ann", "publisher": "Sand & Co"}, "Ann Mill"),
        (
            {"author": "Mill, Ann and Lee, Bo", "journal": "The Bell"},
            "Ann Mill and Bo Lee, The Bell",
        ),
        ({"author": "A, B and C, D and E, F"}, "B A and others"),
        ({"author": "{{Friends of Sand and Sea}}"}, "Friends of Sand and Sea"),
        ({"author": "{Pedia contributors}", "organization": "Pedia, English"}, "Pedia, English"),
        ({"journal": "{The Bell}"}, "The Bell"),
        ({"publisher": "Sand & Co"}, "Sand & Co"),
        ({}, ""),
    ],
)
def test_a_source_is_known_by_its_author_and_where_it_appeared(
    fields: dict[str, str], who: str
) -> None:
    assert speaker(fields) == who
