"""A picture of one state of the atlas that stands alone: the map, what it shows, whose data it is.

In a wide picture the words stand beside the map, else above and below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml.ElementTree import fromstring
from markupsafe import Markup, escape

from mapper.assets import RIGHT_TO_LEFT
from mapper.looks import own_css, symbols_of
from mapper.model import UNSTATED, Atlas, Layer, Overlay
from mapper.picture.dress import dressed, sheet
from mapper.picture.lettering import width_of
from mapper.picture.plate.blocks import Lines, States, broken
from mapper.picture.plate.key import Key, key_of
from mapper.picture.scene import symbol_of
from mapper.picture.situation import situation
from mapper.picture.svgtext import tag
from mapper.picture.tongue import Tongue, state_head, tongue
from mapper.picture.views import View, draw_view, showing
from mapper.record import STATES, is_absent

SVG = "http://www.w3.org/2000/svg"

Size = tuple[int, int]

WIDE = 1.55
"""A picture so much wider than high, and at least so wide, has its words beside the map."""

WIDE_PX = 760

EDGE_PX = 14
"""Between words and the edges of the picture or of the map."""

LINES = 2
"""Of a sentence above the map; the description has the rest."""

KEY_FROM_PX = 420
"""A picture less high has no room above the map for what its symbols mean."""

ABOVE = 0.3
"""So much of the height the key takes at most where it stands above the map."""

Block = Lines | States | Key

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Plate:
    """A whole picture. `says` is what it shows, in words: what a reader who sees none is told."""

    svg: str
    size: Size
    says: str


def draw_plate(atlas: Atlas, view: View, day: int, size: Size, looks: str = "") -> Plate:
    """The picture as SVG text that needs no other file; `view.state` is that of the day.

    The title is that of the view, or of the atlas where it has none. `looks` are the rules of looks
    that are the atlas's own.
    """
    in_, shown = tongue(atlas.language), showing(atlas, view.shown)
    said = situation(shown, day, view.state, in_)
    words = _Words(shown, view, day, said, in_)
    width, height = size
    beside = width >= WIDE_PX and width / height >= WIDE
    column = round(min(0.3 * width, 380)) if beside else width
    room = column - 2 * EDGE_PX
    big = 24.0 if width >= 1000 else 19.0 if width >= 600 else 15.0
    small = 14.0 if width >= 1000 else 12.5 if width >= 600 else 11.5
    head = words.beside(room, big, small) if beside else words.above(room, big, small)
    if beside or height >= KEY_FROM_PX:
        head.append(words.states(room, small))
    foot = words.foot(room, small - 2)
    below = _height(foot)
    if beside or height >= KEY_FROM_PX:
        free_px = height - _height(head) - below - EDGE_PX if beside else ABOVE * height
        head.append(key_of(shown, in_, small, room, free_px, beside))
    above = _height(head)
    if beside:
        left, top, right, bottom = column, 0, width, height
    else:
        left, top, right, bottom = 0, round(above), width, height - round(below)
    free = (right - left, bottom - top)
    seen, parts = draw_view(atlas, view, day, free)
    left, top = left + (free[0] - seen[0]) // 2, top + (free[1] - seen[1]) // 2
    rtl = atlas.language in RIGHT_TO_LEFT
    x = column - EDGE_PX if rtl else EDGE_PX
    map_ = {"x": left, "y": top, "width": seen[0], "height": seen[1]}
    drawn = tag(
        "svg",
        {
            "xmlns": SVG,
            "class": "plate",
            "role": "img",
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
        },
        tag("title", {}, escape(view.title or atlas.manifest.atlas.title)),
        tag("desc", {}, escape(" ".join(said))),
        tag("rect", {"class": "plate-paper", "width": width, "height": height}),
        tag(
            "svg",
            {**map_, "viewBox": f"0 0 {seen[0]} {seen[1]}", "overflow": "hidden"},
            tag("rect", {"class": "plate-ground", "width": seen[0], "height": seen[1]}),
            *parts,
        ),
        tag("rect", {"class": "plate-edge", **map_}),
        *_stacked(head, x, 0, rtl),
        *_stacked(foot, x, height - below, rtl),
    )
    return Plate(standing_alone(drawn, atlas, looks), size, " ".join(said))


def credits_of(atlas: Atlas, layers: Iterable[Layer | Overlay]) -> list[str]:
    """The attributions of these layers and of the relief, each once, in the order of the layers."""
    relief = atlas.manifest.relief
    named = [layer.entry.attribution for layer in layers]
    named.append(relief.attribution if relief else "")
    return [credit for credit in dict.fromkeys(named) if credit]


@dataclass(frozen=True)
class _Words:
    atlas: Atlas
    view: View
    day: int
    said: Sequence[str]
    in_: Tongue

    def above(self, room: float, big: float, small: float) -> list[Block]:
        """The title, the day and what there is of it in few words."""
        told = " ".join(self.said[:2])
        return [
            Lines("plate-title", big, broken(self.title, big, room, LINES)),
            Lines("plate-said", small, broken(told, small, room, LINES)),
        ]

    def beside(self, room: float, big: float, small: float) -> list[Block]:
        """The title, and what the map shows in words: the day first, which is short."""
        blocks: list[Block] = [Lines("plate-title", big, broken(self.title, big, room, 4))]
        for sentence in self.said:
            is_day = sentence == self.in_.say("says.day", date=self.in_.date(self.day))
            dress = "plate-day" if is_day else "plate-said"
            blocks.append(Lines(dress, small, broken(sentence, small, room, 6)))
        return blocks

    @property
    def title(self) -> str:
        return self.view.title or self.atlas.manifest.atlas.title

    def states(self, room: float, size: float) -> States:
        """What the symbols of a layer with states look like in each state that it has here."""
        rows: list[list[tuple[float, str, str]]] = [[]]
        along = 0.0
        for symbol, word in self.found_states():
            step = 27 + width_of(word, size) + 14
            if rows[-1] and along + step > room:
                rows.append([])
                along = 0.0
            rows[-1].append((along, symbol, word))
            along += step
        return States(tuple(map(tuple, rows)) if rows[0] else (), size)

    def found_states(self) -> Iterator[tuple[str, str]]:
        timed = [
            layer
            for layer in self.atlas.layers
            if layer.entry.shown and layer.entry.when and not layer.is_big
        ]
        found: dict[tuple[str, str], list[str]] = {}
        for layer in timed:
            for each in layer.features:
                if not is_absent(layer.entry, state := self.view.state(each)):
                    word = state_head(layer.entry, self.atlas.language, state, self.in_)
                    found.setdefault((state, word.rstrip("*")), []).append(each.look)
        for (state, word), looks in sorted(found.items(), key=lambda it: STATES.index(it[0][0])):
            common = max(dict.fromkeys(looks), key=looks.count)
            yield symbol_of(common, state), word

    def foot(self, room: float, size: float) -> list[Block]:
        """Whose data it is, under which licence, and where the map is."""
        info = self.atlas.manifest.atlas
        switched: tuple[Layer | Overlay, ...] = (*self.atlas.layers, *self.atlas.overlays)
        shown = [each for each in switched if each.entry.shown]
        own = ", ".join(each for each in (*info.authors, info.licence) if each != UNSTATED)
        parts = dict.fromkeys([*credits_of(self.atlas, shown), own, info.address])
        whole = (
            each if width_of(f"{each} ·", size) > room else each.replace(" ", "\N{NO-BREAK SPACE}")
            for each in filter(None, parts)
        )
        lines = broken(" · ".join(whole), size, room)
        return [Lines("plate-credit", size, tuple(line.rstrip(" ·") for line in lines))]


def _height(blocks: Sequence[Block]) -> float:
    return sum(each.height for each in blocks) + EDGE_PX


def _stacked(blocks: Sequence[Block], x: float, y: float, rtl: bool) -> Iterator[Markup]:
    at = y + EDGE_PX / 2
    for each in blocks:
        yield from each.draw(x, at, rtl)
        at += each.height


def standing_alone(drawn: Markup, atlas: Atlas, looks: str = "") -> str:
    """A picture of a page as one by itself: dressed, and with the symbols that it uses."""
    root: Element = fromstring(_NO_XML.sub("", drawn))
    dressed(root, sheet(own_css(atlas) + looks), _symbols(atlas))
    register_namespace("", SVG)
    return tostring(root, encoding="unicode") + "\n"


def _symbols(atlas: Atlas) -> dict[str, Element]:
    sheet_of_symbols = fromstring(symbols_of(atlas))
    return {each.get("id", ""): each for each in sheet_of_symbols.iter(f"{{{SVG}}}g")}
