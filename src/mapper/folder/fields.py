"""The manifest with fields more: all other bytes stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit

from mapper.folder.reread import at_end
from mapper.problems import Problem


def with_fields(manifest: str, fields: Mapping[str, Mapping[str, Any]], file: str) -> str:
    """The manifest's text with a `[fields.<name>]` for each, at its end.

    Raises:
        MapperError: no table can stand there, as where all fields are in one inline table.
    """
    if not fields:
        return manifest
    added = [
        "\n".join(
            [f"[fields.{_key(name)}]", *(f"{_key(key)} = {_value(said)}" for key, said in has)]
        )
        for name, has in ((name, entry.items()) for name, entry in fields.items())
    ]
    wanted = tomllib.loads(manifest)
    wanted["fields"] = {**wanted.get("fields", {}), **{name: {**e} for name, e in fields.items()}}
    mend = f"Write fields as [fields.<name>] tables, or put this in by hand:\n{added[0]}"
    refusal = Problem(file, "fields", "no further field can be written here.", mend)
    return at_end(manifest, "\n\n".join(added), wanted, refusal)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(said: Any) -> str:
    return str(tomlkit.item(said).as_string())
