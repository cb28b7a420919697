"""Licences as files name them → as this house writes them: "CC BY 4.0", "ODbL 1.0"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import orjson

_ADDRESS = re.compile(
    r"creativecommons\.org/licenses/(?P<kind>by(?:-[a-z]{2}){0,2})/(?P<version>\d\.\d)"
)
_SHORT = re.compile(
    r"\bcc[ -]by(?P<kind>(?:[ -](?:nc|sa|nd)\b){0,2})(?:[ -]?v?(?P<version>\d(?:\.\d)?))?"
)
_LONG = re.compile(
    r"(?:creative commons|\bcc)[ :-]*attribution(?P<kind>(?:[ -]*(?:non ?-?commercial"
    r"|share ?-?alike|no ?-?deriv\w*))*)[ ,(-]*(?:v(?:ersion)?\.? ?)?(?P<version>\d\.\d)?"
)
_WORDS = (("nc", "non"), ("sa", "share"), ("nd", "deriv"))


def licence_in(text: str) -> str:
    """The well-known licence that a text names by its name or address; empty if it names none."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    if match := _ADDRESS.search(plain):
        return _creative(match["kind"].removeprefix("by").split("-"), match["version"])
    if match := _SHORT.search(plain):
        return _creative(re.split(r"[ -]", match["kind"]), match["version"])
    if match := _LONG.search(plain):
        kind = match["kind"]
        return _creative([part for part, word in _WORDS if word in kind], match["version"])
    return next((name for sign, name in _known() if re.search(sign, plain)), "")


def says_nothing(text: str) -> bool:
    """Whether this stands where a licence should, and is none."""
    return text.casefold().strip(" .") in _table()["none"]


def _creative(parts: list[str], version: str | None) -> str:
    kind = "-".join(["BY", *(part.upper() for part in parts if part)])
    number = f"{version}.0" if version and "." not in version else version
    return f"CC {kind} {number}" if number else f"CC {kind}"


def _known() -> list[tuple[str, str]]:
    return [(sign, name) for sign, name in _table()["known"]]


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((Path(__file__).parent / "licences.json").read_bytes())
    return found
