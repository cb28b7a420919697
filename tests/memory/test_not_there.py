"""What frames have where nothing stands: it is not there, and no text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from mapper import Atlas
from memory.forts import EVENTS, forts, frame

GONE: dict[str, Any] = {
    "None": None,
    "NaN": np.nan,
    "NaT": pd.NaT,
    "NA": pd.NA,
    "NaT of numpy": np.datetime64("NaT"),
}


@pytest.mark.parametrize("gone", GONE)
def test_a_source_has_no_field_where_nothing_stands(gone: str) -> None:
    source = {"key": "k", "title": "T", "read": "full", "readdate": "2020-01-01"}
    plain = Atlas.new("A").with_sources([source]).sources
    more = source | {"url": GONE[gone], "author": GONE[gone], "urldate": GONE[gone]}
    assert Atlas.new("A").with_sources([more]).sources == plain
    authors = source | {"author": ["Smith, Ann", GONE[gone]]}
    assert Atlas.new("A").with_sources([authors]).sources[0].author == "Smith, Ann"
    several = source | {"author": np.array(["Smith, Ann", "Smith, Bo"])}
    assert "Ann and Smith, Bo" in Atlas.new("A").with_sources([several]).sources[0].bibtex
    dates = pd.DataFrame([source, source | {"key": "l"}])
    dates["readdate"] = [pd.Timestamp("2020-01-01"), pd.NaT]
    assert "NaT" not in Atlas.new("A").with_sources(dates).sources[1].bibtex


@pytest.mark.parametrize("gone", GONE)
def test_a_key_of_the_manifest_and_a_cell_are_left_out_where_nothing_stands(gone: str) -> None:
    info = Atlas.new("A", address=GONE[gone], opens=GONE[gone]).manifest.atlas
    assert (info.address, info.opens) == ("", "")
    cites = ["smith1999", GONE[gone]]
    event = EVENTS[0] | {"where": GONE[gone], "text": GONE[gone], "sources": cites}
    found = forts().with_events([event]).events[-1]
    assert found.text == {}
    assert [each.key for each in found.cites] == ["smith1999"]


@pytest.mark.parametrize("gone", ["None", "NaN", "NA"])
def test_a_column_of_nothing_is_a_column(gone: str) -> None:
    forts = frame(depth=[GONE[gone]] * 3)
    atlas = Atlas.new("A").with_layer(forts, id="x", popup=["depth", "guns"])
    assert list(atlas.layers[0].entry.popup) == ["guns"]
    assert [each.what for each in atlas.check() if "depth" in each.what] == []
    coloured = Atlas.new("A").with_layer(forts, id="x", colour="depth")
    assert len(coloured.layers[0].features) == 3


def test_ids_of_whole_floats_are_whole_numbers() -> None:
    atlas = Atlas.new("A").with_layer(frame(code=[1.0, 2.0, 30.0]), id="x", ids="code")
    assert list(atlas.layers[0].ids) == ["1", "2", "30"]


def test_every_event_without_an_id_gets_one_that_nobody_has() -> None:
    first = EVENTS[0] | {"title": "Opened"}
    ids: list[Any] = ["", None, "event-opened", "mine"]
    atlas = forts().with_events([first | {"id": id} for id in ids])
    given = [each.id for each in atlas.events][1:]
    assert given == ["event-opened-2", "event-opened-3", "event-opened", "mine"]
    assert atlas.check() == []
