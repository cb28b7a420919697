"""SVG → PNG, by resvg, with the fonts of this machine."""

from __future__ import annotations

from functools import cache, lru_cache

from mapper.picture.svgtext import tag
from mapper.problems import Problem


@lru_cache(maxsize=4)  # a site that is built at every save has the same one again
def png(svg: str) -> bytes:
    """The picture in its own size."""
    from resvg_py import svg_to_bytes  # here: it is slow to import

    return bytes(svg_to_bytes(svg_string=svg))


@cache
def has_fonts() -> bool:
    """Whether a letter leaves a trace: where no font is found, resvg leaves it out silently."""

    def drawn(letter: str) -> bytes:
        text = tag("text", {"y": 15, "font-family": "sans-serif"}, letter)
        return png(
            tag("svg", {"xmlns": "http://www.w3.org/2000/svg", "width": 20, "height": 20}, text)
        )

    return drawn("M") != drawn("")


def no_fonts(file: str) -> Problem:
    """What is to be said where names would be missing."""
    mend = "Install one, such as Liberation Sans or DejaVu Sans, or ask for .svg."
    return Problem(file, "", "no font was found on this machine: it would have no names.", mend)
