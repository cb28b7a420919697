"""What a change would make wrong that is not wrong already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mapper.problems import Problem


def fresh(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems after a change that were none before; advice may differ, for it guesses."""
    known = {replace(each, mend="") for each in before}
    return [each for each in after if replace(each, mend="") not in known]
