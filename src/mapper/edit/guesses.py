"""What `add` chooses that nobody asked for: which columns stand in the records, and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.edit.pictures import Gathered
from mapper.formats import Foreign, columns, date_column, name_columns, popup_columns
from mapper.problems import Problem, guess


def shown_columns(
    gathered: Gathered, popup: Sequence[str] | None, date: Sequence[str], label: str | None
) -> tuple[tuple[str, ...], list[Problem]]:
    """The columns that stand in the records, and those that were asked for and are not there."""
    foreign = gathered.foreign
    known = columns(foreign.records)
    if popup is None:
        if foreign.brought and "popup" in foreign.brought.entry:
            before = (key for key in known if key in foreign.brought.entry["popup"])
            return tuple(dict.fromkeys((*date, *before))), []
        called = name_columns(foreign.records, known, label or foreign.roles.get("name"))[:1]
        own = [column for column in known if column not in {*gathered.said, *called}]
        guessed = popup_columns(foreign.records, own, foreign.told)
        worth = (*date, *gathered.images, *guessed, *gathered.links)
        # What parts features by colours stands in their records anyway.
        return tuple(key for key in dict.fromkeys(worth) if key != foreign.parted), []
    return tuple(dict.fromkeys(popup)), [
        Problem(
            foreign.file,
            "--popup",
            f'no column "{column}".',
            guess(column, known) or f"Columns are {', '.join(sorted(known))}.",
        )
        for column in popup
        if column not in known
    ]


def guesses_of(
    foreign: Foreign, name: str, look: str, label: str | None, shown: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Option → what was chosen for it, in words."""
    known = columns(foreign.records)
    yield "title", f'Title "{name}"'
    yield "look", f'Look "{look}", by most geometries'
    own = label or foreign.roles.get("name")
    for column in name_columns(foreign.records, known, own)[:1]:
        yield "label", f'Names from the column "{column}"'
    if shown:
        yield "popup", f"In the records: {', '.join(shown)}"
    column = foreign.roles.get("date") or date_column(foreign.records, known)
    if column == "begin" and "end" in known:
        yield "date begin,end", 'No dates, though "begin" and "end" hold some'
    elif column:
        yield "date", f'No dates, though the column "{column}" holds some'
