"""An atlas of mills, and what is to be added to it."""

import pytest

from mapper.edit.add import add
from mapper.problems import MapperError

MANIFEST = """\
# An atlas of mills.
[atlas]
id = "mills"
title   =   "Mills"  # spaced on purpose
period = "1780/1820"
bounds = [9, 49, 13, 53]
date = "2026-01-02"

[[group]]
id = "water"
title = "Water"

# ---- Layers, from the ground up ----

[[layer]]
id = "mills"
title = "Mills"
look = "point"
licence = "CC0"
# attribution is not asked for

# ---- Fields ----

[fields.built]
label = "Built"
"""

MILL = {
    "type": "Feature",
    "id": "old-mill",
    "properties": {"name": "Old mill"},
    "geometry": {"type": "Point", "coordinates": [10.5, 50.5]},
}


def point(name, lon=10.0, lat=50.0, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def shaped(kind, coordinates, name):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def contents(root):
    """Every file of a folder: name → bytes."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def refused(*args, **options):
    with pytest.raises(MapperError) as caught:
        add(*args, **options)
    return [str(problem) for problem in caught.value.problems]
