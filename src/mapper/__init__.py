"""Turns sources about a piece of history into a map that people can open, teach with and check."""

from mapper.edit import add
from mapper.folder import check, load
from mapper.model import Atlas
from mapper.page import build
from mapper.problems import MapperError

__all__ = ["Atlas", "MapperError", "add", "build", "check", "load", "to_map"]


def __getattr__(name: str) -> object:
    """`to_map` is imported when it is asked for: folium is slow to import."""
    if name == "to_map":
        from mapper.page import to_map

        return to_map
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
