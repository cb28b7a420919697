"""Bytes as text that may stand in a script of a page: six bytes as seven characters of ASCII.

Base64 takes eight for six. Characters are all of ASCII, controls too, which HTML leaves as they
are, but those that `BARRED` has: HTML, templates, terminals or line ends would make something else
of them. `web/src/big/bytes.ts` reads it.
"""

from __future__ import annotations

import numpy as np

BARRED = b"\0\t\n\r\x1b\"&'<>{\x7f"

ALPHABET = np.array([code for code in range(128) if code not in BARRED], np.uint8)
"""116 characters: so many to the power of seven are a little more than 2 ** 48."""


def letters(data: bytes) -> str:
    """Bytes as text; zeros fill up the last six."""
    groups = np.zeros((-(-len(data) // 6), 8), np.uint8)
    whole = np.zeros(len(groups) * 6, np.uint8)
    whole[: len(data)] = np.frombuffer(data, np.uint8)
    groups[:, :6] = whole.reshape(-1, 6)
    left = groups.view("<u8").ravel()
    digits = np.empty((len(groups), 7), np.uint8)
    for place in range(7):
        left, digits[:, place] = np.divmod(left, np.uint64(len(ALPHABET)))
    return ALPHABET[digits].tobytes().decode("ascii")
