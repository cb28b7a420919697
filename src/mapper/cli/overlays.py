"""What is said of a picture that was added under the map."""

from __future__ import annotations

import typer

from mapper.cli.program import show
from mapper.edit import Overlaid


def show_overlaid(added: Overlaid) -> None:
    """Where it lies and who says so, what was written, and what to do next."""
    show(added.warnings)
    for sentence in added.found:
        typer.echo(f"  {sentence}")
    would = "" if added.written else "would be "
    files = " and ".join(added.files)
    typer.echo(f"{would}copied to {files}, and entered in data/atlas.toml:\n\n{added.entry}")
    if added.written:
        typer.echo(added.next_step)
    else:
        typer.echo("Nothing was written: leave out --dry-run to add it.")
