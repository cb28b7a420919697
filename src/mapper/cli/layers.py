"""What changes a project folder, and what it holds: a new atlas, layers added, removed, listed."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated

import typer

from mapper.cli.program import DryRun, Folder, command, show
from mapper.edit import new as new_atlas
from mapper.edit import new_empty, remove_overlay
from mapper.edit import remove as remove_layer
from mapper.folder import listing, read
from mapper.problems import errors


@command(short_help="Make a new atlas: a small example that works, or an empty one.")
def new(
    folder: Annotated[Path, typer.Argument(help="Where to: a folder that is empty or not there.")],
    empty: Annotated[bool, typer.Option("--empty", help="Without the example.")] = False,
    title: Annotated[str, typer.Option(help="With --empty: the atlas's title.")] = "",
    period: Annotated[
        str, typer.Option(help="With --empty: the time it tells of, as 1850/1900.")
    ] = "",
    bounds: Annotated[
        str, typer.Option(help="With --empty: west,south,east,north of the map, in degrees.")
    ] = "",
) -> None:
    """Make a new atlas: a small example that works, to be changed into your own.

    With --empty it has no layers yet; what is not said of time and place, the first layer says.
    """
    if (title or period or bounds) and not empty:
        raise typer.BadParameter("--title, --period and --bounds go with --empty.")
    for name in new_empty(folder, title, period, bounds) if empty else new_atlas(folder):
        typer.echo(folder / name)
    if empty:
        typer.echo(f"\nAn atlas without layers. Next: mapper add FILE --folder {folder}")
        return
    typer.echo(
        f"\nAn example atlas. Its README.md says how to go on; see it with: mapper serve {folder}"
    )


@command(short_help="Take a layer out; its file is kept in geo/removed/.")
def remove(
    layer: Annotated[str, typer.Argument(help="The id of a layer: mapper list names them.")],
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete its file, instead of moving it away.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a layer out of the manifest; its file is kept in geo/removed/."""
    removed = remove_overlay(folder, layer, dry_run) or remove_layer(
        folder, layer, delete=delete, dry_run=dry_run
    )
    show(removed.warnings)
    would = "" if removed.written else "would be "
    if removed.entry:
        typer.echo(f"{would}taken out of data/atlas.toml:\n\n{removed.entry}")
    if removed.now == removed.file:
        typer.echo(f"{removed.file} stays where it is.")
        if removed.kept:
            typer.echo(f"The entry is {would}kept in {removed.kept}: to bring it back, copy it.")
    else:
        typer.echo(f"{removed.file} {would}{f'moved to {removed.now}' if removed.now else 'gone'}.")
    if dry_run:
        typer.echo("Nothing was changed: leave out --dry-run to do it.")


@command("list")
def list_(folder: Folder = Path()) -> None:
    """Show the layers in drawing order, the last lying on top."""
    atlas, problems = read(folder)
    show(errors(problems))
    typer.echo(listing(atlas, get_terminal_size().columns))
