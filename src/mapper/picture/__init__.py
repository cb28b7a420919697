"""The static map: first paint, without script, on paper.

In go an atlas and the states of its features on a day; out come SVG, the names on it with their
places at every zoom (the browser's map uses the same), insets, stills of other days and views,
and what stands around it on paper.
"""

from mapper.picture.handout import handout
from mapper.picture.labels import Label, labels
from mapper.picture.still import View, showing, stills
from mapper.picture.svg import picture

__all__ = [
    "Label",
    "View",
    "handout",
    "labels",
    "picture",
    "showing",
    "stills",
]
