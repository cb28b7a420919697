"""An atlas made of frames: frozen steps, one page, a folder that the commands read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

import mapper
from mapper import Atlas, MapperError
from mapper.cli import app
from mapper.model import Bulk
from memory.forts import EVENTS, FACTS, SOURCES, STORY, forts, frame, said_by_the_command


def test_a_step_gives_another_atlas_and_leaves_the_one_there_was() -> None:
    empty = Atlas.new("Forts", date="2026-11-30")
    one = empty.with_layer(frame(), id="forts")
    two = one.with_facts(FACTS)
    assert [len(each.layers) for each in (empty, one, two)] == [0, 1, 1]
    assert [len(each.facts) for each in (empty, one, two)] == [0, 0, 3]
    with pytest.raises(AttributeError):
        one.title = "Other"  # type: ignore[attr-defined]


def test_what_is_made_is_an_atlas_like_any_other() -> None:
    atlas = forts()
    assert atlas.check() == mapper.check(atlas) == []
    (layer,) = atlas.layers
    assert [each.id for each in layer.features] == ["north", "south", "east"]
    assert layer.features[0].geometry == {"type": "Point", "coordinates": [10.0, 50.0]}
    assert layer.features[0].properties["built"] == "1850-03-01"
    assert layer.features[1].properties.keys() == {"name", "built"}
    assert layer.entry.popup == ("built", "guns")
    assert atlas.events[0].id == "event-the-fort-is-opened"
    assert atlas.events[0].cites[0].locator == "p. 4"


def test_what_nobody_says_is_taken_from_layers_and_tables() -> None:
    info = forts().manifest.atlas
    assert (info.id, info.period) == ("forts-of-the-coast", "1849/1855")
    west, south, east, north = info.bounds
    assert 9 < west < 10
    assert 49 < south < 50
    assert 12 < east < 13
    assert 52 < north < 53
    fields = forts().manifest.fields
    assert {name: entry.kind for name, entry in fields.items()} == {"men": "number", "left": "date"}
    assert fields["men"].label == "Men"


def test_what_is_said_stands() -> None:
    atlas = Atlas.new(
        "Forts",
        id="f",
        period="1800/1900",
        bounds=(0, 40, 20, 60),
        title_ru="Форты",
        languages=("en", "ru"),
        authors=["Smith, Ann"],
        zoom=(3, 9),
        date="2026-01-01",
    ).with_layer(frame(), id="forts", title="All", title_ru="Все", summary="So many.", shown=False)
    info, entry = atlas.manifest.atlas, atlas.layers[0].entry
    assert (info.id, info.period, info.bounds, info.zoom) == (
        "f",
        "1800/1900",
        (0, 40, 20, 60),
        (3, 9),
    )
    assert info.translations["title"] == {"ru": "Форты"}
    assert (entry.title, entry.translations["title"], entry.shown) == ("All", {"ru": "Все"}, False)


def test_the_folder_gives_the_same_page(tmp_path: Path) -> None:
    atlas = forts()
    page = atlas.save(tmp_path / "map.html")
    folder = atlas.write(tmp_path / "forts")
    names = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    assert names == {
        *("data/atlas.toml", "data/facts.csv", "data/events.csv", "data/story.md"),
        *("data/sources.bib", "geo/forts.geojson"),
    }
    assert mapper.build(folder).page.read_bytes() == page.read_bytes()
    checked = CliRunner().invoke(app, ["check", str(folder)])
    assert checked.exit_code == 0
    assert "0 problems" in checked.output
    assert mapper.load(folder) == atlas


def big(count: int = 2500) -> gpd.GeoDataFrame:
    at = gpd.points_from_xy(np.linspace(5, 15, count), np.linspace(45, 55, count))
    years = (1800 + np.arange(count) % 50).astype(object)
    years[7] = None
    return gpd.GeoDataFrame({"depth": np.arange(count) / 4, "dug": years}, geometry=at, crs=4326)


def test_a_big_layer_is_columns_at_once_and_reads_as_the_same(tmp_path: Path) -> None:
    atlas = Atlas.new("Wells", date="2026-11-30").with_layer(big(), id="wells", when="dug")
    features = atlas.layers[0].features
    assert isinstance(features, Bulk)
    assert features.ids[:2] == ["wells-0", "wells-1"]
    folder = atlas.write(tmp_path / "wells")
    read = mapper.load(folder).layers[0].features
    assert isinstance(read, Bulk)
    assert (read.ids, read.columns) == (features.ids, features.columns)
    assert (read.shapes.xy == features.shapes.xy).all()
    page = atlas.save(tmp_path / "map.html").read_bytes()
    assert mapper.build(folder).page.read_bytes() == page


def test_rows_keep_their_order_whatever_they_are(tmp_path: Path) -> None:
    shapes = [
        shapely.box(1, 1, 2, 2),
        shapely.Point(3, 3),
        shapely.LineString([(4, 4), (5, 5)]),
        shapely.GeometryCollection([shapely.Point(6, 6), shapely.box(7, 7, 8, 8)]),
        None,
    ]
    mixed = gpd.GeoDataFrame({"name": [*"abcde"]}, geometry=shapes, crs=4326)
    with pytest.warns(UserWarning, match="1 row has no geometry"):
        atlas = Atlas.new("Mixed").with_layer(mixed, id="all")
    assert list(atlas.layers[0].ids) == ["all-0", "all-1", "all-2", "all-3-points", "all-3-areas"]
    assert said_by_the_command(atlas.write(tmp_path / "mixed")) == atlas.check()


@pytest.mark.parametrize(
    ("given", "options", "ids"),
    [
        ({}, {}, ["north", "south", "east"]),
        ({"id": ["a", "b-1", "c"]}, {}, ["a", "b-1", "c"]),
        ({"id": ["a", "a", "c"]}, {}, ["north", "south", "east"]),
        ({"code": ["N 1", "S 1", "E 1"]}, {"ids": "code"}, ["n-1", "s-1", "e-1"]),
    ],
    ids=["the index", "a column called id", "one that tells none apart", "as asked"],
)
def test_ids_are_those_that_there_are(
    given: dict[str, Any], options: dict[str, Any], ids: list[str]
) -> None:
    atlas = Atlas.new("Forts").with_layer(frame(**given), id="forts", **options)
    assert list(atlas.layers[0].ids) == ids


def test_an_atlas_that_was_read_goes_on(harbour: Path, tmp_path: Path) -> None:
    read = mapper.load(harbour)
    more = read.with_layer(
        frame().set_geometry(gpd.points_from_xy([-2, -2.1, -2.2], [59.5, 59.6, 59.7], crs=4326)),
        id="forts",
    ).with_facts(
        [
            {
                "subject": "north",
                "field": "ships",
                "value": 3,
                "sources": "ledger1741",
                "certainty": "medium",
            }
        ]
    )
    assert [each.id for each in more.layers] == [*(each.id for each in read.layers), "forts"]
    assert len(more.facts) == len(read.facts) + 1
    assert more.facts[:-1] == read.facts
    assert more.lessons == read.lessons
    folder = more.write(tmp_path / "more")
    assert mapper.load(folder) == more
    assert said_by_the_command(folder) == more.check()


def test_an_atlas_that_was_read_is_written_as_it_was(harbour: Path, tmp_path: Path) -> None:
    folder = mapper.load(harbour).write(tmp_path / "copy")
    for path in sorted(harbour.rglob("*")):
        if path.is_file() and not path.is_relative_to(harbour / "site"):
            assert (folder / path.relative_to(harbour)).read_bytes() == path.read_bytes()


def test_text_is_data(tmp_path: Path) -> None:
    strange = "</script><b>{{7*7}}\\ \"'\n=ÄÖ\u2028;,"
    atlas = (
        Atlas.new("Forts " + strange, date="2026-11-30")
        .with_layer(frame(**{strange: [strange, 1, None]}), id="forts", title=strange)
        .with_facts(
            [
                {
                    "subject": "north",
                    "field": "note",
                    "value": strange,
                    "sources": "a",
                    "certainty": "low",
                }
            ]
        )
        .with_sources(
            [
                {
                    "key": "a",
                    "title": "100% & {braces} " + strange,
                    "year": 1999,
                    "read": "full",
                    "readdate": "2026-01-01",
                    "kind": "press",
                }
            ]
        )
    )
    assert [each for each in atlas.check() if each.severity == "error"] == []
    assert atlas.facts[0].value == {"en": strange}
    assert atlas.layers[0].features[0].properties[strange] == strange
    assert atlas.sources[0].title.startswith("100% & {braces} </script><b>{{7*7}}\\")
    folder = atlas.write(tmp_path / "strange")
    assert tomllib.loads((folder / "data/atlas.toml").read_text())["layer"][0]["title"] == strange
    page = atlas.save(tmp_path / "map.html").read_bytes()
    assert mapper.build(folder).page.read_bytes() == page


def test_what_stands_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(MapperError, match="is not empty"):
        forts().write(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a folder"),
        ("map.png", "a page is no png"),
        ("nowhere/map.html", "there is no folder"),
    ],
)
def test_a_page_is_not_written_where_it_cannot_be(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(MapperError, match=said):
        forts().save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_page_takes_the_place_of_one_in_one_step(tmp_path: Path) -> None:
    before = tmp_path / "map.html"
    before.write_text("old")
    before.chmod(0o600)
    (tmp_path / "link.html").symlink_to(before)
    assert forts().save(tmp_path / "link.html") == before
    assert forts().save(tmp_path / "map") == before
    assert before.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"map.html", "link.html"}


def test_steps_may_come_in_any_order() -> None:
    turned = (
        Atlas.new("Forts of the coast", date="2026-11-30")
        .with_story(STORY)
        .with_sources(SOURCES)
        .with_events(pd.DataFrame(EVENTS))
        .with_facts(FACTS.iloc[:1])
        .with_facts(FACTS.iloc[1:])
        .with_layer(frame(), id="forts", look="square", when=("built", "left"), licence="CC0")
    )
    assert turned.check() == []
    assert (turned.facts, turned.manifest.atlas) == (forts().facts, forts().manifest.atlas)
