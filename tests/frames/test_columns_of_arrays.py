"""Columns of frames that have many rows: kept as arrays, and the same values as one by one."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from mapper.frames import explore
from mapper.frames.columns import column_of
from mapper.model import MISSING, Column, Counted, Flags, Numbers, Texts, Words

N = 3000
n = np.arange(N)
some = n % 5 == 0


def text(values: list[Any], storage: str = "pyarrow") -> Any:
    return pd.array(values, dtype=pd.StringDtype(storage, na_value=np.nan))


def times(unit: str) -> Any:
    return np.datetime64("1999-12-31T23:59:59") + n.astype(f"timedelta64[{unit}]")


GIVEN: dict[str, tuple[Any, type[Column], list[Any]]] = {
    "ints": (n * 7, Numbers, (n * 7).tolist()),
    "short ints": (n.astype("i2"), Numbers, n.tolist()),
    "floats": (np.where(some, np.nan, n / 8), Numbers, (n / 8).tolist()),
    "short floats": ((n / 10).astype("f4"), Numbers, (n / 10).tolist()),
    "nullable": (pd.arrays.IntegerArray(n, some), Numbers, n.tolist()),
    "flags": (pd.arrays.BooleanArray(n % 2 > 0, some), Flags, (n % 2 > 0).tolist()),
    "words": (text([f"w {at % 9}" for at in n]), Words, [f"w {at % 9}" for at in n]),
    "numbered": (text([f"Place {at}" for at in n]), Counted, [f"Place {at}" for at in n]),
    "texts": (text([f"{at} ная" for at in n]), Texts, [f"{at} ная" for at in n]),
    "of objects": (text([f"{at} ная" for at in n], "python"), Texts, [f"{at} ная" for at in n]),
    "gaps": (
        text([None if gap else f"{at} ная" for at, gap in zip(n, some, strict=True)]),
        Texts,
        [f"{at} ная" for at in n],
    ),
    "categories": (
        pd.Categorical.from_codes(np.where(some, -1, n % 3), ["a", "b", "c"]),
        Words,
        ["abc"[at % 3] for at in n],
    ),
    "days": (
        np.datetime64("1901-01-01", "D") + n % 40,
        Words,
        (np.datetime64("1901-01-01", "D") + n % 40).astype(str).tolist(),
    ),
    "seconds": (times("s"), Texts, times("s").astype(str).tolist()),
    "gaps in time": (
        pd.Series(times("s")).mask(some),
        Texts,
        times("s").astype(str).tolist(),
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_many_values_are_kept_as_arrays_and_are_the_same(name: str) -> None:
    given, kind, values = GIVEN[name]
    series = pd.Series(given)
    gone = series.isna().tolist()
    held = column_of(series)
    assert type(held) is kind
    found = held.tolist()
    assert found == [MISSING if gap else value for gap, value in zip(gone, values, strict=True)]
    assert held[7] == found[7]


def test_a_part_of_arrows_texts_is_that_part() -> None:
    series = pd.Series(text([f"{at} ная" for at in n])).iloc[1000:]
    assert column_of(series).tolist() == [f"{at} ная" for at in n[1000:]]


def test_names_are_trimmed_and_never_empty_in_large_frames_too() -> None:
    at = gpd.points_from_xy(n / 100, n / 100)
    names = [f" Place {each}\u00a0" if each % 2 else "" for each in n]
    frame = gpd.GeoDataFrame({"name": names}, geometry=at, crs=4326)
    (drawn,) = explore(frame).drawn
    features = drawn.layers[0].features
    assert [features[row].name["en"] for row in (0, 1, 2999)] == ["0", "Place 1", "Place 2999"]


def test_a_page_of_many_rows_is_the_same_twice() -> None:
    at = gpd.points_from_xy(n / 100, n / 100)
    columns = {name.replace(" ", "_"): given for name, (given, _, _) in GIVEN.items()}
    frame = gpd.GeoDataFrame(columns, geometry=at, crs=4326)
    assert explore(frame).html == explore(frame).html
