"""Facts, events and phases of this atlas: each holds together, alone and with the others."""

from __future__ import annotations

import re

import pytest

from afghan import ATLAS, EN, PROBLEMS, SUBJECTS, TODAY, facts, named
from mapper.folder.check import check
from mapper.model.atlas import Event, Fact, Row, Subject
from mapper.model.dates import day_number, parse_date
from mapper.record.entries import coverage, entries

PHASES = {row.id: row for row in ATLAS.registers["phases"]}

SIGNED = day_number("1988-04-14")
START, END = day_number("1988-05-15"), day_number("1989-02-15")


def days(text: str) -> tuple[int, int]:
    """The first and the last day that a closed date covers."""
    first, _, _, last = parse_date(text).days
    assert first is not None
    assert last is not None
    return first, last


def within(inner: Row, outer: Row) -> bool:
    """Whether a dated row may lie wholly in the time of another."""
    assert isinstance(inner, Subject)
    assert isinstance(outer, Subject)
    assert inner.date
    assert outer.date
    (first, _), (_, last) = days(inner.date.text), days(inner.date.text)
    start, end = days(outer.date.text)
    return start <= first and last <= end


# The whole


def test_the_check_finds_nothing() -> None:
    assert [str(problem) for problem in [*PROBLEMS, *check(ATLAS)]] == []


def test_there_is_as_much_as_was_aimed_at() -> None:
    cover = coverage(ATLAS, entries(ATLAS))

    assert cover.claims >= 300
    assert cover.events >= 100
    assert cover.sources >= 60
    assert len(ATLAS.registers["myths"]) >= 20
    assert len(ATLAS.registers["glossary"]) >= 40
    assert sum(len(each.features) for each in ATLAS.layers if each.id == "garrisons") >= 25


# Facts


@pytest.mark.parametrize("fact", ATLAS.facts, ids=named)
def test_a_fact_says_of_what_by_whom_and_how_surely(fact: Fact) -> None:
    """At least one source and a certainty in words; of what is not known, where one looked."""
    assert fact.subject in SUBJECTS
    assert fact.field in ATLAS.field_entries
    if fact.unknown:
        assert len(fact.note[EN]) > 20
        assert not fact.certainty
    else:
        assert fact.cites
        assert fact.certainty in ("high", "medium", "low")


@pytest.mark.parametrize("fact", [fact for fact in ATLAS.facts if not fact.unknown], ids=named)
def test_a_value_is_of_the_kind_of_its_field(fact: Fact) -> None:
    kind, value = ATLAS.field_entries[fact.field].kind, fact.value[EN]

    if kind == "number":
        assert float(value) >= 0
    elif kind == "date":
        assert fact.value_date == parse_date(value, ATLAS.manifest.atlas.approximate_days)
    elif kind == "subject":
        assert value in SUBJECTS
    else:
        assert value == value.strip()
        assert len(value) > 1


@pytest.mark.parametrize(
    "fact", [fact for fact in ATLAS.facts if fact.date or fact.value_date], ids=named
)
def test_a_fact_lies_in_the_time_it_can_lie_in(fact: Fact) -> None:
    """Nothing before the oldest of the people, and nothing that is still to come."""
    for each in filter(None, (fact.date, fact.value_date)):
        for day in each.days:
            assert day is None or day_number("1890-01-01") <= day <= TODAY


DEPARTURES = ("first_departure", "vacated", "left_on", "crossed_on")


@pytest.mark.parametrize(
    "fact",
    [each for each in ATLAS.facts if each.field in DEPARTURES and each.value_date],
    ids=named,
)
def test_a_departure_lies_in_the_withdrawal(fact: Fact) -> None:
    """Where its date is too vague to say so, it overlaps it, and a note says more.

    Some posts were given up between the signing of the Accords and that day, one source says.
    """
    first, last = days(fact.value[EN])

    assert first <= END
    assert last >= SIGNED
    assert (first >= START and last <= END) or fact.note


@pytest.mark.parametrize(
    "subject", sorted({each.subject for each in ATLAS.facts if each.field == "vacated"})
)
def test_a_place_is_left_from_before_it_is_empty(subject: str) -> None:
    starts = [fact.value_date for fact in facts("first_departure", subject) if fact.value_date]
    ends = [fact.value_date for fact in facts("vacated", subject) if fact.value_date]

    last = max(each.days[3] or END for each in ends) if ends else END
    assert all((each.days[0] or START) <= last for each in starts)


@pytest.mark.parametrize(
    "garrison",
    [each for layer in ATLAS.layers if layer.id == "garrisons" for each in layer.features],
    ids=named,
)
def test_a_garrison_says_when_it_was_left_or_that_nobody_knows(garrison: Subject) -> None:
    assert facts("vacated", garrison.id)


# Events


@pytest.mark.parametrize("event", ATLAS.events, ids=named)
def test_an_event_has_a_day_a_place_and_sources(event: Event) -> None:
    assert event.date
    assert event.cites
    assert event.certainty
    assert event.title[EN]
    assert event.text[EN].endswith(".")
    assert event.subject in SUBJECTS if event.subject else event.where[EN]


@pytest.mark.parametrize("event", ATLAS.events, ids=named)
def test_an_event_lies_between_the_first_day_and_the_taliban(event: Event) -> None:
    assert event.date
    assert all(
        day is None or day_number("1979-12-01") <= day <= day_number("1996-12-31")
        for day in event.date.days
    )


@pytest.mark.parametrize("event", ATLAS.events, ids=named)
def test_the_id_of_an_event_agrees_with_its_date(event: Event) -> None:
    """`event-1988-05-15-begin` has that day among its days; months and years likewise."""
    stated = re.match(r"event-(\d{4}(?:-\d\d){0,2})-", event.id)
    assert stated
    assert event.date
    first, last = days(stated[1])
    start, end = event.date.days[0], event.date.days[3]

    assert start is None or start <= last
    assert end is None or end >= first


# Phases


def test_the_phases_follow_each_other() -> None:
    first, interval, second = (PHASES[f"phase-{name}"] for name in ("1", "interval", "2"))
    ends = [days(each.date.text) for each in (first, interval, second) if each.date]

    assert ends[0] == (START, day_number("1988-08-15"))
    assert ends[1][0] == ends[0][1]
    assert ends[1][0] < ends[2][0] <= ends[1][1]  # how far into January is not known
    assert ends[2][1] == END


def test_the_halt_lies_in_the_second_phase() -> None:
    assert within(PHASES["phase-halt"], PHASES["phase-2"])


def test_the_suspension_lies_in_the_interval() -> None:
    assert within(PHASES["phase-suspension"], PHASES["phase-interval"])


@pytest.mark.parametrize(
    ("event", "phase"),
    [
        ("event-1988-05-15-begin", "phase-1"),
        ("event-1988-08-07-ten-garrisons", "phase-1"),
        ("event-1988-08-15-half", "phase-1"),
        ("event-1988-11-04-suspension", "phase-suspension"),
        ("event-1989-01-15-combat", "phase-2"),
        ("event-1989-01-23-typhoon", "phase-halt"),
        ("event-1989-01-27-resumed", "phase-halt"),
        ("event-1989-02-15-gromov", "phase-2"),
    ],
)
def test_the_turning_points_lie_in_their_phase(event: str, phase: str) -> None:
    (found,) = (each for each in ATLAS.events if each.id == event)
    outer = PHASES[phase].date
    assert found.date
    assert outer

    first, last = days(found.date.text)
    start, end = days(outer.text)
    assert start <= first <= last <= end
