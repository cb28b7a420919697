"""`mapper add`: a file as a new layer, as the version of one, or as a picture under the map."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mapper.cli.overlays import show_overlaid
from mapper.cli.program import DryRun, command, examples, show
from mapper.cli.versions import show_put_back, show_renewed
from mapper.edit import (
    ASIDE,
    Adopted,
    add_overlay,
    entry_beside,
    progress,
    put_back,
    renew,
)
from mapper.edit import add as add_layer
from mapper.edit import adopt as adopt_layers
from mapper.formats import Reading
from mapper.overlay import is_scan


class States(StrEnum):
    """How the features of a layer are in time."""

    LASTING = "lasting"
    PASSING = "passing"
    ONWARD = "onward"


@command(
    short_help="Add a file as a new layer, or as the new version of one.",
    epilog=examples(
        "mapper add mills.csv",
        'mapper add mills.xlsx --title "The mills" --date built --popup miller,wheels',
        "mapper add mills-of-this-year.csv --replace mills",
    ),
)
def add(
    file: Annotated[str, typer.Argument(help="The file to add: see docs/formats.md.")] = "",
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    id: Annotated[str | None, typer.Option(help="Its id, if not from the file's name.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title in the map key.")] = None,
    group: Annotated[str | None, typer.Option(help="The id of a [[group]].")] = None,
    look: Annotated[
        str | None, typer.Option(help="How it is drawn; docs/manifest.md lists the looks.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="The column that holds the names.")] = None,
    date: Annotated[str, typer.Option(help="The column that says from when; or FROM,UNTIL.")] = "",
    states: Annotated[
        States | None, typer.Option(help="With --date: how they are in time; see docs/manifest.md.")
    ] = None,
    calendar: Annotated[
        str | None, typer.Option(help="Of the dates: solar-hijri, buddhist, julian or gregorian.")
    ] = None,
    popup: Annotated[str | None, typer.Option(help="Columns in the records: A,B,C.")] = None,
    licence: Annotated[
        str | None, typer.Option(help="Of the data, if not what the file says.")
    ] = None,
    colour: Annotated[str | None, typer.Option(help="The column to colour by.")] = None,
    layer: Annotated[str | None, typer.Option(help="Which layer or sheet of the file.")] = None,
    crs: Annotated[int | None, typer.Option(help="Its coordinate system: an EPSG code.")] = None,
    position: Annotated[
        str, typer.Option(help="Columns of the position: LAT,LON, or one with both.")
    ] = "",
    encoding: Annotated[str | None, typer.Option(help="Of its text: cp1256, for example.")] = None,
    header: Annotated[
        str, typer.Option(help="The row with the names of the columns: 3; or two rows: 3-4.")
    ] = "",
    decimal: Annotated[
        str, typer.Option(help="What parts decimals in numbers that are text: point or comma.")
    ] = "",
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out rows with errors, into a table of theirs.")
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Enter the files that were dropped into geo/ instead.")
    ] = False,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Very many features: as tiles, beside the page.")
    ] = False,
    replace: Annotated[
        str | None, typer.Option(help="The id of a layer: this is its new version.")
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="With --replace: though something gone is referred to.")
    ] = False,
    corners: Annotated[
        str, typer.Option(help="Of a picture: LON,LAT of each, from the top left, clockwise.")
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Add a file as a new layer: it is checked, put right and entered in the manifest."""
    if adopt == bool(file):
        raise typer.BadParameter("Name a file to add, or --adopt those in geo/.")
    if corners or is_scan(file):
        others = (look, colour, states, label, calendar, popup, layer, encoding, replace)
        more = (date, position, header, decimal, skip_bad, tiles, drop)
        if any(each is not None for each in others) or any(more):
            what = "a picture takes --id, --title, --group, --licence, --corners and --crs alone."
            raise typer.BadParameter(what)
        show_overlaid(
            add_overlay(
                folder,
                file,
                id=id,
                title=title,
                group=group,
                licence=licence,
                corners=corners,
                epsg=crs,
                dry_run=dry_run,
            )
        )
        return
    named = (id, title, group, look, popup, licence, colour)
    of_entry = any(each is not None for each in named) or date or tiles
    of_file = any(each is not None for each in (label, layer, crs, calendar, encoding))
    of_file = of_file or bool(position or header or decimal or skip_bad)
    if states and not date:
        raise typer.BadParameter("--states goes with --date: a column says when.")
    if drop and replace is None:
        raise typer.BadParameter("--drop goes with --replace.")
    if adopt:
        if of_entry or of_file or replace is not None:
            raise typer.BadParameter("--adopt goes with --folder and --dry-run alone.")
        show_adopted(adopt_layers(folder, dry_run))
        return
    reading = Reading(
        layer,
        crs,
        _listed(position)[:2],
        encoding,
        header=_rows(header),
        decimal=_sign(decimal),
        skip_bad=skip_bad,
    )
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
                reading,
                label=label,
                calendar=calendar,
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
            reading,
            id=id,
            title=title,
            group=group,
            look=look,
            label=label,
            date=_listed(date)[:2],
            states=states,
            calendar=calendar,
            popup=None if popup is None else _listed(popup),
            licence=licence,
            colour=colour,
            tiles=tiles,
            dry_run=dry_run,
            on_progress=on_progress,
        )
    show(added.warnings)
    for note in (*added.repaired, *added.guessed):
        typer.echo(f"  {note}")
    for line in added.left_out:
        typer.echo(f"  {line}")
    west, south, east, north = added.extent
    count = f"{added.features:,} {'feature' if added.features == 1 else 'features'}"
    dated = f", {added.dates[0]} to {added.dates[1]}" if added.dates else ""
    typer.echo(f"{count}, {west:g} to {east:g} east, {south:g} to {north:g} north{dated}")
    would = "" if added.written else "would be "
    typer.echo(f"{would}written to {added.file}, and to data/atlas.toml:\n\n{added.entry}")
    nothing = "Nothing was written: leave out --dry-run to add it."
    typer.echo(added.next_step if added.written else nothing)


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


def _rows(header: str) -> tuple[int, ...]:
    """The numbers of one row or two: 3, 3-4 or 3,4."""
    if not header:
        return ()
    numbers = header.replace("-", ",").split(",")
    if len(numbers) > 2 or not all(each.strip().isdecimal() and int(each) for each in numbers):
        what = f'"{header}" is no row. Write 3, or 3-4 for names in two rows.'
        raise typer.BadParameter(what, param_hint="--header")
    return tuple(sorted({int(each) for each in numbers}))


def _sign(decimal: str) -> str:
    """The sign that the word stands for, or itself."""
    signs = {"": "", "point": ".", ".": ".", "comma": ",", ",": ","}
    if decimal not in signs:
        raise typer.BadParameter("is point or comma.", param_hint="--decimal")
    return signs[decimal]
