"""Columns of dates: of other calendars, in words, before Christ; what is not clear is refused."""

from __future__ import annotations

import pytest

from foreign import collection, point
from mapper.edit.add import add
from mapper.model import parse_date

PERIOD = parse_date("1800/2030").days


@pytest.fixture
def read(tidied):
    """What becomes of a column of dates."""

    def run(*dates, calendar=None, period=PERIOD):
        features = [point(name=f"F{at}", date=date) for at, date in enumerate(dates)]
        found = tidied(collection(*features), date=["date"], calendar=calendar, period=period)
        found.dates = [each["properties"].get("date") for each in found.features]
        return found

    return run


@pytest.mark.parametrize(
    ("calendar", "text", "date"),
    [
        ("solar-hijri", "1367/11/26", "1989-02-15"),
        ("solar-hijri", "۱۳۶۷/۱۱/۲۶", "1989-02-15"),
        ("solar-hijri", "۲۶ دلو ۱۳۶۷", "1989-02-15"),
        ("solar-hijri", "26 Bahman 1367", "1989-02-15"),
        ("solar-hijri", 1367, "[1988-03-21..1989-03-20]"),
        ("solar-hijri", "1366-12", "[1988-02-20..1988-03-20]"),
        ("solar-hijri", "1367-11-26~", "1989-02-15~"),
        ("solar-hijri", "1367-11-26/1367-12-29", "1989-02-15/1989-03-20"),
        ("buddhist", "๒๕๓๑", "1988"),
        ("buddhist", "15/5/2531", "1988-05-15"),
        ("julian", "25.10.1917", "1917-11-07"),
        ("julian", "1900-02-29", "1900-03-13"),
        ("julian", "15 March 44 BC", "-0043-03-13"),
        ("julian", "1917-10", "[1917-10-14..1917-11-13]"),
        ("gregorian", "1367/11/26", "1367-11-26"),
    ],
)
def test_dates_of_other_calendars_are_converted_when_that_is_said(read, calendar, text, date):
    found = read(text, calendar=calendar)

    assert found.dates == [date]
    assert not found.problems


@pytest.mark.parametrize("text", ["1367/12/30", "1367-13-01", "1367~", "1367-11/1368-02"])
def test_days_that_a_calendar_does_not_have_are_none(read, text):
    (problem,) = read(text, calendar="solar-hijri").problems

    assert f'"{text}" is not a date.' in str(problem)


@pytest.mark.parametrize(
    ("texts", "calendar", "said"),
    [
        (["1367/11/26", 1366], "solar-hijri", "15 February 1989 then, 26 November 1367 if Greg"),
        (["۱۳۶۷"], "solar-hijri", "between 21 March 1988 and 20 March 1989 then, 1367 if Greg"),
        (["5 Hamal 1398", "1399"], "solar-hijri", "25 March 2019 then, 5 January 1398 if Greg"),
        (["2531-05-15", "2532"], "buddhist", "15 May 1988 then, 15 May 2531 if Gregorian"),
    ],
)
def test_a_calendar_that_is_recognised_has_to_be_said(read, texts, calendar, said):
    (problem,) = read(*texts).problems

    assert said in problem.what
    assert f"--calendar {calendar}, or --calendar gregorian" in problem.mend
    assert problem.severity == "error"


def test_years_that_fit_the_atlas_are_of_no_other_calendar(read):
    assert read("1367", "1402", period=parse_date("1300/1450").days).dates == ["1367", "1402"]
    assert read("1367", "1989").dates == ["1367", "1989"]


def test_an_unknown_calendar_is_a_problem_that_guesses(read):
    (problem,) = read("1367", calendar="solar").problems

    assert str(problem).endswith('--calendar: no calendar "solar". Did you mean "solar-hijri"?')


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (["5/6/1940", "13/6/1940"], ["1940-06-05", "1940-06-13"]),
        (["5/6/1940", "6/13/1940"], ["1940-05-06", "1940-06-13"]),
        (["5-6-1940", "٢٠-6-1940", ""], ["1940-06-05", "1940-06-20", ""]),
        (["6/6/1940"], ["1940-06-06"]),
    ],
)
def test_a_13_anywhere_says_which_is_the_month(read, texts, dates):
    assert read(*texts).dates == dates


def test_the_order_that_no_date_tells_is_refused_with_both_readings(read):
    (problem,) = read("5/6/1940", "1/2/1941").problems

    assert '"5/6/1940" is 1940-06-05 or 1940-05-06' in problem.what


def test_both_orders_in_one_column_are_refused(read):
    (problem,) = read("13/6/1940", "6/13/1940").problems

    assert '"13/6/1940" has the day first, "6/13/1940" the month' in problem.what


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Feb 1989", "1989-02"),
        ("15 May, 1988", "1988-05-15"),
        ("May 15th, 1988", "1988-05-15"),
        ("15. März 1988", "1988-03-15"),
        ("1er août 1914", "1914-08-01"),
        ("15 мая 1989 г.", "1989-05-15"),
        ("около 1740", "1740~"),
        ("۵ فوریه ۱۹۸۹", "1989-02-05"),
        ("１９８９", "1989"),
        ("476 AD", "0476"),
        ("44 BC", "-0043"),
        ("c. 44 B.C.E.", "-0043~"),
        ("44 v. Chr.", "-0043"),
        ("44 av. J.-C.", "-0043"),
        ("427 до н. э.", "-0426"),
        ("1 BC", "0000"),
        (-427, "-0427"),
        ("-0043-03-15", "-0043-03-15"),
    ],
)
def test_dates_are_read_as_people_write_them(read, text, date):
    found = read(text, period=None)

    assert found.dates == [date]
    assert not found.problems


@pytest.mark.parametrize(
    "text", ["5 May 89", "89", 0, "5/6/89", "31 June 1940", "May", "rain 1940"]
)
def test_what_may_be_of_any_century_is_no_date(read, text):
    (problem,) = read(text).problems

    assert "is not a date" in problem.what


def test_how_years_before_christ_were_counted_is_said(read):
    assert any("-427 is 428 BC" in note for note in read("-427", period=None).notes)


def test_dates_centuries_outside_the_period_are_one_warning(harbour, tmp_path):
    table = tmp_path / "wells.csv"
    table.write_text("name,lat,lon,dug\nA,59.7,-1.9,0476\nB,59.7,-1.9,44 BC\nC,59.7,-1.9,1740\n")

    (warning,) = add(harbour, table, date=("dug",)).warnings

    assert '"0476" is centuries outside the period' in warning.what
    assert "(and 1 more like it)" in warning.what
    assert "--calendar" in warning.mend
