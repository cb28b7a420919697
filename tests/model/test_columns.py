"""Columns of a big layer: plain values go in and come out, in pieces and as a whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import MISSING, Bulk, Counted, Texts, Words, bulk, column, gathered, places, texts

word = st.sampled_from(["", "air", "post", "нам", "x-07", "x-08"])
lists = st.one_of(
    st.lists(st.one_of(st.none(), st.booleans())),
    st.lists(st.one_of(st.none(), st.integers(-(2**70), 2**60))),
    st.lists(st.one_of(st.none(), st.integers(-9, 9), st.floats(allow_nan=False))),
    st.lists(st.one_of(st.none(), word)),
    st.lists(st.integers(0, 10**14).map("well-{}".format), unique=True),
    st.lists(st.integers(0, 999).map("well-{:03}".format), unique=True, min_size=17),
    st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"))), unique=True, min_size=17),
    st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**64 - 1), word, st.lists(word))),
).filter(lambda values: all(type(each) is not int or -(2**63) <= each < 2**64 for each in values))


def same(found: list[Any], given: list[Any]) -> None:
    expected = [MISSING if each is None else each for each in given]
    assert found == expected
    assert [type(each) for each in found] == [type(each) for each in expected]


@given(lists)
def test_plain_values_come_back_as_they_were(values: list[Any]) -> None:
    held = column(values)
    same(held.tolist(), values)
    same([held[index] for index in range(len(held))], values)


@given(lists)
def test_the_different_values_are_those_that_come_first(values: list[Any]) -> None:
    found, codes = column(values).classes()
    # 0 and 0.0 are one value.
    expected = [MISSING if each is None else each for each in values]
    assert [found[code] for code in codes.tolist()] == expected
    assert list(dict.fromkeys(codes.tolist())) == list(range(len(found)))


def made(rows: list[dict[str, Any]], start: int) -> Bulk:
    point = {"type": "Point", "coordinates": [0.0, 0.0]}
    return bulk(
        [
            {"id": f"a-{start + at}", "geometry": point, "properties": row}
            for at, row in enumerate(rows)
        ],
        "point",
        "en",
    )


rows = st.fixed_dictionaries(
    {}, optional={"n": st.integers(0, 9) | st.floats(0, 1) | st.none(), "w": word | st.none()}
)


@given(st.lists(st.lists(rows, min_size=1, max_size=30), min_size=1, max_size=4))
def test_pieces_are_gathered_as_if_they_were_read_at_once(
    pieces: list[list[dict[str, Any]]],
) -> None:
    starts = np.cumsum([0, *map(len, pieces)]).tolist()
    parts = [made(piece, start) for piece, start in zip(pieces, starts, strict=False)]
    found, whole = gathered(parts), made([row for piece in pieces for row in piece], 0)
    assert found.ids.tolist() == whole.ids.tolist()
    for name in whole.columns:
        same(found.column(name).tolist(), whole.column(name).tolist())
    assert [*found] == [*whole]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([f"n-{at}" for at in range(99)], Counted),
        ([f"n-{at:04}" for at in range(99)], Counted),
        ([f"n-{at % 3}" for at in range(99)], Words),
        ([f"n-{at}" for at in range(98)] + ["n-007"], Texts),
        ([f"n-{at}x" for at in range(99)], Texts),
        ([f"n-{at}" for at in range(98)] + ["n-"], Texts),
    ],
)
def test_texts_are_kept_in_what_takes_the_least_room(values: list[str], kind: type) -> None:
    held = texts(values)
    assert type(held) is kind
    assert held.tolist() == values


def test_places_are_found_by_id_however_ids_are_kept() -> None:
    ids = [f"n-{at}" for at in range(50)]
    wanted = {"n-7", "n-49", "n-50", "n-07", "m-3", "n-", "n-³"}
    assert places(texts(ids), wanted) == places(ids, wanted) == [7, 49]
    assert places(texts(ids), ()) == []
