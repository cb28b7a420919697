"""An invented atlas made in Python, of frames alone."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from mapper import Atlas
from mapper.folder import check, read
from mapper.problems import Problem

SOURCES = """@book{smith1999,
  title = {{Forts of the Coast}},
  author = {Smith, Ann},
  year = {1999},
  publisher = {X},
  kind = {witness},
  read = {full},
  readdate = {2026-01-02}
}
"""

STORY = """# How the forts were given up

## The first fort

```map
date = "1850-06-01"
features = ["north"]
```

The fort in the north was built in the spring, of stone from the shore and of timber that a ship
had brought in the autumn before. Twelve guns stood on its wall, and a hundred men were to serve
them, though one who counted them found only ninety.[@smith1999] Nobody ever came to take it.
When the fort in the south was given up, some years later, its guns were carried to the north,
too, and laid down in the yard, where they lay for as long as anybody wrote of them.[@smith1999,
p. 4]
"""

FACTS = pd.DataFrame(
    {
        "subject": ["north", "north", "south"],
        "field": ["men", "men", "left"],
        "value": [100, 90, "1855-08"],
        "sources": "smith1999",
        "certainty": ["medium", "low", "high"],
    }
)

EVENTS = [
    {
        "date": pd.Timestamp("1850-03-02"),
        "subject": "north",
        "title": "The fort is opened",
        "sources": ["smith1999[p. 4]"],
        "certainty": "high",
    }
]


def frame(**more: Any) -> gpd.GeoDataFrame:
    """Three forts in Web Mercator, by their ids."""
    columns = {
        "name": ["North fort", "South fort", "East fort"],
        "built": pd.to_datetime(["1850-03-01", "1851-05-02", "1849-01-01"]),
        "guns": [12, None, 3],
    }
    at = gpd.points_from_xy([10.0, 11.0, 12.0], [50.0, 51.0, 52.0])
    return gpd.GeoDataFrame(
        columns | more, geometry=at, crs=4326, index=["north", "south", "east"]
    ).to_crs(3857)


def forts(**more: Any) -> Atlas:
    """An atlas of them, with everything that can be said; `more` is said of the layer."""
    return (
        Atlas.new("Forts of the coast", date="2026-11-30")
        .with_layer(frame(), **({"id": "forts", "look": "square"} | _times() | more))
        .with_facts(FACTS)
        .with_events(EVENTS)
        .with_sources(SOURCES)
        .with_story(STORY)
    )


def _times() -> dict[str, Any]:
    return {"when": ("built", "left"), "licence": "CC0"}


def said_by_the_command(folder: Any) -> list[Problem]:
    """What `mapper check` says of a folder."""
    atlas, problems = read(folder)
    return [*problems, *check(atlas)]
