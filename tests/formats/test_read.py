"""Golden: the same ten features, in every format that is read, make the same layer."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import pytest
from shapely.geometry import Point, shape

import mapper
from cells import WELLS, rows, table
from mapper.edit.add import add
from mapper.formats.read import READERS, read_file
from mapper.formats.tidy.tidy import tidy


def frame(**columns: Any) -> geopandas.GeoDataFrame:
    """The wells as a table of geopandas, without the columns of the position."""
    table = pandas.DataFrame(WELLS).astype({"depth": "Int64"}).drop(columns=["lon", "lat"])
    places = [Point(well["lon"], well["lat"]) for well in WELLS]
    return geopandas.GeoDataFrame(table.assign(**columns), geometry=places, crs=4326)


def features() -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "properties": {key: well[key] for key in ("name", "depth", "height", "note", "opened")},
            "geometry": {"type": "Point", "coordinates": [well["lon"], well["lat"]]},
        }
        for well in WELLS
    ]


def geojson(path: Path) -> None:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features()}), "utf-8")


def sequence(path: Path) -> None:
    frame().to_file(path, driver="GeoJSONSeq")


def text_sequence(path: Path) -> None:
    """RFC 8142: a record separator before each."""
    path.write_text("".join(f"\x1e{json.dumps(each)}\n" for each in features()), "utf-8")


def geopackage(path: Path) -> None:
    frame().to_file(path, driver="GPKG")


def flatgeobuf(path: Path) -> None:
    frame().to_file(path, driver="FlatGeobuf")


def shapefile(path: Path) -> None:
    frame().to_file(path, driver="ESRI Shapefile", encoding="utf-8")


def metres(path: Path) -> None:
    """In another coordinate system, as national ones are."""
    frame().to_crs(32630).to_file(path, driver="GPKG")


def zipped_shapefile(path: Path) -> None:
    folder = path.parent / "parts"
    folder.mkdir()
    shapefile(folder / "wells.shp")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in folder.iterdir():
            archive.write(part, f"some/folder/{part.name}")
        archive.writestr("some/folder/readme.txt", "What this is.")
        archive.writestr("__MACOSX/._wells.shp", "x")


def parquet(path: Path) -> None:
    frame().to_parquet(path)


def tabs(path: Path) -> None:
    rows().to_csv(path, index=False, sep="\t", encoding="utf-16")


def semicolons(path: Path) -> None:
    """As a spreadsheet saves it where the comma stands in numbers, with headings in Russian."""
    names = {"lat": "Широта", "lon": "Долгота"}
    rows().rename(columns=names).to_csv(
        path, index=False, sep=";", decimal=",", encoding="utf-8-sig"
    )


def minutes(path: Path) -> None:
    """Degrees, minutes and seconds, as surveys print them."""

    def text(value: float, sides: str) -> str:
        seconds = abs(value) * 3600
        degrees, rest = divmod(seconds, 3600)
        return f"{degrees:.0f}°{rest // 60:02.0f}′{rest % 60:07.4f}″{sides[value < 0]}"

    found = rows()
    found["lat"] = [text(value, "NS") for value in found["lat"]]
    found["lon"] = [text(value, "EW") for value in found["lon"]]
    found.rename(columns={"lat": "Breite", "lon": "Länge"}).to_csv(path, index=False)


def well_known_text(path: Path) -> None:
    found = rows().drop(columns=["lon", "lat"])
    found["WKT"] = [f"POINT ({well['lon']!r} {well['lat']!r})" for well in WELLS]
    found.to_csv(path, index=False)


def workbook(path: Path) -> None:
    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        rows().to_excel(writer, sheet_name="Wells", index=False, startrow=3)
        writer.sheets["Wells"]["A1"] = "Wells of the island, as counted"
        pandas.DataFrame().to_excel(writer, sheet_name="Empty", index=False)


def kml(path: Path) -> None:
    frame().rename(columns={"name": "Name"}).to_file(path, driver="KML")


def kmz(path: Path) -> None:
    kml(path.with_suffix(".kml"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(".kml"), "doc.kml")


def gpx(path: Path) -> None:
    pyogrio.write_dataframe(
        frame(), path, driver="GPX", layer="waypoints", GPX_USE_EXTENSIONS="YES"
    )


def topojson(path: Path) -> None:
    """Quantised, as topojson-server writes it, finely enough for five decimals."""
    step = 1e-7
    geometries = [
        {
            "type": "Point",
            "coordinates": [round((well["lon"] + 10) / step), round((well["lat"] - 50) / step)],
            "properties": each["properties"],
        }
        for well, each in zip(WELLS, features(), strict=True)
    ]
    objects = {"wells": {"type": "GeometryCollection", "geometries": geometries}}
    transform = {"scale": [step, step], "translate": [-10, 50]}
    content = {"type": "Topology", "transform": transform, "objects": objects, "arcs": []}
    path.write_text(json.dumps(content), "utf-8")


def linked_places(path: Path) -> None:
    places = []
    for each in features():
        properties = each["properties"]
        title = properties.pop("name")
        places.append(
            each
            | {
                "@id": f"https://example.org/{title.replace(' ', '-').lower()}",
                "properties": {"title": title, **properties},
                "names": [{"toponym": title, "lang": "en"}],
                "geometry": {"type": "GeometryCollection", "geometries": [each["geometry"]]},
            }
        )
    context = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
    content = {"type": "FeatureCollection", "@context": context, "features": places}
    path.write_text(json.dumps(content), "utf-8")


def whole_map(path: Path) -> None:
    layer = {
        "type": "FeatureCollection",
        "features": features(),
        "_umap_options": {"name": "Wells", "color": "DarkRed"},
    }
    path.write_text(json.dumps({"type": "umap", "layers": [layer]}), "utf-8")


def of_commons(path: Path) -> None:
    data = {"type": "FeatureCollection", "features": features()}
    about = {"license": "CC0-1.0", "zoom": 5, "latitude": 0, "longitude": 0}
    path.write_text(json.dumps({**about, "data": data}), "utf-8")


WRITERS: list[tuple[str, Callable[[Path], None]]] = [
    ("wells.geojson", geojson),
    ("wells.json", geojson),
    ("wells.geojsonl", sequence),
    ("wells.json", sequence),
    ("wells.geojsons", text_sequence),
    ("wells.ndjson", sequence),
    ("wells.gpkg", geopackage),
    ("wells.gpkg", metres),
    ("wells.fgb", flatgeobuf),
    ("wells.shp", shapefile),
    ("wells.zip", zipped_shapefile),
    ("wells.parquet", parquet),
    ("wells.geoparquet", parquet),
    ("wells.csv", table),
    ("wells.txt", table),
    ("wells.csv", semicolons),
    ("wells.csv", minutes),
    ("wells.csv", well_known_text),
    ("wells.tsv", tabs),
    ("wells.xlsx", workbook),
    ("wells.kml", kml),
    ("wells.kmz", kmz),
    ("wells.gpx", gpx),
    ("wells.topojson", topojson),
    ("wells.json", linked_places),
    ("wells.umap", whole_map),
    ("wells.map", of_commons),
]


def test_every_format_has_a_golden_test() -> None:
    assert {Path(name).suffix for name, _ in WRITERS} == set(READERS)


@pytest.mark.parametrize(
    ("name", "write"), WRITERS, ids=lambda each: getattr(each, "__name__", each)
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")  # of the writers
def test_the_same_ten_features_make_the_same_layer(
    name: str, write: Callable[[Path], None], harbour: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    write(path)

    added = add(harbour, path, id="wells", title="Wells")

    found = mapper.load(harbour).layers[-1].features
    assert added.features == len(found) == len(WELLS)
    for well, feature in zip(WELLS, sorted(found, key=lambda each: each.id), strict=True):
        assert feature.id == str(well["name"]).lower().replace(" ", "-")
        assert feature.geometry["type"] == "Point"
        assert feature.geometry["coordinates"] == [round(well["lon"], 5), round(well["lat"], 5)]
        assert dict(feature.properties) == {
            key: value
            for key, value in well.items()
            if key not in ("lon", "lat") and value is not None
        }


SQUARE = [[-1.5, 59.7], [-1.4, 59.7], [-1.4, 59.8], [-1.5, 59.8], [-1.5, 59.7]]

HOLE = [[-1.48, 59.72], [-1.48, 59.74], [-1.42, 59.74], [-1.42, 59.72], [-1.48, 59.72]]
"""Clockwise, as RFC 7946 asks of holes."""

SHAPES: dict[str, dict[str, Any]] = {
    "LineString": {
        "type": "LineString",
        "coordinates": [[-1.6, 59.7], [-1.5, 59.75], [-1.4, 59.7]],
    },
    "Polygon": {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
    "MultiPolygon": {
        "type": "MultiPolygon",
        "coordinates": [
            [SQUARE, HOLE],
            [[[-1.3, 59.7], [-1.2, 59.7], [-1.2, 59.8], [-1.3, 59.7]]],
        ],
    },
}


def as_frame(geometry: dict[str, Any]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame({"name": ["Field"]}, geometry=[shape(geometry)], crs=4326)


SHAPE_WRITERS: dict[str, Callable[[dict[str, Any], Path], None]] = {
    "field.geojson": lambda each, path: as_frame(each).to_file(path, driver="GeoJSON"),
    "field.gpkg": lambda each, path: as_frame(each).to_file(path, driver="GPKG"),
    "field.fgb": lambda each, path: as_frame(each).to_file(path, driver="FlatGeobuf"),
    "field.shp": lambda each, path: as_frame(each).to_file(path, driver="ESRI Shapefile"),
    "field.kml": lambda each, path: as_frame(each).to_file(path, driver="KML"),
    "field.parquet": lambda each, path: as_frame(each).to_parquet(path),
    "field.csv": lambda each, path: (
        as_frame(each).to_wkt().rename(columns={"geometry": "wkt"}).to_csv(path, index=False)
    ),
}


@pytest.mark.parametrize("name", SHAPE_WRITERS)
@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")
def test_lines_areas_and_holes_come_through(name: str, kind: str, tmp_path: Path) -> None:
    SHAPE_WRITERS[name](SHAPES[kind], tmp_path / name)

    (feature,) = map(json.loads, tidy(read_file(tmp_path / name), "fields", "Fields").lines)

    assert shape(feature["geometry"]).normalize() == shape(SHAPES[kind]).normalize()
    assert feature["properties"] == {"name": "Field"}


def test_arcs_of_topojson_are_joined_and_turned(tmp_path: Path) -> None:
    """Two fields that share a border, as topojson-server writes them: the arc is there once."""
    arcs = [
        [[0, 0], [0, 10]],
        [[0, 10], [-10, 0], [0, -10], [10, 0]],
        [[0, 10], [10, 0], [0, -10], [-10, 0]],
    ]
    objects = {
        "fields": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                {"type": "Polygon", "arcs": [[~2, ~0]], "properties": {"name": "East"}},
                {"type": "LineString", "arcs": [0], "properties": {"name": "Border"}},
                {"type": None, "properties": {"name": "Nowhere"}},
            ],
        }
    }
    transform = {"scale": [0.01, 0.01], "translate": [-1.5, 59.7]}
    content = {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}
    (tmp_path / "fields.topojson").write_text(json.dumps(content))

    foreign = read_file(tmp_path / "fields.topojson")

    west, east, border = (shape(record.geometry) for record in foreign.records)
    assert west.bounds == pytest.approx((-1.6, 59.7, -1.5, 59.8))
    assert east.bounds == pytest.approx((-1.5, 59.7, -1.4, 59.8))
    assert west.intersection(east).equals_exact(border, 1e-9)
    assert [problem.place for problem in foreign.problems] == ["objects.fields.geometries[3]"]
