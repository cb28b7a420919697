"""How a layer's features are in time: lasting, passing, from then on; what is told of each."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapper
from invented import add_layer
from mapper.model import Atlas, Layer, bulk_of, day_number
from mapper.picture.tongue import state_count, state_head, state_word, tongue
from mapper.record import is_absent, spans, state_on, states_in

WHEN = 'look = "point"\nwhen = { from = "a", until = "b" }\n'
FROM = 'look = "point"\nwhen = { from = "a" }\n'
UNTIL = 'look = "point"\nwhen = { until = "b" }\n'
DAYS = ("1741-03-20", "1741-05-02", "1741-05-05", "1741-09-30")


def layer_of(folder: Path, entry: str, *dates: dict[str, str]) -> tuple[Atlas, Layer]:
    spot = {"type": "Point", "coordinates": [-2.2, 59.6]}
    features = [(f"it-{n}", {"name": f"It {n}"} | each, spot) for n, each in enumerate(dates)]
    add_layer(folder, "them", features, entry)
    atlas = mapper.load(folder)
    (layer,) = [each for each in atlas.layers if each.id == "them"]
    return atlas, layer


def shown(atlas: Atlas, layer: Layer, day: str) -> list[str]:
    """The state of each on the day; in brackets what is not on the map."""
    of = state_on(atlas, day_number(day))
    states = map(of, layer.features)
    return [f"({each})" if is_absent(layer.entry, each) else each for each in states]


@pytest.mark.parametrize(
    ("entry", "dates", "expected"),
    [
        # A market and a siege of some days; one day alone; only a month.
        (
            WHEN + 'states = { are = "passing" }',
            {"a": "1741-05-02", "b": "1741-05-05"},
            ["(not-yet)", "there", "there", "(gone)"],
        ),
        (
            WHEN + 'states = { are = "passing" }',
            {"a": "1741-05-02"},
            ["(not-yet)", "there", "(gone)", "(gone)"],
        ),
        (
            FROM + 'states = { are = "passing" }',
            {"a": "1741-05-02/1741-05-05"},
            ["(not-yet)", "there", "there", "(gone)"],
        ),
        (
            FROM + 'states = { are = "passing" }',
            {"a": "1741-05"},
            ["(not-yet)", "unsure", "unsure", "(gone)"],
        ),
        # A well, a school, one of a year that is not told.
        (FROM, {"a": "1741-05-05"}, ["(not-yet)", "(not-yet)", "there", "there"]),
        (FROM, {"a": "1740"}, ["there", "there", "there", "there"]),
        (FROM, {}, ["unknown", "unknown", "unknown", "unknown"]),
        # Stations: one that goes on, one that ends, and where nobody knows.
        (WHEN, {"a": "1741-05-02"}, ["(not-yet)", "there", "there", "there"]),
        (WHEN, {"a": "1740", "b": "1741-05-02"}, ["there", "leaving", "gone", "gone"]),
        (UNTIL, {}, ["there", "there", "there", "there"]),
        (
            WHEN + 'states = { without_end = "unknown" }',
            {"a": "1741-05-02"},
            ["(not-yet)", "unknown", "unknown", "unknown"],
        ),
    ],
)
def test_what_is_there_on_a_day(
    harbour: Path, entry: str, dates: dict[str, str], expected: list[str]
) -> None:
    atlas, layer = layer_of(harbour, entry, dates)

    assert [shown(atlas, layer, day)[0] for day in DAYS] == expected


def test_an_end_that_was_looked_for_in_vain_is_not_known(harbour: Path) -> None:
    declared = '\n[fields.b]\nlabel = "Until"\nkind = "date"\n'
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8") + declared, "utf-8")
    facts = harbour / "data" / "facts.csv"
    facts.write_text(facts.read_text("utf-8") + "it-0,b,unknown,,,,Looked for in vain.\n", "utf-8")

    atlas, layer = layer_of(harbour, WHEN, {"a": "1740"}, {"a": "1740"})

    assert shown(atlas, layer, DAYS[1]) == ["unknown", "there"]


@pytest.mark.parametrize(
    ("entry", "dates", "expected"),
    [
        (FROM, [{"a": "1741-05-05"}, {"a": "1740-02-02"}], ["there"]),
        (FROM, [{"a": "1741-05"}], ["there", "unsure"]),
        (
            WHEN + 'states = { are = "passing" }',
            [{"a": "1741-05-02", "b": "1741-05-05"}],
            ["there"],
        ),
        (WHEN, [{"a": "1740-01-01", "b": "1741-05-02"}], ["there", "leaving", "gone"]),
    ],
)
def test_only_states_that_can_occur_are_told(
    harbour: Path, entry: str, dates: list[dict[str, str]], expected: list[str]
) -> None:
    atlas, layer = layer_of(harbour, entry, *dates)

    assert states_in(atlas, layer) == expected


def test_a_layer_says_its_states_in_its_own_words(harbour: Path) -> None:
    own = 'states = { there = "open", there_ru = "открыт | открыты | открыто" }'
    _, layer = layer_of(harbour, WHEN + own, {"a": "1740"})
    en, ru, fa = map(tongue, ("en", "ru", "fa"))

    assert state_head(layer.entry, "en", "there", en) == "Open"
    assert [state_count(layer.entry, "en", "there", ru, n) for n in (1, 3, 5)] == [
        "1 открыт",
        "3 открыты",
        "5 открыто",
    ]
    # What it leaves out has a general word, none of any subject.
    assert state_word(layer.entry, "en", "gone", en) == "gone"
    assert state_word(layer.entry, "en", "there", fa) == fa.words["state.there"]


def test_of_very_many_the_first_and_the_last_day_are_told(harbour: Path) -> None:
    dates = [{"a": "1741-05-02", "b": "1741-05-05"}, {"a": "1741-05"}, {}]
    atlas, layer = layer_of(harbour, WHEN, *dates)

    found = spans(atlas, layer, bulk_of(layer, "en"))

    assert found
    days = [day_number(day) for day in DAYS]
    there = [[first <= day <= last for day in days] for first, last in zip(*found, strict=True)]
    assert there == [
        [False, True, True, False],
        [False, True, True, True],
        [True, True, True, True],
    ]
