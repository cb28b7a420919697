"""What was said of an atlas → its manifest; what nobody said is seen from layers and tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import numpy as np
import tomlkit

from mapper.edit import WORLD, around, zoom_of
from mapper.folder import entry_text
from mapper.formats import title_of
from mapper.memory.there import is_there
from mapper.model import Bulk, DateError, iso, parse_date

Lines = Sequence[Mapping[str, str]]

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def complete(
    told: Mapping[str, Any],
    layers: Iterable[Bulk],
    tables: Mapping[str, Lines],
    loose: Collection[str],
) -> dict[str, Any]:
    """The manifest with bounds, zoom, period and `loose` fields, where nobody has said them."""
    made = tuple(layers)
    fields = {**told.get("fields", {}), **fields_of(told, tables.get("facts", ()), loose)}
    info = dict(told["atlas"])
    box = tuple(info["bounds"]) if _is_box(info.get("bounds")) else around_all(made)
    info.setdefault("bounds", list(box))
    info.setdefault("zoom", list(zoom_of(box)))
    if "period" not in info:
        days = [*_days_of_layers(told, made), *_days_of_tables(tables, fields)]
        info["period"] = _years(days) or "/".join([str(info["date"])[:4]] * 2)
    found = {**told, "atlas": info}
    return {**found, "fields": fields} if fields else found


def around_all(layers: Iterable[Bulk]) -> tuple[float, float, float, float]:
    """What the layers take up, with a margin; the world, where there are none."""
    boxes = [each.shapes.bounds for each in layers if len(each)]
    if not boxes:
        return WORLD
    west, south, east, north = np.vstack(boxes).T
    return around((float(west.min()), float(south.min()), float(east.max()), float(north.max())))


def fields_of(
    told: Mapping[str, Any], facts: Lines, loose: Collection[str]
) -> dict[str, dict[str, str]]:
    """The `loose` fields of facts, which nobody has declared, as they look: see `_kind`."""
    dated = {name for layer in told.get("layer", ()) for name in layer.get("when", {}).values()}
    values: dict[str, list[str]] = {}
    for line in facts:
        name = line.get("field", "")
        if name in loose and name not in told.get("fields", {}):
            values.setdefault(name, []).append(line.get("value", ""))
    return {name: declared(name, _kind(name, given, dated)) for name, given in values.items()}


def declared(name: str, kind: str) -> dict[str, str]:
    """A field that only its name and its kind are known of."""
    return {"label": title_of(name, "", name), "kind": kind}


def manifest_bytes(told: Mapping[str, Any]) -> bytes:
    """The text of the manifest."""
    rest = {key: value for key, value in told.items() if key not in ("atlas", "layer", "fields")}
    pieces = [tomlkit.dumps({"atlas": told["atlas"]}), tomlkit.dumps(rest) if rest else ""]
    pieces += [entry_text(layer, {}) for layer in told.get("layer", ())]
    pieces.append(tomlkit.dumps({"fields": told["fields"]}) if told.get("fields") else "")
    return ("\n".join(piece.strip() + "\n" for piece in pieces if piece)).encode()


def plain(value: Any) -> Any:
    """What somebody passed as TOML has it: no numbers of numpy, no tuples, no half characters."""
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(each) for key, each in value.items() if is_there(each)}
    if isinstance(value, list | tuple | set | frozenset | np.ndarray):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value if isinstance(value, bool | int | float) else str(value)


def _kind(name: str, values: Sequence[str], dated: set[str]) -> str:
    """What `when` of a layer names are dates; else it is what all values are."""
    said = [value for value in values if value and value != "unknown"]
    if name in dated:
        return "date"
    if said and all(map(NUMBER.fullmatch, said)):
        return "number"
    return "date" if said and all(map(_days, said)) else "text"


def _days_of_layers(told: Mapping[str, Any], layers: Iterable[Bulk]) -> Iterator[int]:
    fields = {name for layer in told.get("layer", ()) for name in layer.get("when", {}).values()}
    for each in layers:
        for field in fields & set(each.columns):
            for text in {value for value in each.columns[field] if isinstance(value, str | int)}:
                yield from _days(str(text))


def _days_of_tables(
    tables: Mapping[str, Lines], fields: Mapping[str, Mapping[str, Any]]
) -> Iterator[int]:
    for lines in tables.values():
        for line in lines:
            yield from _days(line.get("date", ""))
            if fields.get(line.get("field", ""), {}).get("kind") == "date":
                yield from _days(line.get("value", ""))


def _days(text: str) -> list[int]:
    """The days that a date says; none if it is no date."""
    with suppress(DateError):
        return [day for day in parse_date(text).days if day is not None]
    return []


def _years(days: Sequence[int]) -> str:
    years = [iso(day).rsplit("-", 2)[0] for day in (min(days), max(days))] if days else []
    return "/".join(years)


def _is_box(bounds: Any) -> bool:
    numbers = isinstance(bounds, list) and all(isinstance(each, int | float) for each in bounds)
    return numbers and len(bounds) == 4 and bounds[0] < bounds[2]
