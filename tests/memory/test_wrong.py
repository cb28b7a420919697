"""What cannot be made, and what is wrong with what was made: said as the command says it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from mapper import Atlas, MapperError
from memory.forts import EVENTS, FACTS, forts, frame, said_by_the_command

Step = Callable[[Atlas], object]

NO_CRS = gpd.GeoDataFrame(geometry=gpd.points_from_xy([500_000], [5_600_000]))

REFUSED: dict[str, tuple[Step, str]] = {
    "no frame": (
        lambda atlas: atlas.with_layer(FACTS, id="x"),
        "with_layer(): is given DataFrame, not a GeoDataFrame.",
    ),
    "no CRS": (
        lambda atlas: atlas.with_layer(NO_CRS, id="x"),
        "with_layer(): the frame has no CRS, and its coordinates are no degrees",
    ),
    "nothing to draw": (
        lambda atlas: atlas.with_layer(frame().iloc[:0], id="x"),
        "with_layer(): no row can be drawn.",
    ),
    "an id taken": (
        lambda atlas: atlas.with_layer(frame(), id="forts"),
        'with_layer(): id: there is a layer "forts" already.',
    ),
    "no id": (
        lambda atlas: atlas.with_layer(frame(), id="The Forts"),
        'data/atlas.toml: layer[1].id: "The Forts" is not an id.',
    ),
    "a label misspelt": (
        lambda atlas: atlas.with_layer(frame(), id="x", label="nam"),
        'with_layer(): label: there is no column "nam". Did you mean "name"?',
    ),
    "a colour's column misspelt": (
        lambda atlas: atlas.with_layer(frame(), id="x", colour="gun"),
        'with_layer(): colour: there is no column "gun". Did you mean "guns"?',
    ),
    "a popup misspelt": (
        lambda atlas: atlas.with_layer(frame(), id="x", popup=["gun"]),
        'with_layer(): popup: there is no column "gun". Did you mean "guns"?',
    ),
    "ids that are not": (
        lambda atlas: atlas.with_layer(frame(code=[1, 1, 2]), id="x", ids="code"),
        'with_layer(): ids, code: rows have no id of their own: "1" stands more than once',
    ),
    "no dates": (
        lambda atlas: atlas.with_layer(frame(since=["a", "b", "1850"]), id="x", when="since"),
        'with_layer(): when, since: "a", "b" cannot be read as dates.',
    ),
    "no such time": (
        lambda atlas: atlas.with_layer(frame(), id="x", when={"form": "built"}),
        'with_layer(): when: there is no "form" in time. Did you mean "from"?',
    ),
    "a number for a title": (
        lambda atlas: atlas.with_layer(frame(), id="x", title=3),
        "data/atlas.toml: layer[1].title: has to be text.",
    ),
    "a period that is none": (
        lambda atlas: Atlas.new("A", period="long ago"),
        'data/atlas.toml: atlas.period: "long ago": not a date we read.',
    ),
    "no table": (
        lambda atlas: atlas.with_facts("facts.csv"),
        "with_facts(): is given str, not a table.",
    ),
    "no kind": (
        lambda atlas: atlas.with_facts(FACTS, fields={"men": "numbr"}),
        'data/atlas.toml: fields.men.kind: "numbr" is not allowed. Did you mean "number"?',
    ),
    "no BibTeX": (
        lambda atlas: atlas.with_sources("smith1999"),
        "with_sources(): the text has no entry of BibTeX.",
    ),
    "no source": (
        lambda atlas: atlas.with_sources([1]),
        "with_sources(): is given int, not a source.",
    ),
    "a source without a key": (
        lambda atlas: atlas.with_sources([{"title": "A"}]),
        "with_sources(): source 1: has no key.",
    ),
    "no text": (lambda atlas: atlas.with_story(None), "with_story(): is given NoneType, not text."),
    "no such layer": (
        lambda atlas: atlas.layer("fort"),
        'layer(): there is no layer "fort". Did you mean "forts"?',
    ),
    "no day": (
        lambda atlas: atlas.layer("forts").to_gdf(on="1850"),
        'to_gdf(): on: "1850": not a day.',
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_said_at_once(case: str) -> None:
    do, said = REFUSED[case]
    with pytest.raises(MapperError) as caught:
        do(forts())
    assert said in str(caught.value)


def test_all_columns_that_no_row_can_do_without_are_said_at_once() -> None:
    with pytest.raises(MapperError) as caught:
        forts().with_facts(FACTS.rename(columns={"subject": "Subject", "field": "FIELD"}))
    assert [str(each) for each in caught.value.problems] == [
        'with_facts(): has no column "subject". Is it "Subject"? '
        "It takes the columns subject, field, value at least.",
        'with_facts(): has no column "field". Is it "FIELD"? '
        "It takes the columns subject, field, value at least.",
    ]
    with pytest.raises(MapperError, match=r'with_events\(\): has no column "date"\.'):
        forts().with_events([{"title": "Opened"}])
    assert len(forts().with_facts([]).facts) == len(FACTS)
    assert not [
        each
        for each in forts().with_facts(FACTS.assign(field=[None, "men", "left"])).check()
        if each.file == "data/atlas.toml"
    ]


def test_what_is_wrong_with_the_words_of_a_step_is_said_at_once() -> None:
    with pytest.raises(MapperError) as caught:
        Atlas.new("A", languages="en", bounds=(2, 1, 0, 3))
    said = str(caught.value)
    assert "data/atlas.toml: atlas.languages: has to be a list." in said
    assert "data/atlas.toml: atlas.bounds: has to be west, south, east, north" in said
    with pytest.raises(MapperError) as caught:
        forts().with_layer(frame(), id="x", colour=["guns"], looks={"by": 5}, popup=-1)
    assert [each.place for each in caught.value.problems] == ["colour", "looks", "popup"]
    with pytest.raises(MapperError, match=r"popup: is 5\.5\."):
        forts().with_layer(frame(), id="x", popup=5.5)


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda: Atlas.new("A", perod="1850/1860"), "Atlas.new() has no parameter 'perod'. Did"),
        (
            lambda: forts().with_layer(frame(), id="x", licens="CC0"),
            "with_layer() has no parameter 'licens'. Did you mean \"licence\"?",
        ),
    ],
    ids=["of an atlas", "of a layer"],
)
def test_a_parameter_that_nobody_knows_is_a_type_error(do: Any, said: str) -> None:
    with pytest.raises(TypeError) as caught:
        do()
    assert said in str(caught.value)


def test_all_that_is_wrong_is_said_at_once_as_the_command_says_it(tmp_path: Path) -> None:
    facts = FACTS.assign(
        subject=["north", "nroth", "south"],
        certainty=["medium", "midium", "high"],
        sources=["smith1999", "smith1999", ""],
    )
    atlas = (
        Atlas.new("Forts", date="2026-11-30", period="1849/1860")
        .with_layer(frame(), id="forts", look="squar", when=("bilt", "left"))
        .with_facts(facts, fields={"men": "number"})
        .with_events([{"date": "1850-13-01", "subject": "north", "title": "Opened"}])
        .with_sources([{"key": "smith1999", "title": "A"}])
        .with_story("# Nothing")
    )
    said = [str(each) for each in atlas.check()]
    for words in (
        'data/facts.csv: row 3, subject: no subject "nroth". Did you mean "north"?',
        'data/facts.csv: row 3, certainty: "midium" is not allowed here. Did you mean "medium"?',
        'data/facts.csv: row 4, field: no field "left".',
        "data/facts.csv: row 4, sources: a claim without a source.",
        'data/events.csv: row 2, date: "1850-13-01": there is no month 13',
        'data/atlas.toml: layer[0].look: no look "squar". Did you mean "square"?',
        'data/atlas.toml: layer[0].when: no field "bilt". Did you mean "built"?',
        "data/sources.bib: line 1, @misc{smith1999: does not say how much of it was read.",
        "data/story.md: line 1: has no steps.",
    ):
        assert any(words in each for each in said), words

    for write in (atlas.save, atlas.write):
        with pytest.raises(MapperError) as caught:
            write(tmp_path / "forts")
        assert caught.value.problems == tuple(atlas.check())
    assert list(tmp_path.iterdir()) == []

    folder = tmp_path / "folder"
    for name, data in atlas.parts.all_files().items():  # type: ignore[union-attr]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    assert atlas.check() == said_by_the_command(folder)


def test_a_misspelt_column_is_told_from_one_that_may_be_left_out() -> None:
    atlas = forts().with_facts(FACTS.rename(columns={"certainty": "certanty"}))
    assert [str(each) for each in atlas.check() if "row 1:" in str(each)] == [
        'data/facts.csv: row 1: "certanty" is not a column here. Did you mean "certainty"?',
    ]
    assert forts().with_facts(FACTS.assign(value=["1", "2", "1860"])).check() == []


def test_dates_of_any_type_are_read() -> None:
    events = pd.DataFrame(EVENTS * 4).assign(
        title=[*"abcd"],
        date=pd.Series(
            [pd.Timestamp("1850-03-02 10:00"), pd.Period("1850-04", "M"), 1851, "1852~"],
            dtype=object,
        ),
    )
    atlas = forts().with_events(events)
    assert atlas.check() == []
    written = [each.date.text for each in atlas.events if each.date]
    assert written == ["1850-03-02", "1850-03-02", "1850-04", "1851", "1852~"]
    assert [each.id for each in atlas.events][1:3] == ["event-a", "event-b"]


def test_one_that_nobody_read_or_made_takes_no_step() -> None:
    atlas = Atlas(forts().manifest, forts().layers)
    with pytest.raises(MapperError, match="nobody knows which files"):
        atlas.with_story("")
