"""Columns of a frame → what records show: numbers, texts and truth values, and what is not there.

Names and values are text of others: they are shown as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import orjson

from mapper.messages import columns as names_of
from mapper.model import EXACT, MISSING, Column, Flags, Numbers, Texts, Words, column, counted, few

MOST = 20
"""So many columns does a record show."""

LONG = 200
"""Letters of a value that is a list, a table or bytes: of more, that is how many are shown."""

SHORT = 2**24
"""Floats of 32 bits below have decimals, or are whole numbers one by one."""

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
    """The same as `column_of`, as a list."""
    return column_of(series).tolist()


def column_of(series: Any) -> Column:
    """A pandas series of any type as plain values, `MISSING` where it has none.

    Times are ISO 8601, without the hour where none of them has one; infinities, and what Python
    alone knows, are text; lists and tables are JSON.
    """
    import pandas as pd

    kind = series.dtype
    if isinstance(kind, pd.CategoricalDtype):
        of = kind.categories
        words = values_of(pd.Series(of, dtype=of.dtype))
        return _of_few(words, series.cat.codes.to_numpy())
    gone = series.isna().to_numpy()
    held = kind if isinstance(kind, np.dtype) else getattr(kind, "numpy_dtype", None)
    if held is not None and held.kind in "biuf":
        filled = series.to_numpy(held, na_value=held.type(0)) if gone.any() else series.to_numpy()
        return _numbers(np.asarray(filled, held), gone if gone.any() else None)
    if (isinstance(kind, np.dtype) and kind.kind in "mM") or isinstance(kind, pd.DatetimeTZDtype):
        codes, different = pd.factorize(series)
        if isinstance(kind, pd.DatetimeTZDtype):
            return _of_few([each.isoformat() for each in different], codes)
        given = np.asarray(different)
        return (
            _of_times(given, codes) if kind.kind == "M" else _of_few([*map(str, different)], codes)
        )
    if isinstance(kind, pd.StringDtype) and kind.storage == "pyarrow":
        return _of_arrow(series.array, gone if gone.any() else None)
    if pd.api.types.is_numeric_dtype(kind):
        return column(_gapped([plain(each) for each in series.to_numpy(object)], gone))
    return column(_mixed(_list(series.to_numpy(object)), gone))


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


def _numbers(values: Any, gone: Any) -> Column:
    """An array of numbers or truth values."""
    if values.dtype.kind == "b":
        return Flags(values=values, gone=gone)
    if values.dtype.kind in "iu":
        # In Python, for of the least number there is none as great with the other sign.
        most = max(-int(values.min()), int(values.max())) if len(values) else 0
        if most <= EXACT:
            return Numbers(values=values.astype(np.int64), gone=gone)
        return column(_gapped([plain(each) for each in _list(values)], _none(gone, values)))
    exact = _exact(values)
    if np.isinf(exact).any():
        return column(_gapped([plain(each) for each in _list(exact)], _none(gone, values)))
    return Numbers(values=exact if gone is None else np.where(gone, 0.0, exact), gone=gone)


def _exact(values: Any) -> Any:
    """Floats of any size as those of 64 bits that are written alike: 0.1, not 0.10000000149."""
    if values.dtype.itemsize >= 8:
        return values.astype(float)
    wide = values.astype(float)
    if np.abs(wide).max(initial=0) < SHORT:
        for digits in range(8):
            found = wide.round(digits)
            if (found.astype(values.dtype) == values).all():
                return found
    return values.astype(str).astype(float)


def _none(gone: Any, values: Any) -> Any:
    return np.zeros(len(values), bool) if gone is None else gone


def _of_few(words: Sequence[Any], codes: Any) -> Column:
    """Values by their numbers; -1 = there is none."""
    gone = codes < 0 if (codes < 0).any() else None
    if words and set(map(type, words)) == {str} and len(words) <= few(len(codes)):
        return Words(words=words, codes=np.maximum(codes, 0).astype(np.int64), gone=gone)
    given = [*words, MISSING]
    return column([given[code] for code in codes.tolist()])


def _of_times(different: Any, codes: Any) -> Column:
    """Times without a zone, by their numbers; -1 = there is none."""
    days = (different == different.astype("datetime64[D]")).all()
    seconds = days or (different == different.astype("datetime64[s]")).all()
    said = np.datetime_as_string(different, unit="D" if days else "s" if seconds else "us")
    letters = said.view(np.uint32).reshape(len(said), -1) if len(said) else np.zeros((0, 0))
    if len(said) <= few(len(codes)) or not letters.all():
        return _of_few(_list(said), codes)
    gone = codes < 0 if (codes < 0).any() else None
    data = letters.astype(np.uint8)[np.maximum(codes, 0)]
    return Texts(data=data.ravel(), ends=np.arange(1, len(data) + 1) * data.shape[1], gone=gone)


def _of_arrow(array: Any, gone: Any) -> Column:
    """Texts that Arrow holds: they are UTF-8, one behind the other, as here."""
    import pyarrow as pa  # there, since the series is made of it

    held = pa.array(array)
    if isinstance(held, pa.ChunkedArray):
        held = held.combine_chunks()
    held = held.cast(pa.large_string())
    _, offsets, data = held.buffers()
    ends = np.frombuffer(offsets, np.int64)[held.offset : held.offset + len(held) + 1]
    first, last = (int(ends[0]), int(ends[-1])) if len(held) else (0, 0)
    letters = np.frombuffer(data or b"", np.uint8)[first:last]
    found = Texts(data=letters, ends=ends[1:] - first, gone=gone)
    numbered = counted(found) if gone is None else None
    if numbered:
        return numbered
    coded = held.dictionary_encode()
    if len(coded.dictionary) > few(len(found)):
        return found
    return _of_few(coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy())


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
