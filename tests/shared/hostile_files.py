"""Files that are broken, or mean harm, made when they are wanted: each function writes one."""

from __future__ import annotations

import os
import zipfile
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import geopandas
import openpyxl
from shapely.geometry import Point

from mapper.formats.source import UNPACKED


def frame(**columns: object) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"name": ["Well"], **columns}, geometry=[Point(-1.5, 59.7)], crs=4326
    )


def shapefile(folder: Path, *without: str, epsg: int = 4326) -> Path:
    frame().to_crs(epsg).to_file(folder / "wells.shp", driver="ESRI Shapefile")
    for ending in without:
        (folder / f"wells{ending}").unlink()
    return folder / "wells.shp"


def zipped(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


POINT = '{"type":"Point","coordinates":[-1.5,59.7]}'


WELL = f'{{"type":"Feature","properties":{{"name":"Well"}},"geometry":{POINT}}}'


def ten_thousand_deep(folder: Path) -> Path:
    path = folder / "deep.geojson"
    path.write_text('{"type":"Point","coordinates":' + "[" * 10_000 + "]" * 10_000 + "}")
    return path


def deep_collections(folder: Path) -> Path:
    path = folder / "deep.geojson"
    geometry = '{"type":"GeometryCollection","geometries":[' * 400
    path.write_text(geometry + POINT + "]}" * 400)
    return path


def deep_xml(folder: Path) -> Path:
    path = folder / "deep.kml"
    inside = "<MultiGeometry>" * 10_000 + "</MultiGeometry>" * 10_000
    path.write_text(f"<kml><Placemark><name>X</name>{inside}</Placemark></kml>")
    return path


def shapefile_without_shx(folder: Path) -> Path:
    return shapefile(folder, ".shx")


def shapefile_without_dbf(folder: Path) -> Path:
    return shapefile(folder, ".dbf")


def shapefile_without_prj(folder: Path) -> Path:
    return shapefile(folder, ".prj")


def shapefile_in_metres_without_prj(folder: Path) -> Path:
    return shapefile(folder, ".prj", epsg=32630)


def shapefile_of_nonsense_projection(folder: Path) -> Path:
    path = shapefile(folder)
    path.with_suffix(".prj").write_text("PROJCS[nonsense")
    return path


def zip_of_two_layers(folder: Path) -> Path:
    return zipped(folder / "two.zip", **{"wells.geojson": WELL, "roads.geojson": WELL})


def zip_of_nothing_known(folder: Path) -> Path:
    return zipped(folder / "photos.zip", **{"a.jpg": b"x", "b.jpg": b"y"})


def zip_in_a_zip(folder: Path) -> Path:
    inner = zipped(folder / "inner.zip", **{"wells.geojson": WELL})
    return zipped(folder / "outer.zip", **{"inner.zip": inner.read_bytes()})


def zip_bomb(folder: Path) -> Path:
    """A few hundred kilobytes that would unpack to more than is allowed."""
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(UNPACKED // 100_000_000 + 1):
            with archive.open(f"{number}.geojson", "w") as member:
                for _ in range(100):
                    member.write(bytes(1_000_000))
    return path


def zip_that_lies_about_its_size(folder: Path) -> Path:
    path = zipped(folder / "liar.zip", **{"wells.geojson": WELL})
    data = path.read_bytes().replace(len(WELL).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)
    return path


def zip_with_a_password(folder: Path) -> Path:
    path = zipped(folder / "locked.zip", **{"wells.geojson": WELL})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of the local header, and of the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    return path


def zip_that_leads_out_of_it(folder: Path) -> Path:
    """Its member is named like a file elsewhere: it is read, and nothing is written there."""
    return zipped(folder / "slip.zip", **{"../../../../tmp/slip.geojson": WELL})


def geopackage_of_five_layers(folder: Path) -> Path:
    for name in ("wells", "roads", "fields", "mills", "quays"):
        frame().to_file(folder / "five.gpkg", driver="GPKG", layer=name)
    return folder / "five.gpkg"


def geopackage_without_layers(folder: Path) -> Path:
    with closing(connect(folder / "none.gpkg")) as base:
        base.execute("CREATE TABLE wells (name TEXT)")
        base.commit()
    return folder / "none.gpkg"


def geopackage_with_an_endless_view(folder: Path) -> Path:
    """Its one layer is a view that never ends."""
    path = folder / "view.gpkg"
    frame().to_file(path, driver="GPKG", layer="wells")
    with closing(connect(path)) as base:
        base.execute("CREATE TABLE hidden AS SELECT * FROM wells")
        base.execute("DROP TABLE wells")
        base.execute(
            "CREATE VIEW wells AS SELECT * FROM hidden WHERE 0 < ("
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)"
        )
        base.commit()
    return path


def geopackage_cut_off(folder: Path) -> Path:
    path = folder / "half.gpkg"
    frame().to_file(path, driver="GPKG")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    return path


def parquet_without_geometries(folder: Path) -> Path:
    frame().drop(columns="geometry").to_parquet(folder / "table.parquet")
    return folder / "table.parquet"


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "wells.xlsx")
    return folder / "wells.xlsx"


def empty_workbook(folder: Path) -> Path:
    return workbook(folder, One=[], Two=[])


def workbook_of_two_sheets(folder: Path) -> Path:
    rows: list[list[object]] = [["name", "lat", "lon"], ["Well", 59.7, -1.5]]
    return workbook(folder, Wells=rows, Mills=rows)


def workbook_with_a_cell_far_away(folder: Path) -> Path:
    """Seventeen billion cells, two rows of which are there."""
    path = workbook(folder, Wells=[["name", "lat", "lon"], ["Well", 59.7, -1.5]])
    book = openpyxl.load_workbook(path)
    book["Wells"]["XFD1048576"] = "far"
    book.save(path)
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.geojson")
    return folder / "pipe.geojson"


def a_folder(folder: Path) -> Path:
    return folder


def gone(folder: Path) -> Path:
    return folder / "gone.geojson"


def million_lists(folder: Path) -> Path:
    """60 MB of brackets would take gigabytes once they are lists."""
    path = folder / "lists.geojson"
    path.write_bytes(b'{"type":"Point","coordinates":[' + b"[]," * 20_000_000 + b"[]]}")
    return path
