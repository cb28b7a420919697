"""What a record shows of a row: which columns, and what it calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapper.frames.columns import MOST, properties_of
from mapper.frames.kinds import is_true
from mapper.frames.rows import text_of
from mapper.frames.said import Notes, no_column, wrong


def records_of(
    columns: Sequence[str],
    label: str,
    popup: tuple[Any, Mapping[str, Any]],
    tooltip: tuple[Any, Mapping[str, Any]],
    notes: Notes,
) -> dict[str, str]:
    """Column → what a record calls it: those of the popup, and of the tooltip; at most `MOST`.

    The column that names rows is the head of a record: it is shown again only where it is named.

    Args:
        popup, tooltip: what was asked (True for all, False for none, a number for the first so
            many, a name or names), and its keywords.

    Raises:
        MapperError: a column is not there, or aliases are not one a column.
    """
    called: dict[str, str] = {}
    for place, (asked, told) in (("popup", popup), ("tooltip", tooltip)):
        names, are_named = _chosen(place, asked, columns)
        aliases = _aliases(place, told, names, notes)
        for name in names:
            if name != label or are_named:
                called.setdefault(name, "")
                called[name] = called[name] or aliases.get(name, "")
    if len(called) > MOST:
        notes.say(f"Records show the first {MOST} of {len(called)} columns.")
    first = {name: alias or name for name, alias in [*called.items()][:MOST]}
    return dict(zip(first, properties_of(first.values()), strict=True))


def _aliases(
    place: str, told: Mapping[str, Any], names: Sequence[str], notes: Notes
) -> dict[str, str]:
    """Column → its alias, of those that have one."""
    if told.get("labels") is False:
        notes.say(f"{place}_kwds: a record names each value, also with labels=False.")
    for key in set(told) - {"aliases", "labels"}:
        notes.say(f"{place}_kwds: {key} is left out; records follow the page's own sheet.")
    given = told.get("aliases")
    if given is None:
        return {}
    if not names:
        notes.say(f"{place}_kwds: without {place}= there is nothing to have aliases.")
        return {}
    if len(given) != len(names):
        what = f"{len(given)} aliases for {len(names)} columns."
        raise wrong(f"{place}_kwds.aliases", what, f"The columns are {', '.join(names[:MOST])}.")
    return dict(zip(names, (text_of(alias) or " " for alias in given), strict=True))


def _chosen(place: str, asked: Any, columns: Sequence[str]) -> tuple[list[str], bool]:
    """The columns that are asked for, and whether by name."""
    if asked is None:
        return [], False
    if not hasattr(asked, "__len__"):
        return [*columns] if is_true(asked) else [*columns[: int(asked)]], False
    if isinstance(asked, str) or text_of(asked) in columns:
        asked = [asked]
    wanted = [*dict.fromkeys(map(text_of, asked))]
    for name in wanted:
        if name not in columns:
            raise no_column(place, name, columns)
    return wanted, True
