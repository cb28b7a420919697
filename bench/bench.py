"""Measures the atlas against a plain folium page and `geopandas.explore()` of the same layers.

`make bench`, or `python bench/bench.py --rounds 5`; `--only atlas`, `big` or `frames` for one part,
`--only big --most 10000` for layers or frames of no more features than that.
Prints Markdown reports, writes them to `bench/latest.md`, of layers of very many features
(`big.py`) to `bench/latest-big.md`, of frames (`explored.py`) to `bench/latest-explored.md`, and
exits with 1 when a floor is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import big
import cdn
import explored
import peers
from frames import framed
from parts import gzipped, parts, raw
from report import compared, held, machine, medians, missed, number, table
from timing import interleave, seconds
from visit import LIVE, LONG_TASK_MS, OURS, PEER, STATIC, UNSCRIPTED, Visit, chromium, served, visit

HERE = Path(__file__).parent
ROOT = HERE.parent
LATEST = HERE / "latest.md"
LATEST_BIG = HERE / "latest-big.md"
EXPLORE_NEEDS = cdn.CACHE / "explore"

HEAD = ("", "atlas", "plain folium", "explore()", "folium ÷ atlas", "explore() ÷ atlas")
IMPORTS, STATIC_MAP, LESSON = "imports", "static map", "lesson"
"""Measured of the atlas alone: the imports of its build; its page without scripts; a lesson."""

LESSON_PAGE = "site/lessons/geneva.html"
"""The largest of the lessons."""

MAPS = {
    "atlas": "site/index.html",
    "folium": "folium.html",
    "explore": "explore.html",
}
"""What is compared, ours first, and the page each writes."""


@dataclass(frozen=True)
class Measured:
    """All that a run found: seconds to build (and to import), visits, and the pages' text."""

    build_s: Mapping[str, float]
    visits: Mapping[str, list[Visit]]
    pages: Mapping[str, str]
    lesson: str
    frames: str
    browser: str

    def median(self, field: str) -> dict[str, float]:
        """The median over the visits of one of their numbers, by map."""
        return medians(
            {name: [getattr(each, field) for each in seen] for name, seen in self.visits.items()}
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--only", choices=("atlas", "big", "frames"), help="one part of it")
    parser.add_argument("--most", type=int, help="of big layers and frames, those of so many rows")
    asked = parser.parse_args()
    cdn.fetch()
    fetch_explore_needs()
    over = []
    measures = (
        ("atlas", of_atlas),
        ("big", partial(of_big, most=asked.most)),
        ("frames", partial(of_frames, most=asked.most)),
    )
    for name, part in measures:
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                over += part(Path(folder), asked.rounds)
    if over:
        print(f"A floor is missed: {', '.join(over)}.", file=sys.stderr)
    return 1 if over else 0


def of_atlas(folder: Path, rounds: int) -> list[str]:
    """Measure the atlas and report; the floors that are missed."""
    found = measure(folder, rounds)
    publish(report(found, rounds), LATEST)
    return missed(numbers(found))


def of_big(folder: Path, rounds: int, most: int | None = None) -> list[str]:
    """Measure layers of very many features and report; the floors that are missed."""
    cases = [case for case in big.CASES if most is None or case.count <= most]
    found, version = big.measure(folder, rounds, EXPLORE_NEEDS, chromium, cases)
    publish(big.report(found, rounds, version), LATEST_BIG)
    return missed(big.limited(found), big.limits(found))


def of_frames(folder: Path, rounds: int, most: int | None = None) -> list[str]:
    """Measure `mapper.explore` and report; the floors that are missed."""
    cases = [case for case in explored.CASES if most is None or case.count <= most]
    found, version = explored.measure(folder, rounds, EXPLORE_NEEDS, chromium, cases)
    publish(explored.report(found, rounds, version), explored.LATEST)
    return explored.over(found)


def publish(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
    print(text)


def fetch_explore_needs() -> None:
    """Bring what only `explore()` needs into the cache, as pinned, beside the environment."""
    done = EXPLORE_NEEDS / "done"
    if not done.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        pinned = ["--no-deps", "--require-hashes", "-r", str(HERE / "requirements.txt")]
        subprocess.run([*pip, "--upgrade", "--target", str(EXPLORE_NEEDS), *pinned], check=True)
        done.touch()


def measure(folder: Path, rounds: int) -> Measured:
    """Build and visit each map, in turns."""
    jobs = {name: partial(seconds, command, env) for name, command, env in processes(folder)}
    build_s = medians(interleave(jobs, rounds))
    pages = {name: (folder / page).read_text("utf-8") for name, page in MAPS.items()}
    with served(folder) as address, chromium() as browser:
        calls = {
            name: partial(visit, browser, f"{address}/{page}", ready, frames)
            for name, page, ready, frames in visits()
        }
        seen = interleave(calls, rounds)
        frames = framed(browser, f"{address}/{MAPS['atlas']}")
        lesson = (folder / LESSON_PAGE).read_text("utf-8")
        return Measured(build_s, seen, pages, lesson, frames, browser.version)


def processes(folder: Path) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of what is timed: each build, and our imports alone."""
    python, geo, peer = sys.executable, str(ROOT / "geo"), str(HERE / "peers.py")
    page = {name: str(folder / path) for name, path in MAPS.items()}
    ours = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    theirs = os.environ | {"PYTHONPATH": str(EXPLORE_NEEDS)}
    build = [python, "-m", "mapper", "build", str(ROOT), "--out", str(folder / "site")]
    return [
        ("atlas", build, ours),
        ("folium", [python, peer, "folium", geo, page["folium"]], ours),
        ("explore", [python, peer, "explore", geo, page["explore"]], theirs),
        (IMPORTS, [python, "-c", "import geopandas, folium"], ours),
    ]


def visits() -> list[tuple[str, str, str, int]]:
    """Name and page of each visit; when it is drawn (JavaScript), and how many frames later."""
    peer = PEER.format(marks=peers.features(ROOT / "geo"))
    return [
        ("atlas", MAPS["atlas"], OURS, 0),
        ("folium", MAPS["folium"], peer, 2),
        ("explore", MAPS["explore"], peer, 2),
        (STATIC_MAP, MAPS["atlas"] + UNSCRIPTED, STATIC, 2),
        (LESSON, LESSON_PAGE, LIVE, 0),
    ]


def numbers(found: Measured) -> dict[str, float]:
    """What the limits of report.py are held against, in their units."""
    page = found.pages["atlas"]
    part = parts(page)
    engine = part["engine"] + part["style sheet"]
    return {
        "page": raw(page) / 1000,
        "page, gzip": gzipped(page) / 1000,
        "engine": raw(engine) / 1000,
        "engine, gzip": gzipped(engine) / 1000,
        "static map painted": found.median("drawn_ms")[STATIC_MAP] / 1000,
        "interactive map drawn": found.median("drawn_ms")["atlas"] / 1000,
        "longest task": found.median("longest_task_ms")["atlas"],
        "build ÷ imports": found.build_s["atlas"] / found.build_s[IMPORTS],
        "lesson, gzip": gzipped(found.lesson) / 1000,
        "lesson painted": found.median("painted_ms")[LESSON] / 1000,
        "lesson's map drawn ÷ map drawn": (
            found.median("drawn_ms")[LESSON] / found.median("drawn_ms")["atlas"]
        ),
    }


def report(found: Measured, rounds: int) -> str:
    """The whole report, as Markdown."""
    empty = sorted({url for seen in found.visits.values() for url in seen[0].unanswered})
    about = (
        f"{machine(found.browser)}. Each number is the median of {rounds}: of fresh processes, or "
        "of visits with a fresh browser profile at 1440 × 900, in turns in one run."
    )
    fair = (
        f"Importing geopandas and folium alone takes {number(found.build_s[IMPORTS])} s. Neither "
        "peer asks for map tiles; what they fetch from CDNs this machine answers at once, without "
        "the time of a network. Answered empty, for no pinned package holds it: "
        f"{', '.join(empty) or 'nothing'}."
    )
    sections = [
        "# Measured",
        about,
        table(HEAD, comparison(found)),
        fair,
        "## Held",
        "The static map is what the page shows while none of its scripts has run.",
        table(("of the atlas", "measured", "floor", "goal"), held(numbers(found))),
        "## Frames",
        "Ours alone, from one frame to the next; 16.7 ms is the screen's own pace.",
        found.frames,
        "## The page by part",
        table(("part", "kB", "gzip alone, kB"), by_part(found.pages["atlas"])),
    ]
    return "\n\n".join(sections) + "\n"


def comparison(found: Measured) -> list[list[str]]:
    """The rows of ours beside the peers'."""
    pages = [found.pages[name] for name in MAPS]
    painted, drawn, longest, requests, fetched = (
        [found.median(field)[name] for name in MAPS]
        for field in ("painted_ms", "drawn_ms", "longest_task_ms", "requests", "fetched")
    )
    return [
        compared("build", "s", [found.build_s[name] for name in MAPS]),
        compared("page", "kB", [raw(page) / 1000 for page in pages]),
        compared("page, gzip", "kB", [gzipped(page) / 1000 for page in pages]),
        compared("fetched beside it", "kB", [size / 1000 for size in fetched]),
        compared("requests", "", requests),
        compared("first contentful paint", "ms", painted),
        compared("all drawn", "ms", drawn),
        compared("longest task", "ms", longest, LONG_TASK_MS),
    ]


def by_part(html: str) -> list[list[str]]:
    """The parts of our page, the largest first."""
    found = sorted(parts(html).items(), key=lambda item: -raw(item[1]))
    return [[name, number(raw(text) / 1000), number(gzipped(text) / 1000)] for name, text in found]


if __name__ == "__main__":
    sys.exit(main())
