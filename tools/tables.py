"""Read the hand-written tables beside this file."""

import csv
from pathlib import Path

HERE = Path(__file__).parent
Row = dict[str, str]


def read_rows(name: str, key: str = "id") -> dict[str, Row]:
    """A table of this folder by one of its columns; ValueError for a key that stands twice."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_key = {row[key]: row for row in rows}
    if len(by_key) != len(rows):
        raise ValueError(f"{name}: a row's {key} stands twice")
    return by_key


def split_list(cell: str) -> list[str]:
    """A cell that lists several values, parted by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def number(cell: str) -> int | float | None:
    """A cell that holds a number; a whole number stays whole, an empty cell is None."""
    value = float(cell) if cell else None
    return int(value) if value is not None and value.is_integer() else value
