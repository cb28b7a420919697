"""What fuzzing found, each as a small input of its own: it is read, or refused in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from foreign import collection, shaped
from mapper.folder import check, read
from mapper.formats import read_file, tidy
from mapper.formats.decode.dbf import is_in
from places import ROOT


def tidied(path: Path, **options: object):
    return tidy(read_file(path), "odd", "Odd", **options)


def test_a_letter_far_behind_in_a_long_line_tells_the_encoding(tmp_path):
    path = tmp_path / "far.csv"
    names = "Mühle am Köhlerweg", "Brücke", "Gärten"
    rows = (f"{'x' * 900} {name},50.{at},10" for at, name in enumerate(names))
    path.write_bytes("\n".join(("name,lat,lon", *rows)).encode("cp1252"))

    foreign = read_file(path)

    assert foreign.records[0].properties["name"].endswith("Mühle am Köhlerweg")


def test_a_description_without_words_stands_among_numbers(tmp_path):
    path = tmp_path / "empty.kml"
    marks = "".join(
        f"<Placemark><name>P</name><description>{text}</description>"
        "<Point><coordinates>10,50</coordinates></Point></Placemark>"
        for text in ("7", "&lt;b&gt;&lt;/b&gt;")
    )
    path.write_text(f"<kml>{marks}</kml>")

    first, second = read_file(path).records

    assert first.properties["description"] == "7"
    assert "description" not in second.properties


@pytest.mark.parametrize(
    ("calendar", "date"),
    [("julian", "9999-12-31"), ("solar-hijri", "9377-01-01"), ("solar-hijri", "-9999")],
)
def test_a_year_that_a_calendar_cannot_reckon_is_no_date(calendar, date, tmp_path):
    path = tmp_path / "late.csv"
    path.write_text(f"name,lat,lon,date\nMill,50,10,{date}\n")

    (problem,) = tidied(path, date=["date"], calendar=calendar).problems

    assert "is not a date" in problem.what


def test_a_position_that_is_an_object_is_told(tmp_path):
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps(collection(shaped("MultiPoint", [[10, 50], {"lat": 50}]))))

    (problem,) = tidied(path).problems

    assert problem.place == "features[0].coordinates[1]"


@pytest.mark.parametrize("sources", ["1.5", '"daybook1850"', "{ a = 1 }", "[[1]]"])
def test_the_sources_of_a_task_that_are_no_list_are_told(sources, tmp_path):
    folder = Path(shutil.copytree(ROOT / "src" / "mapper" / "starter", tmp_path / "atlas"))
    lesson = folder / "data" / "lessons" / "first-lesson.md"
    block = f'```question\nkind = "text"\nask = "Why?"\nsources = {sources}\n```\n'
    lesson.write_text(f"{lesson.read_text()}\n{block}")

    atlas, problems = read(folder)
    problems += check(atlas)

    assert any(problem.file == "data/lessons/first-lesson.md" for problem in problems)


def test_a_damaged_name_of_an_encoding_is_the_name_of_none():
    assert is_in("Mühle".encode("cp1252"), "cp12\0") is None
