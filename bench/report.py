"""What was measured → Markdown."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median


@dataclass(frozen=True)
class Limit:
    """A number to hold: above the floor the bench fails, above the goal it says so.

    Where it is to be large (`at_least`), below them.
    """

    what: str
    unit: str
    floor: float
    goal: float
    at_least: bool = False

    def misses(self, value: float, bound: float) -> bool:
        return value < bound if self.at_least else value > bound


LIMITS = (
    Limit("page", "kB", 1600, 1250),
    Limit("page, gzip", "kB", 420, 360),
    Limit("engine", "kB", 320, 250),
    Limit("engine, gzip", "kB", 100, 80),
    Limit("static map painted", "s", 0.8, 0.4),
    Limit("interactive map drawn", "s", 1.5, 0.6),
    Limit("longest task", "ms", 300, 100),
    Limit("build ÷ imports", "×", 3, 2),
    Limit("lesson, gzip", "kB", 600, 450),
    Limit("lesson painted", "s", 0.5, 0.3),
    Limit("lesson's map drawn ÷ map drawn", "×", 2, 1),
)
"""What is promised of the page with its record and story, of its engine, and of a lesson."""


def medians(runs: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The median of each series."""
    return {name: median(values) for name, values in runs.items()}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])


def number(value: float) -> str:
    """Three figures, thousands with a comma."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def compared(what: str, unit: str, values: Sequence[float], least: float = 0) -> list[str]:
    """A row: ours and each peer's, then each peer's over ours.

    A value below `least` could not be told from 0: then that is said, and no ratio.
    """
    ours, *peers = values
    cells = [number(value) if value >= least else f"< {number(least)}" for value in values]
    ratios = [
        f"{number(peer / ours)} ×" if min(peer, ours) >= max(least, 1e-9) else "" for peer in peers
    ]
    return [f"{what}, {unit}" if unit else what, *cells, *ratios]


def held(measured: Mapping[str, float], limits: Iterable[Limit] = LIMITS) -> list[list[str]]:
    """A row for each limit: what was measured, the floor and the goal, each ok or missed."""
    return [
        [
            limit.what,
            f"{number(measured[limit.what])} {limit.unit}",
            verdict(limit, measured[limit.what], limit.floor),
            verdict(limit, measured[limit.what], limit.goal),
        ]
        for limit in limits
    ]


def missed(measured: Mapping[str, float], limits: Iterable[Limit] = LIMITS) -> list[str]:
    """What is over its floor."""
    return [limit.what for limit in limits if limit.misses(measured[limit.what], limit.floor)]


def about(limits: Iterable[Limit], names: Iterable[str]) -> list[Limit]:
    """Those of the limits that are about what bears one of these names."""
    known = set(names)
    return [limit for limit in limits if limit.what.split(": ")[0] in known]


def against(
    limits: Iterable[Limit], found: Mapping[str, Mapping[str, Mapping[str, float]]], ours: str
) -> dict[str, float]:
    """What these limits are held against: `explore()`'s numbers over ours, or ours alone.

    `found`: name → who made it → row → number.
    """
    values = {}
    for limit in limits:
        name, row = limit.what.split(": ")
        number = found[name][ours][row]
        values[limit.what] = found[name]["explore"][row] / number if limit.unit == "×" else number
    return values


def verdict(limit: Limit, value: float, bound: float) -> str:
    return f"{number(bound)} {limit.unit} {'**missed**' if limit.misses(value, bound) else 'ok'}"


def machine(browser: str) -> str:
    """What it ran on, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("folium", "geopandas"))
    return (
        f"{datetime.date.today().isoformat()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, "
        f"{packages}, Chromium {browser}"
    )
