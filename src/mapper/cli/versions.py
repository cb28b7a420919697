"""Words for a layer's new version, and for one that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import typer

from mapper.cli.program import show
from mapper.edit import PutBack, Renewed

LINES = 20
"""So many features of a kind are named."""


def show_renewed(renewed: Renewed) -> None:
    """What is new, gone and changed, and where the version before is."""
    show(renewed.warnings)
    show(renewed.dangling)
    for note in renewed.repaired:
        typer.echo(f"  {note}")
    for line in renewed.left_out:
        typer.echo(f"  {line}")
    changes = renewed.changes
    counts = (
        f"{len(changes.new):,} new, {len(changes.gone):,} gone, {len(changes.changed):,} changed"
    )
    typer.echo(f"{counts}, {changes.same:,} the same")
    for kind, ids in (("new", changes.new), ("gone", changes.gone)):
        for line in _named(kind, dict.fromkeys(ids, "")):
            typer.echo(f"  {line}")
    for line in _named("changed", changes.changed):
        typer.echo(f"  {line}")
    if not renewed.kept:
        typer.echo(f"{renewed.file} stays as it is: the file says the same.")
        return
    would = "" if renewed.written else "would be "
    typer.echo(f"{would}written to {renewed.file}; what was there, {would}kept as {renewed.kept}")
    if renewed.dangling:
        typer.echo("What refers to features that are gone is still there: mapper check names it.")
    nothing = "Nothing was written: leave out --dry-run to do it."
    typer.echo("Next: mapper build" if renewed.written else nothing)


def show_put_back(back: PutBack) -> None:
    """Where the layer is again."""
    show(back.warnings)
    would = "" if back.written else "would be "
    typer.echo(f"{would}back at {back.file}, and in data/atlas.toml:\n\n{back.entry}")
    nothing = "Nothing was written: leave out --dry-run to do it."
    typer.echo("Next: mapper build" if back.written else nothing)


def _named(kind: str, words: Mapping[str, str]) -> Iterator[str]:
    for id, what in islice(words.items(), LINES):
        yield f"{kind}: {id}{f': {what}' if what else ''}"
    if len(words) > LINES:
        yield f"{kind}: and {len(words) - LINES:,} more"
