"""What columns hold: dates a layer brings along, coordinates as people write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import mapper
from cells import table
from mapper.edit.add import add
from mapper.formats.decode.degrees import degrees
from mapper.formats.tidy.columns import as_date
from mapper.model.atlas import Fact
from mapper.model.dates import day_number, parse_date
from mapper.record.article import articles, referencer
from mapper.record.entries import entries, interval


def test_a_layer_may_bring_its_dates_and_show_its_columns(harbour: Path, tmp_path: Path) -> None:
    table(tmp_path / "wells.csv")

    added = add(harbour, tmp_path / "wells.csv", date=("opened",), popup=("opened", "depth"))

    atlas = mapper.load(harbour)
    layer = atlas.layers[-1]
    assert mapper.check(atlas) == mapper.check(replace(atlas, layers=atlas.layers[:-1]))
    assert added.dates == ("1740-01-12", "1749-01-12")
    assert interval(atlas, layer.features[0], "opened") == (day_number("1740-01-12"),) * 4
    references = referencer(source.key for source in atlas.sources)
    found = articles(atlas, references, entries(atlas))["well-0"]
    assert found.properties == (("Opened", "12 January 1740"), ("Depth", "10"))


def test_a_fact_counts_before_a_property(harbour: Path, tmp_path: Path) -> None:
    table(tmp_path / "wells.csv")
    add(harbour, tmp_path / "wells.csv", date=("opened",))
    atlas = mapper.load(harbour)
    said = Fact(row=9, id="", subject="well-0", field="opened", value_date=parse_date("1741-02-03"))

    days = interval(
        replace(atlas, facts=(*atlas.facts, said)), atlas.layers[-1].features[0], "opened"
    )

    assert days == (day_number("1741-02-03"),) * 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("34.5", 34.5),
        ("-34,5", -34.5),
        ("−34.5", -34.5),
        ("34°30′00″N", 34.5),
        ("34° 30' 0\" S", -34.5),
        ("S 34 30", -34.5),
        ("34:30:00", 34.5),
        ("34°30.0'", 34.5),
        ("34°30′ с. ш.", 34.5),
        ("69°30′ з.д.", -69.5),
        ("34°30′ ouest", -34.5),
        ("-34°30′S", None),
        ("34°75′", None),
        ("34.5°30′", None),
        ("N 34 S", None),
        ("34 O", None),
        ("north", None),
        ("", None),
        ("34 30 20 10", None),
    ],
)
def test_coordinates_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert degrees(text) == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("1740-05-06", "1740-05-06"),
        ("1740~", "1740~"),
        (1740, "1740"),
        (1740.0, "1740"),
        ("1740-05-06T00:00:00Z", "1740-05-06"),
        ("1740/5/6", "1740-05-06"),
        ("6.5.1740", "1740-05-06"),
        ("5/6/1740", ""),  # which is the month?
        ("May 1740", "1740-05"),
        (17.5, ""),
        (True, ""),
    ],
)
def test_dates_of_other_programs_are_read_where_they_are_clear(value: object, date: str) -> None:
    assert as_date(value) == date
