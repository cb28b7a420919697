"""Onto the disk: written whole, beside others, replaced only when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapper
from mapper.export import write
from mapper.export.write import export
from mapper.problems import MapperError

# Onto the disk


def test_files_are_written_whole_and_beside_others(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"

    assert write({"a.csv": b"1", "b.csv": b"2"}, folder) == ("a.csv", "b.csv")
    (folder / "mine.txt").write_text("mine")
    assert write({"a.csv": b"1", "c.csv": b"3"}, folder) == ("c.csv",)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"2",
        "c.csv": b"3",
        "mine.txt": b"mine",
    }


def test_what_is_there_is_replaced_only_when_asked(harbour: Path) -> None:
    """An export into data/ would otherwise take the place of the record itself."""
    data = harbour / "data"
    before = {path: path.read_bytes() for path in data.glob("*.*")}
    files = export(mapper.load(harbour), "csv")

    with pytest.raises(MapperError) as raised:
        write(files, data)

    assert len(raised.value.problems) == 2
    assert "facts.csv: is there already, with other content. Choose" in str(raised.value)
    assert {path: path.read_bytes() for path in data.glob("*.*")} == before
    write(files, data, replace=True)
    assert (data / "facts.csv").read_bytes() == files["facts.csv"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"old")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").symlink_to(target)

    with pytest.raises(MapperError, match="is there already"):
        write({"a.csv": b"new"}, tmp_path / "out")
    write({"a.csv": b"new"}, tmp_path / "out", replace=True)

    assert target.read_bytes() == b"old"
    assert (tmp_path / "out" / "a.csv").read_bytes() == b"new"


def test_a_folder_that_is_none_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(MapperError, match="cannot be written"):
        write({"a.csv": b"1"}, tmp_path / "out")
