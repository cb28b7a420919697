"""A page of frames: saved whole or not at all, shown in notebooks, drawn as a picture."""

from __future__ import annotations

import re
from base64 import b64decode
from html import unescape
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from invented import points
from mapper import MapperError
from mapper.frames import explore, page

FRAME = points(5, name=[*"abcde"], depth=[1.0, 2.0, 3.0, 4.0, 50.0])


def test_a_saved_page_is_one_file_that_asks_nobody(tmp_path: Path) -> None:
    path = explore(FRAME, "depth").save(tmp_path / "map.html")
    assert [*tmp_path.iterdir()] == [path]
    html = path.read_text("utf-8")
    policy = re.search(r'content="([^"]*)" http-equiv=Content-Security-Policy', html)
    assert policy
    assert "unsafe" not in policy[1]
    assert "img-src data:;" in policy[1]


def test_the_same_frame_makes_the_same_bytes() -> None:
    once, twice = (explore(FRAME, "depth", cmap="viridis").html for _ in range(2))
    assert once == twice


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


def test_a_notebook_gets_the_page_in_a_frame_a_picture_and_a_line() -> None:
    made = explore(FRAME, "depth", height=300)
    shown = made._repr_mimebundle_()
    assert shown["text/plain"] == "depth (depth, 5)"
    assert b64decode(shown["image/png"])[:4] == b"\x89PNG"
    frame = re.search(r'<iframe [^>]*sandbox="([^"]*)" srcdoc="([^"]*)">', shown["text/html"])
    assert frame
    assert "allow-same-origin" not in frame[1]
    assert unescape(frame[2]) == made.html
    assert 'height="300"' in shown["text/html"]
    # Who takes the frame out leaves what stands in it.
    without = re.sub(r"</?iframe[^>]*>", "", shown["text/html"])
    assert re.search(r'<img alt="depth \(depth, 5\)" src="data:image/png;base64,', without)
    assert set(made._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert "image/png" not in made._repr_mimebundle_(exclude=["image/png"])


def test_a_page_too_large_for_a_notebook_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "FRAME_BYTES", 1000)
    html = explore(FRAME)._repr_mimebundle_()["text/html"]
    assert "<iframe" not in html
    assert 'page.save("map.html")' in unescape(html)


def test_show_opens_a_saved_page(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(page.webbrowser, "open", opened.append)
    path = explore(FRAME).show()
    assert opened == [path.as_uri()]
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_picture_wears_the_colours_of_the_page() -> None:
    at = gpd.points_from_xy(np.arange(300) / 30, np.arange(300) / 30 + 40)
    many = gpd.GeoDataFrame({"v": np.arange(300)}, geometry=at, crs=4326)
    for frame in (FRAME.rename(columns={"depth": "v"}), many):
        svg = explore(frame, "v", cmap=["#123456", "#fedcba"]).to_svg(800, 500)
        assert "#123456" in svg
        assert "#fedcba" in svg
        assert 'viewBox="0 0 800 500"' in svg
    assert explore(FRAME).to_png(400, 300)[:4] == b"\x89PNG"


def test_the_size_is_told_by_part() -> None:
    made = explore(FRAME)
    size = made.size
    assert size["page"] == len(made.html.encode())
    assert size["packed"] < size["page"]
    assert 0 < size["data"] < size["page"] - size["engine"]
