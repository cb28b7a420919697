"""Which days the sheet of stills shows: the manifest's, or days spread over the period."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapper
from invented import make, point
from mapper.folder.load import read
from mapper.model.atlas import Atlas, Event, Subject
from mapper.model.dates import day_number, iso, parse_date
from mapper.picture.stills import COUNT, still_days
from places import ATLASES


def dated(*events: str, phases: tuple[str, ...] = ()) -> Atlas:
    atlas = make(point("mill", 5, 53))
    told = tuple(Event(i, f"e{i}", date=parse_date(day)) for i, day in enumerate(events))
    rows = tuple(
        Subject(i, f"p{i}", register="phases", date=parse_date(day)) for i, day in enumerate(phases)
    )
    return Atlas(atlas.manifest, atlas.layers, events=told, registers={"phases": rows})


def test_nine_days_lie_evenly_over_the_period() -> None:
    days = still_days(dated("1741-01-01"))

    first, last = day_number("1741-01-01"), day_number("1742-12-31")
    assert days == [first + round(i * (last - first) / (COUNT - 1)) for i in range(COUNT)]


def test_each_moves_to_what_begins_nearby_a_phase_before_an_event() -> None:
    days = {iso(day) for day in still_days(dated("1741-04-03", phases=("1741-04-20/1741-07-15",)))}

    assert {"1741-04-20", "1741-07-15"} <= days
    assert "1741-04-03" not in days
    assert "1741-04-03" in {iso(day) for day in still_days(dated("1741-04-03"))}


def test_nothing_dated_has_no_stills() -> None:
    assert still_days(make(point("mill", 5, 53))) == []


def with_days(harbour: Path, days: str) -> Path:
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace("[atlas]", f"[atlas]\nstills = {days}", 1), "utf-8")
    return harbour


def test_the_manifest_names_the_days(harbour: Path) -> None:
    folder = with_days(harbour, '["1741-04-01", "1741-06-01"]')

    assert [iso(day) for day in still_days(mapper.load(folder))] == ["1741-04-01", "1741-06-01"]


@pytest.mark.parametrize("day", ["1741-04", "1741-04-31", "soon", "2001-01-01"])
def test_what_is_no_day_of_the_period_is_said(harbour: Path, day: str) -> None:
    (problem,) = read(with_days(harbour, f'["1741-05-01", "{day}"]'))[1]

    assert "atlas.stills" in str(problem)
    assert day in str(problem)


def test_more_than_fit_on_a_sheet_are_refused(harbour: Path) -> None:
    days = str([f"1741-04-{day:02}" for day in range(1, 14)]).replace("'", '"')

    (problem,) = read(with_days(harbour, days))[1]

    assert "atlas.stills" in str(problem)


def test_an_atlas_of_another_subject_has_them_too() -> None:
    assert len(still_days(mapper.load(ATLASES / "harbour"))) == COUNT
