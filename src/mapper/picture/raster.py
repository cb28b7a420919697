"""SVG → PNG, by resvg, with the fonts of this machine."""

from __future__ import annotations

from functools import cache, lru_cache
from io import BytesIO

from mapper.picture.svgtext import tag
from mapper.problems import Problem

LAST_RESORTS = (
    *("DejaVu Sans", "Noto Sans", "FreeSans", "Ubuntu", "Cantarell", "Open Sans", "Roboto"),
    *("Droid Sans", "Nimbus Sans", "Helvetica", "Verdana"),
)
"""What stands in where a machine has neither a family that the sheet names, nor Arial's kin."""


@lru_cache(maxsize=4)  # a site that is built at every save has the same one again
def png(svg: str, width: int | None = None) -> bytes:
    """The picture on white, in its own size or so many pixels wide."""
    return _drawn(svg, _last_resort(), width)


def few_colours(png: bytes) -> bytes:
    """The picture in at most 256 colours: a third of the bytes, and hardly to be told apart."""
    from PIL import Image  # here: it is slow to import

    out = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()


def has_fonts() -> bool:
    """Whether any letter can be drawn: where no font is found, resvg leaves them out silently."""
    return _last_resort() is not None


def no_fonts(file: str) -> Problem:
    """What is to be said where names would be missing."""
    mend = "Install one, such as Liberation Sans or DejaVu Sans, or ask for .svg."
    return Problem(file, "", "no font was found on this machine: it would have no names.", mend)


@cache
def _last_resort() -> str | None:
    """The family for what no other has: empty where resvg finds its own, None where none is."""
    return next((family for family in ("", *LAST_RESORTS) if _leaves_a_trace(family)), None)


def _leaves_a_trace(family: str) -> bool:
    def drawn(letter: str) -> bytes:
        text = tag("text", {"y": 15, "font-family": "sans-serif"}, letter)
        size = {"width": 20, "height": 20}
        return _drawn(tag("svg", {"xmlns": "http://www.w3.org/2000/svg", **size}, text), family)

    return drawn("M") != drawn("")


def _drawn(svg: str, family: str | None, width: int | None = None) -> bytes:
    from resvg_py import svg_to_bytes  # here: it is slow to import

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            width=width,
            background="#ffffff",
            serif_family=family or None,
            sans_serif_family=family or None,
        )
    )
