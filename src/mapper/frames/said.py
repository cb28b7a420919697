"""What is wrong with what was asked, which stops it, and what was done otherwise, said once."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapper.problems import MapperError, Problem, guess

CALL = "explore()"

_PACKAGE = f"{Path(__file__).parents[1]}{os.sep}"

LONG = 80
"""Letters of a value that is quoted: of more, so many are."""


def wrong(place: str, what: str, mend: str = "") -> MapperError:
    """Something asked that cannot be done."""
    return MapperError([Problem(CALL, readable(place), readable(what), readable(mend))])


def no_column(place: str, name: object, columns: Iterable[object]) -> MapperError:
    """A column that is not there, with the one that was meant."""
    known = [str(column) for column in columns]
    mend = guess(str(name), known) or f"There are {', '.join(known[:12]) or 'none'}."
    return wrong(place, f'there is no column "{_cut(str(name))}".', mend)


def short(value: Any) -> str:
    """A value as Python writes it, in one line of some letters."""
    try:
        text = repr(value)
    except Exception:  # what others write of themselves may fail in any way
        text = f"a {type(value).__name__}"
    return readable(_cut(" ".join(text.split())))


def quoted(value: Any) -> str:
    """Text between quotes, all else as Python writes it."""
    return f'"{readable(_cut(value))}"' if isinstance(value, str) else short(value)


def readable(text: str) -> str:
    """Text that can be written down: half a pair of surrogates is a question mark."""
    return text.encode("utf-8", "replace").decode()


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"


@dataclass
class Faults:
    """What is wrong, gathered to be said at once."""

    found: list[Problem] = field(default_factory=list)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is found wrong inside is kept, and what stands below goes on."""
        try:
            yield
        except MapperError as error:
            self.found += [each for each in error.problems if each not in self.found]

    def stop(self) -> None:
        """Raise all of them, if there are any."""
        if self.found:
            raise MapperError(self.found)


@dataclass
class Notes:
    """Sentences on what is otherwise than asked, each once, in their order."""

    said: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)

    def warn(self) -> None:
        """All of them as one warning, of the line that called mapper, by whatever way."""
        if self.said:
            said = readable(" ".join(self.said))
            warnings.warn(said, UserWarning, stacklevel=_calls_within() + 1)


def _calls_within() -> int:
    """How many calls above the one that asks are still of this package."""
    frame, count = sys._getframe(1), 0
    while frame.f_back and frame.f_code.co_filename.startswith(_PACKAGE):
        frame, count = frame.f_back, count + 1
    return count


def counted(count: int, one: str, many: str) -> str:
    """ "1 row has", "3,000 rows have" """
    return f"{count:,} {one if count == 1 else many}"
