"""A `[[layer]]` as text, and the manifest with one more or less: all other bytes stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from mapper.folder.reread import reads_as
from mapper.messages import note
from mapper.problems import MapperError, Problem

UNSTATED = "not stated"
"""The licence of a new layer, which only its maker can state."""

_ASK = note("entry.licence")


def entry_of(
    id: str,
    title: str,
    look: str,
    *,
    group: str | None = None,
    file: str | None = None,
    when: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
    popup: Sequence[str] = (),
    tiles: int | None = None,
    more: Mapping[str, Any] | None = None,
) -> str:
    """The text of a `[[layer]]`, with a word on its licence if nobody has stated it yet.

    Args:
        more: further keys, such as what the file says of itself.
    """
    rest = dict(more or {})
    ends = {key: rest.pop(key, None) for key in ("attribution", "source", "sources")}
    licence = rest.pop("licence", UNSTATED)
    values = {
        "id": id,
        "title": title,
        **{key: rest.pop(key) for key in sorted(rest) if key.startswith("title_")},
        "group": group,
        "file": file,
        "look": look,
        "tiles": tiles,
        **rest,
        "when": when or None,
        "states": states or None,
        "popup": list(popup) or None,
        "licence": licence,
        **{key: value or None for key, value in ends.items()},
    }
    return entry_text(values, {"licence": _ASK} if licence == UNSTATED else {})


def entry_text(values: Mapping[str, Any], comments: Mapping[str, str]) -> str:
    """A `[[layer]]` with the values that are not None, some with a comment behind them."""
    table = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            table[key] = _inline(value) if isinstance(value, Mapping) else value
        if key in comments:
            table[key].comment(comments[key])
    layers = tomlkit.aot()
    layers.append(table)
    return tomlkit.dumps({"layer": layers})


def _inline(value: Mapping[str, Any]) -> InlineTable:
    """A table on one line, and those in it."""
    table = tomlkit.inline_table()
    for key, each in value.items():
        table[key] = _inline(each) if isinstance(each, Mapping) else each
    return table


def with_entry(manifest: str, entry: str, file: str, at: int | None = None) -> str:
    """The manifest's text with the entry behind its last layer, or as layer number `at` from 0.

    tomlkit's own append would put it between a later table and the comment above that. So the text
    goes in by line, and what comes of it is read again: it has to be the old content and the entry.

    Raises:
        MapperError: there is no place where that holds, as when layers stand in one inline list.
    """
    added = tomllib.loads(entry)["layer"]
    before = tomllib.loads(manifest)
    layers = before.get("layer", [])
    at = len(layers) if at is None else at
    wanted = before | {"layer": [*layers[:at], *added, *layers[at:]]}
    newline = "\r\n" if "\r\n" in manifest else "\n"
    entry = entry.strip().replace("\n", newline) + newline
    lines = re.findall(r"[^\n]*\n|[^\n]+", manifest)
    for place in _places(lines) if at == len(layers) else _between(lines):
        above, below = "".join(lines[:place]), "".join(lines[place:])
        above += "" if above.endswith("\n") or not above else newline
        above += "" if above.endswith(newline * 2) or not above else newline
        below = newline + below if below.strip() and not below.startswith(newline) else below
        text = above + entry + below
        if reads_as(text, wanted):
            return text
    mend = f"Write them as [[layer]] tables, or put this in by hand:\n{entry}"
    raise MapperError([Problem(file, "layer", "no further layer can be written here.", mend)])


def without_entry(manifest: str, index: int, file: str, table: str = "layer") -> tuple[str, str]:
    """The manifest's text without one of its layers, or overlays, and what was taken out.

    Comments within the entry and right below it go with it; those above it stay. As in
    `with_entry`, what comes of it is read again.

    Args:
        manifest: the text.
        index: which of them, from 0.
        file: its name in problems.
        table: layer or overlay.

    Raises:
        MapperError: no lines are that layer and nothing else.
    """
    wanted = tomllib.loads(manifest)
    wanted[table] = [*wanted[table][:index], *wanted[table][index + 1 :]]
    if not wanted[table]:
        del wanted[table]
    lines = re.findall(r"[^\n]*\n|[^\n]+", manifest)
    for start, end in _extents(lines, table):
        above, below = "".join(lines[:start]), "".join(lines[end:])
        if not above.strip() or re.search(r"\n\s*\n$", above):
            below = re.sub(r"\A(\s*\n)+", "", below)
        text = above + below if below else re.sub(r"(\r?\n)\s*\Z", r"\1", above)
        if reads_as(text, wanted):
            return text, "".join(lines[start:end]).strip() + "\n"
    mend = f"Write each as a [[{table}]] table, or take it out by hand."
    raise MapperError([Problem(file, f"{table}[{index}]", "cannot be told from the rest.", mend)])


def _extents(lines: list[str], table: str) -> Iterator[tuple[int, int]]:
    """First line of each layer, and where it may end: there are several, as in `_places`."""
    heads = [index for index, each in enumerate(lines) if re.match(r"\s*\[", each)]
    for start in heads:
        if re.match(rf"\s*\[\[\s*{table}\s*\]\]", lines[start]):
            yield from ((start, _behind(lines, head)) for head in heads if head > start)
            yield start, len(lines)


def _places(lines: list[str]) -> Iterator[int]:
    """Lines to put a layer before, the best first: behind the last one, or else at the end.

    What looks like a header may be part of a longer text: so there are several.
    """
    heads = [index for index, each in enumerate(lines) if re.match(r"\s*\[", each)]
    layers = [index for index in heads if re.match(r"\s*\[\[?\s*layer\b", lines[index])]
    last = layers[-1] if layers else len(lines)
    yield from (_behind(lines, head) for head in heads if head > last)
    yield len(lines)


def _between(lines: list[str]) -> Iterator[int]:
    """Lines to put a layer before that is not the last."""
    heads = (n for n, each in enumerate(lines) if re.match(r"\s*\[\[\s*layer\s*\]\]", each))
    yield from (_behind(lines, head) for head in heads)


def _behind(lines: list[str], head: int) -> int:
    """Where the table above `head` ends: with its own comments, without those of `head`."""
    end = head
    while end and re.match(r"\s*(#.*)?$", lines[end - 1]):
        end -= 1
    own = end
    while own < head and lines[own].lstrip().startswith("#"):
        own += 1
    return own if own < head else end
