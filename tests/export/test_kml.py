"""KML: read back by geopandas, with what is known and its sources."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import geopandas
import pyogrio
import shapely

from exported import HOSTILE, KML, saved, shape, text
from mapper.export.write import export
from mapper.model.atlas import Atlas

# KML


def test_kml_is_read_back_by_geopandas(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]], tmp_path: Path
) -> None:
    """Through LIBKML: ids, names in every language, kind and two-dimensional geometry are equal."""
    path = saved(exported["kml"], tmp_path)
    names = [name for name, _ in pyogrio.list_layers(path)]

    assert names == [layer.entry.title for layer in atlas.layers]
    for layer in atlas.layers:
        frame = geopandas.read_file(path, layer=layer.entry.title)

        assert frame["id"].tolist() == [each.id for each in layer.features]
        assert frame["Name"].tolist() == [each.name[atlas.language] for each in layer.features]
        assert frame["kind"].tolist() == [each.properties["kind"] for each in layer.features]
        for language in ("ru", "fa"):
            wanted = [each.name[language] for each in layer.features]
            assert frame[f"name_{language}"].tolist() == wanted
        wanted = [shape(each) for each in layer.features]
        assert not frame.has_z.any()
        assert frame.geom_type.tolist() == [each.geom_type for each in wanted]
        assert shapely.equals_exact(frame.geometry.values, wanted).all()


def test_kml_tells_what_is_known_with_sources(
    atlas: Atlas, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    told = {
        placemark.attrib["id"]: unescape(text(placemark, "description"))
        for placemark in placemarks(exported["kml"])
    }

    for fact in atlas.facts:
        for note in fact.note.values() if fact.subject in told and not fact.unknown else ():
            assert note in told[fact.subject]
    assert "[1" in told["kabul-airport"]
    assert "Sources:" in told["kabul-airport"]


def test_kml_keeps_hostile_text(hostile: Atlas, tmp_path: Path) -> None:
    """XML that is whole, nothing in it that was not meant, and a description that is no HTML."""
    files = export(hostile, "kml")
    placemark = next(placemarks(files))
    data = {each.attrib["name"]: text(each, "value") for each in placemark.iter(f"{KML}Data")}
    description = text(placemark, "description")
    frame = geopandas.read_file(saved(files, tmp_path), layer="Quays")

    assert text(placemark, "name") == HOSTILE
    assert data == {"kind": HOSTILE, "name_de": "bell \ufffd and nought \ufffd"}
    assert "<script>" not in description
    assert HOSTILE in unescape(description)
    assert frame["Name"][0] == HOSTILE
    assert not frame.has_z.any()


def placemarks(files: Mapping[str, bytes]) -> Iterator[ET.Element]:
    (data,) = files.values()
    yield from ET.fromstring(data).iter(f"{KML}Placemark")  # noqa: S314 # our own
