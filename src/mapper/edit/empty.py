"""The manifest of an atlas without layers; and what it leaves open until the first layer says it.

What nobody has said yet stands there with `GUESSED` behind it, so that whoever opens the file sees
what to change, and so that the first layer may put what it knows in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil, floor, log2
from pathlib import Path
from string import Template
from typing import NoReturn

from mapper.assets import HERE
from mapper.formats import slug, title_of
from mapper.geometry import Bounds
from mapper.model import DateError, Overlay, iso, parse_date
from mapper.overlay import extent as extent_of
from mapper.overlay import look
from mapper.problems import MapperError, Problem

EMPTY = HERE / "empty"
"""The files of an atlas without layers; the manifest has gaps."""

GUESSED = "# a guess: change it, or let the first layer say it"

WORLD: Bounds = (-180.0, -85.0, 180.0, 85.0)
CENTURY = "1900/1999"

MARGIN = 0.1
"""Around a layer so much of its size is part of the map."""

LEAST = 0.02
"""Degrees: the least margin, about 2 km, for a layer may be one point."""

NARROW = 320
"""Pixels: the width of a small screen, which shows the whole at the least zoom."""


def empty_manifest(folder: Path, title: str, period: str, bounds: str) -> str:
    """The text of `data/atlas.toml`, of what was said; empty is what was not.

    Args:
        folder: its name is the title, if that was not said.
        period: both ends, in EDTF.
        bounds: west, south, east and north, with commas between them.

    Raises:
        MapperError: the period or the bounds are none.
    """
    id = slug(title) or slug(folder.name) or "atlas"
    box = _box(bounds) if bounds else WORLD
    gaps = {
        "id": json.dumps(id),
        "title": json.dumps(title or title_of(folder.name, "", id), ensure_ascii=False),
        "period": _line("period", json.dumps(_period(period) if period else CENTURY), not period),
        "bounds": _line("bounds", _list(box), not bounds),
        "zoom": _line("zoom", _list(zoom_of(box)), not bounds),
        "date": date.today().isoformat(),
    }
    return Template((EMPTY / "atlas.toml").read_text("utf-8")).substitute(gaps)


def said_by_first(
    manifest: str, extent: Bounds, dates: tuple[str, str] | None
) -> tuple[str, tuple[str, ...]]:
    """The manifest with what the first layer knows in the place of guesses; and that, in words."""
    notes: list[str] = []
    known = {"bounds": _list(around(extent)), "zoom": _list(zoom_of(around(extent)))}
    if years := _years(dates):
        known["period"] = json.dumps(years)
    for key, value in known.items():
        guess = rf"(?m)^{key} = .* {re.escape(GUESSED)}$"
        manifest, count = re.subn(guess, f"{key} = {value}", manifest)  # digits and signs alone
        if count and key != "zoom":
            notes.append(f"Took the atlas's {key} from this layer, its first: {value}")
    return manifest, tuple(notes)


def seen_with(extent: Bounds, overlays: Iterable[Overlay]) -> Bounds:
    """What a layer and the pictures under the map take up together."""
    boxes = [extent]
    for each in overlays:
        boxes.append(extent_of(each.place, look(each.data, each.entry.file).size))
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def around(extent: Bounds) -> Bounds:
    """An extent with a margin, within what a web map shows."""
    west, south, east, north = extent
    wide = max(LEAST, MARGIN * (east - west), MARGIN * (north - south))
    return (
        max(-180.0, floor((west - wide) * 100) / 100),
        max(-85.0, floor((south - wide) * 100) / 100),
        min(180.0, ceil((east + wide) * 100) / 100),
        min(85.0, ceil((north + wide) * 100) / 100),
    )


def zoom_of(bounds: Bounds) -> tuple[int, int]:
    """The zoom at which a small screen shows all of it, and one at which streets are seen."""
    west, _, east, _ = bounds
    least = max(0, min(12, floor(log2(NARROW / 256 * 360 / (east - west)))))
    return least, max(12, least + 6)


def _line(key: str, value: str, is_guess: bool) -> str:
    return f"{key} = {value} {GUESSED}" if is_guess else f"{key} = {value}"


def _list(numbers: tuple[float, ...]) -> str:
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"


def _years(dates: tuple[str, str] | None) -> str:
    """The years from the first of two dates to the last; empty if they have no ends."""
    found = list(_days(dates)) if dates else []
    years = [iso(day).rsplit("-", 2)[0] for day in (min(found), max(found))] if found else []
    return "/".join(years)


def _days(dates: tuple[str, str]) -> Iterator[int]:
    for text in dates:
        yield from (day for day in parse_date(text).days if day is not None)


def _period(text: str) -> str:
    mend = "Write both ends: --period 1850/1900, or 1914-07-28/1918-11-11."
    try:
        days = parse_date(text).days
    except DateError as error:
        _refuse("--period", str(error), mend)
    if days[0] is None or days[3] is None:
        _refuse("--period", f'"{text}" has an open end.', mend)
    return text


def _box(text: str) -> Bounds:
    mend = "Write west, south, east and north in degrees: --bounds 7.5,46,8.25,47."
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        _refuse("--bounds", f'"{text}" is not four numbers.', mend)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        _refuse("--bounds", f'"{text}" is no part of the globe.', mend)
    return west, south, east, north


def _refuse(option: str, what: str, mend: str) -> NoReturn:
    raise MapperError([Problem(option, "", what, mend)])
