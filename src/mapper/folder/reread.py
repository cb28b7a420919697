"""A manifest that was changed as text, read again: it has to say what is wanted, and no more."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from mapper.problems import MapperError, Problem


def reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether a text is TOML, and of this content."""
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def at_end(manifest: str, tables: str, wanted: Mapping[str, Any], refusal: Problem) -> str:
    """The manifest's text with tables more at its end, in its own line ends.

    Args:
        wanted: what the whole has to say then.
        refusal: what is said where it does not, as when such tables stand in one inline list.

    Raises:
        MapperError: the refusal.
    """
    newline = "\r\n" if "\r\n" in manifest else "\n"
    added = tables.strip().replace("\r\n", "\n").replace("\n", newline)
    text = f"{manifest.rstrip()}{newline}{newline}{added}{newline}"
    if not reads_as(text, wanted):
        raise MapperError([refusal])
    return text
