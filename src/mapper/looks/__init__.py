"""How a feature is drawn, and why.

In go a layer's entry in the manifest and its features' columns; out come looks, colours and their
classes, which symbols (`marks`) there is room for at a zoom, how large an inset is, and the base
maps from the network that may lie below. Draws nothing itself.
"""

from mapper.looks.by_column import (
    column_value,
    first_of_each_value,
    listed_values,
    look_faults,
    looked,
    measures,
)
from mapper.looks.colours import (
    Class,
    capital,
    classes,
    colour_doubts,
    colour_fault,
    coloured,
    dyes_of,
    title_of,
    words_of,
)
from mapper.looks.drawings import drawn_as, symbols_of, symbols_worn
from mapper.looks.dyes import Dye
from mapper.looks.insets import HEAD_PX, MOST, share_taken, zoom_of
from mapper.looks.marks import (
    DOT,
    NEAR,
    Mark,
    clusters,
    half_zooms,
    has_symbol,
    hidden,
    marks_of,
    opening_zoom,
    radius_of,
    rank,
)
from mapper.looks.named import css_hex, named_colours
from mapper.looks.online import (
    TO_PAGES_ON_DISK,
    BaseError,
    Online,
    bases_can_be_asked,
    online,
    resolved,
)
from mapper.looks.own import drawn_by, kinds_by, look_named, looks_there
from mapper.looks.own_sheet import own_css
from mapper.looks.symbol import read_symbol
from mapper.looks.turn import TURN, looks_given, looks_in_turn

__all__ = [
    "DOT",
    "HEAD_PX",
    "MOST",
    "NEAR",
    "TO_PAGES_ON_DISK",
    "TURN",
    "BaseError",
    "Class",
    "Dye",
    "Mark",
    "Online",
    "bases_can_be_asked",
    "capital",
    "classes",
    "clusters",
    "colour_doubts",
    "colour_fault",
    "coloured",
    "column_value",
    "css_hex",
    "drawn_as",
    "drawn_by",
    "dyes_of",
    "first_of_each_value",
    "half_zooms",
    "has_symbol",
    "hidden",
    "kinds_by",
    "listed_values",
    "look_faults",
    "look_named",
    "looked",
    "looks_given",
    "looks_in_turn",
    "looks_there",
    "marks_of",
    "measures",
    "named_colours",
    "online",
    "opening_zoom",
    "own_css",
    "radius_of",
    "rank",
    "read_symbol",
    "resolved",
    "share_taken",
    "symbols_of",
    "symbols_worn",
    "title_of",
    "words_of",
    "zoom_of",
]
