"""Measures `mapper.explore` against `geopandas.GeoDataFrame.explore` on the same invented frames.

Part of `make bench`; alone: `python bench/explored.py --rounds 5`, of frames of no more rows than
that with `--most 10000`. `python bench/explored.py build mapper points 100 OUT` is what is timed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from drive import Drive, drive
from made import BOUNDS, KINDS, VERTICES
from parts import gzipped, raw
from playwright.sync_api import Browser
from report import Limit, about, against, compared, held, machine, missed, table
from timing import Cost, cost, interleave
from visit import OURS, PEER, chromium, served

HERE = Path(__file__).parent
ROOT = HERE.parent
LATEST = HERE / "latest-explored.md"


@dataclass(frozen=True)
class Case:
    """An invented frame of five columns; `alone`: ours only."""

    kind: str
    count: int
    alone: bool = False

    @property
    def name(self) -> str:
        return f"{self.count:,} {self.kind}"

    @property
    def makers(self) -> tuple[str, ...]:
        return ("mapper",) if self.alone else ("mapper", "explore")


CASES = (
    Case("points", 100),
    Case("polygons", 10_000),
    Case("points", 100_000),
    Case("points", 1_000_000, alone=True),
)

LIMITS = (
    Limit("100 points: build", "×", 2, 3, at_least=True),
    Limit("100 points: page", "kB", 400, 350),
    Limit("100 points: page, gzip", "kB", 130, 110),
    Limit("100 points: all drawn", "×", 2, 3, at_least=True),
    Limit("10,000 polygons: build", "×", 10, 20, at_least=True),
    Limit("10,000 polygons: page", "×", 8, 10, at_least=True),
    Limit("10,000 polygons: page, gzip", "×", 3.5, 4, at_least=True),
    Limit("10,000 polygons: all drawn", "×", 6, 8, at_least=True),
    Limit("100,000 points: build", "×", 20, 40, at_least=True),
    Limit("100,000 points: page", "×", 15, 18, at_least=True),
    Limit("100,000 points: page, gzip", "×", 3.2, 3.5, at_least=True),
    Limit("100,000 points: all drawn", "×", 25, 40, at_least=True),
    Limit("1,000,000 points: build", "s", 8, 4),
    Limit("1,000,000 points: page", "kB", 12_000, 10_000),
    Limit("1,000,000 points: all drawn", "s", 2, 1),
    Limit("1,000,000 points: longest frame panning", "ms", 60, 33),
)
"""Ratios are `gdf.explore()`'s number over ours."""

ROWS = (
    ("build", "s"),
    ("peak memory", "MB"),
    ("page", "kB"),
    ("page, gzip", "kB"),
    ("all drawn", "s"),
    ("longest frame panning", "ms"),
)

Numbers = Mapping[str, float]
"""What `ROWS` name, of one page."""
Found = Mapping[Case, Mapping[str, Numbers]]
"""Ours first."""


def frame(kind: str, count: int) -> Any:
    """The same each time: points, or stars of `VERTICES` positions, with five columns."""
    import geopandas as gpd
    import numpy as np
    import shapely

    random = np.random.default_rng(7)
    west, south, east, north = BOUNDS
    lon, lat = random.uniform(west, east, count), random.uniform(south, north, count)
    if kind == "points":
        shapes = shapely.points(lon.round(5), lat.round(5))
    else:
        turn = np.arange(VERTICES - 1) / (VERTICES - 1) * 2 * np.pi
        reach = random.uniform(0.028, 0.04, (count, VERTICES - 1))
        x = (lon[:, None] + reach * np.cos(turn)).round(5)
        y = (lat[:, None] + reach * np.sin(turn)).round(5)
        shapes = shapely.polygons(np.stack([x, y], axis=2))
    years, months = random.integers(1850, 1911, count), random.integers(1, 13, count)
    columns = {
        "name": [f"Place {index}" for index in range(1, count + 1)],
        "kind": np.array(KINDS)[random.integers(0, len(KINDS), count)],
        "height": random.integers(200, 5001, count),
        "flow": random.uniform(0, 90, count).round(2),
        "built": [f"{year}-{month:02d}" for year, month in zip(years, months, strict=True)],
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)


def build(name: str, kind: str, count: str, out: str) -> None:
    """Write the page of a frame; print what that took in s, without imports and the frame."""
    # Here, and all that they import on the way: what is timed has nothing left to import.
    made, path = frame(kind, int(count)), Path(out)
    if name == "mapper":
        from mapper.frames import explore

        start = perf_counter()
        explore(made, title=f"{count} {kind}").save(path)
    else:
        import folium  # noqa: F401
        import geopandas.explore  # noqa: F401
        import mapclassify  # type: ignore[import-not-found] # noqa: F401 # explore() asks for it
        import matplotlib.pyplot  # type: ignore[import-not-found] # noqa: F401 # and for this

        start = perf_counter()
        made.explore(tiles=None).save(path)
    print(perf_counter() - start)


def measure(
    folder: Path,
    rounds: int,
    explore_needs: Path,
    browsers: Callable[[], AbstractContextManager[Browser]] = chromium,
    cases: Sequence[Case] = CASES,
) -> tuple[Found, str]:
    """Build and visit the page of each case and maker, in turns; and the browser's version."""
    found: dict[Case, dict[str, Numbers]] = {}
    version = ""
    for case in cases:
        place = folder / f"{case.kind}-{case.count}"
        place.mkdir()
        print(f"explore, {case.name}", file=sys.stderr)
        built = interleave(builds(place, case, explore_needs), rounds, warm=False)
        with served(place) as address, browsers() as browser:
            version = browser.version
            driven = interleave(drives(browser, address, case), rounds, warm=False)
        found[case] = {
            name: numbers(built[name], driven[name], (place / f"{name}.html").read_text("utf-8"))
            for name in case.makers
        }
        shutil.rmtree(place)
    return found, version


def builds(place: Path, case: Case, explore_needs: Path) -> dict[str, Callable[[], Cost]]:
    paths = {"mapper": str(ROOT / "src"), "explore": str(explore_needs)}
    command = [sys.executable, str(HERE / "explored.py"), "build"]
    return {
        name: partial(
            cost,
            [*command, name, case.kind, str(case.count), str(place / f"{name}.html")],
            os.environ | {"PYTHONPATH": paths[name]},
        )
        for name in case.makers
    }


def drives(browser: Browser, address: str, case: Case) -> dict[str, Callable[[], Drive]]:
    ready = {"mapper": OURS, "explore": PEER.format(marks=case.count)}
    return {
        name: partial(drive, browser, f"{address}/{name}.html", ready[name]) for name in case.makers
    }


def numbers(built: Sequence[Cost], driven: Sequence[Drive], html: str) -> Numbers:
    """The medians, in the order and the units of `ROWS`."""
    values = (
        median(each.work_s for each in built),
        median(each.peak_mb for each in built),
        raw(html) / 1000,
        gzipped(html) / 1000,
        median(each.drawn_ms for each in driven) / 1000,
        median(each.pan_ms for each in driven),
    )
    return {name: value for (name, _), value in zip(ROWS, values, strict=True)}


def limits(found: Found) -> list[Limit]:
    """Those of `LIMITS` that are about what was measured."""
    return about(LIMITS, (case.name for case in found))


def limited(found: Found) -> dict[str, float]:
    """What `LIMITS` are held against: ratios to `gdf.explore()`, and numbers of our own."""
    named = {case.name: makers for case, makers in found.items()}
    return against(limits(found), named, "mapper")


def report(found: Found, rounds: int, browser: str) -> str:
    """The whole report, as Markdown."""
    about = (
        f"{machine(browser)}. Each number is the median of {rounds}: of fresh processes, imports "
        "and the making of the frame apart, or of visits with a fresh browser profile at "
        "1440 × 900, in turns in one run. Five columns. Neither asks for map tiles; what "
        "`gdf.explore()` fetches from CDNs is answered at once."
    )
    sections = ["# `mapper.explore` and `gdf.explore()`", about]
    for case, makers in found.items():
        head = ("", *makers, *(f"{name} ÷ mapper" for name in case.makers[1:]))
        rows = [compared(row, unit, [each[row] for each in makers.values()]) for row, unit in ROWS]
        sections += [f"## {case.name}", table(head, rows)]
    verdicts = held(limited(found), limits(found))
    sections += ["## Held", table(("", "measured", "floor", "goal"), verdicts)]
    return "\n\n".join(sections) + "\n"


def main() -> int:
    import bench  # here: it imports this

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--most", type=int, help="frames of so many rows and fewer")
    asked = parser.parse_args()
    bench.cdn.fetch()
    bench.fetch_explore_needs()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        over = bench.of_frames(Path(folder), asked.rounds, asked.most)
    if over:
        print(f"A floor is missed: {', '.join(over)}.", file=sys.stderr)
    return 1 if over else 0


def over(found: Found) -> list[str]:
    """The floors that are missed."""
    return missed(limited(found), limits(found))


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(*sys.argv[2:])
    else:
        sys.exit(main())
