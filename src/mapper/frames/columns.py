"""Columns of a frame → what records show: numbers, texts and truth values, and what is not there.

Names and values are text of others: they are shown as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import orjson

from mapper.messages import columns as names_of
from mapper.model import MISSING

MOST = 20
"""So many columns does a record show."""

LONG = 200
"""Letters of a value that is a list, a table or bytes: of more, that is how many are shown."""

EXACT = 2**53
"""Whole numbers beyond are text: a browser holds them no more exactly."""

OWN = frozenset(
    (
        *("also", "badge", "from", "id", "kind", "look", "name", "now", "order", "position"),
        *("precision", "precision_km", "province", "rank", "route", "then", "to", "via"),
    )
)
"""Properties that mean something to the map: a column of such a name is only to be read."""

_NAME = re.compile(r"name_[a-z]{2,3}")


def shown_names(wanted: Iterable[str]) -> dict[str, str]:
    """Column → the name of the property that holds it."""
    names = [*wanted]
    return dict(zip(names, properties_of(names), strict=True))


def properties_of(names: Iterable[str]) -> list[str]:
    """What properties are called, so that a record shows each as it is named: all of them apart,
    and another name where one would say something to the map.

    A record sets names with a capital, so one with a capital reads the same.
    """
    found: list[str] = []
    for given in names:
        if given in OWN or _NAME.fullmatch(given):
            given = given[:1].upper() + given[1:]
        while given in found:
            given += " "
        found.append(given)
    return found


def values_of(series: Any) -> list[Any]:
    """A pandas series of any type as plain values, `MISSING` where it has none.

    Times are ISO 8601, without the hour where none of them has one; infinities, and what Python
    alone knows, are text; lists and tables are JSON.
    """
    import pandas as pd

    kind = series.dtype
    if isinstance(kind, pd.CategoricalDtype):
        of = kind.categories
        words = [*values_of(pd.Series(of, dtype=of.dtype)), MISSING]
        return [words[code] for code in series.cat.codes.tolist()]
    gone = series.isna().to_numpy()
    if isinstance(kind, np.dtype):
        if kind.kind in "bui":
            values = _list(series.to_numpy())
            wide = kind.itemsize == 8 and max(map(abs, values), default=0) > EXACT
            return [plain(each) for each in values] if wide else values
        if kind.kind == "f":
            return _floats(series.to_numpy(), gone)
        if kind.kind == "M":
            return _gapped(_times(series.to_numpy()), gone)
        if kind.kind == "m":
            return _gapped(list(map(str, series)), gone)
    elif isinstance(kind, pd.DatetimeTZDtype):
        return _gapped([each.isoformat() for each in series], gone)
    elif pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_bool_dtype(kind):
        return _gapped([plain(each) for each in series.to_numpy(object)], gone)
    return _mixed(_list(series.to_numpy(object)), gone)


def name_column(columns: Iterable[str]) -> str:
    """The column that names things, if one is called so."""
    by_key = {str(column).strip().casefold(): column for column in reversed([*columns])}
    return next((by_key[name] for name in names_of("name") if name in by_key), "")


def plain(value: Any) -> Any:
    """One value as JSON has it."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= EXACT else str(value)
    if isinstance(value, float):
        return value if np.isfinite(value) else str(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # no half of a pair of surrogates
    if isinstance(value, bytes | bytearray | memoryview):
        return _short(bytes(value).hex(" "))
    if isinstance(value, list | tuple | set | frozenset | dict | np.ndarray):
        return _short(_json(value))
    return plain(str(value))


def _json(value: Any) -> str:
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    options = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
    try:
        return orjson.dumps(value, default=str, option=options).decode()
    except (orjson.JSONEncodeError, TypeError):  # it holds itself, or no UTF-8
        return str(value).encode("utf-8", "replace").decode()


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _list(array: Any) -> list[Any]:
    found: list[Any] = array.tolist()
    return found


def _floats(array: Any, gone: Any) -> list[Any]:
    if array.dtype.itemsize < 8:  # 0.1 is not 0.10000000149011612
        array = array.astype(str).astype(float)
    values = _list(array.astype(float))
    for index in np.flatnonzero(np.isinf(array)):
        values[index] = str(values[index])
    return _gapped(values, gone)


def _times(array: Any) -> list[str]:
    there = array[~np.isnat(array)]
    days = (there == there.astype("datetime64[D]")).all()
    seconds = days or (there == there.astype("datetime64[s]")).all()
    return _list(np.datetime_as_string(array, unit="D" if days else "s" if seconds else "us"))


def _mixed(values: list[Any], gone: Any) -> list[Any]:
    make: Callable[[Any], Any] = plain
    if set(map(type, values)) == {str} and all(map(str.isprintable, values)):
        return values
    # What is gone is asked of whole columns: of a list, pandas asks each of its values.
    return [
        MISSING if out is True else make(value)
        for value, out in zip(values, _list(gone), strict=True)
    ]


def _gapped(values: list[Any], gone: Any) -> list[Any]:
    for index in np.flatnonzero(gone):
        values[index] = MISSING
    return values
