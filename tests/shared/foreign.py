"""Small foreign files, made up."""

SQUARE = [[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]


def point(lon=10.5, lat=50.5, **properties):
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def shaped(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": "X", **properties}, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}
