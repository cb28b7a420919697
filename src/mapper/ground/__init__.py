"""What lies under any map: Natural Earth's land, coasts, borders, lakes and rivers.

In go bounds (west, south, east, north; west may be greater, across the 180th meridian), out comes
what lies in them, cut off at their edges: coarse (1:110m) for continents, else fine (1:50m).
Borders are those of today, as Natural Earth draws them. In the public domain.

`tools/ground.py` makes the two files that stand beside this.
"""

from mapper.ground.beyond import coarser
from mapper.ground.shapes import COARSE, FINE, PARTS, Ground, ground, scale_for

__all__ = [
    "COARSE",
    "FINE",
    "PARTS",
    "Ground",
    "coarser",
    "ground",
    "scale_for",
]
