"""The record as CSV, a file a table."""

from __future__ import annotations

import re
from csv import writer
from io import StringIO

from mapper.export.tables import Table, features, record
from mapper.model import Atlas


def csv(atlas: Atlas) -> dict[str, bytes]:
    """A file for each table of the record, and `features.csv` with the place of each feature.

    UTF-8 with a byte order mark, without which Excel takes every letter beyond ASCII for others; a
    header, quotes as RFC 4180 has them, LF. A cell that a spreadsheet would run as a formula
    (`=`, `+`, `-`, `@` first, but no number) has an apostrophe put before it: whoever reads the
    files with a program takes it off again (OWASP, "CSV Injection").
    """
    tables = (features(atlas), *record(atlas))
    return {f"{table.name}.csv": as_csv(table) for table in tables}


def as_csv(table: Table) -> bytes:
    """A table as `csv` writes it."""
    out = StringIO(newline="")
    lines = writer(out, lineterminator="\n")
    lines.writerow(map(_harmless, table.header))
    lines.writerows([_harmless(row.get(key, "")) for key in table.header] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """The cell as a spreadsheet shows it: not run as a formula."""
    formula = re.match(r"\s*[=+\-@＝＋－＠]", cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell


NUMBER = re.compile(r"-?\d+(\.\d+)?")
