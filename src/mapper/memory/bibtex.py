"""Sources as somebody has them at hand → BibTeX, as `data/sources.bib` holds it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from mapper.frames import wrong
from mapper.memory.there import is_there
from mapper.problems import MapperError, of_disk

PLAIN = ("url", "doi", "file", "eprint")
"""Fields that BibTeX does not read as LaTeX."""

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$%#&_"},
}


def bibtex(sources: Any) -> str:
    """BibTeX of BibTeX, of a file of it, of a frame or a list of dicts: an entry each.

    A dict has `key`, `type` (else it is `misc`), and the fields of BibTeX by their names. What
    `Atlas.sources.to_frame` gives is taken as it is.

    Raises:
        MapperError: it is nothing of that.
    """
    if isinstance(sources, str):
        if sources.strip() and "@" not in sources:
            mend = "Write @book{key, title = {…}, …}; for a file, pass pathlib.Path(…)."
            raise wrong("", "the text has no entry of BibTeX.", mend)
        return sources
    if isinstance(sources, os.PathLike):
        return _file(Path(sources))
    if isinstance(sources, Mapping):
        sources = [sources]
    if hasattr(sources, "reset_index"):
        named = sources.index.names[0]
        frame = sources.reset_index() if named and named not in sources.columns else sources
        sources = frame.to_dict("records")
    try:
        listed = list(sources)
    except TypeError:
        listed = [sources]
    for each in listed:
        if not isinstance(each, Mapping):
            mend = "Pass BibTeX, or a list of dicts with key, title, read, readdate …"
            raise wrong("", f"is given {type(each).__name__}, not a source.", mend)
    return "\n\n".join(_entry(each, number) for number, each in enumerate(listed, 1))


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise wrong("", f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise MapperError([of_disk(error, str(path), "cannot be read")]) from error


def _entry(source: Mapping[Any, Any], number: int) -> str:
    own = source.get("bibtex")
    if isinstance(own, str) and own.strip():
        return own
    fields = {str(name): value for name, value in source.items() if _says(value)}
    key = str(fields.pop("key", ""))
    kind = str(fields.pop("type", "misc")).lstrip("@")
    if not re.fullmatch(r"[^\s{},\"#%\\~'()=]+", key):
        what = f'"{key}" cannot be a key.' if key else "has no key."
        raise wrong(f"source {number}", what, 'Give it one: {"key": "smith1999", …}.')
    for word in (kind, *fields):
        if not re.fullmatch(r"[A-Za-z][\w-]*", word):
            mend = "Names of fields are those of BibTeX: title, author, year …"
            raise wrong(f"source {number}, {key}", f'"{word}" is no name of a field.', mend)
    lines = [f"  {name} = {{{_text(name, value)}}}" for name, value in fields.items()]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _says(value: Any) -> bool:
    return is_there(value) and not (isinstance(value, str) and not value)


def _text(name: str, value: Any) -> str:
    if isinstance(value, list | tuple | np.ndarray):
        return " and ".join(_text(name, each) for each in value if _says(each))
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).encode("utf-8", "replace").decode().split())
    if name.lower() in PLAIN:
        return text.replace("{", "%7B").replace("}", "%7D")
    text = "".join(_SIGNS.get(sign, sign) for sign in text)
    # In a second pair of braces no word of a title gets or loses its capital.
    return f"{{{text}}}" if name.lower() == "title" else text
