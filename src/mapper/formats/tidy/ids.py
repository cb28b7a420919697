"""Ids of new features: their own, made of their names, or of what they are.

None depends on the place of a row: who puts one in above moves no fact to another feature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from math import floor
from typing import Any
from zlib import crc32

from anyascii import anyascii

from mapper.formats.source import Record
from mapper.jsontext import brief
from mapper.messages import note, say
from mapper.problems import Problem

FIT, NAMED, NUMBERED, TAKEN, MARKED, TWICE, ALIKE = (
    note(f"note.ids-{why}")
    for why in ("fit", "named", "numbered", "taken", "marked", "twice", "alike")
)

SHOWN = 3
"""How many changed ids of a kind are named in a note."""

LENGTH = 60
"""Letters that an id made of words has at most."""

_REST = re.compile(r"[^a-z0-9]+")
_REST_OF_LINE = re.compile(r"[^a-z0-9\n]+")
_DASHES = {at: "-" for at in range(128) if not re.match(r"[a-z0-9\n]", chr(at))}


def slug(text: str) -> str:
    """An id of a text in any script: "Étang de l'Est" → "etang-de-l-est", "Герат" → "gerat"."""
    return _short(_REST.sub("-", _plain_letters(text)).strip("-"))


def slugs(texts: Sequence[str]) -> list[str]:
    """The same of very many texts: as one text, each on a line."""
    whole = _plain_letters("\n".join(texts))
    if whole.count("\n") != len(texts) - 1:  # a text has lines itself
        return [*map(slug, texts)]
    lines = _dashed(whole).replace("-\n", "\n").replace("\n-", "\n")
    found = lines.removeprefix("-").removesuffix("-").split("\n")
    return found if max(map(len, found)) <= LENGTH else [*map(_short, found)]


def _dashed(text: str) -> str:
    if not text.isascii():
        return _REST_OF_LINE.sub("-", text)
    text = text.translate(_DASHES)  # five times as quick
    while "--" in text:
        text = text.replace("--", "-")
    return text


def _plain_letters(text: str) -> str:
    plain = text.casefold()
    if plain.isascii():
        return plain
    return plain.translate({ord(letter): anyascii(letter) for letter in {*plain}}).lower()


def _short(slugged: str) -> str:
    return slugged[:LENGTH].rstrip("-")


def no_id(record: Record, file: str) -> Iterator[Problem]:
    """A warning, if the record has an id that RFC 7946 does not know."""
    if type(record.id) in (dict, list, bool):
        what, mend = say("feature.no-id", id=brief(record.id))
        yield Problem(file, f"{record.place}.id", what, mend, "warning")


def mark_of(properties: Mapping[str, Any], geometry: Mapping[str, Any]) -> str:
    """Eight letters and digits made of what a feature is: the browser makes the same of it."""
    found = [f"{key}={text}" for key, value in properties.items() if (text := _plain(value))]
    numbers = geometry["coordinates"]
    numbers = numbers if geometry["type"] == "Point" else _flat(numbers)
    shape = ",".join([str(floor(number * 1e5 + 0.5)) for number in numbers])
    text = "\n".join((*sorted(found), shape))
    return f"{crc32(text.encode('utf-16-le', 'surrogatepass')):08x}"


class Ids:
    """Gives ids, each once, and remembers which it had to make or change.

    Args:
        layer: the layer's id.
        taken: ids that the atlas has already.
        given, names: what each record calls its id, and its name: where several would have one id,
            each gets a mark behind it, its own number or one made of what it is.
    """

    def __init__(
        self, layer: str, taken: Collection[str], given: Sequence[object], names: Sequence[str]
    ) -> None:
        self.layer, self.taken = layer, frozenset(taken)
        self.given = given
        self.wishes, self.whys = self._wishes(given, names)
        self.alone = len({*self.wishes}) == len(self.wishes)  # as nearly always
        counts = Counter(() if self.alone else self.wishes)
        self.shared = {id for id, count in counts.items() if count > 1}
        self.used: set[str] = set(taken)
        self.changes: dict[str, list[str]] = {}
        self.counts: Counter[str] = Counter()

    def give(self, row: int, mark: Callable[[], str]) -> str:
        """An id for a record: its own, else made of its name, else the layer's and its mark."""
        id, why = self.wishes[row], self.whys[row]
        if not id:
            id, why = f"{self.layer}-{mark()}", MARKED
        elif id in self.shared:
            number = slug(_text(self.given[row]))
            id = f"{id}-{number if number.isdigit() else mark()}"
            why = TWICE
        if id in self.used:  # those that are alike in everything
            id, why = self._numbered(id), ALIKE
        self.used.add(id)
        if why:
            self.counts[why] += 1
            shown = self.changes.setdefault(why, [])
            if len(shown) < SHOWN:
                shown.append(self._change(row, id))
        return id

    def _change(self, row: int, id: str) -> str:
        text = _text(self.given[row])
        return f"{text} → {id}" if text else id

    def give_all(self, rows: Sequence[int], mark: Callable[[int], str]) -> list[str]:
        """The same for very many records, by their rows."""
        if not self.alone or not all(self.wishes) or not self.taken.isdisjoint(self.wishes):
            return [self.give(row, partial(mark, row)) for row in rows]
        self.counts.update(filter(None, map(self.whys.__getitem__, rows)))
        for why in self.counts:
            those = islice((row for row in rows if self.whys[row] == why), SHOWN)
            self.changes[why] = [self._change(row, self.wishes[row]) for row in those]
        return [*map(self.wishes.__getitem__, rows)]

    def notes(self) -> list[str]:
        """What was made or changed, with the first of each kind."""
        return [
            f"{why}: {', '.join(ids)}{_more(self.counts[why] - len(ids))}."
            for why, ids in self.changes.items()
        ]

    def _wishes(self, given: Sequence[object], names: Sequence[str]) -> tuple[list[str], list[str]]:
        """The id that each record's own words give, empty if they give none; and what was done."""
        texts = [*map(_text, given)]
        owns = slugs(texts) if any(texts) else texts
        bare = [row for row, own in enumerate(owns) if not own or own.isdigit()]
        named = slugs([names[row] for row in bare]) if bare else []
        if owns == given:  # the same texts twice would take twice the room
            owns, whys = texts, [""] * len(owns)
        else:
            whys = ["" if own == asked else FIT for own, asked in zip(owns, given, strict=True)]
        for row, name in zip(bare, named, strict=True):
            if name and not name.isdigit():
                owns[row], whys[row] = name, NAMED
            else:
                owns[row] = f"{self.layer}-{owns[row]}" if owns[row] else ""
                whys[row] = NUMBERED
        if not self.taken.isdisjoint(owns):
            for row, id in enumerate(owns):
                if id in self.taken:
                    owns[row], whys[row] = f"{id}-{self.layer}", TAKEN
        return owns, whys

    def _numbered(self, id: str) -> str:
        number = 2
        while f"{id}-{number}" in self.used:
            number += 1
        return f"{id}-{number}"


def _text(given: object) -> str:
    return str(given) if type(given) in (str, int) else ""


def _plain(value: object) -> str:
    """A value as Python and the browser write it alike; empty if they do not."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if value and not 1e-4 <= abs(value) < 1e15:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def _flat(part: Any) -> Iterator[float]:
    """Every number of coordinates."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from _flat(each)
    else:
        yield part


def _more(count: int) -> str:
    return f" and {count:,} more" if count else ""
