"""The templates of the package, compiled once."""

from __future__ import annotations

from functools import cache

import jinja2

from mapper import assets


@cache
def templates() -> jinja2.Environment:
    """The templates of pages: what they name is escaped, and what is missing is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=False,
        bytecode_cache=_compiled(),
    )


def _compiled() -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept, by their text: to compile them takes half a second."""
    try:
        return jinja2.FileSystemBytecodeCache()
    except (OSError, RuntimeError):  # there is no folder for temporary files that is safe
        return None
