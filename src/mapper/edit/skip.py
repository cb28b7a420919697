"""What of a file cannot be read → a table beside the layer, for who wants the rest alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapper.export import Table, as_csv
from mapper.formats import Foreign, LeftOut, Reading, Tidy, left_out
from mapper.problems import Problem, errors

WHERE, WHY = "where", "why"
"""The first columns of the table; the others are those of the file."""


def without_bad(
    foreign: Foreign, tidied: Tidy, reading: Reading | None
) -> tuple[tuple[LeftOut, ...], list[Problem]]:
    """The rows that are left out because somebody asked for that; and the problems that remain.

    Who did not ask is told of the option, where it would be of use.
    """
    rows, mended = left_out(foreign, tidied.wrong)
    problems = [each for each in tidied.problems if each not in mended]
    if reading and reading.skip_bad and tidied.lines:
        return rows, problems
    bad = {row.place for row in rows if errors(each for each in mended if _at(each, row.place))}
    if bad and tidied.lines and not errors(problems):
        count = len(rows) + len(tidied.lines)
        what = f"{len(bad):,} of {count:,} rows have errors."
        hint = Problem(foreign.file, "", what, "Mend them, or leave them out: --skip-bad.")
        return (), [*tidied.problems, hint]
    return (), list(tidied.problems)


def as_table(rows: Sequence[LeftOut]) -> bytes:
    """The rows as CSV: where in the file, why, and all their cells."""
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    header = (WHERE, WHY, *(_free(column) for column in columns))
    lines = [
        {WHERE: row.place, WHY: row.why, **{_free(key): text for key, text in row.cells.items()}}
        for row in rows
    ]
    return as_csv(Table("", header, tuple(lines)))


def said(rows: Sequence[LeftOut], count: int, file: str, first: int = 3) -> Iterable[str]:
    """How many of how many rows are left out, and the first of them with the reasons."""
    if rows:
        yield f"Left out {len(rows):,} of {count:,} rows; they are in {file}."
        for row in rows[:first]:
            yield f"  {row.place}: {row.why}"


def _at(problem: Problem, place: str) -> bool:
    return problem.place == place or problem.place.startswith((f"{place}.", f"{place} "))


def _free(column: str) -> str:
    return f"{column} of the file" if column in (WHERE, WHY) else column
