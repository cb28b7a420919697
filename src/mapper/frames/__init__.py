"""Frames of geopandas → a page, without a folder.

In goes a GeoDataFrame or GeoSeries, and what `geopandas.GeoDataFrame.explore` is asked; out comes a
`Page`, which notebooks show and which is saved as one file. What a frame comes to is an atlas like
any other, made in memory: a layer for points, lines and areas each, above a ground of its own.
"""

from typing import TYPE_CHECKING

from mapper.frames.accessor import register

if TYPE_CHECKING:
    from mapper.frames.asked import explore
    from mapper.frames.page import Page

__all__ = ["Page", "explore", "register"]


def __getattr__(name: str) -> object:
    """What needs folium is imported when it is asked for: it is slow to import."""
    if name in __all__:
        from mapper.frames import asked, page

        return {"Page": page.Page, "explore": asked.explore}[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
