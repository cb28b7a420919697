"""What is wrong with an input, and how to mend it."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: in which file, where in it, what, and how to mend it."""

    file: str
    place: str
    what: str
    mend: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        mend = f" {self.mend}" if self.mend else ""
        return f"{where}: {self.what}{mend}"


class MapperError(ValueError):
    """Everything that is wrong with an input, at once.

    `problems` holds at least one error; warnings may stand beside it.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


_MENDS = {
    errno.ENOSPC: "Make room on that disk, or choose a place on another.",
    errno.EDQUOT: "Make room on that disk, or choose a place on another.",
    errno.EROFS: "Choose a place on a disk that may be written to.",
    errno.EACCES: "Check that you may read and write there.",
    errno.EPERM: "Check that you may read and write there.",
    errno.ENAMETOOLONG: "Choose shorter names.",
    errno.EMFILE: "Close other programs, or allow more open files (ulimit -n).",
    errno.ENFILE: "Close other programs, or allow more open files (ulimit -n).",
    errno.EBUSY: "Name a folder that is not itself where a disk is mounted.",
}
"""What the system refuses → what to do about it."""


def of_disk(error: OSError, file: str, what: str = "cannot be used", after: str = "") -> Problem:
    """What the disk refused, and how to mend it; `after` says what was spared."""
    mend = _MENDS.get(error.errno or 0, "Check the disk, and that you may read and write there.")
    said = error.strerror or str(error) or type(error).__name__
    return Problem(file, "", f"{what}: {said}.", f"{mend} {after}".rstrip())


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity == "error")


MOST_WORDS = 20_000
"""Among more, to look for the nearest one takes seconds."""


def guess(wrong: str, known: Iterable[str]) -> str:
    """'Did you mean "x"?' for the nearest known word, or nothing; nothing among very many."""
    words = list(known)
    near = get_close_matches(wrong, sorted(words), n=1) if len(words) <= MOST_WORDS else ()
    return f'Did you mean "{near[0]}"?' if near else ""


SO_MANY = 6
"""Further places of the same problem are named."""


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """What is said in the same words of several places of a file, once, with those places.

    For one mistake, such as the name of a source, may be seen wherever it is used.
    """
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for each in problems:
        kinds.setdefault((each.file, each.what, each.mend, each.severity), []).append(each)
    return [_at_all(*same) for same in kinds.values()]


def _at_all(first: Problem, *rest: Problem) -> Problem:
    if not rest:
        return first
    named = [each.place for each in rest[:SO_MANY]]
    named += [f"{len(rest) - SO_MANY:,} more"] if len(rest) > SO_MANY else []
    listed = "; ".join(named)
    return replace(first, mend=f"{first.mend} The same at: {listed}.".lstrip())


def folded(problems: Iterable[Problem]) -> list[Problem]:
    """Each kind of problem of a file once, with its first place and a count."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for each in problems:
        kind = (each.file, re.sub(r"[\d.-]+", "", each.what), each.severity)
        kinds.setdefault(kind, []).append(each)
    return [
        replace(first, what=f"{first.what[:-1]} (and {len(rest):,} more like it).")
        if rest
        else first
        for first, *rest in kinds.values()
    ]
