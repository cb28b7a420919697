"""Names of columns → those that people give to the same thing, however they write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from mapper.messages import within

_TWINS = str.maketrans("يك", "یک")
"""Letters that Arabic and Persian keyboards have each their own of."""


def called(names: Iterable[str], known: Sequence[str]) -> list[str]:
    """Those of the names that are among the known ones, the best first.

    Capitals, accents, spaces and signs do not matter. What is known under the whole name counts
    before what is known by a part: Name (English), name:en, location.name, geo/lat.
    """
    ranks = _ranks(tuple(known))
    found = []
    for name in names:
        fitting = [(form, ranks[key]) for form, key in enumerate(_keys(name)) if key in ranks]
        if fitting:
            found.append((min(fitting), name))
    return [name for _, name in sorted(found, key=lambda each: each[0])]


def plain(name: str) -> str:
    """A name without what may differ in it: its letters and digits, small, without accents."""
    if not name.isascii():
        name = unicodedata.normalize("NFD", name.casefold()).translate(_TWINS)
    return re.sub(r"[\W_]+", "", name.casefold())


@cache
def _ranks(known: Sequence[str]) -> dict[str, int]:
    return {plain(name): rank for rank, name in reversed([*enumerate(known)])}


@cache
def _keys(name: str) -> tuple[str, ...]:
    bare = re.sub(r"\s*[(\[].*|[:@][a-z]{2}$", "", name)
    inner = re.sub(rf"^(.*[./:>|]|_*({within()})[_ -])", "", bare, flags=re.IGNORECASE)
    return tuple(filter(None, map(plain, (name, bare, inner))))
