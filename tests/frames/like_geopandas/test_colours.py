"""Colours: what geopandas' own tests of `explore` ask of them, asked of ours."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from branca.colormap import StepColormap

from invented import boxes, colours, data_layer, key_rows, points, worn
from mapper.frames import explore

BOROUGHS = boxes(
    5,
    code=[5, 4, 3, 1, 2],
    name=["Staten", "Queens", "Brook", "Man", "Bronx"],
    length=[330.0, 900.0, 740.0, 360.0, 465.0],
)
NUMBERED = boxes(10, pop=[1, 2, 3, 4, 5, 6, 7, 8, 90, 1000.0])


def test_one_colour_is_that_of_every_row() -> None:
    assert set(worn(explore(BOROUGHS, color="red"))) == {"#ff0000"}


def test_a_list_of_colours_has_one_for_each_row() -> None:
    given = ["#333333", "#367324", "#95824f", "#fcaa00", "#ffcc33"]
    assert worn(explore(BOROUGHS, color=given)) == given


def test_a_column_may_hold_the_colours() -> None:
    given = ["#333333", "#367324", "#95824f", "#fcaa00", "#ffcc33"]
    page = explore(BOROUGHS.assign(tint=given), color="tint")
    assert worn(page) == given
    assert "tint" in data_layer(page).entry.popup


def test_lines_of_a_series_have_the_colour() -> None:
    page = explore(BOROUGHS.boundary, color="red")
    assert set(worn(page)) == {"#ff0000"}
    assert data_layer(page).features[0].geometry["type"] == "LineString"


def test_numbers_go_from_one_end_of_a_map_to_the_other() -> None:
    for cmap, low, high in (("viridis", "#440154", "#fde725"), ("PuRd", "#f7f4f9", "#67001f")):
        found = worn(explore(BOROUGHS, "length", cmap=cmap))
        assert (found[0], found[1]) == (low, high)
        assert len(set(found)) == 4, "of seven steps two rows share one"


def test_without_a_map_numbers_have_the_steps_of_the_page() -> None:
    found = worn(explore(BOROUGHS, "length"))
    assert (found[0], found[1]) == ("var(--step-1)", "var(--step-7)")


def test_quantiles_have_a_colour_of_the_map_each() -> None:
    found = worn(explore(BOROUGHS, "length", scheme="quantiles", cmap="viridis"))
    assert len(set(found)) == 5
    assert (found[0], found[1]) == ("#440154", "#fde725")


def test_head_tail_breaks_find_their_own_number_of_classes() -> None:
    page = explore(NUMBERED, "pop", scheme="headtailbreaks", cmap="viridis")
    assert len(key_rows(page)) == 2
    assert worn(page)[-1] == "#fde725"


def test_k_is_the_number_of_classes() -> None:
    page = explore(NUMBERED, "pop", scheme="naturalbreaks", k=3, cmap="viridis")
    assert colours(page)[0] == "#440154"
    assert colours(page)[-1] == "#fde725"
    assert key_rows(page) == ["1 – 8", "8 – 90", "90 – 1,000"]


def test_bins_of_ones_own_overrule_k() -> None:
    page = explore(
        NUMBERED, "pop", scheme="UserDefined", classification_kwds={"bins": [2, 4, 8, 1000]}
    )
    assert len(key_rows(page)) == 4


def test_words_are_categories_by_themselves() -> None:
    page = explore(BOROUGHS, "name", cmap="tab20")
    assert key_rows(page) == sorted(BOROUGHS["name"])
    assert len(set(worn(page))) == 5
    assert colours(page)[0] == "#1f77b4"
    assert colours(page)[-1] == "#9edae5"


def test_numbers_are_categories_if_they_are_asked_to_be() -> None:
    page = explore(BOROUGHS, "code", categorical=True, cmap="tab20")
    assert key_rows(page) == [*"12345"]
    assert worn(page)[3] == "#1f77b4"


def test_a_categorical_of_many_takes_all_colours_of_the_map() -> None:
    frame = points(20, name=pd.Categorical([f"n{each:02}" for each in range(20)]))
    assert len(set(worn(explore(frame, "name")))) == 20


def test_categories_take_a_map_by_its_name() -> None:
    found = colours(explore(BOROUGHS, "name", cmap="Set1"))
    assert found[0] == "#e41a1c"
    assert len(set(found)) == 5


def test_categories_take_a_list_of_colours_in_its_order() -> None:
    given = ["#333432", "#3b6e8c", "#bc5b4f", "#8fa37e", "#efc758"]
    assert colours(explore(BOROUGHS, "name", cmap=given)) == given


def test_a_list_that_is_too_short_begins_again() -> None:
    found = colours(explore(BOROUGHS, "name", cmap=["#333432", "#3b6e8c"]))
    assert found == ["#333432", "#3b6e8c"] * 2 + ["#333432"]


@pytest.mark.parametrize("column", ["name", "length"])
def test_a_map_that_nobody_knows_is_a_value_error(column: str) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        explore(BOROUGHS, column, cmap="nonsense")


def test_categories_say_the_order_and_so_the_colours() -> None:
    order = ["Brook", "Staten", "Queens", "Bronx", "Man"]
    page = explore(BOROUGHS, "name", categories=order, cmap="tab20")
    assert key_rows(page) == order
    assert worn(page)[2] == "#1f77b4"


def test_a_categorical_column_takes_no_categories() -> None:
    frame = BOROUGHS.assign(kind=pd.Categorical(BOROUGHS["name"]))
    with pytest.raises(ValueError, match="Cannot specify 'categories'"):
        explore(frame, "kind", categories=["Brook", "Staten"])


@pytest.mark.parametrize("kind", ["bool", "boolean"])
def test_truth_values_are_two_categories(kind: str) -> None:
    frame = BOROUGHS.assign(is_it=pd.array([True, False, True, False, True], dtype=kind))
    page = explore(frame, "is_it", cmap="tab20")
    assert key_rows(page) == ["False", "True"]
    assert worn(page)[:2] == ["#9edae5", "#1f77b4"]


def test_dates_are_categories_and_shown_as_dates() -> None:
    days = pd.to_datetime(["2025-01-01 01:22", "2022-01-01 01:22"])
    page = explore(points(2, at=days), "at", cmap="tab20")
    assert worn(page) == ["#9edae5", "#1f77b4"]
    assert data_layer(page).features[0].properties["at"] == "2025-01-01T01:22:00"


@pytest.mark.parametrize(
    "values",
    [
        pd.to_datetime(["2022-01-01 01:22", "2025-01-01 01:22"]),
        [uuid.UUID(int=7), uuid.UUID(int=8)],
        [datetime.date(2022, 1, 1), datetime.date(2025, 1, 1)],
    ],
    ids=["datetime", "uuid", "date"],
)
def test_what_is_no_json_is_shown_as_text_in_columns_and_in_an_index(values: Any) -> None:
    texts = [str(each).replace(" ", "T") for each in values]
    page = explore(points(2, thing=values), "thing")
    assert [each.properties["thing"] for each in data_layer(page).features] == texts
    page = explore(points(2, thing=values).set_index("thing"))
    assert [each.properties["thing"] for each in data_layer(page).features] == texts


def test_texts_of_pandas_own_type_are_categories() -> None:
    frame = BOROUGHS.assign(text=pd.array([*"12345"], dtype="string"))
    assert worn(explore(frame, "text", cmap="tab20"))[-1] == "#9edae5"


@pytest.mark.parametrize("given", [np.array(BOROUGHS["length"]), BOROUGHS["length"]])
def test_a_column_itself_is_as_its_name_and_no_field_more(given: Any) -> None:
    by_name, by_values = explore(BOROUGHS, "length"), explore(BOROUGHS, given, popup=True)
    assert worn(by_name) == worn(by_values)
    assert by_name.atlas.manifest.atlas.view == by_values.atlas.manifest.atlas.view
    assert data_layer(by_values).entry.popup == ("code", "length")


def test_a_column_itself_has_a_value_for_each_row() -> None:
    with pytest.raises(ValueError, match="different number of rows"):
        explore(BOROUGHS, np.array([1, 2, 3]))


def test_vmin_and_vmax_are_the_ends_of_the_map() -> None:
    page = explore(NUMBERED, "pop", vmin=-100, vmax=1000, cmap="viridis")
    assert key_rows(page)[0] == "-100 – 57.1"
    assert worn(page)[0] == "#440154"


def test_an_end_of_nought_is_an_end() -> None:
    tens = BOROUGHS.assign(tens=BOROUGHS["code"] * 10.0)
    assert worn(explore(tens[tens["tens"] >= 30], "tens", vmin=0, cmap="viridis"))[0] == "#fde725"
    assert key_rows(explore(tens[tens["tens"] >= 30], "tens", vmin=0))[-1] == "42.9 – 50"
    page = explore(tens.assign(tens=-tens["tens"]), "tens", vmax=0)
    assert key_rows(page)[-1] == "-14.3 – -7.14", "none of them is in the last step"


@pytest.mark.parametrize(("column", "gone"), [("name", None), ("length", np.nan)])
def test_rows_without_a_value_have_the_colour_that_is_given_them(column: str, gone: Any) -> None:
    frame = BOROUGHS.copy()
    frame.loc[1, column] = gone
    assert worn(explore(frame, column))[1] == "var(--sym-paper)"
    assert worn(explore(frame, column, missing_kwds={"color": "red"}))[1] == "#ff0000"


def test_a_map_of_branca_is_asked_of_each_value() -> None:
    steps = StepColormap(["green", "yellow", "red"], vmin=0, vmax=1200)
    with pytest.warns(UserWarning, match="have no key"):
        page = explore(BOROUGHS, "length", cmap=steps)
    assert set(worn(page)) == {"#008000", "#ffff00", "#ff0000"}


def test_a_function_is_asked_of_each_value() -> None:
    with pytest.warns(UserWarning, match="have no key"):
        page = explore(BOROUGHS, "length", cmap=lambda each: "#f00" if each > 700 else "#008000")
    assert worn(page) == ["#008000", "#ff0000", "#ff0000", "#008000", "#008000"]


class Listed:
    """As `matplotlib.colors.ListedColormap`, which is not installed where tests run."""

    N = 5
    colors = ("red", "green", "blue", "white", "black")

    def __call__(self, number: int) -> str:
        return self.colors[number]


def test_a_listed_map_of_matplotlib_is_asked_by_number() -> None:
    assert colours(explore(BOROUGHS, "name", cmap=Listed())) == [
        *("#ff0000", "#008000", "#0000ff", "#ffffff", "#000000")
    ]


def test_what_the_caller_gave_is_as_it_was() -> None:
    told: dict[str, dict[str, Any]] = {
        "style_kwds": {"weight": 3},
        "missing_kwds": {"label": "none"},
        "legend_kwds": {"caption": "Length"},
        "highlight_kwds": {},
        "marker_kwds": {},
    }
    before = {name: dict(each) for name, each in told.items()}
    frame: gpd.GeoDataFrame = BOROUGHS.copy()
    explore(frame, "length", **told)
    assert told == before
    assert frame.equals(BOROUGHS)
