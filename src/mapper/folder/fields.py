"""The manifest with fields more: all other bytes stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit

from mapper.problems import MapperError, Problem


def with_fields(manifest: str, fields: Mapping[str, Mapping[str, Any]], file: str) -> str:
    """The manifest's text with a `[fields.<name>]` for each, at its end.

    Raises:
        MapperError: no table can stand there, as where all fields are in one inline table.
    """
    if not fields:
        return manifest
    newline = "\r\n" if "\r\n" in manifest else "\n"
    added = [
        newline.join(
            [f"[fields.{_key(name)}]", *(f"{_key(key)} = {_value(said)}" for key, said in has)]
        )
        for name, has in ((name, entry.items()) for name, entry in fields.items())
    ]
    text = manifest.rstrip() + "".join(f"{newline}{newline}{each}" for each in added) + newline
    wanted = tomllib.loads(manifest)
    wanted["fields"] = {**wanted.get("fields", {}), **{name: {**e} for name, e in fields.items()}}
    try:
        if tomllib.loads(text) == wanted:
            return text
    except tomllib.TOMLDecodeError:
        pass
    mend = f"Write fields as [fields.<name>] tables, or put this in by hand:\n{added[0]}"
    raise MapperError([Problem(file, "fields", "no further field can be written here.", mend)])


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(said: Any) -> str:
    return str(tomlkit.item(said).as_string())
