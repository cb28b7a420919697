"""The first rows of a table → the names of its columns, in whichever row, or two, they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NoReturn

from mapper.formats.decode.degrees import degrees
from mapper.formats.decode.pairs import pair
from mapper.formats.decode.placing import Place, placed
from mapper.formats.source import Source, refuse
from mapper.messages import table_words

Row = tuple[int, Sequence[str]]
"""The number of a row, as the spreadsheet counts, and its cells; empty rows are left out."""

FIRST = 20
"""So many rows are looked at for names."""

_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*\s*", re.IGNORECASE)
_UNIT = re.compile(r"[(\[].{0,30}[)\]]")


@dataclass(frozen=True)
class Heading:
    """What stands above the first row of data.

    Attributes:
        names: of the columns, each once.
        place: the columns of the position.
        body: which of the rows is the first below.
        rows: those that hold the names, to find where they stand again.
        roles: what hashtags say of columns: name, date → the name of the column.
        notes: what was recognised, in sentences.
    """

    names: list[str]
    place: Place
    body: int
    rows: tuple[Sequence[str], ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def heading(rows: Sequence[Row], source: Source) -> Heading:
    """Finds the names of the columns among the first rows, or takes those that were asked for.

    Names may stand in two rows, the upper one over several columns: Population over 2019 and 2020.
    Below them there may be HXL hashtags, which say best what a column is, and units.

    Raises:
        MapperError: no columns hold a position, or there is no row of that number.
    """
    tagged = next((at for at, (_, row) in enumerate(rows[: FIRST + 5]) if _is_tags(row)), None)
    span = _asked(rows, source) if source.reading.header else None
    if span is None and tagged is not None:
        span = _above(rows, tagged)
    found = None
    for at in range(FIRST) if span is None else ():
        if at >= len(rows):
            break
        for each in _spans(rows, at):
            if found := _placed(rows, *each, source.reading.position):
                span = each
                break
        if found:
            break
    if span is None:
        _refuse(rows, source)
    first, last = span
    names, tags = _names(rows, first, last), {}
    notes = [_said(rows, first, last)]
    if tagged is not None and tagged in (last, last + 1):
        tags = _roles(rows[tagged][1])
        last = max(last, tagged)
        notes.append(f"Took row {rows[tagged][0]} for hashtags, which say what columns are.")
    if found is None or tags:
        found = placed(names, _sample(rows, last), source.reading.position, tags)
        found = found or _placed(rows, *span, source.reading.position)
    if found is None:
        _refuse(rows[first:], source)
    if _is_units(rows, last + 1, found):
        last += 1
        said = ", ".join(cell for cell in rows[last][1] if cell)
        notes.append(f"Left out row {rows[last][0]}, units: {said}.")
    unique = _unique(names)
    heads = tuple(row for _, row in rows[first : last + 1])
    roles = {role: unique[at] for role, at in tags.items() if role in ("name", "date")}
    return Heading(unique, found, last + 1, heads, roles, tuple(filter(None, notes)))


def _placed(rows: Sequence[Row], first: int, last: int, wanted: Sequence[str]) -> Place | None:
    """The columns of the position by the names in these rows, put together or each alone."""
    ways = [_names(rows, first, last), rows[last][1], rows[first][1]][: 1 + 2 * (last > first)]
    sample = _sample(rows, last)
    return next((place for row in ways if (place := placed(row, sample, wanted))), None)


def _asked(rows: Sequence[Row], source: Source) -> tuple[int, int]:
    """The rows that --header names."""
    found = [at for at, (number, _) in enumerate(rows) if number in source.reading.header]
    if len(found) < len(source.reading.header):
        numbers = [number for number, _ in rows[:FIRST]]
        missing = next(n for n in source.reading.header if n not in {number for number, _ in rows})
        mend = f"Rows that hold something are {', '.join(map(str, numbers))}."
        refuse(source.file, "--header", f"row {missing} is empty or not there.", mend)
    return found[0], found[-1]


def _above(rows: Sequence[Row], tagged: int) -> tuple[int, int]:
    """The names above a row of hashtags; if there are none, these are the names."""
    if tagged == 0 or sum(map(bool, rows[tagged - 1][1])) < 2:
        return tagged, tagged
    spans = [span for span in _spans(rows, max(tagged - 2, 0)) if span[1] == tagged - 1]
    return spans[0] if spans else (tagged - 1, tagged - 1)


def _spans(rows: Sequence[Row], at: int) -> list[tuple[int, int]]:
    """The row alone, and before that with the one below, if the names may stand in both."""
    if at + 1 >= len(rows) or rows[at + 1][0] != rows[at][0] + 1 or _is_tags(rows[at + 1][1]):
        return [(at, at)]
    width = max(len(rows[at][1]), len(rows[at + 1][1]))
    upper, lower = (_padded(row, width) for _, row in rows[at : at + 2])
    return [(at, at + 1), (at, at)] if _are_one(upper, lower) else [(at, at)]


def _are_one(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the names of columns stand in two rows, the upper ones over several columns."""
    below = [cell for cell in lower if cell]
    if len({*filter(None, upper)}) < 2 or any(map(_is_number, filter(None, upper))):
        return False
    if any(_is_spot(cell) and not _is_year(cell) for cell in below):
        return False  # that is a row of data
    pairs = [*zip(upper, lower, strict=True)]
    # Merged cells of a workbook stand in each of their columns and rows.
    is_merged = any(one and one == other for one, other in pairwise(upper))
    is_over = is_merged or any(
        one[0] and one[1] and other[1] and not other[0] for one, other in pairwise(pairs)
    )
    # By itself the lower row does not do: names stand there twice, are missing, or are years.
    is_poor = len({*below}) < len(below) or any(map(_is_year, below))
    is_poor = is_poor or any(one and not other for one, other in pairs)
    return (is_over and (is_poor or is_merged)) or _is_years_below(upper, lower)


def _is_years_below(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row holds nothing but years, below one name."""
    below = [at for at, cell in enumerate(lower) if cell]
    return (
        len(below) > 1
        and all(_is_year(lower[at]) for at in below)
        and not all(upper[at] for at in below)
    )


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _names(rows: Sequence[Row], first: int, last: int) -> list[str]:
    """The names of one row, or of several put together: Population 2020."""
    found: list[str] = []
    for _, row in rows[first : last + 1]:
        width = max(len(found), len(row))
        upper, lower = _padded(found, width), _padded(row, width)
        over = ""
        for at in range(width):
            # What stands over several columns is written in the first of them.
            over = upper[at] or (over if lower[at] and at and lower[at - 1] else "")
            words = (over, lower[at]) if over != lower[at] else (over,)
            found[at : at + 1] = [" ".join(filter(None, words))]
    return found


def _said(rows: Sequence[Row], first: int, last: int) -> str:
    """Where the names stand, if not in the first row; what is above is left out."""
    where = (
        f"row {rows[first][0]}" if first == last else f"rows {rows[first][0]} to {rows[last][0]}"
    )
    above = [number for number, _ in rows[:first]]
    if not above and first == last:
        return ""
    left = f" Left out {rows_of(above)} above: {_brief(rows[0][1])}." if above else ""
    return f"Took {where} for the names of the columns: --header.{left}"


def rows_of(numbers: Sequence[int]) -> str:
    """Rows in words: row 3; rows 3, 4 and 7."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    shown = numbers[:5]
    if len(numbers) > len(shown):
        return f"rows {', '.join(map(str, shown))} and {len(numbers) - len(shown):,} more"
    return f"rows {', '.join(map(str, shown[:-1]))} and {shown[-1]}"


def _brief(row: Sequence[str]) -> str:
    text = " ".join("; ".join(cell for cell in row if cell).split())
    return f'"{text[:60]}{"…" if len(text) > 60 else ""}"'


def _sample(rows: Sequence[Row], last: int) -> list[Sequence[str]]:
    return [cells for _, cells in rows[last + 1 : last + 51]]


def _is_tags(row: Sequence[str]) -> bool:
    """Whether the row holds HXL hashtags: some cells may be empty."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(map(_TAG.fullmatch, filled))


def _roles(row: Sequence[str]) -> dict[str, int]:
    """What hashtags say: role → column. Of names, that of the place counts first."""
    best: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(row):
        tag, *marks = re.split(r"\s*\+", cell.casefold().strip())
        own = {*marks}
        role, rank = "", 0
        if (tag in ("#geo", "#loc") and own & {"lat", "latitude"}) or tag == "#lat_deg":
            role = "lat"
        elif (tag in ("#geo", "#loc") and own & {"lon", "lng", "longitude"}) or tag == "#lon_deg":
            role = "lon"
        elif tag == "#geo" and own & {"coord", "coords", "point", "wkt"}:
            role = "both"
        elif tag == "#date":
            role, rank = "date", 0 if own & {"start", "occurred"} or not own else 1
        elif (tag in ("#loc", "#name", "#site") or tag.startswith("#adm")) and not own & {
            "code",
            "id",
            "type",
        }:
            level = int(tag[4:]) if tag[:4] == "#adm" and tag[4:].isdigit() else 9
            role, rank = "name", 10 - level if "name" in own else 20 - level
        if role and (role not in best or rank < best[role][0]):
            best[role] = rank, at
    return {role: at for role, (_, at) in best.items()}


def _is_units(rows: Sequence[Row], at: int, place: Place) -> bool:
    """Whether the row below the names holds nothing but units."""
    if at + 1 >= len(rows):
        return False
    row = rows[at][1]
    filled = [cell for cell in row if cell]
    spots = [row[column] for column in place.columns if column < len(row)]
    return (
        bool(filled)
        and not any(map(_is_number, spots))
        and all(cell.casefold() in table_words("units") or _UNIT.fullmatch(cell) for cell in filled)
    )


def _is_spot(text: str) -> bool:
    """Whether the text is a coordinate, or two of them."""
    return _is_number(text) or pair(text) is not None


def _is_number(text: str) -> bool:
    return degrees(text) is not None


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(1[5-9]|20)\d\d", text))


def _unique(row: Sequence[str]) -> list[str]:
    """The names of the columns, each once; those without one get a number."""
    found: dict[str, None] = {}
    for number, name in enumerate(row, start=1):
        key = " ".join(name.replace("\ufeff", "").split()) or f"column {number}"
        while key in found:
            key = f"{key} again"
        found[key] = None
    return [*found]


def _refuse(rows: Sequence[Row], source: Source) -> NoReturn:
    """Says that no columns of the position were found, and what the first row is."""
    number, first = rows[0]
    known = ", ".join(f'"{name}"' for name in first[:20] if name)
    if source.reading.position:
        what = f"no columns {' and '.join(source.reading.position)}."
        refuse(source.file, "--position", what, f"The first row is {known}.")
    which = f"row {number}" if source.reading.header else "the first row"
    what = f"no columns hold a position; {which} is {known}."
    mend = "Name the columns of the position lat and lon, or say which: --position LAT,LON."
    if not source.reading.header:
        mend += " If the names of columns stand in another row, say in which: --header 3."
    if all(_is_number(name) for name in first if name):
        what = "the first row is numbers, not names of columns."
        mend = "Put a row with names above it: name, lat, lon."
    refuse(source.file, f"row {number}", what, mend)
