"""Frames of facts and events → the rows of their tables, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

import numpy as np

from mapper.formats import slug
from mapper.frames import Faults, dates_of, values_of, wrong
from mapper.memory.parts import TABLES, Line
from mapper.memory.there import is_there
from mapper.model import ID, MISSING
from mapper.problems import MapperError

DERIVED = ("earliest", "latest", "value_earliest", "value_latest")
"""Columns that `to_frame` adds to what stands in a table."""

NEEDED = {"facts": ("subject", "field", "value"), "events": ("date", "title")}
"""Table → the columns that no row can do without."""


def lines_of(
    table: str, rows: Any, defaults: Mapping[str, str], taken: Sequence[Line] = ()
) -> tuple[Line, ...]:
    """The rows of a table: what stands in a frame, or in a list of dicts, as text.

    An index with a name is a column. An event without an id gets one, made of its title.

    Args:
        defaults: column → what stands in it where a row has nothing.
        taken: the rows that are there already.

    Raises:
        MapperError: it is no table, or columns are missing that no row can do without.
    """
    frame = _frame(rows, TABLES[table])
    columns = {str(name): _cells(frame.iloc[:, at]) for at, name in enumerate(frame.columns)}
    for name in DERIVED:
        columns.pop(name, None)
    if len(frame):
        _refuse_without(NEEDED[table], columns)
    found = [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]
    for line in found:
        for name, text in defaults.items():
            line[name] = line.get(name) or text
    if table == "events":
        known = {line.get("id", "") for line in (*taken, *found)}
        for line in found:
            if not line.get("id"):
                line["id"] = _new_id(line, known)
                known.add(line["id"])
    return tuple(found)


def _refuse_without(needed: Sequence[str], columns: Collection[str]) -> None:
    """Without these columns no row says anything.

    Raises:
        MapperError: with each that is not there, and the one that may be meant.
    """
    strange = [name for name in columns if name not in needed]
    faults = Faults()
    for name in needed:
        if name not in columns:
            lower = {each.strip().casefold(): each for each in reversed(strange)}
            near = get_close_matches(name, lower, n=1)
            meant = f'Is it "{lower[near[0]]}"? ' if near else ""
            mend = f"{meant}It takes the columns {', '.join(needed)} at least."
            with faults.kept():
                raise wrong("", f'has no column "{name}".', mend)
    faults.stop()


def _frame(rows: Any, columns: Sequence[str]) -> Any:
    import pandas as pd

    if isinstance(rows, pd.DataFrame):
        frame = rows
    elif isinstance(rows, list | tuple) and all(isinstance(each, Mapping) for each in rows):
        frame = pd.DataFrame(list(rows))
    else:
        mend = f"Give it a DataFrame, or a list of dicts, with {', '.join(columns)}."
        raise wrong("", f"is given {type(rows).__name__}, not a table.", mend)
    named = [name for name in frame.index.names if name is not None]
    if named and not {*named} & {*frame.columns}:
        frame = frame.reset_index()
    if frame.columns.nlevels > 1 or not frame.columns.is_unique:
        raise wrong("", "has two columns of one name.", "Give each its own.")
    return frame


def _cells(series: Any) -> list[str]:
    """A column as text: dates in EDTF, numbers without exponents, lists with semicolons."""
    import pandas as pd

    if isinstance(series.dtype, pd.DatetimeTZDtype | pd.PeriodDtype) or series.dtype.kind == "M":
        return ["" if each is MISSING else each for each in dates_of(series, "").column()]
    if series.dtype == object:
        return [_cell(each) for each in series.tolist()]
    return ["" if each is MISSING else _text(each) for each in values_of(series)]


def _cell(value: Any) -> str:
    import pandas as pd

    if isinstance(value, list | tuple | set | frozenset | np.ndarray):
        parts = [str(each) for each in value if is_there(each)]
        return _clean("; ".join(sorted(parts) if isinstance(value, set | frozenset) else parts))
    if isinstance(value, date | pd.Period | np.datetime64):
        try:
            (found,) = dates_of(pd.Series([value], dtype=object), "").column()
        except MapperError:
            return _clean(str(value))
        return "" if found is MISSING else str(found)
    return _text(value) if is_there(value) else ""


def _text(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return np.format_float_positional(value, trim="-") if np.isfinite(value) else str(value)
    return str(value).lower() if isinstance(value, bool | np.bool_) else _clean(str(value))


def _clean(text: str) -> str:
    """Without what no text of a table can hold: half characters, and noughts."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _new_id(line: Line, taken: set[str]) -> str:
    base = slug(line.get("title", "")) or "event"
    base = f"event-{base}" if base != "event" else base
    number = 1
    while (id := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return id


def field_entries(fields: Mapping[str, Any], make: Callable[[str, str], Any]) -> dict[str, Any]:
    """What fields are declared as; a word alone is the kind."""
    found = {}
    for name, entry in fields.items():
        if isinstance(entry, str):
            found[str(name)] = make(str(name), entry)
        elif isinstance(entry, Mapping):
            found[str(name)] = {**make(str(name), str(entry.get("kind", "text"))), **entry}
        else:
            mend = 'Write a kind, "date", or a table: {"label": "Built", "kind": "date"}.'
            raise wrong(f"fields.{name}", f"is {type(entry).__name__}.", mend)
    return found


def defaults(sources: str | Iterable[str], certainty: str) -> dict[str, str]:
    """What stands in rows that name no source, or do not say how sure they are."""
    cited = sources if isinstance(sources, str) else "; ".join(sources)
    return {name: text for name, text in (("sources", cited), ("certainty", certainty)) if text}


def is_id(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(ID, text))
