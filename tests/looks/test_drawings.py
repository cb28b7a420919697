"""Symbols in time: each has five drawings, none of which is another."""

from __future__ import annotations

import re

import pytest

from mapper import assets
from mapper.looks.drawings import with_states
from mapper.record import STATES

OWN = '<g id="s-mill"><path fill="#a30" d="M-5-5H5V5H-5Z"/></g>\n'
"""A symbol that an atlas might bring, with a colour of its own."""

SHEET = assets.symbols().replace("</defs>", OWN + "</defs>")
LOOKS = sorted(
    look for look in assets.looks() if assets.has_drawing(look) and not assets.has_states(look)
)


@pytest.mark.parametrize("look", [*LOOKS, "mill"])
def test_every_symbol_has_five_drawings(look: str) -> None:
    made = with_states(SHEET, (look,))
    drawn = [re.search(rf'<g id="s-{look}-{state}">(.*)</g>\n', made) for state in STATES]

    assert len({found[1] for found in drawn if found}) == len(STATES)


@pytest.mark.parametrize("look", ["garrison", "hq"])
def test_those_that_were_drawn_are_kept(look: str) -> None:
    assert assets.has_states(look)
    assert all(f'id="s-{look}-{state}"' in assets.symbols() for state in STATES)
