"""What nobody foresaw → a short report in plain words, for whoever sees it and whoever mends it."""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mapper.assets import HERE

UNFORESEEN = 70
"""The exit code: EX_SOFTWARE of sysexits.h."""

SWITCH = "MAPPER_TRACEBACK"
"""The variable of the environment with which developers see the whole traceback."""


def is_wanted() -> bool:
    """Whether a traceback is asked for instead."""
    return os.environ.get(SWITCH, "") not in ("", "0")


def report(error: Exception, arguments: Sequence[str]) -> str:
    """What was being done, what went wrong, where in this package, and what to do now."""
    if isinstance(error, MemoryError):
        what = "There is not enough memory for this. Close other programs, or leave something out."
    else:
        what = "This is a fault of mapper, not of yours. Your files are as they were, as far as"
        what += " mapper knows."
    said = " ".join(str(error).split())[:300]
    return "\n".join(
        (
            f"mapper {_quoted(arguments)}: something went wrong that was not foreseen.",
            f"  {type(error).__name__}: {said}" if said else f"  {type(error).__name__}",
            f"  at {_place(error)}; mapper {_version()}, Python {platform.python_version()},"
            f" {platform.system()}",
            what,
            "To have it mended, send these lines, and the file that it happened with if you can,"
            " to those who gave you mapper.",
            f"The whole traceback is shown with {SWITCH}=1 set; `mapper check` may say more.",
        )
    )


def _quoted(arguments: Sequence[str]) -> str:
    return " ".join(f'"{each}"' if " " in each else each for each in arguments)[:300]


def _place(error: Exception) -> str:
    """The innermost line of this package that was running."""
    own = [
        f"{Path(frame.filename).relative_to(HERE).as_posix()}:{frame.lineno} ({frame.name})"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(HERE)
    ]
    return own[-1] if own else "a place outside of mapper"


def _version() -> str:
    try:
        return version("mapper")
    except PackageNotFoundError:
        return "from source"
