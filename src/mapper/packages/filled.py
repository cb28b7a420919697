"""A template of XML, filled: what it names is escaped, and what XML cannot hold is replaced."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from mapper import assets

if TYPE_CHECKING:
    from jinja2 import Environment

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in XML at all."""


def filled(template: str, **named: object) -> bytes:
    """The template with what is named, in UTF-8."""
    return _environment().get_template(template).render(named).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here: slow to import

    environment = Environment(
        loader=FileSystemLoader(assets.TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters["as_html"] = _as_html
    return environment


def legal(text: str) -> str:
    """The text as XML can hold it."""
    return ILLEGAL.sub("\ufffd", text)


def _finalized(value: object) -> object:
    """Markup stays what it is: of XML it is as sound as what made it."""
    return legal(value) if type(value) is str else value


def _as_html(text: str) -> str:
    """Plain text as HTML, which is text of the XML in its turn."""
    return escape(text, quote=False)
