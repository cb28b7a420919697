"""The static map: first paint, without script, on paper.

In go an atlas and the states of its features on a day; out come SVG, the names on it with their
places at every zoom (the browser's map uses the same), insets, stills of other days and views,
and what stands around it on paper.
"""

from mapper.picture.blank import draw_blank, places_on_blank
from mapper.picture.handout import handout
from mapper.picture.labels import Label, labels
from mapper.picture.situation import situation
from mapper.picture.stills import still_days, stills
from mapper.picture.svg import picture
from mapper.picture.tongue import tongue
from mapper.picture.views import SIZE, View, draw_views, showing

__all__ = [
    "SIZE",
    "Label",
    "View",
    "draw_blank",
    "draw_views",
    "handout",
    "labels",
    "picture",
    "places_on_blank",
    "showing",
    "situation",
    "still_days",
    "stills",
    "tongue",
]
