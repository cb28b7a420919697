"""How a language counts, and writes numbers and days, as the browser's `Intl` does.

The browser knows this of every language (`web/src/words/words.ts`); what is built without one is
told here, of those that the interface has words in. And what it calls the states of a layer: by
the layer's own words in the manifest, else by general ones (`web/src/words/states.ts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from mapper import assets
from mapper.model import LayerEntry, iso, text


@dataclass(frozen=True)
class Grammar:
    """`months` as they stand in a date; how one is written, and one of a year before the year 1."""

    months: str
    date: str = "{day} {month} {year}"
    before_christ: str = "{day} {month} {year} BC"
    digits: str = "0123456789"
    thousands: str = ","
    point: str = "."
    plural: Callable[[int], str] = lambda n: "one" if n == 1 else "other"


def _slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


GRAMMARS: Mapping[str, Grammar] = {
    "en": Grammar(
        "January February March April May June July August September October November December"
    ),
    "ru": Grammar(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        date="{day} {month} {year} г.",
        before_christ="{day} {month} {year} г. до н. э.",
        thousands="\N{NO-BREAK SPACE}",
        point=",",
        plural=_slavic,
    ),
    "fa": Grammar(
        "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
        before_christ="{month} {day}, {year} ق.م.",
        digits="۰۱۲۳۴۵۶۷۸۹",
        thousands="٬",
        point="٫",
        plural=lambda n: "one" if n in (0, 1) else "other",
    ),
}


@dataclass(frozen=True)
class Tongue:
    """One language: its words by key, and its grammar."""

    language: str
    words: Mapping[str, str]
    grammar: Grammar

    def say(self, key: str, **values: str | int) -> str:
        """The words under a key, filled in; with `n` among the values, in the form it asks for."""
        count = values.get("n")
        form = f"{key}.{self.grammar.plural(count)}" if isinstance(count, int) else key
        said = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return self.words.get(form, self.words.get(key, key)).format(**said)

    def number(self, value: int) -> str:
        written = f"{value:,}".replace(",", self.grammar.thousands)
        return "".join(self.grammar.digits[int(c)] if c.isdecimal() else c for c in written)

    def decimal(self, written: str) -> str:
        """The same of a number with a decimal point, as it is written with one."""
        whole, point, rest = written.partition(".")
        digits = "".join(self.grammar.digits[int(c)] if c.isdecimal() else c for c in rest)
        return self.number(int(whole)) + (self.grammar.point if point else "") + digits

    def date(self, day: int) -> str:
        """Days since 1970-01-01 → 7 August 1841."""
        year, month, of_month = map(int, iso(day).rsplit("-", 2))
        form = self.grammar.date if year > 0 else self.grammar.before_christ
        written = form.format(
            day=of_month,
            month=self.grammar.months.split()[month - 1],
            year=year if year > 0 else 1 - year,
        )
        return "".join(self.grammar.digits[int(c)] if c.isdecimal() else c for c in written)


@cache
def tongue(language: str) -> Tongue:
    """The language, or English where the interface has no words in it."""
    known = language if language in GRAMMARS else "en"
    return Tongue(known, assets.words()[known], GRAMMARS[known])


FORMS = {"one": 0, "two": 1, "few": 1}
"""Which of the forms of a word goes with a count; the last one goes with all others."""

SHORT = ("unsure", "unknown")
"""States that heads and counts have short words for, the same in every layer."""


def state_word(entry: LayerEntry, first: str, state: str, in_: Tongue, n: int = 1) -> str:
    """The word of a state, as it stands with `n`; `first` is the first language of the atlas."""
    own = text(entry.states, state.replace("-", "_"), first) if entry.states else {}
    spoken = [in_.language, *([first] if tongue(first).language != first else [])]
    said = next(filter(None, map(own.get, spoken)), "") or in_.words[f"state.{state}"]
    forms = [form.strip() for form in said.split("|")]
    return forms[min(FORMS.get(in_.grammar.plural(n), len(forms)), len(forms) - 1)]


def state_head(entry: LayerEntry, first: str, state: str, in_: Tongue) -> str:
    """The word as it stands above a column."""
    if state in SHORT:
        return in_.words[f"column.{state}"]
    word = state_word(entry, first, state, in_)
    return word[:1].upper() + word[1:]


def state_count(entry: LayerEntry, first: str, state: str, in_: Tongue, n: int) -> str:
    """ "14 held": so many are in this state."""
    if state in SHORT:
        return in_.say(f"says.{state}", n=n)
    return in_.say("says.state", n=n, state=state_word(entry, first, state, in_, n))
