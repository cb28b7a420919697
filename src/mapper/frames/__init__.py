"""Frames of geopandas → a page, without a folder.

In goes a GeoDataFrame or GeoSeries, and what `geopandas.GeoDataFrame.explore` is asked; out comes a
`Page`, which notebooks show and which is saved as one file. What a frame comes to is an atlas like
any other, made in memory: a layer for points, lines and areas each, above a ground of its own. What
reads rows, columns and dates of frames is for others, too.
"""

from typing import TYPE_CHECKING

from mapper.frames.accessor import register
from mapper.frames.columns import MOST, OWN, name_column, values_of
from mapper.frames.dated import dates_of
from mapper.frames.rows import Rows, ids_of, named_index, names_of, rows_of
from mapper.frames.said import CALL, Faults, Notes, no_column, quoted, short, wrong

if TYPE_CHECKING:
    from mapper.frames.asked import explore
    from mapper.frames.page import Page

__all__ = [
    "CALL",
    "MOST",
    "OWN",
    "Faults",
    "Notes",
    "Page",
    "Rows",
    "dates_of",
    "explore",
    "ids_of",
    "name_column",
    "named_index",
    "names_of",
    "no_column",
    "quoted",
    "register",
    "rows_of",
    "short",
    "values_of",
    "wrong",
]


def __getattr__(name: str) -> object:
    """What needs folium is imported when it is asked for: it is slow to import."""
    if name in ("Page", "explore"):
        from mapper.frames import asked, page

        return {"Page": page.Page, "explore": asked.explore}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
