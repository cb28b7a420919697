"""Colours as CSS writes them: by name, or by the digits of red, green and blue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_DIGITS = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")


def css_hex(text: str) -> str | None:
    """#rrggbb of a name or of digits, #rrggbbaa of digits that see through; None if it is none."""
    word = text.casefold()
    if _DIGITS.fullmatch(word):
        return word if len(word) > 5 else "#" + "".join(2 * digit for digit in word[1:])
    return named_colours().get(word)


@cache
def named_colours() -> Mapping[str, str]:
    """The names of CSS → #rrggbb."""
    from PIL.ImageColor import colormap, getrgb  # here: slow to import, and few colours are named

    # Not what the table holds: what was once asked for stands there as numbers.
    return {name: "#{:02x}{:02x}{:02x}".format(*getrgb(name)[:3]) for name in [*colormap]}
