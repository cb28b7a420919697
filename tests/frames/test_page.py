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


def test_a_notebook_gets_the_page_in_a_frame_a_picture_and_a_line() -> None:
    made = explore(FRAME, "depth", height=300)
    shown = made._repr_mimebundle_()
    assert shown["text/plain"] == repr(made)
    assert b64decode(shown["image/png"])[:4] == b"\x89PNG"
    # It is stored with each run of the cell: the page itself is ten times as long.
    assert len(shown["image/png"]) < 40_000
    frame = re.search(r'<iframe [^>]*sandbox="([^"]*)"[^>]* srcdoc="([^"]*)">', shown["text/html"])
    assert frame
    assert "allow-same-origin" not in frame[1]
    assert unescape(frame[2]) == made.html
    assert 'height="300"' in shown["text/html"]
    # Who takes the frame out leaves what stands in it.
    without = re.sub(r"</?iframe[^>]*>", "", shown["text/html"])
    assert re.search(r'<img alt="depth \(depth, 5\)"[^>]* src="data:image/png;base64,', without)
    assert set(made._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert "image/png" not in made._repr_mimebundle_(exclude=["image/png"])
    both = made._repr_mimebundle_(include=["text/plain", "image/png"], exclude=["image/png"])
    assert set(both) == {"text/plain"}


def test_a_terminal_gets_one_line_that_says_what_to_do() -> None:
    said = '<mapper page: depth (depth, 5). page.save("map.html"), page.show()>'
    assert repr(explore(FRAME, "depth")) == said
    assert repr(explore(FRAME.geometry)).startswith("<mapper page: Data (Data, 5).")


@pytest.mark.parametrize(
    ("asked", "width", "height"),
    [
        ({}, "100%", "560"),
        ({"width": 600, "height": 400}, "600", "400"),
        ({"width": "50%", "height": "50%"}, "50%", "560"),
        ({"width": "640px", "height": "480px"}, "640", "480"),
    ],
    ids=["none", "pixels", "shares", "units"],
)
def test_a_frame_is_as_wide_and_high_as_asked(
    asked: dict[str, object], width: str, height: str
) -> None:
    html = explore(FRAME, **asked)._repr_mimebundle_(include=["text/html"])["text/html"]
    assert f'width="{width}" height="{height}"' in html


def test_a_page_too_large_for_a_notebook_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = explore(FRAME)
    # As an attribute it is longer than as a file.
    for limit in (1000, len(made.html) + 1):
        monkeypatch.setattr(page, "FRAME_BYTES", limit)
        html = made._repr_mimebundle_()["text/html"]
        assert "<iframe" not in html
        assert html.count("<img") == 1
        assert "Save it to see all" in html
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
