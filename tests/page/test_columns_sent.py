"""Columns of arrays on their way to the browser: nothing is lost, and hardly any room."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.geometry.ragged import Ragged
from mapper.model import MISSING, Bulk, Column, Counted, Flags, Numbers, Texts, Words, column
from mapper.page.letters import letters
from mapper.page.pack import pack
from sending import packed, unpacked

MOST = 1.25
"""A column may take so many times its entropy."""

COUNT = 50_000


def points(lon: Any, lat: Any, columns: dict[str, Column]) -> Bulk:
    n = len(lon)
    one = np.ones(n, np.int64)
    xy = np.stack((lon, lat), axis=1).astype(float)
    shapes = Ragged(np.zeros(n, np.uint8), one, one, one, xy)
    ids = Counted(prefix="n-", numbers=np.arange(n))
    return Bulk(ids, shapes, columns, "point", "en")


def layer(columns: dict[str, Column]) -> Bulk:
    """Features in one place."""
    n = len(next(iter(columns.values())))
    return points(np.zeros(n), np.zeros(n), columns)


def texts(values: list[str], gone: Any = None) -> Texts:
    data = [each.encode() for each in values]
    return Texts(
        data=np.frombuffer(b"".join(data), np.uint8),
        ends=np.cumsum(list(map(len, data))),
        gone=gone,
    )


def entropy_bytes(values: Any) -> float:
    """What a column takes at best, if each value is told by how often it comes alone."""
    _, counts = np.unique(np.asarray(values), return_counts=True)
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum()) * counts.sum() / 8


random = np.random.default_rng(14)
whole = random.integers(200, 5001, COUNT)
days = (np.datetime64("1880-01-01") + random.integers(0, 9000, COUNT)).astype(str).tolist()
words = ["well", "farm", "mill", "ford", "shrine", "school", "kiln", "tower"]
many = [f"{name} of {place}" for name in words for place in "abcdefghijklmnopqrstuvwxyz"]
rare = np.minimum(random.geometric(0.02, COUNT) - 1, len(many) - 1)
half = random.random(COUNT) < 0.5

COLUMNS: dict[str, Column] = {
    "whole": Numbers(values=whole),
    "of few": Numbers(values=np.array([1, 77, 4096, 100_000, 31_000_000])[rare % 5]),
    "small": Numbers(values=random.integers(0, 3, COUNT)),
    "normal": Numbers(values=(random.normal(0, 500, COUNT)).astype(np.int64)),
    "decimals": Numbers(values=random.integers(0, 9001, COUNT) / 100),
    "half gone": Numbers(values=np.where(half, 0, whole), gone=half),
    "yes": Flags(values=half),
    "hardly ever": Flags(values=random.random(COUNT) < 0.05),
    "words": Words(words=words, codes=random.integers(0, 8, COUNT)),
    "words, some often": Words(words=many, codes=rare),
    "days": texts(days),
    "months": column([day[:7] for day in days]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_takes_hardly_more_than_its_entropy(name: str) -> None:
    """Deflated, before it is text; its words and what describes it are counted in."""
    held = COLUMNS[name]
    alone, _ = pack(layer({"none": Numbers(values=np.zeros(COUNT, np.int64))}), 5, ())
    with_it, _ = pack(layer({name: held}), 5, ())
    values = [str(each) for each in held]
    assert with_it.packed - alone.packed <= MOST * entropy_bytes(values)


@pytest.mark.parametrize(
    ("step", "decimals"),
    [
        # Of finer ones hardly any comes twice, and their count does not say how often each comes.
        (lambda: random.uniform(29, 39, COUNT), 3),
        (lambda: random.normal(0, 0.002, COUNT).cumsum() + 34, 5),
    ],
    ids=["anywhere", "near the one before"],
)
def test_positions_take_hardly_more_than_the_entropy_of_what_is_not_foretold(
    step: Callable[[], Any], decimals: int
) -> None:
    lon, lat = (step().round(decimals) for _ in "xy")
    big, _ = pack(points(lon, lat, {}), decimals, ())
    sent = [np.round(each * 10**decimals).astype(np.int64) for each in (lon, lat)]
    best = sum(min(entropy_bytes(each), entropy_bytes(np.diff(each))) for each in sent)
    assert big.packed <= MOST * best


def test_names_and_ids_that_are_counted_take_no_room() -> None:
    counted = Counted(prefix="Place ", numbers=np.arange(1, COUNT + 1))
    big, _ = pack(layer({"name": counted}), 5, ())
    assert big.packed < 100


def test_the_same_columns_are_the_same_text() -> None:
    assert pack(layer(COLUMNS), 5, ()) == pack(layer(COLUMNS), 5, ())


gone = np.arange(400) % 3 == 1
n = np.arange(400)
KINDS: dict[str, tuple[Column, str]] = {
    "one bit": (Numbers(values=n * n % 2 + 7), "numbers"),
    "two bits": (Numbers(values=n * n % 5 % 4), "numbers"),
    "four bits": (Numbers(values=n * n % 17 % 16 - 5), "numbers"),
    "three bytes": (Numbers(values=n * 7919 % 100_003 * 100), "numbers"),
    "six bytes": (Numbers(values=n * 7919 % 100_003 * 2**30), "numbers"),
    "all the same": (Numbers(values=np.full(400, -4)), "numbers"),
    "steps": (Numbers(values=n * -3), "numbers"),
    "near the one before": (Numbers(values=n * n * n % 7 + n * 1000), "numbers"),
    "of few": (Numbers(values=np.array([5, 10**9])[n % 2]), "words"),
    "fractions of few": (Numbers(values=np.array([0.25, 1e6, 3.0])[n % 3]), "words"),
    "gaps": (Numbers(values=n * n, gone=gone), "numbers"),
    "none": (Numbers(values=n, gone=n >= 0), "numbers"),
    "beyond": (Numbers(values=n + 2**53, gone=gone), "texts"),
    "cents": (Numbers(values=n * n / 100, gone=gone), "numbers"),
    "floats": (Numbers(values=np.sqrt(n), gone=gone), "floats"),
    "some whole": (Numbers(values=n / 2, whole=n % 2 == 0), "numbers"),
    "flags": (Flags(values=n % 7 < 2, gone=gone), "words"),
    "words": (Words(words=["", "</script>", "نام"], codes=n % 3, gone=gone), "words"),
    "counted": (Counted(prefix="№ ", numbers=n * 3, width=5), "counted"),
    "texts": (texts([f"{each}</script> نام"[: each % 17] for each in n], gone), "texts"),
    "days": (texts([str(np.datetime64("0001-01-01") + each * 9000) for each in n], gone), "days"),
    "no days": (texts(["2001-02-30", *["2001-02-03"] * 399]), "texts"),
    "mixed": (column([[1, "a", None, ["b", "c"], {"d": 1}][each % 5] for each in n]), "texts"),
}


def test_each_kind_of_column_comes_back_as_it_was() -> None:
    sent = packed(layer({name: held for name, (held, _) in KINDS.items()}), 5)
    [back] = unpacked((5, sent))
    assert {each["name"]: each["as"] for each in sent["columns"]} == {
        name: way for name, (_, way) in KINDS.items()
    }
    for name, (held, _) in KINDS.items():
        for value, got in zip(held, back["columns"][name], strict=True):
            if value is MISSING:
                assert got is None
            elif type(value) in (int, float):
                assert got is not None
                assert float(got) == float(value)
            else:
                assert got == _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(value)
    return '{"d":1}' if isinstance(value, dict) else value


class _Script(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.binary(max_size=99))
def test_letters_stand_in_a_script_as_they_are(data: bytes) -> None:
    text = letters(data)
    page = _Script()
    page.feed(f"<script>{text}</script>")
    assert page.text == text
    assert text.isascii()
    assert len(text) == -(-len(data) // 6) * 7
    assert not set(text) & set("\0\r\n\"'&{")


def test_letters_of_different_bytes_are_different() -> None:
    found = {letters(bytes([high, 0, 0, 0, 0, low])) for high in range(256) for low in range(256)}
    assert len(found) == 1 << 16
