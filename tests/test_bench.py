"""The pure parts of the benchmark: turns, medians, tables, a page taken apart. No timing."""

from __future__ import annotations

import re
import sys
from itertools import count
from pathlib import Path

import pytest

import mapper
from places import ROOT

sys.path.append(str(ROOT / "bench"))  # it is not a package
import big
import explored
import made
from frames import HEAD, row
from parts import parts
from report import LIMITS, Limit, compared, held, medians, missed, number, table
from timing import cost, interleave, rotated

PAGE = """<head><style>p{}</style><script>a()</script></head><body><main id="text">
<figure id="static-map"><svg><image href="data:image/webp;base64,AAAA"/></svg><figcaption>b
</figcaption></figure><p>c</p></main><script type="application/json" id="payload">{}</script></body>
"""
SPEED = (Limit("speed", "ms", 300, 100),)


def test_everything_is_measured_once_a_round_in_turns() -> None:
    turn = count(1)
    jobs = {name: lambda: next(turn) for name in "abc"}

    found = interleave(jobs, 2)

    assert found == {"a": [4, 9], "b": [5, 7], "c": [6, 8]}  # 1, 2, 3 were the first round
    assert rotated("abc", 4) == ["b", "c", "a"]
    assert medians({"a": [1, 9, 2], "b": [1, 2]}) == {"a": 2, "b": 1.5}


def test_a_table_is_markdown() -> None:
    assert table(["", "a"], [["b", "1"]]) == "|  | a |\n| --- | ---: |\n| b | 1 |"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.5276, "0.528"), (62.94, "62.9"), (99.97, "100"), (1247.9, "1,248")],
)
def test_numbers_have_three_figures(value: float, text: str) -> None:
    assert number(value) == text


def test_peers_are_compared_to_ours() -> None:
    assert compared("build", "s", [2, 1, 3]) == ["build, s", "2", "1", "3", "0.5 ×", "1.5 ×"]
    assert compared("longest task", "ms", [0, 60, 0], 50)[1:] == ["< 50", "60", "< 50", "", ""]
    assert compared("fetched", "kB", [0, 60])[1:] == ["0", "60", ""]


@pytest.mark.parametrize(
    ("value", "floor", "goal"),
    [(100, "ok", "ok"), (101, "ok", "**missed**"), (301, *["**missed**"] * 2)],
)
def test_a_limit_is_held_or_missed(value: float, floor: str, goal: str) -> None:
    [row] = held({"speed": value}, SPEED)

    assert row == ["speed", f"{value} ms", f"300 ms {floor}", f"100 ms {goal}"]
    assert missed({"speed": value}, SPEED) == ([] if floor == "ok" else ["speed"])


def test_a_limit_may_be_a_least() -> None:
    ratio = Limit("ratio", "×", 10, 15, at_least=True)

    assert missed({"ratio": 9.9}, [ratio]) == ["ratio"]
    assert held({"ratio": 12}, [ratio]) == [["ratio", "12 ×", "10 × ok", "15 × **missed**"]]


@pytest.mark.parametrize(
    "limit", [*LIMITS, *big.LIMITS, *explored.LIMITS], ids=lambda limit: limit.what
)
def test_goals_are_stricter_than_floors(limit: Limit) -> None:
    assert limit.misses(limit.floor, limit.goal)


def test_every_tool_gets_the_same_valid_features(tmp_path: Path) -> None:
    geo = made.write("polygons", 30, tmp_path / "a")
    again = made.write("polygons", 30, tmp_path / "b")
    [layer] = mapper.load(tmp_path / "a").layers

    assert (geo / "many.geojson").read_bytes() == (again / "many.geojson").read_bytes()
    assert len(layer.features) == 30
    assert {len(each.geometry["coordinates"][0]) for each in layer.features} == {50}
    assert {len(each.properties) for each in layer.features} == {5}
    assert not mapper.check(mapper.load(tmp_path / "a"))


def test_a_process_is_measured_by_itself() -> None:
    spent = cost([sys.executable, "-c", "b'x' * 50_000_000; print(0.25)"], {})

    assert spent.seconds > 0
    assert spent.work_s == 0.25
    assert 50 < spent.peak_mb < 500
    with pytest.raises(SystemExit, match="no such thing"):
        cost([sys.executable, "-c", "raise SystemExit('no such thing')"], {})


def test_the_report_of_very_many_has_ratios_limits_and_sizes() -> None:
    """Ours takes 2 of everything for 10,000 features, and so on; explore() ten times that."""
    found = {
        case: {
            name: {row: case.count / 5000 * times for row, _ in (*big.ROWS, *big.ADDED)}
            for name, times in (("mapper", 1), ("explore", 10), ("folium", 20))
            if name == "mapper" or name in case.peers
        }
        for case in big.CASES
    }

    text = big.report(found, 1, "1.0")

    assert "| build, s | 2 | 20 | 40 | 10 × | 20 × |" in text
    assert "| 100,000 points: build without imports | 10 × | 10 × ok | 15 × **missed** |" in text
    assert "| 1,000,000 points: build | 200 s | 15 s **missed** | 8 s **missed** |" in text
    assert text.count("(0.2)") == 3 * len((*big.ROWS, *big.ADDED))


@pytest.mark.parametrize(("kind", "positions"), [("points", 1), ("polygons", 50)])
def test_frames_are_the_same_each_time(kind: str, positions: int) -> None:
    one, again = explored.frame(kind, 40), explored.frame(kind, 40)

    assert one.equals(again)
    assert list(one.columns) == ["name", "kind", "height", "flow", "built", "geometry"]
    assert one.count_coordinates().tolist() == [positions] * 40
    assert one.is_valid.all()


def test_the_report_of_frames_has_ratios_and_limits() -> None:
    """Ours takes 2 of everything for 100 rows, and so on; gdf.explore() ten times that."""
    found = {
        case: {
            name: {row: case.count / 50 * times for row, _ in explored.ROWS}
            for name, times in (("mapper", 1), ("explore", 10))
            if name in case.makers
        }
        for case in explored.CASES
    }

    text = explored.report(found, 1, "1.0")

    assert "| build, s | 2 | 20 | 10 × |" in text
    assert "| 10,000 polygons: build | 10 × | 10 × ok | 20 × **missed** |" in text
    assert "1,000,000 points: all drawn" in explored.over(found)
    assert "100 points: page" not in explored.over(found)


@pytest.mark.parametrize("page", [PAGE, re.sub(r'(id|type)="([^"]*)"', r"\1=\2", PAGE)])
def test_the_parts_of_a_page_are_the_page(page: str) -> None:
    """With its attributes in quotes, or minified without."""
    found = parts(page)

    assert found["style sheet"] == "<style>p{}</style>"
    assert found["engine"] == "<script>a()</script>"
    assert "{}" in found["payload"]
    assert found["relief"] == "data:image/webp;base64,AAAA"
    assert found["static map"] == '<svg><image href=""/></svg>'
    assert found["text version"].endswith("<p>c</p></main>")
    assert sum(map(len, found.values())) == len(page)


def test_frames_are_told_by_the_middle_the_late_and_the_longest() -> None:
    seen = [16.0] * 90 + [30.0] * 9 + [120.0]

    assert row("scrubbed", seen) == ["scrubbed", "100", "16", "30", "120"]
    assert len(row("played", seen)) == len(HEAD)
