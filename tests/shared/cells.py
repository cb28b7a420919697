"""Features with columns."""

from __future__ import annotations

from pathlib import Path

import pandas

WELLS = [
    {
        "name": f"Well {number}",
        "depth": None if number == 3 else 10 + number,
        "height": 2.5 * number + 0.25,
        "note": text,
        "opened": f"17{40 + number}-0{number % 9 + 1}-12",
        "lon": -1.95 + number / 30,
        "lat": 59.66 + number / 71,
    }
    for number, text in enumerate(
        (
            "deep",
            "глубокий",
            'a "quoted", text',
            "چاه",
            "a;b|c",
            "Étang",
            "x < y & z",
            "<b>",
            "007",
            "–",
        )
    )
]
"""Ten wells: texts of several scripts, a missing number, signs that mean something to a format."""


def rows() -> pandas.DataFrame:
    return pandas.DataFrame(WELLS).astype({"depth": "Int64"})


def table(path: Path) -> None:
    rows().to_csv(path, index=False)
