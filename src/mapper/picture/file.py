"""A picture that is asked for → its bytes, by the ending of its name; or all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mapper.model import Atlas
from mapper.picture.asked import Asked, answered, asked_is_sound
from mapper.picture.plate import draw_plate
from mapper.picture.raster import has_fonts, no_fonts, png
from mapper.problems import MapperError, Problem

ENDINGS = (".svg", ".png")


def picture_file(atlas: Atlas, asked: Asked, out: Path, replace: bool = False) -> bytes:
    """The bytes of the picture that is asked for; the same each time, of a PNG on one machine.

    Raises:
        MapperError: with everything that is wrong; `out` is there already, and not to be replaced.
    """
    problems = [*asked_is_sound(asked, atlas), *_out_is_sound(out, replace)]
    if problems:
        raise MapperError(problems)
    svg = draw_plate(atlas, *answered(asked, atlas)).svg
    return svg.encode() if out.suffix.lower() == ".svg" else png(svg)


def _out_is_sound(out: Path, replace: bool) -> Iterator[Problem]:
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        what = f'ends in "{out.suffix}".' if ending else "has no ending."
        yield Problem(str(out), "", what, "Pictures are .svg or .png.")
    elif out.is_dir():
        yield Problem(str(out), "", "is a folder.", "Name a file.")
    elif out.exists() and not replace:
        mend = "Choose another name, or let it be replaced with --replace."
        yield Problem(str(out), "", "is there already.", mend)
    if ending == ".png" and not has_fonts():
        yield no_fonts(str(out))
