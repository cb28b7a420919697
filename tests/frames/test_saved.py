"""A page saved: whole or not at all, where it was meant to be, with the rights of other files."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import geopandas as gpd
import numpy as np
import pytest

from invented import points
from mapper import MapperError
from mapper.frames import explore

FRAME = points(5, name=[*"abcde"], depth=[1.0, 2.0, 3.0, 4.0, 50.0])


def test_a_page_saved_again_takes_the_place_of_the_old_one_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, path = explore(FRAME), tmp_path / "map.html"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(MapperError, match="cannot be written: No space left on device"):
            made.save(path)
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]
    made.save(path)
    assert path.read_text("utf-8") == made.html


def test_a_page_cannot_be_saved_as_a_folder_or_below_a_file(tmp_path: Path) -> None:
    made = explore(FRAME)
    with pytest.raises(MapperError, match="is a folder"):
        made.save(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(MapperError, match="cannot be written"):
        made.save(tmp_path / "file" / "map.html")


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [("fdopen", 28, "No space left on device"), ("open", 13, "Permission denied")],
)
def test_what_the_disk_refuses_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, said: str
) -> None:
    made = explore(FRAME)
    assert made.html

    def refused(*_: object) -> None:
        raise OSError(code, said)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refused)
        with pytest.raises(MapperError, match=f"cannot be written: {said}"):
            made.save(tmp_path / "map.html")
    assert [*tmp_path.iterdir()] == []


def test_it_is_saved_where_it_was_meant_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = explore(FRAME)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert made.save("~/home.html") == tmp_path / "home.html"
    assert made.save("here.html") == Path("here.html")
    assert made.save(str(tmp_path / "text.htm")) == tmp_path / "text.htm"
    long = tmp_path / f"{'n' * 250}.html"
    assert made.save(long) == long
    texts = {each.read_bytes() for each in tmp_path.iterdir()}
    assert len([*tmp_path.iterdir()]) == 4
    assert texts == {made.html.encode()}


def test_a_name_without_an_ending_is_that_of_a_page(tmp_path: Path) -> None:
    assert explore(FRAME).save(tmp_path / "map") == tmp_path / "map.html"
    assert [each.name for each in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize(("name", "mend"), [("map.png", "to_png"), ("map.SVG", "to_svg")])
def test_a_page_is_no_picture(tmp_path: Path, name: str, mend: str) -> None:
    with pytest.raises(MapperError, match=rf"A picture is what page\.{mend}\(\) gives"):
        explore(FRAME).save(tmp_path / name)
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MapperError, match=r'there is no folder ".*maps"'):
        explore(FRAME).save(tmp_path / "maps" / "map.html")


def test_a_file_has_the_rights_that_others_have_and_keeps_its_own(tmp_path: Path) -> None:
    made, path = explore(FRAME), tmp_path / "map.html"
    before = os.umask(0o027)
    try:
        made.save(path)
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o600)
        made.save(path)
        assert path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_saving_leaves_the_rights_of_what_others_write_alone(tmp_path: Path) -> None:
    """The mask of new files is that of the whole process: other threads make files meanwhile."""
    made = explore(FRAME)
    made.save(tmp_path / "map.html")
    saver = Thread(target=lambda: [made.save(tmp_path / "map.html") for _ in range(200)])
    before = os.umask(0o077)
    try:
        saver.start()
        modes = set()
        while saver.is_alive():
            (tmp_path / "other").touch()
            modes.add((tmp_path / "other").stat().st_mode & 0o777)
            (tmp_path / "other").unlink()
    finally:
        saver.join()
        os.umask(before)
    assert modes == {0o600}


def test_a_link_still_leads_to_what_it_led_to(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old")
    link = tmp_path / "link.html"
    link.symlink_to("real.html")
    made = explore(FRAME)
    made.save(link)
    assert link.is_symlink()
    assert (tmp_path / "real.html").read_text("utf-8") == made.html


def test_a_hundred_thousand_rows_are_saved(tmp_path: Path) -> None:
    many = 100_000
    at = gpd.points_from_xy(np.arange(many) % 997 / 20, np.arange(many) % 991 / 20)
    frame = gpd.GeoDataFrame({"v": np.arange(many)}, geometry=at, crs=4326)
    path = explore(frame, "v").save(tmp_path / "map.html")
    assert 300_000 < path.stat().st_size < 3_000_000
