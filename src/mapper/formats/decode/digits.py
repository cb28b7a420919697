"""Digits and decimal signs of any script → those that Python reads."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "٫": ".",  # the Arabic decimal separator
        "٬": None,  # and the one between thousands
        "،": ",",
        "．": ".",
        "，": ",",
        "－": "-",
        "＋": "+",
        "／": "/",
        "−": "-",
        **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"),
    }
)
"""Signs beside digits; marks of direction, which nobody sees, are left out."""


def latin(text: str) -> str:
    """The text with Latin digits and signs for those of any other script: ۳۴٫۵ → 34.5."""
    if text.isascii():
        return text
    return re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text).translate(_SIGNS)
