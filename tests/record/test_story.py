"""The story: its dialect, what it rests on, and how it is told on the map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mapper
from mapper.folder.check import check
from mapper.folder.load import read
from mapper.model.atlas import Story
from mapper.model.dates import iso, parse_date
from mapper.record.article import referencer
from mapper.record.story import LEAST_WORDS, MOST_WORDS, Step, read_story
from places import ROOT
from sending import contract_of

ATLAS = mapper.load(ROOT)
KEYS = [source.key for source in ATLAS.sources]
assert ATLAS.story
STORY = read_story(ATLAS.story, ATLAS, referencer(KEYS))[0]
TEXTS = re.split(r"^## .*\n", ATLAS.story.text, flags=re.MULTILINE)[1:]
BLOCK = re.compile(r"```map\n.*?```\n", re.DOTALL)
CITATION = re.compile(r"\[@[^\]]+\]")

each_step = pytest.mark.parametrize("step", STORY.steps, ids=lambda step: step.id)
each_text = pytest.mark.parametrize("text", TEXTS, ids=[step.id for step in STORY.steps])


def one_step(text: str, harbour: Path) -> Step:
    """A story of one step in the tiny atlas, with its notes."""
    atlas = mapper.load(harbour)
    references = referencer(source.key for source in atlas.sources)
    story = Story(
        "data/story.md", f'# T\n\n## A step\n\n```map\ndate = "1741-07-13"\n```\n\n{text}'
    )
    (step,) = read_story(story, atlas, references)[0].steps
    return step


def test_the_story_is_long_enough_to_be_one() -> None:
    """At least fourteen steps, in the order of time: what led to Geneva, the bridge, and after."""
    days = [iso(step.day) for step in STORY.steps]

    assert len(STORY.steps) >= 14
    assert days[0] == "1988-04-14"
    assert days[-1] > "1989-02-15" in days
    starts = [parse_date(step_span(text)).days[0] for text in TEXTS]
    assert starts[0] < STORY.steps[0].day
    assert None not in starts


def step_span(text: str) -> str:
    found = dict(re.findall(r'^(date|span) = "(.*)"$', text, re.MULTILINE))
    return str(found.get("span", found["date"]))


@each_step
def test_a_step_names_what_exists(step: Step) -> None:
    """Its features, layers and sources are in the atlas, its headline is a sentence."""
    assert set(step.features) <= {feature.id for feature in ATLAS.features}
    assert set(step.layers or ()) <= {layer.id for layer in ATLAS.layers}
    assert {cite.key for cite in step.cites} <= set(KEYS)
    assert len(step.headline.split()) >= 4
    assert step.date


@each_text
def test_every_claim_of_a_step_cites_something(text: str) -> None:
    """Each paragraph ends with a citation, and no more than two sentences stand before one."""
    for paragraph in BLOCK.sub("", text).strip().split("\n\n"):
        assert paragraph.endswith("]"), paragraph
        for stretch in CITATION.split(paragraph):
            sentences = re.findall(r"[.!?](?:\s|$)", stretch)
            assert len(sentences) <= 3, stretch


@each_text
def test_a_step_can_be_read_at_one_stop(text: str) -> None:
    """Sixty to 140 words, counted by another rule than that of the check."""
    prose = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", CITATION.sub("", BLOCK.sub("", text)))

    assert LEAST_WORDS <= len(prose.split()) <= MOST_WORDS


def test_a_locator_is_one_of_the_record() -> None:
    """What is cited with a place is cited with the same place in the record."""
    rows = (*ATLAS.facts, *ATLAS.events)
    known = {cite for row in rows for cite in row.cites if cite.locator}

    assert {cite for step in STORY.steps for cite in step.cites if cite.locator} <= known


def test_all_sides_and_the_civilians_are_named() -> None:
    """Each side by its own name, and those who took none."""
    prose = " ".join(TEXTS)

    for word in ("Republic of Afghanistan", "mujahideen", "40th Army", "United Nations"):
        assert word in prose
    for word in ("civilians", "refugees", "villagers", "Peshawar", "Iran", "Kushka", "Hairatan"):
        assert word in prose


def test_a_citation_becomes_a_numbered_link(harbour: Path) -> None:
    """As in the record: raised, numbered as in the bibliography, with the place behind it."""
    step = one_step("Said.[@letter1741; @ledger1741, fol. 3]", harbour)

    assert re.sub(r' rel="[a-z]+"', "", str(step.html)).strip() == (
        '<p>Said.<sup><a href="#source-letter1741">2</a>, '
        '<a href="#source-ledger1741">1</a> <span>fol. 3</span></sup></p>'
    )
    assert [(cite.key, cite.locator) for cite in step.cites] == [
        ("letter1741", ""),
        ("ledger1741", "fol. 3"),
    ]


def test_a_story_cannot_bring_markup(harbour: Path) -> None:
    """HTML stays text, and links lead to the web or into the page."""
    step = one_step(
        '<b onclick="x()">Said</b> [x](javascript:x()).[@letter1741, <i>p</i>]', harbour
    )

    assert "<b" not in step.html
    assert "<i>" not in step.html
    assert "javascript:x()" not in re.sub(r"<p>.*", "", str(step.html))
    assert 'href="javascript' not in step.html


def test_the_layers_of_a_step_are_those_of_a_link(harbour: Path) -> None:
    """Those named, with the base map as the atlas opens with it; left out, those it opens with."""
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace(
        'look = "trunk-1"', 'look = "trunk-1"\nground = true'
    )
    manifest.write_text(text, "utf-8")

    steps = contract_of(mapper.load(harbour))["story"]

    assert steps[0]["layers"] == ["quays", "roads"]
    assert "layers" not in steps[1]
    assert steps[2]["view"] == [9, 59.5, -1.9]
    assert [step["id"] for step in steps] == [
        "two-quays-serve-one-town",
        "storm",
        "the-dues-are-doubled",
    ]


def test_what_only_the_story_cites_is_cited(harbour: Path) -> None:
    """A source may be there for the story alone."""
    with (harbour / "data" / "sources.bib").open("a", encoding="utf-8") as file:
        file.write("@misc{diary, title={Diary}, year={1741}, read={full}, readdate={2026-11-23}}\n")
    story = harbour / "data" / "story.md"
    story.write_text(story.read_text("utf-8").replace("[@letter1741]", "[@diary]"), "utf-8")

    atlas, problems = read(harbour)

    assert problems + check(atlas) == []


def test_an_atlas_without_a_story_has_no_place_for_one(harbour: Path) -> None:
    """No tab, no section, nothing in the payload."""
    (harbour / "data" / "story.md").unlink()

    html = mapper.build(harbour).page.read_text("utf-8")

    assert 'id="story"' not in html
    assert 'data-tab="story"' not in html
    assert '"story":[]' in html


def test_sources_say_how_many_records_rest_on_them_steps_among_them(harbour: Path) -> None:
    def said() -> int:
        html = mapper.build(harbour).page.read_text("utf-8")
        number = re.search(
            r"id=source-letter1741>.*?Cited in (\d+) records</span>", html, re.DOTALL
        )
        assert number
        return int(number[1])

    with_story = said()
    (harbour / "data" / "story.md").unlink()

    assert with_story - said() == 3
