"""A column → classes: what each stands for in words, its colour, and which rows are in it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mapper.frames.columns import plain
from mapper.frames.ramps import DISTINCT, colours_of
from mapper.frames.said import Notes, quoted, readable, short, wrong
from mapper.problems import guess

STEPS = 7
"""Classes of numbers where no scheme is asked for, and the colours that the page has itself."""

_WIDE = re.compile(r"\d{3}")
"""A width in a pattern, of hundreds of letters."""

GEOPANDAS = "viridis"
"""The map that geopandas takes for numbers."""


UNSEEN = "\N{WORD JOINER}"
"""Tells texts apart that read the same; it is no space, which would be taken off."""


@dataclass(frozen=True, eq=False)
class Classes:
    """Of n rows `codes` (n,) says the class, counted from 0; -1 = it has no value.

    `labels` and `colours` have one a class. `ordered`: they are steps from little to much.
    """

    codes: NDArray[np.int64]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True)
class Asked:
    """What was asked of the classes, as geopandas calls it."""

    cmap: Any = None
    categorical: bool = False
    categories: Sequence[Any] | None = None
    scheme: str | None = None
    k: int = 5
    vmin: float | None = None
    vmax: float | None = None
    classification_kwds: Mapping[str, Any] | None = None
    legend_kwds: Mapping[str, Any] | None = None


def classes_of(series: Any, asked: Asked, notes: Notes) -> Classes:
    """The classes of a pandas series.

    Raises:
        MapperError: it cannot be classed as was asked.
    """
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype) and asked.categories is not None:
        what = "Cannot specify 'categories' when column has categorical dtype."
        raise wrong("categories", what, "Its own are taken: col.cat.set_categories(…).")
    if are_categories(series, asked):
        return _categories(series, asked)
    return _numbers(series.to_numpy(dtype=float, na_value=np.nan), asked, notes)


def are_categories(series: Any, asked: Asked) -> bool:
    """Whether its values are kinds, not numbers that are more or less."""
    from pandas.api.types import is_bool_dtype, is_complex_dtype, is_numeric_dtype

    kind = series.dtype
    number = is_numeric_dtype(kind) and not is_bool_dtype(kind) and not is_complex_dtype(kind)
    return bool(asked.categorical or asked.categories is not None or not number)


def _categories(series: Any, asked: Asked) -> Classes:
    import pandas as pd

    held = series.map(plain, na_action="ignore") if series.dtype == object else series
    chosen = asked.categories
    if chosen is not None:
        chosen = [readable(each) if isinstance(each, str) else each for each in chosen]
        held = held.where(held.isin(chosen))
    try:
        made = pd.Categorical(held, categories=chosen)
    except TypeError as error:  # values that have no order and no hash
        raise wrong("column", f"cannot be put into classes: {error}.") from error
    names = [_word(each) for each in made.categories]
    given = (asked.legend_kwds or {}).get("labels")
    labels = _apart(names if given is None else _labels(given, len(names), "categories"))
    count = len(labels)
    if asked.cmap is None and count <= STEPS:
        colours = [f"var(--class-{n + 1})" for n in range(count)]
    else:
        colours = colours_of(DISTINCT if asked.cmap is None else asked.cmap, count, categories=True)
    codes = np.asarray(made.codes, np.int64)
    return Classes(codes, tuple(labels), tuple(colours), ordered=False)


def _numbers(values: NDArray[np.float64], asked: Asked, notes: Notes) -> Classes:
    there = np.isfinite(values)
    if np.isinf(values).any():
        notes.say("Values that are infinite have no colour.")
    known = values[there]
    codes = np.full(len(values), -1)
    if not len(known):
        return Classes(codes, (), (), ordered=True)
    low, high = _ends(known, asked)
    if asked.scheme is not None:
        edges = _scheme(known, asked, notes)
    else:
        edges = np.linspace(low, high, STEPS + 1)[1:] if low < high else np.array([high])
    # As in mapclassify, a class holds its upper bound.
    inner = np.searchsorted(edges, known, side="left")
    codes[there] = np.minimum(inner, len(edges) - 1)
    start = low if asked.scheme is None else min(low, float(known.min()))
    labels = _bounds([start, *map(float, edges)], asked)
    return Classes(codes, tuple(labels), _steps(asked.cmap, len(edges)), ordered=True)


def _ends(known: NDArray[np.float64], asked: Asked) -> tuple[float, float]:
    low = float(known.min() if asked.vmin is None else asked.vmin)
    high = float(known.max() if asked.vmax is None else asked.vmax)
    if low > high:
        raise wrong("vmin", f"{low:g} is more than vmax, {high:g}.", "Let them change places.")
    return low, high


def _scheme(known: NDArray[np.float64], asked: Asked, notes: Notes) -> NDArray[np.float64]:
    """The upper bounds of the classes, ascending, each once."""
    try:
        import mapclassify
    except ImportError as error:
        mend = 'Install it: pip install "mapper[classes]". Without a scheme there are seven steps.'
        raise wrong("scheme", "is mapclassify's, which is not installed.", mend) from error
    given = dict(asked.classification_kwds or {})
    given.setdefault("k", asked.k)
    names = {name.casefold(): name for name in mapclassify.CLASSIFIERS}
    if str(asked.scheme).casefold().replace("_", "") not in names:
        mend = guess(str(asked.scheme), names.values()) or f"There are {', '.join(names.values())}."
        raise wrong("scheme", f"there is no scheme {quoted(asked.scheme)}.", mend)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            made = mapclassify.classify(known, asked.scheme, **given)
            edges = np.unique(np.asarray(made.bins, float))
    except Exception as error:  # each fails in its own way of what it cannot part
        what = f'"{asked.scheme}" cannot part these values: {error}.'
        raise wrong("scheme", what, "Choose another, or other classification_kwds.") from error
    for each in warned:
        if issubclass(each.category, UserWarning):
            notes.say(f"scheme: {each.message}")
    if not np.isfinite(edges).all():
        raise wrong("scheme", f'"{asked.scheme}" gives bounds that are no numbers.')
    return edges


def _steps(cmap: Any, count: int) -> tuple[str, ...]:
    if cmap is None and count <= STEPS:
        middle = (STEPS + 1) // 2
        at = (
            [1 + round(n * (STEPS - 1) / (count - 1)) for n in range(count)]
            if count > 1
            else [middle]
        )
        return tuple(f"var(--step-{n})" for n in at)
    return tuple(colours_of(GEOPANDAS if cmap is None else cmap, count, categories=False))


def _bounds(edges: Sequence[float], asked: Asked) -> list[str]:
    """ "10 – 20", in as few digits as part them all; as was asked, "(10, 20]" """
    told = dict(asked.legend_kwds or {})
    count = len(edges) - 1
    if told.get("labels") is not None:
        return _apart(_labels(told["labels"], count, "classes"))
    pattern = told.get("fmt")
    words = [_written(each, pattern) for each in edges] if pattern else _parted(edges)
    if told.get("interval"):
        heads = ["[", *["("] * (count - 1)]
        return _apart([f"{h}{a}, {b}]" for h, (a, b) in zip(heads, pairwise(words), strict=True)])
    return _apart([a if a == b else f"{a} – {b}" for a, b in pairwise(words)])


def _labels(given: Sequence[Any], count: int, of: str) -> list[str]:
    if len(given) != count:
        # In the words of geopandas.
        what = f"The number of legend labels ({len(given)}) does not match the number of {of}"
        raise wrong("legend_kwds.labels", f"{what} ({count}).", "Give one for each.")
    return [str(plain(each)) for each in given]


def _written(value: float, pattern: str) -> str:
    mend = 'As in "{:.2f}".'
    if _WIDE.search(pattern):
        raise wrong("legend_kwds.fmt", f"{short(pattern)} asks for too many letters.", mend)
    try:
        return readable(pattern.format(value))
    except Exception as error:  # what is asked of a number in a pattern may fail in many ways
        what = f'"{pattern}" cannot write a number: {error}.'
        raise wrong("legend_kwds.fmt", what, mend) from error


def _parted(edges: Sequence[float]) -> list[str]:
    different = len(set(edges))
    for digits in range(3, 17):
        words = [_short(each, digits) for each in edges]
        if len(set(words)) == different:
            return words
    return words


def _short(value: float, digits: int) -> str:
    """Whole numbers of up to six digits as they are; of others so many digits."""
    if value == round(value) and abs(value) < 1e6:
        return f"{value:,.0f}"
    return f"{float(f'{value:.{digits}g}'):,.10g}"


def _word(value: Any) -> str:
    value = plain(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.10g}"
    return str(value)


def _apart(labels: Sequence[str]) -> list[str]:
    """Each once, without spaces at its ends; those that read the same are told apart unseen."""
    found: list[str] = []
    for label in map(str.strip, labels):
        while label in found or not label:
            label += UNSEEN
        found.append(label)
    return found
