"""The command line: parses, calls, prints; nothing else. One module for what belongs together."""

import sys

from mapper.cli import adding, atlas, layers, outputs
from mapper.cli.fault import UNFORESEEN, is_wanted, report
from mapper.cli.program import app, show
from mapper.problems import MapperError, of_disk

__all__ = ["adding", "app", "atlas", "layers", "main", "outputs"]


def main() -> None:
    """Run a command; what is wrong is said in plain words, with exit code 1.

    What nobody foresaw is reported in a few lines, with exit code 70.
    """
    try:
        app()
    except MapperError as error:
        show(error.problems)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if is_wanted():
            raise
        if isinstance(error, OSError) and error.errno:
            show([of_disk(error, str(error.filename or "the disk"))])
            sys.exit(1)
        print(report(error, sys.argv[1:]), file=sys.stderr)
        sys.exit(UNFORESEEN)
