"""The sources, registers and sums of this atlas, and that every statement stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser

from afghan import ATLAS, EN, REGISTERS, SUBJECTS, TODAY, facts, named
from mapper.model.atlas import Correction, Event, Fact, Row, Source, Strength, Subject
from mapper.model.dates import day_number, parse_date

SOURCES = {source.key: source for source in ATLAS.sources}

CLAIMS: list[Fact | Event | Strength] = [
    *(fact for fact in ATLAS.facts if not fact.unknown),
    *ATLAS.events,
    *ATLAS.strength,
]

CITING: list[Row] = [
    *ATLAS.facts,
    *ATLAS.events,
    *ATLAS.strength,
    *ATLAS.corrections,
    *REGISTERS,
]


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
def test_a_citation_says_who_when_and_where_or_that_it_is_not_known(source: Source) -> None:
    given = dict(re.findall(r"^\s*(\w+) = \{(.*)\}", source.bibtex, re.MULTILINE))

    assert given.keys() & {"author", "organization", "journal", "institution", "note"}
    assert given.keys() & {"url", "publisher", "journal", "institution", "isbn", "note"}
    assert source.date or "note" in given or not source.bibtex.startswith("@article")
    assert source.title.startswith("[") <= ("note" in given)
    foreign = re.search(r"[\u0400-\u04ff\u0600-\u06ff]", source.title) is not None
    assert foreign <= bool(source.language)


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


STATEMENT = (
    "#text .fact.unknown, #text .fact > .value, #text .claim, #text .event, "
    "#text .strength-row, #text .record-text, #text .corrections li"
)

READ = """all => all.map(each => {
  const name = each.matches(".record-text") && each.parentElement.querySelector(".record-name");
  const label = each.matches(".fact > .value") && each.parentElement.querySelector("dt");
  const heads = [name, label].map(of => (of ? of.textContent + ": " : ""));
  const words = heads.join("") + each.textContent;
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
"""What has to be readable in the page, and words that one statement has."""


@pytest.mark.parametrize("row", ATLAS.corrections, ids=named)
def test_a_correction_says_what_stood_what_stands_and_why(
    row: Correction, blocks: list[Block]
) -> None:
    words = [" ".join(text[EN].split()) for text in (row.was, row.now, row.note)]

    (found,) = (block for block in blocks if all(word in block.text for word in words))

    assert found.cited


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
