"""Where a text uses a word of the glossary. The viewer has the same (`web/src/record/terms.ts`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import category

_BEHIND = re.compile(r"(?:-\d+)?s?")
"""A plural in -s, and a number (T-34s), may follow; or nothing."""


def forms_of(term: str) -> list[str]:
    """What a term goes by: of "Mobile group (MMG)" both, of "Djinn, plural djinns" both.

    What is in brackets counts if it is a name, and not what tells the term from others; a lone
    word after several ("rifle brigade, regiment") only adds to them. Three letters are the least.
    """
    head, inner, *_ = [part.strip() for part in re.split(r"[()]", term)] + [""]
    first, *more = re.split(r", (?:plural )?", head)
    others = [form for form in more if " " in form] if " " in first else more
    bracketed = [inner] if any(letter.isupper() for letter in inner) else []
    return [form for form in (first, *others, *bracketed) if len(form) > 2]


def find_term(text: str, forms: Iterable[str]) -> tuple[str, int, int] | None:
    """The first whole words that a form matches, the longest of them: form, where, how long.

    What has two capitals together or ends in one is an acronym, and must be written just so.
    """
    lower = text.lower()
    folded = lower if len(lower) == len(text) else text
    found = []
    for form in forms:
        where, what = (text, form) if _is_acronym(form) else (folded, form.lower())
        at = where.find(what)
        while at >= 0:
            end = next(_BEHIND.finditer(text, at + len(what))).end()
            if _stands_alone(text, at, end):
                found.append((at, at - end, form))
                break
            at = where.find(what, at + 1)
    if not found:
        return None
    at, shorter, form = min(found, key=lambda each: each[:2])
    return form, at, -shorter


def _is_acronym(form: str) -> bool:
    return form[-1].isupper() or any(a.isupper() and b.isupper() for a, b in pairwise(form))


def _stands_alone(text: str, at: int, end: int) -> bool:
    """Whether what is there is a word and no part of one."""
    before, behind = text[at - 1 : at] if at else "", text[end : end + 2]
    if before and (_is_of_word(before) or before in "'’-"):
        return False
    joined = len(behind) == 2 and behind[0] in "'’-" and category(behind[1])[0] == "L"
    return not joined and not (behind and _is_of_word(behind[0]))


def _is_of_word(letter: str) -> bool:
    return category(letter)[0] in "LMN"
