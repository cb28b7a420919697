"""What of a file cannot be read → a table beside the layer, for who wants the rest alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from csv import writer
from dataclasses import replace
from io import StringIO
from itertools import compress

from mapper.formats import Foreign, LeftOut, Reading, Tidy, left_out, picked, places_of
from mapper.problems import Problem, errors

WHERE, WHY = "where", "why"
"""The first columns of the table; the others are those of the file."""


def without_bad(
    foreign: Foreign, tidied: Tidy, reading: Reading | None, others: Sequence[Problem] = ()
) -> tuple[tuple[LeftOut, ...], list[Problem]]:
    """The rows that are left out because somebody asked for that; and the problems that remain.

    Who did not ask is told of the option, where it would be of use: not where there are `others`.
    """
    rows, mended = left_out(foreign, tidied.wrong)
    problems = [each for each in tidied.problems if each not in mended]
    if reading and reading.skip_bad and tidied.lines:
        return rows, problems
    bad = {row.place for row in rows if errors(each for each in mended if _at(each, row.place))}
    if bad and tidied.lines and not errors([*problems, *others]):
        count = len(rows) + len(tidied.lines)
        what = f"{len(bad):,} of {count:,} rows have errors."
        hint = Problem(foreign.file, "", what, "Mend them, or leave them out: --skip-bad.")
        return (), [*tidied.problems, hint]
    return (), list(tidied.problems)


def without(places: Collection[str], foreign: Foreign) -> Foreign:
    """The file without what stands at these places."""
    if not places:
        return foreign
    stays = [place not in places for place in places_of(foreign.records)]
    brought = foreign.brought
    if brought is not None:
        brought = replace(brought, facts=tuple(compress(brought.facts, stays)))
    return replace(foreign, records=picked(foreign.records, stays), brought=brought)


def as_table(rows: Sequence[LeftOut]) -> bytes:
    """The rows as CSV: where in the file, why, and all their cells.

    As in the tables of an export, Excel finds a byte order mark, and no formula that it would run.
    """
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    out = StringIO(newline="")
    lines = writer(out, lineterminator="\n")
    lines.writerow(map(_harmless, (WHERE, WHY, *map(_free, columns))))
    for row in rows:
        cells = (row.cells.get(column, "") for column in columns)
        lines.writerow(map(_harmless, (row.place, row.why, *cells)))
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    is_formula = re.match(r"\s*[=+\-@＝＋－＠]", cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    return f"'{cell}" if is_formula else cell


def reported(rows: Sequence[LeftOut], count: int, file: str, first: int = 3) -> Iterable[str]:
    """How many of how many rows are left out, and the first of them with the reasons."""
    if rows:
        yield f"Left out {len(rows):,} of {count:,} rows; they are in {file}."
        for row in rows[:first]:
            yield f"  {row.place}: {row.why}"


def _at(problem: Problem, place: str) -> bool:
    inside = tuple(f"{place}{sign}" for sign in ". ,")
    return problem.place == place or problem.place.startswith(inside)


def _free(column: str) -> str:
    return f"{column} of the file" if column in (WHERE, WHY) else column
