"""Tables as people have them: names in another row or in two, what is no data, numbers as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from mapper.formats.decode.numbers import numbers
from mapper.formats.read import read_file
from mapper.formats.source import Reading
from mapper.problems import MapperError

Saved = Callable[..., Path]


@pytest.fixture
def read(saved: Saved) -> Callable[..., SimpleNamespace]:
    """Reads lines of a table: the properties of each record, what was said, what is wrong."""

    def run(*lines: str, name: str = "wells.csv", **options: object) -> SimpleNamespace:
        foreign = read_file(saved("\n".join(lines), name), Reading(**options))  # type: ignore[arg-type]
        return SimpleNamespace(
            rows=[dict(each.properties) for each in foreign.records],
            spots=[each.geometry["coordinates"] for each in foreign.records],
            said=" ".join(foreign.notes),
            wrong=[str(each) for each in foreign.problems],
            roles=foreign.roles,
        )

    return run


HEADINGS = {
    "below a title": (
        ["Wells of the north,,,", "Ministry of Water,2019,,", "", "name,lat,lon,depth"],
        ["A,34.5,69.5,3"],
        {"name": "A", "depth": 3},
        "Took row 4 for the names of the columns",
    ),
    "in two rows": (
        ["Name,Position,,People,", ",lat,lon,2019,2020"],
        ["A,34.5,69.5,12,13"],
        {"Name": "A", "People 2019": 12, "People 2020": 13},
        "Took rows 1 to 2 for the names of the columns",
    ),
    "years below": (
        ["name,lat,lon,People,", ",,,2019,2020"],
        ["A,34.5,69.5,12,13"],
        {"name": "A", "People 2019": 12, "People 2020": 13},
        "rows 1 to 2",
    ),
    "above units": (
        ["name,lat,lon,depth", ",°,°,(m)"],
        ["A,34.5,69.5,3"],
        {"name": "A", "depth": 3},
        "Left out row 2, units: °, °, (m).",
    ),
    "above hashtags": (
        ["month,who,where,y,x", "#date,#org,#loc+name,#geo+lat,#geo+lon"],
        ["2019-05,Us,A,34.5,69.5"],
        {"month": "2019-05", "who": "Us", "where": "A"},
        "Took row 2 for hashtags",
    ),
    "hashtags alone": (
        ["#adm1 +name,#geo +lat,#geo +lon,#affected"],
        ["A,34.5,69.5,3"],
        {"#adm1 +name": "A", "#affected": 3},
        "Took row 1 for hashtags",
    ),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_names_of_columns_are_found_where_they_stand(read: Callable[..., SimpleNamespace], case):
    above, below, properties, said = HEADINGS[case]

    found = read(*above, *below, below[0].replace("A,", "B,"))
    assert found.rows[0] == properties
    assert found.spots == [[69.5, 34.5]] * 2
    assert said in found.said
    assert not found.wrong


def test_hashtags_say_which_column_is_the_name_and_which_the_date(read):
    found = read(
        "day,admin1,market,latitude,longitude",
        "#date,#adm1+name,#loc+market+name,#geo+lat,#geo+lon",
        "2019-05-06,Kabul,Mandawi,34.5,69.2",
    )

    assert found.roles == {"name": "market", "date": "day"}


def test_a_title_above_a_column_of_positions_is_not_its_name(read):
    found = read("Wells,", "Latitude and longitude,name", '"34.5, 69.5",A', '"34.6, 69.6",B')

    assert found.rows == [{"name": "A"}, {"name": "B"}]
    assert "Took row 2 for the names of the columns" in found.said


def test_the_row_of_the_names_can_be_said(read):
    lines = ["lat,lon,of", "", "name,lat,lon", "A,34.5,69.5"]

    assert read(*lines, header=(3,)).rows == [{"name": "A"}]
    with pytest.raises(MapperError, match="--header: row 2 is empty or not there"):
        read(*lines, header=(2,))
    with pytest.raises(MapperError, match=r'row 4 is "A", "34\.5", "69\.5"'):
        read(*lines, "B,35,70", header=(4,))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Total,,,20", 'Left out row 4, totals: "Total; 20".'),
        ("Summe:,,,20", "row 4, totals"),
        ("Sub-Total North,,,20", "row 4, totals"),
        ("Итого по району,,,20", "row 4, totals"),
        ("جمع کل,,,20", "row 4, totals"),
        ("Source: Ministry of Water,,,", 'row 4, notes: "Source: Ministry of Water"'),
        ("* estimated,,,", "row 4, notes"),
        ("Figures of 2019 are from a survey,,,", "row 4, notes"),
        ("name,lat,lon,depth", "row 4, the heading again."),
    ],
)
def test_rows_that_are_no_data_are_left_out_and_said(read, row: str, said: str):
    found = read("name,lat,lon,depth", "A,34.5,69.5,12", "B,34.6,69.6,8", row)

    assert [each["name"] for each in found.rows] == ["A", "B"]
    assert said in found.said
    assert not found.wrong


@pytest.mark.parametrize("name", ["Total", "Sum", "Source", "Notes"])
def test_no_row_with_a_position_is_left_out(read, name: str):
    assert read("name,lat,lon", "A,34.5,69.5", f"{name},34.6,69.6").rows[1] == {"name": name}


def test_a_place_without_a_position_at_the_end_is_no_note(read):
    assert "row 3: has no position" in read("name,lat,lon", "A,34.5,69.5", "Old mill,,").wrong[0]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["6.7", "8,1", "12.5"], [6.7, 8.1, 12.5]),
        (["1 200", "13", "1\u202f000\u00a0000"], [1200, 13, 1000000]),
        (["1.234.567", "12,5"], [1234567, 12.5]),
        (["1,234", "12,5"], [1.234, 12.5]),
        (["1,234", "12.5"], [1234, 12.5]),
        (["1'200", "−3"], [1200, -3]),
        (["12,5 %", "8 %"], [12.5, 8]),
        (["۱۲٫۵", "۱٬۲۰۰"], [12.5, 1200]),
        (["17", "n/a", "–", "3"], [17, None, None, 3]),
        (["17", "<5", "10-15", "3"], [17, "<5", "10-15", 3]),
    ],
)
def test_texts_that_are_numbers_are_read_as_a_column(texts, values):
    found = numbers(texts)

    assert found is not None
    assert [found.read(text) for text in texts] == values


@pytest.mark.parametrize(
    "texts",
    [
        ["0042", "1234"],
        ["+93700123456"],
        ["12", "twelve"],
        ["-"],
        ["<5", "3", "<9"],
        ["1940", "1941-1943"],
    ],
)
def test_what_is_no_quantity_stays_text(texts):
    assert numbers(texts) is None


def test_thousands_or_decimals_that_nothing_tells_stay_text_until_it_is_said(read):
    lines = ["name,lat,lon,people", 'A,34,69,"1,234"', 'B,35,70,"12,345"']

    found = read(*lines)
    assert found.rows[0]["people"] == "1,234"
    assert '"1,234" may be 1234 or 1.234. Say it: --decimal point for 1234' in found.wrong[0]
    assert [each["people"] for each in read(*lines, decimal=".").rows] == [1234, 12345]
    assert [each["people"] for each in read(*lines, decimal=",").rows] == [1.234, 12.345]


def test_the_other_numbers_of_the_file_tell_what_parts_decimals(read):
    assert read("name,lat,lon,n", 'A,34.5,69.5,"1,234"').rows[0]["n"] == 1234
    assert read("name;lat;lon;n", "A;34,5;69,5;1.234").rows[0]["n"] == 1234
    found = read("name,lat,lon,n", "A,34,69,1.234")
    assert found.rows[0]["n"] == 1.234
    assert '"1.234" is 1.234, and not 1,234: --decimal.' in found.said


def test_bounds_and_gaps_among_numbers_are_named_at_once(read):
    cells = ["17", "<5", "n/a", "9", "<5", "10-15"]
    found = read("name,lat,lon,cases", *(f"A{n},34,69,{each}" for n, each in enumerate(cells)))

    assert [each.get("cases") for each in found.rows] == [17, "<5", None, 9, "<5", "10-15"]
    assert 'Took "n/a" in "cases" for no value (row 4).' in found.said
    assert '"<5", "10-15" in "cases" stay text (rows 3, 6 and 7).' in found.wrong[0]


def test_errors_of_a_spreadsheet_are_no_values(read):
    found = read("name,lat,lon,n", "A,34,69,#N/A", "B,35,70,#DIV/0!", "C,36,71,5")

    assert found.rows == [{"name": "A"}, {"name": "B"}, {"name": "C", "n": 5}]
    assert 'Left out 2 error values of the spreadsheet: #N/A in row 2, "n".' in found.said


def test_days_with_midnight_behind_them_are_days(read):
    rows = read(
        "name,coord,start",
        "A,Point(69.5 34.5),1982-05-12T00:00:00Z",
        "B,Point(69.6 34.6),-0430-01-01T00:00:00Z",
        "C,Point(69.7 34.7),",
    ).rows

    assert [each.get("start") for each in rows] == ["1982-05-12", "-0430-01-01", None]


def test_texts_of_geojson_that_are_numbers_are_numbers(saved: Saved):
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Well {n}", "rate": rate, "code": "11", "level": level},
            "geometry": {"type": "Point", "coordinates": [69, 34]},
        }
        for n, (rate, level) in enumerate([("6.7", 3), ("8,1", "n/a"), ("", "4")])
    ]
    foreign = read_file(saved({"type": "FeatureCollection", "features": features}))

    rows = [dict(each.properties) for each in foreign.records]
    assert [each.get("rate") for each in rows] == [6.7, 8.1, None]
    assert [each.get("level") for each in rows] == [3, None, 4]
    assert {each["code"] for each in rows} == {"11"}


@pytest.mark.parametrize("month", ["1988-05", "1988 - 1990", "1988–89"])
def test_months_and_spans_of_years_are_no_numbers_between_bounds(saved: Saved, month: str):
    foreign = read_file(saved(f"name,lat,lon,when\nA,34,69,{month}\nB,35,69,1990\n", "t.csv"))

    assert [each.properties["when"] for each in foreign.records] == [month, "1990"]
    assert not foreign.problems


COLUMNS = [
    "Name (English);Latitude (N);Longitude (E)",
    "location.name;location.latitude;location.longitude",
    "properties_name;geo/lat;geo/lon",
    "name:en;_gps_latitude;_gps_longitude",
    "NAME ;LAT. ;LONG. ",
    "Bezeichnung;Geo_Breite;Geo_Länge",
    "Libelle;Latitude;Longitude",
    "Título;Latitud;Longitud",
    "Nazwa;Szerokość geograficzna;Długość geograficzna",
    "Название;Широта (град.);Долгота (град.)",
    "Назва;ШИРОТА;ДОВГОТА",
    "Adı;Enlem;Boylam",
    "الاسم;خط العرض;خط الطول",
    "نام;عرض جغرافیایی;طول جغرافیایی",
    "نوم;عرض البلد;طول البلد",
    "名称;纬度;经度",
    "नाम;अक्षांश;देशांतर",
    "Name;What is its latitude?;What is its longitude?",
]


@pytest.mark.parametrize("row", COLUMNS)
def test_columns_are_known_in_many_languages_and_spellings(tidied_table, row: str):
    (feature,) = tidied_table(f"{row};kind\nOld mill;34.5;69.5;mill\n")

    assert feature["geometry"]["coordinates"] == [69.5, 34.5]
    assert feature["properties"]["name"] == "Old mill"


@pytest.fixture
def tidied_table(saved: Saved):
    from mapper.formats.tidy.tidy import tidy

    def run(text: str) -> list[dict]:
        import json

        return [*map(json.loads, tidy(read_file(saved(text, "t.csv")), "t", "T").lines)]

    return run
