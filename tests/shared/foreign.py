"""Small foreign files, made up."""

import random

from PIL import Image

SQUARE = [[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]


def point(lon=10.5, lat=50.5, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def shaped(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": "X", **properties}, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


def drawn(path, size=(60, 40), colour="red", **options):
    """Saves a picture of one colour, in the format that its name's ending says, and gives its path.

    `options` are those of Pillow's `save`: exif, icc_profile, quality.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path, **options)
    return path


def noisy(path, size=(960, 640), seed=0, **options):
    """The same, of random pixels, which no encoder makes small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = random.Random(seed).randbytes(size[0] * size[1] * 3)  # noqa: S311 # not a secret
    Image.frombytes("RGB", size, pixels).save(path, **options)
    return path
