"""Colours as CSS writes them, whoever reads them: a manifest or `explore`."""

from __future__ import annotations

import pytest
from PIL import ImageColor

from mapper.looks import css_hex, named_colours


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tomato", "#ff6347"),
        ("#ABC", "#aabbcc"),
        ("#1b6ca8", "#1b6ca8"),
        ("#abc8", "#aabbcc88"),
        ("#1b6ca880", "#1b6ca880"),
        ("#12345", None),
        ("1b6ca8", None),
        ("", None),
        ("red;}", None),
    ],
)
def test_a_colour_is_a_name_or_digits(text: str, found: str | None) -> None:
    assert css_hex(text) == found


def test_names_are_known_whoever_asked_for_them_before() -> None:
    ImageColor.getrgb("rebeccapurple")
    named_colours.cache_clear()
    assert named_colours()["rebeccapurple"] == "#663399"
