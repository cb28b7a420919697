"""What other programs put into a file beside what is asked for, and what they leave out of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import geopandas
import pyogrio
import pytest
from shapely.geometry import Point, shape

from foreign import collection, point
from mapper.formats.read import read_file
from mapper.formats.source import Reading
from mapper.problems import MapperError

WELLS = geopandas.GeoDataFrame(
    {"name": ["North well", "South well"]}, geometry=[Point(-2.1, 59.9), Point(-1.9, 59.5)]
)


def names(foreign):
    return sorted(each.properties["name"] for each in foreign.records)


BESIDE = {  # what else is in the GeoPackage
    "the view of the standard": """
        CREATE VIEW st_spatial_ref_sys AS SELECT srs_name, srs_id FROM gpkg_spatial_ref_sys;
        CREATE VIEW st_geometry_columns AS SELECT table_name FROM gpkg_geometry_columns;
    """,
    "a view of the layer": """
        CREATE VIEW deep_wells AS SELECT * FROM wells;
        INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
            VALUES ('deep_wells', 'features', 'deep', 4326);
        INSERT INTO gpkg_geometry_columns VALUES ('deep_wells', 'geom', 'POINT', 4326, 0, 0);
    """,
    "a view that never ends": """
        CREATE VIEW numbers AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
        INSERT INTO gpkg_contents (table_name, data_type) VALUES ('numbers', 'attributes');
    """,
    "an index of words": """
        CREATE VIRTUAL TABLE wells_words USING fts4(name);
        INSERT INTO wells_words VALUES ('North well');
    """,
    "a view with a trigger": """
        CREATE VIEW wells_to_edit AS SELECT name FROM wells;
        CREATE TRIGGER edited INSTEAD OF INSERT ON wells_to_edit
            BEGIN INSERT INTO wells (name) VALUES (NEW.name); END;
    """,
}


@pytest.mark.parametrize("beside", BESIDE)
def test_a_geopackage_is_read_whatever_views_stand_beside_its_layer(beside, tmp_path):
    path = tmp_path / "wells.gpkg"
    WELLS.set_crs(4326).to_file(path, layer="wells", driver="GPKG")
    with closing(sqlite3.connect(path)) as base:
        base.executescript(BESIDE[beside])
    before = path.read_bytes()

    foreign = read_file(path)

    assert names(foreign) == ["North well", "South well"]
    assert not foreign.problems
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("beside", "layer"),
    [("a view of the layer", "deep_wells"), ("an index of words", "wells_words")],
)
def test_a_view_that_is_asked_for_is_refused(beside, layer, tmp_path):
    path = tmp_path / "wells.gpkg"
    WELLS.set_crs(4326).to_file(path, layer="wells", driver="GPKG")
    with closing(sqlite3.connect(path)) as base:
        base.executescript(BESIDE[beside])

    with pytest.raises(MapperError, match=f"{layer}: is a view, not a table"):
        read_file(path, Reading(layer=layer))


WITHOUT_SYSTEM = {
    "wells.fgb": lambda wells, path: pyogrio.write_dataframe(wells, path, driver="FlatGeobuf"),
    "wells.gpkg": lambda wells, path: pyogrio.write_dataframe(wells, path, driver="GPKG"),
    "wells.parquet": lambda wells, path: wells.to_parquet(path),
    "wells.shp": lambda wells, path: pyogrio.write_dataframe(wells, path),
}


@pytest.mark.filterwarnings("ignore::UserWarning")  # of the writers, that there is none
@pytest.mark.parametrize("name", WITHOUT_SYSTEM)
def test_what_names_no_coordinate_system_is_taken_for_degrees_and_that_is_said(name, tmp_path):
    path = tmp_path / name
    WITHOUT_SYSTEM[name](WELLS, path)

    foreign = read_file(path)

    (problem,) = foreign.problems
    assert (problem.severity, "took its coordinates for degrees" in problem.what) == (
        "warning",
        True,
    )
    assert "--crs" in problem.mend
    assert names(foreign) == ["North well", "South well"]
    assert sorted(each.geometry["coordinates"][0] for each in foreign.records) == [-2.1, -1.9]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", WITHOUT_SYSTEM)
def test_nor_are_metres_taken_for_degrees(name, tmp_path):
    path = tmp_path / name
    metres = WELLS.set_geometry([Point(500_000, 3_800_000), Point(500_100, 3_800_000)])
    WITHOUT_SYSTEM[name](metres, path)

    with pytest.raises(MapperError, match="Name its coordinate system: --crs"):
        read_file(path)


@pytest.mark.parametrize("column", ["coord", "P625", "ubicación"])
@pytest.mark.parametrize("value", ["Point(67.428 37.229)", "POINT (67.428 37.229)"])
def test_points_in_words_are_known_by_their_values_whatever_the_column_is_called(
    column, value, saved
):
    foreign = read_file(saved(f"itemLabel,{column}\nFirst,{value}\nSecond,\n", "query.csv"))

    assert foreign.records[0].geometry["coordinates"] == [67.428, 37.229]
    assert f'Took positions from the column "{column}", as WKT.' in foreign.notes
    assert [each.place for each in foreign.problems] == ["row 3"]


CURVES = {  # with the most that it may reach
    "CIRCULARSTRING (-2 59, -1 60, 0 59)": (-2, 59, 0, 60),
    "COMPOUNDCURVE ((-3 59, -2 59), CIRCULARSTRING (-2 59, -1 60, 0 59))": (-3, 59, 0, 60),
    "CURVEPOLYGON (CIRCULARSTRING (-2 59, 0 59, -2 59))": (-2, 58, 0, 60),
    "MULTICURVE ((-3 58, -3 59), CIRCULARSTRING (-2 59, -1 60, 0 59))": (-3, 58, 0, 60),
}


@pytest.mark.parametrize("curve", CURVES)
def test_a_curve_in_a_table_is_drawn_as_straight_pieces_and_that_is_said(curve, saved):
    foreign = read_file(saved(f'name,WKT\nRoad,"LINESTRING (1 2, 3 4)"\nBend,"{curve}"\n', "b.csv"))

    road, bend = (shape(each.geometry) for each in foreign.records)
    assert len(road.coords) == 2
    assert bend.bounds == pytest.approx(CURVES[curve], abs=1e-6)
    assert any("Drew curves as straight pieces" in each for each in foreign.notes)


@pytest.mark.parametrize(
    "curve",
    [
        "CIRCULARSTRING (0 0, 1 1)",
        "COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 1), (1 1, 2 2))",
        "CURVEPOLYGON (x)",
    ],
)
def test_a_curve_that_is_none_is_told_with_its_row(curve, saved):
    foreign = read_file(saved(f'name,WKT\nRoad,"LINESTRING (1 2, 3 4)"\nB,"{curve}"\n', "b.csv"))

    (problem,) = foreign.problems
    assert (problem.place, problem.severity) == ("row 3", "error")


def of_commons(data, **members):
    about = {"license": "CC0-1.0", "zoom": 5, "latitude": 50, "longitude": 10}
    return {**about, **members, "data": data}


OF_COMMONS = {  # the licence, the summary, the source
    "words in languages": (
        of_commons(
            collection(point(title="Front")),
            license="CC-BY-SA-4.0",
            description={"ru": "Линия", "en": "Line"},
            sources="Own work",
        ),
        ("CC BY-SA 4.0", "Line", "Own work"),
    ),
    "one feature alone": (of_commons(point(title="Front")), ("CC0 1.0", "", "")),
    "in another language": (
        of_commons(
            collection(point(title={"pl": "Front"}), point(title={"pl": "Kres"})),
            license="ODbL-1.0",
            description={"pl": "Linia frontu"},
        ),
        ("ODbL 1.0", "Linia frontu", ""),
    ),
}


@pytest.mark.parametrize("case", OF_COMMONS)
def test_map_data_of_commons_say_whose_they_are(case, saved):
    content, told = OF_COMMONS[case]

    foreign = read_file(saved(json.dumps(content), "front.map.json"))

    about = foreign.about
    assert (about.licence, about.summary, about.source) == told
    assert foreign.records[0].properties["title"] == "Front"


@pytest.mark.parametrize("given", [{"n": 1}, True, False, [7], []])
def test_an_id_that_is_no_text_or_number_is_named_and_left_out(given, tidied):
    found = tidied(collection(point(name="Mill") | {"id": given}))

    (problem,) = found.problems
    assert (problem.place, problem.severity) == ("features[0].id", "warning")
    assert "is no id and was left out" in problem.what
    assert found.features[0]["id"] == "mill"
