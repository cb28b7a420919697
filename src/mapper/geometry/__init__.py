"""Where things are: positions, shapes, lines, the projection.

In go GeoJSON geometries (RFC 7946, degrees of WGS 84); out come what is wrong with them, lengths
in km, bounds (west, south, east, north), label points, pixels of Web Mercator, and whole numbers
for the browser. Knows of no atlas.
"""
