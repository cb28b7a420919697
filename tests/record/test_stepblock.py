"""What the map block of a step may say, and what a check warns of."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapper
from mapper.folder.check import check
from mapper.folder.load import read
from places import ROOT
from sending import contract_of


def changed(harbour: Path, old: str, new: str) -> list[tuple[str, str]]:
    """What a check says of the story with other words in it, each with its severity."""
    story = harbour / "data" / "story.md"
    text = story.read_text("utf-8")
    assert old in text
    story.write_text(text.replace(old, new), "utf-8")
    atlas, problems = read(harbour)
    return [(each.severity, each.what) for each in problems + check(atlas)]


def test_a_date_that_goes_back_is_warned_of(harbour: Path) -> None:
    """Time on the map runs one way, and the same day twice is none the worse."""
    back = changed(harbour, 'date = "1741-09-15"', 'date = "1741-07-12"')
    again = changed(harbour, 'date = "1741-07-12"', 'date = "1741-07-13"')

    assert back == [("warning", "lies before that of the step above: the map goes back in time.")]
    assert again == []


def test_a_step_that_shows_nothing_is_warned_of(harbour: Path) -> None:
    """Layers, features, a view or a place away are something."""
    nothing = changed(harbour, 'layers = ["quays"]\n', "")
    view = changed(harbour, 'span = "1741-05"\n', 'span = "1741-05"\nview = [8, 59.5, -2]\n')

    assert nothing == [("warning", "shows nothing of what the step tells of.")]
    assert view == []


def test_the_story_of_this_atlas_is_warned_of_nothing() -> None:
    atlas, problems = read(ROOT)

    assert [each for each in problems + check(atlas) if each.file == "data/story.md"] == []


def test_a_place_away_has_a_name_a_position_and_who_says_so(harbour: Path) -> None:
    """In each language of the atlas; without a source of its position it is no place."""
    said = ', position = "A chart."'
    place = '{ name = "Bergen", name_de = "Bergen (N)", at = [60.39, 5.32]' + said + " }"
    assert changed(harbour, 'layers = ["quays"]', f"away = [{place}]") == []

    (sent,) = contract_of(mapper.load(harbour))["story"][0]["away"]
    assert sent == {"name": {"en": "Bergen", "de": "Bergen (N)"}, "point": [5.32, 60.39]}

    assert changed(harbour, "[60.39", "[160.39") == [
        ("error", '"Bergen" does not lie on the earth.')
    ]
    assert ("error", "is missing.") in changed(harbour, said, "")


@pytest.mark.parametrize(
    ("span", "beyond"),
    [
        ("1741-05", None),
        ("1742/1750", "after"),
        ("1700/1739", "before"),
        ("1700/1741-06", "wide"),
        ("1741-06/..", "wide"),
    ],
)
def test_a_span_may_leave_the_time_of_the_atlas(
    harbour: Path, span: str, beyond: str | None
) -> None:
    """And how it does is sent, for the bar of time to say."""
    changed(harbour, 'span = "1741-05"', f'span = "{span}"')

    assert contract_of(mapper.load(harbour))["story"][0].get("beyond") == beyond
