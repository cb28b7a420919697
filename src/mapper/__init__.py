"""Turns sources about a piece of history into a map that people can open, teach with and check."""

import sys

from mapper.frames import register
from mapper.given import add, build, check
from mapper.memory import Atlas, load
from mapper.problems import MapperError

__all__ = ["Atlas", "MapperError", "add", "build", "check", "explore", "load", "to_map"]


def __getattr__(name: str) -> object:
    """`to_map` and `explore` are imported when they are asked for: folium is slow to import."""
    if name == "to_map":
        from mapper.given import to_map

        return to_map
    if name == "explore":
        from mapper.frames import explore

        register()
        return explore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if "pandas" in sys.modules:  # who has frames has imported it; nobody else is to wait for it
    register()
