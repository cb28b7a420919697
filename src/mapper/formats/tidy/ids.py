"""Ids of new features: their own, made of their names, or of the layer's and a number."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from mapper.messages import note

SHOWN = 3
"""How many changed ids of a kind are named in a note."""


def slug(text: str) -> str:
    """An id made of a text: "Étang de l'Est" → "etang-de-l-est". Empty without Latin letters."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-")


class Ids:
    """Gives ids, each once, and remembers which it had to make or change."""

    def __init__(self, layer: str, taken: Collection[str]) -> None:
        self.layer, self.taken = layer, frozenset(taken)
        self.used: set[str] = set(taken)
        self.last: Counter[str] = Counter()
        self.changes: dict[str, list[str]] = {}
        self.counts: Counter[str] = Counter()

    def give(self, given: object, name: str, number: int) -> str:
        """An id for the record: its own, else made of its name, else the layer's and a number."""
        text = str(given) if type(given) in (str, int) else ""
        own = slug(text) if text else ""
        if own and not own.isdigit():
            id, why = own, "" if own == given else note("note.ids-fit")
        else:
            id, why = slug(name), note("note.ids-named")
            if not id or id.isdigit():
                id, why = f"{self.layer}-{own or number}", note("note.ids-numbered")
        if id in self.taken:
            id, why = f"{id}-{self.layer}", note("note.ids-taken")
        if id in self.used:
            id, why = self._numbered(id), note("note.ids-twice")
        self.used.add(id)
        if why:
            self.counts[why] += 1
            shown = self.changes.setdefault(why, [])
            if len(shown) < SHOWN:
                shown.append(f"{text} → {id}" if text else id)
        return id

    def notes(self) -> list[str]:
        """What was made or changed, with the first of each kind."""
        return [
            f"{why}: {', '.join(ids)}{_more(self.counts[why] - len(ids))}."
            for why, ids in self.changes.items()
        ]

    def _numbered(self, id: str) -> str:
        self.last[id] = max(self.last[id], 1)
        while True:
            self.last[id] += 1
            if (found := f"{id}-{self.last[id]}") not in self.used:
                return found


def _more(count: int) -> str:
    return f" and {count:,} more" if count else ""
