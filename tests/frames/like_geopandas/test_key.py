"""The legend: what geopandas' own tests of `explore` ask of it, asked of our map key."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from invented import boxes, colours, data_layer, key_rows
from mapper.frames import explore

LANDS = boxes(
    6,
    continent=["Asia", "Africa", None, "Europe", "Africa", "Asia"],
    pop=[140.0, 21_803_000, np.nan, 66_834_405, 163_046_161, 1_397_715_000],
)
WHOLE = LANDS.drop(index=2)
FIVE = {"scheme": "naturalbreaks", "k": 4}


def test_each_category_has_a_row_with_its_colour() -> None:
    page = explore(WHOLE, "continent", cmap="tab20")
    assert dict(zip(key_rows(page), colours(page), strict=True)) == {
        "Africa": "#1f77b4",
        "Asia": "#8c564b",
        "Europe": "#9edae5",
    }


@pytest.mark.parametrize("column", ["continent", "pop"])
def test_rows_without_a_value_have_a_row_of_the_key(column: str) -> None:
    page = explore(LANDS, column, missing_kwds={"color": "red"})
    assert key_rows(page)[-1] == "no value"
    assert colours(page)[-1] == "#ff0000"
    page = explore(LANDS, column, missing_kwds={"color": "red", "label": "NaN"})
    assert key_rows(page)[-1] == "NaN"


def test_labels_stand_for_categories() -> None:
    page = explore(WHOLE, "continent", legend_kwds={"labels": ["One", "Two", "Three"]})
    assert key_rows(page) == ["One", "Two", "Three"]
    assert "Africa" not in key_rows(page)


def test_so_many_labels_as_categories() -> None:
    with pytest.raises(ValueError, match="number of legend labels"):
        explore(WHOLE, "continent", legend_kwds={"labels": ["only", "two"]})


def test_labels_leave_the_row_of_those_without_a_value_alone() -> None:
    told = {"labels": ["One", "Two", "Three"]}
    page = explore(LANDS, "continent", legend_kwds=told, missing_kwds={"color": "red"})
    assert key_rows(page) == ["One", "Two", "Three", "no value"]


def test_labels_stand_for_truth_values() -> None:
    frame = WHOLE.assign(is_africa=WHOLE["continent"] == "Africa")
    page = explore(frame, "is_africa", legend_kwds={"labels": ["Outer", "Core"]})
    assert key_rows(page) == ["Outer", "Core"]


def test_the_caption_is_the_column_or_what_is_said() -> None:
    for told, title in (({}, "pop"), ({"caption": "How many"}, "How many")):
        looks = data_layer(explore(WHOLE, "pop", legend_kwds=told, name="Lands")).entry.looks
        assert looks is not None
        assert looks.title == title


def test_without_a_legend_there_is_no_key_and_the_colours_are_the_same() -> None:
    page = explore(WHOLE, "continent", legend=False)
    assert key_rows(page) == []
    assert {each.colour for _, each in page.drawn[0].looks.values()} == {
        *("var(--class-1)", "var(--class-2)", "var(--class-3)")
    }


@pytest.mark.parametrize(
    "told", [{"colorbar": False}, {"colorbar": True}, {"scale": False}, {"max_labels": 3}], ids=str
)
def test_there_is_no_bar_of_colours_and_that_is_said(told: dict[str, Any]) -> None:
    with pytest.warns(UserWarning, match="the key has a row for each class"):
        page = explore(WHOLE, "pop", legend_kwds=told, **FIVE)
    assert len(key_rows(page)) == 4


def test_a_listed_map_gives_its_colours_in_their_order() -> None:
    page = explore(boxes(8, n=range(8)), "n", cmap="Pastel2")
    found = colours(page)
    assert found[0] == "#b3e2cd"
    assert len(set(found)) == 7


def test_intervals_are_written_as_they_are_in_mathematics() -> None:
    page = explore(WHOLE, "pop", legend_kwds={"interval": True, "fmt": "{:.2f}"}, **FIVE)
    assert key_rows(page)[:2] == ["[140.00, 21803000.00]", "(21803000.00, 66834405.00]"]


def test_without_intervals_bounds_stand_beside_each_other() -> None:
    page = explore(WHOLE, "pop", legend_kwds={"fmt": "{:.0f}"}, **FIVE)
    assert key_rows(page)[:2] == ["140 – 21803000", "21803000 – 66834405"]


def test_labels_stand_for_the_classes_of_a_scheme() -> None:
    page = explore(WHOLE, "pop", legend_kwds={"labels": [*"smlx"]}, **FIVE)
    assert key_rows(page) == [*"smlx"]
    with pytest.raises(ValueError, match="number of legend labels"):
        explore(WHOLE, "pop", legend_kwds={"labels": ["s"]}, **FIVE)


def test_those_without_a_value_are_called_as_is_said() -> None:
    page = explore(LANDS, "pop", missing_kwds={"color": "red", "label": "missing"}, **FIVE)
    assert key_rows(page)[-1] == "missing"


def test_a_class_that_no_row_is_in_has_no_row_of_the_key() -> None:
    """Theirs lists it. A row of our key shows and hides what is in it."""
    page = explore(
        boxes(2, n=[1, 9]), "n", scheme="UserDefined", classification_kwds={"bins": [3, 6, 9]}
    )
    assert key_rows(page) == ["1 – 3", "6 – 9"]
