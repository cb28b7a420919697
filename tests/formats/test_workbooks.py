"""Workbooks as people have them: merged and hidden cells, links, formulas, kinds of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from mapper.formats.read import read_file
from mapper.formats.source import Foreign, Reading
from mapper.formats.tidy.tidy import tidy

Sheet = Any  # openpyxl has no types

HEAD = ["name", "lat", "lon"]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Foreign]:
    """Reads a workbook of one sheet with these rows, to which something was done."""

    def run(
        rows: Sequence[Sequence[object]],
        change: Callable[[Sheet], object] = lambda sheet: None,
        **options: Any,
    ) -> Foreign:
        workbook = Workbook()
        for row in rows:
            workbook.active.append(list(row))
        change(workbook.active)
        workbook.save(tmp_path / "wells.xlsx")
        return read_file(tmp_path / "wells.xlsx", Reading(**options))

    return run


def rows_of(foreign: Foreign) -> list[dict[str, Any]]:
    return [dict(each.properties) for each in foreign.records]


def merged(*areas: str) -> Callable[[Sheet], None]:
    return lambda sheet: [sheet.merge_cells(area) for area in areas] and None


def test_headings_over_several_columns_are_put_before_those_below(book):
    rows = [
        ["Register of wells", None, None, None, None],
        [],
        ["Name", "Position", None, "Cases", None],
        [None, "lat", "lon", "men", "women"],
        ["A", 34.5, 69.5, 3, 4],
        ["Source: the ministry of water", None, None, None, None],
    ]
    areas = ("A1:E1", "A3:A4", "B3:C3", "D3:E3", "A6:E6")

    found = book(rows, merged(*areas))
    assert rows_of(found) == [{"Name": "A", "Cases men": 3, "Cases women": 4}]
    assert "Took rows 3 to 4 for the names of the columns" in " ".join(found.notes)
    assert rows_of(book(rows, merged(*areas), header=(3, 4))) == rows_of(found)


def test_the_value_of_merged_cells_holds_for_each_row(book):
    rows = [
        ["district", *HEAD],
        ["North", "A", 34.5, 69.5],
        [None, "B", 34.6, 69.6],
        ["South", None, None, None],
        ["South", "C", 33.1, 69.1],
    ]

    found = book(rows, merged("A2:A3", "A4:D4"))
    assert [each["district"] for each in rows_of(found)] == ["North", "North", "South"]
    assert "Took the value of merged cells for each of them." in found.notes
    assert [each.place for each in found.problems] == ["row 4"]


def test_links_are_kept_beside_the_words(book):
    def link(sheet: Sheet) -> None:
        sheet["D2"].hyperlink = "https://example.org/a"
        sheet["D3"].hyperlink = "https://example.org/b"

    rows = [
        [*HEAD, "site"],
        ["A", 34.5, 69.5, "its page"],
        ["B", 34.6, 69.6, "https://example.org/b"],
        ["C", 34.7, 69.7, '=HYPERLINK("https://example.org/c","see")'],
    ]
    assert [(each["site"], each.get("site link")) for each in rows_of(book(rows, link))] == [
        ("its page", "https://example.org/a"),
        ("https://example.org/b", None),
        ("https://example.org/c", None),
    ]


def test_formulas_without_values_are_said(book):
    found = book([[*HEAD, "double"], ["A", 34.5, 69.5, "=2*B2"], ["B", 34.6, 69.6, 4]])
    (problem,) = found.problems
    assert (problem.severity, problem.place) == ("warning", "row 2")
    assert 'the formulas of "double" have no values. Open the workbook' in str(problem)

    found = book([HEAD, ["A", "=34+0.5", "=69"], ["B", 34.6, 69.6]])
    assert 'the formulas of "lat" and "lon" have no values.' in str(found.problems[0])
    assert found.problems[0].severity == "error"


def test_what_is_hidden_is_left_out_and_said(book):
    def hide(sheet: Sheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("Lists")
        other.append(["of", "choices"])
        other.sheet_state = "hidden"

    found = book([[*HEAD, "phone of owner"], ["A", 34.5, 69.5, "x"], ["B", 34, 69, "y"]], hide)
    assert rows_of(found) == [{"name": "A"}]
    said = " ".join(found.notes)
    assert 'Passed over what is hidden: "Lists"' in said
    assert "Left out hidden row 3." in said
    assert "Left out hidden columns: phone of owner." in said


def test_values_are_what_the_sheet_shows(book):
    def percent(sheet: Sheet) -> None:
        sheet["D2"].number_format = sheet["D3"].number_format = "0.0%"

    rows = [
        [*HEAD, "share", "day", "hour", "open", "tel", "people"],
        ["A", 34.5, 69.5, 0.125, date(2019, 5, 6), time(9, 30), True, "0700123456", "1 200"],
        ["B", 34.6, 69.6, 0.5, datetime(2019, 5, 7, 10, 30), None, False, "0700123457", 1300],
    ]
    one, two = rows_of(book(rows, percent))
    assert (one["share"], two["share"]) == (12.5, 50)
    assert (one["day"], two["day"]) == ("2019-05-06", "2019-05-07 10:30:00")
    assert (one["hour"], one["open"], one["tel"]) == ("09:30:00", "true", "0700123456")
    assert (one["people"], two["people"]) == (1200, 1300)


def test_a_number_of_the_workbook_has_its_decimals(book):
    rows = [[*HEAD, "n"], ["A", 34, 69, 1.234], ["B", 35, 70, "1,234"]]

    assert [each["n"] for each in rows_of(book(rows))] == [1.234, 1234]


def test_hashtags_of_a_workbook_name_its_features(book):
    rows = [
        ["Who is where", None, None, None],
        ["District", "Settlement", "Y", "X"],
        ["#adm2 +name", "#loc +name", "#geo +lat", "#geo +lon"],
        ["North", "A", 34.5, 69.5],
        ["North", "B", 34.6, 69.6],
    ]
    found = book(rows)

    assert found.roles == {"name": "Settlement"}
    assert [b'"name":"A"' in line for line in tidy(found, "t", "T").lines] == [True, False]
