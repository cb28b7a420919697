"""The static map: first paint, without script, on paper.

In go an atlas and the states of its features on a day; out come SVG, the names on it with their
places at every zoom (the browser's map uses the same), insets, stills of other days and views,
what stands around it on paper, and pictures that stand alone as files, SVG or PNG.
"""

from mapper.picture.asked import Asked
from mapper.picture.blank import draw_blank, places_on_blank
from mapper.picture.file import picture_file
from mapper.picture.handout import handout
from mapper.picture.labels import Label, labels
from mapper.picture.overlays import laid
from mapper.picture.plate import credits_of, draw_plate, standing_alone
from mapper.picture.raster import few_colours, has_fonts, no_fonts, png
from mapper.picture.situation import situation
from mapper.picture.stills import still_days, stills
from mapper.picture.svg import picture
from mapper.picture.tongue import Tongue, tongue
from mapper.picture.views import SIZE, View, draw_views, showing

__all__ = [
    "SIZE",
    "Asked",
    "Label",
    "Tongue",
    "View",
    "credits_of",
    "draw_blank",
    "draw_plate",
    "draw_views",
    "few_colours",
    "handout",
    "has_fonts",
    "labels",
    "laid",
    "no_fonts",
    "picture",
    "picture_file",
    "places_on_blank",
    "png",
    "showing",
    "situation",
    "standing_alone",
    "still_days",
    "stills",
    "tongue",
]
