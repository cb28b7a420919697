"""What is wrong with how sure an atlas is of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.model import Atlas, Row
from mapper.problems import Problem
from mapper.record import bears_high

MEND = "Name a primary source or a second independent one, or call it medium."


def high_rests_on_enough(atlas: Atlas) -> Iterator[Problem]:
    """Nothing is `high` that rests neither on a primary source nor on two independent ones."""
    sources = {source.key: source for source in atlas.sources}
    tables: tuple[tuple[str, Iterable[Row]], ...] = (
        ("facts", atlas.facts),
        ("events", atlas.events),
        ("strength", atlas.strength),
        *atlas.registers.items(),
    )
    for name, rows in tables:
        for row in rows:
            if row.certainty == "high" and row.cites and not bears_high(row.cites, sources):
                what = "high, on one source that is not primary, or on sources of one origin."
                place = f"row {row.row}, certainty"
                yield Problem(f"data/{name}.csv", place, what, MEND, "warning")
