"""A lesson as a zip: whole, the same bytes each time, and never in place of something else."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from typer.testing import CliRunner

from mapper.cli import app
from mapper.packages import Format, pack
from mapper.packages.zipped import zipped
from mapper.problems import MapperError
from places import ROOT


def packed(harbour: Path) -> ZipFile:
    (data,) = pack(harbour, "storm", [Format.ZIP]).values()
    return ZipFile(BytesIO(data))


def test_the_same_files_make_the_same_bytes() -> None:
    one = zipped({"b/c.html": b"c" * 999, "a.html": b"a"})

    assert one == zipped({"a.html": b"a", "b/c.html": b"c" * 999})
    entries = ZipFile(BytesIO(one)).infolist()
    assert [entry.filename for entry in entries] == ["a.html", "b/c.html"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {(entry.create_system, entry.compress_type) for entry in entries} == {(3, ZIP_DEFLATED)}


def test_a_lesson_is_packed_the_same_twice(harbour: Path) -> None:
    once = pack(harbour, "storm", [Format.ALL])

    assert once == pack(harbour, "storm", [Format.ALL])


def test_it_has_the_map_the_lesson_and_the_teachers_version() -> None:
    """Of the flagship, one lesson alone, and every link to a file leads to one of the package."""
    (data,) = pack(ROOT, "two-roads", [Format.ZIP]).values()
    archive = ZipFile(BytesIO(data))
    names = archive.namelist()

    ends = ("-sheet-answers", "-sheet", "-teacher", "")
    lesson = [f"lessons/two-roads{end}.html" for end in ends]
    assert names == ["index.html", "lessons/blank-map.html", "lessons/index.html", *lesson]
    for name in names:
        # The map that a lesson brings has the links of the map's own page.
        html = re.sub(r"<script.*?</script>", "", archive.read(name).decode(), flags=re.DOTALL)
        for link in re.findall(r"(?:href|src)=[\"']?([\w./-]+\.html)", html):
            there = PurePosixPath(name).parent / link
            assert there.as_posix().replace("lessons/../", "") in names, (name, link)


def test_a_lesson_without_questions_is_its_page_and_what_all_have(harbour: Path) -> None:
    names = packed(harbour).namelist()

    all_have = ["index.html", "lessons/blank-map.html", "lessons/index.html"]
    assert names == [*all_have, "lessons/storm.html"]


def test_the_command_writes_it_and_replaces_nothing_unasked(harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["pack", "storm", str(harbour), "--as", "zip", "-o", str(out)]

    assert CliRunner().invoke(app, command).exit_code == 0
    whole = (out / "storm.zip").read_bytes()
    (out / "storm.zip").write_bytes(b"mine")
    refused = CliRunner().invoke(app, command)

    assert isinstance(refused.exception, MapperError)
    assert "storm.zip: is there already" in str(refused.exception)
    assert (out / "storm.zip").read_bytes() == b"mine"
    assert CliRunner().invoke(app, [*command, "--replace"]).exit_code == 0
    assert (out / "storm.zip").read_bytes() == whole
    assert [path.name for path in out.iterdir()] == ["storm.zip"]


def test_what_is_not_there_is_told_with_what_was_meant(harbour: Path) -> None:
    with pytest.raises(MapperError) as near:
        pack(harbour, "strom", [Format.ZIP])
    with pytest.raises(MapperError) as far:
        pack(harbour, "x", [Format.ZIP])

    assert str(near.value) == 'data/lessons: no lesson "strom". Did you mean "storm"?'
    assert str(far.value) == 'data/lessons: no lesson "x". Lessons are storm.'
    wrong = CliRunner().invoke(app, ["pack", "storm", str(harbour), "--as", "scrom"])
    assert wrong.exit_code == 2
    assert "scrom" in wrong.output


def test_a_broken_folder_is_not_packed(harbour: Path) -> None:
    lesson = harbour / "data" / "lessons" / "storm.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nSo it was.[@nobody]\n", "utf-8")

    with pytest.raises(MapperError, match='no source "nobody"'):
        pack(harbour, "storm", [Format.ZIP])
