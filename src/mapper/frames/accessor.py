"""`gdf.mapper.explore()`: the accessor of pandas that frames and series of geopandas have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapper.frames.page import Page


class Accessor:
    """What mapper makes of a frame."""

    def __init__(self, frame: Any) -> None:
        import geopandas

        if not isinstance(frame, geopandas.GeoDataFrame | geopandas.GeoSeries):
            raise AttributeError("only frames and series of geopandas have .mapper")
        self._frame = frame

    def explore(self, *args: Any, **kwargs: Any) -> Page:
        """See `mapper.explore`."""
        from mapper.frames.asked import explore  # here: it is slow to import

        return explore(self._frame, *args, **kwargs)


def register() -> None:
    """Give all frames and series `.mapper`, if they do not have it yet."""
    import pandas as pd
    from pandas.api.extensions import register_dataframe_accessor, register_series_accessor

    if not hasattr(pd.DataFrame, "mapper"):
        register_dataframe_accessor("mapper")(Accessor)
        register_series_accessor("mapper")(Accessor)
