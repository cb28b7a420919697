"""What the package brings for the page: bundle, style sheet, symbols, words, templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import orjson

from mapper.problems import MapperError, Problem

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"

OWN = "own-"
"""What the names of an atlas's own drawings begin with, among all looks."""

RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
"""Languages mostly written from right to left, of those with a code of ISO 639."""

_LOOK = re.compile(r"\.look-([a-z0-9]+(?:-[a-z0-9]+)*)")
_DRAWING = re.compile(r'id="s-(?!ui-|plane)([a-z0-9-]+)"')


@cache
def bundle() -> str:
    """The viewer's script, with the parts of Leaflet that the page uses."""
    return built("mapper.js")


@cache
def notebook_bundle() -> str:
    """The viewer's script for a notebook, with the whole of Leaflet for what folium adds."""
    return built("notebook.js")


@cache
def sheet() -> str:
    """The one style sheet: tokens, looks, layout, and of Leaflet's what the page uses."""
    return built("mapper.css")


@cache
def plain_sheet() -> str:
    """The same for pages of frames without days: of time bar and story it has no rules."""
    return built("plain.css")


@cache
def own_sheet() -> str:
    """The style sheet of what atlases draw by looks and colours of their own, for their pages."""
    return built("own.css")


@cache
def notebook_sheet() -> str:
    """The style sheet for a notebook, with the whole of Leaflet's."""
    return built("notebook.css")


@cache
def symbols() -> str:
    """The sheet of symbols, an <svg> of <defs>."""
    return (HERE / "web" / "symbols.svg").read_text("utf-8")


@cache
def looks() -> frozenset[str]:
    """The names of all looks: whatever has a rule in the style sheet, or a drawing."""
    drawn = frozenset(
        base if has_states(base := name.rpartition("-")[0]) else name for name in _drawings()
    )
    return drawn | looks_in(sheet()) | looks_in(own_sheet())


def looks_in(css: str) -> frozenset[str]:
    """The looks that a style sheet has rules for."""
    return frozenset(_LOOK.findall(css))


@cache
def has_drawing(look: str) -> bool:
    """Whether the sheet of symbols draws it, as it is here or as an atlas adds to it."""
    return look.startswith(OWN) or look in _drawings() or has_states(look)


def has_states(look: str) -> bool:
    """Whether the sheet of symbols has a drawing of it for each state."""
    return f"{look}-there" in _drawings()


@cache
def _drawings() -> frozenset[str]:
    return frozenset(_DRAWING.findall(symbols()))


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The interface's words: language → key → words."""
    return {
        path.stem: orjson.loads(path.read_bytes())
        for path in sorted((HERE / "words").glob("*.json"))
    }


def built(name: str) -> str:
    """A file that the bundler has written."""
    path = HERE / "web" / "dist" / name
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        what = "the viewer has not been built."
        problem = Problem(
            f"web/dist/{name}", "", what, "Run `make map`, or install the package anew."
        )
        raise MapperError([problem]) from error
