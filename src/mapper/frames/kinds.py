"""What kind of value each argument of `explore` takes: held to it before anything is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import partial
from math import isfinite
from numbers import Integral, Real
from typing import Any

from mapper.frames.said import CALL, short
from mapper.problems import Problem

Fault = tuple[str, str] | None
"""What is wrong with a value, and how to mend it."""

MOST_ZOOM = 24

MOST_CLASSES = 256
"""So many looks does a layer have."""

MOST_PX = 20_000

_SHARE = "100%"


def kind_faults(given: Mapping[str, Any]) -> list[Problem]:
    """All that is wrong with the arguments by themselves. None is never wrong: it is not said."""
    found: list[Problem] = []
    for name, value in given.items():
        if value is None:
            continue
        fault = _CHECKS[name](value) if name in _CHECKS else None
        if fault is None and name.endswith("_kwds"):
            found += [
                Problem(CALL, f"{name}.{key}", *wrong)
                for key, check in _INNER.get(name, {}).items()
                if value.get(key) is not None and (wrong := check(value[key]))
            ]
        if fault:
            found.append(Problem(CALL, name, *fault))
    low, high = given.get("min_zoom"), given.get("max_zoom")
    if not found and low is not None and high is not None and low > high:
        what = f"{low} is more than max_zoom, {high}."
        found.append(Problem(CALL, "min_zoom", what, "Let them change places."))
    return found


def is_listed(value: Any) -> bool:
    """Whether it is values one after another, of a known number: a list, a series, an array."""
    from pandas import DataFrame
    from pandas.api.types import is_list_like

    return (
        is_list_like(value)
        and hasattr(value, "__len__")
        and getattr(value, "ndim", 1) == 1
        and not isinstance(value, Mapping | Set | DataFrame)
    )


def length_px(value: Any) -> int | str:
    """A width or height that passed: pixels, or a share as text."""
    text = str(_SHARE if value is None else value).strip()
    return text if text.endswith("%") else round(float(text.removesuffix("px")))


def _kind(value: Any, wanted: str) -> str:
    return f"is {type(value).__name__}, not {wanted}."


def _held(values: Any, is_one: Callable[[Any], bool], wanted: str, mend: str) -> Fault:
    """What is wrong with one of the values in a list."""
    other = [each for each in values if not is_one(each)]
    return (f"holds {short(other[0])}, which is not {wanted}.", mend) if other else None


def _table(value: Any) -> Fault:
    if not isinstance(value, Mapping):
        return _kind(value, "a dict"), 'Write it as {"name": value}.'
    other = [key for key in value if not isinstance(key, str)]
    return (f"has the key {short(other[0])}, which is no text.", "Name it.") if other else None


def _text(value: Any) -> Fault:
    return None if isinstance(value, str) else (_kind(value, "text"), "Put it in quotes.")


def _texts(value: Any) -> Fault:
    if isinstance(value, str):
        return None
    if not is_listed(value):
        return _kind(value, "text, or a list of texts"), "Put it in quotes."
    return _held(value, lambda each: isinstance(each, str), "text", "Put each into quotes.")


def _word(value: Any) -> Fault:
    """What is written into the page."""
    if is_scalar(value):
        return None
    return _kind(value, "text"), "Put it in quotes."


def is_scalar(value: Any) -> bool:
    """Whether it is one value: text, a number, a date."""
    from pandas.api.types import is_scalar as scalar

    return bool(scalar(value)) and not isinstance(value, bytes)


def is_true(value: Any) -> bool:
    """Whether it is the truth value, and not the number 1."""
    return _is_truth(value) and bool(value)


def _is_truth(value: Any) -> bool:
    return type(value).__name__ in ("bool", "bool_")  # numpy's is no bool of Python


def flag_fault(value: Any) -> Fault:
    """What is wrong with a truth value; 1 and 0 are taken for one."""
    if _is_truth(value) or (isinstance(value, Integral) and value in (0, 1)):
        return None
    return _kind(value, "True or False"), "Write True or False."


def number_fault(value: Any, low: float, high: float) -> Fault:
    """What is wrong with a number that has to lie between these."""
    found = _float(value)
    if found is None:
        return f"{short(value)} is no number.", f"Write one from {low:g} to {high:g}."
    if not low <= found <= high:
        return f"{found:g} is out of range.", f"Write one from {low:g} to {high:g}."
    return None


def whole_fault(value: Any, low: int, high: int) -> Fault:
    """What is wrong with a whole number that has to lie between these."""
    found = _float(value)
    if found is None or found != int(found):
        return f"{short(value)} is no whole number.", f"Write one from {low} to {high}."
    return number_fault(value, low, high)


def _any_number(value: Any) -> Fault:
    return (f"{short(value)} is no number.", "Write one.") if _float(value) is None else None


def _float(value: Any) -> float | None:
    """A finite number; None for all else, also for text and for truth values."""
    from decimal import Decimal

    if not isinstance(value, Real | Decimal) or _is_truth(value):
        return None
    try:
        found = float(value)
    except (OverflowError, ValueError):
        return None
    return found if isfinite(found) else None


def _length(value: Any) -> Fault:
    mend = 'Write pixels, as 600 or "600px", or a share, as "100%".'
    text = value.strip() if isinstance(value, str) else ""
    share = text.endswith("%")
    digits = text.removesuffix("%" if share else "px")
    if text and not (digits.isascii() and digits.replace(".", "", 1).isdigit()):
        return f"{short(value)} is no length.", mend
    found = float(digits) if text else _float(value)
    if found is None:
        return f"{short(value)} is no length.", mend
    most = 100 if share else MOST_PX
    return None if 0 < found <= most else (f"{short(value)} is out of range.", mend)


def _place(value: Any) -> Fault:
    mend = "Write latitude and longitude: (48.1, 11.6)."
    if not is_listed(value) or len(value) != 2:
        return f"{short(value)} is no place.", mend
    lat, lon = map(_float, value)
    if lat is None or lon is None:
        return f"{short(value)} is no place.", mend
    on_earth = abs(lat) <= 90 and abs(lon) <= 360
    return None if on_earth else (f"{short(value)} is not on Earth.", mend)


def _columns(value: Any) -> Fault:
    mend = "Write True, a number, or names of columns."
    if _is_truth(value) or isinstance(value, str | tuple):
        return None
    if isinstance(value, Integral):
        return None if int(value) >= 0 else (f"{short(value)} is no number of columns.", mend)
    if not is_listed(value):
        return _kind(value, "columns"), mend
    return _held(value, is_name, "the name of a column", mend)


def is_name(value: Any) -> bool:
    """Whether a column may be called so."""
    if isinstance(value, tuple):
        return all(map(is_name, value))
    return is_scalar(value)


def _name(value: Any) -> Fault:
    return None if is_name(value) else (_kind(value, "a column"), "Write the name of one.")


def _column(value: Any) -> Fault:
    if str(getattr(value, "dtype", "")) == "geometry":
        return "holds shapes, which are no values to be coloured by.", "Write another column."
    if is_name(value) or is_listed(value):
        return None
    mend = "Write the name of a column, or as many values as there are rows."
    return _kind(value, "a column"), mend


def _colour(value: Any) -> Fault:
    if isinstance(value, str) or is_listed(value):
        return None
    mend = "Write it as #1b6ca8, or by its name in CSS; or one for each row."
    return _kind(value, "a colour"), mend


def _colours(value: Any) -> Fault:
    if isinstance(value, str) or callable(value) or is_listed(value):
        return None
    return _kind(value, "colours"), "Write a name, a list of colours or a function."


def _list(value: Any) -> Fault:
    mend = "Write it in brackets: [ … ]."
    if not is_listed(value):
        return _kind(value, "a list"), mend
    return _held(value, is_scalar, "a plain value", mend)


def _categories(value: Any) -> Fault:
    from pandas import Index

    fault = _list(value)
    if fault:
        return fault
    found = Index([*value], dtype=object)
    if found.hasnans:
        return "holds what is no value.", "Rows without a value are listed after all others."
    twice = found[found.duplicated()]
    return (f"{short(twice[0])} is there twice.", "Write each once.") if len(twice) else None


def _function(value: Any) -> Fault:
    said = "'style_function' has to be a callable."
    return None if callable(value) else (said, "Write a function of a feature that gives a dict.")


_CLASSES = partial(whole_fault, low=1, high=MOST_CLASSES)

_TABLES = (
    *("classification_kwds", "marker_kwds", "style_kwds", "highlight_kwds", "missing_kwds"),
    *("tooltip_kwds", "popup_kwds", "legend_kwds", "map_kwds"),
)

_CHECKS: Mapping[str, Callable[[Any], Fault]] = {
    **dict.fromkeys(_TABLES, _table),
    **dict.fromkeys(("title", "text", "language", "look", "scheme", "attr"), _text),
    **dict.fromkeys(("highlight", "categorical", "legend", "control_scale"), flag_fault),
    **dict.fromkeys(("cluster", "show"), flag_fault),
    **dict.fromkeys(("vmin", "vmax"), _any_number),
    **dict.fromkeys(("width", "height"), _length),
    **dict.fromkeys(("tooltip", "popup"), _columns),
    **dict.fromkeys(("min_zoom", "max_zoom"), partial(whole_fault, low=0, high=MOST_ZOOM)),
    "zoom_start": partial(number_fault, low=0, high=MOST_ZOOM),
    "location": _place,
    "name": _word,
    "k": _CLASSES,
    **dict.fromkeys(("column", "date", "start", "end"), _column),
    "color": _colour,
    "cmap": _colours,
    "categories": _categories,
    "label": _name,
    "sources": _texts,
}

_INNER: Mapping[str, Mapping[str, Callable[[Any], Fault]]] = {
    "legend_kwds": {
        "caption": _word,
        "labels": _list,
        "fmt": _text,
        "interval": flag_fault,
        "colorbar": flag_fault,
        "scale": flag_fault,
    },
    "missing_kwds": {"color": _colour, "label": _word},
    "tooltip_kwds": {"aliases": _list, "labels": flag_fault},
    "popup_kwds": {"aliases": _list, "labels": flag_fault},
    "style_kwds": {"style_function": _function},
    "classification_kwds": {"k": _CLASSES},
}
