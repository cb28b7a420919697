"""What a file says of itself → keys of its layer's entry, and what is said of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mapper import assets
from mapper.formats import About, Foreign, cells, columns, one_line
from mapper.model import MANIFEST
from mapper.problems import Problem, guess

MOST = 7
"""Values that colours can tell apart: more numbers than that are put into classes."""

KEPT = ("summary", "attribution", "source")
"""Keys of an entry that come from the file alone."""


def of_file(about: About, licence: str | None) -> dict[str, str]:
    """The keys of the entry that the file fills; a licence that was named comes first."""
    said = {key: text for key, text in asdict(about).items() if key in (*KEPT, "licence") and text}
    return {**said, **({"licence": licence.strip()} if licence and licence.strip() else {})}


def said(foreign: Foreign, colour: Mapping[str, Any] | None, licence: str | None) -> Iterator[str]:
    """What was taken of the file that nobody asked for, and how to say otherwise."""
    about = foreign.about
    if colour:
        yield f'Coloured by "{colour["by"]}", as in the file: --colour'
    if licence is None and about.licence:
        yield f'Licence "{about.licence}", as the file says: --licence'
    if kept := [key for key in KEPT if getattr(about, key)]:
        yield f"From the file, {' and '.join(kept)}: change them in {MANIFEST}"


def colour_of(foreign: Foreign, asked: str | None) -> tuple[dict[str, Any] | None, list[Problem]]:
    """`colour` of the entry: by the column that was asked for, or else as the file has it."""
    if asked is None:
        return (with_colours(foreign.parted, foreign.colours) if foreign.parted else None), []
    known = columns(foreign.records)
    if asked not in known:
        mend = guess(asked, known) or f"Columns are {', '.join(sorted(known))}."
        return None, [Problem(foreign.file, "--colour", f'no column "{asked}".', mend)]
    found = cells(foreign.records, asked)
    values = {each for each in found if isinstance(each, str | int | float)} - {""}
    numbers = all(isinstance(each, int | float) for each in values)
    method = {"method": "quantile"} if numbers and len(values) > MOST else {}
    if asked == foreign.parted:
        return with_colours(asked, foreign.colours), []
    return {"by": one_line(asked), **method}, []


def with_colours(by: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """`colour` by a column, with the colours that the file itself gives to its values."""
    of = {"of": dict(colours)} if colours else {}
    return {"by": by, **of}


def as_elsewhere(
    foreign: Foreign, sources: Mapping[str, str], names: Mapping[str, str]
) -> dict[str, Any]:
    """How an atlas showed the features that it exported, so far as this one can.

    Args:
        sources, names: key of a source, and name of a field, there → those here.
    """
    if foreign.brought is None:
        return {}
    known = columns(foreign.records)
    entry = {key: value for key, value in foreign.brought.entry.items() if key != "popup"}
    looks, by = entry.get("looks"), entry.get("colour")
    if entry.get("look") not in assets.looks():
        entry.pop("look", None)
    if looks and not {*looks["of"].values()} <= assets.looks():
        del entry["looks"]
    if by and by["by"] not in known:
        del entry["colour"]
    if "when" in entry:
        entry["when"] = {key: names.get(name, name) for key, name in entry["when"].items()}
    if "used" in entry:
        entry["used"] = [names.get(name, name) for name in entry["used"]]
    keys = [sources[key] for key in entry.pop("sources", ()) if key in sources]
    return {**entry, **({"sources": keys} if keys else {})}
