"""More than 2,000 features: what is added, said and left out is what records come to."""

import sys
from dataclasses import replace
from shutil import copytree

import pytest

from adding import contents
from mapper import MapperError, add
from mapper.edit import renew
from mapper.formats import Reading
from mapper.formats.read import read_file
from mapper.formats.tidy.lines import Lines
from mapper.formats.tidy.tidy import tidy

COUNT = 2_300


@pytest.fixture
def as_records(monkeypatch):
    """Keeps records as such, however many there are."""

    def switch():
        for name in ("many.gather", "geojson"):
            monkeypatch.setattr(sys.modules[f"mapper.formats.{name}"], "MANY", COUNT * 10)

    return switch


def wells(source, odd=()):
    """A file of wells, two kinds of them without any name, some shapes of all kinds."""
    features = []
    for row in range(COUNT):
        lon, lat = -3 + row / 1000, 59 + row % 50 / 100
        shape = {"type": "Point", "coordinates": [lon, lat]}
        if row % 100 == 7:
            shape = {"type": "LineString", "coordinates": [[lon, lat], [lon + 0.1, lat, 5.0]]}
        if row % 100 == 8:
            ring = [[lon, lat], [lon, lat + 0.1], [lon + 0.1, lat], [lon, lat]]
            shape = {"type": "Polygon", "coordinates": [ring]}
        if row in odd:
            shape = {"type": "Point", "coordinates": [lon, 95.5]}
        name = "" if row % 500 == 3 else f"Well {row % 2000}"
        properties = {"name": name, "depth": str(row), "dug": "1905-03" if row % 3 else None}
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
    return source(*features, name="wells.geojson")


def both(project, as_records, change):
    """What a change of a project says and writes, with columns and with records."""
    other = project.parent / "other"
    copytree(project, other)
    one = change(project)
    as_records()
    two = change(other)
    assert contents(project) == contents(other)
    return one, two


def test_a_layer_is_the_same_however_it_is_kept(project, source, as_records):
    path = wells(source)

    one, two = both(project, as_records, lambda root: add(root, path, date=["dug"], look=None))

    assert replace(one, file=two.file) == two
    assert one.features == COUNT
    assert any("heights" in note for note in one.repaired)


def test_bad_rows_are_left_out_alike(project, source, as_records):
    path = wells(source, odd=(5, 2_100))
    skip = Reading(skip_bad=True)

    one, two = both(project, as_records, lambda root: add(root, path, skip))

    assert replace(one, file=two.file) == two
    assert one.features == COUNT - 2
    assert "features[5]" in one.left_out[1]


def test_errors_are_the_same(project, source, as_records):
    path = wells(source, odd=(5, 2_100))
    said = []
    for _ in range(2):
        with pytest.raises(MapperError) as error:
            add(project, path)
        said.append(error.value.problems)
        as_records()

    assert said[0] == said[1]


def test_a_newer_version_finds_the_same_changes(project, source, as_records):
    add(project, wells(source), id="wells")
    newer = wells(source, odd=(9,))

    one, two = both(
        project, as_records, lambda root: renew(root, newer, "wells", Reading(skip_bad=True))
    )

    assert one == two
    assert len(one.changes.gone) == 1


def test_columns_are_what_was_tried_here(source):
    """Or the tests above would compare records with records."""
    found = tidy(read_file(wells(source)), "wells", "Wells")

    assert isinstance(found.lines, Lines)
