"""An SVG file → a drawing of the sheet of symbols, by the rules that all drawings follow.

Of the file only shapes are read, as curves; what is written is numbers and classes of ours. So no
script, style, reference or picture of the file can come along, and whatever colour it had, the
style sheet says which it has: ink, in the ink of the map, and white, as its paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mapper.assets import OWN
from mapper.looks.curves import PLAIN, Curve, Matrix, joined, numbers, times
from mapper.looks.outline import length, read_shape, read_transform
from mapper.problems import Problem

MOST_BYTES = 100_000
"""A larger file is no symbol."""

MOST_CUBICS = 1_000
"""Lines and curves of a drawing: it is drawn once for each feature."""

SIDE_PX = 15.0
"""The longer side of a drawing, as wide as the built-in ones look."""

SHAPES = frozenset(("path", "circle", "ellipse", "rect", "line", "polyline", "polygon"))

UNSEEN = frozenset(("title", "desc", "metadata", "namedview", "defs"))
"""Elements that draw nothing: passed over in silence."""

WORN = ("fill", "fill-rule", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "opacity")
"""What an element hands on to those within it, if they do not say it themselves."""

_PAPER = re.compile(
    r"white|#fff|#ffffff|rgb\((255, ?255, ?255|100%, ?100%, ?100%)\)|snow|ivory|whitesmoke"
)

SAVE_PLAIN = "Save it as plain SVG, its texts and copies as paths."


@dataclass(frozen=True)
class Part:
    """One shape: where it is filled and stroked, with ink or with paper (empty: not at all)."""

    curves: tuple[Curve, ...]
    fill: str
    stroke: str
    width: float
    rule: str

    def drawn(self) -> bool:
        return bool(self.curves and (self.fill or self.stroke))


def read_symbol(id: str, data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of `<g id="s-own-<id>">`, empty if there is none, and what is wrong with the file.

    The drawing is centred on 0, 0 and its longer side is `SIDE_PX`, as it will be beside others.
    """
    if len(data) > MOST_BYTES:
        what = f"has {len(data):,} bytes; a symbol has at most {MOST_BYTES:,}."
        return "", [Problem(file, "", what, "Draw it with fewer shapes.")]
    try:
        root = fromstring(data)
    except DefusedXmlException:
        return "", [Problem(file, "", "declares entities, which are not read.", SAVE_PLAIN)]
    except (ParseError, ValueError, LookupError):
        return "", [Problem(file, "", "is not SVG.", "Save it as plain SVG.")]
    if _local(root.tag) != "svg":
        what = f"is not SVG: it holds <{_local(root.tag)}>."
        return "", [Problem(file, "", what, "Save it as plain SVG.")]
    left: dict[str, None] = {}
    parts = [part for part in _parts(root, left) if part.drawn() and _is_seen(part, root)]
    problems = []
    if left:
        what = f"{', '.join(left)} of it: left out."
        problems.append(Problem(file, "", what, SAVE_PLAIN, "warning"))
    if not any("ink" in (part.fill, part.stroke) for part in parts):
        return "", [*problems, Problem(file, "", "draws nothing.", SAVE_PLAIN)]
    if (count := sum(len(each.cubics) for part in parts for each in part.curves)) > MOST_CUBICS:
        what = f"has {count:,} lines and curves; a symbol has at most {MOST_CUBICS:,}."
        return "", [*problems, Problem(file, "", what, "Draw it with fewer.")]
    by = _fitting(parts)
    if by is None:
        return "", [*problems, Problem(file, "", "draws nothing that has a size.", SAVE_PLAIN)]
    return _drawing(id, parts, by), problems


def _parts(root: Element, left: dict[str, None]) -> Iterator[Part]:
    """The shapes in drawing order; what is left out is named in `left`.

    The elements wait on a stack, for a file may hold them within each other as deep as it likes.
    """
    waiting: list[tuple[Element, Mapping[str, str], Matrix]] = [(root, {}, PLAIN)]
    while waiting:
        element, worn, outer = waiting.pop()
        name = _local(element.tag)
        given = _given(element, left)
        if name in UNSEEN:
            if name == "defs" and len(element):
                left["<defs>"] = None
            continue
        if name not in SHAPES and name not in ("g", "svg"):
            left[f"<{name}>"] = None
            continue
        if given.get("display") == "none" or given.get("visibility") in ("hidden", "collapse"):
            continue
        own = {key: given[key] for key in WORN if given.get(key, "inherit") != "inherit"}
        now = {**worn, **own}
        try:
            by = joined(outer, read_transform(given.get("transform", "")))
            curves = read_shape(name, given) if name in SHAPES else ()
        except (ValueError, ArithmeticError):  # infinite, or no numbers at all
            left[f"a <{name}> that cannot be read"] = None
            continue
        if curves:
            yield _part(curves, now, by, left)
        waiting += [(child, now, by) for child in reversed(element)]


def _part(
    curves: tuple[Curve, ...], worn: Mapping[str, str], by: Matrix, left: dict[str, None]
) -> Part:
    is_clear = _is_none(worn.get("opacity"))
    fill = "" if is_clear or _is_none(worn.get("fill-opacity")) else worn.get("fill", "black")
    stroke = "" if is_clear or _is_none(worn.get("stroke-opacity")) else worn.get("stroke", "none")
    width = length(worn.get("stroke-width"), 1.0) * times(by)
    return Part(
        tuple(curve.placed(by) for curve in curves),
        _ink(fill, left),
        _ink(stroke, left) if width > 0 else "",
        width,
        "evenodd" if worn.get("fill-rule") == "evenodd" else "",
    )


def _given(element: Element, left: dict[str, None]) -> dict[str, str]:
    """The attributes of an element, with what its `style` declares, by their names alone."""
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        name = _local(key)
        if name[:2].lower() == "on" or name == "href":
            left[name] = None
        elif not key.startswith("{"):
            found[name] = value
    for declaration in found.pop("style", "").split(";"):
        key, _, value = declaration.partition(":")
        found[key.strip()] = value.partition("!")[0].strip()
    return found


def _ink(colour: str, left: dict[str, None]) -> str:
    colour = colour.strip().lower()
    if "url(" in colour:
        left["url()"] = None
    if colour in ("", "none", "transparent"):
        return ""
    return "paper" if _PAPER.fullmatch(colour) else "ink"


def _is_none(opacity: str | None) -> bool:
    return opacity is not None and length(opacity.replace("%", ""), 1.0) == 0


def _is_seen(part: Part, root: Element) -> bool:
    """Whether some of it lies within what the file shows."""
    box = numbers(root.get("viewBox", ""))
    if len(box) != 4:
        return True
    left, top, width, height = box
    west, north, east, south = _extent([part])
    return west < left + width and east > left and north < top + height and south > top


def _extent(parts: list[Part]) -> tuple[float, float, float, float]:
    found = [
        (x, y, part.width / 2 if part.stroke else 0.0)
        for part in parts
        for curve in part.curves
        for x, y in curve.points()
    ]
    return (
        *(min(x - half for x, _, half in found), min(y - half for _, y, half in found)),
        *(max(x + half for x, _, half in found), max(y + half for _, y, half in found)),
    )


def _fitting(parts: list[Part]) -> Matrix | None:
    """What brings the drawing into the box of symbols."""
    west, north, east, south = _extent(parts)
    longer = max(east - west, south - north)
    if not 1e-6 < longer < 1e9:
        return None
    k = SIDE_PX / longer
    return k, 0, 0, k, -k * (west + east) / 2, -k * (north + south) / 2


def _drawing(id: str, parts: list[Part], by: Matrix) -> str:
    """A halo around all that is ink, then the shapes in their order."""
    drawing = Element("g", {"id": f"s-{OWN}{id}"})
    placed = [("".join(curve.placed(by).data() for curve in part.curves), part) for part in parts]
    inked = "".join(data for data, part in placed if "ink" in (part.fill, part.stroke))
    SubElement(drawing, "path", {"class": "sy-halo", "d": inked})
    fine = SubElement(drawing, "g", {"class": "sy-fine"})
    for data, part in placed:
        if part.fill:
            kind = "sy-solid" if part.fill == "ink" else "sy-on"
            rule = {"fill-rule": part.rule} if part.rule else {}
            SubElement(fine, "path", {"class": kind, **rule, "d": data})
        if part.stroke:
            kind = "sy-drawn" if part.stroke == "ink" else "sy-line"
            width = f"{max(part.width * by[0], 0.8):.3g}"
            SubElement(fine, "path", {"class": kind, "stroke-width": width, "d": data})
    return tostring(drawing, encoding="unicode")


def _local(tag: object) -> str:
    """The name without its namespace; of a comment, none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
