"""Files from elsewhere → clean features, and what is wrong with them.

In goes a file as it was found; `read_file` gives its records as they are (one module a format,
which stand on `decode/`), `tidy` makes of them features fit for `geo/` (sound shapes, stable ids,
names). What was put right is noted, what cannot be is a `Problem` with its place; nothing is
guessed in silence.
"""

from typing import TYPE_CHECKING

from mapper.formats.decode.encodings import spelt
from mapper.formats.geojson import geojson as read_geojson
from mapper.formats.kept import keep
from mapper.formats.many import cells, columns, picked, places_of
from mapper.formats.source import About, Brought, Foreign, Reading, Source
from mapper.formats.tidy.cleaning import one_line
from mapper.formats.tidy.columns import date_column, name_columns, popup_columns
from mapper.formats.tidy.defaults import title_of, with_looks
from mapper.formats.tidy.ids import slug
from mapper.formats.tidy.lines import joined
from mapper.formats.tidy.making import OnProgress
from mapper.formats.tidy.skipped import LeftOut, left_out
from mapper.formats.tidy.tidy import LOOKS, Tidy, tidy

if TYPE_CHECKING:
    from mapper.formats.read import read_file

__all__ = [
    "LOOKS",
    "About",
    "Brought",
    "Foreign",
    "LeftOut",
    "OnProgress",
    "Reading",
    "Source",
    "Tidy",
    "cells",
    "columns",
    "date_column",
    "joined",
    "keep",
    "left_out",
    "name_columns",
    "one_line",
    "picked",
    "places_of",
    "popup_columns",
    "read_file",
    "read_geojson",
    "slug",
    "spelt",
    "tidy",
    "title_of",
    "with_looks",
]


def __getattr__(name: str) -> object:
    """`read_file` is imported when it is asked for: its libraries are slow to import."""
    if name == "read_file":
        from mapper.formats.read import read_file

        return read_file
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
