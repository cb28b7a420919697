"""`explore(date=…)` and `explore(start=…, end=…)`: when rows are there, of any type of date."""

from __future__ import annotations

import datetime
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from mapper import MapperError
from mapper.frames import explore, register
from mapper.model.bulk import Bulk, bulk_of
from mapper.model.dates import day_number, iso
from mapper.record import spans, state_on


def frame(count: int = 3, **columns: Any) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy(np.linspace(5, 9, count), np.linspace(45, 49, count))
    return gpd.GeoDataFrame(columns, geometry=at, crs=4326)


def there(page: Any, day: str) -> list[int]:
    """The numbers of the rows that are on the map on a day."""
    layer = page.atlas.layers[-1]
    if layer.is_big:
        first, last = spans(page.atlas, layer, bulk_of(layer, "en")) or ([], [])
        number = day_number(day)
        return [at for at in range(len(first)) if first[at] <= number <= last[at]]
    of = state_on(page.atlas, day_number(day))
    states = [of(feature) for feature in layer.features]
    return [at for at, state in enumerate(states) if state in ("there", "unsure")]


def period(page: Any) -> tuple[str, str]:
    info = page.atlas.manifest.atlas
    return info.period, info.opens


DAYS = ["1990-05-01", "1995-01-01", "2000-12-31"]

AS_DAYS: dict[str, Any] = {
    "datetimes": pd.to_datetime(DAYS),
    "datetimes with a zone": pd.to_datetime([f"{day}T23:30Z" for day in DAYS]),
    "in the day of the zone": pd.to_datetime([f"{day}T01:00+02:00" for day in DAYS], utc=False),
    "days": [datetime.date.fromisoformat(day) for day in DAYS],
    "periods": pd.PeriodIndex(DAYS, freq="D"),
    "ISO text": DAYS,
    "ISO text with hours": [f"{day}T10:00:00Z" for day in DAYS],
    "categories": pd.Categorical(DAYS),
}


@pytest.mark.parametrize("given", AS_DAYS)
@pytest.mark.parametrize("count", [3, 3000], ids=["marks", "a picture"])
def test_a_date_of_any_type_is_the_day_on_which_a_row_is_there(given: str, count: int) -> None:
    values = pd.Series(AS_DAYS[given])
    repeated = values.take(np.arange(count) % 3).reset_index(drop=True)
    page = explore(frame(count, when=repeated), date="when")
    assert isinstance(page.atlas.layers[-1].features, Bulk) == (count > 3)
    for place, day in enumerate(DAYS):
        assert there(page, day) == list(range(place, count, 3))
        assert there(page, iso(day_number(day) + 1)) == []
    assert period(page) == (f"{DAYS[0]}/{DAYS[-1]}", DAYS[0])


AS_YEARS: dict[str, Any] = {
    "whole numbers": [1850, 1860, 1870],
    "floats": [1850.0, 1860.0, 1870.0],
    "periods": pd.PeriodIndex(["1850", "1860", "1870"], freq="Y"),
    "text": ["1850", "1860", "1870"],
}


@pytest.mark.parametrize("given", AS_YEARS)
def test_a_year_is_the_whole_of_it(given: str) -> None:
    page = explore(frame(when=AS_YEARS[given]), date="when")
    assert there(page, "1850-01-01") == there(page, "1850-12-31") == [0]
    assert there(page, "1851-01-01") == []
    assert period(page)[0] == "1850-01-01/1870-12-31"
    assert (
        state_on(page.atlas, day_number("1860-06-01"))(page.atlas.layers[-1].features[1]) == "there"
    )


@pytest.mark.parametrize("count", [4, 2400], ids=["marks", "a picture"])
def test_rows_are_there_from_start_until_end(count: int) -> None:
    start = ["1850", "1855-03", "1860-01-01", None]
    end = [1852, 1858, None, 1851]
    data = frame(
        count, start=(start * count)[:count], end=pd.array((end * count)[:count], dtype="Int64")
    )
    page = explore(data, start="start", end="end")

    def first(day: str) -> list[int]:
        return [row for row in there(page, day) if row < 4]

    assert first("1849-12-31") == [3]
    assert first("1850-01-01") == first("1851-12-31") == [0, 3]
    assert first("1852-12-31") == [0]
    assert first("1855-02-28") == []
    assert first("1855-03-01") == [1]
    assert first("1858-12-31") == [1]
    assert first("1999-01-01") == [2]
    assert period(page) == ("1850-01-01/1860-01-01", "1850-01-01")


def test_of_a_start_alone_all_that_has_begun_is_there() -> None:
    page = explore(frame(built=[1850, 1860, 1870]), start="built")
    assert there(page, "1865-01-01") == [0, 1]
    assert period(page) == ("1850-01-01/1870-01-01", "1870-01-01")
    assert there(page, period(page)[1]) == [0, 1, 2]


def test_of_an_end_alone_all_is_there_that_has_not_ended() -> None:
    page = explore(frame(gone=[1850, 1860, 1870]), end="gone")
    assert there(page, period(page)[1]) == [0, 1, 2]
    assert there(page, "1865-01-01") == [2]


def test_what_is_written_as_vague_is_unsure() -> None:
    page = explore(frame(built=["1850~", "[1860..1862]", "1870"]), start="built")
    of = state_on(page.atlas, day_number("1861-01-01"))
    assert [of(each) for each in page.atlas.layers[-1].features] == ["there", "unsure", "not-yet"]


def test_what_has_no_date_is_always_there_and_is_said() -> None:
    with pytest.warns(UserWarning, match=r"2 rows have no date: they are always there\."):
        page = explore(frame(when=["1850", None, ""]), date="when")
    assert there(page, "1850-05-05") == [0, 1, 2]
    assert there(page, "1900-01-01") == there(page, "1800-01-01") == [1, 2]
    with pytest.warns(UserWarning, match=r"No row has a date: the page has no time\."):
        page = explore(frame(when=pd.to_datetime([None, None, None])), date="when")
    assert not page.atlas.has_time


def test_what_ends_before_it_begins_is_said_with_its_row() -> None:
    data = frame(a=[1850, 1870, 1880], b=[1860, 1860, 1860]).set_index(pd.Index(["x", "y", "z"]))
    said = r"2 rows end before they begin, and are always there: y, z\."
    with pytest.warns(UserWarning, match=said):
        page = explore(data, start="a", end="b")
    assert there(page, "1700-01-01") == [1, 2]


def test_dates_may_be_values_too() -> None:
    page = explore(frame(), date=[1850, 1860, 1870])
    assert there(page, "1860-02-02") == [1]
    series = pd.Series([1850, 1860, 1870], index=[2, 1, 0])
    assert there(explore(frame(), date=series), "1850-02-02") == [2]
    register()
    assert there(frame(when=[1850, 1860, 1870]).mapper.explore(date="when"), "1870-02-02") == [2]


def test_records_show_dates_in_words_and_hours_as_they_are() -> None:
    data = frame(day=pd.to_datetime(DAYS), year=[1990, 1995, 2000], note=pd.to_datetime(DAYS))
    features = explore(data, start="day", end="year").atlas.layers[-1].features
    assert features[0].properties["day"] == "1 May 1990"
    assert features[0].properties["year"] == "1990"
    assert features[0].properties["note"] == "1990-05-01"
    hours = frame(at=pd.to_datetime([f"{day} 10:30" for day in DAYS]))
    assert (
        explore(hours, date="at")
        .atlas.layers[-1]
        .features[0]
        .properties["at"]
        .endswith("T10:30:00")
    )


def test_a_column_that_is_called_as_ours_is_left_as_it_is() -> None:
    page = explore(frame(came=["a", "b", "c"], when=[1850, 1860, 1870]), date="when")
    assert [each.properties["came"] for each in page.atlas.layers[-1].features] == [*"abc"]
    assert there(page, "1850-02-02") == [0]


def test_further_frames_have_times_of_their_own() -> None:
    page = explore(frame(when=[1850, 1860, 1870]), date="when", title="One")
    page = explore(frame(), m=page)
    page = explore(frame(when=[1900, 1910, 1905]), start="when", m=page)
    assert period(page) == ("1850-01-01/1910-01-01", "1910-01-01")
    assert [bool(each.entry.when) for each in page.atlas.layers[1:]] == [True, False, True]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a column that is not there": (
        {"date": "whn"},
        'date: there is no column "whn". Did you mean "when"?',
    ),
    "the end of it": ({"start": "when", "end": "en"}, 'end: there is no column "en".'),
    "two ways at once": ({"date": "when", "start": "when"}, "date: start and end say the same"),
    "lengths that differ": ({"date": [1850, 1860]}, "date: has 2 dates for 3 rows."),
    "no values": ({"start": 1850}, "start: is int, not a column nor values."),
    "no dates": ({"date": "text"}, 'date: "soon", "later", "never" and 1 more cannot be read as'),
    "seconds": ({"date": [1.7e9, 1.8e9, 1.9e9]}, 'date: "1700000000.0", "1800000000.0", "190000'),
    "no column of dates": ({"date": "lists"}, "date: holds values that are no dates."),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_date_is_said_before_anything_is_drawn(case: str) -> None:
    asked, said = WRONG[case]
    data = frame(
        4,
        when=[1850, 1860, 1870, 1],
        text=["soon", "later", "never", "x"],
        lists=[[1], [2], [3], [4]],
    )
    data = data if case == "no dates" else data.iloc[:3]
    with pytest.raises(MapperError) as caught:
        explore(data, **asked)
    assert said in str(caught.value)


@pytest.mark.parametrize("count", [3, 3000])
def test_a_page_in_time_has_no_stills_that_would_not_show_its_rows(count: int) -> None:
    days = pd.to_datetime(DAYS).take(np.arange(count) % 3)
    assert 'id="stills"' not in explore(frame(count, built=days), start="built").html.replace(
        "id=stills", 'id="stills"'
    )
