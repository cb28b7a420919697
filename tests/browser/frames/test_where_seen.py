"""Where rows are seen: on the whole world too, whose canvas ends beyond the last latitude."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image
from playwright.sync_api import expect

from mapper import explore

if TYPE_CHECKING:
    from conftest import Look, Seen

RED = "#ff0000"


def world(count: int) -> gpd.GeoDataFrame:
    """On the equator and at 60 degrees north, in turns."""
    lat = np.where(np.arange(count) % 2, 0.0, 60.0)
    shapes = shapely.points(np.linspace(-170, 170, count), lat)
    return gpd.GeoDataFrame({"v": np.arange(count)}, geometry=shapes, crs=4326)


def rows(seen: Seen) -> list[int]:
    """The rows of pixels that red is in the middle of."""
    picture = Image.open(BytesIO(seen.tab.locator("#map_atlas").screenshot())).convert("RGB")
    red, green, blue = np.asarray(picture).astype(int).transpose(2, 0, 1)
    found = np.flatnonzero(((red > 200) & (green < 60) & (blue < 60)).any(axis=1))
    parts = np.split(found, np.flatnonzero(np.diff(found) > 1) + 1)
    return [int(part.mean()) for part in parts if len(part)]


def test_very_many_rows_lie_where_few_do(look: Look) -> None:
    few = rows(look(explore(world(40), color=RED)))
    many = rows(look(explore(world(3000), color=RED)))
    assert len(few) == 2
    assert np.allclose(few, many, atol=2)


def test_a_page_gives_its_own_name_to_whoever_frames_it(look: Look) -> None:
    seen = look(explore(world(20)))
    name = seen.tab.url.split("/")[-1].split("#")[0]
    seen.tab.get_by_role("button", name="Share").click()
    dialog: Any = seen.tab.get_by_role("dialog")
    expect(dialog.get_by_text(f"The frame looks for {name} beside the page")).to_be_visible()
    code = dialog.locator("textarea").nth(1).input_value()
    assert f'src="{name}#' in code
    # Of a record there is nothing to take along.
    assert "facts.csv" not in dialog.locator("select option").all_text_contents()
