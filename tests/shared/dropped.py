"""Files dropped into `geo/`."""

from mapper.folder.load import read


def point(name, lon=-2.0, lat=59.7, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


LAMPS = (point("Lamp") | {"id": "lamp-1"}, point("Lamp", -2.1) | {"id": "lamp-2"})

LAMPS_ENTRY = (
    '[[layer]]\nid = "lamps"\ntitle = "Lamps"\nlook = "circle"\nlicence = "not stated" '
    '# Whose is it, and may it be shared? Say so here and in attribution = "…".\n'
)


def contents(root):
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def said(harbour):
    return [str(problem) for problem in read(harbour)[1]]
