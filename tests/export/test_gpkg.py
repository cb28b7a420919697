"""GeoPackage: read back by geopandas, with the tables of the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import geopandas
import pyogrio
import shapely

import mapper
from exported import HOSTILE, ILLEGAL, KEY, saved, shape
from mapper.export.tables import record
from mapper.export.write import export
from mapper.model.atlas import Atlas
from places import ATLASES

# GeoPackage


def test_gpkg_is_read_back_by_geopandas(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    """Ids, names, every other property and two-dimensional geometry are equal."""
    path = saved(exported["gpkg"], tmp_path)
    for layer in atlas.layers:
        frame = geopandas.read_file(path, layer=layer.id)

        assert frame["id"].tolist() == [each.id for each in layer.features]
        assert frame.crs == "EPSG:4326"
        assert not frame.has_z.any()
        wanted = [shape(each) for each in layer.features]
        assert frame.geom_type.tolist() == [each.geom_type for each in wanted]
        assert shapely.equals_exact(frame.geometry.values, wanted).all()
        for key in dict.fromkeys(key for each in layer.features for key in each.properties):
            cells = [each.properties.get(key) for each in layer.features]
            found = frame[key].astype(object).where(frame[key].notna(), None).tolist()
            if any(isinstance(cell, list) for cell in cells):
                found = [cell and json.loads(cell) for cell in found]
            assert found == cells, key


def test_gpkg_has_the_tables_of_the_record(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    path = saved(exported["gpkg"], tmp_path)
    for table in record(atlas):
        frame = pyogrio.read_dataframe(path, layer=table.name).fillna("")

        assert tuple(frame.columns) == table.header
        for column in table.header:
            assert tuple(frame[column]) == table.cells(column), column


def test_gpkg_keeps_hostile_text(hostile: Atlas, tmp_path: Path) -> None:
    """SQL stays text; columns that SQLite takes for one, or keeps for itself, get new names."""
    path = saved(export(hostile, "gpkg"), tmp_path)
    frame = geopandas.read_file(path, layer="quays")

    assert frame["name"][0] == HOSTILE
    assert frame["name_de"][0] == ILLEGAL.replace("\0", "\ufffd")
    assert frame[KEY][0] == HOSTILE
    assert [frame[key][0] for key in ("KIND_2", "fid_2", "geom_2", "column")] == list("abcd")
    assert not frame.has_z.any()
    assert HOSTILE in pyogrio.read_dataframe(path, layer="facts")["note"].tolist()


def test_gpkg_gives_way_to_no_layer(harbour: Path, tmp_path: Path) -> None:
    """A layer called `facts` does not take the place of the facts."""
    manifest = harbour / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('id = "roads"', 'id = "facts"'))
    (harbour / "geo" / "roads.geojson").rename(harbour / "geo" / "facts.geojson")

    path = saved(export(mapper.load(harbour), "gpkg"), tmp_path / "out")

    names = {name for name, _ in pyogrio.list_layers(path)}
    assert {"facts", "layer_facts"} <= names
    assert len(geopandas.read_file(path, layer="layer_facts")) == 1


def test_gpkg_leaves_the_clock_of_gdal_alone(atlas: Atlas) -> None:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")

    export(mapper.load(ATLASES / "harbour"), "gpkg")

    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before


def test_what_is_false_or_nothing_is_kept(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"name": [*"ABCD"], "wet": [True, False, None, False], "mixed": [0, "x", 1, ""]},
        geometry=geopandas.points_from_xy([10, 11, 12, 13], [50, 50, 50, 50]),
        crs=4326,
    )
    atlas = mapper.Atlas.new("Wells").with_layer(frame, id="wells")
    found = geopandas.read_file(saved(export(atlas, "gpkg"), tmp_path), layer="wells")
    assert found["wet"].fillna("").tolist() == ["true", "false", "", "false"]
    assert found["mixed"].fillna("").tolist() == ["0", "x", "1", ""]
