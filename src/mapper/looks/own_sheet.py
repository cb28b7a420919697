"""The style sheet of what an atlas draws by looks and colours of its own, to stand behind ours."""

from __future__ import annotations

from functools import cache

import jinja2

from mapper import assets
from mapper.looks.colours import dyes_of
from mapper.looks.dyes import Dye
from mapper.model import Atlas, looks_of


def own_css(atlas: Atlas, dark: bool = True) -> str:
    """The sheet; nothing where an atlas has no such looks. Without `dark`, that of paper alone."""
    dyes = dyes_of(atlas)
    needed = dyes or atlas.symbols or _looks(atlas) & _in_sheet()
    return assets.own_sheet() + _colours(dyes, dark) if needed else ""


def _looks(atlas: Atlas) -> set[str]:
    found = (looks_of(layer) | {layer.entry.look} for layer in atlas.layers)
    return set[str]().union(*found)


@cache
def _in_sheet() -> frozenset[str]:
    return assets.looks_in(assets.own_sheet())


def _colours(dyes: tuple[Dye, ...], dark: bool) -> str:
    return _template().render(dyes=dyes, dark=dark) if dyes else ""


@cache
def _template() -> jinja2.Template:
    found = jinja2.FileSystemLoader(assets.TEMPLATES)
    return jinja2.Environment(loader=found, autoescape=True).get_template("colours.css.j2")
