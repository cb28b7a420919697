"""Who says so: the author of a source and where it appeared, as a reader names them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OUTLETS = ("journal", "journaltitle", "organization")
_PUBLISHERS = ("institution", "publisher")
_BETWEEN = re.compile(r"\s+and\s+(?![^{]*\})")  # not inside braces, where it is part of a name


def speaker(fields: Mapping[str, str]) -> str:
    """The author and the outlet of a BibTeX entry; who published it, where there is neither.

    Three authors and more are the first of them "and others". An author who bears the outlet's
    name, as "Wikipedia contributors" do, is left to the outlet.
    """
    names = [_in_order(name) for name in _BETWEEN.split(_named(fields, "author", "editor"))]
    author = " and ".join(names) if len(names) < 3 else f"{names[0]} and others"
    outlet = _named(fields, *_OUTLETS).strip("{} ")
    if author and outlet.startswith(author.split()[0]):
        return outlet
    return ", ".join(filter(None, (author, outlet))) or _named(fields, *_PUBLISHERS).strip("{} ")


def _named(fields: Mapping[str, str], *keys: str) -> str:
    return next((" ".join(fields[key].split()) for key in keys if fields.get(key)), "")


def _in_order(name: str) -> str:
    """ "Maley, William" as it is said; a name in braces is an organisation's, and stays."""
    if name.startswith("{"):
        return name.strip("{} ")
    family, _, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip()
