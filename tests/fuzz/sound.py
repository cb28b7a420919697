"""Sound inputs: a small whole file of every format that is read, and small whole atlases."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from places import ATLASES, ROOT

Files = dict[str, bytes]
"""Name → content. The first is the one that is meant, the others lie beside it."""

WHEN = "2026-01-01T00:00:00.000Z"
"""What files say of when they were made, so that they are the same each time."""

SQUARE = [[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]
SHAPES = [
    {"type": "Point", "coordinates": [10.5, 50.5]},
    {"type": "MultiPoint", "coordinates": [[10, 50], [11, 51]]},
    {"type": "LineString", "coordinates": [[10, 50], [11, 51], [12, 50]]},
    {"type": "Polygon", "coordinates": [SQUARE]},
    {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[x + 3, y] for x, y in SQUARE]]]},
    {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2, 3]}]},
    {"type": "LineString", "coordinates": [[179, 10], [-179, 11]]},
]
ROWS = [
    ["name", "lat", "lon", "date", "height", "note"],
    ["Mill", "50.5", "10.5", "1850", "3", "On the hill"],
    ["Quay, old", "50°30′N", "10°45′E", "1851-05/1853", "4.5", "Pulled down"],
    ["Колодец", "50.7", "10.8", "~1862", "", 'Called "the deep"'],
    ["چاه", "۵۰٫۸", "۱۰٫۹", "1367-11-20", "7", ""],
]
WKT = [["name", "wkt"], ["Road", "LINESTRING (10 50, 11 51)"], ["Well", "POINT Z (10 50 3)"]]
PAIRS = [["name", "position"], ["Mill", "50.51, 10.52"], ["Quay", "N 50° 30' E 10° 45'"]]

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
<name>Wells</name><Style id="s"><IconStyle><color>ff0000ff</color></IconStyle></Style>
<Folder><name>Old</name><Placemark id="a"><name>Mill</name><styleUrl>#s</styleUrl>
<description><![CDATA[<b>On</b> the <a href="https://example.org">hill</a>]]></description>
<TimeSpan><begin>1850</begin><end>1860-05</end></TimeSpan>
<ExtendedData><Data name="height"><value>3</value></Data></ExtendedData>
<Point><coordinates>10.5,50.5,0</coordinates></Point></Placemark></Folder>
<Folder><name>New</name><Placemark><name>Field</name><TimeStamp><when>1862-01-01</when></TimeStamp>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>10,50 11,50 11,51 10,50
</coordinates></LinearRing></outerBoundaryIs></Polygon>
<LineString><coordinates>10,50 11,51</coordinates></LineString></MultiGeometry></Placemark>
<Placemark><name>Ride</name><gx:Track><when>1862-01-01</when><gx:coord>10 50 0</gx:coord>
<when>1862-01-02</when><gx:coord>11 51 0</gx:coord></gx:Track></Placemark></Folder>
</Document></kml>"""
GPX = """<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>Walk</name><desc>Along the shore</desc></metadata>
<wpt lat="50.5" lon="10.5"><name>Mill</name><time>1999-01-01T10:00:00Z</time><ele>3</ele></wpt>
<rte><name>Way</name><rtept lat="50" lon="10"/><rtept lat="51" lon="11"/></rte>
<trk><name>Track</name><trkseg><trkpt lat="50" lon="10"><ele>2</ele></trkpt>
<trkpt lat="51" lon="11"/></trkseg></trk></gpx>"""
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [10, 50]},
    "arcs": [[[0, 0], [100, 0], [0, 100]], [[100, 100], [-100, 0], [0, -100]]],
    "objects": {
        "fields": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Field"}, "id": "f"},
                {"type": "LineString", "arcs": [-1]},
                {"type": "Point", "coordinates": [5, 5]},
            ],
        }
    },
}
PLACES = {
    "type": "FeatureCollection",
    "@context": "https://linkedplaces.org/context",
    "features": [
        {
            "@id": "https://example.org/mill",
            "type": "Feature",
            "properties": {"title": "Mill", "ccodes": ["DE"]},
            "when": {"timespans": [{"start": {"in": "1850"}, "end": {"latest": "1860"}}]},
            "names": [{"toponym": "Mühle", "lang": "de"}, {"toponym": "Mill", "lang": "en"}],
            "types": [{"label": "mill"}],
            "descriptions": [{"value": "On the hill"}],
            "geometry": SHAPES[0],
        }
    ],
}
ARCGIS = {
    "fields": [{"name": "opened", "type": "esriFieldTypeDate"}],
    "spatialReference": {"wkid": 102100},
    "features": [
        {"attributes": {"name": "A", "opened": 0}, "geometry": {"x": 1113194.9, "y": 6446275.8}},
        {"attributes": {"name": "B"}, "geometry": {"rings": [[[0, 0], [0, 4], [4, 4], [0, 0]]]}},
    ],
}
OVERPASS = {
    "version": 0.6,
    "osm3s": {"copyright": "OpenStreetMap contributors, ODbL"},
    "elements": [
        {"type": "node", "id": 1, "lon": 10, "lat": 50, "tags": {"name": "Well", "name:de": "B"}},
        {"type": "node", "id": 2, "lon": 10, "lat": 51},
        {"type": "way", "id": 3, "nodes": [2, 1], "tags": {"highway": "path"}},
        {"type": "relation", "id": 7, "center": {"lon": 1, "lat": 2}, "tags": {"name": "Centre"}},
    ],
}


def wrapped(**around: object) -> bytes:
    """A FeatureCollection as other programs wrap it."""
    return json.dumps(around).encode()


def collection() -> dict[str, object]:
    """A FeatureCollection with each kind of geometry."""
    features = [
        {
            "type": "Feature",
            "id": f"place-{number}",
            "properties": {"name": f"Place {number}", "name_de": "Ort", "date": 1850 + number},
            "geometry": shape,
        }
        for number, shape in enumerate(SHAPES)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return {"type": "FeatureCollection", "name": "Places", "crs": crs, "features": features}


def rows_as(separator: str, rows: list[list[str]]) -> bytes:
    """A table as text, cells in quotation marks where they have to be."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def packed(members: Files) -> bytes:
    """A zip archive, the same each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def unpacked(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook() -> bytes:
    import openpyxl

    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.create_sheet("Notes")
    book.save(data)
    members = unpacked(data.getvalue())
    core = "docProps/core.xml"
    members[core] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", members[core])
    return packed(members)


def by_gdal(ending: str) -> Files:
    """A file as geopandas writes it, with what lies beside it."""
    import geopandas
    import pyogrio
    from shapely.geometry import shape

    shapes = [SHAPES[3], SHAPES[4]] if ending == "shp" else SHAPES[:5]
    frame = geopandas.GeoDataFrame(
        {"name": [f"Mühle {n}" for n, _ in enumerate(shapes)], "height": range(len(shapes))},
        geometry=[shape(each) for each in shapes],
        crs=4326,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"places.{ending}")
        if ending == "parquet":
            frame.to_parquet(path)
        else:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WHEN})
            frame.to_file(path)
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        files = {each.name: each.read_bytes() for each in sorted(Path(folder).iterdir())}
    if "places.dbf" in files:  # the day on which it was written
        files["places.dbf"] = files["places.dbf"][:1] + b"\x7e\1\1" + files["places.dbf"][4:]
    return {path.name: files.pop(path.name)} | files


@cache
def inputs() -> dict[str, Files]:
    """Name → a sound input of that name, one or more for each ending in READERS."""
    places = json.dumps(collection()).encode()
    lines = "\n".join(json.dumps(each) for each in collection()["features"]).encode()  # type: ignore[attr-defined]
    shapefile = by_gdal("shp")
    single = {
        "places.geojson": places,
        "places.json": json.dumps(PLACES).encode(),
        "places.umap": wrapped(
            type="umap",
            properties={"name": "Old mills", "licence": {"name": "CC BY 4.0"}},
            layers=[{**collection(), "_umap_options": {"name": "Mills", "color": "DarkRed"}}],
        ),
        "places.map": wrapped(
            license="CC0-1.0", description={"en": "Mills"}, zoom=5, data=collection()
        ),
        "arcgis.json": wrapped(**ARCGIS),
        "overpass.json": wrapped(**OVERPASS),
        "places.geojsonl": lines,
        "places.geojsons": b"\x1e" + lines.replace(b"\n", b"\n\x1e"),
        "places.ndjson": lines,
        "places.topojson": json.dumps(TOPOLOGY).encode(),
        "places.csv": rows_as(",", ROWS),
        "semicolons.csv": rows_as(";", ROWS).replace(b".", b","),
        "shapes.csv": rows_as(",", WKT),
        "pairs.csv": rows_as(",", PAIRS),
        "western.csv": rows_as(";", [["name", "lat", "lon"], ["Mühle", "50", "10"]])
        .decode()
        .encode("cp1252"),
        "places.tsv": rows_as("\t", ROWS),
        "places.txt": rows_as("|", ROWS),
        "places.xlsx": workbook(),
        "places.kml": KML.encode(),
        "places.kmz": packed({"doc.kml": KML.encode()}),
        "places.gpx": GPX.encode(),
        "places.zip": packed({"places.csv": rows_as(",", ROWS), "readme.txt": b"Read me"}),
        "shapefile.zip": packed(shapefile),
    }
    found = {name: {name: data} for name, data in single.items()}
    for ending in ("gpkg", "fgb", "parquet"):
        found[f"places.{ending}"] = by_gdal(ending)
    found["places.geoparquet"] = {"places.geoparquet": found["places.parquet"]["places.parquet"]}
    return found | {"places.shp": shapefile}


@cache
def atlases() -> tuple[Files, ...]:
    """The files of whole small atlases."""
    starter = ROOT / "src" / "mapper" / "starter"
    found = []
    for root in (ATLASES / "harbour", starter):
        paths = sorted(
            path for part in ("data", "geo", "media") for path in (root / part).rglob("*.*")
        )
        found.append({path.relative_to(root).as_posix(): path.read_bytes() for path in paths})
    return tuple(found)


@cache
def many() -> bytes:
    """A layer of so many features that the page gets it as columns."""
    features = [
        {
            "type": "Feature",
            "id": f"well-{number}",
            "properties": {
                "name": f"Well {number}",
                "depth": number % 17,
                "kind": ("old", "new", "gone")[number % 3],
                "note": None if number % 5 else f"note {number}",
                "odd": (1.5, "x", True)[number % 3],
            },
            "geometry": {"type": "Point", "coordinates": [number % 360 / 2, number % 80]},
        }
        for number in range(2_100)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
