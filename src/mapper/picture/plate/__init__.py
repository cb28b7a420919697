"""A picture of one state of the atlas that stands alone, as a file: the map and words around it.

In go an atlas, a view of it and a size; out comes SVG that needs no other file, with the title,
what is shown, the key and whose data it is.
"""

from mapper.picture.plate.drawn import Plate, Size, credits_of, draw_plate, standing_alone

__all__ = ["Plate", "Size", "credits_of", "draw_plate", "standing_alone"]
