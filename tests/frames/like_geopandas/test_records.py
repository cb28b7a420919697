"""Tooltips and popups: what geopandas' own tests of `explore` ask of them, asked of our records."""

from __future__ import annotations

from typing import Any

import pytest

from invented import boxes, data_layer
from mapper.frames import Page, explore

LANDS = boxes(
    2, pop=[3, 5], continent=["Asia", "Africa"], iso=["AA", "BB"], gdp=[1.5, 2.5], range=[0, 1]
)
ALL = ("pop", "continent", "iso", "gdp", "range")


def shown(page: Page) -> tuple[str, ...]:
    return data_layer(page).entry.popup


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ({}, ALL),
        ({"tooltip": True, "popup": True}, ALL),
        ({"column": "pop", "tooltip": True, "popup": True}, ALL),
        ({"tooltip": "pop", "popup": "iso"}, ("iso", "pop")),
        (
            {"tooltip": ["pop", "continent"], "popup": ["iso", "gdp"]},
            ("iso", "gdp", "pop", "continent"),
        ),
        ({"tooltip": 2, "popup": 2}, ALL[:2]),
        ({"tooltip": ("gdp", "iso"), "popup": 0}, ("gdp", "iso")),
        ({"tooltip": False, "popup": False}, ()),
        ({"tooltip": None, "popup": None}, ()),
    ],
    ids=str,
)
def test_a_record_shows_what_tooltip_and_popup_would(
    asked: dict[str, Any], columns: tuple[str, ...]
) -> None:
    assert shown(explore(LANDS, **asked)) == columns


def test_aliases_of_a_tooltip_are_the_names_in_a_record() -> None:
    with pytest.warns(UserWarning, match="sticky is left out"):
        page = explore(LANDS, tooltip_kwds={"aliases": [0, 1, 2, 3, 4], "sticky": False})
    assert shown(page) == (*"01234",)
    assert data_layer(page).features[0].properties["0"] == 3


def test_aliases_of_a_popup_are_the_names_in_a_record() -> None:
    page = explore(LANDS, tooltip=False, popup=True, popup_kwds={"aliases": [*"abcde"]})
    assert shown(page) == (*"abcde",)


def test_aliases_are_those_of_their_own_columns() -> None:
    """The popup has other columns than the tooltip, and each its own aliases."""
    page = explore(
        LANDS,
        tooltip=["gdp", "pop"],
        tooltip_kwds={"aliases": ["Product", "People"]},
        popup=["pop", "iso"],
        popup_kwds={"aliases": ["Inhabitants", "Code"]},
    )
    assert shown(page) == ("Inhabitants", "Code", "Product")
    page = explore(LANDS, popup=["iso"], popup_kwds={"aliases": ["Code"]})
    assert shown(page) == ("Code", "pop", "continent", "gdp", "range")


def test_aliases_may_be_alike_or_be_called_as_another_column() -> None:
    page = explore(LANDS, tooltip=["pop", "gdp", "iso"], tooltip_kwds={"aliases": ["iso"] * 3})
    assert [each.strip() for each in shown(page)] == ["iso"] * 3
    assert [data_layer(page).features[0].properties[each] for each in shown(page)] == [3, 1.5, "AA"]


def test_the_column_that_names_rows_counts_among_those_with_aliases() -> None:
    frame = LANDS.rename(columns={"continent": "name"})
    page = explore(frame, tooltip_kwds={"aliases": [*"abcde"]})
    assert shown(page) == (*"acde",)
    assert data_layer(page).features[0].name == {"en": "Asia"}


def test_aliases_for_nothing_are_left_out_and_that_is_said() -> None:
    with pytest.warns(UserWarning, match="without popup= there is nothing to have aliases"):
        assert shown(explore(LANDS, popup_kwds={"aliases": ["a"]})) == ALL


def test_a_record_names_its_values_also_without_labels() -> None:
    with pytest.warns(UserWarning, match="also with labels=False"):
        explore(LANDS, tooltip_kwds={"labels": False}, popup=True, popup_kwds={"labels": False})


def test_an_index_that_has_a_name_is_shown_first() -> None:
    assert shown(explore(LANDS.set_index("iso")))[0] == "iso"


def test_braces_are_shown_as_they_stand() -> None:
    said = "{{{what a mess}}} they are so different."
    page = explore(LANDS.assign(iso=said))
    assert data_layer(page).features[0].properties["iso"] == said
    assert said in page.html
