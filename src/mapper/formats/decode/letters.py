"""How much a text looks like words of a language: what tells one code page from another.

A wrong code page makes letters that no one language has, capitals within words, signs and letters
of two scripts in one word, and many of the rarer letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:[^\w\s\x00-\x7f’–—׳״]+[^\W\d_]+)*")
_MARKS = frozenset("\xa0\u200c\u200d\u200e\u200f«»„“”‚‘’‹›–—…•·°№§©®™±×½¼¾²³€¿¡ªº،؛؟΄−‰µ׳״")
_FINAL = frozenset("ךםןףץςةى")
"""Letters that end words."""

_RARER, _NEAR, _MARK, _WRONG = 0.02, 0.25, 0.02, 1.0
"""What a language's rarest letter costs, one of another language of the page, a sign, any other."""


@dataclass(frozen=True)
class Page:
    """A code page: its name for Python and in words, and each of its languages' letters.

    `seldom` is what it costs beforehand to be taken for a page that hardly anybody writes now.
    """

    codec: str
    name: str
    languages: dict[str, dict[str, float]]
    seldom: float


@cache
def pages() -> tuple[Page, ...]:
    table = json.loads(Path(__file__).with_name("encodings.json").read_text("utf-8"))
    costs = {language: _costs(letters) for language, letters in table["letters"].items()}
    return tuple(
        Page(codec, name, {each: costs[each] for each in languages.split()}, seldom)
        for codec, (name, languages, seldom) in table["pages"].items()
    )


def _costs(letters: str) -> dict[str, float]:
    """Each letter, small and capital, with what it costs: nothing for the commonest."""
    costs = {letter: _RARER * at for at, letter in enumerate(letters)}
    return {form: cost for each, cost in costs.items() for form in (each, each.upper())}


@cache
def _every() -> dict[str, float]:
    """Each letter of any language, with what it costs among words of another."""
    found: dict[str, float] = {}
    for page in pages():
        for costs in page.languages.values():
            for letter, cost in costs.items():
                found[letter] = min(cost + _NEAR, found.get(letter, _WRONG))
    return found


def oddness(text: str, page: Page) -> tuple[float, str]:
    """From 0, for words of a language of the page, upwards: what a letter beyond ASCII costs.

    And the language that fits best. The text has at least one such letter or sign.
    """
    seen = Counter(text)
    high = {sign: count for sign, count in seen.items() if not sign.isascii()}
    every, total = _every(), sum(high.values())
    least, language = min(
        (sum(_sign(sign, costs, every) * count for sign, count in high.items()) / total, language)
        for language, costs in page.languages.items()
    )
    return least + _misshapen(text) / total + page.seldom, language


def _sign(sign: str, costs: dict[str, float], every: dict[str, float]) -> float:
    if sign in costs:
        return costs[sign]
    return _MARK if sign in _MARKS else every.get(sign, _WRONG)


def _misshapen(text: str) -> int:
    """How many letters beyond ASCII stand in words that nobody writes so."""
    return sum(
        count * sum(not sign.isascii() for sign in word)
        for word, count in Counter(_WORD.findall(text)).items()
        if not (word.isascii() or _shapely(word))
    )


def _shapely(word: str) -> bool:
    """Small, capital or with one capital at its start; of one script, as that is spelt."""
    if not all(unicodedata.category(sign)[0] in "LMC" for sign in word):
        return bool(re.fullmatch("[kc]?m[²³]|½|¼|¾", word))  # or a sign within a word
    if word.lower() != word.upper() and not (word.isupper() or word[1:].islower() or not word[1:]):
        return False
    scripts = {unicodedata.name(sign, "?").split(" ", 1)[0] for sign in word if sign.isalpha()}
    if len(scripts) > 1 or not _FINAL.isdisjoint(word[:-1]):
        return False
    if scripts == {"LATIN"}:
        return len(word) < 3 or any(map(str.isascii, word))
    accents = "\u0301" in unicodedata.normalize("NFD", word)
    return scripts != {"GREEK"} or word.isupper() or accents or len(word) < 4
