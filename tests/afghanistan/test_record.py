"""The record of this atlas: every datum holds together, alone and with the others.

That each garrison lies in its province and each airfield where OurAirports has it: `test_geo.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser

from mapper.folder.check import check
from mapper.folder.load import read
from mapper.model.atlas import Event, Fact, Row, Source, Strength, Subject
from mapper.model.dates import day_number, parse_date
from mapper.record.entries import coverage, entries
from places import ROOT

ATLAS, PROBLEMS = read(ROOT)
EN = ATLAS.language
SOURCES = {source.key: source for source in ATLAS.sources}
REGISTERS = [row for rows in ATLAS.registers.values() for row in rows]
PHASES = {row.id: row for row in ATLAS.registers["phases"]}
SUBJECTS = {"atlas", *(each.id for each in ATLAS.features), *(row.id for row in REGISTERS)}
CLAIMS: list[Fact | Event | Strength] = [
    *(fact for fact in ATLAS.facts if not fact.unknown),
    *ATLAS.events,
    *ATLAS.strength,
]
CITING: list[Row] = [*ATLAS.facts, *ATLAS.events, *ATLAS.strength, *REGISTERS]
START, END = day_number("1988-05-15"), day_number("1989-02-15")
TODAY = day_number(ATLAS.manifest.atlas.date)

named = attrgetter("id")


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


def facts(field: str, subject: str = "atlas") -> list[Fact]:
    return [fact for fact in ATLAS.facts if (fact.subject, fact.field) == (subject, field)]


def number(field: str, source: str) -> float:
    """The figure that a source gives for a field of the atlas."""
    (found,) = (fact for fact in facts(field) if source in [cite.key for cite in fact.cites])
    return float(found.value[EN])


def published(source: Source) -> int | None:
    """The last day on which the source may have come out, if its entry says when it did."""
    for field in ("date", "year"):
        found = re.search(rf"^\s*{field}\s*=\s*\{{([^}}]+)\}}", source.bibtex, re.MULTILINE)
        if found:
            return parse_date(found[1]).days[3]
    return None


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
    """Where its date is too vague to say so, it overlaps it, and a note says more."""
    first, last = days(fact.value[EN])

    assert first <= END
    assert last >= START
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


# Sources


UNLICENSED = re.compile(
    r"litmir|e-reading|rulit|bookread|my-library|mybook\.|loveread|knigaread|royallib|libking|"
    r"flibusta|libgen|lib\.rus\.ec|libcat|librebook|coollib|profilib|readli|thelib|iknigi|"
    r"bookz|booksonline|litlife|litresp|librusec|b-ok\.|z-lib|annas-archive|scribd|vdoc|"
    r"dokumen\.pub|epdf|pdfdrive|ebin\.pub|ocean(?:of)?pdf|militera",
    re.IGNORECASE,
)
"""Hosts that give out copies of books without their publishers."""


@pytest.mark.parametrize("source", ATLAS.sources, ids=attrgetter("key"))
def test_a_source_says_how_far_it_was_read_and_is_no_stolen_book(source: Source) -> None:
    assert source.title
    assert source.kind
    assert source.read in ("full", "part", "opening") or source.read.startswith("cited-in:")
    assert day_number(source.read_date) <= TODAY
    assert not UNLICENSED.search(urlparse(source.url).netloc)
    assert not UNLICENSED.search(" ".join(re.findall(r"https?://[^/\s}]+", source.bibtex)))


@pytest.mark.parametrize("source", ATLAS.sources, ids=attrgetter("key"))
def test_a_source_is_cited(source: Source) -> None:
    cited = {cite.key for row in CITING for cite in row.cites}
    cited |= {key for layer in ATLAS.layers for key in layer.entry.sources}
    cited |= {each.read.removeprefix("cited-in:") for each in ATLAS.sources}

    assert source.key in cited


@pytest.mark.parametrize("row", CITING, ids=named)
def test_what_is_cited_is_a_source_that_was_opened(row: Row) -> None:
    """No place in a source is named that nobody has looked at; and none is named twice."""
    for cite in row.cites:
        assert cite.key in SOURCES
        assert not cite.locator or not SOURCES[cite.key].read.startswith("cited-in")
    assert len({cite.key for cite in row.cites}) == len(row.cites)


FORESEEN = {("atlas", "arms_cutoff_effective")}
"""Agreed for a day to come, which is what its sources report."""


@pytest.mark.parametrize("row", CLAIMS, ids=named)
def test_a_source_is_not_older_than_what_it_tells(row: Fact | Event | Strength) -> None:
    """Or the row says that the source foresaw it: planned, announced, expected."""
    dates = (row.date, row.value_date if isinstance(row, Fact) else None)
    starts = [each.days[0] for each in dates if each and each.days[0] is not None]
    out = [published(SOURCES[cite.key]) for cite in row.cites]
    if not starts or any(day is None or day >= max(starts) for day in out):
        return

    title = row.title[EN] if isinstance(row, Event) else ""
    field = (row.subject, row.field) if isinstance(row, Fact) else ()
    said = f"{row.id} {title} {row.note.get(EN, '')}"
    assert field in FORESEEN or re.search(r"plan|announc|expected", said), said


# Registers


@pytest.mark.parametrize("row", REGISTERS, ids=named)
def test_a_row_of_a_register_is_named_and_explained(row: Subject) -> None:
    assert row.name[EN]
    assert row.text[EN].endswith((".", ".”"))
    assert all(subject in SUBJECTS for subject in row.subjects)
    assert row.detail.get("parent", "") in {"", *SUBJECTS}
    if row.register in ("phases", "myths"):
        assert row.cites
        assert row.certainty
    if row.register == "myths":
        assert row.subjects
    if row.register in ("people", "units"):
        assert row.cites


# Strength and sums


@pytest.mark.parametrize("row", ATLAS.strength, ids=named)
def test_a_strength_is_reported_or_says_how_it_was_worked_out(row: Strength) -> None:
    """Nothing is interpolated: a worked-out figure is a sum of reported ones, shown in its note."""
    assert row.date
    assert row.cites
    assert row.certainty
    if row.kind == "reported":
        assert row.who
        return
    parts = re.match(r"([\d,]+) (less|and) (?:about )?([\d,]+)", row.note[EN])
    assert parts
    one, other = (int(parts[index].replace(",", "")) for index in (1, 3))
    reported = {each.value for each in ATLAS.strength if each.kind == "reported"}
    assert {one, other} <= reported
    assert row.value == (one - other if parts[2] == "less" else one + other)


def test_the_phases_add_up_to_seventeen_less_than_the_strength() -> None:
    """As the UN counted both; the difference to Akhromeyev's figure stands in the record."""
    first, second = (number(f"out_{name}_phase", "unchronicle1989") for name in ("first", "second"))
    start = number("strength_at_start", "keller1989")
    (total,) = (row for row in ATLAS.strength if row.value == 100_283)

    assert (first, second) == (50_183, 50_100)
    assert first + second == total.value
    assert start - total.value == 100_300 - 100_283 == 17
    assert "17 fewer than the 100,300" in total.note[EN]
    assert any("17 fewer" in fact.note[EN] for fact in facts("out_second_phase"))


def test_the_two_official_tolls_differ_by_523_and_a_myth_says_what_that_is() -> None:
    to_may, to_end = number("soviet_dead_to_may_1988", "chitrib1988may26"), 13_833
    (myth,) = (row for row in ATLAS.registers["myths"] if row.id == "myth-523-killed")

    assert to_end == number("soviet_dead", "maley2002")
    assert to_end - to_may == 523 == number("soviet_dead_difference", "maley2002")
    assert "a subtraction, not a count: 13,833" in myth.text[EN]
    assert "less 13,310" in myth.text[EN]
    assert "every cause of death" in myth.text[EN]


def test_smaller_sums_agree() -> None:
    garrisons = [
        number(f"main_garrisons{part}", "unchronicle1988dec") for part in ("", "_first", "_second")
    ]
    provinces = [number(f, "latimes1988aug15") for f in ("provinces", "provinces_free")]
    held = number("provinces_held", "latimes1988aug15")
    under_20 = number("soviet_dead_under_20", "maley2002")
    war = date(1989, 2, 15) - date(1979, 12, 25)
    (length,) = (row for row in ATLAS.registers["myths"] if row.id == "myth-2238-days")

    assert garrisons[0] == garrisons[1] + garrisons[2] == 18
    assert provinces[0] - provinces[1] == held == 6
    assert round(100 * under_20 / 13_833, 1) == 62.6
    assert f"{war.days:,} days" in length.text[EN]


@pytest.mark.parametrize("field", ["out_first_phase", "out_second_phase", "strength_at_start"])
def test_a_figure_of_the_frame_stands_in_the_series_too(field: str) -> None:
    series = {row.value for row in ATLAS.strength}

    assert {int(fact.value[EN]) for fact in facts(field)} <= series


# The page with script off


class Block(NamedTuple):
    """One statement of the text version: its words, and whether it cites a source."""

    text: str
    cited: bool


STATEMENT = "#text .fact, #text .claim, #text .event, #text .strength-row, #text .record-text"
READ = """all => all.map(each => {
  const name = each.matches(".record-text") && each.parentElement.querySelector(".record-name");
  const words = (name ? name.textContent + ": " : "") + each.textContent;
  const cited = each.querySelector('a[href^="#source-"]') !== null;
  return [each.checkVisibility() ? words : "", cited];
})"""


@pytest.fixture(scope="module")
def blocks(browser: Browser, site: object) -> Iterator[list[Block]]:
    """Every statement that can be read in the built page with script off."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"file://{site}/index.html")
    found = page.locator(STATEMENT).evaluate_all(READ)
    yield [Block(" ".join(text.split()), cited) for text, cited in found]
    context.close()


STATEMENTS = {
    "the Accords": ["Geneva Accords signed", "14 April 1988"],
    "the start": ["Withdrawal begins", "15 May 1988"],
    "the end": ["Withdrawal ends", "15 February 1989", "40th Army"],
    "Gromov and the 40th Army": ["^Boris Gromov: ", "commander of the 40th Army"],
    "Varennikov": ["^Valentin Varennikov: ", "General"],
    "Massoud": ["^Ahmad Shah Massoud: ", "Salang"],
    "Hekmatyar": ["^Gulbuddin Hekmatyar: "],
    "Pakistan": ["Supporter of the mujahideen", "Pakistan"],
    "the United States": ["Supporter of the mujahideen", "United States"],
    "the United Kingdom": ["Supporter of the mujahideen", "United Kingdom"],
    "Saudi Arabia": ["Supporter of the mujahideen", "Saudi Arabia"],
    "the final column": ["Last column crossed at", "Friendship Bridge", "Hairatan"],
    "into the Uzbek SSR": ["Last column entered", "Uzbek S"],
    "BTR-80s": ["BTR-80", "unsourced tradition"],
    "523": ["523 is a subtraction, not a count", "13,833", "13,310"],
    "Gorbachev": ["Gorbachev", "General Secretary", "March 1985"],
    "the Politburo": ["Politburo", "withdraw"],
    "National Reconciliation": ["National Reconciliation", "Najibullah", "PDPA"],
    "Najibullah": ["Najibullah", "President", "PDPA"],
    "Soviet support": ["Supporter of the government", "until the Soviet Union ended"],
    "the end of the Soviet Union": ["dissolved", "December 1991"],
    "April 1992": ["^Fall of Najibullah", "April 1992", "stopped on the way"],
    "the First Afghan Civil War": ["First Afghan Civil War"],
    "the Second Afghan Civil War": ["Second Afghan Civil War"],
    "the Taliban": ["Taliban", "27 September 1996", "Kabul"],
}
"""What has to be readable in the page (issue 3, "Done when"), and words that one statement has."""


@pytest.mark.parametrize("words", STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement_stands_in_the_page_with_its_source(
    words: Iterable[str], blocks: list[Block]
) -> None:
    found = [
        block
        for block in blocks
        if all(re.search(word, block.text, re.IGNORECASE) for word in words)
    ]

    assert any(block.cited for block in found), [block.text[:200] for block in found]
