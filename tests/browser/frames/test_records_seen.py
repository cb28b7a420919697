"""Each parameter of `explore` that has to do with records: what is seen in one that is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from invented import boxes, points
from mapper.frames import explore

LANDS = boxes(3, depth=[1.5, 20.0, 300.0], rock=["b", "a", "b"], code=[7, 8, 9])
ALL = {"Depth": "20", "Rock": "a", "Code": "8"}

Look = Callable[[Any], Any]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ALL),
        ({"tooltip": False}, {}),
        ({"tooltip": False, "popup": True}, ALL),
        ({"tooltip": 1}, {"Depth": "20"}),
        ({"tooltip": "rock"}, {"Rock": "a"}),
        ({"tooltip": False, "popup": ["code", "rock"]}, {"Code": "8", "Rock": "a"}),
        ({"tooltip": False, "popup": 2}, {"Depth": "20", "Rock": "a"}),
        ({"tooltip": "code", "popup": "rock"}, {"Rock": "a", "Code": "8"}),
    ],
    ids=str,
)
def test_tooltip_and_popup(look: Look, asked: dict[str, Any], shown: dict[str, str]) -> None:
    assert look(explore(LANDS, **asked)).record("data-1") == shown


def test_tooltip_kwds_and_popup_kwds(look: Look) -> None:
    page = explore(
        LANDS,
        tooltip=["code"],
        tooltip_kwds={"aliases": ["Number"]},
        popup=["depth"],
        popup_kwds={"aliases": ["Depth (m)"]},
    )
    assert look(page).record("data-1") == {"Depth (m)": "20", "Number": "8"}


def test_values_are_named_also_where_labels_are_off(look: Look) -> None:
    with pytest.warns(UserWarning, match="names each value"):
        page = explore(LANDS, tooltip="rock", tooltip_kwds={"labels": False})
    assert look(page).record("data-1") == {"Rock": "a"}


def test_label_is_the_head_and_stands_on_the_map(look: Look) -> None:
    seen = look(explore(points(3, place=["North", "South", "East"], v=[1, 2, 3]), label="place"))
    assert seen.record("data-1") == {"V": "2"}
    assert seen.head() == "South"
    assert set(seen.tab.locator(".label-text").all_text_contents()) >= {"North", "South", "East"}


def test_without_a_label_rows_are_called_as_their_index(look: Look) -> None:
    seen = look(explore(LANDS.set_index(pd.Index(["x", "y", "z"], name="plot"))))
    assert seen.record("data-y") == {"Plot": "y"} | ALL
    assert seen.head() == "y"


def test_the_first_twenty_columns_of_three_hundred(look: Look) -> None:
    wide = boxes(2, **{f"c{number}": [1, 2] for number in range(300)})
    with pytest.warns(UserWarning, match="the first 20 of 300 columns"):
        page = explore(wide)
    assert [*look(page).record("data-0")] == [f"C{number}" for number in range(20)]


def test_a_row_without_a_value_does_not_name_it(look: Look) -> None:
    frame = LANDS.assign(depth=[1.0, np.nan, np.inf])
    seen = look(explore(frame))
    assert seen.record("data-1") == {"Rock": "a", "Code": "8"}
    assert seen.record("data-2")["Depth"] == "inf"


def test_values_are_written_in_full(look: Look) -> None:
    frame = boxes(
        1,
        day=pd.to_datetime(["1901-02-03"]),
        when=pd.to_datetime(["1901-02-03 12:30"]),
        yes=[True],
        big=[1234567.25],
        held=[{"a": [1, 2]}],
        raw=[b"\x00\x01"],
    )
    assert look(explore(frame)).record("data-0") == {
        "Day": "1901-02-03",
        "When": "1901-02-03T12:30:00",
        "Yes": "yes",
        "Big": "1234567.25",
        "Held": '{"a":[1,2]}',
        "Raw": "00 01",
    }
