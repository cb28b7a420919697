"""The command line: parses, calls, prints; nothing else. One module for what belongs together."""

import sys

from mapper.cli import atlas, layers, outputs
from mapper.cli.program import app, show
from mapper.problems import MapperError

__all__ = ["app", "atlas", "layers", "main", "outputs"]


def main() -> None:
    """Run a command; what is wrong is said in plain words, with exit code 1."""
    try:
        app()
    except MapperError as error:
        show(error.problems)
        sys.exit(1)
