"""Whatever `explore` is given, it draws it or says what is wrong: no error is one of Python's."""

from __future__ import annotations

import datetime
import decimal
import random
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point

from invented import points
from mapper import MapperError
from mapper.frames import explore

HALF = "half \ud800 a pair"

NOWHERE: tuple[Any, ...] = (
    *(5, -1, 0, 2.5, 10**400, float("nan"), float("inf"), True, False, b"pop", "", " ", HALF),
    *("x", "<b>", "{{7*7}}", [], [1], ["a"], [["a"]], [None], {}, {"a": 1}, {1: 2}, {1, 2}, ()),
    *((1, 2), object(), len, lambda each: each, lambda each: 1 / 0, datetime.date(2001, 2, 3)),
    *(decimal.Decimal("1.5"), np.zeros(3), np.zeros((3, 2)), np.array(["a", "b", "a"]), pd.NA),
    *(pd.Series([1, 2, 3]), pd.DataFrame({"a": [1]}), Point(0, 0), "x" * 5000, None, range(3)),
)
"""What hardly any argument takes."""

NAMES = ("pop", "kind", "when", "mixed", "held", "low", "popp", "geometry", 0, ("a", "b"), HALF)

WANTED: Mapping[str, tuple[Any, ...]] = {
    "column": (*NAMES, [3, 1, 2], ["x", HALF, None], pd.Series([1.5, None, 2])),
    "cmap": ("viridis", "Set1_r", "virids", ["red", "#00f"], ["redd"], lambda each: "red"),
    "color": ("red", "kind", "tint", (1, 0, 0), ["red", "#abc", "k"], ["red", None, "redd"], "C0"),
    "tooltip": (True, False, 2, "pop", ["kind", "pop"], ("kind",), "knd"),
    "popup": (True, False, 1, "pop", ["pop", "pop"], [0]),
    "scheme": (
        "quantiles",
        "NaturalBreaks",
        "HeadTailBreaks",
        "UserDefined",
        "quantile",
        "box_plot",
    ),
    "k": (1, 2, 7, 300),
    "classification_kwds": ({"k": 3}, {"bins": [1, 2]}, {"bins": "x"}, {"k": 0}, {"pct": [1, 99]}),
    "vmin": (0, -3.5, np.float32(1)),
    "vmax": (10, 2, 1e308),
    "categories": (["a"], ["b", "a"], ["a", "a"], [1, 2], [HALF]),
    "categorical": (True, np.True_),
    "legend": (False, True),
    "legend_kwds": (
        *({"caption": HALF}, {"labels": ["x", "y"]}, {"fmt": "{:.1f}"}, {"fmt": "{"}),
        *({"interval": True}, {"colorbar": False}, {"captoin": 1}, {"fmt": "{:>9999999}"}),
    ),
    "missing_kwds": ({"color": "red"}, {"label": HALF}, {"color": 5}, {"colour": "red"}),
    "style_kwds": (
        *({"weight": 3}, {"weight": 10**400}, {"fill": np.zeros(2)}, {"dashArray": "²"}),
        *({"style_function": lambda each: {"color": "red"}}, {"style_function": 5}, {"a": 1}),
        *({"style_function": lambda each: each["properties"]["x"]}, {"color": "}{"}, {1: 2}),
    ),
    "marker_type": ("marker", "circle", "pin"),
    "marker_kwds": ({"radius": 9}, {"fill_color": "red"}, {"icon": object()}, {"radius": "x"}),
    "highlight_kwds": ({"weight": 3},),
    "tooltip_kwds": ({"aliases": ["a", "b"]}, {"labels": False}, {"sticky": False}, {"aliases": 5}),
    "popup_kwds": ({"aliases": ["a"]}, {"aliases": [1, None]}, {"aliases": "ab"}),
    "map_kwds": ({"dragging": False}, {"zoom_control": False}),
    "width": (300, "50%", "300px", "10em", "²", 1e300),
    "height": (300, "100%", -5),
    "tiles": (
        "OpenTopoMap",
        "OpenTopoMapp",
        "https://x.org/{z}/{x}/{y}.png",
        "{",
        {"url": 5, "subdomains": 7},
    ),
    "attr": ("x", "<b>x</b>", HALF),
    "location": ((48, 11), (90, 180), (-90, 540), (float("nan"), 1), "48,11", (1, 2, 3)),
    "zoom_start": (0, 7, 24, 300),
    "min_zoom": (0, 9, 24),
    "max_zoom": (3, 12, 24.0),
    "date": ("when", "pop", "mixed", [1901, 1902, 1903], ["1850~", None, "x"], "whne"),
    "start": ("when", [1850, None, 1860], pd.to_datetime(["2001-01-01"] * 3), ["", "1/2", HALF]),
    "end": ("when", [1851, 10**9, None], pd.period_range("2001", periods=3, freq="M"), [1.5] * 3),
    "label": ("kind", "name", "knd"),
    "title": ("Wells", HALF),
    "text": ("Some.", HALF),
    "sources": ("One", ["One", HALF]),
    "look": ("square", "dashed", "sqare"),
    "cluster": (True,),
    "language": ("ru", "fa", "xx"),
    "name": ("Wells", HALF, 7),
    "show": (False, True),
    "zoom_control": (False,),
    "tool_tip": (True,),
}


def _three(geometry: Any = None, **more: Any) -> gpd.GeoDataFrame:
    columns = {
        "pop": [1.0, np.nan, np.inf],
        "kind": ["a", None, "b"],
        "when": pd.to_datetime(["2001-01-01", None, "2003-03-03"]),
        "mixed": [1, "a", {"b": [1]}],
        "held": [[1], b"x", (2,)],
        "low": pd.Categorical(["low", None, "high"], ["low", "high"], ordered=True),
        "tint": ["red", None, "#00f"],
    }
    at = [Point(n, n + 40) for n in range(3)] if geometry is None else geometry
    return gpd.GeoDataFrame(columns | more, geometry=at, crs=4326)


def _half() -> gpd.GeoDataFrame:
    frame = points(3, pop=[1, 2, 3])
    frame.columns = pd.Index([HALF, "geometry"], dtype=object)
    frame.index = pd.Index([HALF, "b", None], dtype=object, name=HALF)
    return frame


FRAMES: tuple[Callable[[], Any], ...] = (
    _three,
    _three,
    _three,
    _half,
    lambda: points(0, pop=[], kind=[]),
    lambda: points(1, pop=[1], kind=["a"]),
    lambda: points(250, pop=range(250), kind=["a", "b"] * 125),
    lambda: _three([None, Point(), Point(np.inf, 1)]),
    lambda: _three(
        [Point(0, 0), shapely.box(170, 1, 190, 5), shapely.LineString([(0, 0), (1, 1)])]
    ),
    lambda: _three().to_crs(3857),
    lambda: _three().set_crs(None, allow_override=True),
    lambda: _three([Point(5e5, 5e6)] * 3).set_crs(None, allow_override=True),
    lambda: _three().set_index(pd.Index(["x", "x", ""], name="kind")),
    lambda: _three().set_index(["kind", "pop"]),
    lambda: _three().geometry,
    lambda: pd.concat([points(3, a=[1, 2, 3])[["a", "a"]], points(3)], axis=1),
    lambda: gpd.GeoDataFrame({"pop": [1]}),
    lambda: pd.DataFrame({"pop": [1]}),
    lambda: [Point(0, 0)],
)


def drawn_or_refused(seed: int) -> str:
    """What comes of some arguments, each of any kind: the page, or words."""
    luck = random.Random(seed)  # noqa: S311 # the same arguments each time
    frame = luck.choice(FRAMES)()
    asked = {}
    for name in luck.sample([*WANTED], luck.choice((1, 1, 2, 3, 6))):
        asked[name] = luck.choice(WANTED[name] if luck.random() < 0.9 else NOWHERE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            page = explore(frame, **asked)
            return page.html if luck.random() < 0.5 else page.to_svg(300, 200)
        except MapperError as error:
            return str(error)
        except TypeError as error:
            if re.match(r"explore\(\) has no parameter", str(error)):
                return str(error)
            raise


@pytest.mark.parametrize("seed", range(100))
def test_it_is_drawn_or_refused_in_words(seed: int) -> None:
    said = drawn_or_refused(seed)
    assert said.encode()
    assert "Traceback" not in said
