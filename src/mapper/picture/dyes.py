"""The rules of the colours that a manifest names, to stand behind those of the style sheet."""

from __future__ import annotations

from functools import cache

import jinja2

from mapper import assets
from mapper.looks import dyes_of
from mapper.model import Atlas


def dyed(atlas: Atlas, dark: bool = True) -> str:
    """The rules; nothing where no colour is named. Without `dark`, those of paper alone."""
    dyes = dyes_of(atlas)
    return _rules().render(dyes=dyes, dark=dark) if dyes else ""


@cache
def _rules() -> jinja2.Template:
    found = jinja2.FileSystemLoader(assets.TEMPLATES)
    return jinja2.Environment(loader=found, autoescape=True).get_template("dyes.css.j2")
