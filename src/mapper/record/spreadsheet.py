"""What a spreadsheet makes of a table when it saves it: separators, empty cells, dates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from mapper.problems import Problem

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}

_POINTS = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")


def separator(text: str, known: Collection[str]) -> str:
    """What stands between the cells: the sign that makes most names of columns of the first row."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def fitness(sign: str) -> int:
        cells = [cell.strip(' "') for cell in first.split(sign)]
        return sum(base(cell) in known for cell in cells)

    return max(SEPARATORS, key=fitness)


def base(column: str) -> str:
    """The name of a column without its language: title_de → title."""
    return re.sub(r"_[a-z]{2,3}$", "", column)


def without_hint(text: str) -> tuple[str, int]:
    """The text without a line `sep=;`, the note of a spreadsheet; how many lines that is."""
    rest = re.sub(r"\A\"?sep=.\"?\r?\n", "", text, flags=re.IGNORECASE)
    return rest, int(rest != text)


def unwrapped(text: str, known: Collection[str]) -> str:
    """The text, if each row stands in one cell of its own, as what those cells hold."""
    if not text.startswith('"'):
        return text
    with suppress(csv.Error):
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        names = {base(name) for name in re.split(r"[,;\t|]", rows[0][0])}
        if all(len(row) < 2 for row in rows) and len(names & {*known}) > 1:
            return "\n".join(cell for row in rows for cell in row)
    return text


def without_empty(cells: list[str]) -> list[str]:
    """The cells without the empty ones at their end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def days(
    found: Iterable[tuple[str, str]], file: str
) -> tuple[Mapping[str, str], Iterator[Problem]]:
    """Dates as spreadsheets write them → the same as 2004-08-07, and what to say of them.

    7.8.2004 and 2004/8/7 are clear. Of 7/8/2004 the whole table says which is the month: a 13 or
    more anywhere does.

    Args:
        found: (place, text) of each cell that holds a date, in whatever form.
    """
    read: dict[str, str] = {}
    slashed: dict[str, tuple[str, int, int, str]] = {}
    places: dict[str, str] = {}
    for place, text in found:
        if match := _POINTS.fullmatch(text):
            read[text] = _iso(match[3], match[2], match[1])
        elif match := _YEAR_FIRST.fullmatch(text):
            read[text] = _iso(*match.groups())
        elif match := _SLASHES.fullmatch(text):
            slashed[text] = place, int(match[1]), int(match[3]), match[4]
        else:
            continue
        places.setdefault(text, place)
    month_first = any(second > 12 for _, _, second, _ in slashed.values())
    for text, (_, first, second, year) in slashed.items():
        turned = second > 12 or (month_first and first <= 12)
        read[text] = _iso(year, first, second) if turned else _iso(year, second, first)
    return read, _said(read, places, _unclear(slashed, month_first, file), file)


def _said(
    read: Mapping[str, str], places: Mapping[str, str], unclear: Problem | None, file: str
) -> Iterator[Problem]:
    if unclear:
        yield unclear
    elif read:
        text, iso = next(iter(read.items()))
        more = f", and {len(read) - 1:,} more so" if len(read) > 1 else ""
        what = f'"{text}" is read as {iso}{more}.'
        yield Problem(file, places[text], what, f"The form to keep is {iso}.", "warning")


def _unclear(
    slashed: Mapping[str, tuple[str, int, int, str]], month_first: bool, file: str
) -> Problem | None:
    """The one error, if the table leaves open which number is the month."""
    if month_first:
        at = next((text for text, (_, first, _, _) in slashed.items() if first > 12), None)
        other = next(text for text, (_, _, second, _) in slashed.items() if second > 12)
        if at is None:
            return None
        what = f'"{at}" has the day first, "{other}" the month.'
        return Problem(file, slashed[at][0], what, "Write all with the year first: 2004-08-07.")
    open_ = (text for text, (_, first, second, _) in slashed.items() if first != second)
    at = next(open_, None)
    if at is None or any(first > 12 for _, first, _, _ in slashed.values()):
        return None
    place, first, second, year = slashed[at]
    one, two = _iso(year, second, first), _iso(year, first, second)
    what = f'"{at}" is {one} or {two}: no date of the table says which.'
    return Problem(file, place, what, f"Write the year first: {one}, or {two}.")


def _iso(year: str, month: int | str, day: int | str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"
