"""The key of a picture: how each layer is drawn, and what it stands for, in columns that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from mapper.looks import has_symbol
from mapper.model import Atlas
from mapper.picture.lettering import width_of
from mapper.picture.plate.blocks import broken, said
from mapper.picture.samples import SWATCH_BOX, SYMBOL_BOX, Sample, samples
from mapper.picture.tongue import Tongue

SAMPLE_PX = 36.0
"""From the edge of a column to its words."""

LEAST_PX = 110.0
"""A column is not narrower."""

SMALLER = 0.62
"""Of the size in paper's key."""


@dataclass(frozen=True)
class Row:
    """Words, broken, with what is drawn before them; the head of a layer's rows has nothing."""

    lines: tuple[str, ...]
    sample: Sample | None = None

    def height(self, size: float) -> float:
        return max(len(self.lines) * size * 1.25, 15.0) + 4.0


@dataclass(frozen=True)
class Key:
    """Columns of rows; `wide` is a column's width with the gap behind it."""

    columns: tuple[tuple[Row, ...], ...]
    wide: float
    size: float
    gap: float = 6.0

    @property
    def height(self) -> float:
        tall = (sum(row.height(self.size) for row in column) for column in self.columns)
        return max(tall, default=-self.gap) + self.gap

    def draw(self, x: float, y: float, rtl: bool) -> Iterator[Markup]:
        side = -1 if rtl else 1
        for n, column in enumerate(self.columns):
            at, top = x + side * n * self.wide, y
            for row in column:
                high = row.height(self.size)
                if row.sample:
                    yield _drawn(row.sample, at, top + high / 2, rtl)
                yield from _said(row, at, top + high / 2, self.size, rtl)
                top += high


def key_of(atlas: Atlas, in_: Tongue, size: float, room: float, height: float, aside: bool) -> Key:
    """The key of the layers that are on, the uppermost first.

    What a height of `height` px has no room for is left out, and counted. `aside`: in as few
    columns as there is room for; else in as many.
    """
    rows = list(_rows(atlas, in_))
    if len(rows) < 2:
        return Key((), room, size)
    widest = max(width_of(words, size) + SAMPLE_PX for words, _ in rows) + 14
    most = max(1, int(room // max(LEAST_PX, min(widest, room))))
    counts = range(1, max(most, int(room // LEAST_PX)) + 1) if aside else (most,)
    for count in counts:
        wide = room / count
        made = [
            Row(broken(words, size, wide - (SAMPLE_PX if sample else 0) - 8, 2), sample)
            for words, sample in rows
        ]
        if columns := _in_columns(made, count, size, height):
            return Key(columns, wide, size)
    return Key(_cut(made, count, size, height, in_), wide, size)


def _rows(atlas: Atlas, in_: Tongue) -> Iterator[tuple[str, Sample | None]]:
    """Words and samples. No head says again what stands above it, were it the picture's title."""
    on = [
        layer
        for layer in atlas.layers
        if layer.entry.shown and not layer.entry.ground and layer.features
    ]
    above = atlas.manifest.atlas.title if len(on) == 1 else ""
    for layer in reversed(on):
        for head, alike in groupby(samples(layer, in_.words), key=lambda each: each.head):
            if head not in ("", above):
                yield head, None
            above = head
            yield from ((each.word, each) for each in alike)


def _in_columns(
    rows: Sequence[Row], count: int, size: float, height: float
) -> tuple[tuple[Row, ...], ...]:
    """The rows in columns of about one height; none where they are higher than there is room."""
    total = sum(row.height(size) for row in rows)
    tallest = max(row.height(size) for row in rows)
    limit = total / count
    while limit <= height:
        columns = _filled(rows, size, limit)
        if len(columns) <= count:
            return columns
        limit += tallest / 2
    columns = _filled(rows, size, height)
    return columns if len(columns) <= count else ()


def _filled(rows: Sequence[Row], size: float, limit: float) -> tuple[tuple[Row, ...], ...]:
    """As many rows in each column as fit; a head stays with what follows it."""
    columns: list[list[Row]] = [[]]
    high = 0.0
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        own = row.height(size)
        needs = own + (following.height(size) if following and not row.sample else 0)
        if columns[-1] and high + needs > limit + 0.01:
            columns.append([])
            high = 0.0
        columns[-1].append(row)
        high += own
    return tuple(map(tuple, columns))


def _cut(
    rows: Sequence[Row], count: int, size: float, height: float, in_: Tongue
) -> tuple[tuple[Row, ...], ...]:
    """As many as there is room for, and how many more there are."""
    for kept in range(len(rows) - 1, 0, -1):
        left_out = sum(1 for row in rows[kept:] if row.sample)
        more = Row((in_.say("time.more", n=left_out),))
        columns = _filled([*rows[:kept], more], size, height)
        if len(columns) <= count and rows[kept - 1].sample:
            return columns
    return ()


def _drawn(sample: Sample, x: float, middle: float, rtl: bool) -> Markup:
    """The drawing in the middle of the place before the words, smaller than on paper."""
    wide, high = SYMBOL_BOX if has_symbol(sample.features[0]) else SWATCH_BOX
    times = 0.72 if wide == high else SMALLER
    width, height = wide * times, high * times
    centre = x + (-1 if rtl else 1) * (SAMPLE_PX - 8) / 2
    return sample.drawing(
        x=f"{centre - width / 2:.4g}",
        y=f"{middle - height / 2:.5g}",
        width=f"{width:.4g}",
        height=f"{height:.4g}",
    )


def _said(row: Row, x: float, middle: float, size: float, rtl: bool) -> Iterator[Markup]:
    at = x + (-1 if rtl else 1) * (SAMPLE_PX if row.sample else 0)
    first = middle - (len(row.lines) - 1) * size * 0.625 + 0.35 * size
    for n, line in enumerate(row.lines):
        begins = f"{at:.5g}", f"{first + n * size * 1.25:.5g}"
        yield said(line, "plate-said" if row.sample else "plate-day", size, begins, rtl)
