"""What is taken elsewhere: the record for other programs, lessons for platforms, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mapper.cli.program import Folder, OnPaper, Pdf, command, paper_of
from mapper.folder import load
from mapper.packages import Format, on_paper
from mapper.packages import pack as pack_lesson
from mapper.picture import Asked, picture_file


@command(short_help="Write the record for other programs.")
def export(
    folder: Folder = Path(),
    format: Annotated[str, typer.Option(help="geojson, csv, gpkg, kml, lpf or crate.")] = "geojson",
    out: Annotated[Path, typer.Option(help="The folder for the files.")] = Path("export"),
    replace: Annotated[bool, typer.Option("--replace", help="Replace files there.")] = False,
) -> None:
    """Write the record for other programs: every claim with its sources."""
    from mapper.export import export as export_atlas  # here: it takes geopandas, which is slow
    from mapper.export import write

    for name in write(export_atlas(load(folder), format), out, replace):
        typer.echo(out / name)


@command(short_help="Pack a lesson for the platform of a school.")
def pack(
    lesson: Annotated[str, typer.Argument(help="The id of a lesson: its file's name.")],
    folder: Folder = Path(),
    formats: Annotated[
        list[Format], typer.Option("--as", help="For which platform; more than one may be asked.")
    ] = [Format.ZIP],  # noqa: B006 # typer reads it, nothing changes it
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the files.")] = Path(
        "packages"
    ),
    replace: Annotated[bool, typer.Option("--replace", help="Replace files there.")] = False,
) -> None:
    """Pack a lesson for the platform of a school, with the map that it shows."""
    from mapper.export import write  # here: it takes geopandas, which is slow

    for name in write(pack_lesson(folder, lesson, formats), out, replace):
        typer.echo(out / name)


@command(short_help="Write a lesson's sheets, for pupils and with the answers.")
def sheet(
    lesson: Annotated[str, typer.Argument(help="The id of a lesson: its file's name.")],
    folder: Folder = Path(),
    seed: Annotated[
        int, typer.Option(min=1, help="Which order of the options; the site has order 1.")
    ] = 1,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the files.")] = Path(
        "sheets"
    ),
    pdf: Pdf = False,
    paper: OnPaper = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace files there.")] = False,
) -> None:
    """Write a lesson's sheets, for pupils and with the answers, in an order of the options."""
    from mapper.export import write  # here: it takes geopandas, which is slow

    for name in write(on_paper(folder, lesson, seed, paper_of(pdf, paper)), out, replace):
        typer.echo(out / name)


@command()
def picture(
    folder: Folder = Path(),
    date: Annotated[str, typer.Option(help="The day, as 1901-05-15.")] = "",
    layers: Annotated[str, typer.Option(help="The layers shown, by id: roads,gates.")] = "",
    feature: Annotated[str, typer.Option(help="The id of a feature, to be ringed.")] = "",
    view: Annotated[str, typer.Option(help="Zoom/latitude/longitude, as in links.")] = "",
    size: Annotated[str, typer.Option(help="Width and height in pixels.")] = "1200x630",
    out: Annotated[Path, typer.Option("--out", "-o", help="A name in .svg or .png.")] = Path(
        "map.svg"
    ),
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file there.")] = False,
) -> None:
    """Draw the map of a day as a picture by itself, without a browser."""
    from mapper.export import write  # here: it takes geopandas, which is slow

    asked = Asked(date, layers, feature, view, size)
    drawn = picture_file(load(folder), asked, out, replace)
    for name in write({out.name: drawn}, out.parent, replace):
        typer.echo(out.parent / name)
