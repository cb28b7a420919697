"""How each row is drawn: colour and line → a look of its own, and the rules of all such looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from mapper.frames.kinds import flag_fault, is_listed
from mapper.frames.ramps import hex_of
from mapper.frames.said import Notes, quoted, wrong
from mapper.page import templates
from mapper.problems import guess

MOST = 256
"""Looks of a layer: of more colours, those that are nearly the same are one."""

DASHES = ("", "11 4", "2 4", "12 3 2 3", "6 3", "16 3 2 3 2 3", "4 2 1 2")
"""Of the classes of lines, one after another: colour is never the only cue."""

WIDTHS = (1.4, 5.6)
"""Of the steps of lines, from little to much, px."""


@dataclass(frozen=True)
class Dress:
    """What a feature wears; empty and None = as the page dresses it."""

    colour: str = "var(--class-1)"
    edge: str = ""
    width: float | None = None
    dash: str = ""
    filling: float | None = None
    line: float | None = None
    radius: float | None = None
    thick: float = 2.4
    """How wide a line is whose width nobody asked for."""
    broken: str = ""
    """How one is broken that was not asked to be."""
    over: Dress | None = None
    """What is otherwise while one points at it: more ink, where it says nothing; None = nothing."""


STYLES = {
    "color": "edge",
    "fillColor": "colour",
    "weight": "width",
    "dashArray": "dash",
    "fillOpacity": "filling",
    "opacity": "line",
    "radius": "radius",
}
"""What Leaflet's paths are told, and what it is here."""

_SWITCHES = ("fill", "stroke")

_WITHOUT = frozenset(
    ("lineCap", "lineJoin", "fillRule", "dashOffset", "className", "bubblingMouseEvents")
)
"""Those of Leaflet's that change little or nothing here."""


def dressed(style: Mapping[str, Any], base: Dress, place: str, notes: Notes) -> Dress:
    """The dress with what a style in Leaflet's words says."""
    found: dict[str, Any] = {}
    for key, value in style.items():
        if key in STYLES:
            if value is not None:
                found[STYLES[key]] = _read(key, value, place)
        elif key in _SWITCHES:
            if fault := flag_fault(value):
                raise wrong(f"{place}.{key}", *fault)
            if not value:
                found["filling" if key == "fill" else "line"] = 0.0
        elif key in _WITHOUT:
            notes.say(f"{place}: {key} is left out; it is nothing that a page of mapper draws.")
        else:
            mend = guess(str(key), [*STYLES, *_SWITCHES, "style_function"])
            raise wrong(
                f"{place}.{key}",
                "is no style of a path.",
                mend or "Those are Leaflet's: weight, color …",
            )
    if (
        "edge" in found
        and "colour" not in style
        and "fillColor" not in style
        and not base_is_class(base)
    ):
        found.setdefault("colour", found["edge"])
    return replace(base, **found)


def pointed_at(base: Dress, kwds: Mapping[str, Any], notes: Notes) -> Dress:
    """The dress with what `highlight_kwds` say of it."""
    return replace(base, over=dressed(kwds, replace(Dress(), colour=""), "highlight_kwds", notes))


def class_dresses(base: Dress, colours: Sequence[str], ordered: bool) -> list[Dress]:
    """What each class wears: lines differ by width or by dashes, too."""
    low, high = WIDTHS
    most = max(1, len(colours) - 1)
    if ordered:
        return [
            replace(base, colour=each, thick=round(low + (high - low) * n / most, 1))
            for n, each in enumerate(colours)
        ]
    return [
        replace(base, colour=each, broken=DASHES[n % len(DASHES)]) for n, each in enumerate(colours)
    ]


def base_is_class(base: Dress) -> bool:
    """Whether the colour says something that a style may not overrule."""
    return base.colour != Dress.colour


def row_styles(
    give: Callable[[Any], Any],
    rows: Sequence[Mapping[str, Any]],
    notes: Notes,
    base: Sequence[Dress],
) -> list[Dress]:
    """The dress of each row, as a `style_function` says it of a GeoJSON feature."""
    found = []
    for row, worn in zip(rows, base, strict=True):
        try:
            style = give(row)
        except Exception as error:  # it is not ours, and may fail in any way
            what = f"fails for row {row['id']}: {type(error).__name__}: {error}."
            mend = "Let it give a dict for each row, also where a value is None."
            raise wrong("style_kwds.style_function", what, mend) from error
        if not isinstance(style, Mapping):
            raise wrong(
                "style_kwds.style_function", f"gives {type(style).__name__}.", "Let it give a dict."
            )
        found.append(dressed(style, worn, "style_kwds.style_function", notes))
    return found


def coded(dresses: Sequence[Dress], notes: Notes) -> tuple[list[Dress], list[int]]:
    """Each different dress once, and which of them each row wears; at most `MOST`."""
    bits = 8
    codes: dict[Dress, int] = {}
    found = [codes.setdefault(each, len(codes)) for each in dresses]
    while len(codes) > MOST and bits > 2:
        bits -= 1
        coarse = {each: replace(each, colour=_coarse(each.colour, bits)) for each in codes}
        codes = {}
        found = [codes.setdefault(coarse.get(each, each), len(codes)) for each in dresses]
    if bits < 8:
        notes.say(f"Of more than {MOST} colours, those that are nearly the same are drawn as one.")
    return [*codes][:MOST], [min(code, MOST - 1) for code in found]


def sheet_of(looks: Mapping[str, tuple[str, Dress]]) -> Markup:
    """The rules of looks: by name, what is drawn (points, lines, areas) and its dress."""
    text = templates().get_template("looks.css.j2").render(looks=looks, plain=Dress.colour)
    return Markup("".join(line.strip() for line in text.splitlines()))


def _coarse(colour: str, bits: int) -> str:
    if not colour.startswith("#"):
        return colour
    step = 2 ** (8 - bits)
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{min(255, each // step * step + step // 2):02x}" for each in parts)


def _read(key: str, value: Any, place: str) -> Any:
    at = f"{place}.{key}"
    if key in ("color", "fillColor"):
        return hex_of(value, at)
    if key == "dashArray":
        text = " ".join(map(str, value)) if is_listed(value) else str(value)
        parts = text.replace(",", " ").split()
        if not all(each.isascii() and each.replace(".", "", 1).isdigit() for each in parts):
            raise wrong(at, f"{quoted(value)} are no lengths.", 'Write them as "5 3".')
        return " ".join(parts)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise wrong(at, f"{quoted(value)} is no number.", "Write a number.") from None
    if not 0 <= number < 1000:
        raise wrong(at, f"{number:g} is out of range.", "Write one from 0 to 999.")
    return min(number, 1.0) if key in ("opacity", "fillOpacity") else number
