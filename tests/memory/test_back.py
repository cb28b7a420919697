"""An atlas as frames again: layers, facts, events and sources; and there and back."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mapper
from mapper import Atlas
from mapper.model import Feature
from mapper.model.dates import day_number
from mapper.record import state_on
from memory.forts import forts, frame
from places import ROOT

LAYERS = [each.entry.id for each in mapper.load(ROOT).layers]


@pytest.fixture(scope="module")
def flagship() -> Atlas:
    return mapper.load(ROOT)


@pytest.mark.parametrize("id", LAYERS)
def test_there_and_back_the_features_are_the_same(flagship: Atlas, id: str) -> None:
    gdf = flagship.layer(id).to_gdf(facts=False)
    info = flagship.manifest.atlas
    again = Atlas.new("Again", bounds=info.bounds, languages=info.languages).with_layer(gdf, id=id)

    def plain(features: Any) -> list[Feature]:
        return [Feature(f.id, f.name, "", f.geometry, f.properties) for f in features]

    assert plain(again.layer(id).features) == plain(flagship.layer(id).features)


def test_a_layer_is_a_frame_of_its_features_and_what_is_said_of_them(flagship: Atlas) -> None:
    gdf = flagship.layer("garrisons").to_gdf()
    assert isinstance(gdf, gpd.GeoDataFrame)
    assert gdf.crs == "EPSG:4326"
    assert gdf.index.name == "id"
    assert list(gdf.index) == list(flagship.layer("garrisons").ids)
    row = gdf.loc["kabul-garrison"]
    assert row["name"] == "Kabul garrison"
    assert row["vacated"] == "1989-02-03/1989-02-05"
    assert row["strength_reported"] == 22000
    assert (row.geometry.x, row.geometry.y) == (69.17233, 34.52813)
    # Where sources disagree, all that they say, the surest first.
    assert gdf.loc["kabul-headquarters", "vacated"][0] == "1989-01"
    assert len(gdf.loc["kabul-headquarters", "vacated"]) == 3
    assert gdf["elevation_m"].dtype == "Int64"


@pytest.mark.parametrize("day", ["1988-08-15", "1989-01-20", "1989-02-14"])
def test_on_a_day_there_is_what_may_have_been_there(flagship: Atlas, day: str) -> None:
    gdf = flagship.layer("garrisons").to_gdf(on=day)
    of = state_on(flagship, day_number(day))
    states = {each.id: of(each) for each in flagship.layer("garrisons").features}
    there = {id: state for id, state in states.items() if state not in ("gone", "not-yet")}
    assert dict(gdf["state"]) == there
    assert 0 < len(there) < len(states)


def test_on_a_day_facts_are_those_that_held() -> None:
    facts = [
        {
            "subject": "north",
            "field": "men",
            "value": n,
            "date": date,
            "sources": "smith1999",
            "certainty": "medium",
        }
        for n, date in ((7, "1850/1852"), (5, "1853/.."), (3, "../1849"))
    ]
    layer = forts().with_facts(facts).layer("forts")
    assert layer.to_gdf(on="1854-01-01").loc["north", "men"] == (5, 100, 90)
    assert layer.to_gdf(on="1851-01-01").loc["north", "men"] == (7, 100, 90)
    assert list(layer.to_gdf(on="1850-06-01").index) == ["north", "east"]
    assert list(layer.to_gdf(on="1854-06-01")["state"]) == ["there", "there", "there"]


def test_a_big_layer_on_a_day() -> None:
    count = 2500
    wells = gpd.GeoDataFrame(
        {"dug": 1800 + np.arange(count) % 100},
        geometry=gpd.points_from_xy(np.linspace(5, 6, count), np.linspace(5, 6, count)),
        crs=4326,
    )
    layer = Atlas.new("Wells").with_layer(wells, id="wells", when="dug").layer("wells")
    assert len(layer.to_gdf()) == count
    gdf = layer.to_gdf(on="1809-12-31")
    assert len(gdf) == count / 10
    assert set(gdf["state"]) == {"there"}
    assert set(gdf["dug"]) == {str(year) for year in range(1800, 1810)}


def test_what_nothing_places_in_time_is_there_on_any_day() -> None:
    gdf = Atlas.new("Forts").with_layer(frame(), id="forts").layer("forts").to_gdf(on="1000-01-01")
    assert len(gdf) == 3
    assert "state" not in gdf.columns


def test_no_property_and_no_field_gives_way_to_what_is_added() -> None:
    wells = frame(state=["Ohio", "Utah", "Iowa"], geom="here").rename(columns={"geom": "geometry_"})
    layer = Atlas.new("Wells").with_layer(wells, id="wells", when="built").layer("wells")
    gdf = layer.to_gdf(on="1860-01-01")
    assert list(gdf["state"]) == ["Ohio", "Utah", "Iowa"]
    assert set(gdf["state_"]) == {"there"}

    said = [{"subject": "north", "field": "state", "value": "Ohio", "sources": "smith1999"}]
    facts = forts().with_facts(said, certainty="high").layer("forts").to_gdf(on="1850-06-01")
    assert facts.loc["north", ["state", "state_"]].to_list() == ["Ohio", "there"]


@pytest.mark.parametrize(
    "values", [[2**63 + 5, 1, 7], [2**64 - 1, None, 7], [2**53 + 1, -(2**63), 0.5]]
)
def test_great_numbers_are_kept_to_the_last_digit(tmp_path: Path, values: list[Any]) -> None:
    folder = forts().write(tmp_path / "forts")
    file = folder / "geo" / "forts.geojson"
    features = json.loads(file.read_text("utf-8"))
    for feature, value in zip(features["features"], values, strict=True):
        feature["properties"]["count"] = value
    file.write_text(json.dumps(features), "utf-8")
    kept = mapper.load(folder).layer("forts").to_gdf(facts=False)["count"].tolist()
    assert [None if pd.isna(each) else each for each in kept] == values


def test_facts_events_and_sources_are_frames(flagship: Atlas) -> None:
    facts = flagship.facts.to_frame()
    assert len(facts) == len(flagship.facts)
    assert list(facts.index) == [each.id for each in flagship.facts]
    vacated = facts[(facts.subject == "kabul-garrison") & (facts.field == "vacated")].iloc[0]
    assert vacated.value_earliest == pd.Timestamp("1989-02-03")
    assert vacated.value_latest == pd.Timestamp("1989-02-05")
    assert vacated.certainty in ("high", "medium", "low")
    events = flagship.events.to_frame()
    first = events.loc["event-1979-entry"]
    assert (first.subject, first.earliest) == ("kabul", pd.Timestamp("1979-12-27"))
    assert first.title_ru.startswith("Советские")
    sources = flagship.sources.to_frame()
    assert list(sources.index) == [each.key for each in flagship.sources]
    assert sources.bibtex.str.startswith("@").all()


def test_facts_events_and_sources_go_there_and_back(flagship: Atlas) -> None:
    info = flagship.manifest.atlas
    again = Atlas.new("Again", bounds=info.bounds, languages=info.languages, period=info.period)
    fields = {
        name: {"label": entry.label, "kind": entry.kind}
        for name, entry in flagship.manifest.fields.items()
    }
    again = (
        again.with_facts(flagship.facts.to_frame().reset_index(drop=True), fields=fields)
        .with_events(flagship.events.to_frame())
        .with_sources(flagship.sources.to_frame())
    )
    assert again.facts == flagship.facts
    assert again.events == flagship.events
    assert again.sources == flagship.sources


def test_old_years_and_open_ends_have_days_where_they_can() -> None:
    atlas = forts().with_events(
        [
            {
                "title": title,
                "date": date,
                "where": "there",
                "sources": "smith1999",
                "certainty": "high",
            }
            for title, date in (("a", "-0043-03-15"), ("b", "1850/.."))
        ]
    )
    events = atlas.events.to_frame()
    assert (
        str(events.earliest.to_numpy()[1])[:11] == "-043-03-15T"
        or events.earliest.iloc[1].year == -43
    )
    assert events.latest.isna().tolist() == [False, False, True]


def test_rows_are_tuples_still(flagship: Atlas) -> None:
    assert isinstance(flagship.events, tuple)
    assert flagship.events[0].id == "event-1979-entry"
    assert flagship.events[:2] == tuple(flagship.events)[:2]
    kept = pickle.loads(pickle.dumps(flagship.events))  # noqa: S301
    assert kept == flagship.events
    assert kept.to_frame().equals(flagship.events.to_frame())


def test_an_atlas_of_frames_is_read_from_its_folder(tmp_path: Path) -> None:
    atlas = forts()
    read = mapper.load(atlas.write(tmp_path / "forts"))
    pd.testing.assert_frame_equal(read.layer("forts").to_gdf(), atlas.layer("forts").to_gdf())
