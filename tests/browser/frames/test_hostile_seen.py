"""Text of others in every place that takes some: shown as it stands, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

from mapper.frames import explore

HOSTILE = (
    "{{7*7}}",
    "{% print 7*7 %}",
    "${7*7}",
    "</script><img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "`+alert(1)+`",
    "C:\\users\\x",
    "<!--<script>",
    "]]>",
    "javascript:window.ran=1",
    "&lt;b&gt; '\"",
    "</style><style>*{display:none}",
    "</textarea><iframe srcdoc=x>",
    "em😀 dots.and,commas",
)
"""Where letters begin one, they are capitals in a key and a record: compared without their size."""

Look = Callable[[Any], Any]


def frame_of(text: str, count: int) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy(np.arange(count) % 20 / 5, np.arange(count) / count * 5)
    columns = {text: [text] * count, "class": [text, "b"] * (count // 2), "n": range(count)}
    frame = gpd.GeoDataFrame(columns, geometry=at, crs=4326)
    frame.index = pd.Index([f"{text} {number}" for number in range(count)], name=f"i {text}")
    return frame


@pytest.mark.parametrize(
    ("text", "count"), [*((text, 4) for text in HOSTILE), (HOSTILE[3], 300), (HOSTILE[0], 300)]
)
def test_text_is_shown_as_it_stands(look: Look, text: str, count: int) -> None:
    page = explore(
        frame_of(text, count),
        "class",
        legend_kwds={"caption": f"c {text}", "labels": [f"l {text}", text]},
        popup=[text, f"i {text}", "n"],
        popup_kwds={"aliases": [f"a {text}", text, "N"]},
        tooltip=False,
        title=text,
        text=f"t {text}",
        sources=f"s {text}",
        name=f"n {text}",
    )
    seen = look(page)
    assert seen.tab.title() == text
    assert [row.casefold() for row in seen.key()] == [f"l {text}".casefold(), text.casefold()]
    assert seen.layers() == [f"n {text}"]
    record = seen.record(page.atlas.layers[-1].ids[0])
    assert seen.head() == f"{text} 0"
    shown = {name.casefold(): value for name, value in record.items()}
    assert shown[f"a {text}".casefold()] == text
    assert shown[text.casefold()] == f"{text} 0"
    expect(seen.tab.get_by_text(f"s {text}").first).to_be_attached()
    expect(seen.tab.get_by_text(f"t {text}").first).to_be_attached()
