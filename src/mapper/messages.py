"""What can be wrong with a file, in the words that the browser has too.

Both read `messages.json`, where `{name}` stands for what is filled in, and `columns.json`, the
names that columns go by. `months.json` holds words of dates, and `tables.json` those of tables, for
`mapper add` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson

HERE = Path(__file__).parent


def say(message: str, **values: object) -> tuple[str, str]:
    """What is wrong, and how to mend it. Values are put in as they are, not looked into again.

    Raises:
        KeyError: there is no such message.
    """
    words = _read("messages.json")[message]
    return _fill(words["what"], values), _fill(words.get("mend", ""), values)


def note(message: str, **values: object) -> str:
    """A message that is one sentence, without advice."""
    return say(message, **values)[0]


def columns(kind: str) -> tuple[str, ...]:
    """The names that columns of a kind go by (name, lat, lon), the best first."""
    return tuple(_read("columns.json")[kind])


def within() -> str:
    """A pattern of words that stand before the name of a column proper: location_name."""
    return str(_read("columns.json")["within"])


def sides() -> Mapping[str, int]:
    """Words for the sides of the world → the sign of a coordinate there."""
    found: Mapping[str, int] = _read("columns.json")["sides"]
    return found


def poles() -> frozenset[str]:
    """Those of these words that make a coordinate a latitude."""
    return frozenset(_read("columns.json")["poles"])


def months() -> Mapping[str, Any]:
    """Words in dates: the months of each calendar, the eras, what says "about" or nothing."""
    return _read("months.json")


_RANGE = re.compile(
    r"[<>≤≥~≈]=? ?[\d.,٫٬،]+ ?[%٪]?|[\d.,٫٬،]+ ?[%٪]? ?[-–—] ?[\d.,٫٬،]+ ?[%٪]?|[\d.,٫٬،]+ ?\+"
)
_TIME = re.compile(r"[12]\d{3} ?[-–—] ?([12]\d{3}|\d\d)")
"""Two years, or a year and a month."""


def is_no_number(text: str) -> bool:
    """Whether a text among numbers says that there is none, or within which bounds it is."""
    text = text.strip()
    if text.casefold() in table_words("none"):
        return True
    return bool(_RANGE.fullmatch(text)) and not _TIME.fullmatch(text)


@cache
def table_words(kind: str) -> frozenset[str]:
    """Words that tell what a row, a cell or a column of a table is: total, footnote, none, date."""
    return frozenset(ranked_words(kind))


def ranked_words(kind: str) -> tuple[str, ...]:
    """The same, the best first."""
    return tuple(_read("tables.json")[kind])


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads((HERE / name).read_bytes())
    return found


def _fill(text: str, values: Mapping[str, object]) -> str:
    if not values:  # as nearly always; some are said of a million features
        return text
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)
