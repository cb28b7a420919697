"""Dates: text to four days, and to words."""

from __future__ import annotations

from datetime import date as calendar_date
from typing import Any

import edtf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mapper.model.dates import DateError, Days, date_words, day_number, hull, iso, parse_date

# ruff: noqa: E501 - the tables are read by column
READ = [  # text, earliest start, latest start, earliest end, latest end, words
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15", "15 March 44 BC"),
    ("0000", "0000-01-01", "0000-12-31", "0000-01-01", "0000-12-31", "1 BC"),
    ("-0499/-0299", "-0499-01-01", "-0499-12-31", "-0299-01-01", "-0299-12-31", "500 BC to 300 BC"),
    ("-0399-02", "-0399-02-01", "-0399-02-28", "-0399-02-01", "-0399-02-28", "February 400 BC"),
    ("1988-05-15", "1988-05-15", "1988-05-15", "1988-05-15", "1988-05-15", "15 May 1988"),
    ("1988-02", "1988-02-01", "1988-02-29", "1988-02-01", "1988-02-29", "February 1988"),
    ("1988", "1988-01-01", "1988-12-31", "1988-01-01", "1988-12-31", "1988"),
    ("1988-08-07~", "1988-07-31", "1988-08-14", "1988-07-31", "1988-08-14", "c. 7 August 1988"),
    ("1988-08-05?", "1988-08-05", "1988-08-05", "1988-08-05", "1988-08-05", "perhaps 5 August 1988"),
    ("1988-05%", "1988-04-24", "1988-06-07", "1988-04-24", "1988-06-07", "perhaps c. May 1988"),
    ("1988-05-15/1988-08-15", "1988-05-15", "1988-05-15", "1988-08-15", "1988-08-15", "15 May to 15 August 1988"),
    ("1988-12-30/1989-01-02", "1988-12-30", "1988-12-30", "1989-01-02", "1989-01-02", "30 December 1988 to 2 January 1989"),
    ("1989-01-13/1989-01-14", "1989-01-13", "1989-01-13", "1989-01-14", "1989-01-14", "13–14 January 1989"),
    ("1989-01-13~/1989-01-31", "1989-01-06", "1989-01-20", "1989-01-31", "1989-01-31", "c. 13 to 31 January 1989"),
    ("1988-05/1988-08", "1988-05-01", "1988-05-31", "1988-08-01", "1988-08-31", "May to August 1988"),
    ("1988-05-15/1988-08", "1988-05-15", "1988-05-15", "1988-08-01", "1988-08-31", "15 May to August 1988"),
    ("1979/1989", "1979-01-01", "1979-12-31", "1989-01-01", "1989-12-31", "1979 to 1989"),
    ("1988/1988-08-15?", "1988-01-01", "1988-08-15", "1988-08-15", "1988-08-15", "1988 to perhaps 15 August 1988"),
    ("1988-05-20/1988-05", "1988-05-20", "1988-05-20", "1988-05-20", "1988-05-31", "20 May 1988 to May 1988"),
    ("1988-05-15~/1988-05-16", "1988-05-08", "1988-05-16", "1988-05-16", "1988-05-16", "c. 15 to 16 May 1988"),
    ("1988-05/1988-05", "1988-05-01", "1988-05-31", "1988-05-01", "1988-05-31", "May 1988"),
    ("1988-05-15/..", "1988-05-15", "1988-05-15", None, None, "from 15 May 1988"),
    ("../1988-08~", None, None, "1988-07-25", "1988-09-07", "until c. August 1988"),
    ("[1988-05-15..1988-08-07]", "1988-05-15", "1988-08-07", "1988-05-15", "1988-08-07", "between 15 May and 7 August 1988"),
    ("[1988-05-03..1988-05-07]", "1988-05-03", "1988-05-07", "1988-05-03", "1988-05-07", "between 3 and 7 May 1988"),
    ("[1988-05..1989]", "1988-05-01", "1989-12-31", "1988-05-01", "1989-12-31", "between May 1988 and 1989"),
    ("[1988-05..]", "1988-05-01", None, "1988-05-01", None, "May 1988 or later"),
    ("[..1988-08-07]", None, "1988-08-07", None, "1988-08-07", "7 August 1988 or earlier"),
]  # fmt: skip

NOT_READ = [  # text, what the error says after it
    ("", "not a date we read. Write 2004-05-15, "),
    ("15.5.1988", "not a date we read. Write 2004-05-15, "),
    ("May 1988", "not a date we read. Write 2004-05-15, "),
    ("88", "not a date we read. Write 2004-05-15, "),
    ("١٩٨٨", "not a date we read. Write 2004-05-15, "),
    ("1988-05-15T10:00", "not a date we read. Write 2004-05-15, "),
    ("1988?~", "not a date we read. Write 2004-05-15, "),
    ("~1988", "not a date we read. Write 2004-05-15, "),
    ("1988/1989/1990", "not a date we read. Write 2004-05-15, "),
    ("1988-5-3", 'not a date we read. Write "1988-05-03".'),
    (" 1988 ", 'not a date we read. Write "1988".'),
    ("1988-05-15 – 1988-8-7", 'not a date we read. Write "1988-05-15/1988-08-07".'),
    ("1988–05", 'not a date we read. Write "1988-05".'),
    ("1988-05/", 'not a date we read. Write "1988-05/..".'),
    ("/1988-05", 'not a date we read. Write "../1988-05".'),
    ("1988-02-30", "February 1988 has 29 days."),
    ("1989-02-29", "February 1989 has 28 days."),
    ("1988-04-31/1988-05", "April 1988 has 30 days."),
    ("1988-05-00", "May 1988 has 31 days."),
    ("1988-15-05", "there is no month 15; months are 01 to 12. The order is year, month, day."),
    ("1988-00", "there is no month 00; months are 01 to 12. The order is year, month, day."),
    ("-0000", "there is no year -0000. 1 BC is 0000, 44 BC is -0043."),
    ("1988-08/1988-05", "ends before it starts. Swap the two, or mend one of them."),
    ("[1989..1988]", "ends before it starts. Swap the two, or mend one of them."),
    ("1988-08-09~/1988-08-08", "ends before it starts. Swap the two, or mend one of them."),
    ("../..", "open at both ends, which says nothing. Leave it empty."),
    ("[..]", "a bracket holds two dates, as [2004-05-15..2004-08-07]."),
    ("[1988,1989]", "a bracket holds two dates, as [2004-05-15..2004-08-07]."),
    ("[1988-05~..1988-08]", "a bracket is uncertain as it stands. Leave out the ~."),
]

DAYS = st.dates().map(str)
POINTS = st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda pair: pair[0][: pair[1]])
MARKED = st.builds("{}{}".format, POINTS, st.sampled_from(("", "~", "?", "%")))
OPEN = st.just("..")
TEXTS = st.one_of(
    MARKED,
    st.builds("{}/{}".format, MARKED | OPEN, MARKED | OPEN),
    st.builds("[{}..{}]".format, POINTS | st.just(""), POINTS | st.just("")),
)


@pytest.mark.parametrize(("text", "a", "b", "c", "d", "said"), READ, ids=[row[0] for row in READ])
def test_a_date_says_four_days_and_reads_as_words(
    text: str, a: str, b: str, c: str, d: str, said: str
) -> None:
    date = parse_date(text)

    assert tuple(day if day is None else iso(day) for day in date.days) == (a, b, c, d)
    assert date_words(date) == said
    assert date.text == text


@pytest.mark.parametrize(("text", "said"), NOT_READ, ids=[row[0] or "empty" for row in NOT_READ])
def test_what_is_not_a_date_says_why_and_how_to_mend_it(text: str, said: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)

    assert str(caught.value).startswith(f'"{text}": {said}')


def test_approximate_days_widen_each_end() -> None:
    day = day_number("1988-08-07")

    assert parse_date("1988-08-07~", approximate_days=3).days == (
        day - 3,
        day + 3,
        day - 3,
        day + 3,
    )
    assert parse_date("1988-08-07~", approximate_days=0).days == (day, day, day, day)


def test_the_hull_holds_every_claim_and_an_open_one_stays_open() -> None:
    day = day_number("1988-08-07")

    assert hull([parse_date("1988-08-07"), parse_date("1988-08-05?")]) == (
        day - 2,
        day,
        day - 2,
        day,
    )
    assert hull([parse_date("1988-08-07"), parse_date("1988-08-06/..")]) == (
        day - 1,
        day,
        day,
        None,
    )
    assert hull([parse_date("../1988-08-07"), parse_date("1988-08-06/..")]) == (
        None,
        None,
        day,
        None,
    )
    assert hull([parse_date("[..1988-08-07]"), parse_date("1988-08-06/..")]) == (
        None,
        day,
        None,
        None,
    )
    assert hull([parse_date("1988-08-07")]) == parse_date("1988-08-07").days


def test_day_numbers_count_from_1970() -> None:
    assert day_number("1970-01-01") == 0
    assert day_number("1988-05-15") == 6709
    assert iso(-1) == "1969-12-31"
    assert iso(day_number("0001-01-01") - 1) == "0000-12-31"
    assert iso(day_number("0000-02-29") + 1) == "0000-03-01"
    for wrong in ("1988-05", "1988-05-15~", "1988-05-15/1988-05-16", ".."):
        with pytest.raises(DateError, match=r"not a da"):
            day_number(wrong)
    with pytest.raises(DateError, match="outside the years -9999 to 9999"):
        iso(10**7)


def test_a_language_without_words_reads_english() -> None:
    assert date_words(parse_date("1988-05"), "tlh") == "May 1988"


@given(st.dates())
def test_days_come_back_as_they_went(day: calendar_date) -> None:
    assert iso(day_number(str(day))) == str(day)
    assert parse_date(str(day)).days == (day_number(str(day)),) * 4


@given(TEXTS, st.integers(0, 400))
def test_days_are_in_order(text: str, approximate_days: int) -> None:
    start, late_start, end, late_end = parsed(text, approximate_days)

    for earlier, later in (
        (start, late_start),
        (end, late_end),
        (start, end),
        (late_start, late_end),
    ):
        assert earlier is None or later is None or earlier <= later


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_hull_holds_each_of_its_dates(texts: list[str]) -> None:
    every = [parsed(text) for text in texts]
    start, late_start, end, late_end = hull([parse_date(text) for text in texts])

    for days in every:
        assert start is None or (days[0] is not None and start <= days[0])
        assert late_start is None or (days[1] is not None and late_start >= days[1])
        never = days[2] is None and days[0] is not None
        assert end is None or never or (days[2] is not None and end <= days[2])
        assert late_end is None or (days[3] is not None and late_end >= days[3])


@given(st.text("0123456789-/.[]~?% ", max_size=24) | st.text(max_size=12))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    said = refused(text)

    assert said.startswith(f'"{text}": ') if said else date_words(parse_date(text))


@settings(max_examples=60)  # the oracle takes some 17 ms a date
@given(TEXTS)
def test_edtf_agrees(text: str) -> None:
    """The `edtf` package, as oracle: what we read it reads, with the same outermost days."""
    ends = text.strip("[]").split("..")
    assume("[" not in text or not all(ends) or len(ends[0]) == len(ends[1]))  # else it reads none
    days = parsed(text, approximate_days=0)
    theirs = edtf.parse_edtf(text)

    assert days[0] == from_1970(theirs.lower_strict())
    assert days[3] == from_1970(theirs.upper_strict())


@settings(max_examples=60)
@given(st.from_regex(r"\A(1988-\d\d|19\d\d-0[1-4]-\d\d[~?%]?)\Z"))
def test_edtf_refuses_what_we_refuse(text: str) -> None:
    """Except seasons, which we do not read, and 29 February, which it takes in every year."""
    assume(text[5:10] != "02-29" and not "20" < text[5:7] < "42")

    if refused(text):
        with pytest.raises(edtf.EDTFParseException):
            edtf.parse_edtf(text)
    else:
        edtf.parse_edtf(text)


def refused(text: str) -> str:
    """What is said of a text that is no date; nothing if it is one."""
    try:
        parse_date(text)
    except DateError as error:
        return str(error)
    return ""


def parsed(text: str, approximate_days: int = 7) -> Days:
    """The days of a text, or another try of hypothesis if it is refused."""
    try:
        return parse_date(text, approximate_days).days
    except DateError:
        return assume(False)


def from_1970(theirs: Any) -> int | None:
    """A `time.struct_time` or an infinity of the `edtf` package as our day."""
    if not hasattr(theirs, "tm_year"):
        return None
    return day_number(f"{theirs.tm_year:04}-{theirs.tm_mon:02}-{theirs.tm_mday:02}")
