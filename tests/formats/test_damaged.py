"""Files that came damaged or cut off, or unfold to far more than they are: each told in a line."""

from __future__ import annotations

import io
import json
import random
import sqlite3
import zipfile

import openpyxl
import pytest

from mapper.formats import source
from mapper.formats.csv import _overlong
from mapper.formats.decode import unzip
from mapper.formats.read import read_file
from mapper.problems import MapperError

ROWS = [
    ["name", "lat", "lon", "depth"],
    *([f"Well {n}", 50 + n / 100, n / 50, n] for n in range(200)),
]
TABLE = "\n".join(",".join(map(str, row)) for row in ROWS).encode()
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    + "".join(
        f"<Placemark><name>Well {n}</name><Point><coordinates>{n / 50},{50 + n / 100}</coordinates>"
        "</Point></Placemark>"
        for n in range(200)
    )
    + "</Document></kml>"
).encode()


def zipped(name, data, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def workbook():
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


def geopandas_file(name, tmp_path):
    import geopandas
    from shapely.geometry import Point

    wells = geopandas.GeoDataFrame(
        {"name": [row[0] for row in ROWS[1:]]},
        geometry=[Point(row[2], row[1]) for row in ROWS[1:]],
        crs=4326,
    )
    path = tmp_path / name
    wells.to_parquet(path) if name.endswith("parquet") else wells.to_file(path)
    return path.read_bytes()


MADE = {
    "wells.xlsx": lambda path: workbook(),
    "wells.zip": lambda path: zipped("wells.csv", TABLE),
    "bzip2.zip": lambda path: zipped("wells.csv", TABLE, zipfile.ZIP_BZIP2),
    "lzma.zip": lambda path: zipped("wells.csv", TABLE, zipfile.ZIP_LZMA),
    "wells.kmz": lambda path: zipped("doc.kml", KML),
    "wells.gpkg": lambda path: geopandas_file("made.gpkg", path),
    "wells.fgb": lambda path: geopandas_file("made.fgb", path),
    "wells.shp": lambda path: geopandas_file("made.shp", path),
    "wells.parquet": lambda path: geopandas_file("made.parquet", path),
}
"""A whole file of each packed and binary format."""


def said(path):
    with pytest.raises(MapperError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize("name", MADE)
def test_whole_files_are_read(name, saved, tmp_path):
    assert len(read_file(saved(MADE[name](tmp_path), name)).records) == 200


@pytest.mark.filterwarnings("ignore")  # of GDAL, about what is damaged
@pytest.mark.parametrize("name", MADE)
def test_a_file_that_is_damaged_anywhere_never_breaks_the_reading(name, saved, tmp_path):
    """Bytes are changed at sixty places, or all behind them is gone."""
    whole, chance = MADE[name](tmp_path), random.Random(7)  # noqa: S311 # the same each time
    refused, told = 0, []
    for number in range(60):
        data = bytearray(whole)
        if number % 3:
            for _ in range(chance.choice((1, 3, 20))):
                data[chance.randrange(len(data))] = chance.randrange(256)
        else:
            data = data[: chance.randrange(len(data))]
        path = saved(bytes(data), name)
        try:
            read_file(path)
        except MapperError as error:
            refused += 1
            told += [str(problem) for problem in error.problems]
    assert refused > 10
    assert all(each.startswith(str(path)) for each in told)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", MADE)
def test_a_file_that_was_cut_off_is_told_in_a_line(name, share, saved, tmp_path):
    whole = MADE[name](tmp_path)
    path = saved(whole[: int(len(whole) * share)], name)

    assert "is damaged" in said(path)


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_a_workbook_of_which_a_part_is_damaged_is_told(part, saved):
    data = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(part)
    start = info.header_offset + 30 + len(part)
    for at in range(start + 10, start + 40):
        data[at] ^= 0xFF

    told = said(saved(bytes(data), "wells.xlsx"))

    assert "wells.xlsx: is damaged" in told
    assert "Download or save it anew" in told


@pytest.mark.parametrize("content", [b"name,lat\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n" * 20])
@pytest.mark.parametrize("ending", ["xlsx", "zip", "kmz"])
def test_what_is_no_archive_is_told(ending, content, saved):
    assert "is damaged: it is not a whole zip archive" in said(saved(content, f"wells.{ending}"))


def test_a_geopackage_without_its_tables_is_told(saved, tmp_path):
    path = tmp_path / "made.gpkg"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE wells (name TEXT)")
    base.close()

    assert "wells.gpkg" in said(saved(path.read_bytes(), "wells.gpkg"))


# More than it seems


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("wells.zip", "wells.csv"),
        ("wells.kmz", "doc.kml"),
        ("wells.xlsx", "xl/worksheets/sheet1.xml"),
    ],
)
def test_what_unfolds_to_hundreds_of_times_is_not_unpacked(name, inner, saved, monkeypatch):
    data = zipped(inner, b"name,lat,lon\n" + b"x" * 60_000_000)
    assert len(data) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "read", None)  # it is not unpacked
    monkeypatch.setattr(zipfile.ZipFile, "open", None)

    told = said(saved(data, name))

    assert f"{inner}: would unpack to 60 MB, 1,0" in told
    assert "At most 200 times is unpacked" in told


def test_little_may_unfold_as_far_as_it_likes_and_much_by_less(saved, monkeypatch):
    same = b"name,lat,lon\n" + b"Well,50.5,10.5\n" * 20_000
    monkeypatch.setattr(unzip, "SMALL", len(same))
    assert len(read_file(saved(zipped("wells.csv", same), "wells.zip")).records) == 20_000

    monkeypatch.setattr(unzip, "SMALL", 0)
    monkeypatch.setattr(unzip, "RATIO", 500)
    assert len(read_file(saved(zipped("wells.csv", same), "wells.zip")).records) == 20_000


def test_an_archive_that_understates_what_it_holds_gives_no_more(saved):
    """Zip says twice how long a member is: both are made less than the truth."""
    long = TABLE + b" " * 5_000_000
    data = zipped("wells.csv", long).replace(
        len(long).to_bytes(4, "little"), len(TABLE).to_bytes(4, "little")
    )

    assert "is damaged" in said(saved(data, "wells.zip"))


def test_a_cell_takes_many_times_its_length_and_an_outline_may(saved, monkeypatch):
    monkeypatch.setattr(source, "MEMORY", 100_000_000)
    cell = b"name,lat,lon,note\nA,59.5,-2," + b"x" * 8_000_000 + b"\n"
    told = said(saved(cell, "wells.csv"))
    assert "is too large: read, it would take about 0.1 GB of memory." in told

    line = "1 2, " * 210_000 + "1 2"
    outline = f'name,wkt\nA,"LINESTRING({line})"\n'.encode()
    assert len(read_file(saved(outline, "lines.csv")).records) == 1


@pytest.mark.parametrize("name", ["wells.csv", "wells.geojson", "wells.geojsonl"])
def test_two_million_points_with_four_attributes_are_not_refused(saved, monkeypatch, name):
    """A hundredth of them, with a hundredth of the room."""
    monkeypatch.setattr(source, "MEMORY", source.MEMORY / 100)
    rows = [(f"Well {row}", "spring", row % 300 / 10, 1800 + row % 220) for row in range(20_000)]
    keys = ("name", "kind", "depth", "year")
    if name == "wells.csv":
        lines = [",".join((*keys, "lat", "lon"))]
        lines += [",".join(map(str, (*row, 34.123456, 62.123456))) for row in rows]
        text = "\n".join(lines)
    else:
        place = {"type": "Point", "coordinates": [62.12345678901234, 34.12345678901234]}
        each = {"type": "Feature", "geometry": place}
        lines = [
            json.dumps({**each, "properties": dict(zip(keys, row, strict=True))}) for row in rows
        ]
        text = "\n".join(lines)
        if name == "wells.geojson":
            text = f'{{"type": "FeatureCollection", "features": [{",".join(lines)}]}}'

    assert len(read_file(saved(text.encode(), name)).records) == 20_000


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("", 0),
        ("a\n" * 2_000_000, 0),
        ("a" * 1_000_000, 0),
        ("a" * 3_000_000, 3_000_000),
        ("b\n" * 700_000 + "a" * 2_500_000 + "\nb", 2_500_000),
        (("a" * 1_500_000 + "\n") * 2, 3_000_000),
    ],
    ids=["nothing", "short lines", "just short", "one line", "between", "two"],
)
def test_long_lines_are_counted(text, long):
    assert _overlong(text) == long
