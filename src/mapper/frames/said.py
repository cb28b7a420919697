"""What is wrong with what was asked, which stops it, and what was done otherwise, said once."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field

from mapper.problems import MapperError, Problem, guess

CALL = "explore()"


def wrong(place: str, what: str, mend: str = "") -> MapperError:
    """Something asked that cannot be done."""
    return MapperError([Problem(CALL, place, what, mend)])


def no_column(place: str, name: object, columns: Iterable[object]) -> MapperError:
    """A column that is not there, with the one that was meant."""
    known = [str(column) for column in columns]
    mend = guess(str(name), known) or f"There are {', '.join(known[:12]) or 'none'}."
    return wrong(place, f'there is no column "{name}".', mend)


@dataclass
class Notes:
    """Sentences on what is otherwise than asked, each once, in their order."""

    said: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)

    def warn(self, level: int) -> None:
        """All of them as one warning, of the line `level` calls above."""
        if self.said:
            warnings.warn(" ".join(self.said), UserWarning, stacklevel=level + 1)


def counted(count: int, one: str, many: str) -> str:
    """ "1 row has", "3,000 rows have" """
    return f"{count:,} {one if count == 1 else many}"
