"""A layer coloured by a column: its classes, and which of them each feature is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

import numpy as np
import orjson

from mapper.looks.dyes import Dye, alike, changed, dye
from mapper.looks.named import named_colours
from mapper.looks.schemes import SCHEMES, is_there, places
from mapper.messages import is_no_number
from mapper.model import Atlas, ColourEntry, Feature, Layer
from mapper.problems import guess

MOST = 7
"""Colours that every eye tells apart: --class-1 … and --step-1 … of the style sheet."""

NO_VALUE = "class-none"

OTHERS = "class-others"
"""Of values that the manifest gives no colour, where it gives some."""

NAMED = 5
"""Features that are named where the value of several is wrong."""

MOST_DIGITS = 300
"""Behind the point; ten to a higher power is soon more than a float holds."""


@dataclass(frozen=True)
class Class:
    """One colour of a layer: its CSS class, and the value or the bounds that it stands for.

    It holds its lower bound and not its upper one; the last of a layer holds both.
    """

    tone: str
    value: str = ""
    bounds: tuple[float, float] | None = None

    @property
    def word(self) -> str:
        """The key of the interface's words for a class without a value."""
        return "key.others" if self.tone == OTHERS else "key.no-value"


def coloured(layer: Layer) -> Layer:
    """The layer with the CSS class of its colour in each feature; as it is if it has none."""
    colour = layer.entry.colour
    if colour is None or layer.is_big or colour_fault(layer, colour):
        return layer
    tone = _tones(layer.features, colour)
    features = tuple(replace(each, tone=tone(_shade(each, colour))) for each in layer.features)
    return replace(layer, features=features)


def classes(layer: Layer) -> tuple[Class, ...]:
    """The classes of a layer that `coloured` has coloured, in their order; no value comes last."""
    colour = layer.entry.colour
    if colour is None or not any(feature.tone for feature in layer.features):
        return ()
    found = _classes(layer.features, colour)
    missing = any(feature.tone == NO_VALUE for feature in layer.features)
    return (*found, Class(NO_VALUE)) if missing else found


def words_of(each: Class, unit: str) -> str:
    """What a class stands for: its value or its bounds, with the unit; empty if for no value."""
    if each.bounds:
        low, high = map(word, each.bounds)
        return f"{low if low == high else f'{low} – {high}'} {unit}".strip()
    return f"{each.value} {unit}".strip() if each.value else ""


def title_of(colour: ColourEntry) -> str:
    """What the column is called in the atlas's first language."""
    return capital(colour.title or colour.by)


def capital(text: str) -> str:
    """With its first letter a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def value_of(feature: Feature, column: str) -> Any:
    """What the column holds; None for what counts as no value."""
    value = feature.properties.get(column)
    return None if value is None or (isinstance(value, str) and not value.strip()) else value


def word(value: object) -> str:
    """A value in words: numbers with their thousands, lists and tables as JSON."""
    if _is_number(value):
        return f"{value:,.10g}"
    return value.strip() if isinstance(value, str) else orjson.dumps(value).decode()


def measure(feature: Feature, colour: ColourEntry | None) -> str:
    """What the column says of a feature, with its unit; empty if it says nothing."""
    value = value_of(feature, colour.by) if colour else None
    if colour is None or value is None:
        return ""
    return f"{word(value)} {colour.unit}".strip()


def colour_fault(layer: Layer, colour: ColourEntry) -> tuple[str, str] | None:
    """What keeps a layer from being coloured, and how to mend it."""
    values = [value for each in layer.features if (value := value_of(each, colour.by)) is not None]
    if not layer.features:
        return None  # that is said of its file
    if colour.method in SCHEMES and not is_there():
        mend = 'Install it: pip install "mapper[classes]". Or write method = "quantile".'
        return f'method = "{colour.method}" is mapclassify\'s, which is not installed.', mend
    if colour.of and (fault := _no_dyes(colour)):
        return fault
    if not values:
        columns = {column for each in layer.features for column in each.properties}
        mend = guess(colour.by, columns) or f"Columns are {', '.join(sorted(columns))}."
        return f'no feature has a value of "{colour.by}".', mend
    if colour.of:
        return None
    if colour.method == "categories":
        if (count := len({word(value) for value in values})) > MOST:
            mend = 'Choose a column of fewer values; for numbers, method = "quantile" or "equal".'
            return (
                f'"{colour.by}" has {count:,} values, and {MOST} colours can be told apart.',
                mend,
            )
        return None
    shades = ((each.id, _shade(each, colour)) for each in layer.features)
    wrong = [(id, word(value)) for id, value in shades if not (value is None or _is_number(value))]
    if wrong:
        first = ", ".join(f'"{value}" ({id})' for id, value in wrong[:NAMED])
        more = f" and {len(wrong) - NAMED:,} more" if len(wrong) > NAMED else ""
        mend = 'Correct it in the file, or write method = "categories".'
        return f'"{colour.by}" is not a number: {first}{more}.', mend
    if all(_shade(each, colour) is None for each in layer.features):
        mend = 'Choose a column of numbers, or write method = "categories".'
        return f'no feature has a number as "{colour.by}".', mend
    return None


def colour_doubts(layer: Layer, colour: ColourEntry) -> Iterator[tuple[str, str]]:
    """What of the colours that are named will not be as one may think, and how to mend it."""
    given = (value_of(each, colour.by) for each in layer.features)
    found = {word(value) for value in given if value is not None}
    for value in colour.of:
        if value not in found:
            mend = guess(value, found) or f"There are {', '.join(sorted(found)[:12])}."
            yield f'no feature\'s "{colour.by}" is "{value}".', mend
    # In dark themes colours are others anyway: that these are is no news.
    if drawn := changed(colour.of, "light"):
        listed = ", ".join(f'"{name}" is drawn as {as_}' for name, as_ in drawn.items())
        yield f"too pale for the map: {listed}.", "Choose others, or leave it so."
    for one, other, by_all in alike(colour.of):
        who = "can hardly be told apart" if by_all else "are alike to eyes that mix red and green"
        mend = "Let one be much darker than the other."
        yield f'the colours of "{one}" and "{other}" {who}.', mend


def dyes_of(atlas: Atlas) -> tuple[Dye, ...]:
    """The colours that the manifest names for layers, each once."""
    found = {
        made.tone: made
        for layer in atlas.layers
        if layer.entry.colour and any(feature.tone for feature in layer.features)
        for colour in layer.entry.colour.of.values()
        if (made := dye(colour))
    }
    return tuple(found[tone] for tone in sorted(found))


def _no_dyes(colour: ColourEntry) -> tuple[str, str] | None:
    for key in ("method", "classes"):
        if key in colour.model_fields_set:
            return f'"{key}" does nothing beside "of".', "Take one of them out."
    for value, name in colour.of.items():
        if dye(name) is None:
            mend = guess(name, named_colours()) or 'Write a name of CSS, as "red", or "#a03".'
            return f'"{name}", of "{value}", is no colour.', mend
    return None


def _shade(feature: Feature, colour: ColourEntry) -> Any:
    """What colours the feature: where a number is wanted, <5 and n/a are no value."""
    value = value_of(feature, colour.by)
    is_none = isinstance(value, str) and colour.method != "categories" and is_no_number(value)
    return None if is_none else value


def _classes(features: Sequence[Feature], colour: ColourEntry) -> tuple[Class, ...]:
    values = [value for each in features if (value := _shade(each, colour)) is not None]
    if colour.of:
        there, named = {*map(word, values)}, _named(colour)
        others = () if there <= named.keys() else (Class(OTHERS),)
        return (*(each for value, each in named.items() if value in there), *others)
    if colour.method == "categories":
        words = dict.fromkeys(word(value) for value in sorted(values, key=_order))
        return tuple(Class(f"class-{n}", word) for n, word in enumerate(words, start=1))
    found = breaks(values, colour.method, colour.classes)
    bounds = list(pairwise(found)) or [(found[0], found[0])]
    return tuple(
        Class(f"step-{_step(n, len(bounds))}", bounds=each) for n, each in enumerate(bounds)
    )


def _named(colour: ColourEntry) -> dict[str, Class]:
    """The class of each value that has a colour; lines of them differ by dash, too."""
    return {
        value: Class(f"class-{n % MOST + 1} {made.tone}", value)
        for n, (value, name) in enumerate(colour.of.items())
        if (made := dye(name))
    }


def _tones(features: Sequence[Feature], colour: ColourEntry) -> Callable[[Any], str]:
    """Value → CSS class."""
    if colour.of:
        tones = {value: each.tone for value, each in _named(colour).items()}
        return lambda value: NO_VALUE if value is None else tones.get(word(value), OTHERS)
    found = _classes(features, colour)
    if colour.method == "categories":
        named = {each.value: each.tone for each in found}
        return lambda value: NO_VALUE if value is None else named[word(value)]
    inner = [each.bounds[0] for each in found[1:] if each.bounds]
    return lambda value: (
        NO_VALUE if value is None else found[int(np.searchsorted(inner, value, side="right"))].tone
    )


def breaks(values: Sequence[float], method: str, count: int) -> tuple[float, ...]:
    """The bounds of at most `count` classes of numbers, ascending: one more than there are classes.

    They are rounded so that they can be read: those of equal classes to two digits of their width,
    all others to the roundest number that parts the same values. Quantiles that fall together make
    fewer classes; if all values are the same, there is one bound.
    """
    numbers = np.unique(np.asarray(values, dtype=float))
    least, greatest = float(numbers[0]), float(numbers[-1])
    if least == greatest:
        return (least,)
    parts = np.linspace(0, 1, count + 1)[1:-1]
    digits = 1 - floor(log10((greatest - least) / count))
    digits = min(digits, 14 - floor(log10(max(abs(least), abs(greatest)))))  # those of a float
    digits = min(digits, MOST_DIGITS)
    scale = 10.0**digits
    low = min(least, floor(round(least * scale, 6)) / scale)
    high = max(greatest, ceil(round(greatest * scale, 6)) / scale)
    if method != "equal":
        given = np.asarray(values, dtype=float)
        begin = (
            places(given, numbers, method, count)
            if method in SCHEMES
            else np.searchsorted(numbers, np.quantile(given, parts))
        )
        inner = {_between(float(numbers[at - 1]), float(numbers[at]), high) for at in begin if at}
    else:
        inner = {round(float(edge), digits) for edge in least + parts * (greatest - least)}
    return (low, *sorted(edge for edge in inner if low < edge < high), high)


def _between(one: float, other: float, end: float) -> float:
    """The roundest number that parts two; not the very end, or the last class would be a point."""
    return _roundest(one, one / 2 + other / 2 if other == end else other)


def _roundest(low: float, high: float) -> float:
    """The number of the fewest digits that is greater than `low` and not than `high`."""
    for digits in range(-12, 13):
        found = round(floor(high * 10.0**digits) / 10.0**digits, max(digits, 0))
        if low < found <= high:
            return found
    return high


def _step(number: int, count: int) -> int:
    """Which of the `MOST` steps the class takes, so that the classes span them all."""
    return (MOST + 1) // 2 if count == 1 else 1 + round(number * (MOST - 1) / (count - 1))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _order(value: object) -> tuple[bool, float, str]:
    """Numbers by size, then words by letters."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return False, float(value), ""
    return True, 0.0, word(value).casefold()
