"""Pictures and links as values: what a record may show of `media/`, and where it may lead.

In go facts and columns of the kinds `image` and `link`, the rows of `data/media.csv` and the files
of `media/`; out come pictures with their words, made small enough to stand in a page, and links.
"""

from mapper.record.media.budget import BUDGET, Album, Embedded, album
from mapper.record.media.checks import links_are_sound, pictures_are_sound
from mapper.record.media.links import Link, read_link
from mapper.record.media.pictures import (
    Gallery,
    Picture,
    Said,
    meant,
    named,
    place_of,
    shown,
    shown_images,
)
from mapper.record.media.shrink import ENDINGS, MOST, fault
from mapper.record.media.table import with_rows

__all__ = [
    "BUDGET",
    "ENDINGS",
    "MOST",
    "Album",
    "Embedded",
    "Gallery",
    "Link",
    "Picture",
    "Said",
    "album",
    "fault",
    "links_are_sound",
    "meant",
    "named",
    "pictures_are_sound",
    "place_of",
    "read_link",
    "shown",
    "shown_images",
    "with_rows",
]
