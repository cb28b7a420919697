"""The text of `data/media.csv` with rows more; what stands in it stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from mapper.record.spreadsheet import separator, unwrapped, without_hint

COLUMNS = ("file", "alt", "credit", "licence", "source")


def with_rows(text: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The table with the rows behind the others, and with the columns that they need.

    If it is in the form to keep, its own lines stay as they are; else all is written in that.

    Args:
        text: the table as it is; empty if there is none yet.
        rows: column → cell.
    """
    plain = unwrapped(without_hint(text)[0], COLUMNS)
    sign = separator(plain, COLUMNS)
    held = list(csv.reader(io.StringIO(plain, newline=""), delimiter=sign))
    header = [each.strip() for each in held[0]] if held else [*COLUMNS]
    more = dict.fromkeys(key for row in rows for key in row if key not in header)
    newline = "\r\n" if "\r\n" in text else "\n"
    is_kept = bool(held) and not more and plain == text and sign == ","
    wide = [*header, *more]
    lines = [] if is_kept else [wide, *(_filled(row, len(wide)) for row in held[1:] if any(row))]
    lines += ([row.get(key, "") for key in wide] for row in rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=newline).writerows(lines)
    before = text if is_kept else ""
    return before + (newline if before and not before.endswith("\n") else "") + out.getvalue()


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]
