"""The layers of an atlas as a table for the terminal."""

from __future__ import annotations

from collections import Counter
from io import StringIO

from mapper.model import Atlas, Layer

COLUMNS = ("id", "title", "features", "geometry", "look", "licence", "shown")


def listing(atlas: Atlas, width: int = 80) -> str:
    """A table of the layers in drawing order, the last lying on top, at most `width` cells wide.

    A layer whose file has no entry in the manifest yet is marked with a star.
    """
    from rich.console import Console  # here: it is slow to import, and only a list needs it
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for column in COLUMNS:
        table.add_column(
            column,
            justify="right" if column == "features" else "left",
            no_wrap=column in ("features", "shown"),
            overflow="fold",
        )
    for entry in atlas.manifest.overlay:
        shown = "yes" if entry.shown else "no"
        cells = (entry.id, entry.title, "", "a picture", "", entry.licence, shown)
        table.add_row(*(Text(cell) for cell in cells))
    for index, layer in enumerate(atlas.layers):
        star = "" if index < len(atlas.manifest.layer) else "*"
        table.add_row(*(Text(cell) for cell in _cells(layer, star)))
    out = StringIO()
    # No colour, and no reading of markup: titles are whatever a file says.
    Console(file=out, width=width, color_system=None, highlight=False).print(table)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    if len(atlas.layers) > len(atlas.manifest.layer):
        lines += ["", "* has no entry in data/atlas.toml: mapper add --adopt"]
    return "\n".join(lines)


def _cells(layer: Layer, star: str) -> tuple[str, ...]:
    entry = layer.entry
    kinds = Counter(each.geometry["type"].removeprefix("Multi") for each in layer.features)
    return (
        f"{entry.id}{star}",
        entry.title,
        f"{len(layer.features):,}",
        ", ".join(_WORDS[kind] for kind, _ in kinds.most_common()),
        entry.look,
        entry.licence,
        "yes" if entry.shown else "no",
    )


_WORDS = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
