"""Fair measuring: what is compared takes turns, in one run, on the same machine."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def interleave(
    jobs: Mapping[str, Callable[[], T]], rounds: int, warm: bool = True
) -> dict[str, list[T]]:
    """What each job returned in each round.

    With `warm`, a first round warms the caches and is not counted; each round begins with another
    job.
    """
    found: dict[str, list[T]] = {name: [] for name in jobs}
    for job in jobs.values() if warm else ():
        job()
    for turn in range(rounds):
        for name in rotated(list(jobs), turn):
            found[name].append(jobs[name]())
    return found


def rotated(names: Sequence[str], turn: int) -> list[str]:
    """The names, each round beginning with the next one."""
    start = turn % len(names)
    return [*names[start:], *names[:start]]


def seconds(command: Sequence[str | Path], env: Mapping[str, str]) -> float:
    """How long a command takes as a process of its own, its start included.

    Raises:
        SystemExit: it fails; with what it said.
    """
    start = perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    elapsed = perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return elapsed


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds, those of its work alone, megabytes (10⁶ bytes) at its peak."""

    seconds: float
    work_s: float
    peak_mb: float


# What the system counts as a process's peak begins with that of the one it was forked from: so a
# small one stands between.
BETWEEN = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(f"{time.perf_counter() - start} {peak}")
sys.exit(code)
"""


def cost(command: Sequence[str | Path], env: Mapping[str, str]) -> Cost:
    """What a command takes as a process of its own; it prints how long its work took.

    Raises:
        SystemExit: it fails; with what it said.
    """
    with tempfile.NamedTemporaryFile("r") as told:
        between = [sys.executable, "-S", "-c", BETWEEN, told.name, *command]
        done = subprocess.run(between, env=env, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        elapsed, peak = map(float, told.read().split())
    return Cost(elapsed, float(done.stdout), peak * (1 if sys.platform == "darwin" else 1024) / 1e6)
