"""Measures layers of very many features against `geopandas.explore()` and `folium.GeoJson`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import made
from drive import Drive, drive
from parts import gzipped, raw
from playwright.sync_api import Browser
from report import Limit, about, against, compared, held, machine, number, table
from timing import Cost, cost, interleave
from visit import OURS, PEER, served

HERE = Path(__file__).parent
ROOT = HERE.parent


@dataclass(frozen=True)
class Case:
    """A layer, and whom it is compared with."""

    kind: str
    count: int
    peers: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.count:,} {self.kind}"


CASES = (
    # Each point of folium.GeoJson is a marker with two pictures: where no graphics card puts them
    # together, as here, ten thousand are not on the screen within minutes.
    Case("points", 10_000, ("explore",)),
    Case("polygons", 10_000, ("explore", "folium")),
    Case("points", 100_000, ("explore",)),
    Case("points", 1_000_000, ()),
)

OURS_NAME = "mapper"

LIMITS = (
    Limit("100,000 points: build without imports", "×", 10, 15, at_least=True),
    Limit("100,000 points: page", "×", 10, 12, at_least=True),
    Limit("100,000 points: page, gzip", "×", 2.5, 3, at_least=True),
    Limit("100,000 points: all drawn", "×", 25, 30, at_least=True),
    Limit("100,000 points: longest frame panning", "ms", 60, 40),
    Limit("10,000 polygons: build without imports", "×", 10, 15, at_least=True),
    Limit("10,000 polygons: page", "×", 6, 8, at_least=True),
    Limit("10,000 polygons: page, gzip", "×", 2.5, 3.5, at_least=True),
    Limit("10,000 polygons: all drawn", "×", 6, 8, at_least=True),
    Limit("1,000,000 points: build", "s", 15, 8),
    Limit("1,000,000 points: peak memory", "MB", 2000, 1400),
    Limit("1,000,000 points: all drawn", "s", 2, 1.5),
    Limit("1,000,000 points: longest frame panning", "ms", 60, 40),
    Limit("100,000 points: add", "s", 4, 2),
    Limit("1,000,000 points: add", "s", 30, 15),
    Limit("1,000,000 points: add, peak memory", "MB", 1500, 1200),
)
"""Ratios are `explore()`'s number over ours."""

ROWS = (
    ("build", "s"),
    ("build without imports", "s"),
    ("peak memory", "MB"),
    ("page", "kB"),
    ("page, gzip", "kB"),
    ("all drawn", "s"),
    ("total blocking time", "ms"),
    ("longest frame panning", "ms"),
    ("longest frame zooming", "ms"),
    ("memory of the page", "MB"),
)

ADDED = (("add", "s"), ("add, peak memory", "MB"))
"""Of ours alone: `mapper add` of the file, without imports."""

Numbers = Mapping[str, float]
"""What `ROWS` name, of one map; and `ADDED` of ours."""
Found = Mapping[Case, Mapping[str, Numbers]]
"""Ours first."""


def measure(
    folder: Path,
    rounds: int,
    explore_needs: Path,
    chromium: Callable[[], AbstractContextManager[Browser]],
    cases: Sequence[Case] = CASES,
) -> tuple[Found, str]:
    """Build and visit each map of each case, in turns; and the browser's version."""
    found: dict[Case, dict[str, Numbers]] = {}
    version = ""
    for number_, case in enumerate(cases):
        place = folder / str(number_)
        geo = made.write(case.kind, case.count, place)
        print(f"{case.name}: build", file=sys.stderr)
        built = interleave(builds(place, geo, case, explore_needs), rounds, warm=False)
        print(f"{case.name}: draw", file=sys.stderr)
        with served(place) as address, chromium() as browser:
            version = browser.version
            driven = interleave(drives(browser, address, case), rounds, warm=False)
        print(f"{case.name}: add", file=sys.stderr)
        added = interleave({"add": adds(place, geo)}, rounds, warm=False)["add"]
        found[case] = {
            name: numbers(built[name], driven[name], (place / page(name)).read_text("utf-8"))
            | (of_adding(added) if name == OURS_NAME else {})
            for name in built
        }
        shutil.rmtree(place)
    return found, version


def builds(
    place: Path, geo: Path, case: Case, explore_needs: Path
) -> dict[str, Callable[[], Cost]]:
    python, peer = sys.executable, str(HERE / "peers.py")
    ours = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    theirs = os.environ | {"PYTHONPATH": str(explore_needs)}
    return {
        name: partial(
            cost,
            [python, peer, name, str(geo), str(place / page(name))],
            ours if name == OURS_NAME else theirs,
        )
        for name in (OURS_NAME, *case.peers)
    }


def adds(place: Path, geo: Path) -> Callable[[], Cost]:
    ours = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    peer = str(HERE / "peers.py")
    return partial(cost, [sys.executable, peer, "add", str(geo), str(place / "added")], ours)


def of_adding(added: list[Cost]) -> dict[str, float]:
    """The medians, in the order and the units of `ADDED`."""
    values = median(each.work_s for each in added), median(each.peak_mb for each in added)
    return {name: value for (name, _), value in zip(ADDED, values, strict=True)}


def drives(browser: Browser, address: str, case: Case) -> dict[str, Callable[[], Drive]]:
    peer = PEER.format(marks=case.count)
    return {
        name: partial(
            drive, browser, f"{address}/{page(name)}", OURS if name == OURS_NAME else peer
        )
        for name in (OURS_NAME, *case.peers)
    }


def page(name: str) -> str:
    return "site/index.html" if name == OURS_NAME else f"{name}.html"


def numbers(built: list[Cost], driven: list[Drive], html: str) -> dict[str, float]:
    """The medians, in the order and the units of `ROWS`."""
    values = (
        median(each.seconds for each in built),
        median(each.work_s for each in built),
        median(each.peak_mb for each in built),
        raw(html) / 1000,
        gzipped(html) / 1000,
        median(each.drawn_ms for each in driven) / 1000,
        median(each.blocking_ms for each in driven),
        median(each.pan_ms for each in driven),
        median(each.zoom_ms for each in driven),
        median(each.memory_mb for each in driven),
    )
    return {name: value for (name, _), value in zip(ROWS, values, strict=True)}


def limits(found: Found) -> list[Limit]:
    """Those of `LIMITS` that are about what was measured."""
    return about(LIMITS, (case.name for case in found))


def limited(found: Found) -> dict[str, float]:
    """What `LIMITS` are held against: ratios to explore(), and numbers of our own."""
    named = {case.name: maps for case, maps in found.items()}
    return against(limits(found), named, OURS_NAME)


def report(found: Found, rounds: int, browser: str) -> str:
    """The whole report, as Markdown."""
    about = (
        f"{machine(browser)}. Each number is the median of {rounds}: of fresh processes, or of "
        "visits with a fresh browser profile at 1440 × 900, in turns in one run. Five attributes "
        "a feature. Ours is the whole page: static map, text version, list and search."
    )
    sections = ["# Very many features", about]
    for case, maps in found.items():
        head = ("", *maps, *(f"{peer} ÷ {OURS_NAME}" for peer in case.peers))
        rows = [compared(name, unit, [each[name] for each in maps.values()]) for name, unit in ROWS]
        sections += [f"## {case.name}", table(head, rows)]
    sections += [
        "## Held",
        table(("", "measured", "floor", "goal"), held(limited(found), limits(found))),
        "## By size",
        "Of points, ours alone; in brackets for each thousand of them.",
        table(("points", *(f"{name}, {unit}" for name, unit in (*ROWS, *ADDED))), by_size(found)),
    ]
    return "\n\n".join(sections) + "\n"


def by_size(found: Found) -> list[list[str]]:
    """A row a size."""
    return [
        [
            f"{case.count:,}",
            *(f"{number(value)} ({number(value / case.count * 1000)})" for value in ours.values()),
        ]
        for case, maps in found.items()
        if case.kind == "points"
        for ours in [maps[OURS_NAME]]
    ]
