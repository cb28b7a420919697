"""Frames of geopandas → a page, without a folder.

In goes a GeoDataFrame or GeoSeries, and what `geopandas.GeoDataFrame.explore` is asked; out comes a
`Page`, which notebooks show and which is saved as one file. What a frame comes to is an atlas like
any other, made in memory: a layer for points, lines and areas each, above a ground of its own.
"""

from mapper.frames.accessor import register
from mapper.frames.asked import explore
from mapper.frames.page import Page

__all__ = ["Page", "explore", "register"]
