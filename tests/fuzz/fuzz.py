"""Tries so many cases in two processes: `python tests/fuzz/fuzz.py 20000`. What went wrong is kept.

Each process tries its part, case by case, and says which; one that dies or hangs is begun anew
behind the case that did it.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import subprocess
import sys
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "shared"), str(ROOT / "src")]

PROCESSES = 2
PATIENCE = 180
"""Seconds: who says nothing for longer waits for what does not come."""

MEMORY = 3 * 2**30
"""Bytes of memory that no case may want more of, with those that the libraries take."""


def part(first: int, last: int, seed: int, kinds: tuple[str, ...]) -> None:
    """Try the cases from first to last; one line for each is printed."""
    from aims import Astray, Hang, case, run

    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for number in range(first, last):
        made = case(number, seed)
        if kinds and made.kind not in kinds:
            continue
        print("try", number, made.kind, flush=True)
        try:
            run(made)
        except Hang:
            print("bad", number, made.kind, "hangs", flush=True)
        except Astray as error:
            print("bad", number, made.kind, " ".join(str(error).split())[:600], flush=True)
        except Exception as error:
            last_own = [
                f"{Path(frame.filename).name}:{frame.lineno}"
                for frame in traceback.extract_tb(error.__traceback__)
                if "/src/mapper/" in frame.filename
            ][-1:]
            said = " ".join(str(error).split())[:200]
            print("bad", number, made.kind, type(error).__name__, *last_own, said, flush=True)


def watched(
    first: int, last: int, seed: int, kinds: tuple[str, ...]
) -> tuple[Counter[str], list[str]]:
    """Cases by kind, and the lines of those that went wrong."""
    count: Counter[str] = Counter()
    bad: list[str] = []
    while first < last:
        command = [sys.executable, __file__, "--part", str(first), str(last), "--seed", str(seed)]
        lines: Queue[str] = Queue()
        worker = subprocess.Popen([*command, *kinds], stdout=subprocess.PIPE, text=True)
        Thread(target=_listen, args=(worker, lines), daemon=True).start()
        said = ""
        number, kind = first, ""
        while True:
            try:
                line = lines.get(timeout=PATIENCE)
            except Empty:
                worker.kill()
                said = "waits for ever"
                break
            if not line:
                said = f"ends the process: {worker.wait()}" if worker.wait() else ""
                break
            word, at, kind, *_ = line.split()
            if word == "try":
                number = int(at)
                count[kind] += 1
            elif word == "bad":
                bad.append(line.strip()[4:])
                print(bad[-1], flush=True)
        if not said:
            break
        bad.append(f"{number} {kind} {said}")
        print(bad[-1], flush=True)
        first = number + 1
    return count, bad


def _listen(worker: subprocess.Popen[str], lines: Queue[str]) -> None:
    for line in worker.stdout or ():
        if line.startswith(("try ", "bad ")):
            lines.put(line)
    lines.put("")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("kinds", nargs="*", help="of these kinds alone")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, help="write the files of one case into ./fuzzed/")
    parser.add_argument("--part", type=int, nargs=2, help=argparse.SUPPRESS)
    given, _ = parser.parse_known_args()
    if given.part:
        part(*given.part, given.seed, tuple(sys.argv[6:]))
        return
    if given.show is not None:
        from aims import case

        for name, data in case(given.show, given.seed).files.items():
            path = Path("fuzzed", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return
    size = -(-given.count // PROCESSES)
    starts = [given.first + size * each for each in range(PROCESSES)]
    end = given.first + given.count
    with ThreadPoolExecutor(PROCESSES) as pool:
        parts = [
            pool.submit(watched, start, min(start + size, end), given.seed, tuple(given.kinds))
            for start in starts
        ]
        found = [each.result() for each in parts]
    counts = sum((count for count, _ in found), Counter())
    bad = [line for _, lines in found for line in lines]
    listed = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    print(f"{sum(counts.values()):,} cases, {len(bad):,} uncaught ({listed})")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
