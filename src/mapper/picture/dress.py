"""The style sheet written into a picture: each element bears what the sheet says of it.

So a picture needs no sheet, and looks the same in programs that know little of CSS. What the sheet
may use is little too: rules by class, attribute and descendant, and custom properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # the type alone: nothing is parsed

from mapper import assets

ATTRIBUTES = frozenset(
    (
        *("fill", "fill-opacity", "font-family", "font-size", "font-style", "font-weight"),
        *("letter-spacing", "opacity", "paint-order", "r", "stroke", "stroke-dasharray"),
        *("stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor"),
    )
)
"""The properties that may stand in an element by themselves."""

OWN = frozenset(("opacity", "r"))
"""Those that what lies within does not inherit."""

PLAIN = {
    "fill-opacity": "1",
    "font-style": "normal",
    "font-weight": "400",
    "stroke-dasharray": "none",
    "stroke-linecap": "butt",
    "stroke-opacity": "1",
}
"""What holds of every picture where nothing is said."""

SYMBOLS = "s-"
"""What the ids of the sheet of symbols begin with."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT = re.compile(r"@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IS = re.compile(r":is\(([^()]*)\)")
_COMPOUND = re.compile(r"([a-z]*)((?:\.[\w-]+|\[[\w-]+(?:\*?=\"?[\w-]+\"?)?\])*)")
_PART = re.compile(r"\.([\w-]+)|\[([\w-]+)(?:(\*?=)\"?([\w-]+)\"?)?\]")
_VAR = re.compile(r"var\((--[\w-]+)(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_TIMES = re.compile(r"calc\(([\d.]+) \* ([\d.]+)\)")
_FONT = re.compile(r"(?:(\d{3}) )?([\w.]+)(?: ?/ ?[\w.]+)? (.+)")


@dataclass(frozen=True)
class Compound:
    """A part of a selector: `path.label[data-use="perhaps"]`. Of attributes: name, sign, value."""

    name: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str, str], ...]

    def fits(self, element: Element) -> bool:
        own = element.get("class", "").split()
        return (
            self.name in ("", _local(element))
            and self.classes.issubset(own)
            and all(_says(element, *each) for each in self.attributes)
        )


@dataclass(frozen=True)
class Rule:
    """What is declared for the elements that the last compound fits, within those before it."""

    path: tuple[Compound, ...]
    weight: int
    declared: Mapping[str, str]

    def fits(self, element: Element, around: Sequence[Element]) -> bool:
        *outer, inner = self.path
        if not inner.fits(element):
            return False
        rest = iter(reversed(around))
        return all(any(each.fits(other) for other in rest) for each in reversed(outer))


@dataclass(frozen=True)
class Sheet:
    """Rules, the weakest first, and the custom properties of the whole picture."""

    rules: tuple[Rule, ...]
    tokens: Mapping[str, str]

    def says(self, element: Element, around: Sequence[Element]) -> dict[str, str]:
        found: dict[str, str] = {}
        for rule in self.rules:
            if rule.fits(element, around):
                found |= rule.declared
        return found


@dataclass(frozen=True)
class Worn:
    """What an element has from those around it: custom properties, and properties in force."""

    tokens: Mapping[str, str]
    inherited: Mapping[str, str]


def sheet(more: str = "") -> Sheet:
    """The sheet that the bundler made for pictures, its light theme, and rules behind it."""
    # Plain text: as markup, the rules behind it would have the sheet's quotes escaped.
    return read_sheet(assets.built("picture.css") + str(more))


def read_sheet(css: str) -> Sheet:
    """What of a sheet counts here: no rule within `@media`, none with a pseudo-class."""
    rules: list[Rule] = []
    tokens: dict[str, str] = {}
    for selectors, body in _RULE.findall(_AT.sub("", _COMMENT.sub("", css))):
        declared = dict(_declarations(body))
        for selector in _split(selectors):
            if selector == ":root":
                tokens |= declared
            elif path := _path(selector):
                weightless = selector.startswith(":where(")
                parts = sum(len(each.classes) + len(each.attributes) for each in path)
                weight = 0 if weightless else 100 * parts + sum(bool(each.name) for each in path)
                rules.append(Rule(path, weight, declared))
    return Sheet(tuple(sorted(rules, key=lambda rule: rule.weight)), tokens)


def dressed(root: Element, said: Sheet, symbols: Mapping[str, Element]) -> None:
    """Write the sheet into a picture, and the symbols that it uses; take out what is not seen.

    Args:
        root: the picture; it is changed.
        symbols: id → drawing, each of which the picture may use.
    """
    namespace = root.tag.removesuffix("svg")
    drawn: dict[str, Element] = {}
    _dress(root, said.says(root, ()), said, (), Worn(said.tokens, PLAIN), symbols, drawn)
    kept = Element(f"{namespace}defs")
    kept.extend(drawn[id] for id in sorted(drawn))
    root.insert(_after_words(root), kept)


def _dress(
    element: Element,
    declared: Mapping[str, str],
    said: Sheet,
    around: tuple[Element, ...],
    worn: Worn,
    symbols: Mapping[str, Element],
    drawn: dict[str, Element],
) -> None:
    tokens = {**worn.tokens, **{key: v for key, v in declared.items() if key.startswith("--")}}
    own = {key: _value(value, tokens) for key, value in declared.items() if key[:2] != "--"}
    if weight := own.get("font-weight"):
        own["font-weight"] = _hundreds(weight)
    inherited = dict(worn.inherited)
    for key, value in sorted(own.items()):
        if key in ATTRIBUTES and value and (key in OWN or inherited.get(key) != value):
            element.set(key, value)
            if key not in OWN:
                inherited[key] = value
    if "mix-blend-mode" in own:
        element.set("style", f"mix-blend-mode:{own['mix-blend-mode']}")
    if own.get("text-transform") == "uppercase" and element.text:
        element.text = element.text.upper()
    if element.attrib.pop("direction", "") == "rtl":
        _turn(element)
    for key in [key for key in element.attrib if key.startswith("data-")]:
        del element.attrib[key]
    now, path = Worn(tokens, inherited), (*around, element)
    for child in list(element):
        says = said.says(child, path)
        if "none" in (child.get("display"), says.get("display")):
            element.remove(child)
        else:
            _dress(child, says, said, path, now, symbols, drawn)
    href = element.get("href", "").removeprefix("#")
    if _local(element) == "use" and href.startswith(SYMBOLS) and href in symbols:
        element.set("href", f"#{_draw(href, said, now, symbols, drawn)}")
    element.attrib.pop("class", None)


def _draw(
    id: str,
    said: Sheet,
    worn: Worn,
    symbols: Mapping[str, Element],
    drawn: dict[str, Element],
) -> str:
    """The id of the drawing as it looks with these custom properties: it is kept once for each."""
    toned = sorted(value for key, value in worn.tokens.items() if key.startswith("--tone"))
    name = "-".join([id, *(re.sub(r"\W+", "", value) for value in toned)])
    if name not in drawn:
        copied = _copy(symbols[id])
        copied.set("id", name)
        # What a use says of itself is in force in the drawing, but differs from use to use.
        declared = said.says(copied, ())
        _dress(copied, declared, said, (), Worn(worn.tokens, {}), symbols, drawn)
        drawn[name] = copied
    return name


def _copy(element: Element) -> Element:
    made = Element(element.tag, dict(element.attrib))
    made.text = element.text
    made.extend(map(_copy, element))
    return made


def _turn(text: Element) -> None:
    """From right to left by signs in the text itself: resvg knows nothing of `direction`."""
    text.text = f"\u202b{text.text or ''}\u202c"
    start = text.get("text-anchor", "start")
    text.set("text-anchor", {"start": "end", "end": "start"}.get(start, start))


def _after_words(root: Element) -> int:
    """Behind the title and the description, which have to come first."""
    words = [index for index, each in enumerate(root) if _local(each) in ("title", "desc")]
    return max(words, default=-1) + 1


def _value(value: str, tokens: Mapping[str, str]) -> str:
    """Without custom properties and sums; empty where a custom property has no value."""
    while found := _VAR.search(value):
        put = tokens.get(found[1], found[2])
        if put is None:
            return ""
        value = value[: found.start()] + put.strip() + value[found.end() :]
    value = _TIMES.sub(lambda pair: f"{float(pair[1]) * float(pair[2]):g}", value)
    value = re.sub(r"(?<=\d)px\b", "", value)
    return "none" if value == "transparent" else value


def _hundreds(weight: str) -> str:
    """Not every program knows of font weights between the hundreds."""
    return f"{(int(weight) + 50) // 100}00" if weight.isdecimal() else weight


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        font = _FONT.fullmatch(value) if key == "font" else None
        if font:
            yield from (("font-weight", font[1] or "400"), ("font-size", font[2]))
            yield "font-family", font[3]
        elif value:
            yield key, value


def _split(selectors: str) -> Iterator[str]:
    """The selectors of a list; one with `:is()` as several, other brackets belong to one."""
    for selector in re.split(r",(?![^(]*\))", selectors):
        if choice := _IS.search(selector):
            before, after = selector[: choice.start()], selector[choice.end() :]
            for each in choice[1].split(","):
                yield from _split(f"{before}{each.strip()}{after}")
        else:
            yield selector.strip()


def _path(selector: str) -> tuple[Compound, ...]:
    """The compounds of a selector, none where it asks for more than is known here."""
    plain = re.sub(r"^:where\(([^()]*)\)$", r"\1", selector)
    found = []
    for part in plain.split(" "):
        compound = _COMPOUND.fullmatch(part)
        if not part or not compound:
            return ()
        pieces = _PART.findall(compound[2])
        classes = frozenset(piece[0] for piece in pieces if piece[0])
        attributes = tuple((name, sign, value) for own, name, sign, value in pieces if not own)
        found.append(Compound(compound[1], classes, attributes))
    return tuple(found)


def _says(element: Element, name: str, sign: str, value: str) -> bool:
    own = element.get(name)
    if own is None:
        return False
    return not sign or (value in own if sign == "*=" else value == own)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
