"""What changes a project folder, and what it holds: a new atlas, layers added, removed, listed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated

import typer

from mapper.cli.program import DryRun, Folder, command, show
from mapper.cli.versions import show_put_back, show_renewed
from mapper.edit import ASIDE, Adopted, entry_beside, progress, put_back, renew
from mapper.edit import add as add_layer
from mapper.edit import adopt as adopt_layers
from mapper.edit import new as new_atlas
from mapper.edit import remove as remove_layer
from mapper.folder import listing, read
from mapper.problems import errors


@command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where to: a folder that is empty or not there.")],
) -> None:
    """Make a new atlas: a small example that works, to be changed into your own."""
    for name in new_atlas(folder):
        typer.echo(folder / name)
    typer.echo(
        f"\nAn example atlas. Its README.md says how to go on; see it with: mapper serve {folder}"
    )


class States(StrEnum):
    """How the features of a layer are in time."""

    LASTING = "lasting"
    PASSING = "passing"
    ONWARD = "onward"


@command()
def add(
    file: Annotated[str, typer.Argument(help="The file to add: see docs/formats.md.")] = "",
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    id: Annotated[str | None, typer.Option(help="Its id, if not from the file's name.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title in the map key.")] = None,
    group: Annotated[str | None, typer.Option(help="The id of a [[group]].")] = None,
    look: Annotated[str | None, typer.Option(help="How it is drawn.")] = None,
    label: Annotated[str | None, typer.Option(help="The column that holds the names.")] = None,
    date: Annotated[str, typer.Option(help="The column that says from when; or FROM,UNTIL.")] = "",
    states: Annotated[
        States | None, typer.Option(help="With --date: how they are in time; see docs/manifest.md.")
    ] = None,
    calendar: Annotated[
        str | None, typer.Option(help="Of the dates: solar-hijri, buddhist, julian or gregorian.")
    ] = None,
    popup: Annotated[str | None, typer.Option(help="Columns in the records: A,B,C.")] = None,
    layer: Annotated[str | None, typer.Option(help="Which layer or sheet of the file.")] = None,
    crs: Annotated[int | None, typer.Option(help="Its coordinate system: an EPSG code.")] = None,
    position: Annotated[
        str, typer.Option(help="Columns of the position: LAT,LON, or one with both.")
    ] = "",
    encoding: Annotated[str | None, typer.Option(help="Of its text: cp1256, for example.")] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Enter the files that were dropped into geo/ instead.")
    ] = False,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Very many features: as tiles, for a web server.")
    ] = False,
    replace: Annotated[
        str | None, typer.Option(help="The id of a layer: this is its new version.")
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="With --replace: though something gone is referred to.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Add a file as a new layer: it is checked, put right and entered in the manifest."""
    if adopt == bool(file):
        raise typer.BadParameter("Name a file to add, or --adopt those in geo/.")
    of_entry = any(each is not None for each in (id, title, group, look, popup)) or date or tiles
    of_file = any(each is not None for each in (label, layer, crs, calendar, encoding)) or position
    if states and not date:
        raise typer.BadParameter("--states goes with --date: a column says when.")
    if drop and replace is None:
        raise typer.BadParameter("--drop goes with --replace.")
    if adopt:
        if of_entry or of_file or replace is not None:
            raise typer.BadParameter("--adopt goes with --folder and --dry-run alone.")
        show_adopted(adopt_layers(folder, dry_run))
        return
    if replace is not None:
        if of_entry:
            what = "--replace keeps what the manifest says of the layer: change it there."
            raise typer.BadParameter(
                f"{what} It goes with --drop and what says how to read the file."
            )
        with progress() as on_progress:
            renewed = renew(
                folder,
                file,
                replace,
                label=label,
                calendar=calendar,
                layer=layer,
                epsg=crs,
                position=_listed(position)[:2],
                encoding=encoding,
                drop=drop,
                dry_run=dry_run,
                on_progress=on_progress,
            )
        show_renewed(renewed)
        return
    if entry_beside(folder, file):
        if of_entry or of_file:
            what = "a removed layer comes back with its entry: no option goes with it."
            raise typer.BadParameter(f"{what} To add it anew, move the file elsewhere.")
        show_put_back(put_back(folder, file, dry_run))
        return
    with progress() as on_progress:
        added = add_layer(
            folder,
            file,
            id=id,
            title=title,
            group=group,
            look=look,
            label=label,
            date=_listed(date)[:2],
            states=states,
            calendar=calendar,
            popup=None if popup is None else _listed(popup),
            layer=layer,
            epsg=crs,
            position=_listed(position)[:2],
            encoding=encoding,
            tiles=tiles,
            dry_run=dry_run,
            on_progress=on_progress,
        )
    show(added.warnings)
    for note in (*added.repaired, *added.guessed):
        typer.echo(f"  {note}")
    west, south, east, north = added.extent
    count = f"{added.features:,} {'feature' if added.features == 1 else 'features'}"
    dated = f", {added.dates[0]} to {added.dates[1]}" if added.dates else ""
    typer.echo(f"{count}, {west:g} to {east:g} east, {south:g} to {north:g} north{dated}")
    would = "" if added.written else "would be "
    typer.echo(f"{would}written to {added.file}, and to data/atlas.toml:\n\n{added.entry}")
    nothing = "Nothing was written: leave out --dry-run to add it."
    typer.echo(added.next_step if added.written else nothing)


@command()
def remove(
    layer: Annotated[str, typer.Argument(help="The id of a layer: mapper list names them.")],
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete its file, instead of moving it away.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a layer out of the manifest; its file is kept in geo/removed/."""
    removed = remove_layer(folder, layer, delete=delete, dry_run=dry_run)
    show(removed.warnings)
    would = "" if removed.written else "would be "
    if removed.entry:
        typer.echo(f"{would}taken out of data/atlas.toml:\n\n{removed.entry}")
    if removed.now == removed.file:
        typer.echo(f"{removed.file} stays where it is.")
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


def show_adopted(adopted: Adopted) -> None:
    """What became of the files of `geo/`, file by file, and what to do next."""
    show(adopted.warnings)
    would = "" if adopted.written else "would be "
    for drop in adopted.drops:
        for note in drop.notes:
            typer.echo(f"  {note}")
        if drop.new is not None:
            typer.echo(f"{would}written anew, and kept as it was: {drop.file}{ASIDE}")
        typer.echo(f"{drop.file} {would}entered in data/atlas.toml:\n\n{drop.entry}")
    if not adopted.drops:
        typer.echo("Every layer of geo/ has its entry: there is nothing to adopt.")
    elif adopted.written:
        typer.echo("Fill in the licences in data/atlas.toml, then: mapper build")
    else:
        typer.echo("Nothing was written: leave out --dry-run to adopt.")


def _listed(columns: str) -> tuple[str, ...]:
    """The names of columns between commas."""
    return tuple(filter(None, map(str.strip, columns.split(","))))
