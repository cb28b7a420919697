"""Where files of an atlas may lie: below its folder, and nothing there gives way to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper import Atlas, MapperError
from mapper.edit import make_folder
from memory.forts import forts, frame

OUT = ("../x.geojson", "geo/../../x.geojson", "/{root}/mine.geojson", "C:/x.geojson")
ELSEWHERE = ("data/facts.csv", "x.geojson", "geo", "geo/x.txt", "geo/./x.geojson", "geo//x.geojson")


@pytest.mark.parametrize("file", [*OUT, *ELSEWHERE, "geo\\..\\x.geojson"])
def test_the_file_of_a_layer_lies_below_geo(tmp_path: Path, file: str) -> None:
    file = file.format(root=tmp_path)
    with pytest.raises(MapperError, match="cannot be the file of a layer"):
        forts().with_layer(frame(), id="x", file=file)


def test_a_layer_may_choose_its_file(tmp_path: Path) -> None:
    atlas = Atlas.new("A").with_layer(frame(), id="x", file="geo/old/forts.geojson")
    assert (atlas.write(tmp_path / "a") / "geo" / "old" / "forts.geojson").is_file()


@pytest.mark.parametrize("name", [*OUT, "..", "", ".git", ".git/config", "geo\\x", "a/../../b"])
def test_no_file_of_a_folder_leads_out_of_it(tmp_path: Path, name: str) -> None:
    mine = tmp_path / "mine.geojson"
    mine.write_text("mine")
    with pytest.raises(MapperError, match="is no place in the folder"):
        make_folder(tmp_path / "new", {name.format(root=tmp_path): b"other"})
    assert [each.name for each in tmp_path.iterdir()] == ["mine.geojson"]
    assert mine.read_text() == "mine"


def test_two_names_of_one_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MapperError, match="cannot be written"):
        make_folder(tmp_path / "new", {"geo/x.geojson": b"1", "geo/./x.geojson": b"2"})
    assert list(tmp_path.iterdir()) == []
