"""Long work says how far it is, on a terminal; into a file or a pipe it says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mapper.formats import OnProgress


@contextmanager
def progress() -> Iterator[OnProgress]:
    """What to tell of the work, while it lasts: what is being done, and which share of it is."""
    if not sys.stderr.isatty():
        yield lambda what, share: None
        return
    from rich.console import Console  # here: it is slow to import, and mostly not needed
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda what, share: bar.update(task, description=escape(what), completed=share)
