"""Very many records, kept as columns: no Python object stands for one of them.

In go the rows that a reader finds; out comes a sequence of records, each made when it is asked for.
Who goes through all of them takes a column at a time: `cells`, `places_of`.
"""

from mapper.formats.many.gather import Gatherer, as_many, held
from mapper.formats.many.many import (
    ABSENT,
    Many,
    Numbered,
    Places,
    cells,
    columns,
    given_ids,
    picked,
    place_of,
    places_of,
    replaced,
)
from mapper.formats.many.shapes import Shapes, gathered, points_of, shapes_of

__all__ = [
    "ABSENT",
    "Gatherer",
    "Many",
    "Numbered",
    "Places",
    "Shapes",
    "as_many",
    "cells",
    "columns",
    "gathered",
    "given_ids",
    "held",
    "picked",
    "place_of",
    "places_of",
    "points_of",
    "replaced",
    "shapes_of",
]
