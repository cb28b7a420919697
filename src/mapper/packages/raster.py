"""A blank map as PNG, for banks that take no SVG.

The renderer knows plain CSS: so of the lessons' sheet it gets the rules by class, with the colours
of the light scheme in place of their names.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from mapper import assets

CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
ROOT = re.compile(r":root\{([^{}]*)\}")
TOKEN = re.compile(r"(--[\w-]+): ?([^;]*)")
USE = re.compile(r"var\((--[\w-]+)\)")
PLAIN = re.compile(r"(?<=\})\.[\w .,>-]+\{[^{}]*\}")


def png(svg: Markup, width: int) -> bytes:
    """The picture, so many pixels wide, on white."""
    from resvg_py import svg_to_bytes  # here: slow to import

    return svg_to_bytes(svg_string=svg, style_sheet=_sheet(), width=width, background="#ffffff")


@cache
def _sheet() -> str:
    css = assets.built("lesson.css")
    while CONDITIONAL.search(css):  # they may stand within one another
        css = CONDITIONAL.sub("", css)
    tokens = dict(TOKEN.findall("".join(f"{rules};" for rules in ROOT.findall(css))))
    while (plain := USE.sub(lambda use: tokens.get(use[1], ""), css)) != css:
        css = plain
    return "\n".join(PLAIN.findall(css))
